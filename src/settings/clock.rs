//! `--clock` and `SOURCE_DATE_EPOCH` → the day on which the site is built.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::model::date::PartialDate;

/// The day that `--clock` names: `2026-11-23`, a moment as RFC 3339 writes it, or seconds since 1970. A moment counts
/// as its day in UTC. Nothing where it is none of these or lies outside the years 1 to 9999.
pub(super) fn day(text: &str) -> Option<PartialDate> {
    if let Some(day) = day_of_seconds(text) {
        return Some(day);
    }
    let is_plain_day = text.len() == "2026-11-23".len();
    if is_plain_day {
        return text.parse::<Date>().ok().and_then(partial);
    }
    text.parse::<Timestamp>().ok().and_then(day_of_moment)
}

/// The day that `SOURCE_DATE_EPOCH` names.
///
/// Source: the SOURCE_DATE_EPOCH specification 1.1: whole seconds since 1970 in ASCII digits.
pub(super) fn day_of_seconds(text: &str) -> Option<PartialDate> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Timestamp::from_second(text.parse().ok()?).ok().and_then(day_of_moment)
}

fn day_of_moment(moment: Timestamp) -> Option<PartialDate> {
    partial(Offset::UTC.to_datetime(moment).date())
}

fn partial(date: Date) -> Option<PartialDate> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    (date.year() > 0).then(|| PartialDate::day(date.year(), month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn a_clock_names_a_day() {
        for (text, expected) in [
            ("2026-11-23",                Some("2026-11-23")),
            ("2026-11-23T23:30:00Z",      Some("2026-11-23")),
            ("2026-11-23T23:30:00-05:00", Some("2026-11-24")),
            ("2026-11-23 00:30:00+02:00", Some("2026-11-22")),
            ("0",                         Some("1970-01-01")),
            ("86400",                     Some("1970-01-02")),
            ("-1",                        Some("1969-12-31")),
            ("1795392000",                Some("2026-11-23")),
            ("253402207200",              Some("9999-12-30")),
            ("2026-02-30",                None),
            ("2026-11",                   None),
            ("2026-11-23T10:00:00",       None),
            ("now",                       None),
            ("",                          None),
            ("-",                         None),
            ("1.5",                       None),
            ("99999999999999999999",      None),
            ("-99999999999",              None),
            ("+5",                        None),
        ] {
            assert_eq!(day(text).map(|day| day.iso()).as_deref(), expected, "{text:?}");
        }
        assert_eq!(day_of_seconds("2026-11-23"), None);
    }
}
