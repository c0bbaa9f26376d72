//! The ledger: what each file of the output was made from and what it was when we wrote it.
//!
//! It lies in `.reportage/` and is only ever a saving: without it every output is made again, and the bytes are the
//! same. It counts for nothing unless it was written for the marker that stands in the output folder.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;

use crate::names::output_path::OutputPath;

/// The first bytes of a ledger; another version is another heading.
const HEADING: &[u8] = b"reportage-ledger 1\n";

/// Bytes of a number.
const WORD: usize = size_of::<u64>();

/// One file as we wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The fingerprint of what it was made from.
    pub(super) fingerprint: u64,
    /// The hash of its bytes.
    pub(super) hash: u64,
    /// Its length in bytes.
    pub(super) length: u64,
    /// When it was last changed: nanoseconds since 1970, as the file system tells it.
    pub(super) modified: u64,
}

impl Entry {
    /// The entry of a file with these `bytes` and this state on the disk.
    pub(super) fn new(fingerprint: u64, bytes: &[u8], metadata: &Metadata) -> Entry {
        Entry { fingerprint, hash: hash(bytes), length: bytes.len() as u64, modified: modified(metadata) }
    }

    /// What the file at `location` says about this entry.
    pub(super) fn compare(&self, location: &Path) -> Standing {
        let Ok(metadata) = fs::symlink_metadata(location) else { return Standing::Changed };
        if !metadata.is_file() || metadata.len() != self.length {
            return Standing::Changed;
        }
        if modified(&metadata) == self.modified {
            return Standing::Same;
        }
        match fs::read(location) {
            Ok(bytes) if hash(&bytes) == self.hash => Standing::Touched(modified(&metadata)),
            _ => Standing::Changed,
        }
    }
}

/// How a file on the disk stands to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is the one we wrote.
    Same,
    /// Its bytes are, and its time is now this.
    Touched(u64),
    /// It is another, or gone.
    Changed,
}

/// The hash of a file's bytes; stable from version to version and machine to machine.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    rapidhash_v3(bytes)
}

fn modified(metadata: &Metadata) -> u64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

/// Every file of one output folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    /// The files by their path.
    pub(super) entries: RapidHashMap<OutputPath, Entry>,
}

impl Ledger {
    /// Where the ledger of `output` lies: by its place in the root, so that both can move together.
    pub(super) fn location(state: &Path, root: &Path, output: &Path) -> PathBuf {
        let place = output.strip_prefix(root).unwrap_or(output);
        state.join(format!("output-{:016x}.ledger", hash(place.as_os_str().as_encoded_bytes())))
    }

    /// Reads the ledger written for the marker with `checksum`; empty where there is none that is sound.
    pub(super) fn read(location: &Path, checksum: u64) -> Ledger {
        fs::read(location).ok().and_then(|bytes| Ledger::parse(&bytes, checksum)).unwrap_or_default()
    }

    /// Writes the ledger for the marker with `checksum`.
    pub(super) fn write(&self, location: &Path, checksum: u64) -> io::Result<()> {
        let temporary = location.with_extension("tmp");
        remove(&temporary)?;
        File::create_new(&temporary)?.write_all(&self.to_bytes(checksum))?;
        fs::rename(temporary, location)
    }

    fn to_bytes(&self, checksum: u64) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADING.len() + self.entries.len() * 96 + 3 * WORD);
        bytes.extend(HEADING);
        bytes.extend(checksum.to_le_bytes());
        for (path, entry) in &self.entries {
            for number in [entry.fingerprint, entry.hash, entry.length, entry.modified] {
                bytes.extend(number.to_le_bytes());
            }
            bytes.extend((path.as_str().len() as u64).to_le_bytes());
            bytes.extend(path.as_str().as_bytes());
        }
        bytes.extend(hash(&bytes).to_le_bytes());
        bytes
    }

    fn parse(bytes: &[u8], checksum: u64) -> Option<Ledger> {
        let (content, sum) = bytes.split_last_chunk::<WORD>()?;
        if hash(content) != u64::from_le_bytes(*sum) {
            return None;
        }
        let mut rest = content.strip_prefix(HEADING)?;
        if number(&mut rest)? != checksum {
            return None;
        }
        let mut ledger = Ledger::default();
        while !rest.is_empty() {
            let mut next = || number(&mut rest);
            let entry = Entry { fingerprint: next()?, hash: next()?, length: next()?, modified: next()? };
            let length = usize::try_from(next()?).ok()?;
            let (path, after) = rest.split_at_checked(length)?;
            rest = after;
            ledger.entries.insert(OutputPath::new(str::from_utf8(path).ok()?)?, entry);
        }
        Some(ledger)
    }
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    let (word, after) = rest.split_first_chunk::<WORD>()?;
    *rest = after;
    Some(u64::from_le_bytes(*word))
}

/// Deletes a file that need not be there; says whether it was.
pub(super) fn remove(location: &Path) -> io::Result<bool> {
    match fs::remove_file(location) {
        Ok(()) => Ok(true),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> Ledger {
        let path = |text| OutputPath::new(text).expect("sound");
        let entry = |fingerprint| Entry { fingerprint, hash: 2, length: 3, modified: u64::MAX };
        Ledger { entries: [(path("a/index.html"), entry(1)), (path("ü.html"), entry(9))].into_iter().collect() }
    }

    #[test]
    fn a_ledger_is_read_as_it_was_written() {
        assert_eq!(Ledger::parse(&ledger().to_bytes(7), 7), Some(ledger()));
        assert_eq!(Ledger::parse(&Ledger::default().to_bytes(7), 7), Some(Ledger::default()));
    }

    #[test]
    fn a_ledger_of_another_marker_is_none() {
        assert_eq!(Ledger::parse(&ledger().to_bytes(7), 8), None);
    }

    #[test]
    fn a_damaged_ledger_is_none() {
        let sound = ledger().to_bytes(7);
        for at in 0..sound.len() {
            let mut flipped = sound.clone();
            flipped[at] ^= 1;
            assert_eq!(Ledger::parse(&flipped, 7), None, "bit flipped at {at}");
            assert_eq!(Ledger::parse(&sound[..at], 7), None, "cut at {at}");
        }
    }
}
