//! One deploy at a time: an object that only one can make, and that is no more after a while.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::manifest::{LOCK, OWN};
use super::{DeployError, Fault, Shelf};

/// Seconds after which a lock that nobody has renewed is no more.
const LEASE: i64 = 600;

/// Who holds a lock, or wants to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Holder {
    pub(super) who: String,
    pub(super) since: String,
    /// Tells two deploys of one person apart.
    pub(super) token: String,
}

/// The right to change a target. It is given up by hand: a deploy that meets silence leaves it to run out.
pub(super) struct Lock<'a> {
    shelf: &'a Shelf,
    holder: Holder,
    memory: Option<PathBuf>,
}

impl<'a> Lock<'a> {
    /// Takes the lock. `memory` is a file of this machine that knows the token of the last deploy from here: the caller
    /// sees to it that there is one at a time, so that a lock with that token is of one that was killed.
    ///
    /// # Errors
    /// `deploy-locked`, and what the store refuses.
    pub(super) fn acquire(shelf: &'a Shelf, holder: Holder, memory: Option<PathBuf>) -> Result<Lock<'a>, DeployError> {
        let before = memory.as_ref().and_then(|memory| fs::read_to_string(memory).ok());
        if let Some(memory) = &memory {
            // Without it, a lock that is left behind has to be waited for.
            let _ = memory.parent().map(fs::create_dir_all);
            let _ = fs::write(memory, lines(before.as_deref(), &holder.token));
        }
        let lock = Lock { shelf, holder, memory };
        let text = serde_json::to_vec(&lock.holder).unwrap_or_default();
        if shelf.put_first(LOCK, text.clone())? {
            return Ok(lock);
        }
        let Some(held) = shelf.read(LOCK)? else {
            // It was given up in between; somebody may be quicker once more.
            return if shelf.put_first(LOCK, text)? { Ok(lock) } else { Err(locked(None)) };
        };
        let other: Holder = serde_json::from_slice(&held.bytes).unwrap_or_default();
        let is_own = other.token == lock.holder.token
            || before.is_some_and(|known| known.lines().any(|token| token == other.token));
        if !is_own && lock.seconds_since(held.written)? < LEASE {
            return Err(locked(Some(&other)));
        }
        // Of two that take over one lock, one comes too late.
        if shelf.put_over(LOCK, text, held.version)? { Ok(lock) } else { Err(locked(None)) }
    }

    /// Gives the lock up, unless somebody else has it by now.
    pub(super) fn release(self) -> Result<(), DeployError> {
        let held = self.shelf.read(LOCK)?;
        let holder = held.and_then(|held| serde_json::from_slice::<Holder>(&held.bytes).ok());
        if holder.is_some_and(|holder| holder.token == self.holder.token) {
            self.shelf.delete(&[LOCK.to_owned()])?;
        }
        if let Some(memory) = &self.memory {
            let _ = fs::remove_file(memory);
        }
        Ok(())
    }

    /// Says that the deploy goes on.
    pub(super) fn renew(&self) -> Result<(), DeployError> {
        let Some(held) = self.shelf.read(LOCK)? else { return Err(locked(None)) };
        let other: Holder = serde_json::from_slice(&held.bytes).unwrap_or_default();
        if other.token != self.holder.token {
            return Err(locked(Some(&other)));
        }
        let text = serde_json::to_vec(&self.holder).unwrap_or_default();
        if self.shelf.put_over(LOCK, text, held.version)? { Ok(()) } else { Err(locked(None)) }
    }

    /// The age of what was written at `written`, by the clock of the store, which may not be ours.
    fn seconds_since(&self, written: i64) -> Result<i64, DeployError> {
        let probe = format!("{OWN}now-{}", self.holder.token);
        self.shelf.put_first(&probe, Vec::new())?;
        let now = self.shelf.read(&probe)?.map_or(written, |probe| probe.written);
        self.shelf.delete(&[probe])?;
        Ok(now - written)
    }
}

/// The tokens of deploys from here that may have left a lock: the last ones and this one.
fn lines(before: Option<&str>, token: &str) -> String {
    let known = before.into_iter().flat_map(str::lines);
    known.chain([token]).map(|token| format!("{token}\n")).collect()
}

fn locked(holder: Option<&Holder>) -> DeployError {
    let message = match holder.filter(|holder| !holder.who.is_empty()) {
        Some(Holder { who, since, .. }) => format!("`{who}` is deploying to this target, since {since}"),
        None => "another deploy to this target is under way".to_owned(),
    };
    DeployError::new(Fault::Locked, message)
}
