//! One build of a site at a time, and the folder for what builds remember.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::WriteError;
use crate::source::Stamp;

/// The folder under the site's root for what can always be made again: the lock, ledgers, caches.
pub const STATE_FOLDER: &str = ".reportage";

/// The right to write the site of one root; held until dropped, and given up by the operating system if the process
/// dies.
///
/// Where the root itself cannot be written (a site mounted read-only, built to elsewhere) there is neither a lock nor
/// memory of the last build: such builds are not kept apart, and each is a full one.
#[derive(Debug)]
pub struct Lock {
    root: PathBuf,
    held: Option<File>,
}

impl Lock {
    /// Takes the lock of the site in `root`, which makes `.reportage/` there, with a `.gitignore`.
    ///
    /// # Errors
    /// `locked`, with the process that holds it; `write-failed`.
    pub fn acquire(root: &Path) -> Result<Lock, WriteError> {
        let root = root.canonicalize().map_err(WriteError::failed("found", root))?;
        let state = root.join(STATE_FOLDER);
        let location = state.join("lock");
        let file = make_state_folder(&state).and_then(|()| open(&location));
        let mut file = match file {
            Ok(file) => file,
            Err(error) if cannot_write(&error) => return Ok(Lock { root, held: None }),
            Err(error) => return Err(WriteError::failed("written", &location)(error)),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(WriteError::Locked(holder(&mut file))),
            // Some network file systems have no locks; a site there can still be built.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(WriteError::failed("locked", &location)(error)),
        }
        let sign = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        sign.map_err(WriteError::failed("written", &location))?;
        Ok(Lock { root, held: Some(file) })
    }

    /// The time by the clock that stamps the site's files, in nanoseconds since 1970; 0 where it cannot be had, so that
    /// no file counts as older.
    pub fn disk_time(&self) -> u64 {
        let Some(probe) = self.state().map(|state| state.join("now")) else { return 0 };
        // Made anew, so that no link in its place is followed; one that stays is no harm.
        let _ = std::fs::remove_file(&probe);
        let stamp = File::create_new(&probe).and_then(|file| file.metadata());
        let _ = std::fs::remove_file(&probe);
        stamp.map_or(0, |metadata| Stamp::of(&metadata).modified)
    }

    /// The root that is locked, in canonical form.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder for what builds remember; nothing where it cannot be written.
    pub fn state(&self) -> Option<PathBuf> {
        self.held.as_ref().map(|_| self.root.join(STATE_FOLDER))
    }
}

impl Drop for Lock {
    /// Closing the file would not do: a process that is just being started holds a copy of it until it runs.
    fn drop(&mut self) {
        if let Some(file) = &self.held {
            // What cannot be unlocked is unlocked when the last copy is closed.
            let _ = file.unlock();
        }
    }
}

fn make_state_folder(state: &Path) -> io::Result<()> {
    match std::fs::create_dir(state) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    no_link(state)?;
    match File::create_new(state.join(".gitignore")) {
        Ok(mut file) => file.write_all(b"*\n"),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

fn open(location: &Path) -> io::Result<File> {
    no_link(location)?;
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(location)
}

/// A site cloned from elsewhere could bring links by which the lock would overwrite a file of the user's.
fn no_link(path: &Path) -> io::Result<()> {
    if path.is_symlink() {
        return Err(io::Error::other("it is a symbolic link"));
    }
    Ok(())
}

fn cannot_write(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
