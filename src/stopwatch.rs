//! Where the time goes: stages run it, and none of them can read it.
//!
//! Invariant: no stage learns the time from here, so that what a build makes cannot hang on it.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// What a build spends time on, in the order in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Listing the site's files.
    Discover,
    /// Opening what earlier builds left: parsed records, and what the output was made from.
    Recall,
    /// Comparing all of it with the files, to see whether anything has changed at all.
    Compare,
    /// Templates, strings, options, assets.
    Theme,
    /// Front matter, of files that changed.
    Parse,
    /// Names, references, addresses.
    Archive,
    /// The heads of pictures that changed.
    Pictures,
    /// Which outputs there are.
    Plan,
    /// What each output is made from, and whether it is current; summed over threads.
    Fingerprint,
    /// Markdown and templates; summed over threads.
    Render,
    /// Files into the staging; summed over threads.
    Write,
    /// Fingerprints, rendering and writing as the clock on the wall has it.
    Make,
    /// Files to their places.
    Commit,
    /// Keeping what was parsed for the next build, while outputs are made.
    Remember,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 14] = [
        Stage::Discover,
        Stage::Recall,
        Stage::Compare,
        Stage::Theme,
        Stage::Parse,
        Stage::Archive,
        Stage::Pictures,
        Stage::Plan,
        Stage::Fingerprint,
        Stage::Render,
        Stage::Write,
        Stage::Make,
        Stage::Commit,
        Stage::Remember,
    ];

    /// Whether its time is summed over threads, and lies within `Make`.
    pub fn is_summed(self) -> bool {
        matches!(self, Stage::Remember | Stage::Fingerprint | Stage::Render | Stage::Write)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Discover => "discover",
            Stage::Recall => "recall",
            Stage::Compare => "compare",
            Stage::Theme => "theme",
            Stage::Parse => "parse",
            Stage::Archive => "archive",
            Stage::Pictures => "pictures",
            Stage::Plan => "plan",
            Stage::Fingerprint => "fingerprint",
            Stage::Render => "render",
            Stage::Write => "write",
            Stage::Make => "make",
            Stage::Commit => "commit",
            Stage::Remember => "remember",
        })
    }
}

/// Time by stage, from any thread; one that is off costs a look at a flag.
#[derive(Debug, Default)]
pub struct Stopwatch {
    is_on: bool,
    /// Nanoseconds by stage.
    spent: [AtomicU64; Stage::ALL.len()],
}

impl Stopwatch {
    /// A stopwatch that runs, or one that does not.
    pub fn new(is_on: bool) -> Stopwatch {
        Stopwatch { is_on, ..Stopwatch::default() }
    }

    /// Does `work` and counts its time for `stage`.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        if !self.is_on {
            return work();
        }
        let start = Instant::now();
        let done = work();
        let nanoseconds = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.spent[stage as usize].fetch_add(nanoseconds, Ordering::Relaxed);
        done
    }

    /// Every stage that took any time, in order, and its seconds.
    pub fn read(&self) -> impl Iterator<Item = (Stage, f64)> {
        let seconds = |stage: Stage| self.spent[stage as usize].load(Ordering::Relaxed) as f64 / 1e9;
        Stage::ALL.into_iter().map(move |stage| (stage, seconds(stage))).filter(|(_, seconds)| *seconds > 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_timed_is_read_and_only_when_it_runs() {
        for (is_on, expected) in [(true, vec![Stage::Parse]), (false, vec![])] {
            let stopwatch = Stopwatch::new(is_on);
            assert_eq!(stopwatch.time(Stage::Parse, || std::hint::black_box([0_u8; 4096]).len()), 4096);
            assert_eq!(stopwatch.read().map(|(stage, _)| stage).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn stages_stand_at_their_places() {
        for (place, stage) in Stage::ALL.into_iter().enumerate() {
            assert_eq!(stage as usize, place, "{stage}");
        }
    }
}
