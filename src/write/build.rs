//! One build under way: takes the outputs from any thread, and puts them in place when all of them are there.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::entry::{Entry, IS_TWIN, Sha256Digest, Standing, hash, hash_of_file};
use super::ledger::Note;
use super::leftovers::INNER_STAGING;
use super::marker::MARKER;
use super::outputs::{Made, Outputs};
use super::staging::Staging;
use super::twin::twin_of;
use super::{Report, Target, WriteError, fresh, in_place, listing};
use crate::compress::{ENCODINGS, Encoding};
use crate::fingerprint::Ingredients;
use crate::names::output_path::OutputPath;

/// A build under way. Until `commit` the site stays as it was; dropped before, the build leaves no trace.
#[derive(Debug)]
pub struct Build<'lock> {
    pub(super) target: Target<'lock>,
    pub(super) staging: Staging,
    kind: Kind,
    pub(super) note: Note,
    /// Whether the SHA-256 of each file is asked for.
    pub(super) is_hashing: bool,
    /// Where the list of all files stands, if there is to be one.
    pub(super) listing: Option<OutputPath>,
    /// One list a thread, so that none waits for another.
    pub(super) made: Vec<Mutex<Vec<Made>>>,
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

/// Why an output is made again, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its file is the one that was made from the very same.
    Current,
    /// The last build had no such output.
    New,
    /// There is no last build that could be trusted, or it was not to be.
    NothingKnown,
    /// It had problems, which are to be told again.
    HadProblems,
    /// Its file is not the one that was written, or it is gone.
    FileChanged,
    /// These parts of what it is made from are others than they were; none where only the kind of parts is.
    Parts(Vec<&'static str>),
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
        // Most builds make what the last one made; no thread makes just its share.
        let likely = target.ledger.len() * 3 / 2 / rayon::current_num_threads();
        let list = |_| Mutex::new(Vec::with_capacity(likely));
        let made = (0..=rayon::current_num_threads()).map(list).collect();
        Build {
            target,
            staging,
            kind,
            note: Note::default(),
            is_hashing: false,
            listing: None,
            made,
            serial: AtomicU64::new(0),
        }
    }

    /// Whether the site holds `path` as it was once made from the very same, untouched since; it is then part of the new
    /// site and need not be `put`. Where it cannot be known, the answer is no.
    ///
    /// `twins` are the encodings in which it is to have a twin where that is smaller; they are part of the site then, too.
    pub fn is_current(&self, path: &OutputPath, made_from: &Ingredients, twins: &[Encoding]) -> bool {
        if self.kind == Kind::Fresh {
            return false;
        }
        let Some(entry) = self.target.ledger.find(path.as_str()) else { return false };
        if entry.fingerprint != made_from.print().0 {
            return false;
        }
        let Some(twins) = self.twins_there(path, &entry, twins) else { return false };
        let modified = match self.target.standing(&entry, path.as_str()) {
            Standing::Same => entry.modified,
            Standing::Touched(modified) => modified,
            Standing::Changed => return false,
        };
        self.take(Made::new(path, Entry { modified, ..entry }, None));
        twins.into_iter().for_each(|twin| self.take(twin));
        true
    }

    /// Why `path` is to be made again, or why not.
    pub fn reason(&self, path: &OutputPath, made_from: &Ingredients) -> Reason {
        if self.target.ledger.is_empty() || self.kind == Kind::Fresh {
            return Reason::NothingKnown;
        }
        let Some(entry) = self.target.ledger.find(path.as_str()) else { return Reason::New };
        match entry.fingerprint {
            0 => Reason::HadProblems,
            print if print != made_from.print().0 => Reason::Parts(made_from.changed_since(&entry.traces)),
            _ => match self.target.standing(&entry, path.as_str()) {
                Standing::Same | Standing::Touched(_) => Reason::Current,
                Standing::Changed => Reason::FileChanged,
            },
        }
    }

    /// Takes the `bytes` of one output, made from `made_from`, or to be made again the next time in any case, and makes its
    /// twins; each path once. A file that already holds them is left as it is, with its time.
    ///
    /// # Errors
    /// `write-failed`; the site is then as it was, once the build is dropped.
    pub fn put(
        &self,
        path: &OutputPath,
        made_from: Option<&Ingredients>,
        twins: &[Encoding],
        bytes: &[u8],
    ) -> Result<(), WriteError> {
        let refused = |error| WriteError::failed("written", &self.target.output.join(path.as_str()))(error);
        if is_reserved(path) {
            return Err(refused(reserved()));
        }
        let hash = hash(bytes);
        let mut made = match self.standing(path, made_from, hash, bytes.len() as u64) {
            Some(entry) => Made::new(path, entry, None),
            None => {
                let (name, serial) = self.staged_name(path);
                let metadata = self.staging.write(&name, bytes).map_err(refused)?;
                Made::new(path, Entry::new(made_from, hash, &metadata), Some(serial))
            }
        };
        if self.is_hashing && made.entry.sha256 == Sha256Digest::default() {
            made.entry.sha256 = listing::sha256(bytes);
        }
        self.put_twins(&mut made, made_from, twins, || Ok(Box::new(bytes))).map_err(refused)?;
        self.take(made);
        Ok(())
    }

    /// Takes one output that `write` makes as a new file at the place it is given: like `put`, without its bytes ever
    /// being in memory as a whole.
    ///
    /// # Errors
    /// `write-failed`; the site is then as it was, once the build is dropped.
    pub fn put_file(
        &self,
        path: &OutputPath,
        made_from: Option<&Ingredients>,
        twins: &[Encoding],
        write: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<(), WriteError> {
        let refused = |error| WriteError::failed("written", &self.target.output.join(path.as_str()))(error);
        if is_reserved(path) {
            return Err(refused(reserved()));
        }
        let (name, serial) = self.staged_name(path);
        let location = self.staging.place(&name).map_err(refused)?;
        write(&location).map_err(refused)?;
        let metadata = fs::symlink_metadata(&location).map_err(refused)?;
        let hash = hash_of_file(&location).map_err(refused)?;
        let mut made = match self.standing(path, made_from, hash, metadata.len()) {
            Some(entry) => Made::new(path, entry, None),
            None => Made::new(path, Entry::new(made_from, hash, &metadata), Some(serial)),
        };
        if self.is_hashing && made.entry.sha256 == Sha256Digest::default() {
            made.entry.sha256 = listing::sha256_of_file(&location).map_err(refused)?;
        }
        let read = || Ok(Box::new(File::open(&location)?) as Box<dyn Read>);
        self.put_twins(&mut made, made_from, twins, read).map_err(refused)?;
        if made.staged.is_none() {
            fs::remove_file(&location).map_err(refused)?;
        }
        self.take(made);
        Ok(())
    }

    /// Lets the ledger say of this build what the next one may want to know.
    pub fn note(&mut self, inputs: u64, memo: Vec<u8>) {
        self.note = Note { inputs, memo };
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
        mut self,
        order: impl IntoIterator<Item = &'a OutputPath>,
        before: &mut dyn FnMut(Step),
    ) -> Result<Report, WriteError> {
        let lists = std::mem::take(&mut self.made).into_iter();
        let lists = lists.map(|list| list.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
        let mut made = Outputs::new(lists.collect());
        if let Some(path) = made.twice() {
            let location = self.target.output.join(path.as_str());
            let error = io::Error::other("two outputs have this path");
            return Err(WriteError::failed("written", &location)(error));
        }
        let order: Vec<Cow<'_, OutputPath>> = self.in_full(order, &made);
        made.arrange(&order).map_err(WriteError::failed("written", &self.target.output))?;
        match self.kind {
            Kind::Fresh => fresh::commit(self, &made, before),
            Kind::InPlace => in_place::commit(self, &made, before),
        }
    }

    /// What a new output is called in the staging, and the number by which the commit finds it.
    pub(super) fn staged_name(&self, path: &OutputPath) -> (String, u64) {
        match self.kind {
            Kind::InPlace => {
                let serial = self.serial.fetch_add(1, Ordering::Relaxed);
                (serial.to_string(), serial)
            }
            Kind::Fresh => (path.as_str().to_owned(), 0),
        }
    }

    /// The entry of the file at `path`, if that file already holds bytes of this `hash` and `length`.
    pub(super) fn standing(
        &self,
        path: &OutputPath,
        made_from: Option<&Ingredients>,
        hash: u64,
        length: u64,
    ) -> Option<Entry> {
        if self.kind == Kind::Fresh {
            return None;
        }
        if let Some(entry) = self.target.ledger.find(path.as_str()) {
            if entry.length != length || entry.hash != hash {
                return None;
            }
            let modified = match self.target.standing(&entry, path.as_str()) {
                Standing::Same => entry.modified,
                Standing::Touched(modified) => modified,
                Standing::Changed => return None,
            };
            return Some(Entry { modified, ..entry }.made_from(made_from));
        }
        if !self.target.owned.contains(path.as_str()) {
            return None;
        }
        let location = self.target.output.join(path.as_str());
        let metadata = fs::symlink_metadata(&location).ok()?;
        let may_be_same = metadata.is_file() && metadata.len() == length;
        let is_same = may_be_same && hash_of_file(&location).ok()? == hash;
        is_same.then(|| Entry::new(made_from, hash, &metadata))
    }

    /// Where the staged file of this number lies.
    pub(super) fn staged(staging: &Staging, serial: u64) -> PathBuf {
        staging.folder().join(serial.to_string())
    }

    /// The given order, each with its twins behind it, and the list of all files at the end.
    fn in_full<'a>(&self, order: impl IntoIterator<Item = &'a OutputPath>, made: &Outputs) -> Vec<Cow<'a, OutputPath>> {
        let mut full = Vec::with_capacity(made.len() + 1);
        let any_has_twins = made.iter().any(|made| made.entry.twins != 0);
        for path in order {
            full.push(Cow::Borrowed(path));
            let has_twins = any_has_twins && made.find(path.as_str()).is_some_and(|made| made.entry.twins != 0);
            let twins = ENCODINGS.iter().filter(|_| has_twins).filter_map(|encoding| twin_of(path, *encoding));
            let made_twins =
                twins.filter(|twin| made.find(twin.as_str()).is_some_and(|made| made.entry.twins == IS_TWIN));
            full.extend(made_twins.map(Cow::Owned));
        }
        full.extend(self.listing.clone().map(Cow::Owned));
        full
    }

    /// Takes an output into the list of the current thread.
    pub(super) fn take(&self, made: Made) {
        let thread = rayon::current_thread_index().map_or(0, |thread| thread + 1);
        let list = &self.made[thread.min(self.made.len() - 1)];
        list.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(made);
    }
}

fn reserved() -> io::Error {
    io::Error::other("the name is kept for reportage itself")
}

fn is_reserved(path: &OutputPath) -> bool {
    let top = path.as_str().split('/').next().unwrap_or_default();
    top == MARKER || top == INNER_STAGING
}
