//! Words with capitals inside (BuzzFeed, ICE) → the same words in a citation, where the processor has taken the capitals.
//!
//! CSL wants such words to stay as they are where a style sets headlines in title case; the processor makes `Buzzfeed` of
//! them, and `Ice`.

use std::collections::BTreeMap;

/// The words of a piece that have capitals inside, by their small letters.
#[derive(Debug, Default)]
pub(super) struct Capitals(BTreeMap<String, String>);

impl Capitals {
    /// Those of `texts`. A word that stands there in two ways is left to the processor.
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Capitals {
        let mut known: BTreeMap<String, Option<&str>> = BTreeMap::new();
        for word in texts.into_iter().flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric())) {
            let entry = known.entry(word.to_lowercase()).or_insert(Some(word));
            *entry = entry.filter(|other| *other == word);
        }
        let has_inner = |word: &str| word.chars().skip(1).any(char::is_uppercase);
        let words =
            known.into_iter().filter_map(|(low, word)| Some((low, word.filter(|word| has_inner(word))?.to_owned())));
        Capitals(words.collect())
    }

    /// `text` with the words as they were. Addresses stay as they are.
    pub(super) fn restored(&self, text: &str) -> String {
        let mut restored = String::with_capacity(text.len());
        for piece in text.split_inclusive(char::is_whitespace) {
            if self.0.is_empty() || piece.contains("://") {
                restored.push_str(piece);
                continue;
            }
            for word in piece.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
                let bare = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
                let original = self.0.get(&bare.to_lowercase()).map_or(bare, String::as_str);
                restored.extend([original, &word[bare.len()..]]);
            }
        }
        restored
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn capitals_inside_of_words_come_back() {
        let capitals = Capitals::of(["BuzzFeed asks ICE, not ice, of the iPhone’s CEO", "BuzzFeed News"]);
        for (made, expected) in [
            ("“Buzzfeed Asks Ice, Not Ice, of the Iphone’s Ceo.”", "“BuzzFeed Asks Ice, Not Ice, of the iPhone’s CEO.”"),
            ("Buzzfeed News",                                      "BuzzFeed News"),
            ("https://buzzfeed.com/ceo.",                          "https://buzzfeed.com/ceo."),
            ("Buzzfeeders, a ceo",                                 "Buzzfeeders, a CEO"),
            ("",                                                   ""),
        ] {
            assert_eq!(capitals.restored(made), expected);
        }
    }
}
