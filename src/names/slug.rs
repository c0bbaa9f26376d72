//! Name → one part of an address.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// One part of an address and of a path: NFC, lower case, letters, digits and `-`, at most 120 bytes, never a name that
/// a file system reserves.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Slug(Arc<str>);

impl Slug {
    /// The longest a slug may be, in bytes: well under the 255 bytes that file systems give a name, with room for an
    /// extension and for a temporary name beside it.
    pub const MAX_BYTES: usize = 120;

    /// Makes a slug of any text; the same text always makes the same slug, and a slug makes itself.
    ///
    /// Letters, marks and digits of every script stay, lower-cased. Everything else runs to one `-`, but that `+` and
    /// `#` at the end of a word are spelt out, since C, C++ and C# need three addresses. Longer text is cut and ends in
    /// eight hexadecimal digits of its BLAKE3 hash; text without a letter becomes `x-` and its code points.
    ///
    /// ```
    /// use reportage::names::slug::Slug;
    /// assert_eq!(Slug::from_name("Müller & Söhne, 2018").as_str(), "müller-söhne-2018");
    /// assert_eq!(Slug::from_name("C++").as_str(), "c-plus-plus");
    /// assert_eq!(Slug::from_name("★").as_str(), "x-2605");
    /// ```
    pub fn from_name(name: &str) -> Slug {
        Slug(Slug::text(name).into())
    }

    /// The text of the slug of `name`, which is `name` itself where that is a slug at a glance.
    pub fn text(name: &str) -> Cow<'_, str> {
        if is_plain(name) {
            return Cow::Borrowed(name);
        }
        let mut text = words(name);
        if text.is_empty() {
            text = code_points(name);
        }
        if is_reserved(&text) {
            text.push_str("-x");
        }
        if text.len() > Slug::MAX_BYTES {
            text = shortened(&text);
        }
        Cow::Owned(text)
    }

    /// Takes `text` where it already is a slug.
    ///
    /// ```
    /// use reportage::names::slug::Slug;
    /// assert!(Slug::parse("open-letters").is_some());
    /// assert!(Slug::parse("Open letters").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Slug> {
        let slug = Slug::from_name(text);
        (slug.as_str() == text).then_some(slug)
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `name` is a slug at a glance, as most names of files are: lower-case ASCII words with one `-` between them.
fn is_plain(name: &str) -> bool {
    let mut before = b'-';
    let is_ours = |byte: u8| {
        let before = std::mem::replace(&mut before, byte);
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || (byte == b'-' && before != b'-')
    };
    name.len() <= Slug::MAX_BYTES && name.bytes().all(is_ours) && before != b'-' && !is_reserved(name)
}

/// The words of `name` with `-` between them; empty where it has none.
fn words(name: &str) -> String {
    if name.is_ascii() {
        return hyphenated(name.chars().map(|letter| letter.to_ascii_lowercase()), name.len());
    }
    let lower = name.nfc().collect::<String>().to_lowercase();
    // Lower case can leave a letter and a mark that compose, and dropping what is not seen can bring two together.
    hyphenated(lower.nfc(), name.len()).nfc().collect()
}

fn hyphenated(letters: impl Iterator<Item = char>, length: usize) -> String {
    let mut text = String::with_capacity(length);
    let mut letters = letters.filter(|letter| !is_dropped(*letter)).peekable();
    let mut gap = false;
    // `+` and `#` since the last letter: spelt out only if no letter follows them at once.
    let mut signs = String::new();
    while let Some(letter) = letters.next() {
        let after_letter = !text.is_empty() && !gap;
        if matches!(letter, '+' | '#') && after_letter {
            signs.push(letter);
            continue;
        }
        let in_word = letter.is_alphanumeric()
            || (after_letter && signs.is_empty() && is_combining_mark(letter))
            || (after_letter && signs.is_empty() && is_joiner(letter) && joins(&text, letter, letters.peek().copied()));
        if is_joiner(letter) && !in_word {
            continue;
        }
        if !signs.is_empty() {
            if !in_word {
                spell_out(&signs, &mut text);
            }
            signs.clear();
            gap = true;
        }
        if in_word {
            if std::mem::take(&mut gap) && !text.is_empty() {
                text.push('-');
            }
            text.push(letter);
        } else {
            gap = true;
        }
    }
    spell_out(&signs, &mut text);
    text
}

fn spell_out(signs: &str, text: &mut String) {
    for sign in signs.chars() {
        text.push_str(if sign == '+' { "-plus" } else { "-sharp" });
    }
}

/// What is not seen: soft hyphen, zero-width space, bidirectional controls, variation selectors, enclosing marks, tags.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{20DD}'..='\u{20E0}' | '\u{20E2}'..='\u{20E4}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200C}' | '\u{200D}')
}

/// Whether a joiner changes how the word is read, and must stay.
///
/// After the rules for domain names (RFC 5892, appendices A.1 and A.2): both after a virama, the non-joiner also
/// between Arabic letters; here only where a letter follows.
fn joins(before: &str, joiner: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before.chars().next_back(), after) else { return false };
    if !after.is_alphabetic() {
        return false;
    }
    const VIRAMA: u8 = 9;
    canonical_combining_class(before) == VIRAMA || (joiner == '\u{200C}' && is_arabic(before) && is_arabic(after))
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}')
}

/// `x-` and the code points of what is seen, or a hash where they are many or none.
fn code_points(name: &str) -> String {
    let seen: Vec<char> = name
        .nfc()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control() && !is_dropped(*letter) && !is_joiner(*letter))
        .collect();
    if seen.is_empty() || seen.len() > 8 {
        return format!("x-{}", hash(name));
    }
    let mut text = String::from("x");
    for letter in seen {
        text.push_str(&format!("-{:x}", u32::from(letter)));
    }
    text
}

/// The beginning of `text`, cut before a letter, and a hash of the whole.
fn shortened(text: &str) -> String {
    const HASH: usize = "-01234567".len();
    let mut end = text.floor_char_boundary(Slug::MAX_BYTES - HASH);
    // A mark belongs to the letter before it, which must not stand there without it.
    while text[end..].chars().next().is_some_and(|letter| is_combining_mark(letter) || is_joiner(letter)) {
        end = text.floor_char_boundary(end.saturating_sub(1));
    }
    let beginning = text[..end].trim_end_matches(|letter| letter == '-' || is_joiner(letter));
    format!("{beginning}-{}", hash(text))
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..8].to_owned()
}

/// Names of devices on Windows, with any extension.
///
/// Source: Microsoft, "Naming Files, Paths, and Namespaces".
fn is_reserved(text: &str) -> bool {
    if matches!(text, "con" | "prn" | "aux" | "nul") {
        return true;
    }
    let digit = text.strip_prefix("com").or_else(|| text.strip_prefix("lpt"));
    digit.is_some_and(|digit| {
        let mut digits = digit.chars();
        digits.next().is_some_and(|digit| digit.is_ascii_digit() || matches!(digit, '¹' | '²' | '³'))
            && digits.next().is_none()
    })
}

#[cfg(test)]
mod tests;
