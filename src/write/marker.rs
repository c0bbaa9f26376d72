//! The marker: the file in a site's output folder that says which files there are ours.
//!
//! It holds a hash of each path and nothing else, so it is small (8 bytes a file), tells nobody what is on the site,
//! and is the same for two builds of one tree. It lies in the output folder, not beside the caches, since it must
//! survive whatever happens to them: with it the folder can be moved, copied or restored by itself.

use std::fs;
use std::io;
use std::path::Path;

use super::entry::{hash, key};

/// The marker's name.
pub const MARKER: &str = ".reportage-site";

/// The first bytes of a marker: for people, and for telling versions apart.
const HEADING: &[u8] = b"reportage-site 1\nReportage made this folder; a build replaces and deletes what it wrote here, and nothing else.\n";

/// Bytes of a hash.
const WORD: usize = size_of::<u64>();

/// Which paths of an output folder are ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Owned(Vec<u64>);

impl Owned {
    /// Owns the paths of these keys, sorted.
    pub(super) fn of_keys(keys: Vec<u64>) -> Owned {
        Owned(keys)
    }

    /// How many paths there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    fn of(mut keys: Vec<u64>) -> Owned {
        keys.sort_unstable();
        keys.dedup();
        Owned(keys)
    }

    /// Owns what either does.
    pub(super) fn union(&self, other: &Owned) -> Owned {
        Owned::of([&*self.0, &*other.0].concat())
    }

    /// Whether `path` is ours; the marker always is.
    pub(super) fn contains(&self, path: &str) -> bool {
        path == MARKER || self.0.binary_search(&key(path)).is_ok()
    }

    /// A number that tells one set from another.
    pub(super) fn checksum(&self) -> u64 {
        checksum(&self.to_bytes())
    }

    /// Reads the marker of `folder`; nothing where there is none, it is damaged, or of another version.
    pub(super) fn read(folder: &Path) -> Option<Owned> {
        let location = folder.join(MARKER);
        if location.is_symlink() {
            return None;
        }
        Owned::parse(&fs::read(location).ok()?)
    }

    /// Writes the marker of `folder`: beside its place, at `temporary`, and then into it.
    pub(super) fn write(&self, folder: &Path, temporary: &Path) -> io::Result<()> {
        fs::write(temporary, self.to_bytes())?;
        fs::rename(temporary, folder.join(MARKER))
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = HEADING.to_vec();
        bytes.extend(self.0.iter().flat_map(|key| key.to_le_bytes()));
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }

    fn parse(bytes: &[u8]) -> Option<Owned> {
        let (content, sum) = bytes.split_last_chunk::<WORD>()?;
        if checksum(content) != u64::from_le_bytes(*sum) {
            return None;
        }
        let (keys, rest) = content.strip_prefix(HEADING)?.as_chunks::<WORD>();
        rest.is_empty().then(|| Owned::of(keys.iter().copied().map(u64::from_le_bytes).collect()))
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    hash(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned<'a>(paths: impl IntoIterator<Item = &'a str>) -> Owned {
        Owned::of(paths.into_iter().map(key).collect())
    }

    #[test]
    fn a_marker_is_read_as_it_was_written() {
        for paths in [&[][..], &["index.html"], &["b", "a/b/c.html", "a"]] {
            let owned = owned(paths.iter().copied());
            assert_eq!(Owned::parse(&owned.to_bytes()), Some(owned.clone()));
            assert!(paths.iter().all(|path| owned.contains(path)));
            assert!(!owned.contains("other") && owned.contains(MARKER));
        }
    }

    #[test]
    fn the_order_of_paths_does_not_matter() {
        assert_eq!(owned(["a", "b", "a"]).to_bytes(), owned(["b", "a"]).to_bytes());
    }

    #[test]
    fn a_damaged_marker_is_none() {
        let sound = owned(["index.html", "a.html"]).to_bytes();
        for at in 0..sound.len() {
            let mut flipped = sound.clone();
            flipped[at] ^= 0x10;
            assert_eq!(Owned::parse(&flipped), None, "bit flipped at {at}");
            assert_eq!(Owned::parse(&sound[..at]), None, "cut at {at}");
        }
    }
}
