//! The runs of all documents, and of them the bytes of each file.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Texts;
use super::documents::Documents;
use super::encoded::{Encoded, number, text};
use super::gather::{Sources, gather};
use super::run::{Posting, Run, next_posting};
use super::shape::Shape;
use super::weight::{FIELDS, Lengths, Weights};
use crate::archive::{Archive, Subject};
use crate::settings::Settings;
use crate::store::Store;

/// Bytes of texts that make a run: its words fill some 15 MB while they are sorted.
const RUN: usize = 4 << 20;

/// Bytes of runs that may be in memory; the others lie on the disk.
const HELD: usize = 64 << 20;

/// All words of an archive, ready to be written.
pub struct Index {
    shape: Shape,
    runs: Vec<Run>,
    lengths: Vec<Lengths>,
    weights: Weights,
}

impl Index {
    /// Reads and sorts the words of all documents.
    ///
    /// On threads of its own, as many as the pool has: who waits in the pool for another's work may be given work that
    /// waits for this.
    pub fn new(
        archive: &Archive,
        settings: &Settings,
        documents: &Documents,
        shape: Shape,
        store: &Store,
        texts: Texts<'_>,
    ) -> Index {
        let sources = Sources { archive, settings, documents, shape: &shape, texts };
        let parts = parts(archive, documents);
        let next = AtomicUsize::new(0);
        let made: Mutex<Vec<(usize, Run, Vec<Lengths>)>> = Mutex::default();
        let held = AtomicUsize::new(0);
        let scratch = std::sync::OnceLock::new();
        std::thread::scope(|scope| {
            let work = || {
                while let Some(part) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (mut run, lengths) = gather(&sources, part.clone());
                    if held.fetch_add(run.held(), Ordering::Relaxed) + run.held() > HELD
                        && let Some(scratch) = scratch.get_or_init(|| store.scratch().map(Arc::new))
                    {
                        let before = run.held();
                        run.spill(scratch);
                        held.fetch_sub(before - run.held(), Ordering::Relaxed);
                    }
                    made.lock().unwrap_or_else(PoisonError::into_inner).push((part.start, run, lengths));
                }
            };
            let others = rayon::current_num_threads().min(parts.len()).saturating_sub(1);
            (0..others).for_each(|_| drop(scope.spawn(work)));
            work();
        });
        let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        made.sort_by_key(|(first, ..)| *first);
        let mut lengths = Vec::with_capacity(documents.len());
        let runs = made.into_iter().map(|(_, run, of_run)| {
            lengths.extend(of_run);
            run
        });
        let runs = runs.collect();
        Index { shape, runs, weights: Weights::new(&lengths), lengths }
    }

    /// A file of words: each form, and the stems that it has.
    ///
    /// # Errors
    /// What the disk says on which runs lie.
    pub fn words(&self, shard: usize) -> io::Result<Vec<u8>> {
        let shards = self.shards(self.shape.postings + shard)?;
        let mut words: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for entries in &shards {
            let mut entries = Encoded(entries);
            while !entries.is_empty() {
                let (form, stem) = entries.text().zip(entries.text()).ok_or_else(damaged)?;
                let stems = words.entry(form).or_default();
                if let Err(place) = stems.binary_search(&stem) {
                    stems.insert(place, stem);
                }
            }
        }
        let mut bytes = Vec::new();
        let mut before = "";
        for (form, stems) in words {
            let shared = shared(before, form);
            number(&mut bytes, shared);
            text(&mut bytes, &form[shared..]);
            number(&mut bytes, stems.len());
            stems.into_iter().for_each(|stem| text(&mut bytes, if stem == form { "" } else { stem }));
            before = form;
        }
        Ok(bytes)
    }

    /// A file of postings: for each stem the documents that have it, with their weights.
    ///
    /// # Errors
    /// What the disk says on which runs lie.
    pub fn postings(&self, shard: usize) -> io::Result<Vec<u8>> {
        self.blocks(shard, |postings, block| {
            let (mut count, mut last) = (0, 0);
            for posting in postings {
                let mut documents = Documented::new(posting);
                while let Some((document, places)) = documents.next()? {
                    let lengths = self.lengths.get(document).copied().unwrap_or_default();
                    let mut times = [0; FIELDS];
                    places.iter().for_each(|(position, _)| times[lengths.field(*position)] += 1);
                    number(block, document - last);
                    block.push(self.weights.of(times, &lengths));
                    (last, count) = (document, count + 1);
                }
            }
            Ok(count)
        })
    }

    /// A file of positions: for each stem its forms, and where in each document they stand.
    ///
    /// # Errors
    /// What the disk says on which runs lie.
    pub fn positions(&self, shard: usize) -> io::Result<Vec<u8>> {
        self.blocks(shard, |postings, block| {
            let mut forms: Vec<&str> = postings.iter().flat_map(|posting| posting.forms.iter().copied()).collect();
            forms.sort_unstable();
            forms.dedup();
            number(block, forms.len());
            forms.iter().for_each(|form| text(block, form));
            let mut count = 0;
            for posting in postings {
                let places_of = posting.forms.iter().map(|form| forms.binary_search(form).unwrap_or_default());
                let places_of: Vec<usize> = places_of.collect();
                let mut documents = Documented::new(posting);
                while let Some((_, places)) = documents.next()? {
                    number(block, places.len());
                    let mut before = 0;
                    for (position, form) in places {
                        number(block, (*position - before) as usize);
                        before = *position;
                        number(block, *places_of.get(*form).ok_or_else(damaged)?);
                    }
                    count += 1;
                }
            }
            Ok(count)
        })
    }

    /// A directory of the shard's stems, and a block of each; `fill` writes a block and counts its documents.
    fn blocks(
        &self,
        shard: usize,
        fill: impl Fn(&[Posting<'_>], &mut Vec<u8>) -> io::Result<usize>,
    ) -> io::Result<Vec<u8>> {
        let shards = self.shards(shard)?;
        let mut stems: BTreeMap<&str, Vec<Posting<'_>>> = BTreeMap::new();
        for entries in &shards {
            let mut entries = Encoded(entries);
            while !entries.is_empty() {
                let (stem, posting) = next_posting(&mut entries).ok_or_else(damaged)?;
                stems.entry(stem).or_default().push(posting);
            }
        }
        let (mut bytes, mut blocks) = (Vec::new(), Vec::new());
        number(&mut bytes, stems.len());
        for (stem, postings) in stems {
            let before = blocks.len();
            let count = fill(&postings, &mut blocks)?;
            text(&mut bytes, stem);
            number(&mut bytes, count);
            number(&mut bytes, blocks.len() - before);
        }
        bytes.extend(blocks);
        Ok(bytes)
    }

    /// The entries of a shard in each run: documents ascend from run to run.
    fn shards(&self, shard: usize) -> io::Result<Vec<std::borrow::Cow<'_, [u8]>>> {
        self.runs.iter().map(|run| run.shard(shard)).collect()
    }
}

/// Position and form.
type Standing = (u32, usize);

/// Reads the documents of a stem in a run.
struct Documented<'r> {
    rest: Encoded<'r>,
    last: usize,
    /// Each time that the stem stands in the document that was read last.
    places: Vec<Standing>,
}

impl<'r> Documented<'r> {
    fn new(posting: &Posting<'r>) -> Documented<'r> {
        Documented { rest: posting.documents, last: 0, places: Vec::new() }
    }

    fn next(&mut self) -> io::Result<Option<(usize, &[Standing])>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.places.clear();
        self.read().ok_or_else(damaged)?;
        Ok(Some((self.last, &self.places)))
    }

    fn read(&mut self) -> Option<()> {
        self.last += self.rest.number()?;
        let mut position = 0;
        for _ in 0..self.rest.number()? {
            position += u32::try_from(self.rest.number()?).ok()?;
            self.places.push((position, self.rest.number()?));
        }
        Some(())
    }
}

/// The documents in parts of about so much text.
fn parts(archive: &Archive, documents: &Documents) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for document in 0..documents.len() {
        let body = match documents.subject(document) {
            Some(Subject::Record(record)) => Some(&archive[record].record.body),
            Some(Subject::Term(term)) => archive[term].entity.as_ref().map(|entity| &entity.body),
            Some(Subject::Page(place)) => Some(&archive.pages()[place].page.body),
            None => None,
        };
        bytes += 256 + body.map_or(0, |body| archive.current(body).span.len());
        if bytes >= RUN {
            parts.push(start..document + 1);
            (start, bytes) = (document + 1, 0);
        }
    }
    parts.push(start..documents.len());
    parts.retain(|part| !part.is_empty());
    parts
}

/// How many bytes at the beginning two texts share, no letter cut.
fn shared(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    (0..=same).rev().find(|end| other.is_char_boundary(*end)).unwrap_or(0)
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "what was put aside is not what it was")
}
