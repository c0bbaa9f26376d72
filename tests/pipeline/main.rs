//! What becomes of a site in memory, from its files to the bytes of its pages: one program, which is linked once.

#[path = "../support/mod.rs"]
mod support;

mod access;
mod addresses;
mod archive;
mod attachments;
mod cards;
mod chain;
mod citations;
mod damage;
mod determinism;
mod exports;
mod faults;
mod fixity;
mod formats;
mod hosts;
mod link_health;
mod links;
mod logs;
mod metadata;
mod names;
mod pages;
mod pictures;
mod reference;
mod related;
mod replay;
mod revise;
mod search;
mod streams;
mod terms;
mod themes;
mod words;
