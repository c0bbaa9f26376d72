//! Views and the text of bodies → the files that a search reads: no server, and no library in the browser.
//!
//! ```text
//! documents ─ words ─→ runs, each sorted, on the disk where they are many ─ merged, shard by shard ─→ words, postings,
//! positions                                         front matter alone ─→ facets, documents
//! ```
//!
//! The form of the files is told in docs/search.md. A word leads to its stem (`words`), a stem to the documents that have
//! it, each with its weight (`postings`), and to the places in them (`positions`). A shard holds what a number made of
//! the word, or of the stem, gives to it, so that a query loads no more than a few of many files.
//!
//! Invariants: of a record no more is searched than its page shows. Bodies are read one by one and never held. The bytes
//! hang on what is searched and on nothing else: not on the number of threads, nor on whether runs lay on the disk.

use crate::model::Body;

mod documents;
mod encoded;
mod facets;
mod fields;
mod fold;
mod gather;
mod index;
mod run;
mod shape;
mod stem;
mod weight;

pub use documents::{BLOCK, DocumentView, Documents, PAGE, RECORD};
pub use encoded::Encoded;
pub use facets::{Facet, FacetValue, Facets, LANGUAGES, TYPES};
pub use fold::{fold, words};
pub use index::Index;
pub use shape::{Scope, Shape, shard};
pub use stem::Stemmer;
pub use weight::{Lengths, Weights};

/// The file that leads to all others, and says how they are laid out.
pub const CONTENTS: &str = "/search/index.json";

/// The file at `CONTENTS` as it says that the texts have changed since.
pub fn told_behind(contents: &[u8]) -> Vec<u8> {
    let told = serde_json::from_slice::<serde_json::Value>(contents).map(|mut contents| {
        contents["behind"] = true.into();
        contents.to_string().into_bytes()
    });
    told.unwrap_or_else(|_| contents.to_vec())
}

/// Gives the text of a body as its page shows it, without markup, and with no more than so many words, where there is a
/// bound. Blocks are set apart by line ends.
pub type Texts<'t> = &'t (dyn Fn(&Body, Option<usize>) -> String + Sync);
