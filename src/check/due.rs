//! Addresses, and what is known of them → those that are to be asked now.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::link_ledger::LinkLedger;
use crate::names::web_address::WebAddress;

/// From when on an answer counts as fresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// So many days.
    Days(u32),
    /// This day.
    Day(Date),
}

impl Since {
    /// Reads `30d`, `4w` or `2026-11-01`.
    ///
    /// # Errors
    /// What to write instead.
    pub fn parse(text: &str) -> Result<Since, String> {
        let days = |unit: char, length: u32| {
            text.strip_suffix(unit)?.parse::<u32>().ok()?.checked_mul(length).filter(|days| *days <= 36_500)
        };
        let day = || text.parse::<Date>().ok().map(Since::Day);
        let since = days('d', 1).or_else(|| days('w', 7)).map(Since::Days).or_else(day);
        since.ok_or_else(|| "write a number of days or weeks, as `30d` or `4w`, or a day, as `2026-11-01`".to_owned())
    }

    /// The first day whose answers are fresh on `today`.
    fn from(self, today: Date) -> Date {
        match self {
            Since::Day(day) => day,
            // Of 30 days, today is one. With none, not even today's answers are fresh.
            Since::Days(days) => today.saturating_add(1.day()).saturating_sub(i64::from(days).days()),
        }
    }
}

/// Those of `addresses` that are to be asked on `today`, at most `limit`: first what was never asked, then what was asked
/// longest ago, each sorted by address.
///
/// An answer that was not clear is fresh for its day alone.
pub fn due<'a>(
    addresses: impl Iterator<Item = &'a WebAddress>,
    ledger: &LinkLedger,
    since: Since,
    limit: Option<usize>,
    today: Date,
) -> Vec<WebAddress> {
    let from = since.from(today);
    let mut due: Vec<(Option<Date>, &WebAddress)> = Vec::new();
    for address in addresses {
        match ledger.get(address) {
            None => due.push((None, address)),
            Some(entry) => {
                let from = if entry.status.is_settled() { from } else { from.max(today) };
                if entry.checked < from {
                    due.push((Some(entry.checked), address));
                }
            }
        }
    }
    due.sort();
    due.into_iter().take(limit.unwrap_or(usize::MAX)).map(|(_, address)| address.clone()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::link_ledger::{LinkEntry, Verdict};

    #[test]
    #[rustfmt::skip]
    fn durations_and_days_are_read() {
        for (text, expected) in [
            ("30d",        Some(Since::Days(30))),
            ("4w",         Some(Since::Days(28))),
            ("0d",         Some(Since::Days(0))),
            ("2026-11-01", Some(Since::Day(date(2026, 11, 1)))),
            ("30",         None),
            ("soon",       None),
            ("99999999w",  None),
            ("2026-13-01", None),
        ] {
            assert_eq!(Since::parse(text).ok(), expected, "{text}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn what_is_fresh_is_not_asked_again() {
        let today = date(2026, 11, 23);
        let entries = [
            ("https://a.org/new",        None),
            ("https://a.org/today",      Some((Verdict::Live, today))),
            ("https://a.org/fresh",      Some((Verdict::Live, date(2026, 10, 25)))),
            ("https://a.org/stale",      Some((Verdict::Dead, date(2026, 10, 24)))),
            ("https://a.org/old",        Some((Verdict::Live, date(2026, 1, 1)))),
            ("https://a.org/unclear",    Some((Verdict::Unsure, date(2026, 11, 22)))),
            ("https://a.org/just-asked", Some((Verdict::Unreachable, today))),
        ];
        let mut ledger = LinkLedger::default();
        let address = |text: &str| WebAddress::parse(text).unwrap();
        for (text, known) in entries {
            ledger.entries.extend(known.map(|(status, day)| (address(text), LinkEntry::new(status, day))));
        }
        let all: Vec<WebAddress> = entries.iter().map(|(text, _)| address(text)).collect();
        for (since, limit, expected) in [
            (Since::Days(30),            None,    "new old stale unclear"),
            (Since::Days(30),            Some(2), "new old"),
            (Since::Days(1),             None,    "new old stale fresh unclear"),
            (Since::Days(0),             None,    "new old stale fresh unclear just-asked today"),
            (Since::Day(date(2026,1,1)), None,    "new unclear"),
        ] {
            let due = due(all.iter(), &ledger, since, limit, today);
            let due: Vec<&str> = due.iter().map(|address| &address.as_str()["https://a.org/".len()..]).collect();
            assert_eq!(due.join(" "), expected, "{since:?} {limit:?}");
        }
    }
}
