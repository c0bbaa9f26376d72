//! `Retry-After` → how long to wait (RFC 9110, section 10.2.3).

use std::time::{Duration, SystemTime};

/// How long the server asks to be left alone: a number of seconds, or a date, which is compared with the server's own
/// clock (`Date`) where it tells it, since ours may be wrong.
pub(super) fn wait(retry_after: Option<&str>, date: Option<&str>, now: SystemTime) -> Option<Duration> {
    let text = retry_after?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let now = date.and_then(|date| httpdate::parse_http_date(date.trim()).ok()).unwrap_or(now);
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn seconds_and_dates_are_understood() {
        const NOON: &str = "Sun, 06 Nov 1994 12:00:00 GMT";
        for (retry_after, date, expected) in [
            ("120",                           None,       Some(120)),
            (" 5 ",                           None,       Some(5)),
            ("Sun, 06 Nov 1994 12:02:00 GMT", Some(NOON), Some(120)),
            ("Sun, 06 Nov 1994 11:00:00 GMT", Some(NOON), Some(0)),
            ("Sun, 06 Nov 1994 12:00:00 GMT", None,       Some(784_123_200)),
            ("soon",                          None,       None),
            ("-1",                            None,       None),
        ] {
            let wait = wait(Some(retry_after), date, SystemTime::UNIX_EPOCH);
            assert_eq!(wait, expected.map(Duration::from_secs), "{retry_after}");
        }
        assert_eq!(wait(None, None, SystemTime::UNIX_EPOCH), None);
    }
}
