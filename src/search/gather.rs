//! Documents, one by one → a run of their words.

use rapidhash::RapidHashMap;

use super::Texts;
use super::documents::Documents;
use super::fields::Fields;
use super::fold::{runs, words_of};
use super::run::{Occurrence, Run};
use super::shape::Shape;
use super::stem::Stemmer;
use super::weight::{FIELDS, Lengths};
use crate::archive::Archive;
use crate::settings::Settings;

/// Positions between two fields, which no phrase reaches across.
const GAP: u32 = 100;

/// What documents are gathered from.
#[derive(Clone, Copy)]
pub(super) struct Sources<'s> {
    pub(super) archive: &'s Archive,
    pub(super) settings: &'s Settings,
    pub(super) documents: &'s Documents,
    pub(super) shape: &'s Shape,
    pub(super) texts: Texts<'s>,
}

/// Texts, each once, by their places.
#[derive(Default)]
struct Interned {
    texts: Vec<Box<str>>,
    places: RapidHashMap<Box<str>, u32>,
}

/// The places of a word's stem and form.
type Placed = (u32, u32);

/// The words of some documents.
#[derive(Default)]
struct Gathered {
    stems: Interned,
    forms: Interned,
    /// Stem and form of the words of a stretch of text, by stemmer: most words of a language come again and again.
    known: RapidHashMap<u8, RapidHashMap<Box<str>, Vec<Placed>>>,
    occurrences: Vec<Occurrence>,
}

/// The run of the documents of these numbers, and the lengths of each.
pub(super) fn gather(sources: &Sources<'_>, numbers: std::ops::Range<usize>) -> (Run, Vec<Lengths>) {
    let mut gathered = Gathered::default();
    let mut stemmers: RapidHashMap<String, Stemmer> = RapidHashMap::default();
    let mut lengths = Vec::with_capacity(numbers.len());
    for document in numbers {
        let Some(subject) = sources.documents.subject(document) else { break };
        let fields = Fields::of(subject, sources.archive, sources.settings, sources.shape.scope, sources.texts);
        if !stemmers.contains_key(fields.language) {
            stemmers.insert(fields.language.to_owned(), Stemmer::of(fields.language));
        }
        let stemmer = &stemmers[fields.language];
        let document = u32::try_from(document).unwrap_or(u32::MAX);
        lengths.push(Lengths { is_term: fields.is_term, ..gathered.add(document, &fields.pieces(), stemmer) });
    }
    let Gathered { stems, forms, occurrences, .. } = gathered;
    (Run::new(&stems.texts, &forms.texts, occurrences, sources.shape), lengths)
}

impl Gathered {
    fn add(&mut self, document: u32, fields: &[Vec<&str>; FIELDS], stemmer: &Stemmer) -> Lengths {
        let mut lengths = Lengths::default();
        let mut position = 0;
        for (field, pieces) in fields.iter().enumerate() {
            position += if field == 0 { 0 } else { GAP };
            lengths.starts[field] = position;
            let before = self.occurrences.len();
            for line in pieces.iter().flat_map(|piece| piece.split('\n')).filter(|line| !line.is_empty()) {
                let first = position;
                runs(line, |run| position = self.add_run(run, document, position, stemmer));
                // No phrase reaches from one paragraph, or name, into the next.
                position += u32::from(position > first);
            }
            lengths.words[field] = u32::try_from(self.occurrences.len() - before).unwrap_or(u32::MAX);
        }
        lengths
    }

    /// Takes the words of a run in, the first at `position`; gives the position behind the last.
    fn add_run(&mut self, run: &str, document: u32, mut position: u32, stemmer: &Stemmer) -> u32 {
        let known = self.known.entry(stemmer.number).or_default();
        if !known.contains_key(run) {
            let words = words_of(run).into_iter();
            let words = words.map(|word| (self.stems.place(stemmer.stem(&word)), self.forms.place(word.form)));
            known.insert(run.into(), words.collect());
        }
        for (stem, form) in &known[run] {
            self.occurrences.push(Occurrence { stem: *stem, form: *form, document, position });
            position += 1;
        }
        position
    }
}

impl Interned {
    fn place(&mut self, text: String) -> u32 {
        if let Some(place) = self.places.get(text.as_str()) {
            return *place;
        }
        let place = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Box<str> = text.into();
        self.texts.push(text.clone());
        self.places.insert(text, place);
        place
    }
}
