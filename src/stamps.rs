//! A file's stamp → what was learnt of its bytes before, so that a file which has not changed is not read again.
//!
//! Invariant: it is never needed. What a stamp does not vouch for is unknown, and has to be learnt anew.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rapidhash::RapidHashMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::source::{SitePath, SourceFile, Stamp};
use crate::store::{Key, Store};

/// What is known of the files of one site; may be used from all threads.
#[derive(Debug)]
pub struct ByStamp<T> {
    known: Mutex<RapidHashMap<SitePath, (Stamp, T)>>,
    is_changed: AtomicBool,
}

impl<T> Default for ByStamp<T> {
    fn default() -> ByStamp<T> {
        ByStamp { known: Mutex::default(), is_changed: AtomicBool::new(false) }
    }
}

impl<T: Clone + Serialize + DeserializeOwned> ByStamp<T> {
    /// What `store` has under `table`: one entry for all files, since there is one look-up for each at every build.
    pub fn open(store: &Store, table: Key) -> ByStamp<T> {
        let rows: Option<Vec<(SitePath, Stamp, T)>> =
            store.get(table).and_then(|bytes| postcard::from_bytes(&bytes).ok());
        let known = rows.into_iter().flatten().map(|(path, stamp, learnt)| (path, (stamp, learnt))).collect();
        ByStamp { known: Mutex::new(known), ..ByStamp::default() }
    }

    /// What was learnt of `file`, if it is as it was then.
    pub fn get(&self, file: &SourceFile) -> Option<T> {
        let stamp = file.stamp?;
        self.known().get(&file.path).filter(|(known, _)| *known == stamp).map(|(_, learnt)| learnt.clone())
    }

    /// Keeps what was learnt of `file`, where its stamp can vouch for it.
    pub fn keep(&self, file: &SourceFile, learnt: T) {
        if let Some(stamp) = file.stamp {
            self.known().insert(file.path.clone(), (stamp, learnt));
            self.is_changed.store(true, Ordering::Relaxed);
        }
    }

    /// Forgets what was learnt of the file at `path`, whatever its stamp will be.
    pub fn forget(&self, path: &SitePath) {
        self.known().remove(path);
    }

    /// Puts what is known of the files for which `is_live` under `table`, if that has changed.
    pub fn save(&self, store: &Store, table: Key, is_live: impl Fn(&SitePath) -> bool) {
        store.claim(table);
        let mut known = self.known();
        let before = known.len();
        known.retain(|path, _| is_live(path));
        if !self.is_changed.swap(false, Ordering::Relaxed) && known.len() == before {
            return;
        }
        let mut rows: Vec<(&SitePath, Stamp, &T)> =
            known.iter().map(|(path, (stamp, learnt))| (path, *stamp, learnt)).collect();
        rows.sort_unstable_by_key(|(path, ..)| *path);
        if let Ok(bytes) = postcard::to_stdvec(&rows) {
            store.put(table, &bytes);
        }
    }

    fn known(&self) -> MutexGuard<'_, RapidHashMap<SitePath, (Stamp, T)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
