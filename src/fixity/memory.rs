//! A file → its facts: from its stamp where they are known, or else by reading it.

use std::io::{self, Read};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::FileFormat;
use super::file_format::{HEAD, format};
use crate::fingerprint::PROGRAM;
use crate::source::{SitePath, SourceFile};
use crate::stamps::ByStamp;
use crate::store::{Key, Store};

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its bytes.
    pub size: u64,
    /// What kind of file it is, by what it begins with.
    pub format: FileFormat,
    /// Its SHA-256 in lower-case hexadecimal digits, where some record states one.
    pub sha256: Option<String>,
}

/// What was learnt of files in earlier builds.
#[derive(Debug, Default)]
pub struct Memory {
    store: Arc<Store>,
    known: ByStamp<Facts>,
}

/// How much of a file is in memory at a time.
const PIECE: usize = 64 << 10;

impl Memory {
    /// The memory in `store`; nothing is remembered where stamps are not to be trusted.
    pub fn open(store: Arc<Store>, trusts_stamps: bool) -> Memory {
        let known = if trusts_stamps { ByStamp::open(&store, table()) } else { ByStamp::default() };
        Memory { store, known }
    }

    /// What is known of `file`, with its SHA-256 if that `is_hashed`.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn look(&self, file: &SourceFile, is_hashed: bool) -> io::Result<Facts> {
        if let Some(facts) = self.known.get(file).filter(|facts| facts.sha256.is_some() || !is_hashed) {
            return Ok(facts);
        }
        let facts = read(file, is_hashed)?;
        self.known.keep(file, facts.clone());
        Ok(facts)
    }

    /// Forgets what was known of the file at `path`, whatever its stamp will be.
    pub fn forget(&self, path: &SitePath) {
        self.known.forget(path);
    }

    /// Keeps what is known of the files for which `is_live`.
    pub fn save(&self, is_live: impl Fn(&SitePath) -> bool) {
        self.known.save(&self.store, table(), is_live);
    }
}

/// Reads `file` piece by piece: a crawl may be larger than the memory.
fn read(file: &SourceFile, is_hashed: bool) -> io::Result<Facts> {
    let mut reader = file.open()?;
    let mut head = Vec::with_capacity(HEAD);
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    let format = format(&head, file.path.file_name());
    if let (Some(stamp), false) = (file.stamp, is_hashed) {
        return Ok(Facts { size: stamp.len, format, sha256: None });
    }
    let mut hasher = Sha256::new();
    hasher.update(&head);
    let mut size = head.len() as u64;
    let mut piece = vec![0; PIECE];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => {
                hasher.update(&piece[..length]);
                size += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Facts { size, format, sha256: is_hashed.then(|| format!("{:x}", hasher.finalize())) })
}

/// Where the facts lie. Another version of the program may tell formats in another way.
fn table() -> Key {
    Key::of("what is known of evidence", &[PROGRAM.as_bytes()])
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A file on the disk whose stamp is settled, or not.
    fn file(root: &std::path::Path, name: &str, text: &str, is_settled: bool) -> SourceFile {
        fs::write(root.join(name), text).expect("it can be written");
        let mut file = SourceFile::on_disk(SitePath::new(name).expect("sound"), root.into());
        file.look_up(if is_settled { u64::MAX } else { 0 });
        file
    }

    const LETTER: &str = "5f9f00f8c446e4bf63fcd2636fb71477c8e3766a0675f03e0912852078eb443e";

    #[test]
    fn a_file_is_read_again_only_if_its_stamp_has_changed() {
        let (root, state) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let settled = file(root.path(), "a.txt", "letter\n", true);
        let memory = Memory::open(Arc::new(Store::open(state.path())), true);
        let facts = memory.look(&settled, true).expect("it can be read");
        assert_eq!((facts.size, facts.sha256.as_deref()), (7, Some(LETTER)));
        memory.save(|_| true);
        fs::remove_file(root.path().join("a.txt")).expect("it goes");
        let later = Memory::open(Arc::new(Store::open(state.path())), true);
        assert_eq!(later.look(&settled, true).expect("nothing is read"), facts);
        // Who does not trust stamps reads the file, and it is gone.
        assert!(Memory::open(Arc::new(Store::open(state.path())), false).look(&settled, true).is_err());
        later.forget(&settled.path);
        assert!(later.look(&settled, true).is_err());
    }

    #[test]
    fn what_no_stamp_vouches_for_is_read_each_time() {
        let root = tempfile::tempdir().expect("a folder");
        let memory = Memory::default();
        let one = file(root.path(), "a.txt", "letter\n", false);
        assert_eq!(memory.look(&one, true).expect("read").sha256.as_deref(), Some(LETTER));
        let other = file(root.path(), "a.txt", "lettre\n", false);
        assert_ne!(memory.look(&other, true).expect("read").sha256.as_deref(), Some(LETTER));
    }

    #[test]
    fn a_hash_that_is_wanted_later_is_taken_later() {
        let root = tempfile::tempdir().expect("a folder");
        let large = "letter ".repeat(30_000);
        let memory = Memory::default();
        let settled = file(root.path(), "a.txt", &large, true);
        assert_eq!(memory.look(&settled, false).expect("read").sha256, None);
        let facts = memory.look(&settled, true).expect("read");
        assert_eq!(facts.sha256, Some(format!("{:x}", Sha256::digest(&large))));
        assert_eq!((facts.size, memory.look(&settled, false).expect("known")), (210_000, facts));
    }
}
