//! Records that a build of today leaves out.

use std::cmp::Ordering;

use serde::Serialize;

use crate::model::record::Record;
use crate::site::Site;

/// A record that a build of today leaves out.
#[derive(Serialize)]
pub struct Unpublished<'a> {
    /// Its headline.
    pub title: &'a str,
    /// Its date.
    pub date: Option<String>,
    /// Why it is left out.
    pub why: &'static str,
    /// The address of its page, below the base URL, where this site shows it.
    pub path: Option<&'a str>,
    /// Its file.
    pub file: &'a str,
}

/// The records that a build of today leaves out, whether this site shows them or not, sorted by file.
pub fn unpublished(site: &Site) -> Vec<Unpublished<'_>> {
    let archive = &site.views.archive;
    let today = site.views.settings.today_end();
    let is_future = |record: &Record| record.date.is_some_and(|date| date.chronological(&today) == Ordering::Greater);
    let shown = archive.iter().filter_map(|(_, entry)| {
        let why = match &entry.record {
            record if record.draft => "it is a draft",
            record if is_future(record) => "its date has not come yet",
            _ => return None,
        };
        Some((&*entry.record, why, Some(&*entry.address.url)))
    });
    let hidden = archive.hidden().map(|(record, why)| (record, why, None));
    let rows = shown.chain(hidden).map(|(record, why, path)| Unpublished {
        title: &record.title,
        date: record.date.map(|date| date.to_string()),
        why,
        path,
        file: record.file.as_str(),
    });
    let mut rows: Vec<Unpublished> = rows.collect();
    rows.sort_by_key(|row| row.file);
    rows
}
