//! Headlines and deks → the words of each record, and the records that share one.
//!
//! Bodies are not held, so their words are not looked at.

use rapidhash::RapidHashMap;
use rayon::prelude::*;

use crate::archive::{Archive, RecordIx};
use crate::fingerprint::Fingerprint;
use crate::model::record::Record;
use crate::names::fold::{Fold, fold};

/// Shorter words in letters tell little in any language.
const SHORTEST: usize = 4;

/// A word that more than this part of the archive has is no common ground.
const COMMON: usize = 8;

/// The words that several records have.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// For each word, the records that have it, in the archive's order.
    sharing: Vec<Vec<RecordIx>>,
    /// For each record, its words, as places of `sharing`.
    of_record: Vec<Vec<u32>>,
    by_word: RapidHashMap<Fingerprint, u32>,
}

impl Words {
    pub(super) fn of(archive: &Archive) -> Words {
        let places: Vec<usize> = (0..archive.len()).collect();
        let mut pairs: Vec<(Fingerprint, RecordIx)> = places
            .par_iter()
            .flat_map_iter(|place| {
                let record = RecordIx::new(*place);
                words(&archive[record].record).map(move |word| (key(word), record))
            })
            .collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        let mut shared = Words { of_record: vec![Vec::new(); archive.len()], ..Words::default() };
        // Of a small archive every word that two records have counts.
        let most = (archive.len() / COMMON).max(2);
        for records in pairs.chunk_by(|a, b| a.0 == b.0).filter(|records| (2..=most).contains(&records.len())) {
            let Ok(word) = u32::try_from(shared.sharing.len()) else { break };
            records.iter().for_each(|(_, record)| shared.of_record[record.place()].push(word));
            shared.by_word.insert(records[0].0, word);
            shared.sharing.push(records.iter().map(|(_, record)| *record).collect());
        }
        shared
    }

    /// For each word of `record` that others have, the records that have it.
    pub(super) fn sharing(&self, record: RecordIx) -> impl Iterator<Item = &[RecordIx]> {
        self.of_record[record.place()].iter().map(|word| &*self.sharing[*word as usize])
    }

    /// The words that both records have, as `this` writes them, the rarest first, each once.
    pub(super) fn shared<'a>(&self, archive: &'a Archive, this: RecordIx, other: RecordIx) -> Vec<&'a str> {
        let (Some(own), Some(theirs)) = (self.of_record.get(this.place()), self.of_record.get(other.place())) else {
            return Vec::new();
        };
        let mut both: Vec<u32> = own.iter().copied().filter(|word| theirs.contains(word)).collect();
        if both.is_empty() {
            return Vec::new();
        }
        both.sort_by_key(|word| self.sharing[*word as usize].len());
        let mut written: RapidHashMap<u32, &str> = RapidHashMap::default();
        for word in words(&archive[this].record) {
            if let Some(place) = self.by_word.get(&key(word)) {
                written.entry(*place).or_insert(word);
            }
        }
        both.iter().filter_map(|word| written.get(word).copied()).collect()
    }
}

/// The words of headline and dek that may tell something, as they are written.
fn words(record: &Record) -> impl Iterator<Item = &str> {
    let texts = [Some(&*record.title), record.dek.as_deref()].into_iter().flatten();
    texts.flat_map(runs).filter(|word| tells(word))
}

/// The runs of letters of one kind: where words are not set apart by spaces, a change of script does it.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter| kind(letter) == Kind::Gap);
        let first = kind(rest.chars().next()?);
        let end = rest.find(|letter| kind(letter) != first).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(run)
    })
}

fn tells(word: &str) -> bool {
    let mut letters = word.chars();
    match letters.next().map(kind) {
        Some(Kind::Han | Kind::Katakana) => letters.next().is_some(),
        Some(Kind::Letter) => word.chars().count() >= SHORTEST && word.chars().any(char::is_alphabetic),
        // Hiragana alone is grammar, most of the time.
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Han,
    Hiragana,
    Katakana,
    Gap,
}

fn kind(letter: char) -> Kind {
    match letter {
        '\u{3041}'..='\u{309F}' => Kind::Hiragana,
        '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' => Kind::Katakana,
        '\u{3005}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => Kind::Han,
        '\u{20000}'..='\u{3FFFF}' => Kind::Han,
        '\u{300}'..='\u{36F}' => Kind::Letter,
        _ if letter.is_alphanumeric() => Kind::Letter,
        _ => Kind::Gap,
    }
}

fn key(word: &str) -> Fingerprint {
    Fingerprint::of(fold(word, Fold::Name).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn words_are_runs_of_letters_that_tell_something() {
        for (text, expected) in [
            ("Google’s drones: a 2018 Maven of war", &["Google", "drones", "Maven"][..]),
            ("Ceuta, Frontex y el muro",             &["Ceuta", "Frontex", "muro"]),
            ("Cafe\u{301}s d’été",                  &["Cafe\u{301}s"]),
            ("アマゾンの従業員が国境監視に抗議",     &["アマゾン", "従業員", "国境監視", "抗議"]),
            ("قالت الشركة إنها",                     &["قالت", "الشركة", "إنها"]),
            ("",                                     &[]),
        ] {
            let words: Vec<&str> = runs(text).filter(|word| tells(word)).collect();
            assert_eq!(words, expected, "{text}");
        }
    }
}
