//! The link to an original that is to hold when the original is gone.
//!
//! Source: Robust Links (robustlinks.mementoweb.org/spec), the attributes `data-originalurl`, `data-versionurl` and
//! `data-versiondate`.

use schemars::JsonSchema;
use serde::Serialize;

use super::Views;
use crate::archive::RecordIx;
use crate::model::date::PartialDate;
use crate::model::record::UrlStatus;

/// A link to an original.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "RobustLink")]
pub struct RobustLinkView {
    /// Where it leads: the original, or, where that is known to be dead and there is a copy, the first copy.
    pub href: String,
    /// The original's address.
    pub original: String,
    /// The copies, each followed by the day it was taken, where that is known; nothing where there are none.
    pub versions: Option<String>,
    /// The day on which the record's maker saw the original: the day of access, of the first copy, or of the record.
    pub version_date: Option<String>,
}

impl Views {
    /// The link to the original of `this`.
    pub fn robust_link(&self, this: RecordIx) -> Option<RobustLinkView> {
        let record = &self.archive[this].record;
        let original = record.url.clone()?;
        let copies: Vec<(String, Option<PartialDate>)> = record
            .archived
            .iter()
            .filter_map(|memento| Some((self.copy_url(record, memento)?, memento.date)))
            .collect();
        let day = |date: Option<PartialDate>| date.filter(|date| date.day.is_some()).map(|date| date.iso());
        let version = |(url, date): &(String, Option<PartialDate>)| match day(*date) {
            Some(day) => format!("{url} {day}"),
            None => url.clone(),
        };
        let versions = copies.iter().map(version).collect::<Vec<_>>().join(" ");
        let dead = copies.first().filter(|_| record.url_status == Some(UrlStatus::Dead));
        let seen = day(record.accessed).or_else(|| day(copies.first()?.1)).or_else(|| day(record.added));
        Some(RobustLinkView {
            href: dead.map_or_else(|| original.clone(), |(url, _)| url.clone()),
            original,
            versions: Some(versions).filter(|versions| !versions.is_empty()),
            version_date: seen,
        })
    }
}
