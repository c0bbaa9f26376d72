//! The folder in which a build collects its files before any of them takes its place in the site.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rapidhash::RapidHashSet;

/// A folder of files to be; removed with all of them when dropped, unless it was released.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    folders: Folders,
    released: bool,
}

impl Staging {
    /// A staging in `folder`, which is made when the first file comes and must not be there yet.
    pub(super) fn new(folder: PathBuf) -> Staging {
        Staging { folder: folder.clone(), folders: Folders::new(folder), released: false }
    }

    /// Where it lies.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes the folder itself, for those who must know whether it can be made.
    pub(super) fn make(&self) -> io::Result<()> {
        self.folders.ensure("")
    }

    /// Writes a new file at `path` below the folder; from any thread. Nothing is synced to the disk: a file whose build
    /// was cut off by a power failure is found by its length and time, and made again.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> io::Result<Metadata> {
        let mut file = File::create_new(self.place(path)?)?;
        file.write_all(bytes)?;
        file.metadata()
    }

    /// Where the file `path` is to lie, its folder made; from any thread.
    pub(super) fn place(&self, path: &str) -> io::Result<PathBuf> {
        self.folders.ensure(path.rsplit_once('/').map_or("", |(folder, _)| folder))?;
        Ok(self.folder.join(path))
    }

    /// Leaves the folder to the caller.
    pub(super) fn release(mut self) {
        self.released = true;
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.released {
            // What cannot be removed now is removed by the next build.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Makes folders below one base, each once, for many threads.
#[derive(Debug)]
pub(super) struct Folders {
    base: PathBuf,
    made: Mutex<RapidHashSet<Box<str>>>,
}

impl Folders {
    /// Folders below `base`.
    pub(super) fn new(base: PathBuf) -> Folders {
        Folders { base, made: Mutex::default() }
    }

    /// Sees to it that `folder` is there, with those above it up to the base, which is the folder "".
    pub(super) fn ensure(&self, folder: &str) -> io::Result<()> {
        if self.made().contains(folder) {
            return Ok(());
        }
        match fs::create_dir(self.base.join(folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !folder.is_empty() => {
                self.ensure(folder.rsplit_once('/').map_or("", |(above, _)| above))?;
                return self.ensure(folder);
            }
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        self.made().insert(folder.into());
        Ok(())
    }

    fn made(&self) -> std::sync::MutexGuard<'_, RapidHashSet<Box<str>>> {
        self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
