//! `site.toml`, flags, environment and the clock → Settings: all that a build may depend on beside its files.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;

use crate::compress::Encoding;
use crate::diag::codes::settings as codes;
use crate::diag::{Checked, Diagnostic, Place};
use crate::host::Host;
use crate::model::date::{PartialDate, TimeOfDay};
use crate::model::node::Node;
use crate::source::SourceFile;

mod base_url;
mod checks;
mod clock;
mod defaults;
mod deploy;
mod free;
mod overlay;
mod pattern;
mod precompress;
mod reader;
mod site_file;
mod unknown;

pub use base_url::BaseUrl;
pub use deploy::DeployTarget;
pub use pattern::{Pattern, PatternPart, PatternProblem};

/// The settings of one build, checked and complete.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The archive's name.
    pub title: String,
    /// What it collects, in a line.
    pub description: Option<String>,
    /// Where it will stand.
    pub base_url: BaseUrl,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// An address to write to.
    pub contact: Option<String>,
    /// The record that the home page leads with, by its id; without it the newest one that has an image.
    pub lead: Option<String>,
    /// The theme's name: a folder of `themes/`, or the built-in one.
    pub theme: String,
    /// `[theme_options]`: what the theme is told, unchecked until the theme is loaded.
    pub theme_options: BTreeMap<String, Node>,
    /// The pattern of a record's address: `/{path}/`, `/{year}/{slug}/`, `/{year}/{slug}.html`.
    pub permalink: Pattern,
    /// Rows on a page of a list, at least 1.
    pub paginate_by: usize,
    /// Rows on a page of a term's list; 0 for all of them on one page.
    pub paginate_terms: usize,
    /// Entries in a feed, at least 1.
    pub feed_limit: usize,
    /// Indexes and outputs that the site turns off, by their registry keys: `people`, `chronology`, `term_feeds`.
    pub off: Vec<String>,
    /// The site's own indexes, by front-matter key.
    pub indexes: Vec<CustomIndex>,
    /// The menu; empty where the theme makes one of the indexes.
    pub menu: Vec<MenuItem>,
    /// How Markdown is read.
    pub markdown: MarkdownSettings,
    /// What pictures say of themselves is published.
    pub keep_picture_metadata: bool,
    /// Styles in which pages cite records, in their order: names of bundled ones, and paths of files in `styles/`.
    pub citation_styles: Vec<String>,
    /// The licence of the archive itself: an SPDX identifier, or an address.
    pub license: Option<String>,
    /// Related records that a record's page has, as far as there are so many; 0 for the editor's alone.
    pub related: usize,
    /// Words of a body published under `access: excerpt`.
    pub excerpt_words: usize,
    /// The most records of an archive whose texts are searched; of more, headlines, deks and names are.
    pub full_text_up_to: usize,
    /// From where the day comes on which a record was last changed, where it does not say so itself.
    pub updated_from: UpdatedFrom,
    /// Where copies of dead links are looked for: a Memento TimeGate if it ends with `/`, or else a service that answers as
    /// the Wayback Machine's `available` does. Asked by `reportage check --links --memento` alone.
    pub memento: String,
    /// What plays archived pages, where the site brings it.
    pub replay: Option<Replay>,
    /// Where the site can be deployed to, in the order of their names: `[deploy.NAME]`.
    pub deploy: Vec<DeployTarget>,
    /// Folders with `[extra]` for templates.
    pub extra: BTreeMap<String, Node>,
    /// The kind of host that is to serve the site; none where the files of several are made.
    pub host: Option<&'static Host>,
    /// The encodings in which texts get a compressed twin, the one to be preferred first; each at most once.
    pub precompress: Vec<Encoding>,
    /// Where the site is written, relative to the root unless absolute.
    pub output: String,
    /// Drafts are published too.
    pub drafts: bool,
    /// Records dated after today are published too.
    pub future: bool,
    /// Warnings are errors.
    pub strict: bool,
    /// The day on which the site is built: by `--clock`, `SOURCE_DATE_EPOCH` or the machine's clock (UTC).
    pub today: PartialDate,
}

/// Who says when a record was last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum UpdatedFrom {
    /// The record alone.
    Record,
    /// The record, or else its last commit.
    Git,
}

/// The player of archived pages: `[replay]` in `site.toml`. Both are paths of the site, and of files in one folder or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The script that shows it.
    pub script: String,
    /// The service worker that answers it: for all that lies in its folder, which is not the site's top.
    pub worker: String,
}

/// An index of the site's own: `[[index]]` in `site.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomIndex {
    /// The front-matter key, which is also the folder's name in the site.
    pub key: String,
    /// The index page's title.
    pub title: String,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What it says.
    pub title: String,
    /// Where it leads: a site path that begins with `/`, or an absolute address.
    pub url: String,
}

/// `[markdown]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownSettings {
    /// Printers' quotation marks and dashes.
    pub smart_punctuation: bool,
    /// Raw HTML goes through as it is.
    pub trusted_html: bool,
    /// Fenced code is highlighted.
    pub highlight: bool,
}

/// What the command line and the environment say over `site.toml`.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--base-url`.
    pub base_url: Option<String>,
    /// `--output`.
    pub output: Option<String>,
    /// `--host`.
    pub host: Option<String>,
    /// `--precompress`: both encodings, whatever the file says.
    pub precompress: bool,
    /// `--drafts`.
    pub drafts: bool,
    /// `--future`.
    pub future: bool,
    /// `--strict`.
    pub strict: bool,
    /// `--clock`.
    pub clock: Option<String>,
    /// `SOURCE_DATE_EPOCH`: seconds since 1970.
    pub source_date_epoch: Option<String>,
}

impl Settings {
    /// Whether the site turns off the index or output that its registry calls `key`.
    pub fn is_off(&self, key: &str) -> bool {
        self.off.iter().any(|off| off == key)
    }

    /// The last moment of the day on which the site is built: what is dated later has not come yet.
    pub fn today_end(&self) -> PartialDate {
        let time = TimeOfDay { hour: 23, minute: 59, second: 59, offset: None };
        PartialDate { time: Some(time), ..self.today }
    }

    /// The settings of a site whose `site.toml` says nothing but these two. `today` is the calendar's last day, so that
    /// no record is of the future.
    pub fn new(title: impl Into<String>, base_url: BaseUrl) -> Settings {
        Settings {
            title: title.into(),
            description: None,
            base_url,
            language: defaults::LANGUAGE.to_owned(),
            publisher: None,
            contact: None,
            lead: None,
            theme: defaults::THEME.to_owned(),
            theme_options: BTreeMap::new(),
            permalink: Pattern::default(),
            paginate_by: defaults::PAGINATE_BY,
            paginate_terms: defaults::PAGINATE_BY,
            feed_limit: defaults::FEED_LIMIT,
            off: Vec::new(),
            indexes: Vec::new(),
            menu: Vec::new(),
            markdown: defaults::MARKDOWN,
            keep_picture_metadata: defaults::KEEP_PICTURE_METADATA,
            citation_styles: defaults::CITATION_STYLES.map(str::to_owned).to_vec(),
            license: None,
            related: defaults::RELATED,
            excerpt_words: defaults::EXCERPT_WORDS,
            full_text_up_to: defaults::FULL_TEXT_UP_TO,
            updated_from: UpdatedFrom::Record,
            memento: defaults::MEMENTO.to_owned(),
            replay: None,
            deploy: Vec::new(),
            extra: BTreeMap::new(),
            host: None,
            precompress: Vec::new(),
            output: defaults::OUTPUT.to_owned(),
            drafts: false,
            future: false,
            strict: false,
            today: PartialDate::day(9999, 12, 31),
        }
    }
}

/// Reads `site.toml` and lays `overrides` over it; nothing where the file cannot be read or is not TOML.
///
/// Every problem of the file is told, each at its bytes. A value that is wrong is left at its default, so that the
/// later stages can look for their problems too.
///
/// `now` is the machine's day, used where neither flag nor environment gives one.
///
/// # Errors
/// `unreadable-settings`, `bad-toml`, `unknown-setting`, `bad-setting-type`, `missing-setting`, `setting-out-of-range`,
/// and those of single settings and flags: all codes of the family `settings`.
pub fn read(file: &SourceFile, overrides: &Overrides, now: PartialDate) -> Checked<Option<Settings>> {
    let text = match text(file) {
        Ok(text) => text,
        Err(problem) => return Checked { value: None, problems: vec![*problem] },
    };
    let mut problems = Vec::new();
    let site_file = site_file::read(&file.path, &text).gather(&mut problems);
    let overlay = overlay::read(overrides, &file.path).gather(&mut problems);
    let settings = site_file.map(|site_file| {
        if !site_file.has_base_url && overrides.base_url.is_none() {
            let message = "`base_url` is missing, so feeds and citations lead to `http://localhost/`";
            let problem = Diagnostic::new(codes::NO_BASE_URL, Place::file(&file.path), message);
            problems.push(problem.help("write `base_url = \"https://example.org/\"` with the address of the site"));
        }
        overlay.over(site_file.complete(), overrides, now)
    });
    Checked { value: settings, problems }
}

/// The JSON Schema (draft 7, which editors of TOML know) of `site.toml`, made from the types that it is read into.
///
/// Keys in the order of the documentation; every key has a description, and a default where it has one.
pub fn schema() -> serde_json::Value {
    // TOML has no null: what may be left out may not be null.
    let without_null = RecursiveTransform(|schema: &mut schemars::Schema| {
        if let Some(serde_json::Value::Array(types)) = schema.get_mut("type") {
            types.retain(|kind| kind != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                schema.insert("type".to_owned(), only);
            }
        }
        if let Some(serde_json::Value::Array(mut choices)) = schema.remove("anyOf") {
            choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
            schema.insert("allOf".to_owned(), choices.into());
        }
    });
    let generator = SchemaSettings::draft07().with_transform(without_null).into_generator();
    generator.into_root_schema_for::<site_file::SiteFile>().to_value()
}

fn text(file: &SourceFile) -> Result<String, Box<Diagnostic>> {
    let problem = |place: Place, message: String, help: &str| {
        Box::new(Diagnostic::new(codes::UNREADABLE_SETTINGS, place, message).help(help))
    };
    let bytes = file.read().map_err(|reason| {
        let message = format!("`{}` cannot be read: {reason}", file.path);
        problem(Place::file(&file.path), message, "make the file readable to the one who builds the site")
    })?;
    std::str::from_utf8(&bytes).map(str::to_owned).map_err(|reason| {
        let at = reason.valid_up_to();
        let message = format!("byte {at} of `{}`, `0x{:02X}`, is not UTF-8", file.path, bytes[at]);
        problem(Place::bytes(&file.path, at..at + 1), message, "save the file as UTF-8")
    })
}

#[cfg(test)]
mod tests;
