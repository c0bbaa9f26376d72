//! The words of an organization's name → those that tell it from others: no article before, no legal form behind.

use std::ops::Range;

use super::Words;

/// Definite articles of the languages whose press the archive quotes.
const ARTICLES: [&str; 14] =
    ["the", "le", "la", "les", "el", "los", "las", "der", "die", "das", "il", "lo", "gli", "het"];

/// Legal forms as they fold. Words that also name a firm (`sons`, `group`, `holding`) are not among them.
const LEGAL_FORMS: [&str; 50] = [
    "inc",
    "incorporated",
    "llc",
    "llp",
    "lp",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "co",
    "company",
    "pbc",
    "plc",
    "pty",
    "pte",
    "pvt",
    "gmbh",
    "ggmbh",
    "mbh",
    "ag",
    "se",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "ev",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "sl",
    "srl",
    "spa",
    "ltda",
    "eirl",
    "cie",
    "nv",
    "bv",
    "ab",
    "asa",
    "as",
    "aps",
    "oy",
    "oyj",
    "kk",
    "sro",
    "zrt",
    "kft",
    "ooo",
    "pjsc",
];

/// Legal forms of several words, as they fold.
const LEGAL_PHRASES: [&[&str]; 6] = [
    &["sa", "de", "cv"],
    &["sab", "de", "cv"],
    &["sapi", "de", "cv"],
    &["srl", "de", "cv"],
    &["s", "de", "rl", "de", "cv"],
    &["s", "en", "c"],
];

/// The bytes of the folded name that count; at least one word.
///
/// Legal forms go first and only while a word that is no article stays, so that "The Company" is `company` and
/// "The Co. Inc." is `co`.
pub(super) fn kept(words: &Words) -> Range<usize> {
    let mut last = words.starts.len();
    while let Some(shorter) = without_legal_form(words, last) {
        if (0..shorter).all(|index| is_article(words, index)) {
            break;
        }
        last = shorter;
    }
    let first = usize::from(last > 1 && is_article(words, 0));
    let end = words.starts.get(last).map_or(words.text.len(), |next| next.start);
    words.starts[first].start..end
}

/// How many of the first `last` words stay when one legal form is taken away, and an `and` that led to it.
fn without_legal_form(words: &Words, last: usize) -> Option<usize> {
    let taken = phrase(words, last).or_else(|| spelt_out(words, last)).or_else(|| {
        let form = last.checked_sub(1)?;
        (LEGAL_FORMS.contains(&words.word(form)) && !is_spa(words, form)).then_some(1)
    })?;
    let rest = last - taken;
    Some(if rest > 1 && words.word(rest - 1) == "and" { rest - 1 } else { rest })
}

fn phrase(words: &Words, last: usize) -> Option<usize> {
    let ends_with = |phrase: &&&[&str]| {
        phrase.len() <= last
            && phrase.iter().enumerate().all(|(at, word)| words.word(last - phrase.len() + at) == *word)
    };
    LEGAL_PHRASES.iter().find(ends_with).map(|phrase| phrase.len())
}

/// A form written with spaces between its letters: `S. A.`, `G. m. b. H.`
fn spelt_out(words: &Words, last: usize) -> Option<usize> {
    let letters = (0..last).rev().take_while(|index| words.word(*index).chars().count() == 1).count();
    (2..=letters.min(4))
        .rev()
        .find(|count| LEGAL_FORMS.contains(&&words.text[words.starts[last - count].start..end(words, last)]))
}

fn end(words: &Words, last: usize) -> usize {
    words.starts.get(last).map_or(words.text.len(), |next| next.start)
}

/// "Elizabeth Day Spa" is no Società per Azioni, which is written SpA, SPA or S.p.A.
fn is_spa(words: &Words, index: usize) -> bool {
    words.word(index) == "spa" && words.starts[index].capitals == 1
}

/// "LA" in "LA Times" is no article, though it is one in "LA REPUBBLICA".
fn is_article(words: &Words, index: usize) -> bool {
    let in_capitals = |index: usize| words.starts[index].capitals == words.starts[index].letters;
    ARTICLES.contains(&words.word(index))
        && (words.word(index) != "la" || !in_capitals(index) || (0..words.starts.len()).all(in_capitals))
}
