//! Dates at the precision they are known: a day, a month or a year, with EDTF's `~` and `?`.
//!
//! Source: ISO 8601-2:2019 (EDTF) level 1, as far as records use it.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A calendar date that is never padded: what is not known is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// The year, 1 to 9999.
    pub year: i16,
    /// The month, 1 to 12, where it is known.
    pub month: Option<u8>,
    /// The day of the month, where it is known; only with a month.
    pub day: Option<u8>,
    /// The time of day, where it is known; only with a day.
    pub time: Option<TimeOfDay>,
    /// Approximate: EDTF `~` (or `%`).
    pub approximate: bool,
    /// Uncertain: EDTF `?` (or `%`).
    pub uncertain: bool,
}

/// A time of day, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Minutes east of UTC, where an offset is written.
    pub offset: Option<i16>,
}

impl PartialDate {
    /// A whole day.
    pub fn day(year: i16, month: u8, day: u8) -> PartialDate {
        PartialDate { year, month: Some(month), day: Some(day), time: None, approximate: false, uncertain: false }
    }

    /// Compares for lists: by time where both are known that far, a month before the days in it.
    pub fn chronological(&self, other: &PartialDate) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }

    /// Whether every day that it may mean is after every day that `other` may mean: 2018-06 is not after 2018-06-25.
    /// Dates that are approximate or uncertain may mean any day.
    ///
    /// ```
    /// use reportage::model::date::PartialDate;
    /// let day = PartialDate::day(2018, 6, 25);
    /// assert!(PartialDate { month: Some(7), day: None, ..day }.is_surely_after(&day));
    /// assert!(!PartialDate { day: None, ..day }.is_surely_after(&day));
    /// ```
    pub fn is_surely_after(&self, other: &PartialDate) -> bool {
        let is_sure = |date: &PartialDate| !date.approximate && !date.uncertain;
        let first = (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1));
        let last = (other.year, other.month.unwrap_or(12), other.day.unwrap_or(31));
        is_sure(self) && is_sure(other) && first > last
    }

    /// A number that grows with time; what is not known counts as the start of what is.
    pub fn sort_key(&self) -> (i16, u8, u8, i32) {
        let seconds = self.time.map_or(-1, |time| {
            i32::from(time.hour) * 3600 + i32::from(time.minute) * 60 + i32::from(time.second)
                - i32::from(time.offset.unwrap_or(0)) * 60
        });
        (self.year, self.month.unwrap_or(0), self.day.unwrap_or(0), seconds)
    }

    /// The date alone, without time or marks: `2018-06-25`, `2018-06` or `2018`.
    pub fn iso(&self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    /// The moment for formats that must have one (RFC 3339): what is not known is the start of what is, UTC.
    pub fn rfc3339(&self) -> String {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        let date = format!("{:04}-{month:02}-{day:02}", self.year);
        match self.time {
            None => format!("{date}T00:00:00Z"),
            Some(time) => {
                let clock = format!("{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
                match time.offset.unwrap_or(0) {
                    0 => format!("{date}T{clock}Z"),
                    offset => {
                        let sign = if offset < 0 { '-' } else { '+' };
                        let offset = offset.unsigned_abs();
                        format!("{date}T{clock}{sign}{:02}:{:02}", offset / 60, offset % 60)
                    }
                }
            }
        }
    }
}

/// The date with EDTF's marks: `2018-06~`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())?;
        f.write_str(match (self.approximate, self.uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        })
    }
}
