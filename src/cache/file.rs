//! The cache's file: a head, then entries one after another; a later one of the same path stands for the earlier.
//!
//! ```text
//! head   "reportage records\n" · context u64
//! entry  length u32 · hash u64 · [path length u16 · path · stamp 3 × u64 · document]
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
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

/// The file as it was read, and where in it each document stands.
#[derive(Debug, Default)]
pub(super) struct CacheFile {
    bytes: Vec<u8>,
    context: Fingerprint,
    /// Path → stamp, hash, and the bytes of the whole entry.
    entries: RapidHashMap<SitePath, (Stamp, u64, Range<usize>)>,
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
        while let Some((path, stamp, hash, range)) = entry_at(&bytes, file.end) {
            file.end = range.end;
            file.entries.insert(path, (stamp, hash, range));
        }
        file.bytes = bytes;
        file
    }

    /// The document of `path`, if it was parsed from a file of this stamp in this context.
    pub(super) fn document(&self, path: &SitePath, stamp: Stamp, context: Fingerprint) -> Option<Document> {
        let (known, hash, range) = self.entries.get(path).filter(|_| context == self.context)?;
        let entry = self.bytes.get(range.start + ENTRY_HEAD..range.end)?;
        if *known != stamp || Fingerprint::of(entry).0 != *hash {
            return None;
        }
        postcard::from_bytes(entry.get(2 + path.as_str().len() + 24..)?).ok()
    }

    /// Adds `fresh` entries at the end, or writes the file anew where it is not ours or mostly of others.
    pub(super) fn save(&self, location: &Path, context: Fingerprint, fresh: &[Vec<u8>], live: usize) -> io::Result<()> {
        let is_ours = self.end >= HEAD && self.context == context;
        let is_of_this_site = self.entries.len() <= 2 * live + 64;
        let is_dense = self.end <= 2 * self.entries.values().map(|(_, _, range)| range.len()).sum::<usize>() + 65_536;
        if is_ours && is_of_this_site && is_dense {
            if fresh.is_empty() {
                return Ok(());
            }
            let mut file = OpenOptions::new().write(true).open(location)?;
            file.set_len(self.end as u64)?;
            io::Seek::seek(&mut file, io::SeekFrom::End(0))?;
            return file.write_all(&fresh.concat());
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&context.0.to_le_bytes());
        if is_ours && is_of_this_site {
            let mut kept: Vec<&Range<usize>> = self.entries.values().map(|(_, _, range)| range).collect();
            kept.sort_unstable_by_key(|range| range.start);
            kept.iter()
                .filter_map(|range| self.bytes.get((*range).clone()))
                .for_each(|entry| bytes.extend_from_slice(entry));
        }
        fresh.iter().for_each(|entry| bytes.extend_from_slice(entry));
        let beside = location.with_extension("new");
        // No link in its place is followed.
        let _ = fs::remove_file(&beside);
        if location.is_dir() {
            fs::remove_dir_all(location)?;
        }
        let written = File::create_new(&beside).and_then(|mut file| file.write_all(&bytes));
        let written = written.and_then(|()| fs::rename(&beside, location));
        if written.is_err() {
            // A disk that is full is not to stay so for half a file.
            let _ = fs::remove_file(&beside);
        }
        written
    }
}

/// One entry as it stands in the file; nothing for a document that cannot be written.
pub(super) fn encode(path: &SitePath, stamp: Stamp, document: &Document) -> Option<Vec<u8>> {
    let mut entry = vec![0; ENTRY_HEAD];
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

/// The head of the entry at `start`: path, stamp, hash, and its bytes; nothing where the file ends or is damaged.
fn entry_at(bytes: &[u8], start: usize) -> Option<(SitePath, Stamp, u64, Range<usize>)> {
    let number = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    let length = u32::from_le_bytes(bytes.get(start..start + 4)?.try_into().ok()?) as usize;
    let hash = number(start + 4)?;
    let inside = start + ENTRY_HEAD;
    let end = inside.checked_add(length).filter(|end| *end <= bytes.len())?;
    let path_length = usize::from(u16::from_le_bytes(bytes.get(inside..inside + 2)?.try_into().ok()?));
    let path = std::str::from_utf8(bytes.get(inside + 2..inside + 2 + path_length)?).ok()?;
    let stamp = inside + 2 + path_length;
    let stamp = Stamp { len: number(stamp)?, modified: number(stamp + 8)?, changed: number(stamp + 16)? };
    Some((SitePath::new(path)?, stamp, hash, start..end))
}
