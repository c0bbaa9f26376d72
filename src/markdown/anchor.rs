//! Heading text → an id that is safe in HTML, CSS and an address, and unique in the page.

use std::collections::HashMap;

/// Ids that belong to the page around a body; a heading never gets one of them, nor one that begins with `fn-` or
/// `fnref-`, which are the footnotes'.
pub const RESERVED_IDS: &[&str] = &[
    "content",
    "contents",
    "footer",
    "footnotes-title",
    "header",
    "main",
    "menu",
    "nav",
    "search",
    "site",
    "toc",
    "top",
];

/// The ids given so far, so that none is given twice.
#[derive(Default)]
pub(super) struct Anchors {
    /// Each id, and the number that its next namesake tries first.
    given: HashMap<String, usize>,
}

impl Anchors {
    /// A new id made of the words of `text`: letters and digits of any script in lower case, joined by `-`.
    pub(super) fn of_text(&mut self, text: &str) -> String {
        let mut id = String::with_capacity(text.len());
        // French marks have a space within.
        let words = text.split("«\u{a0}").flat_map(|part| part.split("\u{a0}»"));
        for character in words.flat_map(str::chars) {
            if character.is_alphanumeric() {
                id.extend(character.to_lowercase());
            } else if !is_quotation_mark(character) && !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        }
        if id.ends_with('-') {
            id.pop();
        }
        let id = if id.is_empty() { "section".to_owned() } else { id };
        let id = if is_free_for_headings(&id) { id } else { format!("section-{id}") };
        self.unique(id)
    }

    /// The id an author asked for, or one like it where it is taken (the second value is then false).
    pub(super) fn asked(&mut self, id: &str) -> (String, bool) {
        let given = self.unique(id.to_owned());
        let as_asked = given == id;
        (given, as_asked)
    }

    fn unique(&mut self, id: String) -> String {
        let Some(next) = self.given.get_mut(&id) else {
            self.given.insert(id.clone(), 2);
            return id;
        };
        let mut number = *next;
        let unique = loop {
            let candidate = format!("{id}-{number}");
            number += 1;
            if !self.given.contains_key(&candidate) {
                break candidate;
            }
        };
        self.given.insert(id, number);
        self.given.insert(unique.clone(), 2);
        unique
    }
}

/// Quotation marks leave no trace, so that an id does not depend on how they are set.
fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '\'' | '‘'..='‟' | '«' | '»' | '‹' | '›' | '「'..='』')
}

/// Whether an author may give a heading this id: a letter, then letters, digits, `-`, `_` and `.`, and nobody else's.
pub(super) fn is_safe(id: &str) -> bool {
    id.starts_with(char::is_alphabetic)
        && id.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '.'))
        && is_free_for_headings(id)
}

fn is_free_for_headings(id: &str) -> bool {
    !RESERVED_IDS.contains(&id) && !id.starts_with("fn-") && !id.starts_with("fnref-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_words_and_are_unique() {
        let mut anchors = Anchors::default();
        for (text, id) in [
            ("What the letter asked", "what-the-letter-asked"),
            ("Don't “quote” – me…", "dont-quote-me"),
            ("Le «\u{a0}non\u{a0}»s", "le-nons"),
            ("Qué pasó después", "qué-pasó-después"),
            ("  2018: a year  ", "2018-a-year"),
            ("資料", "資料"),
            ("", "section"),
            ("!!!", "section-2"),
            ("A", "a"),
            ("A", "a-2"),
            ("A 2", "a-2-2"),
            ("A", "a-3"),
            ("Main", "section-main"),
            ("fn 1", "section-fn-1"),
        ] {
            assert_eq!(anchors.of_text(text), id, "{text:?}");
        }
    }

    #[test]
    fn an_asked_id_must_be_safe() {
        for (id, safe) in [
            ("the-letter", true),
            ("a_b.c", true),
            ("é1", true),
            ("", false),
            ("1a", false),
            ("a b", false),
            ("x\"y", false),
            ("main", false),
            ("fn-1", false),
        ] {
            assert_eq!(is_safe(id), safe, "{id:?}");
        }
    }
}
