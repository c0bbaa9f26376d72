//! Name → the key under which its spellings meet.
//!
//! Two spellings are one name where their keys are equal. A wrong meeting cannot be undone by an editor, a missed one
//! can (by an alternate name), so letters that only look alike, transliterations and scripts are kept apart.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{UnicodeNormalization, is_nfkd};

mod organization;

/// Which differences between two spellings do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fold {
    /// Case, accents, width, punctuation, spaces, `&` for `and`.
    Name,
    /// The same, a leading article, and a trailing legal form (`Inc.`, `GmbH`, `S.A.`).
    Organization,
}

/// Folds `name`. Never empty for a name that has a letter, a digit or a symbol; folding a key again changes nothing.
///
/// `+` and `#` count directly after a letter or digit: C, C++ and C# are three names. A name of nothing but
/// punctuation and symbols keeps them.
///
/// ```
/// use reportage::names::fold::{Fold, fold};
/// assert_eq!(fold("José Peña", Fold::Name), fold("JOSE PENA", Fold::Name));
/// assert_eq!(fold("The Acme Co., Inc.", Fold::Organization), fold("Acme", Fold::Organization));
/// assert_ne!(fold("The Acme Co.", Fold::Name), fold("Acme", Fold::Name));
/// ```
pub fn fold(name: &str, how: Fold) -> String {
    let mut words = match name.is_ascii() {
        true => Words::of(name.chars(), name.len()),
        false => Words::of(name.nfkd(), name.len()),
    };
    if words.text.is_empty() {
        return ordered(symbols(name));
    }
    if how == Fold::Organization {
        let kept = organization::kept(&words);
        words.text.truncate(kept.end);
        words.text.drain(..kept.start);
    }
    ordered(words.text)
}

/// What was left out may have stood between two marks, which then have to change places to be in canonical order.
fn ordered(text: String) -> String {
    if text.is_ascii() || is_nfkd(&text) { text } else { text.nfkd().collect() }
}

/// A name's folded words, one behind the other, and where each begins.
struct Words {
    text: String,
    starts: Vec<Word>,
}

/// Where a word begins in the folded text, and how it was written.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    letters: usize,
    capitals: usize,
}

impl Words {
    /// Folds `letters`, a name in compatibility decomposition (NFKD).
    fn of(letters: impl Iterator<Item = char>, length: usize) -> Words {
        let mut words = Words { text: String::with_capacity(length), starts: Vec::with_capacity(4) };
        let mut letters = letters.peekable();
        let mut before = Before::Gap;
        let mut plus_as_word = false;
        while let Some(letter) = letters.next() {
            before = match letter {
                _ if is_ignored(letter) => continue,
                '+' | '#' | '♯' if before == Before::Letter => {
                    words.text.push(if letter == '+' { '+' } else { '#' });
                    Before::Letter
                }
                '+' if before == Before::Gap && letters.peek().copied().is_some_and(is_gap) => {
                    plus_as_word = !words.text.is_empty();
                    Before::Gap
                }
                '&' => {
                    words.begin();
                    words.text.push_str("and");
                    Before::Gap
                }
                _ if letter.is_alphanumeric() || is_combining_mark(letter) => {
                    if std::mem::take(&mut plus_as_word) {
                        words.begin();
                        words.text.push_str("and");
                    }
                    if before == Before::Gap || words.starts.is_empty() {
                        words.begin();
                    }
                    words.push(letter);
                    Before::Letter
                }
                _ if is_gap(letter) => Before::Gap,
                _ if before == Before::Gap => Before::Gap,
                _ => Before::Punctuation,
            };
        }
        words
    }

    fn begin(&mut self) {
        self.starts.push(Word { start: self.text.len(), letters: 0, capitals: 0 });
    }

    fn push(&mut self, letter: char) {
        if let Some(word) = self.starts.last_mut() {
            word.letters += 1;
            word.capitals += usize::from(letter.is_uppercase());
        }
        match letter {
            'a'..='z' | '0'..='9' => self.text.push(letter),
            'A'..='Z' => self.text.push(letter.to_ascii_lowercase()),
            _ => letter.to_lowercase().for_each(|lower| match plain(lower) {
                Some(plain) => self.text.push_str(plain),
                None => self.text.push(lower),
            }),
        }
    }

    fn word(&self, index: usize) -> &str {
        let end = self.starts.get(index + 1).map_or(self.text.len(), |next| next.start);
        &self.text[self.starts[index].start..end]
    }
}

/// What stood before a letter: decides whether a word begins, and whether `+` belongs to one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Gap,
    Letter,
    Punctuation,
}

/// A name without a letter: its symbols, without spaces.
fn symbols(name: &str) -> String {
    let visible = |letter: &char| !letter.is_whitespace() && !letter.is_control() && !is_invisible(*letter);
    name.nfkd().filter(visible).flat_map(char::to_lowercase).collect()
}

/// What ends a word. A full stop, a hyphen or a slash does not: `S.A.`, `A/S`, `Coca-Cola`.
fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';' | '(' | ')' | '、' | '،')
}

/// Accents and what is not seen.
///
/// Only marks that are accents in their script: vowel signs, viramas and tone marks of Indic and South-East Asian
/// scripts and the voicing marks of kana tell words apart and stay.
fn is_ignored(letter: char) -> bool {
    if letter.is_ascii() {
        return false;
    }
    match letter {
        // The Devanagari nukta, often left out; the Arabic tatweel, which only stretches.
        '\u{93C}' | '\u{640}' => true,
        // Modifier apostrophes and primes: letters to Unicode, punctuation to most writers (Hawaiʻi, Hawai'i).
        '\u{2B9}'..='\u{2CF}' | '\u{2EE}' | '\u{A78B}'..='\u{A78C}' => true,
        _ if is_invisible(letter) => true,
        _ => is_combining_mark(letter) && matches!(canonical_combining_class(letter), 1 | 10..=36 | 200..=240),
    }
}

/// Joiners, variation selectors and the like.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Letters that no decomposition makes plain.
///
/// The Arabic ones are the equivalents of Lucene's `ArabicNormalizer` and the keyboard's Persian yeh and keheh.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' | 'ƚ' => "l",
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ƙ' | 'ĸ' => "k",
        'ɓ' | 'ƀ' => "b",
        'ŋ' => "n",
        'ǥ' => "g",
        'ς' => "σ",
        'ی' | 'ى' => "ي",
        'ک' => "ك",
        'ة' => "ه",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
