//! `links.toml` → LinkLedger: what is known of each address outside the site since it was last asked.
//!
//! Invariant: nothing here asks the network. `check` does, and what it learnt stands in the file until it asks again.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::names::web_address::WebAddress;

mod entry_reader;
mod read;
mod verdict;
mod write;

pub use read::read;
pub use verdict::{Fault, Verdict};

/// The ledger's file, at the site's root.
pub const LEDGER_FILE: &str = "links.toml";

/// What is known of addresses outside the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkLedger {
    /// By address.
    pub entries: BTreeMap<WebAddress, LinkEntry>,
}

/// What is known of one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkEntry {
    /// How it stood when it was last asked.
    pub status: Verdict,
    /// The day on which it was last asked (UTC).
    pub checked: Date,
    /// The last answer, where there was one: a status code of HTTP (RFC 9110, section 15).
    pub answer: Option<u16>,
    /// Why there was none.
    pub fault: Option<Fault>,
    /// The first day of those on which it did not stand well, without a good one between; nothing where it does.
    pub since: Option<Date>,
    /// Where it leads for good.
    pub moved_to: Option<WebAddress>,
    /// Copies that are known, as a Memento service proposed them or an editor noted them.
    pub copies: Vec<LinkCopy>,
    /// What an editor wrote.
    pub note: Option<String>,
    /// Lines with keys that this program does not know, as they stand in the file: it does not throw away what it does
    /// not understand.
    pub rest: Vec<String>,
}

/// A copy of what stood at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkCopy {
    /// Where it is.
    pub url: WebAddress,
    /// When it was taken.
    pub date: Option<Date>,
}

impl LinkEntry {
    /// An entry that says no more than this.
    pub fn new(status: Verdict, checked: Date) -> LinkEntry {
        LinkEntry {
            status,
            checked,
            answer: None,
            fault: None,
            since: None,
            moved_to: None,
            copies: Vec::new(),
            note: None,
            rest: Vec::new(),
        }
    }
}

impl LinkLedger {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is known of an address.
    pub fn get(&self, address: &WebAddress) -> Option<&LinkEntry> {
        self.entries.get(address)
    }
}

#[cfg(test)]
mod tests;
