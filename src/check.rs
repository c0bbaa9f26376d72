//! What a build cannot see: addresses outside the site are asked whether they are still there.
//!
//! Invariant: nothing here reads a clock, writes a file or prints. The day, the waiting and the will to stop come in
//! from the command (`Pace`), so that a test can tell order and distance of requests without a wait of its own.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

mod ask;
mod crew;
mod due;
mod hosts;
mod judge;
mod memento;
mod retry_after;
mod visit;

pub use ask::Asker;
pub use crew::visit_all;
pub use due::{Since, due};
pub use judge::judge;
pub use memento::{Memento, find};
pub use visit::{End, Visit};

/// How addresses are asked.
#[derive(Clone, Debug)]
pub struct Manner {
    /// Who asks: the `User-Agent`.
    pub agent: String,
    /// How long one request may take.
    pub timeout: Duration,
    /// How long a host is left alone between two requests, at least.
    pub delay: Duration,
    /// How often an address is asked again that gave no clear answer.
    pub retries: u32,
    /// Whether the proxy that the environment names is used.
    pub uses_proxy: bool,
}

/// Time, and whether there is any left.
pub trait Pace: Send + Sync {
    /// Waits before `host` is asked again.
    fn pause(&self, host: &str, length: Duration);

    /// The time now, for servers that name a time instead of a number of seconds.
    fn now(&self) -> SystemTime;

    /// Whether no further request is to be made.
    fn is_stopped(&self) -> bool;
}

/// A pace that all threads share.
pub type SharedPace = Arc<dyn Pace>;
