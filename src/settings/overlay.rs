//! Flags and environment → what they lay over `site.toml`.

use super::{BaseUrl, Overrides, Settings, checks, clock};
use crate::compress::ENCODINGS;
use crate::diag::codes::settings as codes;
use crate::diag::{Checked, Diagnostic, Place};
use crate::host::{self, Host};
use crate::model::date::PartialDate;
use crate::source::SitePath;

/// The overrides that had to be read, checked.
#[derive(Default)]
pub(super) struct Overlay {
    base_url: Option<BaseUrl>,
    output: Option<String>,
    host: Option<&'static Host>,
    today: Option<PartialDate>,
}

/// Reads `overrides`. They stand in no file, so their problems are those of `file`, `site.toml`, and name the flag.
///
/// A `--clock` hides `SOURCE_DATE_EPOCH`, which is not read then; an empty variable counts as none.
pub(super) fn read(overrides: &Overrides, file: &SitePath) -> Checked<Overlay> {
    let mut problems = Vec::new();
    let mut bad_flag = |message: String, help: String| {
        problems.push(Diagnostic::new(codes::BAD_FLAG, Place::file(file), message).help(help));
    };
    let mut overlay = Overlay::default();
    if let Some(text) = &overrides.base_url {
        match BaseUrl::parse(text.trim()) {
            Ok(base_url) => overlay.base_url = Some(base_url),
            Err(reason) => {
                let (message, help) = checks::bad_base_url(text.trim(), reason);
                bad_flag(format!("`--base-url`: {message}"), help);
            }
        }
    }
    if let Some(text) = &overrides.output {
        match checks::bad_output(text) {
            None => overlay.output = Some(text.clone()),
            Some(message) => bad_flag(format!("`--output`: {message}"), checks::OUTPUT_HELP.to_owned()),
        }
    }
    if let Some(word) = &overrides.host {
        overlay.host = host::find(word);
        if overlay.host.is_none() {
            let (message, help) = checks::unknown_host(word);
            bad_flag(format!("`--host`: {message}"), help);
        }
    }
    let epoch = overrides.source_date_epoch.as_deref().filter(|text| !text.is_empty());
    if let Some(text) = &overrides.clock {
        overlay.today = clock::day(text);
        if overlay.today.is_none() {
            let help = "write a day as `2026-11-23`, a moment as `2026-11-23T09:30:00Z`, or seconds since 1970";
            bad_flag(format!("`--clock`: `{text}` is no time"), help.to_owned());
        }
    } else if let Some(text) = epoch {
        overlay.today = clock::day_of_seconds(text);
        if overlay.today.is_none() {
            let help = "set it to whole seconds since 1970, such as `1795392000`, or unset it";
            bad_flag(format!("`SOURCE_DATE_EPOCH`: `{text}` is no number of seconds"), help.to_owned());
        }
    }
    Checked { value: overlay, problems }
}

impl Overlay {
    /// Lays this over `settings`; `now` is the day where none was given.
    pub(super) fn over(self, settings: Settings, overrides: &Overrides, now: PartialDate) -> Settings {
        Settings {
            base_url: self.base_url.unwrap_or(settings.base_url),
            output: self.output.unwrap_or(settings.output),
            host: self.host.or(settings.host),
            precompress: if overrides.precompress { ENCODINGS.to_vec() } else { settings.precompress },
            today: self.today.unwrap_or(now),
            drafts: overrides.drafts,
            future: overrides.future,
            strict: overrides.strict,
            ..settings
        }
    }
}
