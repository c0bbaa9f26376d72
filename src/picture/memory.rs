//! What was known of pictures before, by the stamps of their files; and what was drawn of them.
//!
//! Invariant: neither is ever needed. What a stamp does not vouch for is looked at again.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rapidhash::RapidHashMap;

use super::{DRAWN_BY, Facts, Fault, MOST_BYTES, look};
use crate::source::{SitePath, SourceFile, Stamp};
use crate::store::{Key, Store};

/// The memory of one site's pictures.
#[derive(Default)]
pub struct Memory {
    /// Where pictures lie that were drawn before.
    pub store: Arc<Store>,
    known: Mutex<RapidHashMap<SitePath, (Stamp, Facts)>>,
    is_changed: Mutex<bool>,
}

impl Memory {
    /// A memory that knows nothing and keeps nothing.
    pub fn none() -> Memory {
        Memory::default()
    }

    /// The memory in `store`; where stamps are not to be trusted, of what was drawn alone.
    pub fn open(store: Arc<Store>, trusts_stamps: bool) -> Memory {
        let bytes = if trusts_stamps { store.get(table()) } else { None };
        let known: Vec<(SitePath, Stamp, Facts)> =
            bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default();
        let known = known.into_iter().map(|(path, stamp, facts)| (path, (stamp, facts))).collect();
        Memory { store, known: Mutex::new(known), is_changed: Mutex::default() }
    }

    /// What is known of the picture in `file`; nothing where its name claims none.
    ///
    /// # Errors
    /// What is wrong with the picture, as far as that shows before it is decoded.
    pub fn look(&self, file: &SourceFile) -> Result<Option<Facts>, Fault> {
        let known = |stamp| self.known().get(&file.path).filter(|(known, _)| *known == stamp).cloned();
        if let Some((_, facts)) = file.stamp.and_then(known) {
            return Ok(Some(facts));
        }
        let Some(bytes) = file.read_at_most(MOST_BYTES).map_err(|error| Fault::Unreadable(error.to_string()))? else {
            return Err(Fault::Heavy);
        };
        let facts = look(&bytes, file.path.file_name())?;
        if let (Some(stamp), Some(facts)) = (file.stamp, &facts) {
            self.known().insert(file.path.clone(), (stamp, facts.clone()));
            *self.changed() = true;
        }
        Ok(facts)
    }

    /// Forgets what was known of the file at `path`, whatever its stamp will be.
    pub fn forget(&self, path: &SitePath) {
        self.known().remove(path);
    }

    /// Keeps what is known of the files for which `is_live`.
    pub fn save(&self, is_live: impl Fn(&SitePath) -> bool) {
        self.store.claim(table());
        let mut known = self.known();
        let before = known.len();
        known.retain(|path, _| is_live(path));
        if !std::mem::take(&mut *self.changed()) && known.len() == before {
            return;
        }
        let mut rows: Vec<(&SitePath, Stamp, &Facts)> =
            known.iter().map(|(path, (stamp, facts))| (path, *stamp, facts)).collect();
        rows.sort_unstable_by_key(|(path, ..)| *path);
        if let Ok(bytes) = postcard::to_stdvec(&rows) {
            self.store.put(table(), &bytes);
        }
    }

    fn known(&self) -> MutexGuard<'_, RapidHashMap<SitePath, (Stamp, Facts)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) -> MutexGuard<'_, bool> {
        self.is_changed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").field("store", &self.store).field("known", &self.known().len()).finish()
    }
}

/// Where the facts lie: one entry for all, since there is one look-up for each picture at every build.
fn table() -> Key {
    Key::of("what is known of pictures", &[DRAWN_BY.as_bytes()])
}
