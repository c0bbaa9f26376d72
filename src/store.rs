//! Key → bytes that were costly to make, kept between builds: pictures, cards, whatever is drawn.
//!
//! A key is the hash of everything that the bytes are made from, so that an entry is never stale; it is right for every
//! output folder, every checkout and every machine.
//!
//! Invariant: the store is never needed. An entry that is damaged or gone is made again, what cannot be written is not
//! kept, and every build makes the same bytes with the store and without. It does not know what its entries are.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rapidhash::RapidHashSet;

mod scratch;

pub use scratch::Scratch;

/// The hash of all that an entry is made from (BLAKE3).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of an entry of `kind` that is made from `parts`, each of which is kept apart from the next.
    ///
    /// Whatever can change the bytes belongs among them: the source, how it is drawn, and the version of what draws it.
    ///
    /// ```
    /// use reportage::store::Key;
    /// assert_ne!(Key::of("card", &[b"ab", b"c"]), Key::of("card", &[b"a", b"bc"]));
    /// ```
    pub fn of(kind: &str, parts: &[&[u8]]) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in std::iter::once(&kind.as_bytes()).chain(parts) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Key(*hasher.finalize().as_bytes())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Entries on the disk, or none at all; may be used from all threads, and by several processes at once.
#[derive(Debug, Default)]
pub struct Store {
    folder: Option<PathBuf>,
    is_read_only: bool,
    claimed: Mutex<RapidHashSet<Key>>,
    /// How many files this process has begun.
    begun: AtomicUsize,
}

/// The folder below that of the caches.
const FOLDER: &str = "store";

/// Bytes of the hash before an entry.
const HASH: usize = 32;

/// Entries that no site claims may take so many bytes more than those that one does.
const SLACK: u64 = 64 << 20;

impl Store {
    /// A store that has nothing and keeps nothing.
    pub fn none() -> Store {
        Store::default()
    }

    /// The store below `state`, the folder of the caches; nothing is made there before there is something to keep.
    pub fn open(state: &Path) -> Store {
        let folder = state.join(FOLDER);
        // A site from elsewhere could bring a link by which the store would write, and delete, in any folder.
        let is_foreign = state.is_symlink() || folder.is_symlink();
        Store { folder: Some(folder).filter(|_| !is_foreign), ..Store::default() }
    }

    /// The same, for those who may look and not write.
    #[must_use]
    pub fn read_only(self) -> Store {
        Store { is_read_only: true, ..self }
    }

    /// The bytes that were put under `key`, if they are still what they were.
    pub fn get(&self, key: Key) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.location(key)?).ok()?;
        let is_whole = bytes.split_first_chunk::<HASH>().is_some_and(|(hash, rest)| blake3::hash(rest) == *hash);
        is_whole.then(|| {
            bytes.drain(..HASH);
            bytes
        })
    }

    /// Whether there is something under `key`; it may be damaged.
    pub fn has(&self, key: Key) -> bool {
        self.location(key).is_some_and(|location| location.is_file())
    }

    /// Keeps `bytes` under `key`, in place of what is there; false where they cannot be kept.
    pub fn put(&self, key: Key, bytes: &[u8]) -> bool {
        let Some(location) = self.location(key).filter(|_| !self.is_read_only) else { return false };
        self.write(&location, bytes).is_ok()
    }

    /// Says that the site which is built needs what is, or will be, under `key`.
    pub fn claim(&self, key: Key) {
        self.claimed().insert(key);
    }

    /// Deletes what nobody has claimed, if that takes more room than what somebody has. To be called when the site is
    /// written and everything in it has been claimed. Where this process has put nothing in, there is no more than before.
    pub fn sweep(&self) {
        let has_grown = self.begun.load(Ordering::Relaxed) > 0;
        let Some(folder) = self.folder.as_ref().filter(|_| !self.is_read_only && has_grown) else { return };
        let claimed = self.claimed();
        let claimed: RapidHashSet<PathBuf> = claimed.iter().filter_map(|key| self.location(*key)).collect();
        let (mut needed, mut others) = (0, Vec::new());
        for shelf in names(folder) {
            for entry in names(&shelf) {
                let length = entry.metadata().map_or(0, |metadata| metadata.len());
                if claimed.contains(&entry) {
                    needed += length;
                } else {
                    others.push((entry, length));
                }
            }
        }
        if others.iter().map(|(_, length)| length).sum::<u64>() > needed + SLACK {
            for (entry, _) in others {
                // One that stays is in nobody's way.
                let _ = fs::remove_file(entry);
            }
        }
    }

    /// A place beside the entries for what one build puts aside; nothing where it may not write, or cannot.
    pub fn scratch(&self) -> Option<Scratch> {
        let shelf = self.folder.as_ref().filter(|_| !self.is_read_only)?.join("aside");
        if !shelf.is_dir() {
            self.make(&shelf).ok()?;
        }
        let number = self.begun.fetch_add(1, Ordering::Relaxed);
        let location = shelf.join(format!("{}-{number}", std::process::id()));
        Scratch::create(&location).ok().filter(|_| !shelf.is_symlink())
    }

    fn claimed(&self) -> MutexGuard<'_, RapidHashSet<Key>> {
        self.claimed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `store/3f/3fa9…`: folders of hundreds of thousands of files are slow on some disks.
    fn location(&self, key: Key) -> Option<PathBuf> {
        let name = key.to_string();
        Some(self.folder.as_ref()?.join(&name[..2]).join(name))
    }

    /// Writes beside and moves into place, so that nobody ever reads half an entry.
    fn write(&self, location: &Path, bytes: &[u8]) -> io::Result<()> {
        let shelf = location.parent().unwrap_or(location);
        if !shelf.is_dir() {
            self.make(shelf)?;
        }
        if shelf.is_symlink() {
            return Err(io::Error::other("it is a symbolic link"));
        }
        let number = self.begun.fetch_add(1, Ordering::Relaxed);
        let beside = shelf.join(format!("{}-{number}.new", std::process::id()));
        // No link in its place is followed.
        let _ = fs::remove_file(&beside);
        let written = File::create_new(&beside).and_then(|mut file| {
            file.write_all(blake3::hash(bytes).as_bytes())?;
            file.write_all(bytes)
        });
        let written = written.and_then(|()| fs::rename(&beside, location));
        if written.is_err() {
            // A disk that is full is not to stay so for half a file.
            let _ = fs::remove_file(&beside);
        }
        written
    }

    fn make(&self, shelf: &Path) -> io::Result<()> {
        fs::create_dir_all(shelf)?;
        // A preview may be the first to write below the site's folder.
        let ignored = self.folder.as_ref().map(|folder| folder.join(".gitignore"));
        let ignored = ignored.map_or(Ok(()), |ignored| File::create_new(ignored)?.write_all(b"*\n"));
        ignored.or_else(|error| if error.kind() == io::ErrorKind::AlreadyExists { Ok(()) } else { Err(error) })
    }
}

/// What lies in a folder, links and what cannot be listed left out.
fn names(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_link = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_symlink());
    entries.filter(|entry| !is_link(entry)).map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> Key {
        Key::of("test", &[word.as_bytes()])
    }

    #[test]
    fn what_was_put_is_there_for_the_next_process() {
        let state = tempfile::tempdir().expect("a folder");
        let store = Store::open(state.path());
        assert!(!state.path().join("store").exists(), "nothing is made before it is needed");
        assert!(store.put(key("a"), b"one") && store.put(key("b"), b"") && store.put(key("a"), b"two"));
        let later = Store::open(state.path()).read_only();
        assert_eq!(
            (later.get(key("a")).as_deref(), later.get(key("b")).as_deref()),
            (Some(&b"two"[..]), Some(&b""[..]))
        );
        assert_eq!((later.get(key("c")), later.has(key("c")), later.has(key("a"))), (None, false, true));
        assert!(!later.put(key("c"), b"three") && later.get(key("c")).is_none());
        assert!(!Store::none().put(key("a"), b"one") && Store::none().get(key("a")).is_none());
    }

    #[test]
    fn a_damaged_entry_is_none() {
        let state = tempfile::tempdir().expect("a folder");
        let store = Store::open(state.path());
        store.put(key("a"), b"some bytes");
        let location = store.location(key("a")).expect("a store on the disk");
        let sound = fs::read(&location).expect("it is there");
        for at in 0..sound.len() {
            let mut flipped = sound.clone();
            flipped[at] ^= 1;
            for damaged in [&flipped, &sound[..at]] {
                fs::write(&location, damaged).expect("it can be damaged");
                assert_eq!(store.get(key("a")), None, "at {at}");
            }
        }
        assert!(store.put(key("a"), b"some bytes"));
        assert_eq!(store.get(key("a")).as_deref(), Some(&b"some bytes"[..]));
    }

    #[test]
    fn what_nobody_claims_goes_when_it_is_most() {
        let state = tempfile::tempdir().expect("a folder");
        // With the hash before each, two are just what may stay.
        let large = vec![0; usize::try_from(SLACK / 2).expect("it fits") - HASH];
        let store = Store::open(state.path());
        for word in ["a", "b"] {
            store.put(key(word), &large);
        }
        store.put(key("c"), b"small");
        store.claim(key("c"));
        for (word, there) in [("b", true), ("d", false)] {
            if word == "d" {
                store.put(key("d"), b"one more");
            }
            store.sweep();
            assert_eq!((store.has(key(word)), store.has(key("c"))), (there, true), "{word}");
        }
        assert!(!store.has(key("a")));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        let (state, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        std::os::unix::fs::symlink(elsewhere.path(), state.path().join("store")).expect("a link");
        assert!(!Store::open(state.path()).put(key("a"), b"one"));
        fs::remove_file(state.path().join("store")).expect("it goes");
        let store = Store::open(state.path());
        store.put(key("b"), b"one");
        let shelf = store.location(key("a")).expect("a place").parent().expect("a shelf").to_path_buf();
        std::os::unix::fs::symlink(elsewhere.path(), &shelf).expect("a link");
        assert!(!store.put(key("a"), b"one"));
        assert_eq!(names(elsewhere.path()).len(), 0);
    }
}
