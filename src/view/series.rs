//! Where a record stands in its series.

use schemars::JsonSchema;
use serde::Serialize;

use super::{LinkView, Views};
use crate::archive::{RecordIx, TermIx};

/// A series, and a record's place in it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SeriesView {
    /// The series' name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// The record's place in it by date, from 1; undated ones come last.
    pub number: usize,
    /// How many records it has.
    pub total: usize,
    /// The record before this one in the series; nothing for the first.
    pub previous: Option<LinkView>,
    /// The record after this one in the series; nothing for the last.
    pub next: Option<LinkView>,
}

/// A record's place in its series.
pub struct SeriesPlace {
    /// The series.
    pub term: TermIx,
    /// The record's place in the order of events, from 0.
    pub place: usize,
    /// The record before it.
    pub previous: Option<RecordIx>,
    /// The record after it.
    pub next: Option<RecordIx>,
}

impl Views {
    /// Where `this` stands in its series; nothing where it has none, or the site has no index of series.
    pub fn place_in_series(&self, this: RecordIx) -> Option<SeriesPlace> {
        let mentions = self.archive[this].terms.iter().map(|mention| mention.term);
        let term = mentions.into_iter().find(|term| self.archive.index_of(*term).key == "series")?;
        let records = &self.archive[term].records;
        let at = records.binary_search(&this).ok()?;
        let dated = self.archive.dated_of(records);
        let place = if at < dated { dated - 1 - at } else { at };
        let [previous, next] = [place.checked_sub(1), Some(place + 1)].map(|place| {
            let place = place?;
            self.archive.in_order_of_events(records, place..place + 1).first().copied()
        });
        Some(SeriesPlace { term, place, previous, next })
    }

    /// The same as a view.
    pub fn series(&self, this: RecordIx) -> Option<SeriesView> {
        let SeriesPlace { term, place, previous, next } = self.place_in_series(this)?;
        let LinkView { name, url } = self.term_link(term);
        let link = |record: RecordIx| {
            let entry = &self.archive[record];
            LinkView { name: entry.record.title.clone(), url: self.local(&entry.address.url) }
        };
        let total = self.archive[term].records.len();
        Some(SeriesView { name, url, number: place + 1, total, previous: previous.map(link), next: next.map(link) })
    }
}
