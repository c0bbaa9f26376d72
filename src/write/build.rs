//! One build under way: takes the outputs from any thread, and puts them in place when all of them are there.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rapidhash::{RapidHashMap, RapidHashSet};

use super::ledger::{Entry, Ledger, Standing, hash};
use super::leftovers::INNER_STAGING;
use super::marker::{MARKER, Owned};
use super::staging::Staging;
use super::{Report, Target, WriteError, fresh, in_place};
use crate::names::output_path::OutputPath;

/// A build under way. Until `commit` the site stays as it was; dropped before, the build leaves no trace.
#[derive(Debug)]
pub struct Build<'lock> {
    pub(super) target: Target<'lock>,
    pub(super) staging: Staging,
    kind: Kind,
    made: Mutex<RapidHashMap<OutputPath, Made>>,
    serial: AtomicU64,
}

/// How the new files get to their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A whole new folder takes the place of the old.
    Fresh,
    /// File by file into the folder that is there.
    InPlace,
}

/// One output of the new site.
#[derive(Debug)]
pub(super) struct Made {
    /// What the ledger will say of it.
    pub(super) entry: Entry,
    /// Its file in the staging; nothing where the file in the site is already right.
    pub(super) staged: Option<PathBuf>,
}

/// A step of a commit that a killed process does not come back from, told before it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The ledger of the old site is deleted.
    Forget,
    /// The marker is written.
    Mark,
    /// A file takes its place.
    Replace,
    /// The new folder takes its place.
    Swap,
    /// A file of the old site is deleted.
    Delete,
    /// The ledger of the new site is written.
    Remember,
}

impl<'lock> Build<'lock> {
    pub(super) fn new(target: Target<'lock>, staging: Staging, kind: Kind) -> Build<'lock> {
        Build { target, staging, kind, made: Mutex::default(), serial: AtomicU64::new(0) }
    }

    /// Whether the site holds `path` as it was once made from what has this `fingerprint`, untouched since; it is then
    /// part of the new site and need not be `put`. Where it cannot be known, the answer is no.
    pub fn is_current(&self, path: &OutputPath, fingerprint: u64) -> bool {
        let Some(&entry) = self.target.ledger.entries.get(path) else { return false };
        if self.kind == Kind::Fresh || entry.fingerprint != fingerprint {
            return false;
        }
        let modified = match entry.compare(&self.target.output.join(path.as_str())) {
            Standing::Same => entry.modified,
            Standing::Touched(modified) => modified,
            Standing::Changed => return false,
        };
        self.made().insert(path.clone(), Made { entry: Entry { modified, ..entry }, staged: None });
        true
    }

    /// Takes the `bytes` of one output, made from what has this `fingerprint`. A file that already holds them is left
    /// as it is, with its time.
    ///
    /// # Errors
    /// `write-failed`; the site is then as it was, once the build is dropped.
    pub fn put(&self, path: &OutputPath, fingerprint: u64, bytes: &[u8]) -> Result<(), WriteError> {
        let refused = |error| WriteError::failed("written", &self.target.output.join(path.as_str()))(error);
        if is_reserved(path) {
            return Err(refused(io::Error::other("the name is kept for reportage itself")));
        }
        let made = match self.kind {
            Kind::InPlace => match self.standing(path, fingerprint, bytes) {
                Some(entry) => Made { entry, staged: None },
                None => {
                    let name = self.serial.fetch_add(1, Ordering::Relaxed).to_string();
                    self.stage(&name, fingerprint, bytes).map_err(refused)?
                }
            },
            Kind::Fresh => self.stage(path.as_str(), fingerprint, bytes).map_err(refused)?,
        };
        match self.made().insert(path.clone(), made) {
            None => Ok(()),
            Some(_) => Err(refused(io::Error::other("two outputs have this path"))),
        }
    }

    /// Puts the new site in place: `order` names each of its outputs once, in the order in which readers shall come to
    /// see them: a page before the lists that link to it.
    ///
    /// What we once wrote and the new site does not have is deleted last.
    ///
    /// # Errors
    /// `foreign-file`, before anything is changed; `write-failed`.
    pub fn commit<'a>(self, order: impl IntoIterator<Item = &'a OutputPath>) -> Result<Report, WriteError> {
        self.commit_watched(order, &mut |_| ())
    }

    /// Like `commit`, and tells each step before it is taken: the tests end the process there.
    #[doc(hidden)]
    pub fn commit_watched<'a>(
        self,
        order: impl IntoIterator<Item = &'a OutputPath>,
        before: &mut dyn FnMut(Step),
    ) -> Result<Report, WriteError> {
        let made = std::mem::take(&mut *self.made());
        let order: Vec<&OutputPath> = order.into_iter().collect();
        check_order(&order, &made).map_err(WriteError::failed("written", &self.target.output))?;
        match self.kind {
            Kind::Fresh => fresh::commit(self, &made, before),
            Kind::InPlace => in_place::commit(self, &made, &order, before),
        }
    }

    /// The entry of the file at `path`, if that file already holds `bytes`.
    fn standing(&self, path: &OutputPath, fingerprint: u64, bytes: &[u8]) -> Option<Entry> {
        let location = self.target.output.join(path.as_str());
        if let Some(entry) = self.target.ledger.entries.get(path) {
            if entry.length != bytes.len() as u64 || entry.hash != hash(bytes) {
                return None;
            }
            let modified = match entry.compare(&location) {
                Standing::Same => entry.modified,
                Standing::Touched(modified) => modified,
                Standing::Changed => return None,
            };
            return Some(Entry { fingerprint, modified, ..*entry });
        }
        if !self.target.owned.contains(path.as_str()) {
            return None;
        }
        let metadata = fs::symlink_metadata(&location).ok()?;
        let may_be_same = metadata.is_file() && metadata.len() == bytes.len() as u64;
        let is_same = may_be_same && fs::read(&location).ok()? == bytes;
        is_same.then(|| Entry::new(fingerprint, bytes, &metadata))
    }

    fn stage(&self, name: &str, fingerprint: u64, bytes: &[u8]) -> io::Result<Made> {
        let metadata = self.staging.write(name, bytes)?;
        let staged = Some(self.staging.folder().join(name));
        Ok(Made { entry: Entry::new(fingerprint, bytes, &metadata), staged })
    }

    fn made(&self) -> std::sync::MutexGuard<'_, RapidHashMap<OutputPath, Made>> {
        self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn is_reserved(path: &OutputPath) -> bool {
    let top = path.as_str().split('/').next().unwrap_or_default();
    top == MARKER || top == INNER_STAGING
}

fn check_order(order: &[&OutputPath], made: &RapidHashMap<OutputPath, Made>) -> io::Result<()> {
    let named: RapidHashSet<&OutputPath> = order.iter().copied().collect();
    if let Some(path) = order.iter().find(|path| !made.contains_key(path.as_str())) {
        return Err(io::Error::other(format!("`{path}` is part of the site and was not made")));
    }
    match made.keys().find(|path| !named.contains(path)) {
        Some(path) => Err(io::Error::other(format!("`{path}` was made and is not part of the site"))),
        None => Ok(()),
    }
}

/// What the new site owns, and what its ledger says.
pub(super) fn remembered(made: &RapidHashMap<OutputPath, Made>) -> (Owned, Ledger) {
    let owned = Owned::new(made.keys().map(OutputPath::as_str));
    (owned, Ledger { entries: made.iter().map(|(path, made)| (path.clone(), made.entry)).collect() })
}

/// Counts what was written and what was not.
pub(super) fn report(made: &RapidHashMap<OutputPath, Made>) -> Report {
    let written = || made.values().filter(|made| made.staged.is_some());
    Report {
        written: written().count(),
        unchanged: made.len() - written().count(),
        deleted: 0,
        bytes: written().map(|made| made.entry.length).sum(),
    }
}
