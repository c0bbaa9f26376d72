//! An address, and a day → the copy nearest to it that an archive of the web has.

use jiff::civil::Date;
use serde::Deserialize;

use super::ask::Asker;
use crate::link_ledger::{Fault, LinkCopy};
use crate::names::web_address::WebAddress;

/// Whom to ask for copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Memento {
    /// A TimeGate (RFC 7089, section 4.1): the address is written behind its own.
    TimeGate(String),
    /// A service that answers as the Wayback Machine's `available` does, in JSON.
    Availability(String),
}

impl Memento {
    /// The service at `endpoint`; one that ends with `/` is a TimeGate. Nothing where it is no address of the web.
    pub fn at(endpoint: &str) -> Option<Memento> {
        WebAddress::parse(endpoint)?;
        let endpoint = endpoint.trim().to_owned();
        Some(if endpoint.ends_with('/') { Memento::TimeGate(endpoint) } else { Memento::Availability(endpoint) })
    }
}

/// The copy of `address` nearest to `day`; nothing where the service knows none.
///
/// # Errors
/// Why the service did not answer.
pub fn find(
    asker: &Asker,
    memento: &Memento,
    address: &WebAddress,
    day: Option<Date>,
) -> Result<Option<LinkCopy>, Fault> {
    match memento {
        Memento::TimeGate(gate) => through_gate(asker, gate, address, day),
        Memento::Availability(endpoint) => available(asker, endpoint, address, day),
    }
}

fn through_gate(asker: &Asker, gate: &str, address: &WebAddress, day: Option<Date>) -> Result<Option<LinkCopy>, Fault> {
    let wanted = day.map(|day| day.strftime("%a, %d %b %Y 12:00:00 GMT").to_string());
    let headers: Vec<(&str, &str)> = wanted.iter().map(|wanted| ("Accept-Datetime", wanted.as_str())).collect();
    let url = format!("{gate}{address}");
    let (head, _) = asker.text(&url, &headers)?;
    let here = WebAddress::parse(&url).ok_or(Fault::BadAnswer)?;
    let copy = match head.status {
        302 | 303 | 307 => head.location.as_deref().and_then(|location| here.join(location)),
        200 if head.memento_datetime.is_some() => Some(here),
        404 => None,
        _ => return Err(Fault::BadAnswer),
    };
    let date = head.memento_datetime.as_deref().and_then(day_of_http);
    Ok(copy.map(|url| LinkCopy { date: date.or_else(|| day_in_path(&url)), url }))
}

fn day_of_http(text: &str) -> Option<Date> {
    let time = httpdate::parse_http_date(text).ok()?;
    let time = jiff::Timestamp::try_from(time).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(time).date())
}

/// The day in the path of a copy, as archives of the web write it: `/web/20180626100333/`.
fn day_in_path(url: &WebAddress) -> Option<Date> {
    let is_stamp = |part: &&str| part.len() == 14 && part.bytes().all(|byte| byte.is_ascii_digit());
    url.as_str().split('/').find(is_stamp).and_then(day_of_stamp)
}

fn day_of_stamp(stamp: &str) -> Option<Date> {
    let number = |from: usize, to: usize| stamp.get(from..to)?.parse::<i16>().ok();
    let [month, day] = [number(4, 6)?, number(6, 8)?].map(|number| i8::try_from(number).ok());
    Date::new(number(0, 4)?, month?, day?).ok()
}

#[derive(Deserialize)]
struct Available {
    archived_snapshots: Snapshots,
}

#[derive(Deserialize)]
struct Snapshots {
    closest: Option<Snapshot>,
}

#[derive(Deserialize)]
struct Snapshot {
    available: bool,
    url: String,
    timestamp: String,
    status: Option<String>,
}

fn available(
    asker: &Asker,
    endpoint: &str,
    address: &WebAddress,
    day: Option<Date>,
) -> Result<Option<LinkCopy>, Fault> {
    let mut url = url::Url::parse(endpoint).map_err(|_| Fault::BadAnswer)?;
    url.query_pairs_mut().append_pair("url", address.as_str());
    if let Some(day) = day {
        url.query_pairs_mut().append_pair("timestamp", &day.strftime("%Y%m%d").to_string());
    }
    let (head, text) = asker.text(url.as_str(), &[])?;
    if head.status != 200 {
        return Err(Fault::BadAnswer);
    }
    let answer: Available = serde_json::from_str(&text).map_err(|_| Fault::BadAnswer)?;
    Ok(answer.archived_snapshots.closest.and_then(copy))
}

fn copy(snapshot: Snapshot) -> Option<LinkCopy> {
    // A copy of an error page proves nothing.
    let is_page = snapshot.status.as_deref().is_none_or(|status| status.starts_with('2'));
    let url = WebAddress::parse(&snapshot.url).filter(|_| snapshot.available && is_page)?;
    // The service gives addresses of its own as `http`.
    let secure =
        url.as_str().strip_prefix("http://web.archive.org/").map(|rest| format!("https://web.archive.org/{rest}"));
    let url = secure.and_then(|secure| WebAddress::parse(&secure)).unwrap_or(url);
    Some(LinkCopy { date: day_of_stamp(&snapshot.timestamp), url })
}
