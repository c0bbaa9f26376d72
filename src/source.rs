//! Files of a site as values: a path inside the root, and the bytes behind it.
//!
//! Invariant: this is the only module that reads the bytes of a site's files; `discover` only lists them.

use std::borrow::Borrow;
use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use bytes::Bytes;
use rayon::prelude::*;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod folder;

pub use folder::Folder;

/// A path inside the site's root, with `/` between its parts; never absolute, never with `.` or `..`.
///
/// Ordered by its bytes, so that a sorted list of files is the same on every machine.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Makes a path of `text`, or nothing where it would leave the root or has an empty part.
    ///
    /// ```
    /// use reportage::source::SitePath;
    /// assert!(SitePath::new("content/articles/a.md").is_some());
    /// assert!(SitePath::new("../secret").is_none());
    /// assert!(SitePath::new("/etc/passwd").is_none());
    /// ```
    pub fn new(text: &str) -> Option<SitePath> {
        let bytes = text.as_bytes();
        let sound = !bytes.iter().any(|byte| matches!(byte, b'\\' | b'\0'))
            && bytes.split(|byte| *byte == b'/').all(|part| !matches!(part, b"" | b"." | b".."));
        sound.then(|| SitePath(text.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The file name without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// The last extension, without its dot; empty where there is none.
    pub fn extension(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Resolves `relative` against this file's folder, as a link in the file would be:
    /// `.` and `..` are followed, and nothing may leave the root.
    ///
    /// ```
    /// use reportage::source::SitePath;
    /// let file = SitePath::new("content/articles/2018/a.md").unwrap();
    /// assert_eq!(file.join("../2019/b.md").unwrap().as_str(), "content/articles/2019/b.md");
    /// assert!(file.join("../../../../b.md").is_none());
    /// ```
    pub fn join(&self, relative: &str) -> Option<SitePath> {
        if relative.starts_with('/') {
            return None;
        }
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        SitePath::new(&parts.join("/"))
    }

    /// The rest of the path below `folder`, or nothing where the file lies elsewhere.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl Serialize for SitePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SitePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SitePath, D::Error> {
        let text = String::deserialize(deserializer)?;
        SitePath::new(&text).ok_or_else(|| D::Error::custom("not a path inside the root"))
    }
}

impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Bytes `start..end` of a file as it lies on the disk, front matter and byte-order mark included.
pub type Span = Range<usize>;

/// One file of the site: where it is, and how to get its bytes.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path below the site's root.
    pub path: SitePath,
    /// What the disk says of the file; nothing where it does not lie on one, or was changed so short a time ago that it
    /// may change again without its showing there.
    pub stamp: Option<Stamp>,
    content: Content,
}

/// What the disk says of a file without its being read: while it is the same, so are the bytes, if the file was not
/// changed within a tick of the disk's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// The length, in bytes.
    pub len: u64,
    /// When the bytes were last changed: nanoseconds since 1970.
    pub modified: u64,
    /// When the file was last changed in any way, where the system tells: nanoseconds since 1970.
    pub changed: u64,
}

/// A disk's clock ticks at least this often, in nanoseconds: a file that was changed no longer ago may change again
/// without its stamp's showing it.
const TICK: u64 = 20_000_000;

/// The same for disks that count whole seconds.
const COARSE_TICK: u64 = 2_000_000_000;

impl Stamp {
    /// Whether every later change must show in the stamp, as seen at `now`: nanoseconds since 1970 by the disk's clock.
    pub fn is_settled(&self, now: u64) -> bool {
        let tick = if self.modified.is_multiple_of(1_000_000_000) { COARSE_TICK } else { TICK };
        self.modified.max(self.changed).saturating_add(tick) <= now
    }

    /// Reads the stamp off a file's metadata.
    pub fn of(metadata: &Metadata) -> Stamp {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = since.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or(0);
        Stamp { len: metadata.len(), modified, changed: changed(metadata) }
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
    u64::try_from(nanoseconds).unwrap_or(0)
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> u64 {
    0
}

#[derive(Clone, Debug)]
enum Content {
    Held(Bytes),
    /// The root that the path is below.
    OnDisk(Arc<Path>),
}

impl SourceFile {
    /// A file whose bytes are given.
    pub fn held(path: SitePath, bytes: impl Into<Arc<[u8]>>) -> SourceFile {
        SourceFile { path, stamp: None, content: Content::Held(Bytes::from_owner(bytes.into())) }
    }

    /// A file below `root`, to be read when its bytes are asked for; what the disk says of it is not known yet.
    pub fn on_disk(path: SitePath, root: Arc<Path>) -> SourceFile {
        SourceFile { path, stamp: None, content: Content::OnDisk(root) }
    }

    /// The same as `look_up`, in the `root` that it lies in.
    pub fn look_up_in(&mut self, root: &Folder, now: u64) {
        self.stamp = root.followed(&self.path.0).filter(|stamp| stamp.is_settled(now));
    }

    /// Asks the disk what it says of the file; nothing where it does not lie on one, is gone, or its stamp is not settled
    /// at `now`: nanoseconds since 1970 by the disk's clock.
    pub fn look_up(&mut self, now: u64) {
        let metadata = self.location().and_then(|location| std::fs::metadata(location).ok());
        self.stamp = metadata.map(|metadata| Stamp::of(&metadata)).filter(|stamp| stamp.is_settled(now));
    }

    /// Reads the whole file.
    ///
    /// # Errors
    /// What the operating system says, where the file lies on the disk.
    pub fn read(&self) -> io::Result<Bytes> {
        self.read_up_to(u64::MAX)
    }

    /// Reads the whole file, unless it has more than `most` bytes.
    ///
    /// # Errors
    /// What the operating system says, where the file lies on the disk.
    pub fn read_at_most(&self, most: u64) -> io::Result<Option<Bytes>> {
        if self.stamp.is_some_and(|stamp| stamp.len > most) {
            return Ok(None);
        }
        // It may have grown since its length was looked at.
        let bytes = self.read_up_to(most.saturating_add(1))?;
        Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= most))
    }

    /// Opens the file, to be read piece by piece.
    ///
    /// # Errors
    /// What the operating system says, where the file lies on the disk.
    pub fn open(&self) -> io::Result<Box<dyn Read>> {
        Ok(match &self.content {
            Content::Held(bytes) => Box::new(io::Cursor::new(bytes.clone())),
            Content::OnDisk(root) => Box::new(File::open(root.join(&*self.path.0))?),
        })
    }

    fn read_up_to(&self, length: u64) -> io::Result<Bytes> {
        match &self.content {
            Content::Held(bytes) => Ok(bytes.clone()),
            Content::OnDisk(root) => {
                // The length is mostly known, and need not be asked for again.
                let known = self.stamp.map_or(0, |stamp| usize::try_from(stamp.len).unwrap_or(0));
                let mut bytes = Vec::with_capacity(known + 1);
                File::open(root.join(&*self.path.0))?.take(length).read_to_end(&mut bytes)?;
                Ok(Bytes::from(bytes))
            }
        }
    }

    /// Where the file lies, if it lies on the disk.
    pub fn location(&self) -> Option<PathBuf> {
        match &self.content {
            Content::Held(_) => None,
            Content::OnDisk(root) => Some(root.join(&*self.path.0)),
        }
    }
}

/// All files of a site, sorted by path and each once; a clone is a pointer.
#[derive(Clone, Debug, Default)]
pub struct Files(Arc<Vec<SourceFile>>);

impl Files {
    /// Sorts `files`; of two with one path the first stays.
    pub fn new(mut files: Vec<SourceFile>) -> Files {
        files.par_sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|b, a| a.path == b.path);
        Files(Arc::new(files))
    }

    /// Every file, sorted by path.
    pub fn iter(&self) -> std::slice::Iter<'_, SourceFile> {
        self.0.iter()
    }

    /// The same files, those at `paths` below `root` as the disk has them now: new, changed or gone. Their stamps need
    /// not be settled: whoever names them knows that they changed.
    #[must_use]
    pub fn looked_up(&self, paths: &[SitePath], root: &Path) -> Files {
        let root: Arc<Path> = root.into();
        let now = |path: &SitePath| {
            let mut file = SourceFile::on_disk(path.clone(), root.clone());
            file.look_up(u64::MAX);
            file.stamp.is_some().then_some(file)
        };
        let kept = self.iter().filter(|file| !paths.contains(&file.path)).cloned();
        Files::new(kept.chain(paths.iter().filter_map(now)).collect())
    }

    /// The files below `folder`, sorted by path.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        let from = self.0.partition_point(|file| file.path.as_str() < folder);
        self.0[from..]
            .iter()
            .take_while(move |file| file.path.as_str().starts_with(folder))
            .filter(move |file| file.path.below(folder).is_some())
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        let at = self.0.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some(&self.0[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_the_root() {
        for (text, sound) in [
            ("a.md", true),
            ("content/a b/ü.md", true),
            ("", false),
            ("/a", false),
            ("a//b", false),
            ("a/../b", false),
            ("./a", false),
            ("a\\b", false),
        ] {
            assert_eq!(SitePath::new(text).is_some(), sound, "{text:?}");
        }
    }

    #[test]
    fn files_below_a_folder_do_not_include_its_namesakes() {
        let files = ["a-b/x", "a/x", "a/y/z", "a.md", "b/x"]
            .map(|path| SourceFile::held(SitePath::new(path).expect("sound"), *b""));
        let files = Files::new(files.to_vec());
        let below: Vec<_> = files.below("a").map(|file| file.path.as_str()).collect();
        assert_eq!(below, ["a/x", "a/y/z"]);
        assert!(files.get("a.md").is_some());
    }
}
