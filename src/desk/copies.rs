//! Records whose original is kept nowhere else.

use serde::Serialize;

use crate::archive::RecordIx;
use crate::model::record::UrlStatus;
use crate::site::Site;

/// A record with an original, and without a copy of it.
#[derive(Serialize)]
pub struct MissingCopy<'a> {
    /// The record's identifier.
    pub id: &'a str,
    /// Its headline.
    pub title: &'a str,
    /// When it ran.
    pub date: Option<String>,
    /// The outlet.
    pub outlet: Option<&'a str>,
    /// The original's address.
    pub url: &'a str,
    /// How the original stands: in the editor's word, or else as it was when it was last asked.
    pub status: Option<&'static str>,
    /// The address of the record's page, below the base URL.
    pub path: &'a str,
    /// The record's file.
    pub file: &'a str,
}

/// The records for which `is_meant` holds that have an address and no copy, neither in front matter nor in the ledger:
/// first those whose original does not stand well, then in the archive's order.
pub fn missing_copies(site: &Site, is_meant: impl Fn(RecordIx) -> bool) -> Vec<MissingCopy<'_>> {
    let views = &site.views;
    let mut missing = Vec::new();
    for (place, entry) in views.archive.iter().filter(|(record, _)| is_meant(*record)) {
        let record = &entry.record;
        let Some(url) = record.url.as_deref().filter(|_| record.archived.is_empty()) else { continue };
        let known = views.outbound.find(url).map(|(_, known)| known);
        if known.is_some_and(|known| !known.copies.is_empty()) {
            continue;
        }
        let status = record.url_status.map(UrlStatus::word).or_else(|| Some(known?.status.word()));
        let copy = MissingCopy {
            id: &entry.id,
            title: &record.title,
            date: record.date.map(|date| date.to_string()),
            outlet: record.outlet.as_deref(),
            url,
            status,
            path: &entry.address.url,
            file: record.file.as_str(),
        };
        let is_well = status.is_none_or(|status| matches!(status, "live" | "paywalled" | "forbidden"));
        missing.push((is_well, place, copy));
    }
    missing.sort_by_key(|(is_well, place, _)| (*is_well, *place));
    missing.into_iter().map(|(_, _, copy)| copy).collect()
}
