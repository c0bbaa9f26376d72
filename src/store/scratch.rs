//! Bytes that one build puts aside for itself, since they may be too many for memory: written once, read again and again.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A file without a name, which goes when nobody uses it any more. May be used from all threads.
#[derive(Debug)]
pub struct Scratch(Mutex<File>);

impl Scratch {
    /// A new file, made at `location` and hidden at once, so that it goes with the process however that ends.
    pub(super) fn create(location: &Path) -> io::Result<Scratch> {
        // No link in its place is followed.
        let _ = fs::remove_file(location);
        let file = File::options().read(true).write(true).create_new(true).open(location)?;
        // Where it cannot be hidden it is swept away some day, with what nobody claims.
        let _ = fs::remove_file(location);
        Ok(Scratch(Mutex::new(file)))
    }

    /// Puts `bytes` behind what is there, and tells where they begin.
    ///
    /// # Errors
    /// What the operating system says: the disk may be full.
    pub fn append(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let offset = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(offset)
    }

    /// The `length` bytes from `offset` on.
    ///
    /// # Errors
    /// What the operating system says, and where there are not so many.
    pub fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_aside_is_read_again_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let scratch = Scratch::create(&folder.path().join("aside")).expect("it can be made");
        let places = [&b"one"[..], b"", b"three"].map(|bytes| scratch.append(bytes).expect("there is room"));
        assert_eq!(places, [0, 3, 3]);
        assert_eq!(scratch.read(places[2], 5).expect("it is there"), b"three");
        assert_eq!(scratch.read(places[0], 3).expect("it is there"), b"one");
        assert!(scratch.read(4, 5).is_err());
        drop(scratch);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }
}
