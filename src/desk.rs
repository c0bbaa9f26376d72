//! Site → what an editor asks of an archive: which records have no copy, which names stand once, what nothing names.
//!
//! `reportage list` prints the answers, and the preview shows them as a page. A build makes nothing of them: nothing here
//! is an output.

mod copies;
mod dead_links;
mod missing_alt;
mod names;
mod orphans;
mod page;
mod unpublished;

pub use copies::{MissingCopy, missing_copies};
pub use dead_links::{DeadLink, dead_links, unasked_since};
pub use missing_alt::{MissingAlt, missing_alt};
pub use names::{NearDuplicate, SingleMention, near_duplicates, single_mentions};
pub use orphans::{Orphan, orphans};
pub use page::page;
pub use unpublished::{Unpublished, unpublished};
