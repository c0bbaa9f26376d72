//! The cache's file: a head, then entries one after another; a later one of the same path stands for the earlier.
//!
//! ```text
//! head   "reportage records\n" · context u64
//! entry  length u32 · hash u64 · [path length u16 · path · stamp 3 × u64 · document]
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

use rapidhash::RapidHashMap;

use crate::fingerprint::Fingerprint;
use crate::model::Document;
use crate::source::{SitePath, Stamp};

const MAGIC: &[u8] = b"reportage records\n";
const HEAD: usize = MAGIC.len() + 8;
/// Length and hash before each entry.
const ENTRY_HEAD: usize = 4 + 8;
/// Bytes of a stamp.
const STAMP: usize = 3 * 8;

/// A document that the file does not have yet.
pub(super) type Fresh = (SitePath, Stamp, Document);

/// The file as it was read, and where in it each document stands.
#[derive(Debug, Default)]
pub(super) struct CacheFile {
    bytes: Vec<u8>,
    context: Fingerprint,
    /// The hash of a path → the bytes of its whole entry.
    entries: RapidHashMap<u64, Range<usize>>,
    /// How far the file is sound; 0 where it is none of ours.
    end: usize,
}

impl CacheFile {
    /// Reads the file; an empty one where it is not there or damaged at its head.
    pub(super) fn read(location: &Path) -> CacheFile {
        let bytes = fs::read(location).unwrap_or_default();
        let head = bytes.strip_prefix(MAGIC).and_then(|rest| rest.first_chunk());
        let Some(context) = head.map(|head| Fingerprint(u64::from_le_bytes(*head))) else {
            return CacheFile::default();
        };
        let mut file = CacheFile { end: HEAD, context, ..CacheFile::default() };
        while let Some(entry) = Entry::at(&bytes, file.end) {
            file.end = entry.range.end;
            file.entries.insert(Fingerprint::of(entry.path).0, entry.range);
        }
        file.bytes = bytes;
        file
    }

    /// The document of `path`, if it was parsed from a file of this stamp in this context.
    pub(super) fn document(&self, path: &SitePath, stamp: Stamp, context: Fingerprint) -> Option<Document> {
        let range =
            self.entries.get(&Fingerprint::of(path.as_str().as_bytes()).0).filter(|_| context == self.context)?;
        let entry = Entry::at(&self.bytes, range.start)?;
        let is_it = entry.path == path.as_str().as_bytes() && entry.stamp == stamp && entry.is_whole();
        let document: Document = postcard::from_bytes(entry.document).ok().filter(|_| is_it)?;
        Some(document.of_file(path))
    }

    /// Adds `fresh` entries at the end, or writes the file anew where it is not ours or mostly of others.
    pub(super) fn save(&self, location: &Path, context: Fingerprint, fresh: &[Fresh], live: usize) -> io::Result<()> {
        let is_ours = self.end >= HEAD && self.context == context;
        let is_of_this_site = self.entries.len() <= 2 * live + 64;
        let is_dense = self.end <= 2 * self.entries.values().map(ExactSizeIterator::len).sum::<usize>() + 65_536;
        if is_ours && is_of_this_site && is_dense {
            if fresh.is_empty() {
                return Ok(());
            }
            let mut file = OpenOptions::new().write(true).open(location)?;
            file.set_len(self.end as u64)?;
            file.seek(SeekFrom::End(0))?;
            return write(file, fresh);
        }
        let beside = location.with_extension("new");
        // No link in its place is followed.
        let _ = fs::remove_file(&beside);
        if location.is_dir() {
            fs::remove_dir_all(location)?;
        }
        let written = File::create_new(&beside).and_then(|mut file| {
            file.write_all(MAGIC)?;
            file.write_all(&context.0.to_le_bytes())?;
            if is_ours && is_of_this_site {
                let mut kept: Vec<&Range<usize>> = self.entries.values().collect();
                kept.sort_unstable_by_key(|range| range.start);
                kept.iter()
                    .filter_map(|range| self.bytes.get((*range).clone()))
                    .try_for_each(|entry| file.write_all(entry))?;
            }
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

    /// Whether the bytes are those that were written.
    fn is_whole(&self) -> bool {
        Fingerprint::of(self.content).0 == self.hash
    }
}
