//! Records year by year: the columns of a small chart.

use schemars::JsonSchema;
use serde::Serialize;

use super::Views;
use super::site::share;
use crate::archive::RecordIx;

/// How many records there are of each year, without a gap from the first year to the last.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct YearsView {
    /// The columns, the earliest first; years without records among them.
    pub years: Vec<YearView>,
    /// The first year that has a record.
    pub first: i16,
    /// The last year that has a record.
    pub last: i16,
    /// How many years a column stands for: 1, or 10, 100 … where single years would be more than sixty columns.
    pub step: i16,
}

/// A column of the chart.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct YearView {
    /// The year, or the first of those that the column stands for.
    pub year: i16,
    /// The same in words: `2018`, or `1950–1959`.
    pub title: String,
    /// How many records there are.
    pub count: usize,
    /// The count as a part of the largest one, 0 to 1.
    pub share: f64,
    /// The year's page; nothing where it has no records, the column stands for several years, or the site has no index
    /// of years.
    pub url: Option<String>,
}

/// More columns than these cannot be told apart on a small screen.
const MOST_COLUMNS: usize = 60;

impl Views {
    /// How many of `records` there are of each year; nothing where none has a date.
    pub fn years(&self, records: impl Iterator<Item = RecordIx>) -> Option<YearsView> {
        let years: Vec<i16> = records.filter_map(|record| Some(self.archive[record].record.date?.year)).collect();
        let (first, last) = (*years.iter().min()?, *years.iter().max()?);
        let column = |year: i16, step: i16| usize::from((year / step).abs_diff(first / step));
        let mut step = 1;
        while column(last, step) >= MOST_COLUMNS {
            step *= 10;
        }
        let mut counts = vec![0; column(last, step) + 1];
        for year in years {
            counts[column(year, step)] += 1;
        }
        let most = counts.iter().copied().max().unwrap_or_default();
        let index = self.archive.index("years").filter(|_| step == 1);
        let starts = (first / step..=last / step).map(|number| number * step);
        let view = |(year, count): (i16, usize)| YearView {
            year,
            title: if step == 1 { year.to_string() } else { format!("{year}–{}", year + (step - 1)) },
            count,
            share: share(count, most),
            url: index
                .filter(|_| count > 0)
                .and_then(|index| index.find(&format!("{year:04}")))
                .map(|term| self.local(&term.address.url)),
        };
        Some(YearsView { years: starts.zip(counts).map(view).collect(), first, last, step })
    }
}
