//! The file → LinkLedger, every problem at its bytes.

use toml::de::{DeTable, DeValue};

use super::entry_reader::EntryReader;
use super::{LEDGER_FILE, LinkLedger};
use crate::diag::codes::links as codes;
use crate::diag::{Checked, Diagnostic, Place};
use crate::names::web_address::WebAddress;
use crate::source::{Files, SourceFile, Span};

/// Reads `links.toml` of `files`; nothing is known where it is not there.
///
/// An entry with a problem is left out, so that nothing is said of an address that is not known.
///
/// # Errors
/// `bad-link-ledger` where the file is no TOML; `bad-link-entry`; `unknown-link-key`, a warning.
pub fn read(files: &Files) -> Checked<LinkLedger> {
    match files.get(LEDGER_FILE) {
        Some(file) => of_file(file),
        None => Checked::default(),
    }
}

fn of_file(file: &SourceFile) -> Checked<LinkLedger> {
    let bad = |place: Place, message: String, help: &str| Checked {
        value: LinkLedger::default(),
        problems: vec![Diagnostic::new(codes::BAD_LINK_LEDGER, place, message).help(help)],
    };
    let bytes = match file.read() {
        Ok(bytes) => bytes,
        Err(reason) => {
            let message = format!("`{LEDGER_FILE}` cannot be read: {reason}");
            return bad(Place::file(&file.path), message, "make the file readable to the one who builds the site");
        }
    };
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return bad(Place::file(&file.path), format!("`{LEDGER_FILE}` is not UTF-8"), "save the file as UTF-8");
    };
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let (message, help) = syntax(text.get(span.clone()).unwrap_or_default(), error.message());
            return bad(Place::bytes(&file.path, span), message, help);
        }
    };
    let mut ledger = LinkLedger::default();
    let mut reader = EntryReader::new(file, text);
    let mut tables: Vec<_> = table.into_iter().collect();
    // What is told of two entries is told of the second.
    tables.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in tables {
        let header = header(text, key.span());
        let address = WebAddress::parse(key.get_ref());
        let Some(address) = address.filter(|_| matches!(value.get_ref(), DeValue::Table(_))) else {
            let message = format!("`{}` is not the address of an entry", key.get_ref());
            let help = "write each entry below its address: `[\"https://example.org/page\"]`";
            reader.report(codes::BAD_LINK_ENTRY, header, message, help);
            continue;
        };
        if ledger.entries.contains_key(&address) {
            let message = format!("`{address}` stands twice, in two spellings");
            reader.report(codes::BAD_LINK_ENTRY, header, message, "keep one of the two and delete the other");
            continue;
        }
        if let DeValue::Table(table) = value.into_inner()
            && let Some(entry) = reader.entry(header, table)
        {
            ledger.entries.insert(address, entry);
        }
    }
    Checked { value: ledger, problems: reader.problems }
}

/// The bytes of a table's header, brackets included, for those of its key.
fn header(text: &str, key: Span) -> Span {
    let is_bracketed = text[..key.start].ends_with('[') && text[key.end..].starts_with(']');
    if is_bracketed { key.start - 1..key.end + 1 } else { key }
}

/// What the parser found wrong, and what is to be done: mostly two changes that were merged by hand.
fn syntax(written: &str, words: &str) -> (String, &'static str) {
    let (what, _) = words.split_once(", expected ").unwrap_or((words, ""));
    match what {
        "duplicate key" => {
            (format!("{} stands twice", in_backticks(written)), "keep one of the two and delete the other")
        }
        _ if written.trim().is_empty() || written.contains('\n') => (format!("this is not TOML: {what}"), MERGE),
        _ => (format!("{} is not TOML: {what}", in_backticks(written)), MERGE),
    }
}

const MERGE: &str = "take the marks of a merge out and keep one version of each entry; or delete the file and run \
                     `reportage check --links`, which makes it anew";

fn in_backticks(written: &str) -> String {
    format!("`{}`", written.trim_matches('"'))
}
