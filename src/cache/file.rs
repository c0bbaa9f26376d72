//! The cache's file: a head, then entries one after another; a later one of the same path stands for the earlier.
//!
//! ```text
//! head   "reportage records\n" · context u64
//! entry  length u32 · hash u64 · [path length u16 · path · stamp 3 × u64 · document]
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rapidhash::RapidHashMap;
use rayon::prelude::*;

use crate::fingerprint::Fingerprint;
use crate::model::Document;
use crate::source::{SitePath, Stamp};

const MAGIC: &[u8] = b"reportage records\n";
const HEAD: usize = MAGIC.len() + 8;
/// Length and hash before each entry.
const ENTRY_HEAD: usize = 4 + 8;
/// Bytes of a stamp.
const STAMP: usize = 3 * 8;
/// The bytes that are read in one go: they stay in the processor's cache until their documents are made.
const PIECE: usize = 1 << 18;

/// A document that the file does not have yet.
pub(super) type Fresh = (SitePath, Stamp, Document);

/// The documents of the file.
#[derive(Debug, Default)]
pub(super) struct CacheFile {
    context: Fingerprint,
    /// The hash of a path → the last entry of it.
    entries: RapidHashMap<u64, Known>,
    /// How far the file is sound; 0 where it is none of ours.
    end: usize,
}

/// An entry as it was read.
#[derive(Debug)]
struct Known {
    stamp: Stamp,
    /// Nothing where it is damaged, or has been handed out.
    document: Mutex<Option<Document>>,
    /// The bytes of the whole entry.
    length: usize,
}

impl CacheFile {
    /// Reads the file piece by piece, and makes its documents on all threads; none where it is not there, damaged at its
    /// head, or of another context.
    pub(super) fn read(location: &Path, context: Fingerprint) -> CacheFile {
        let nothing = || CacheFile { context, ..CacheFile::default() };
        let Ok(mut reader) = File::open(location) else { return nothing() };
        let mut head = [0; HEAD];
        if reader.read_exact(&mut head).is_err() || head != head_of(context) {
            return nothing();
        }
        let mut pieces = Pieces { reader, rest: Vec::new(), end: HEAD };
        let known = |(start, piece): (usize, Vec<u8>)| -> (usize, Vec<(u64, Known)>) {
            (start, entries(&piece, 0).map(|entry| (entry.key(), entry.known())).collect())
        };
        // Whichever thread has nothing to do reads the next piece: there are never more of them than threads.
        let mut read: Vec<_> = (&mut pieces).par_bridge().map(known).collect();
        read.sort_unstable_by_key(|(start, _)| *start);
        let mut entries = RapidHashMap::default();
        entries.reserve(read.iter().map(|(_, known)| known.len()).sum());
        entries.extend(read.into_iter().flat_map(|(_, known)| known));
        CacheFile { context, entries, end: pieces.end }
    }

    /// The document of `path`, if it was parsed from a file of this stamp in this context; once.
    pub(super) fn document(&self, path: &SitePath, stamp: Stamp, context: Fingerprint) -> Option<Document> {
        let key = Fingerprint::of(path.as_str().as_bytes()).0;
        let known = self.entries.get(&key).filter(|known| context == self.context && known.stamp == stamp)?;
        let document = known.document.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(document.of_file(path))
    }

    /// Adds `fresh` entries at the end, or writes the file anew where it is not ours or mostly of others.
    pub(super) fn save(&self, location: &Path, context: Fingerprint, fresh: &[Fresh], live: usize) -> io::Result<()> {
        let is_ours = self.end >= HEAD && self.context == context;
        let is_of_this_site = self.entries.len() <= 2 * live + 64;
        let is_dense = self.end <= 2 * self.entries.values().map(|known| known.length).sum::<usize>() + 65_536;
        if is_ours && is_of_this_site && is_dense {
            if fresh.is_empty() {
                return Ok(());
            }
            let mut file = OpenOptions::new().write(true).open(location)?;
            file.set_len(self.end as u64)?;
            file.seek(SeekFrom::End(0))?;
            return write(file, fresh);
        }
        let kept = if is_ours && is_of_this_site { fs::read(location)? } else { Vec::new() };
        let beside = location.with_extension("new");
        // No link in its place is followed.
        let _ = fs::remove_file(&beside);
        if location.is_dir() {
            fs::remove_dir_all(location)?;
        }
        let written = File::create_new(&beside).and_then(|mut file| {
            file.write_all(&head_of(context))?;
            live_entries(&kept).into_iter().try_for_each(|entry| file.write_all(&kept[entry]))?;
            write(file, fresh)
        });
        let written = written.and_then(|()| fs::rename(&beside, location));
        if written.is_err() {
            // A disk that is full is not to stay so for half a file.
            let _ = fs::remove_file(&beside);
        }
        written
    }
}

/// A file's entries, some at a time: where the first of them stands, and their bytes.
struct Pieces {
    reader: File,
    /// The beginning of an entry that was not read to its end.
    rest: Vec<u8>,
    /// How far entries are whole.
    end: usize,
}

impl Iterator for Pieces {
    type Item = (usize, Vec<u8>);

    fn next(&mut self) -> Option<(usize, Vec<u8>)> {
        let mut piece = std::mem::take(&mut self.rest);
        loop {
            piece.reserve(PIECE);
            // What cannot be read is as good as the end of the file.
            (&self.reader).take(PIECE as u64).read_to_end(&mut piece).ok().filter(|count| *count > 0)?;
            let whole = entries(&piece, 0).last().map_or(0, |entry| entry.range.end);
            if whole > 0 {
                self.rest = piece.split_off(whole);
                let start = self.end;
                self.end += whole;
                return Some((start, piece));
            }
        }
    }
}

/// The first bytes of a file of this context.
fn head_of(context: Fingerprint) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let (magic, number) = head.split_at_mut(MAGIC.len());
    magic.copy_from_slice(MAGIC);
    number.copy_from_slice(&context.0.to_le_bytes());
    head
}

/// The entries that lie one behind another from `start`, as far as they are whole.
fn entries(bytes: &[u8], start: usize) -> impl Iterator<Item = Entry<'_>> {
    std::iter::successors(Entry::at(bytes, start), |entry| Entry::at(bytes, entry.range.end))
}

/// Where in the bytes of a file the last entry of each path stands, in the order of the file.
fn live_entries(file: &[u8]) -> Vec<Range<usize>> {
    let last: RapidHashMap<u64, Range<usize>> = entries(file, HEAD).map(|entry| (entry.key(), entry.range)).collect();
    let mut live: Vec<Range<usize>> = last.into_values().collect();
    live.sort_unstable_by_key(|range| range.start);
    live
}

/// Writes entries one by one: what is kept of a large archive is never in memory as a whole.
fn write(file: File, fresh: &[Fresh]) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 18, file);
    let mut entry = Vec::new();
    for (path, stamp, document) in fresh {
        entry.clear();
        if let Some(sound) = encoded(std::mem::take(&mut entry), path, *stamp, document) {
            file.write_all(&sound)?;
            entry = sound;
        }
    }
    file.flush()
}

/// One entry as it stands in the file, in the room of `entry`; nothing for a document that cannot be written.
fn encoded(mut entry: Vec<u8>, path: &SitePath, stamp: Stamp, document: &Document) -> Option<Vec<u8>> {
    entry.resize(ENTRY_HEAD, 0);
    entry.extend_from_slice(&u16::try_from(path.as_str().len()).ok()?.to_le_bytes());
    entry.extend_from_slice(path.as_str().as_bytes());
    for number in [stamp.len, stamp.modified, stamp.changed] {
        entry.extend_from_slice(&number.to_le_bytes());
    }
    let mut entry = postcard::to_extend(document, entry).ok()?;
    let length = u32::try_from(entry.len() - ENTRY_HEAD).ok()?;
    let hash = Fingerprint::of(&entry[ENTRY_HEAD..]).0;
    entry[..4].copy_from_slice(&length.to_le_bytes());
    entry[4..ENTRY_HEAD].copy_from_slice(&hash.to_le_bytes());
    Some(entry)
}

/// An entry as it lies in the file.
struct Entry<'b> {
    path: &'b [u8],
    stamp: Stamp,
    document: &'b [u8],
    hash: u64,
    /// All that the hash is of.
    content: &'b [u8],
    range: Range<usize>,
}

impl<'b> Entry<'b> {
    /// The entry that begins at `start`; nothing where the file ends or is damaged there.
    fn at(bytes: &'b [u8], start: usize) -> Option<Entry<'b>> {
        let (length, rest) = bytes.get(start..)?.split_first_chunk::<4>()?;
        let (hash, rest) = rest.split_first_chunk::<8>()?;
        let content = rest.get(..u32::from_le_bytes(*length) as usize)?;
        let (path_length, rest) = content.split_first_chunk::<2>()?;
        let (path, rest) = rest.split_at_checked(u16::from_le_bytes(*path_length).into())?;
        let (stamp, document) = rest.split_first_chunk::<STAMP>()?;
        let (numbers, _) = stamp.as_chunks::<8>();
        let [len, modified, changed] = std::array::from_fn(|at| u64::from_le_bytes(numbers[at]));
        let range = start..start + ENTRY_HEAD + content.len();
        let stamp = Stamp { len, modified, changed };
        Some(Entry { path, stamp, document, hash: u64::from_le_bytes(*hash), content, range })
    }

    /// The hash of its path.
    fn key(&self) -> u64 {
        Fingerprint::of(self.path).0
    }

    /// The same with its document, if the bytes are those that were written.
    fn known(&self) -> Known {
        let is_whole = Fingerprint::of(self.content).0 == self.hash;
        let document = is_whole.then(|| postcard::from_bytes(self.document).ok()).flatten();
        Known { stamp: self.stamp, document: Mutex::new(document), length: self.range.len() }
    }
}
