//! What the first page of the home page has besides its list: the lead, what was taken in last, how far the archive reaches.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{Costly, DateView, ImageView, RowView, Views};
use crate::archive::RecordIx;

/// The record that the home page leads with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LeadView {
    /// The record.
    pub row: RowView,
    /// Its lead image.
    pub image: Option<ImageView>,
    /// Why it leads: `chosen` by `lead` in site.toml, the newest that is `illustrated`, or just the `newest`.
    pub reason: &'static str,
}

/// A record that was taken in lately.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdditionView {
    /// The record.
    pub row: RowView,
    /// When the archive took it in.
    pub added: DateView,
}

/// How much the archive holds, and of which time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SpanView {
    /// How many records it has.
    pub count: usize,
    /// When the earliest of them ran; nothing where none has a date.
    pub first: Option<DateView>,
    /// When the latest of them ran; nothing where none has a date.
    pub last: Option<DateView>,
}

/// How many of the records that were taken in last the home page names.
const ADDITIONS: usize = 6;

impl Views {
    /// Whether the home page has a section: all of them, but for a theme whose option `home_sections` chooses.
    fn has_home_section(&self, name: &str) -> bool {
        let chosen = self.theme.options.get("home_sections").and_then(Value::as_array);
        chosen.is_none_or(|sections| sections.iter().any(|section| section.as_str() == Some(name)))
    }

    /// The record that the home page leads with, and why; nothing where the theme's home page shows no lead, which must
    /// then miss no record in its list, or there are no records.
    pub fn lead(&self) -> Option<(RecordIx, &'static str)> {
        if !self.shows(Costly::HomeLead) || !self.has_home_section("lead") {
            return None;
        }
        if let Some(chosen) = self.archive.lead() {
            return Some((chosen, "chosen"));
        }
        let is_illustrated = |record: &RecordIx| {
            let record = &self.archive[*record].record;
            record.image.as_ref().is_some_and(|image| self.file_url(&record.file, &image.file).is_some())
        };
        let records = || self.archive.iter().map(|(record, _)| record);
        let illustrated = records().find(is_illustrated).map(|record| (record, "illustrated"));
        illustrated.or_else(|| Some((records().next()?, "newest")))
    }

    /// The same as a view.
    pub fn lead_view(&self) -> Option<LeadView> {
        self.lead().map(|(record, reason)| LeadView { row: self.row(record), image: self.image(record), reason })
    }

    /// The records that were taken in last, the last first; those without `added` are none of them.
    pub fn latest_additions(&self) -> Vec<RecordIx> {
        let added = |record: &RecordIx| Some(self.archive[*record].record.added?.sort_key());
        let mut records: Vec<RecordIx> = self.archive.iter().map(|(record, _)| record).collect();
        records.retain(|record| added(record).is_some());
        let rank = |record: &RecordIx| (Reverse(added(record)), *record);
        if records.len() > ADDITIONS {
            records.select_nth_unstable_by_key(ADDITIONS, rank);
            records.truncate(ADDITIONS);
        }
        records.sort_unstable_by_key(rank);
        records
    }

    /// The same as views.
    pub fn addition_views(&self) -> Vec<AdditionView> {
        let view = |record: RecordIx| {
            let added = self.date(self.archive[record].record.added.as_ref()?);
            Some(AdditionView { row: self.row(record), added })
        };
        self.latest_additions().into_iter().filter_map(view).collect()
    }

    /// How much the archive holds, and of which time.
    pub fn span(&self) -> SpanView {
        let date = |place: usize| Some(self.date(self.archive.at(place)?.record.date.as_ref()?));
        SpanView { count: self.archive.len(), first: self.archive.dated().checked_sub(1).and_then(date), last: date(0) }
    }
}
