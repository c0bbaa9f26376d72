//! LinkLedger → the text of `links.toml`: a table an address, sorted, so that two hands' changes meet in few lines.

use std::fmt::Write;

use jiff::civil::Date;

use super::{LinkCopy, LinkEntry, LinkLedger};

/// What the file begins with.
const HEADING: &str = "\
# What was last known of each address outside this archive. `reportage check --links` keeps this file.
# Write what you know into `note`: it stays. Comments are not kept.
";

impl LinkLedger {
    /// The file: the same text for the same ledger.
    pub fn to_toml(&self) -> String {
        let mut text = HEADING.to_owned();
        for (address, entry) in &self.entries {
            let _ = writeln!(text, "\n[{}]", quoted(address.as_str()));
            self::entry(&mut text, entry);
        }
        text
    }
}

fn entry(text: &mut String, entry: &LinkEntry) {
    // Writing to a string cannot fail.
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("status", quoted(entry.status.word()));
    line("checked", entry.checked.to_string());
    if let Some(answer) = entry.answer {
        line("answer", answer.to_string());
    }
    if let Some(fault) = entry.fault {
        line("fault", quoted(fault.word()));
    }
    if let Some(since) = entry.since {
        line("since", since.to_string());
    }
    if let Some(moved_to) = &entry.moved_to {
        line("moved_to", quoted(moved_to.as_str()));
    }
    if !entry.copies.is_empty() {
        let copies: String = entry.copies.iter().map(copy).collect();
        line("copies", format!("[\n{copies}]"));
    }
    if let Some(note) = &entry.note {
        line("note", quoted(note));
    }
    for rest in &entry.rest {
        text.push_str(rest);
        text.push('\n');
    }
}

fn copy(copy: &LinkCopy) -> String {
    let date = copy.date.map(|date: Date| format!(", date = {date}")).unwrap_or_default();
    format!("  {{ url = {}{date} }},\n", quoted(copy.url.as_str()))
}

/// A basic string of TOML (TOML 1.1, "String").
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
