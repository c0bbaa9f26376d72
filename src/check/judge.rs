//! A visit, and what was known before → what is known now.

use jiff::civil::Date;

use super::visit::End;
use crate::link_ledger::{LinkEntry, Verdict};
use crate::names::web_address::WebAddress;

/// What the ledger is to say of `address` after a visit on `day`; nothing where there is nothing new to say.
///
/// - 2xx: live. Where all redirects are for good, moved; a redirect to the first page of a host is how many a server says
///   "not found", so that the address is in doubt.
/// - 410: dead. 404: dead if it was so on an earlier day, for a mishap of a server is mended by then; else unsure.
/// - 401, 402, 403, 407, 451 and LinkedIn's 999: forbidden, for it is there.
/// - 429, 5xx and whatever else: unsure.
/// - No answer: unreachable.
///
/// What is dead stays dead until it answers well: that a server is in trouble or gone does not bring a page back.
pub fn judge(address: &WebAddress, end: &End, before: Option<&LinkEntry>, day: Date) -> Option<LinkEntry> {
    let mut entry = LinkEntry::new(Verdict::Unsure, day);
    match end {
        End::PutOff => return None,
        End::Fault(fault) => {
            entry.status = Verdict::Unreachable;
            entry.fault = Some(*fault);
        }
        End::Answer { status, landed, for_good } => {
            entry.answer = Some(*status);
            entry.status = of_answer(*status, before, day);
            let has_moved = *for_good && landed != address && !landed.is_nearly(address);
            if entry.status == Verdict::Live && landed.is_home() && !address.is_home() {
                entry.status = Verdict::Doubtful;
            } else if entry.status == Verdict::Live && has_moved {
                entry.status = Verdict::Moved;
                entry.moved_to = Some(landed.clone());
            }
        }
    }
    let was_dead = before.is_some_and(|before| before.status == Verdict::Dead);
    if was_dead && matches!(entry.status, Verdict::Unsure | Verdict::Unreachable) {
        entry.status = Verdict::Dead;
    }
    if !entry.status.is_well() {
        entry.since = Some(before.and_then(|before| before.since).unwrap_or(day));
    }
    if let Some(before) = before {
        entry.copies.clone_from(&before.copies);
        entry.note.clone_from(&before.note);
        entry.rest.clone_from(&before.rest);
    }
    Some(entry)
}

fn of_answer(status: u16, before: Option<&LinkEntry>, day: Date) -> Verdict {
    let was_missing = before
        .is_some_and(|before| before.status == Verdict::Dead || before.answer == Some(404) && before.checked < day);
    match status {
        200..=299 | 304 => Verdict::Live,
        410 => Verdict::Dead,
        404 if was_missing => Verdict::Dead,
        401 | 402 | 403 | 407 | 451 | 999 => Verdict::Forbidden,
        _ => Verdict::Unsure,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::link_ledger::Fault;

    fn address(text: &str) -> WebAddress {
        WebAddress::parse(text).unwrap()
    }

    fn answer(status: u16) -> End {
        End::Answer { status, landed: address("https://a.org/x"), for_good: true }
    }

    fn led_to(landed: &str, for_good: bool) -> End {
        End::Answer { status: 200, landed: address(landed), for_good }
    }

    #[test]
    #[rustfmt::skip]
    fn what_an_answer_means() {
        let none = None;
        let missing = |day| Some(LinkEntry { answer: Some(404), since: Some(day), ..LinkEntry::new(Verdict::Unsure, day) });
        let dead = Some(LinkEntry { since: Some(date(2026, 1, 1)), ..LinkEntry::new(Verdict::Dead, date(2026, 10, 1)) });
        let (today, earlier) = (date(2026, 11, 23), date(2026, 11, 20));
        for (end, before, status, since) in [
            (answer(200),                                none.clone(),     Verdict::Live,        None),
            (answer(204),                                dead.clone(),     Verdict::Live,        None),
            (answer(404),                                none.clone(),     Verdict::Unsure,      Some(today)),
            (answer(404),                                missing(today),   Verdict::Unsure,      Some(today)),
            (answer(404),                                missing(earlier), Verdict::Dead,        Some(earlier)),
            (answer(410),                                none.clone(),     Verdict::Dead,        Some(today)),
            (answer(403),                                none.clone(),     Verdict::Forbidden,   Some(today)),
            (answer(451),                                none.clone(),     Verdict::Forbidden,   Some(today)),
            (answer(429),                                none.clone(),     Verdict::Unsure,      Some(today)),
            (answer(500),                                none.clone(),     Verdict::Unsure,      Some(today)),
            (answer(503),                                dead.clone(),     Verdict::Dead,        Some(date(2026, 1, 1))),
            (answer(400),                                none.clone(),     Verdict::Unsure,      Some(today)),
            (End::Fault(Fault::Dns),                     none.clone(),     Verdict::Unreachable, Some(today)),
            (End::Fault(Fault::Dns),                     missing(earlier), Verdict::Unreachable, Some(earlier)),
            (End::Fault(Fault::Timeout),                 dead.clone(),     Verdict::Dead,        Some(date(2026, 1, 1))),
            (led_to("https://b.org/y", true),            none.clone(),     Verdict::Moved,       None),
            (led_to("https://b.org/y", false),           none.clone(),     Verdict::Live,        None),
            (led_to("https://www.a.org/x/", true),       none.clone(),     Verdict::Live,        None),
            (led_to("https://a.org/", true),             none.clone(),     Verdict::Doubtful,    Some(today)),
            (led_to("https://b.org/", false),            none.clone(),     Verdict::Doubtful,    Some(today)),
        ] {
            let entry = judge(&address("https://a.org/x"), &end, before.as_ref(), today).unwrap();
            assert_eq!((entry.status, entry.since), (status, since), "{end:?} {before:?}");
        }
    }

    #[test]
    fn what_was_not_asked_says_nothing() {
        assert_eq!(judge(&address("https://a.org/x"), &End::PutOff, None, date(2026, 11, 23)), None);
    }

    #[test]
    fn the_first_page_of_a_host_may_lead_to_another_first_page() {
        let entry =
            judge(&address("https://a.org/"), &led_to("https://b.org/", true), None, date(2026, 11, 23)).unwrap();
        assert_eq!((entry.status, entry.moved_to), (Verdict::Moved, Some(address("https://b.org/"))));
    }

    #[test]
    fn what_people_wrote_stays() {
        let note = Some("asked the outlet".to_owned());
        let rest = vec!["mood = 1".to_owned()];
        let before = LinkEntry { note, rest, ..LinkEntry::new(Verdict::Live, date(2026, 1, 1)) };
        let entry = judge(&address("https://a.org/x"), &answer(410), Some(&before), date(2026, 11, 23)).unwrap();
        assert_eq!((entry.note, entry.rest), (before.note, before.rest));
    }
}
