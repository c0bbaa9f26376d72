//! Some documents' words in one sorted piece, which is merged with those of other documents shard by shard.
//!
//! First come the shards of stems, then those of words, each sorted. An entry of a stem: the stem, how many forms it has,
//! the forms, the length of what follows; then for each document its number less the one before, how often the stem is in
//! it, and for each time the position less the one before and the form's place. An entry of a word: form and stem.

use std::io;
use std::sync::Arc;

use super::encoded::{Encoded, number, text};
use super::shape::Shape;
use crate::store::Scratch;

/// A word that stands somewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence {
    pub(super) stem: u32,
    pub(super) form: u32,
    pub(super) document: u32,
    pub(super) position: u32,
}

/// A sorted piece.
pub(super) struct Run {
    place: Place,
    /// Where each shard begins, and where the last one ends.
    starts: Vec<usize>,
}

/// Where the bytes are.
enum Place {
    Memory(Vec<u8>),
    Disk(Arc<Scratch>, u64),
}

/// An entry of a stem, as it lies in a run.
#[derive(Clone)]
pub(super) struct Posting<'r> {
    pub(super) forms: Vec<&'r str>,
    pub(super) documents: Encoded<'r>,
}

impl Run {
    /// Sorts what was gathered: `occurrences` by document and position, whose stems and forms are places in the lists.
    pub(super) fn new(stems: &[Box<str>], forms: &[Box<str>], mut occurrences: Vec<Occurrence>, shape: &Shape) -> Run {
        let shards: Vec<usize> = stems.iter().map(|stem| shape.postings_of(stem)).collect();
        let order = sorted(stems.len(), |stem| (shards[stem], &*stems[stem]));
        let form_order = sorted(forms.len(), |form| &*forms[form]);
        let (ranks, form_ranks) = (ranks(&order), ranks(&form_order));
        occurrences.iter_mut().for_each(|occurrence| {
            occurrence.stem = ranks[occurrence.stem as usize];
            occurrence.form = form_ranks[occurrence.form as usize];
        });
        occurrences.sort_by_key(|occurrence| occurrence.stem);
        let mut bytes = Vec::with_capacity(occurrences.len() * 4);
        let mut starts = Vec::with_capacity(shape.postings + shape.words + 1);
        let mut pairs: Vec<(usize, u32, u32)> = Vec::new();
        let mut own_forms: Vec<u32> = Vec::new();
        let mut documents = Vec::new();
        for of_stem in occurrences.chunk_by(|one, next| one.stem == next.stem) {
            let stem = order[of_stem[0].stem as usize];
            starts.resize(shards[stem] + 1, bytes.len());
            own_forms.clear();
            own_forms.extend(of_stem.iter().map(|occurrence| occurrence.form));
            own_forms.sort_unstable();
            own_forms.dedup();
            text(&mut bytes, &stems[stem]);
            number(&mut bytes, own_forms.len());
            for form in &own_forms {
                let form_text = &forms[form_order[*form as usize]];
                text(&mut bytes, form_text);
                pairs.push((shape.words_of(form_text), *form, of_stem[0].stem));
            }
            documents.clear();
            let mut last = 0;
            for of_document in of_stem.chunk_by(|one, next| one.document == next.document) {
                let document = of_document[0].document;
                number(&mut documents, (document - last) as usize);
                last = document;
                number(&mut documents, of_document.len());
                let mut before = 0;
                for occurrence in of_document {
                    number(&mut documents, (occurrence.position - before) as usize);
                    before = occurrence.position;
                    number(&mut documents, own_forms.binary_search(&occurrence.form).unwrap_or_default());
                }
            }
            number(&mut bytes, documents.len());
            bytes.extend_from_slice(&documents);
        }
        starts.resize(shape.postings, bytes.len());
        // Ranks are in the order of what they stand for, so that the pairs of a shard come out sorted by form.
        pairs.sort_unstable();
        for (shard, form, stem) in pairs {
            starts.resize(shape.postings + shard + 1, bytes.len());
            text(&mut bytes, &forms[form_order[form as usize]]);
            text(&mut bytes, &stems[order[stem as usize]]);
        }
        starts.resize(shape.postings + shape.words + 1, bytes.len());
        bytes.shrink_to_fit();
        Run { place: Place::Memory(bytes), starts }
    }

    /// Bytes that it takes in memory.
    pub(super) fn held(&self) -> usize {
        match &self.place {
            Place::Memory(bytes) => bytes.len(),
            Place::Disk(..) => 0,
        }
    }

    /// Puts it on the disk; where that cannot be done it stays in memory.
    pub(super) fn spill(&mut self, scratch: &Arc<Scratch>) {
        if let Place::Memory(bytes) = &self.place
            && let Ok(offset) = scratch.append(bytes)
        {
            self.place = Place::Disk(scratch.clone(), offset);
        }
    }

    /// The entries of a shard, those of words behind those of stems.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn shard(&self, shard: usize) -> io::Result<std::borrow::Cow<'_, [u8]>> {
        let range = self.starts[shard]..self.starts[shard + 1];
        match &self.place {
            Place::Memory(bytes) => Ok(bytes[range].into()),
            Place::Disk(scratch, offset) => Ok(scratch.read(offset + range.start as u64, range.len())?.into()),
        }
    }
}

/// The next entry of a shard of stems.
pub(super) fn next_posting<'r>(entries: &mut Encoded<'r>) -> Option<(&'r str, Posting<'r>)> {
    let stem = entries.text()?;
    let count = entries.number()?;
    let forms: Option<Vec<&str>> = (0..count).map(|_| entries.text()).collect();
    let length = entries.number()?;
    Some((stem, Posting { forms: forms?, documents: Encoded(entries.bytes(length)?) }))
}

/// The places 0 to `count`, sorted by what stands there.
fn sorted<'k, K: Ord + 'k>(count: usize, key: impl Fn(usize) -> K) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_unstable_by_key(|place| key(*place));
    places
}

/// For each place its rank in `order`.
fn ranks(order: &[usize]) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    for (rank, place) in order.iter().enumerate() {
        ranks[*place] = u32::try_from(rank).unwrap_or(u32::MAX);
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::super::shape::Scope;
    use super::*;
    use crate::store::Store;

    #[test]
    fn a_run_on_the_disk_is_the_run_that_was_in_memory() {
        let shape = Shape { scope: Scope::Text, postings: 4, words: 2 };
        let texts: Vec<Box<str>> = (0..40).map(|number| format!("{number}word").into()).collect();
        let occurrence = |place: u32| Occurrence {
            stem: place * 7 % 40,
            form: place * 7 % 40,
            document: place / 50,
            position: place % 50,
        };
        let mut run = Run::new(&texts, &texts, (0..500).map(occurrence).collect(), &shape);
        let shards = |run: &Run| (0..6).map(|shard| run.shard(shard).expect("it is there").into_owned()).collect();
        let (before, held): (Vec<Vec<u8>>, usize) = (shards(&run), run.held());
        assert_eq!(before.iter().map(Vec::len).sum::<usize>(), held);
        let mut stems = 0;
        for shard in &before[..4] {
            let mut entries = Encoded(shard);
            while let Some((stem, posting)) = next_posting(&mut entries) {
                assert_eq!((posting.forms.as_slice(), posting.documents.is_empty()), (&[stem][..], false));
                stems += 1;
            }
        }
        assert_eq!(stems, 40);
        let folder = tempfile::tempdir().expect("a folder");
        run.spill(&Arc::new(Store::open(folder.path()).scratch().expect("it may write")));
        let after: Vec<Vec<u8>> = shards(&run);
        assert_eq!((run.held(), after), (0, before));
    }
}
