//! `theme.toml`: the interface's version, the parent, and the options that it declares.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::options::ThemeOption;
use crate::diag::codes::theme::BAD_THEME;
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::names::suggest::nearest;
use crate::source::SourceFile;

/// The version of what templates are given that this build provides.
pub(super) const INTERFACE: u32 = 1;

/// What a theme.toml says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    interface: Option<u32>,
    /// The theme whose files stand in for those that this one lacks.
    pub(super) extends: Option<String>,
    /// What people call it.
    pub(super) name: Option<String>,
    /// What it looks like, in a line.
    pub(super) description: Option<String>,
    /// The options that it declares, by name.
    #[serde(default)]
    pub(super) options: BTreeMap<String, ThemeOption>,
}

/// Reads a theme.toml; an empty one where it is broken, with the problem.
pub(super) fn read(file: &SourceFile, problems: &mut Vec<Diagnostic>) -> Manifest {
    let text = file.read().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let manifest: Manifest = match toml::from_str(&text) {
        Ok(manifest) => manifest,
        Err(error) => {
            let place = match error.span() {
                Some(span) => Place::bytes(&file.path, span),
                None => Place::file(&file.path),
            };
            let message = error.message().trim().to_owned();
            let help = help(&message);
            problems.push(Diagnostic::new(BAD_THEME, place, message).help(help));
            return Manifest::default();
        }
    };
    if manifest.interface.is_some_and(|version| version != INTERFACE) {
        let message = format!("this theme asks for version {} of the theme interface", manifest.interface.unwrap_or(0));
        problems.push(
            Diagnostic::new(BAD_THEME, Place::value(&file.path, FieldPath::key("interface")), message)
                .help(format!("this build provides version {INTERFACE}: update the theme or reportage")),
        );
    }
    manifest
}

/// What to do about an error of the TOML library, which names the words that it would take.
fn help(message: &str) -> String {
    let mut words = message.split('`').skip(1).step_by(2);
    let is_unknown = message.starts_with("unknown ");
    let near = words.next().filter(|_| is_unknown).and_then(|word| nearest(word, words));
    near.map_or_else(
        || {
            "a theme.toml has `interface`, `extends`, `name`, `description` and `[options.NAME]` tables with `type` and \
             `default`"
                .to_owned()
        },
        |near| format!("did you mean `{near}`?"),
    )
}
