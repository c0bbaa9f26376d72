//! What the disk says of files in a folder, asked from the folder on: the way to it is not gone again for each of them.

use std::path::{Path, PathBuf};

use super::Stamp;

/// A folder of which many files are asked for.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Nothing where it is not there, or the system has no such thing: then paths are looked up in full.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    handle: Option<std::os::fd::OwnedFd>,
}

impl Folder {
    /// The folder at `path`, whether it is there or not.
    pub fn new(path: &Path) -> Folder {
        Folder {
            path: path.to_path_buf(),
            #[cfg(any(target_os = "linux", target_os = "macos"))]
            handle: std::fs::File::open(path).ok().map(Into::into),
        }
    }

    /// Where `relative` lies.
    pub fn join(&self, relative: &str) -> PathBuf {
        self.path.join(relative)
    }

    /// What the disk says of the file at `relative`, behind links if it is one; nothing where there is no file.
    pub fn followed(&self, relative: &str) -> Option<Stamp> {
        self.stamp(relative, true)
    }

    /// What the disk says of the file at `relative`; nothing where there is none, or something else.
    pub fn itself(&self, relative: &str) -> Option<Stamp> {
        self.stamp(relative, false)
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn stamp(&self, relative: &str, follows: bool) -> Option<Stamp> {
        use rustix::fs::{AtFlags, FileType, statat};
        let Some(handle) = &self.handle else { return self.stamp_by_path(relative, follows) };
        let flags = if follows { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
        let found = statat(handle, relative, flags).ok()?;
        let nanoseconds = |seconds: i64, rest: i64| {
            let since = i128::from(seconds) * 1_000_000_000 + i128::from(rest);
            u64::try_from(since).unwrap_or(0)
        };
        (FileType::from_raw_mode(found.st_mode) == FileType::RegularFile).then(|| Stamp {
            len: u64::try_from(found.st_size).unwrap_or(0),
            modified: nanoseconds(found.st_mtime as i64, found.st_mtime_nsec as i64),
            changed: nanoseconds(found.st_ctime as i64, found.st_ctime_nsec as i64),
        })
    }

    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    fn stamp(&self, relative: &str, follows: bool) -> Option<Stamp> {
        self.stamp_by_path(relative, follows)
    }

    fn stamp_by_path(&self, relative: &str, follows: bool) -> Option<Stamp> {
        let location = self.join(relative);
        let metadata = if follows { std::fs::metadata(location) } else { std::fs::symlink_metadata(location) };
        metadata.ok().filter(std::fs::Metadata::is_file).map(|metadata| Stamp::of(&metadata))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn it_says_what_a_look_from_the_root_says() {
        let place = tempfile::tempdir().unwrap();
        std::fs::create_dir(place.path().join("a")).unwrap();
        std::fs::write(place.path().join("a/ü.md"), "text").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("ü.md", place.path().join("a/link.md")).unwrap();
        let folder = Folder::new(place.path());
        for relative in ["a/ü.md", "a/link.md", "a", "a/none.md", "none/a.md"] {
            let (followed, itself) = (folder.followed(relative), folder.itself(relative));
            assert_eq!(followed, folder.stamp_by_path(relative, true), "{relative}");
            assert_eq!(itself, folder.stamp_by_path(relative, false), "{relative}");
            assert_eq!(followed.is_some(), place.path().join(relative).is_file(), "{relative}");
        }
        assert_eq!(folder.itself("a/ü.md").unwrap().len, 4);
        assert_eq!(Folder::new(&place.path().join("none")).followed("a.md"), None);
    }
}
