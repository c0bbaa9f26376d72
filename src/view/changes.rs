//! What has become of the archive: additions, updates and corrections, the latest first.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::record::CorrectionView;
use super::{DateView, LinkView, RowView, Views};
use crate::archive::{Archive, RecordIx};
use crate::model::date::PartialDate;
use crate::settings::Settings;

/// What was done on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangesDay {
    /// The day, or the month or year where no more is known.
    pub date: DateView,
    /// What was done, additions first, then updates, then corrections.
    pub changes: Vec<ChangeView>,
}

/// One thing that was done.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangeView {
    /// `added`, `updated` or `corrected`.
    pub kind: &'static str,
    /// The record.
    pub row: RowView,
    /// The correction, where it is one.
    pub correction: Option<CorrectionView>,
}

/// A change: when, what, and to which record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When it was made.
    pub date: PartialDate,
    /// What was done.
    pub kind: ChangeKind,
    /// To what.
    pub record: RecordIx,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// The record was taken in.
    Added,
    /// The record was changed, on another day than it was taken in.
    Updated,
    /// The correction at this place among those of the record was made.
    Corrected(usize),
}

/// Where the changes stand.
pub const CHANGES: &str = "/changes/";

/// Where their feed stands.
pub const CHANGES_FEED: &str = "/changes/feed.xml";

/// Whether the site has a page of changes: whether any has a day, and it is not turned off.
pub fn has_changes(archive: &Archive, settings: &Settings) -> bool {
    !settings.is_off("changes") && archive.iter().any(|(record, _)| of_record(archive, record).next().is_some())
}

impl ChangeKind {
    /// `added`, `updated` or `corrected`.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Updated => "updated",
            ChangeKind::Corrected(_) => "corrected",
        }
    }
}

fn of_record(archive: &Archive, this: RecordIx) -> impl Iterator<Item = Change> {
    let record = &archive[this].record;
    let added = record.added.map(|date| (date, ChangeKind::Added));
    let updated = record.updated.filter(|date| record.added.is_none_or(|added| added.iso() != date.iso()));
    let updated = updated.map(|date| (date, ChangeKind::Updated));
    let corrections = record.corrections.iter().enumerate();
    let corrections = corrections.filter_map(|(at, made)| Some((made.date?, ChangeKind::Corrected(at))));
    let changes = added.into_iter().chain(updated).chain(corrections);
    changes.map(move |(date, kind)| Change { date, kind, record: this })
}

impl Views {
    /// Every change that has a day, the latest first; those of a day by kind, and then as the archive has its records.
    pub fn changes(&self) -> &[Change] {
        self.made.changes.get_or_init(|| {
            let mut all: Vec<Change> =
                self.archive.iter().flat_map(|(record, _)| of_record(&self.archive, record)).collect();
            let day = |date: &PartialDate| (date.year, date.month, date.day);
            all.sort_by_key(|change| (Reverse(day(&change.date)), change.kind, change.record));
            all
        })
    }

    /// Their feed; nothing where there are none, or the site does without it.
    pub fn changes_feed(&self) -> Option<LinkView> {
        let is_wanted = !self.settings.is_off("changes_feed") && has_changes(&self.archive, &self.settings);
        is_wanted.then(|| LinkView { name: self.words("changes.title"), url: self.local(CHANGES_FEED) })
    }

    /// Some of them as views, day by day.
    pub fn change_days(&self, changes: &[Change]) -> Vec<ChangesDay> {
        let days = changes.chunk_by(|one, other| one.date.iso() == other.date.iso());
        days.map(|of_day| ChangesDay {
            // What hour it was, and how sure, is told of the record itself.
            date: self.date(&PartialDate { time: None, approximate: false, uncertain: false, ..of_day[0].date }),
            changes: of_day.iter().map(|change| self.change(change)).collect(),
        })
        .collect()
    }

    fn change(&self, change: &Change) -> ChangeView {
        let correction = match change.kind {
            ChangeKind::Added | ChangeKind::Updated => None,
            ChangeKind::Corrected(at) => self.archive[change.record].record.corrections.get(at),
        };
        let correction = correction.map(|correction| self.correction(correction));
        ChangeView { kind: change.kind.word(), row: self.row(change.record), correction }
    }
}
