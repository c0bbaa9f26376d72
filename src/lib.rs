//! Reportage turns a folder of Markdown records with YAML front matter into a static site: a curated archive of
//! reporting.
//!
//! The stages stand in `ARCHITECTURE.md`, in the order in which values pass through them.

// A library that nothing uses is found by the compiler. Tests know more of them than what is tested.
#![cfg_attr(not(test), warn(unused_crate_dependencies))]

// The program's, not the library's.
use mimalloc as _;

pub mod address;
pub mod archive;
pub mod attachment;
pub mod cache;
pub mod card;
#[cfg(feature = "link-check")]
pub mod check;
pub mod citation;
pub mod cli;
pub mod comparison;
pub mod compress;
pub mod desk;
pub mod diag;
pub mod discover;
pub mod export;
pub mod fingerprint;
pub mod fixity;
pub mod format;
pub mod gallery;
pub mod history;
pub mod host;
pub mod index;
#[cfg(any(feature = "link-check", feature = "serve"))]
pub mod interruption;
pub mod link;
pub mod link_ledger;
pub mod locate;
pub mod markdown;
pub mod model;
pub mod names;
pub mod outbound;
pub mod parse;
pub mod picture;
pub mod pipeline;
pub mod plan;
#[cfg(feature = "serve")]
pub mod preview;
#[cfg(feature = "deploy")]
pub mod publish;
pub mod related;
pub mod search;
pub mod settings;
pub mod site;
pub mod source;
pub mod stamps;
pub mod stopwatch;
pub mod store;
pub mod theme;
#[cfg(feature = "verify")]
pub mod verify;
pub mod view;
pub mod write;
