//! One file of the output as we wrote it, and how what lies on the disk stands to that.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use rapidhash::v3::{rapidhash_v3, rapidhash_v3_file};

use crate::fingerprint::{Ingredients, Traces};
use crate::source::Folder;

/// A SHA-256; all naught where it was not asked for.
pub(super) type Sha256Digest = [u8; 32];

/// One file as we wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The fingerprint of what it was made from; 0 where it is to be made again in any case.
    pub(super) fingerprint: u64,
    /// The traces of the parts that it was made from.
    pub(super) traces: Traces,
    /// The hash of its bytes.
    pub(super) hash: u64,
    /// Its length in bytes.
    pub(super) length: u64,
    /// When it was last changed: nanoseconds since 1970, as the file system tells it.
    pub(super) modified: u64,
    /// Its place in the order of writing: what it links to comes before it.
    pub(super) place: u64,
    /// The SHA-256 of its bytes; all naught where nobody has asked for it.
    pub(super) sha256: Sha256Digest,
    /// The encodings in which it was to have a twin, by their bits; whether it has one hangs on its bytes.
    pub(super) twins: u8,
}

/// In place of encodings: that the file is itself a twin.
pub(super) const IS_TWIN: u8 = 0x80;

impl Entry {
    /// The entry of a file whose bytes have this `hash`, and which is on the disk as `metadata` says.
    pub(super) fn new(made_from: Option<&Ingredients>, hash: u64, metadata: &Metadata) -> Entry {
        let (length, modified) = (metadata.len(), modified(metadata));
        let (sha256, traces) = (Sha256Digest::default(), Traces::default());
        Entry { fingerprint: 0, traces, hash, length, modified, place: 0, sha256, twins: 0 }.made_from(made_from)
    }

    /// The same file, made from something else.
    pub(super) fn made_from(self, made_from: Option<&Ingredients>) -> Entry {
        match made_from {
            Some(made_from) => Entry { fingerprint: made_from.print().0, traces: made_from.traces(), ..self },
            None => Entry { fingerprint: 0, ..self },
        }
    }

    /// Whether the file at `path` of the `output` is the one we wrote, by what the disk says of it.
    pub(super) fn is_at(&self, output: &Folder, path: &str) -> bool {
        self.modified_at(output, path) == Some(self.modified)
    }

    /// When the file at `path` was last changed, if it has the length of this entry's.
    fn modified_at(&self, output: &Folder, path: &str) -> Option<u64> {
        output.itself(path).filter(|stamp| stamp.len == self.length).map(|stamp| stamp.modified)
    }

    /// What the file at `path` of the `output` says about this entry.
    pub(super) fn compare(&self, output: &Folder, path: &str) -> Standing {
        let Some(modified) = self.modified_at(output, path) else { return Standing::Changed };
        if modified == self.modified {
            return Standing::Same;
        }
        match hash_of_file(&output.join(path)) {
            Ok(hash) if hash == self.hash => Standing::Touched(modified),
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

/// The hash of the bytes of the file at `location`, which is read piece by piece.
pub(super) fn hash_of_file(location: &Path) -> io::Result<u64> {
    rapidhash_v3_file(File::open(location)?)
}

fn modified(metadata: &Metadata) -> u64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

/// The number by which a path is found; what the marker keeps of it.
pub(super) fn key(path: &str) -> u64 {
    hash(path.as_bytes())
}
