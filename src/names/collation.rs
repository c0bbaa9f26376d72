//! Names → the order in which a language has them, and the letter under which its index has each (CLDR collation).

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use unicode_normalization::UnicodeNormalization;

use super::language::locale;

/// The order of one language; that of CLDR's root where the language has none of its own.
#[derive(Debug)]
pub struct Collation {
    /// Tells names apart by letters, then accents, then case.
    whole: CollatorBorrowed<'static>,
    /// Tells them apart by letters alone, which is what the headings of an index do.
    letters: CollatorBorrowed<'static>,
}

impl Collation {
    /// The order of `language`, a BCP 47 tag; its extension `-u-co-…` may name another order of the language.
    pub fn of(language: &str) -> Collation {
        let preferences = CollatorPreferences::from(&locale(language));
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new(preferences, options)
                .expect("the root's order, which is compiled in, serves every language")
        };
        Collation { whole: collator(Strength::Tertiary), letters: collator(Strength::Primary) }
    }

    /// What a name is sorted by: compared byte by byte, it stands where the language has the name.
    pub fn sort_key(&self, name: &str) -> Vec<u8> {
        key(&self.whole, filed(name))
    }

    /// The letter under which an index has the name, in upper case; nothing for digits, signs and the like.
    ///
    /// A letter with an accent stands under the one that it is made from, unless the language counts it as a letter of
    /// its own; what the language counts as one letter (`Ch` in Czech) is one. Ideographs have the first letter of their
    /// reading in Chinese, and one heading for all of them elsewhere.
    pub fn letter(&self, name: &str) -> Option<String> {
        let name = filed(name);
        let first = name.chars().next().filter(|letter| letter.is_alphabetic())?;
        let sought = key(&self.letters, name);
        if is_ideograph(first) {
            return Some(self.reading(&sought).map_or_else(|| "漢".to_owned(), String::from));
        }
        // Primary weights are free of prefixes: the key of one letter begins that of a name only if the name does.
        let begins = |letter: &String| sought.starts_with(&key(&self.letters, letter));
        let base: String = std::iter::once(first).nfd().take(1).collect();
        let start = |letters: usize| name.chars().take(letters).collect::<String>();
        // Æ is an A with something behind it, where it is no letter of its own; ı and i are two letters in Turkish.
        let plain = Some(base.to_uppercase()).filter(|base| base.is_ascii());
        let dotted = (base == "i").then(|| "İ".to_owned());
        plain
            .into_iter()
            .chain(dotted)
            .chain(('A'..='Z').map(String::from))
            .chain([base.to_uppercase(), upper_first(&start(1)), start(1)])
            .chain([upper_first(&start(2)), upper_first(&start(3))])
            .find(begins)
            .or_else(|| Some(upper_first(&start(1))))
    }

    /// Whether one heading does for two letters: `Aa` and `Å` are one in Danish.
    pub fn is_one_letter(&self, one: &str, other: &str) -> bool {
        self.letters.compare(one, other).is_eq()
    }

    /// The Latin letter with which an ideograph begins in Chinese, whose order has a mark of each letter in it.
    fn reading(&self, sought: &[u8]) -> Option<char> {
        let mark = |letter: &char| key(&self.letters, &format!("\u{FDD0}{letter}"));
        ('A'..='Z').rfind(|letter| *mark(letter) <= *sought)
    }
}

/// The part of a name by which it is filed: without an English article, and without the marks before its first letter.
///
/// Other articles may be part of the name: Los Angeles Times.
fn filed(name: &str) -> &str {
    let bare = name.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let bare = bare.strip_prefix("The ").unwrap_or(bare);
    if bare.is_empty() { name } else { bare }
}

fn key(collator: &CollatorBorrowed<'_>, name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(2 * name.len());
    let Ok(()) = collator.write_sort_key_to(name, &mut key);
    key
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn names_stand_where_the_language_has_them() {
        for (language, expected) in [
            ("en",            "★ 1984 Ångström apple École Émile Eric ñu nz (Oath) The~Post rest zebra ألف"),
            ("es",            "na nz ñu oro"),
            ("sv",            "apple zebra ål äpple öl"),
            ("de",            "Apfel Äpfel Azur Öl Zoo"),
            ("de-u-co-phonebk", "Adler Ärger Afrika"),
            ("fr-CA",         "cote côte coté côté"),
            ("cs",            "Cyril Hanoj Chata Ivan"),
            ("ar",            "آسيا ألف إيران باء تونس Zoo"),
            ("zh-cmn-Hans",   "北京 上海 中国"),
            ("xx",            "a b c"),
        ] {
            let collation = Collation::of(language);
            let mut names: Vec<String> = expected.split(' ').map(|name| name.replace('~', " ")).collect();
            names.reverse();
            names.sort_by_cached_key(|name| collation.sort_key(name));
            assert_eq!(names.iter().map(|name| name.replace(' ', "~")).collect::<Vec<_>>().join(" "), expected, "{language}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn a_name_stands_under_the_letter_that_the_language_has_for_it() {
        for (language, name, expected) in [
            ("en", "Émile",         Some("E")),
            ("en", "the wire",      Some("T")),
            ("en", "The Guardian",  Some("G")),
            ("en", "“Quoted”",      Some("Q")),
            ("en", "Æther",         Some("A")),
            ("en", "Łódź",          Some("L")),
            ("en", "ñu",            Some("N")),
            ("es", "ñu",            Some("Ñ")),
            ("es", "Árbol",         Some("A")),
            ("sv", "ål",            Some("Å")),
            ("de", "Äpfel",         Some("A")),
            ("da", "Æther",         Some("Æ")),
            ("cs", "chata",         Some("Ch")),
            ("cs", "Cyril",         Some("C")),
            ("hu", "Szeged",        Some("Sz")),
            ("tr", "istanbul",      Some("İ")),
            ("en", "istanbul",      Some("I")),
            ("ar", "ألف",           Some("ا")),
            ("ar", "Zoo",           Some("Z")),
            ("ru", "ёлка",          Some("Е")),
            ("el", "άλφα",          Some("Α")),
            ("ja", "がく",          Some("か")),
            ("zh", "中国",          Some("Z")),
            ("en", "中国",          Some("漢")),
            ("en", "1984",          None),
            ("en", "$5",            None),
            ("en", "★",             None),
            ("en", "",              None),
        ] {
            assert_eq!(Collation::of(language).letter(name).as_deref(), expected, "{language} {name}");
        }
        assert!(Collation::of("da").is_one_letter("Aa", "Å") && !Collation::of("en").is_one_letter("Aa", "Å"));
    }
}
