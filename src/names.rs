//! Names and the words made of them: folded for comparing, slugs for addresses, suggestions for the misspelt, and what
//! languages have of their own: their order and their plurals; and what kind of file a name
//! is that of.

pub mod clean;
pub mod collation;
pub mod counting;
pub mod fold;
pub mod language;
pub mod media_type;
pub mod nfc;
pub mod output_path;
pub mod slug;
pub mod suggest;
pub mod url;
pub mod web_address;
pub mod xml;
