//! What was known of pictures before, by the stamps of their files; and what was drawn of them.
//!
//! Invariant: neither is ever needed. What a stamp does not vouch for is looked at again.

use std::sync::Arc;

use super::{DRAWN_BY, Facts, Fault, MOST_BYTES, look};
use crate::source::{SitePath, SourceFile};
use crate::stamps::ByStamp;
use crate::store::{Key, Store};

/// The memory of one site's pictures.
#[derive(Debug, Default)]
pub struct Memory {
    /// Where pictures lie that were drawn before.
    pub store: Arc<Store>,
    known: ByStamp<Facts>,
}

impl Memory {
    /// A memory that knows nothing and keeps nothing.
    pub fn none() -> Memory {
        Memory::default()
    }

    /// The memory in `store`; where stamps are not to be trusted, of what was drawn alone.
    pub fn open(store: Arc<Store>, trusts_stamps: bool) -> Memory {
        let known = if trusts_stamps { ByStamp::open(&store, table()) } else { ByStamp::default() };
        Memory { store, known }
    }

    /// What is known of the picture in `file`; nothing where its name claims none.
    ///
    /// # Errors
    /// What is wrong with the picture, as far as that shows before it is decoded.
    pub fn look(&self, file: &SourceFile) -> Result<Option<Facts>, Fault> {
        if let Some(facts) = self.known.get(file) {
            return Ok(Some(facts));
        }
        let Some(bytes) = file.read_at_most(MOST_BYTES).map_err(|error| Fault::Unreadable(error.to_string()))? else {
            return Err(Fault::Heavy);
        };
        let facts = look(&bytes, file.path.file_name())?;
        if let Some(facts) = &facts {
            self.known.keep(file, facts.clone());
        }
        Ok(facts)
    }

    /// Forgets what was known of the file at `path`, whatever its stamp will be.
    pub fn forget(&self, path: &SitePath) {
        self.known.forget(path);
    }

    /// Keeps what is known of the files for which `is_live`.
    pub fn save(&self, is_live: impl Fn(&SitePath) -> bool) {
        self.known.save(&self.store, table(), is_live);
    }
}

/// Where the facts lie.
fn table() -> Key {
    Key::of("what is known of pictures", &[DRAWN_BY.as_bytes()])
}
