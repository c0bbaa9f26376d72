//! The log of corrections: those of all records, the latest first.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::record::CorrectionView;
use super::{LinkView, RowView, Views};
use crate::archive::{Archive, RecordIx};
use crate::settings::Settings;

/// A correction and the record that it is to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CorrectionEntry {
    /// The record.
    pub row: RowView,
    /// The correction.
    pub correction: CorrectionView,
}

/// Where the log stands.
pub const CORRECTIONS: &str = "/corrections/";

/// Where their feed stands.
pub const CORRECTIONS_FEED: &str = "/corrections/feed.xml";

/// Whether the site has a log of corrections: whether there are any, and it is not turned off.
pub fn has_corrections(archive: &Archive, settings: &Settings) -> bool {
    !settings.is_off("corrections") && archive.iter().any(|(_, entry)| !entry.record.corrections.is_empty())
}

impl Views {
    /// Every correction as a record and its place in that record's list; the latest first, undated ones last.
    pub fn corrections(&self) -> &[(RecordIx, usize)] {
        self.made.corrections.get_or_init(|| {
            let of_record =
                |record: RecordIx| (0..self.archive[record].record.corrections.len()).map(move |at| (record, at));
            let mut all: Vec<(RecordIx, usize)> =
                self.archive.iter().flat_map(|(record, _)| of_record(record)).collect();
            let date = |record: RecordIx, at: usize| self.archive[record].record.corrections[at].date;
            all.sort_by_key(|(record, at)| Reverse(date(*record, *at).map(|date| date.sort_key())));
            all
        })
    }

    /// The same as the function of this name, for which not every page looks through the archive.
    fn has_corrections(&self) -> bool {
        !self.settings.is_off("corrections") && !self.corrections().is_empty()
    }

    /// Their feed; nothing where there are none, or the site does without it.
    pub fn corrections_feed(&self) -> Option<LinkView> {
        let is_wanted = !self.settings.is_off("corrections_feed") && self.has_corrections();
        let name = self.theme.strings.get("corrections_log").unwrap_or("Corrections").to_owned();
        is_wanted.then(|| LinkView { name, url: self.local(CORRECTIONS_FEED) })
    }

    /// Some of them as views.
    pub fn correction_entries(&self, corrections: &[(RecordIx, usize)]) -> Vec<CorrectionEntry> {
        let entry = |(record, at): &(RecordIx, usize)| CorrectionEntry {
            row: self.row(*record),
            correction: self.correction(&self.archive[*record].record.corrections[*at]),
        };
        corrections.iter().map(entry).collect()
    }
}
