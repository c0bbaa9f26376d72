//! Archive → rows: records, drafts and terms.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

use super::filter::Selection;
use crate::archive::{Archive, Entry, Index, RecordIx, Term};
use crate::cli::table::Row;
use crate::site::Site;

/// A record.
#[derive(Serialize)]
pub(super) struct RecordRow<'a> {
    id: &'a str,
    title: &'a str,
    date: Option<String>,
    outlet: Option<&'a str>,
    /// The original's address.
    url: Option<&'a str>,
    file: &'a str,
    /// The address of the record's page, below the base URL.
    path: &'a str,
    draft: bool,
    /// The ids of its terms, by index.
    terms: BTreeMap<&'a str, Vec<&'a str>>,
}

impl Row for RecordRow<'_> {
    const HEADINGS: &'static [&'static str] = &["DATE", "ID", "OUTLET", "TITLE"];

    fn cells(&self) -> Vec<String> {
        let date = self.date.clone().unwrap_or_else(|| "undated".to_owned());
        vec![date, self.id.to_owned(), self.outlet.unwrap_or_default().to_owned(), self.title.to_owned()]
    }
}

/// A term of an index.
#[derive(Serialize)]
pub(super) struct TermRow<'a> {
    index: &'a str,
    id: &'a str,
    name: &'a str,
    /// How many records name it, of those that are meant.
    records: usize,
    /// The address of its page, below the base URL.
    path: &'a str,
    /// Its own file.
    file: Option<&'a str>,
}

impl Row for TermRow<'_> {
    const HEADINGS: &'static [&'static str] = &["INDEX", "RECORDS", "ID", "NAME"];
    const NUMBERS: &'static [usize] = &[1];

    fn cells(&self) -> Vec<String> {
        vec![self.index.to_owned(), self.records.to_string(), self.id.to_owned(), self.name.to_owned()]
    }
}

/// The records that are meant, in the archive's order.
pub(super) fn records<'a>(site: &'a Site, selection: &Selection) -> Vec<RecordRow<'a>> {
    rows(site, |record, _| selection.holds(record))
}

/// Those of the records that a build of today leaves out as drafts or as not yet of the past.
pub(super) fn drafts<'a>(site: &'a Site, selection: &Selection) -> Vec<RecordRow<'a>> {
    let today = site.views.settings.today_end();
    let is_future =
        |entry: &Entry| entry.record.date.is_some_and(|date| date.chronological(&today) == Ordering::Greater);
    rows(site, |record, entry| selection.holds(record) && (entry.record.draft || is_future(entry)))
}

/// The terms of the index `key`, or of all indexes, in their order; where records were chosen, only their terms.
pub(super) fn terms<'a>(archive: &'a Archive, key: Option<&str>, selection: &Selection) -> Vec<TermRow<'a>> {
    let indexes = archive.indexes().iter().filter(|index| key.is_none_or(|key| key == index.key));
    let terms = indexes.flat_map(|index| index.terms.iter().map(move |term| (index, term)));
    let rows = terms.map(|(index, term)| term_row(index, term, selection));
    rows.filter(|row| row.records > 0 || !selection.is_filtered).collect()
}

fn rows<'a>(site: &'a Site, is_meant: impl Fn(RecordIx, &Entry) -> bool) -> Vec<RecordRow<'a>> {
    let archive = &site.views.archive;
    let meant = archive.iter().filter(|(record, entry)| is_meant(*record, entry));
    meant.map(|(_, entry)| record_row(archive, entry)).collect()
}

fn record_row<'a>(archive: &'a Archive, entry: &'a Entry) -> RecordRow<'a> {
    let mut terms: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for mention in &entry.terms {
        terms.entry(&archive.index_of(mention.term).key).or_default().push(&archive[mention.term].id);
    }
    let record = &entry.record;
    RecordRow {
        id: &entry.id,
        title: &record.title,
        date: record.date.map(|date| date.to_string()),
        outlet: record.outlet.as_deref(),
        url: record.url.as_deref(),
        file: record.file.as_str(),
        path: &entry.address.url,
        draft: record.draft,
        terms,
    }
}

fn term_row<'a>(index: &'a Index, term: &'a Term, selection: &Selection) -> TermRow<'a> {
    TermRow {
        index: &index.key,
        id: &term.id,
        name: &term.name,
        records: term.records.iter().filter(|record| selection.holds(**record)).count(),
        path: &term.address.url,
        file: term.entity.as_ref().map(|entity| entity.file.as_str()),
    }
}
