//! Words of the theme for what has no view of its own: the files of a search.

use super::Views;
use super::site::{direction, title_of};
use crate::archive::Index;

impl Views {
    /// The theme's words for `key` in the site's language, or else `standard`.
    pub fn word(&self, key: &str, standard: &str) -> String {
        self.theme.strings.get(key).unwrap_or(standard).to_owned()
    }

    /// The title of an index in the site's language.
    pub fn title_of(&self, index: &Index) -> String {
        title_of(&index.key, &index.title, &self.theme)
    }

    /// The direction in which a language is written: `ltr` or `rtl`.
    pub fn direction_of(&self, language: &str) -> &'static str {
        direction(language)
    }
}
