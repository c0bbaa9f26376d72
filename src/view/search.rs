//! The words that the script of the search page speaks.

use std::collections::BTreeMap;

use super::Views;

impl Views {
    /// The words by key, with the plural forms of the site's language: a JSON object.
    pub fn search_words(&self) -> String {
        let strings = &self.theme.strings;
        let mut words = strings.below("search.says.");
        words.extend(strings.below("records.").into_iter().map(|(form, text)| (format!("records.{form}"), text)));
        for key in ["comma", "undated"] {
            words.insert(key.to_owned(), self.words(key));
        }
        serde_json::to_string::<BTreeMap<String, String>>(&words).unwrap_or_default()
    }
}
