//! Documents as they were parsed before, by the stamps of their files: what did not change is not read again.
//!
//! Invariant: the cache is never needed. A file of it that is damaged, of another version or of other settings is
//! taken for none, silently, and every build makes the same bytes with it and without.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, RwLockWriteGuard};

use rapidhash::RapidHashMap;

use crate::fingerprint::{Fingerprint, Inputs, PROGRAM};
use crate::model::Document;
use crate::source::{SitePath, SourceFile, Stamp};

mod file;

use file::{CacheFile, Fresh};

/// Parsed documents, on the disk or in memory.
#[derive(Debug, Default)]
pub struct Cache {
    location: Option<PathBuf>,
    /// Whatever parsing depends on beside the file, once it is known.
    context: AtomicU64,
    /// Read when it is known in which context its documents must have been parsed.
    file: OnceLock<CacheFile>,
    /// Whether documents are held in memory for the next build of this process.
    holds: bool,
    held: RwLock<RapidHashMap<SitePath, (Stamp, Document)>>,
    fresh: Mutex<Vec<Fresh>>,
}

impl Cache {
    /// A cache that knows nothing and keeps nothing on the disk.
    pub fn none() -> Cache {
        Cache::default()
    }

    /// The cache in `folder`.
    pub fn open(folder: &Path) -> Cache {
        Cache { location: Some(folder.join("records.cache")), ..Cache::default() }
    }

    /// Says what parsing depends on beside the file; documents that were parsed in another context are forgotten.
    pub fn enter(&self, context: Fingerprint) {
        let context = Inputs::new("cache").text(PROGRAM).print(context).done();
        if self.context.swap(context.0, Ordering::Relaxed) != context.0 {
            self.held_for_change().clear();
            lock(&self.fresh).clear();
        }
        if let Some(location) = &self.location {
            self.file.get_or_init(|| CacheFile::read(location, context));
        }
    }

    /// Holds documents in memory, for a process that builds again and again and writes none.
    #[must_use]
    pub fn holding(self) -> Cache {
        Cache { holds: true, ..self }
    }

    /// What `file` was parsed to, if it is as it was then.
    pub fn document(&self, file: &SourceFile) -> Option<Document> {
        let stamp = file.stamp?;
        if self.holds
            && let Some((known, document)) = self.held.read().ok()?.get(&file.path)
        {
            return (*known == stamp).then(|| document.clone());
        }
        let document = self.file.get()?.document(&file.path, stamp, self.context())?;
        self.hold(file, stamp, &document);
        Some(document)
    }

    /// Keeps what `file` was parsed to; a document with problems is not to be kept, so that they are told again.
    pub fn keep(&self, file: &SourceFile, document: &Document) {
        let Some(stamp) = file.stamp else { return };
        self.hold(file, stamp, document);
        if self.location.is_some() && !self.holds {
            lock(&self.fresh).push((file.path.clone(), stamp, document.clone()));
        }
    }

    /// Writes what is new. `live` is how many documents the site has: a file that is mostly of others is written anew.
    ///
    /// # Errors
    /// What the operating system says; the cache is then as it was, or gone.
    pub fn save(&self, live: usize) -> io::Result<()> {
        let Some(location) = &self.location else { return Ok(()) };
        let mut fresh = std::mem::take(&mut *lock(&self.fresh));
        // In the order of files, so that two builds of one tree write one cache.
        fresh.sort_unstable_by(|(a, ..), (b, ..)| a.cmp(b));
        self.file.get().map_or(Ok(()), |file| file.save(location, self.context(), &fresh, live))
    }

    /// Forgets what the file at `path` was parsed to, whatever its stamp will be.
    pub fn forget(&self, path: &SitePath) {
        let never = Stamp { len: u64::MAX, modified: 0, changed: 0 };
        if let Some((stamp, _)) = self.held_for_change().get_mut(path) {
            *stamp = never;
        }
    }

    fn held_for_change(&self) -> RwLockWriteGuard<'_, RapidHashMap<SitePath, (Stamp, Document)>> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn context(&self) -> Fingerprint {
        Fingerprint(self.context.load(Ordering::Relaxed))
    }

    fn hold(&self, file: &SourceFile, stamp: Stamp, document: &Document) {
        if self.holds {
            self.held_for_change().insert(file.path.clone(), (stamp, document.clone()));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
