//! The years and months of the chronology, and where in its pages each begins: a bar to jump by.

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{Views, page_path};
use crate::archive::RecordIx;
use crate::fingerprint::Fingerprint;
use crate::model::date::PartialDate;
use crate::names::url::encode_path;

/// A year of the chronology.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChronologyYear {
    /// The year in words; for records without a date, words that say so.
    pub name: String,
    /// The year; nothing for records without a date.
    pub year: Option<i16>,
    /// How many records it has.
    pub count: usize,
    /// Where the first of them stands: page and anchor.
    pub url: String,
    /// Its months that have records, the earliest first; none for records without a date.
    pub months: Vec<ChronologyMonth>,
}

/// A month of the chronology.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChronologyMonth {
    /// The month in words; for records of which only the year is known, words that say so.
    pub name: String,
    /// The anchor: that of its group.
    pub id: String,
    /// The month, 1 to 12; nothing where only the year is known.
    pub month: Option<u8>,
    /// How many records it has.
    pub count: usize,
    /// Where the first of them stands: page and anchor.
    pub url: String,
}

/// The anchor of the records of a month: `_2018-06`; the year alone, or `_undated`, for those of which no more is known.
pub fn group_id(date: Option<&PartialDate>) -> String {
    match date.map(|date| (date.year, date.month)) {
        Some((year, Some(month))) => format!("_{year:04}-{month:02}"),
        Some((year, None)) => format!("_{year:04}"),
        None => "_undated".to_owned(),
    }
}

impl Views {
    /// The years of the whole chronology at `base`, the earliest first and the undated last: a list of
    /// `ChronologyYear`, and its fingerprint.
    pub fn chronology_years(&self, base: &str) -> &(Value, Fingerprint) {
        self.made.chronology_years.get_or_init(|| {
            let years = self.years_of_chronology(base);
            (Value::from_serializable(&years), Fingerprint::of_value(&years))
        })
    }

    fn years_of_chronology(&self, base: &str) -> Vec<ChronologyYear> {
        let strings = &self.theme.strings;
        let size = self.settings.paginate_by;
        let records = self.archive.chronology(0..self.archive.len());
        let date = |record: &RecordIx| self.archive[*record].record.date;
        let month = |record: &RecordIx| date(record).map(|date| (date.year, date.month));
        let mut years: Vec<ChronologyYear> = Vec::new();
        let mut place = 0;
        for group in records.chunk_by(|a, b| month(a) == month(b)) {
            let date = date(&group[0]);
            let id = group_id(date.as_ref());
            let page = self.local(&encode_path(&page_path(base, place / size + 1)));
            let url = format!("{page}#{id}");
            place += group.len();
            let year = date.map(|date| date.year);
            if years.last().is_none_or(|last| last.year != year) {
                let name = year
                    .map_or_else(|| strings.get("undated").unwrap_or("Undated").to_owned(), |year| year.to_string());
                years.push(ChronologyYear { name, year, count: 0, url: url.clone(), months: Vec::new() });
            }
            let Some(last) = years.last_mut() else { continue };
            last.count += group.len();
            let Some(date) = date else { continue };
            let name = match date.month {
                Some(month) => {
                    strings.get(&format!("months.{month}")).map_or_else(|| format!("{month:02}"), str::to_owned)
                }
                None => strings.get("month_unknown").unwrap_or("Month not known").to_owned(),
            };
            last.months.push(ChronologyMonth { name, id, month: date.month, count: group.len(), url });
        }
        years
    }
}
