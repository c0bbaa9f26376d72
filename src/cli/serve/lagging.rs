//! What hangs on the text of every body, in the preview: shown as it was until it has been made again, in the background.
//!
//! A search index costs seconds for a large archive. Nobody who saves a body waits for it: requests get the files of the
//! state whose index is there, all of that one state, and `index.json` says that they are behind.
//!
//! Invariant: what is shown is whole. Another state is shown only once its index has been made.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rapidhash::v3::rapidhash_v3;

use super::state::Sound;
use crate::preview::Page;
use crate::search;

/// How long nobody must have saved anything.
const PAUSE: Duration = Duration::from_millis(1500);

/// The state whose index is shown.
#[derive(Default)]
pub(super) struct Lagging {
    shown: Mutex<Option<Arc<Sound>>>,
    /// How many states there have been.
    states: AtomicU64,
}

impl Lagging {
    /// The file at `path`, which may lag, where `current` is the state of everything else.
    pub(super) fn page(&self, path: &str, current: &Arc<Sound>) -> Option<Page> {
        let shown = self.shown().get_or_insert_with(|| current.clone()).clone();
        let page = shown.whole_page(path)?;
        if path != search::CONTENTS || shown.lagging_print() == current.lagging_print() {
            return Some(page);
        }
        let bytes = search::told_behind(&page.bytes);
        Some(Page { fingerprint: rapidhash_v3(&bytes), bytes: bytes.into(), ..page })
    }

    /// Makes the index of `current` once nothing has changed for a while, and shows it from then on.
    pub(super) fn follow(self: &Arc<Lagging>, current: Arc<Sound>) {
        let state = self.states.fetch_add(1, Ordering::Relaxed) + 1;
        let lagging = self.clone();
        std::thread::spawn(move || {
            // The first is nobody's save.
            if state > 1 {
                std::thread::sleep(PAUSE);
            }
            // Another thread follows the state that has come since.
            if lagging.states.load(Ordering::Relaxed) == state {
                current.prepare_lagging();
                *lagging.shown() = Some(current);
            }
        });
    }

    fn shown(&self) -> MutexGuard<'_, Option<Arc<Sound>>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
