//! Two states of the ledger → what changed, as rows; and how many addresses stand how, in words.

use std::fmt;

use serde::Serialize;

use crate::cli::screen::thousands;
use crate::cli::table::Row;
use crate::link_ledger::{LinkLedger, Verdict};

/// An address that stands otherwise than before.
#[derive(Debug, Serialize)]
pub(super) struct Change {
    pub(super) was: &'static str,
    pub(super) now: &'static str,
    why: String,
    address: String,
}

impl Change {
    /// Every address whose verdict is another, or that is new and does not stand well: the worst first.
    pub(super) fn between(before: &LinkLedger, after: &LinkLedger) -> Vec<Change> {
        let mut changes: Vec<(Verdict, Change)> = Vec::new();
        for (address, entry) in &after.entries {
            let was = before.get(address).map(|entry| entry.status);
            if was == Some(entry.status) || was.is_none() && entry.status == Verdict::Live {
                continue;
            }
            let answer = entry.answer.map(|answer| answer.to_string());
            let fault = entry.fault.map(|fault| fault.word().to_owned());
            let led = entry.moved_to.as_ref().map(|moved_to| format!("→ {moved_to}"));
            let change = Change {
                was: was.map_or("new", Verdict::word),
                now: entry.status.word(),
                why: led.or(fault).or(answer).unwrap_or_default(),
                address: address.to_string(),
            };
            changes.push((entry.status, change));
        }
        // Equals stay in the order of the ledger, by address.
        changes.sort_by_key(|(verdict, _)| *verdict);
        changes.into_iter().map(|(_, change)| change).collect()
    }
}

impl Row for Change {
    const HEADINGS: &'static [&'static str] = &["WAS", "NOW", "ADDRESS", "WHY"];

    fn cells(&self) -> Vec<String> {
        vec![self.was.to_owned(), self.now.to_owned(), self.address.clone(), self.why.clone()]
    }
}

/// How many addresses stand how: `12 live, 2 dead`.
pub(super) struct Tally(Vec<(Verdict, usize)>);

impl Tally {
    pub(super) fn of(ledger: &LinkLedger) -> Tally {
        let count = |verdict: &Verdict| ledger.entries.values().filter(|entry| entry.status == *verdict).count();
        let counts = Verdict::ALL.iter().rev().map(|verdict| (*verdict, count(verdict)));
        Tally(counts.filter(|(_, count)| *count > 0).collect())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> =
            self.0.iter().map(|(verdict, count)| format!("{} {}", thousands(*count), verdict.word())).collect();
        f.write_str(if words.is_empty() { "none" } else { "" })?;
        f.write_str(&words.join(", "))
    }
}
