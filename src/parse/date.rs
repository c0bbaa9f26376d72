//! Text → date, at the precision it is written: every shape that real archives hold.
//!
//! Source: ISO 8601-1:2019 (dates, times, offsets) and ISO 8601-2:2019 (EDTF) level 1, and the looser shapes that
//! Hugo, Jekyll and their like accept.

use jiff::civil;

use crate::model::date::{PartialDate, TimeOfDay};

/// Reads a date: `2018-06-25`, `2018/6/25`, `2018-06`, `2018`, each with `~`, `?` or `%`, a day also with a time.
///
/// # Errors
/// What is wrong, in a few words to stand beside the caret: `there is no month 13`.
pub(super) fn parse(text: &str) -> Result<PartialDate, String> {
    let text = text.trim();
    let (text, approximate, uncertain) = match text.as_bytes().last() {
        Some(b'~') => (&text[..text.len() - 1], true, false),
        Some(b'?') => (&text[..text.len() - 1], false, true),
        Some(b'%') => (&text[..text.len() - 1], true, true),
        _ => (text, false, false),
    };
    let text = text.trim_end();
    let (day, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(text[at + 1..].trim_start())),
        None => (text, None),
    };
    let mut date = calendar(day)?;
    if let Some(time) = time {
        if date.day.is_none() {
            return Err("a time needs a whole day before it".to_owned());
        }
        date.time = Some(time_of_day(time)?);
    }
    Ok(PartialDate { approximate, uncertain, ..date })
}

/// Reads CSL's `date-parts`: a year, and a month and a day where they are known.
///
/// # Errors
/// What is wrong, as `parse` says it.
pub(super) fn from_parts(parts: &[String]) -> Result<PartialDate, String> {
    match parts {
        [year] => checked(year, None, None),
        [year, month] => checked(year, Some(month), None),
        [year, month, day] => checked(year, Some(month), Some(day)),
        _ => Err("`date-parts` holds a year, a month and a day".to_owned()),
    }
}

/// The date that a file's or folder's name begins with: `2018-06-25-slug`, `2018-06-25`. Whole days only.
pub(super) fn of_file_name(stem: &str) -> Option<PartialDate> {
    let day = stem.get(..10)?;
    let ends = stem[10..].starts_with(['-', '_', ' ', '.']) || stem.len() == 10;
    let shaped = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if ends && shaped { calendar(day).ok() } else { None }
}

fn calendar(text: &str) -> Result<PartialDate, String> {
    if text.is_empty() {
        return Err("no date stands here".to_owned());
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return checked(&text[..4], Some(&text[4..6]), Some(&text[6..]));
    }
    if text.contains('/') && text.contains('-') {
        return Err("this is more than one date".to_owned());
    }
    let separator = if text.contains('/') { '/' } else { '-' };
    let mut parts = text.split(separator);
    let year = parts.next().unwrap_or_default();
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return Err("a date has a year, a month and a day, and no more".to_owned());
    }
    checked(year, month, day)
}

fn checked(year: &str, month: Option<&str>, day: Option<&str>) -> Result<PartialDate, String> {
    if !is_number(year, 4..=4) {
        return Err(match (is_number(year, 1..=3), day) {
            (true, Some(_)) => "the year comes first, in four digits".to_owned(),
            (true, None) => "a year has four digits".to_owned(),
            _ => "this is not a year, month and day in figures".to_owned(),
        });
    }
    let year: i16 = year.parse().map_err(|_| "a year has four digits".to_owned())?;
    if year == 0 {
        return Err("there is no year 0".to_owned());
    }
    let mut date = PartialDate { month: None, day: None, ..PartialDate::day(year, 1, 1) };
    let Some(month) = month else { return Ok(date) };
    let month = within(month, "month", 1..=12)?;
    date.month = Some(month);
    let Some(day) = day else { return Ok(date) };
    let day = within(day, "day", 1..=31)?;
    let days = civil::Date::new(year, month as i8, 1).map_or(31, civil::Date::days_in_month);
    if day > days as u8 {
        return Err(format!("{} {year} has {days} days", MONTHS[usize::from(month) - 1]));
    }
    date.day = Some(day);
    Ok(date)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn time_of_day(text: &str) -> Result<TimeOfDay, String> {
    let end = text.find(|char: char| !(char.is_ascii_digit() || char == ':' || char == '.' || char == ','));
    let (clock, zone) = text.split_at(end.unwrap_or(text.len()));
    let mut parts = clock.split(':');
    let hour = parts.next().unwrap_or_default();
    let Some(minute) = parts.next() else { return Err("a time is written HH:MM or HH:MM:SS".to_owned()) };
    let second = parts.next().unwrap_or("0");
    let second = second.split(['.', ',']).next().unwrap_or_default();
    if parts.next().is_some() {
        return Err("a time is written HH:MM or HH:MM:SS".to_owned());
    }
    Ok(TimeOfDay {
        hour: within(hour, "hour", 0..=23)?,
        minute: within(minute, "minute", 0..=59)?,
        second: within(second, "second", 0..=59)?,
        offset: offset(zone.trim())?,
    })
}

/// Minutes east of UTC: `Z`, `-04:00`, `-0400`, `-4`.
fn offset(zone: &str) -> Result<Option<i16>, String> {
    let (sign, digits) = match zone.as_bytes() {
        [] => return Ok(None),
        [b'+', ..] => (1, &zone[1..]),
        [b'-', ..] => (-1, &zone[1..]),
        _ if ["Z", "UTC", "GMT"].iter().any(|utc| zone.eq_ignore_ascii_case(utc)) => return Ok(Some(0)),
        _ => return Err(format!("`{zone}` is no offset from UTC; write it as -04:00")),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    let bad = || format!("there is no offset `{zone}` from UTC");
    if !is_number(hours, 1..=2) || !is_number(minutes, 1..=2) {
        return Err(bad());
    }
    let (Ok(hours), Ok(minutes)) = (hours.parse::<i16>(), minutes.parse::<i16>()) else { return Err(bad()) };
    let offset = hours * 60 + minutes;
    if minutes > 59 || offset > 14 * 60 {
        return Err(bad());
    }
    Ok(Some(sign * offset))
}

/// One or two digits within `range`.
fn within(text: &str, what: &str, range: std::ops::RangeInclusive<u8>) -> Result<u8, String> {
    if !is_number(text, 1..=2) {
        return Err(if text.is_empty() { format!("the {what} is missing") } else { format!("`{text}` is no {what}") });
    }
    let number: u8 = text.parse().map_err(|_| format!("`{text}` is no {what}"))?;
    if range.contains(&number) { Ok(number) } else { Err(format!("there is no {what} {number}")) }
}

fn is_number(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_shape_of_a_real_archive_is_read() {
        for (text, date, moment) in [
            ("2018-06-25", "2018-06-25", "2018-06-25T00:00:00Z"),
            ("2019/11/08", "2019-11-08", "2019-11-08T00:00:00Z"),
            ("2020-12-2", "2020-12-02", "2020-12-02T00:00:00Z"),
            ("20180625", "2018-06-25", "2018-06-25T00:00:00Z"),
            ("2013-08-19 00:33", "2013-08-19", "2013-08-19T00:33:00Z"),
            ("2013-08-19 0:33:05", "2013-08-19", "2013-08-19T00:33:05Z"),
            ("2013-08-19 00:33:05 -0400", "2013-08-19", "2013-08-19T00:33:05-04:00"),
            ("2013-08-19 00:33:05 -04:00", "2013-08-19", "2013-08-19T00:33:05-04:00"),
            ("2013-08-19 00:33:05 -4", "2013-08-19", "2013-08-19T00:33:05-04:00"),
            ("2013-08-19T00:33:05+05:30", "2013-08-19", "2013-08-19T00:33:05+05:30"),
            ("2013-08-19T00:33:05.123Z", "2013-08-19", "2013-08-19T00:33:05Z"),
            ("2013-08-19t00:33:05z", "2013-08-19", "2013-08-19T00:33:05Z"),
            ("2013-08-19 00:33 UTC", "2013-08-19", "2013-08-19T00:33:00Z"),
            ("2018-06", "2018-06", "2018-06-01T00:00:00Z"),
            ("2018", "2018", "2018-01-01T00:00:00Z"),
            ("2018~", "2018~", "2018-01-01T00:00:00Z"),
            ("2018-06?", "2018-06?", "2018-06-01T00:00:00Z"),
            ("2018-06-25%", "2018-06-25%", "2018-06-25T00:00:00Z"),
            (" 2018-06-25 ", "2018-06-25", "2018-06-25T00:00:00Z"),
            ("2016-02-29", "2016-02-29", "2016-02-29T00:00:00Z"),
        ] {
            let read = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            assert_eq!((read.to_string().as_str(), read.rfc3339().as_str()), (date, moment), "{text:?}");
        }
    }

    #[test]
    fn impossible_dates_say_what_is_wrong() {
        for (text, expected) in [
            ("0000-00-00", "there is no year 0"),
            ("2018-00-10", "there is no month 0"),
            ("2026-13-40", "there is no month 13"),
            ("2018-06-00", "there is no day 0"),
            ("2018-06-32", "there is no day 32"),
            ("2019-02-29", "February 2019 has 28 days"),
            ("2018-02-30", "February 2018 has 28 days"),
            ("2018-06-31", "June 2018 has 30 days"),
            ("08/11/2019", "the year comes first, in four digits"),
            ("18-06-25", "the year comes first, in four digits"),
            ("201", "a year has four digits"),
            ("June 25, 2018", "this is not a year, month and day in figures"),
            ("2018.06", "this is not a year, month and day in figures"),
            ("٢٠١٨", "this is not a year, month and day in figures"),
            ("2018-06-25/2018-06-27", "this is more than one date"),
            ("2018-06-25-1", "a date has a year, a month and a day, and no more"),
            ("2018-XX", "`XX` is no month"),
            ("2018-", "the month is missing"),
            ("2018-06-25 24:00", "there is no hour 24"),
            ("2018-06-25 12:60", "there is no minute 60"),
            ("2018-06-25 12:00:61", "there is no second 61"),
            ("2018-06-25 noon", "a time is written HH:MM or HH:MM:SS"),
            ("2018-06-25 10:00 PST", "`PST` is no offset from UTC; write it as -04:00"),
            ("2018-06-25 10:00 -25:00", "there is no offset `-25:00` from UTC"),
            ("2018-06 10:00", "a time needs a whole day before it"),
            ("", "no date stands here"),
            ("~", "no date stands here"),
        ] {
            assert_eq!(parse(text).unwrap_err(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_file_name_gives_a_whole_day() {
        for (stem, expected) in [
            ("2018-06-25-slug", Some("2018-06-25")),
            ("2018-06-25", Some("2018-06-25")),
            ("2018-06-25_slug", Some("2018-06-25")),
            ("2018-06-25slug", None),
            ("2018-13-25-slug", None),
            ("2018-06-slug", None),
            ("2018-06-2ü-slug", None),
            ("slug", None),
        ] {
            assert_eq!(of_file_name(stem).map(|date| date.iso()).as_deref(), expected, "{stem:?}");
        }
    }
}
