//! Names that one record has, and names that may be one.

use serde::Serialize;

use crate::archive::{self, Archive};
use crate::related::PROVENANCE;

/// A name that no more than one record has.
#[derive(Serialize)]
pub struct SingleMention<'a> {
    /// The key of its index.
    pub index: &'a str,
    /// Its identifier.
    pub id: &'a str,
    /// The name.
    pub name: &'a str,
    /// The address of its page, below the base URL.
    pub path: &'a str,
    /// The identifier of the record.
    pub record: &'a str,
    /// The record's file.
    pub file: &'a str,
}

/// A name without a file that is nearly another.
#[derive(Serialize)]
pub struct NearDuplicate<'a> {
    /// The key of the index of both.
    pub index: &'a str,
    /// The name.
    pub name: &'a str,
    /// How many records have it.
    pub records: usize,
    /// The name that may be meant.
    pub near: &'a str,
    /// How many records have that one.
    pub near_records: usize,
    /// The address of the first one's page, below the base URL.
    pub path: &'a str,
    /// The file of the first record that has it.
    pub file: Option<&'a str>,
}

/// The names of organizations, people, tags and the like that one record has, index by index. That an outlet, an author
/// or a year has one record is nothing to look at.
pub fn single_mentions(archive: &Archive) -> Vec<SingleMention<'_>> {
    let indexes = archive.indexes().iter().filter(|index| !PROVENANCE.contains(&&*index.key));
    let terms = indexes.flat_map(|index| index.terms.iter().map(move |term| (index, term)));
    let single = terms.filter_map(|(index, term)| {
        let [record] = term.records[..] else { return None };
        let entry = &archive[record];
        Some(SingleMention {
            index: &index.key,
            id: &term.id,
            name: &term.name,
            path: &term.address.url,
            record: &entry.id,
            file: entry.record.file.as_str(),
        })
    });
    single.collect()
}

/// The names that nearly meet, index by index: what `near-duplicate` warns of.
pub fn near_duplicates(archive: &Archive) -> Vec<NearDuplicate<'_>> {
    let indexes = archive.indexes().iter();
    let pairs = indexes.flat_map(|index| archive::near_duplicates(index).into_iter().map(move |pair| (index, pair)));
    let row = pairs.map(|(index, (term, near))| NearDuplicate {
        index: &index.key,
        name: &term.name,
        records: term.records.len(),
        near: &near.name,
        near_records: near.records.len(),
        path: &term.address.url,
        file: term.records.first().map(|record| archive[*record].record.file.as_str()),
    });
    row.collect()
}
