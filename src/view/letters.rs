//! An index letter by letter, and how large each term's count is beside the others'.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::TermCount;
use super::site::share;
use crate::names::collation::Collation;

/// The terms of an index that stand under one letter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LetterView {
    /// The letter, in upper case; `#` for names that begin with a digit or a sign.
    pub letter: String,
    /// The `id` of its heading, for links to it: ASCII, unique in the page.
    pub id: String,
    /// Its terms, in the index's order.
    pub terms: Vec<TermCount>,
}

/// The heading of names without a letter.
const OTHERS: &str = "#";

/// Terms in the order of `collation`, letter by letter.
pub(super) fn letters(terms: &[TermCount], collation: &Collation) -> Vec<LetterView> {
    let mut groups: Vec<LetterView> = Vec::new();
    let mut ids = HashSet::new();
    for term in terms {
        let letter = collation.letter(&term.name).unwrap_or_else(|| OTHERS.to_owned());
        let is_last = |last: &&mut LetterView| {
            last.letter == letter || (letter != OTHERS && collation.is_one_letter(&last.letter, &letter))
        };
        match groups.last_mut().filter(is_last) {
            Some(last) => last.terms.push(term.clone()),
            None => {
                let id = id_of(&letter, &mut ids);
                groups.push(LetterView { letter, id, terms: vec![term.clone()] });
            }
        }
    }
    groups
}

/// `_letter-a`, `_letter-u416` for a letter beyond ASCII, `_letter-other`; with a number where it is taken.
fn id_of(letter: &str, taken: &mut HashSet<String>) -> String {
    let spelt = |letter: char| match letter {
        'A'..='Z' | 'a'..='z' => letter.to_ascii_lowercase().to_string(),
        other => format!("u{:x}", u32::from(other)),
    };
    let name = if letter == OTHERS { "other".to_owned() } else { letter.chars().map(spelt).collect() };
    let plain = format!("_letter-{name}");
    let numbered = (2..).map(|number| format!("{plain}-{number}"));
    let id = std::iter::once(plain.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(plain);
    taken.insert(id.clone());
    id
}

/// Gives every term its share of the largest count among them.
pub(super) fn share_out(terms: &mut [TermCount]) {
    let most = terms.iter().map(|term| term.count).max().unwrap_or_default();
    for term in terms {
        term.share = share(term.count, most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(names: &[(&str, usize)]) -> Vec<TermCount> {
        let term = |(name, count): &(&str, usize)| TermCount { count: *count, ..TermCount::new(*name, "/", 0) };
        names.iter().map(term).collect()
    }

    #[test]
    #[rustfmt::skip]
    fn names_stand_under_letters_with_ids_of_their_own() {
        for (language, names, expected) in [
            ("en", &["★", "1984", "Ángel", "apple", "Zoo"][..], "#_letter-other 2, A_letter-a 2, Z_letter-z 1"),
            ("es", &["nada", "ñu", "oro"],                      "N_letter-n 1, Ñ_letter-ud1 1, O_letter-o 1"),
            ("da", &["Zoo", "Aabenraa", "Århus"],               "Z_letter-z 1, Aa_letter-aa 2"),
            ("ar", &["آسيا", "ألف", "باء"],                     "ا_letter-u627 2, ب_letter-u628 1"),
            ("en", &["Zoo", "1984", "Zebra"],                   "Z_letter-z 1, #_letter-other 1, Z_letter-z-2 1"),
            ("en", &[],                                         ""),
        ] {
            let terms = counted(&names.iter().map(|name| (*name, 1)).collect::<Vec<_>>());
            let group = |group: &LetterView| format!("{}{} {}", group.letter, group.id, group.terms.len());
            let found: Vec<String> = letters(&terms, &Collation::of(language)).iter().map(group).collect();
            assert_eq!(found.join(", "), expected, "{language}");
        }
    }

    #[test]
    fn a_share_is_of_the_largest_count() {
        let mut terms = counted(&[("a", 3), ("b", 1), ("c", 0)]);
        share_out(&mut terms);
        assert_eq!(terms.iter().map(|term| term.share).collect::<Vec<_>>(), [1.0, 0.333, 0.0]);
        let mut none = counted(&[("a", 0)]);
        share_out(&mut none);
        assert_eq!(none[0].share.to_bits(), 0.0_f64.to_bits());
    }
}
