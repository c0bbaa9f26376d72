//! Addresses outside that are gone, and those that nobody has asked for long.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::archive::{Archive, Subject};
use crate::link_ledger::Verdict;
use crate::outbound::Use;
use crate::site::Site;

/// An address that is gone.
#[derive(Serialize)]
pub struct DeadLink {
    /// The address.
    pub url: String,
    /// The first day of those on which it was gone.
    pub since: Option<String>,
    /// The day on which it was last asked.
    pub checked: String,
    /// Copies of what stood there.
    pub copies: Vec<String>,
    /// The files that name it, each once.
    pub files: Vec<String>,
    /// The page of the first record that names it, below the base URL.
    pub path: Option<String>,
}

/// The addresses that the archive names and that are gone, as the editor or else the ledger has it, sorted.
pub fn dead_links(site: &Site) -> Vec<DeadLink> {
    let (archive, outbound) = (&site.views.archive, &site.views.outbound);
    let dead = outbound.known().filter(|(_, entry, uses)| outbound.verdict(entry, uses, archive) == Verdict::Dead);
    dead.map(|(address, entry, uses)| {
        let mut files: Vec<String> = uses.iter().map(|used| file(archive, used)).collect();
        files.dedup();
        let record = uses.iter().find_map(|used| match used.by {
            Subject::Record(record) => Some(&archive[record]),
            _ => None,
        });
        let written = record.into_iter().flat_map(|entry| &entry.record.archived);
        let written = written.filter_map(|copy| copy.url.clone().or_else(|| copy.file.clone()));
        DeadLink {
            url: address.to_string(),
            since: entry.since.map(|day| day.to_string()),
            checked: entry.checked.to_string(),
            copies: written.chain(entry.copies.iter().map(|copy| copy.url.to_string())).collect(),
            files,
            path: record.map(|entry| entry.address.url.to_string()),
        }
    })
    .collect()
}

/// How many of the addresses of which something is known were last asked more than `days` ago.
pub fn unasked_since(site: &Site, days: i64) -> usize {
    let today = site.views.settings.today;
    let (month, day) = (today.month.unwrap_or(1), today.day.unwrap_or(1));
    let signed = |number: u8| i8::try_from(number).unwrap_or(1);
    let Ok(today) = Date::new(today.year, signed(month), signed(day)) else { return 0 };
    let first = today.saturating_sub(days.days());
    site.views.outbound.known().filter(|(_, entry, _)| entry.checked < first).count()
}

fn file(archive: &Archive, used: &Use) -> String {
    let file = match used.by {
        Subject::Record(record) => Some(&archive[record].record.file),
        Subject::Page(place) => archive.pages().get(place).map(|page| &page.page.file),
        Subject::Term(term) => archive[term].entity.as_ref().map(|entity| &entity.file),
    };
    file.map(ToString::to_string).unwrap_or_default()
}
