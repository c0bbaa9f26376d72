//! Text → the words that are searched for, as the build and the browser both make them.
//!
//! `tests/search/folding.toml` has a table of it, which the tests of both sides go by.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Articles and conjunctions that an apostrophe joins to the word behind them in French, Italian and Catalan: who looks
/// for `enquête` wants `l'enquête` as well.
const ELIDED: [&str; 19] = [
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "all", "dall", "dell",
    "nell", "sull",
];

/// Folds a text: compatibility decomposition, no marks, lower case, and plain letters for those that Unicode does not
/// take apart.
///
/// ```
/// use reportage::search::fold;
/// assert_eq!(fold("Ørsted’s Café"), "orsted’s cafe");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        folded.extend(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        text.nfkd().for_each(|letter| push_folded(letter, &mut folded));
    }
    folded
}

/// One letter of a decomposed text.
fn push_folded(letter: char, folded: &mut String) {
    if letter == '\u{640}' || is_combining_mark(letter) {
        return;
    }
    for lower in letter.to_lowercase() {
        match lower {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ı' => folded.push('i'),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            // JavaScript writes the last letter of a Greek word in its own form, and we do not.
            'ς' => folded.push('σ'),
            // Of a capital with a mark, Unicode makes a small letter and the mark.
            mark if is_combining_mark(mark) => {}
            other => folded.push(other),
        }
    }
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As it is searched for.
    pub(super) form: String,
    /// In lower case with its marks, for the stemmer; nothing where the word has no stem but itself: half a run of a
    /// script without spaces.
    pub(super) plain: Option<String>,
}

/// The folded words of a text, in their order.
///
/// ```
/// use reportage::search::words;
/// assert_eq!(words("The company's 東京新聞"), ["the", "company", "東京", "京新", "新聞"]);
/// ```
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    runs(text, |run| words.extend(words_of(run).into_iter().map(|word| word.form)));
    words
}

/// Whether a letter of a text may be part of a run: folded, it has letters, digits or apostrophes, or it goes.
fn is_of_run(letter: char) -> bool {
    match letter {
        _ if letter.is_ascii() => letter.is_ascii_alphanumeric() || letter == '\'',
        '’' | '\u{640}' => true,
        _ if letter.is_alphanumeric() || is_combining_mark(letter) => true,
        // `™` is no letter, and folds to two.
        _ => {
            std::iter::once(letter).nfkd().any(|part| part.is_alphanumeric() || is_combining_mark(part) || part == '\'')
        }
    }
}

/// Hands on each stretch of a text between what can be part of no word.
pub(super) fn runs<'t>(text: &'t str, mut take: impl FnMut(&'t str)) {
    let mut rest = text;
    while let Some(start) = rest.find(is_of_run) {
        let run = &rest[start..];
        let end = run.find(|letter| !is_of_run(letter)).unwrap_or(run.len());
        take(&run[..end]);
        rest = &run[end..];
    }
}

/// The words of a run.
pub(super) fn words_of(run: &str) -> Vec<Word> {
    if run.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let form = run.to_ascii_lowercase();
        return vec![Word { plain: Some(form.clone()), form }];
    }
    let mut words = Vec::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    // Whether the last letter was an apostrophe, behind which the word may go on.
    let mut is_open = false;
    let mut folded = String::new();
    for letter in run.chars() {
        folded.clear();
        std::iter::once(letter).nfkd().for_each(|part| push_folded(part, &mut folded));
        if folded.is_empty() {
            if let (Some((_, plain)), false) = (parts.last_mut(), is_open) {
                plain.push(letter);
            }
            continue;
        }
        let mut is_first = true;
        for part in folded.chars() {
            if part.is_alphanumeric() {
                if parts.is_empty() || std::mem::take(&mut is_open) {
                    parts.push(Default::default());
                }
                if let Some((form, plain)) = parts.last_mut() {
                    form.push(part);
                    if std::mem::take(&mut is_first) {
                        plain.extend(letter.to_lowercase());
                    }
                }
            } else if matches!(part, '\'' | '’') && !parts.is_empty() && !is_open {
                is_open = true;
            } else {
                join(&mut parts, &mut words);
                is_open = false;
            }
        }
    }
    join(&mut parts, &mut words);
    words
}

/// The parts of a run, which apostrophes set apart, as words.
fn join(parts: &mut Vec<(String, String)>, words: &mut Vec<Word>) {
    if parts.len() > 1 && parts.last().is_some_and(|(form, _)| form == "s") {
        parts.pop();
    }
    let is_elided = |(form, _): &&(String, String)| ELIDED.contains(&form.as_str());
    let elided = parts.iter().take(parts.len().saturating_sub(1)).take_while(is_elided).count();
    let (form, plain): (Vec<String>, Vec<String>) = parts.drain(..).skip(elided).unzip();
    let (form, plain) = (form.concat(), plain.concat());
    if form.is_empty() {
        return;
    }
    if !form.chars().any(is_dense) {
        words.push(Word { plain: Some(plain.nfc().collect()), form });
        return;
    }
    let letters: Vec<char> = form.chars().collect();
    for stretch in letters.chunk_by(|one, next| is_dense(*one) == is_dense(*next)) {
        let size = if is_dense(stretch[0]) { stretch.len().min(2) } else { stretch.len() };
        words.extend(stretch.windows(size).map(|window| Word { form: window.iter().collect(), plain: None }));
    }
}

/// Whether a folded letter is of a script that sets no spaces between words: Han, Hiragana, Katakana, Thai, Lao, Myanmar,
/// Khmer. Of those each two letters that stand together are a word.
fn is_dense(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{3035}' | '\u{3038}'..='\u{303c}'
        | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Table {
        folded: Vec<(String, String)>,
        words: Vec<(String, Vec<String>)>,
    }

    fn table() -> Table {
        toml::from_str(include_str!("../../tests/search/folding.toml")).expect("the table is sound")
    }

    fn decomposed(text: &str) -> String {
        text.nfkd().collect()
    }

    #[test]
    fn texts_are_folded_as_the_table_says() {
        for (text, expected) in table().folded {
            assert_eq!(fold(&text), decomposed(&expected), "{text}");
            assert_eq!(fold(&fold(&text)), fold(&text), "{text}");
        }
    }

    #[test]
    fn texts_have_the_words_that_the_table_says() {
        for (text, expected) in table().words {
            let expected: Vec<String> = expected.iter().map(|word| decomposed(word)).collect();
            assert_eq!(words(&text), expected, "{text}");
            assert_eq!(words(&fold(&text)), expected, "folded: {text}");
        }
    }

    #[test]
    fn the_stemmer_sees_marks() {
        let plain = |text: &str| words_of(text).into_iter().map(|word| word.plain).collect::<Vec<_>>();
        assert_eq!(plain("Investigación"), [Some("investigación".to_owned())]);
        assert_eq!(plain("E\u{301}tat"), [Some("état".to_owned())]);
        assert_eq!(plain("L’Enquête"), [Some("enquête".to_owned())]);
        assert_eq!(plain("新聞"), [None]);
    }
}
