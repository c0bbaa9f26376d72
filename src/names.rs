//! Names and the words made of them: folded for comparing, slugs for addresses, suggestions for the misspelt.

pub mod clean;
pub mod fold;
pub mod language;
pub mod nfc;
pub mod output_path;
pub mod slug;
pub mod suggest;
pub mod url;
