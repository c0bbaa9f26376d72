//! Archive → rows: records, drafts and terms, and the columns of what else is asked.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

use super::filter::Selection;
use crate::archive::{Archive, Entry, Index, RecordIx, Term};
use crate::cli::table::{Fields, Row};
use crate::desk::{DeadLink, MissingAlt, MissingCopy, NearDuplicate, Orphan, SingleMention};
use crate::site::Site;

/// A record.
#[derive(Serialize)]
pub(super) struct RecordRow<'a> {
    id: &'a str,
    title: &'a str,
    date: Option<String>,
    outlet: Option<&'a str>,
    /// The type of the piece, in CSL's words.
    #[serde(rename = "type")]
    kind: &'static str,
    /// BCP 47.
    language: &'a str,
    access: &'static str,
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

impl Fields for RecordRow<'_> {
    const FIELDS: &'static [&'static str] =
        &["id", "title", "date", "outlet", "type", "language", "access", "url", "file", "path", "draft", "terms"];
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

impl Fields for TermRow<'_> {
    const FIELDS: &'static [&'static str] = &["index", "id", "name", "records", "path", "file"];
}

impl Row for Orphan {
    const HEADINGS: &'static [&'static str] = &["KIND", "FILE", "NAME"];

    fn cells(&self) -> Vec<String> {
        vec![self.kind.to_owned(), self.file.clone(), self.name.clone()]
    }
}

impl Fields for Orphan {
    const FIELDS: &'static [&'static str] = &["kind", "name", "file"];
}

impl Row for MissingCopy<'_> {
    const HEADINGS: &'static [&'static str] = &["STATUS", "DATE", "ID", "ORIGINAL"];

    fn cells(&self) -> Vec<String> {
        let date = self.date.clone().unwrap_or_else(|| "undated".to_owned());
        vec![self.status.unwrap_or("unknown").to_owned(), date, self.id.to_owned(), self.url.to_owned()]
    }
}

impl Fields for MissingCopy<'_> {
    const FIELDS: &'static [&'static str] = &["id", "title", "date", "outlet", "url", "status", "path", "file"];
}

impl Row for MissingAlt {
    const HEADINGS: &'static [&'static str] = &["PLACE", "IMAGE"];

    fn cells(&self) -> Vec<String> {
        vec![format!("{}:{}", self.file, self.line), self.message.clone()]
    }
}

impl Fields for MissingAlt {
    const FIELDS: &'static [&'static str] = &["file", "line", "message"];
}

impl Row for SingleMention<'_> {
    const HEADINGS: &'static [&'static str] = &["INDEX", "RECORD", "NAME"];

    fn cells(&self) -> Vec<String> {
        vec![self.index.to_owned(), self.record.to_owned(), self.name.to_owned()]
    }
}

impl Fields for SingleMention<'_> {
    const FIELDS: &'static [&'static str] = &["index", "id", "name", "path", "record", "file"];
}

impl Row for NearDuplicate<'_> {
    const HEADINGS: &'static [&'static str] = &["INDEX", "RECORDS", "NAME", "NEARLY", "RECORDS"];
    const NUMBERS: &'static [usize] = &[1, 4];

    fn cells(&self) -> Vec<String> {
        let [records, near_records] = [self.records, self.near_records].map(|count| count.to_string());
        vec![self.index.to_owned(), records, self.name.to_owned(), self.near.to_owned(), near_records]
    }
}

impl Fields for NearDuplicate<'_> {
    const FIELDS: &'static [&'static str] = &["index", "name", "records", "near", "near_records", "path", "file"];
}

impl Row for DeadLink {
    const HEADINGS: &'static [&'static str] = &["SINCE", "COPIES", "FILE", "ADDRESS"];
    const NUMBERS: &'static [usize] = &[1];

    fn cells(&self) -> Vec<String> {
        let since = self.since.clone().unwrap_or_else(|| "unknown".to_owned());
        let file = match &*self.files {
            [] => String::new(),
            [file] => file.clone(),
            [file, more @ ..] => format!("{file} and {} more", more.len()),
        };
        vec![since, self.copies.len().to_string(), file, self.url.clone()]
    }
}

impl Fields for DeadLink {
    const FIELDS: &'static [&'static str] = &["url", "since", "checked", "copies", "files", "path"];
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
    meant.map(|(_, entry)| record_row(site, entry)).collect()
}

fn record_row<'a>(site: &'a Site, entry: &'a Entry) -> RecordRow<'a> {
    let archive = &site.views.archive;
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
        kind: record.kind.word(),
        language: record.language.as_deref().unwrap_or(&site.views.settings.language),
        access: record.access.word(),
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
