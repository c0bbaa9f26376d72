//! The bytes of an output → its twins, compressed: `style.css.br` and `style.css.gz` beside `style.css`.
//!
//! Whether there is one hangs on the bytes alone: it must be smaller. So an output keeps in the ledger for which encodings
//! that was tried, and a twin is made again only where its output has other bytes, or its file is not the one that was
//! written.

use std::io::{self, Read};

use super::build::Build;
use super::entry::{Entry, IS_TWIN, Sha256Digest, Standing, hash};
use super::listing;
use super::outputs::Made;
use crate::compress::{Encoding, compress, is_worth_it};
use crate::fingerprint::Ingredients;
use crate::names::output_path::OutputPath;

/// Where the twin of `path` stands; nothing where the name would be too long.
pub(super) fn twin_of(path: &OutputPath, encoding: Encoding) -> Option<OutputPath> {
    OutputPath::new(&format!("{path}.{}", encoding.extension()))
}

/// The bits of some encodings.
fn bits(twins: &[Encoding]) -> u8 {
    twins.iter().fold(0, |bits, encoding| bits | encoding.bit())
}

impl Build<'_> {
    /// The twins of the output of this entry, as they stand in the site; nothing where they are to be made again: other
    /// ones are asked for, or one is not as it was written.
    pub(super) fn twins_there(&self, path: &OutputPath, entry: &Entry, twins: &[Encoding]) -> Option<Vec<Made>> {
        if entry.twins != bits(twins) {
            return None;
        }
        let mut there = Vec::new();
        for twin in twins.iter().filter_map(|encoding| twin_of(path, *encoding)) {
            let Some(entry) = self.target.ledger.find(twin.as_str()).filter(|entry| entry.twins == IS_TWIN) else {
                // It was not smaller.
                continue;
            };
            let modified = match self.target.standing(&entry, twin.as_str()) {
                Standing::Same => entry.modified,
                Standing::Touched(modified) => modified,
                Standing::Changed => return None,
            };
            there.push(Made::new(&twin, Entry { modified, ..entry }, None));
        }
        Some(there)
    }

    /// Takes the twins of `made`, whose bytes `read` gives from the start each time it is asked.
    pub(super) fn put_twins<'r>(
        &self,
        made: &mut Made,
        made_from: Option<&Ingredients>,
        twins: &[Encoding],
        read: impl Fn() -> io::Result<Box<dyn Read + 'r>>,
    ) -> io::Result<()> {
        if made.staged.is_none()
            && let Some(there) = self.twins_there(&made.path, &made.entry, twins)
        {
            there.into_iter().for_each(|twin| {
                let entry = twin.entry.made_from(made_from);
                self.take(Made { entry, ..twin });
            });
            return Ok(());
        }
        made.entry.twins = bits(twins);
        let path = made.path.as_str();
        for encoding in twins.iter().filter(|_| is_worth_it(path, made.entry.length)) {
            let Some(twin) = twin_of(&made.path, *encoding) else { continue };
            let mut bytes = Vec::new();
            compress(*encoding, path, &mut read()?, &mut bytes)?;
            if bytes.len() as u64 >= made.entry.length {
                continue;
            }
            self.put_twin(&twin, made_from, &bytes)?;
        }
        Ok(())
    }

    fn put_twin(&self, path: &OutputPath, made_from: Option<&Ingredients>, bytes: &[u8]) -> io::Result<()> {
        let hash = hash(bytes);
        let mut made = match self.standing(path, made_from, hash, bytes.len() as u64) {
            Some(entry) => Made::new(path, entry, None),
            None => {
                let (name, serial) = self.staged_name(path);
                let metadata = self.staging.write(&name, bytes)?;
                Made::new(path, Entry::new(made_from, hash, &metadata), Some(serial))
            }
        };
        made.entry.twins = IS_TWIN;
        if self.is_hashing && made.entry.sha256 == Sha256Digest::default() {
            made.entry.sha256 = listing::sha256(bytes);
        }
        self.take(made);
        Ok(())
    }
}
