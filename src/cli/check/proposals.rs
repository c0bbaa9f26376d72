//! Addresses that are gone → copies of them, as lines that an editor may paste. No record is changed.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;

use super::links::Run;
use crate::archive::Subject;
use crate::check::{Asker, Memento, find};
use crate::cli::progress::Progress;
use crate::link_ledger::{LinkCopy, LinkLedger, Verdict};
use crate::model::date::PartialDate;
use crate::names::web_address::WebAddress;
use crate::outbound::{Field, Use};

/// Asks `memento` for a copy of each address that is dead and has none, notes it in the ledger, and gives the lines.
pub(super) fn look_for(run: &Run<'_>, memento: &Memento, ledger: &mut LinkLedger) -> String {
    let lacks_copy = |address: &&WebAddress| {
        let is_dead = ledger.get(address).is_some_and(|known| known.status == Verdict::Dead && known.copies.is_empty());
        is_dead && run.uses.get(*address).is_some_and(|uses| !run.has_copy(uses))
    };
    let addresses: Vec<WebAddress> = ledger.entries.keys().filter(lacks_copy).cloned().collect();
    let asker = Asker::new(&run.manner);
    let progress = Progress::of_requests(run.screen, addresses.len());
    let mut found: Vec<(WebAddress, LinkCopy)> = Vec::new();
    for (place, address) in addresses.into_iter().enumerate() {
        if place > 0 {
            run.pace.pause("the service for copies", run.manner.delay);
        }
        if run.pace.is_stopped() {
            break;
        }
        match find(&asker, memento, &address, run.day_of(&address)) {
            Ok(copy) => found.extend(copy.map(|copy| (address, copy))),
            Err(fault) => {
                run.screen
                    .say(&format!("no further copies are looked for: the service did not answer ({})", fault.word()));
                break;
            }
        }
        progress.tick();
    }
    progress.finish();
    for (address, copy) in &found {
        if let Some(entry) = ledger.entries.get_mut(address) {
            entry.copies.push(copy.clone());
        }
    }
    run.lines(&found)
}

impl Run<'_> {
    /// Whether the record whose original it is names a copy.
    fn has_copy(&self, uses: &[Use]) -> bool {
        uses.iter().any(|used| match (used.field, used.by) {
            (Field::Original, Subject::Record(record)) => !self.archive[record].record.archived.is_empty(),
            _ => false,
        })
    }

    /// The day of the first record that names it: the copy nearest to that day is the likeliest to show what it says.
    fn day_of(&self, address: &WebAddress) -> Option<Date> {
        let by = self.uses.get(address)?.iter().find_map(|used| match used.by {
            Subject::Record(record) => self.archive[record].record.date,
            _ => None,
        });
        let PartialDate { year, month, day, .. } = by?;
        let [month, day] = [month.unwrap_or(1), day.unwrap_or(1)].map(|number| i8::try_from(number).ok());
        Date::new(year, month?, day?).ok()
    }

    /// The copies by file: as `archived` where the address is a record's original, and else as what to lead to instead.
    fn lines(&self, found: &[(WebAddress, LinkCopy)]) -> String {
        let mut by_file: BTreeMap<&str, String> = BTreeMap::new();
        for (address, copy) in found {
            for used in self.uses.get(address).into_iter().flatten() {
                let lines = by_file.entry(self.file_of(used.by)).or_default();
                let date = copy.date.map(|date| format!(", date: {date}")).unwrap_or_default();
                // Writing to a string cannot fail.
                let _ = match used.field {
                    Field::Original => writeln!(lines, "  archived: [{{url: \"{}\"{date}}}]", copy.url),
                    _ => writeln!(lines, "  # in place of {address}: {}", copy.url),
                };
            }
        }
        by_file.into_iter().map(|(file, lines)| format!("{file}\n{lines}")).collect()
    }

    fn file_of(&self, subject: Subject) -> &str {
        match subject {
            Subject::Record(record) => self.archive[record].record.file.as_str(),
            Subject::Page(place) => self.archive.pages()[place].page.file.as_str(),
            Subject::Term(term) => self.archive[term].entity.as_ref().map_or("", |entity| entity.file.as_str()),
        }
    }
}
