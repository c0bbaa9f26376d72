//! The bytes of outputs → the site's folder: the only writer of the site.
//!
//! ```text
//! Lock ─→ Target ─→ Build ── put, put, put … from any thread ──→ commit
//!          whose      the site is still the old one                 now it is the new one
//!          folder is it?
//! ```
//!
//! Invariants: nothing is written outside the output folder, the staging beside it, and `.reportage/`. Only files that
//! an earlier build wrote are deleted, and none is replaced that was not, unless told to. A build that ends before
//! `commit`, by an error or a kill, leaves the old site whole; one that ends within it leaves a site that serves, and
//! the next build mends it.
//!
//! Who owns what is said by the marker in the output folder (`.reportage-site`), which is part of the site's bytes and
//! goes wherever the folder goes. What each file was made from is said by the ledger in `.reportage/`, which may be
//! lost or damaged at any time: then everything is made again, and only what differs is written.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use walkdir::WalkDir;

use crate::discover::is_left_by_system;
use crate::names::output_path::OutputPath;
use crate::source::Folder;

mod build;
mod entry;
mod error;
mod fresh;
mod in_place;
mod ledger;
mod leftovers;
mod listing;
mod location;
mod lock;
mod marker;
mod outputs;
mod staging;
mod twin;

pub use build::{Build, Reason, Step};
pub use error::WriteError;
pub use listing::{Heading, LISTING};
pub use lock::{Lock, STATE_FOLDER};
pub use marker::MARKER;

use build::Kind;
use entry::{Entry, Standing};
use ledger::Ledger;
use leftovers::{INNER_STAGING, first_name, is_there, key_of};
use marker::Owned;
use outputs::Outputs;
use staging::Staging;

/// An output folder that may be written, and what is known of what stands in it.
#[derive(Debug)]
pub struct Target<'lock> {
    lock: &'lock Lock,
    /// In canonical form.
    output: PathBuf,
    /// The same, as it was when the target was opened: where what stands there is looked up.
    folder: Folder,
    owned: Owned,
    ledger: Ledger,
    force: bool,
}

/// How much of an old site a build may keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// What is current stays; the rest is replaced file by file.
    Incremental,
    /// Nothing is taken for current, and where it can be done the new site takes the place of the old in one step.
    Anew,
}

/// What a build did to the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that were left as they are.
    pub unchanged: usize,
    /// Files that the site no longer has.
    pub deleted: usize,
    /// The bytes of the files written.
    pub bytes: u64,
}

impl<'lock> Target<'lock> {
    /// Takes `output`, relative to the locked root unless absolute, for writing; brings order into what a killed build
    /// left there. `force` allows a folder that is not ours, and allows replacing its files.
    ///
    /// # Errors
    /// `output-in-sources`, `unfit-output`, `foreign-output`, `write-failed`.
    pub fn open(lock: &'lock Lock, output: &Path, force: bool) -> Result<Target<'lock>, WriteError> {
        let home = std::env::home_dir().and_then(|home| home.canonicalize().ok());
        let output = location::resolve(output, lock.root(), home.as_deref())?;
        leftovers::mend(&output)?;
        let owned = Owned::read(&output);
        if owned.is_none() && !force && holds_anything(&output)? {
            let found = first_name(&output);
            return Err(WriteError::ForeignOutput { output, found });
        }
        let (folder, owned) = (Folder::new(&output), owned.unwrap_or_default());
        let mut target = Target { lock, output, folder, owned, ledger: Ledger::default(), force };
        if let Some(location) = target.ledger_location() {
            target.ledger = Ledger::read(&location, target.owned.checksum());
        }
        Ok(target)
    }

    /// The output folder, in canonical form; it need not be there yet.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// What the last build noted, where the site is as that build left it and was made from all that has the
    /// fingerprint `inputs`: how many files there are, and the build's memo. Then there is nothing to build.
    pub fn is_as_built(&self, inputs: u64) -> Option<(usize, &[u8])> {
        let note = &self.ledger.note;
        if inputs == 0 || note.inputs != inputs {
            return None;
        }
        let count = self.owned.len();
        let is_same = |path: &str, entry: &Entry| entry.is_at(&self.folder, path);
        self.ledger.all(count, is_same).then_some((count, &*note.memo))
    }

    /// Lets the threads of `scope` see, while they have nothing better to do and until it is `over`, which files of the site
    /// are as the last build left them: most builds ask that of all of them. A file that is changed after that look is
    /// found by the next build.
    pub fn look_ahead<'l>(&'l self, scope: &rayon::Scope<'l>, over: &'l AtomicBool) {
        self.ledger.look_ahead(&self.folder, scope, over);
    }

    /// How the file at `path` stands to its `entry` in the ledger.
    fn standing(&self, entry: &Entry, path: &str) -> Standing {
        self.ledger.standing(entry, &self.folder, path)
    }

    /// Begins a build.
    ///
    /// A site that is not there yet is collected beside its place and moved there whole; so is one built `Anew`, unless
    /// files lie in it that are not ours, or the folder cannot be moved (it is a disk of its own, say).
    ///
    /// # Errors
    /// `write-failed`.
    pub fn build(mut self, way: Way) -> Result<Build<'lock>, WriteError> {
        if way == Way::Anew {
            self.ledger = Ledger::default();
        }
        let is_absent = !is_there(&self.output);
        let parent = self.output.parent().unwrap_or(&self.output);
        if is_absent {
            fs::create_dir_all(parent).map_err(WriteError::failed("created", parent))?;
        }
        if is_absent
            || (is_movable(&self.output) && (is_empty(&self.output) || (way == Way::Anew && self.is_all_ours())))
        {
            let staging = Staging::new(leftovers::staging(&self.output));
            match staging.make() {
                Ok(()) => return Ok(Build::new(self, staging, Kind::Fresh)),
                Err(error) if is_absent => return Err(WriteError::failed("created", staging.folder())(error)),
                // The folder above may be closed to us while the site's own is open.
                Err(_) => {}
            }
        }
        let staging = Staging::new(self.output.join(INNER_STAGING));
        Ok(Build::new(self, staging, Kind::InPlace))
    }

    /// Deletes what we wrote, the folders that are empty then, and the ledger.
    ///
    /// # Errors
    /// `write-failed`.
    pub fn clean(self) -> Result<Report, WriteError> {
        self.forget()?;
        let vanished = self.vanished(&Outputs::default())?;
        let deleted = in_place::delete(&self.output, &vanished, &mut |_| ())?;
        let marker = self.output.join(MARKER);
        ledger::remove(&marker).map_err(WriteError::failed("deleted", &marker))?;
        // It stays where other files lie in it.
        let _ = fs::remove_dir(&self.output);
        Ok(Report { deleted, ..Report::default() })
    }

    /// Whether the output folder was made by us and holds no file that we did not make.
    fn is_all_ours(&self) -> bool {
        let is_ours = |entry: walkdir::Result<walkdir::DirEntry>| {
            let Ok(entry) = entry else { return false };
            let key = entry.path().strip_prefix(&self.output).ok().and_then(key_of);
            entry.file_type().is_dir() || key.is_some_and(|key| self.owned.contains(&key))
        };
        is_there(&self.output.join(MARKER)) && WalkDir::new(&self.output).into_iter().all(is_ours)
    }

    /// The files of the old site that `made` does not have, what links before what it links to.
    fn vanished(&self, made: &Outputs) -> Result<Vec<OutputPath>, WriteError> {
        if self.ledger.is_empty() {
            let gone = |path: &OutputPath| made.find(path.as_str()).is_none();
            let mut vanished: Vec<OutputPath> = self.owned_files()?.into_iter().filter(gone).collect();
            // Nothing says what linked to what: lists mostly stand behind the records, as letters go.
            vanished.sort_by(|a, b| b.cmp(a));
            return Ok(vanished);
        }
        // We never write links, so that a link is not ours whatever its path.
        let is_link = |path: &OutputPath| self.output.join(path.as_str()).is_symlink();
        // Whatever the ledger's file says, nothing outside the output is touched.
        let gone =
            self.ledger.without(made.keys()).filter_map(|(path, entry)| Some((entry.place, OutputPath::new(path)?)));
        let mut vanished: Vec<(u64, OutputPath)> = gone.filter(|(_, path)| !is_link(path)).collect();
        vanished.sort_by(|a, b| b.cmp(a));
        Ok(vanished.into_iter().map(|(_, path)| path).collect())
    }

    /// The files of the old site as they lie on the disk, where no ledger names them.
    fn owned_files(&self) -> Result<Vec<OutputPath>, WriteError> {
        if self.owned == Owned::default() {
            return Ok(Vec::new());
        }
        let mut files = Vec::new();
        for entry in WalkDir::new(&self.output) {
            let entry = entry.map_err(|error| WriteError::failed("listed", &self.output)(error.into()))?;
            let key = entry.path().strip_prefix(&self.output).ok().and_then(key_of);
            let ours = key.filter(|key| key != MARKER && entry.file_type().is_file() && self.owned.contains(key));
            files.extend(ours.and_then(|key| OutputPath::new(&key)));
        }
        Ok(files)
    }

    fn ledger_location(&self) -> Option<PathBuf> {
        let state = self.lock.state()?;
        Some(Ledger::location(&state, self.lock.root(), &self.output))
    }

    /// Deletes the ledger, which must not stand for a site that is being changed.
    fn forget(&self) -> Result<(), WriteError> {
        let Some(location) = self.ledger_location() else { return Ok(()) };
        ledger::clear(&location).map_err(WriteError::failed("deleted", &location))
    }

    /// Writes the ledger. The site is complete without it, so that a refusal costs the next build time and no more.
    fn remember(&self, ledger: &Ledger) {
        if let Some(location) = self.ledger_location() {
            let _ = ledger.write(&location);
        }
    }
}

/// Whether a folder holds more than what operating systems leave in it.
fn holds_anything(folder: &Path) -> Result<bool, WriteError> {
    if !is_there(folder) {
        return Ok(false);
    }
    let mut entries = fs::read_dir(folder).map_err(WriteError::failed("listed", folder))?;
    Ok(entries.any(|entry| !entry.is_ok_and(|entry| is_left_by_system(&entry.file_name()))))
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Whether another folder can take the place of this one.
fn is_movable(folder: &Path) -> bool {
    let Ok(metadata) = fs::metadata(folder) else { return false };
    !metadata.permissions().readonly() && !is_disk_of_its_own(folder, &metadata)
}

#[cfg(unix)]
fn is_disk_of_its_own(folder: &Path, metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let above = folder.parent().and_then(|above| fs::metadata(above).ok());
    above.is_none_or(|above| above.dev() != metadata.dev())
}

#[cfg(not(unix))]
fn is_disk_of_its_own(_folder: &Path, _metadata: &fs::Metadata) -> bool {
    false
}
