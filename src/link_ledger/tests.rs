#![allow(clippy::unwrap_used)]

use jiff::civil::date;

use super::*;
use crate::diag::Checked;
use crate::source::{Files, SitePath, SourceFile};

fn read_text(text: &str) -> Checked<LinkLedger> {
    let file = SourceFile::held(SitePath::new(LEDGER_FILE).unwrap(), text.as_bytes());
    read(&Files::new(vec![file]))
}

fn address(text: &str) -> WebAddress {
    WebAddress::parse(text).unwrap()
}

/// What stands in the file is what is written, whatever is in it.
#[test]
fn what_is_written_is_read() {
    let everything = LinkEntry {
        answer: Some(404),
        fault: Some(Fault::Loop),
        since: Some(date(2026, 10, 1)),
        moved_to: Some(address("https://b.org/ü?x=\"")),
        copies: vec![
            LinkCopy { url: address("https://web.archive.org/web/2018/https://a.org/"), date: Some(date(2018, 6, 26)) },
            LinkCopy { url: address("https://archive.example/1"), date: None },
        ],
        note: Some("Said \"gone\" \\ on the\nphone\u{7}, \u{1F4DE}".to_owned()),
        rest: Vec::new(),
        ..LinkEntry::new(Verdict::Dead, date(2026, 11, 20))
    };
    let mut ledger = LinkLedger::default();
    for verdict in Verdict::ALL {
        let plain = LinkEntry::new(*verdict, date(2026, 11, 20));
        ledger.entries.insert(address(&format!("https://a.org/{}", verdict.word())), plain);
    }
    for fault in Fault::ALL {
        let entry = LinkEntry { fault: Some(*fault), ..everything.clone() };
        ledger.entries.insert(address(&format!("https://b.org/?{}", fault.word())), entry);
    }
    let read = read_text(&ledger.to_toml());
    assert_eq!(read.problems, []);
    assert_eq!(read.value, ledger);
    assert_eq!(read.value.to_toml(), ledger.to_toml());
}

#[test]
fn an_entry_is_a_table_in_the_order_of_addresses() {
    let mut ledger = LinkLedger::default();
    let moved =
        LinkEntry { moved_to: Some(address("https://b.org/")), ..LinkEntry::new(Verdict::Moved, date(2026, 1, 2)) };
    ledger.entries.insert(address("https://b.org/"), LinkEntry::new(Verdict::Live, date(2026, 11, 20)));
    ledger.entries.insert(address("https://a.org/"), moved);
    let text = ledger.to_toml();
    let entries = text.split_once("\n\n").unwrap().1;
    assert_eq!(
        entries,
        "[\"https://a.org/\"]\nstatus = \"moved\"\nchecked = 2026-01-02\nmoved_to = \"https://b.org/\"\n\n\
         [\"https://b.org/\"]\nstatus = \"live\"\nchecked = 2026-11-20\n"
    );
}

/// A key of a later version, or of a person's, is told of and not thrown away.
#[test]
fn what_is_not_understood_is_kept() {
    let text = "[\"https://a.org/\"]\nstatus = \"live\"\nchecked = 2026-11-20\nmood = [1, \"grave\"] # so it is\n";
    let read = read_text(text);
    assert_eq!(read.problems.len(), 1);
    let written = read.value.to_toml();
    assert!(written.ends_with("checked = 2026-11-20\nmood = [1, \"grave\"]\n"), "{written}");
    assert_eq!(read_text(&written).value, read.value);
}
