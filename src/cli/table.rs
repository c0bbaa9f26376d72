//! Rows → an aligned table for people, or JSON or CSV for programs.

use std::io::{self, IsTerminal};

use serde::Serialize;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::export::is_formula;

/// Between two columns.
const GAP: &str = "  ";

/// Columns wider than this do not push the next ones further.
const WIDEST: usize = 48;

/// What a list is made of.
pub(super) trait Row: Serialize {
    /// The columns' headings.
    const HEADINGS: &'static [&'static str];

    /// The columns that hold numbers, which stand to the right.
    const NUMBERS: &'static [usize] = &[];

    /// One text a column.
    fn cells(&self) -> Vec<String>;
}

/// A row that CSV can take, too.
pub(super) trait Fields: Row {
    /// The names of its fields, in their order: those that JSON has.
    const FIELDS: &'static [&'static str];
}

/// Whether the list is read on a terminal, and not by a program.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// One array, indented, and a line end.
pub(super) fn json<R: Serialize>(rows: &[R]) -> String {
    // A row is made of texts and numbers, for which JSON has words.
    let array = serde_json::to_string_pretty(rows).unwrap_or_default();
    format!("{array}\n")
}

/// The same fields as JSON's, a line a row below one with their names (RFC 4180), safe to open in a spreadsheet. A list
/// within a field is parted by `; `, what belongs to an index has its key before it: `tags:letters; people:jane-doe`.
pub(super) fn csv<R: Fields>(rows: &[R]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Memory takes every byte, and every line has as many fields as the first.
    let _ = writer.write_record(R::FIELDS);
    for row in rows {
        let object = serde_json::to_value(row).unwrap_or_default();
        let _ = writer.write_record(R::FIELDS.iter().map(|field| safe(cell(&object[*field]))));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join("; "),
        Value::Object(entries) => {
            let items = entries.iter().flat_map(|(key, value)| match value {
                Value::Array(items) => items.iter().map(|item| format!("{key}:{}", cell(item))).collect(),
                single => vec![format!("{key}:{}", cell(single))],
            });
            items.collect::<Vec<_>>().join("; ")
        }
        plain => plain.to_string(),
    }
}

fn safe(text: String) -> String {
    if is_formula(&text) { format!("'{text}") } else { text }
}

/// A line a row, the columns aligned by the width that a terminal gives their letters; with headings if asked for, and
/// nothing at all where there is no row.
pub(super) fn text<R: Row>(rows: &[R], with_headings: bool) -> String {
    let mut lines: Vec<Vec<String>> = Vec::with_capacity(rows.len() + 1);
    if with_headings && !rows.is_empty() {
        lines.push(R::HEADINGS.iter().map(|heading| (*heading).to_owned()).collect());
    }
    lines.extend(rows.iter().map(|row| row.cells().iter().map(|cell| visible(cell)).collect()));
    let mut widths = vec![0; R::HEADINGS.len()];
    for cells in &lines {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.width().min(WIDEST));
        }
    }
    lines.iter().map(|cells| line(cells, &widths, R::NUMBERS)).collect()
}

fn line(cells: &[String], widths: &[usize], numbers: &[usize]) -> String {
    let mut line = String::new();
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        if column > 0 {
            line.push_str(GAP);
        }
        let padding = " ".repeat(width.saturating_sub(cell.width()));
        let (before, after) = if numbers.contains(&column) { (&*padding, "") } else { ("", &*padding) };
        line.extend([before, cell, after]);
    }
    format!("{}\n", line.trim_end())
}

/// The text without what a terminal would obey.
fn visible(text: &str) -> String {
    let is_hostile = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.replace(is_hostile, " ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[derive(Serialize)]
    struct Pair(&'static str, usize, &'static str);

    impl Row for Pair {
        const HEADINGS: &'static [&'static str] = &["NAME", "N", "REST"];
        const NUMBERS: &'static [usize] = &[1];

        fn cells(&self) -> Vec<String> {
            vec![self.0.to_owned(), self.1.to_string(), self.2.to_owned()]
        }
    }

    #[derive(Serialize)]
    struct Nested {
        name: &'static str,
        count: Option<usize>,
        terms: BTreeMap<&'static str, Vec<&'static str>>,
    }

    impl Row for Nested {
        const HEADINGS: &'static [&'static str] = &["NAME"];

        fn cells(&self) -> Vec<String> {
            vec![self.name.to_owned()]
        }
    }

    impl Fields for Nested {
        const FIELDS: &'static [&'static str] = &["name", "count", "terms"];
    }

    #[test]
    fn csv_has_a_line_a_row_and_no_formula() {
        let terms = [("people", vec!["jane"]), ("tags", vec!["a", "b"])].into();
        let rows = [
            Nested { name: "=A1, \"x\"", count: Some(3), terms },
            Nested { name: "B", count: None, terms: BTreeMap::new() },
        ];
        let expected = "name,count,terms\r\n\"'=A1, \"\"x\"\"\",3,people:jane; tags:a; tags:b\r\nB,,\r\n";
        assert_eq!(csv(&rows), expected);
        assert_eq!(csv::<Nested>(&[]), "name,count,terms\r\n");
    }

    #[test]
    fn columns_are_aligned_by_the_width_of_their_letters() {
        let rows =
            [Pair("日本", 7, "a"), Pair("e\u{301}", 1_000, "b"), Pair("abcdef", 1, "c\u{1b}[31m\nd"), Pair("", 0, "")];
        let expected = "\
            日本       7  a\n\
            e\u{301}       1000  b\n\
            abcdef     1  c [31m d\n\
            \u{20}          0\n";
        assert_eq!(text(&rows, false), expected);
        assert!(text(&rows, true).starts_with("NAME       N  REST\n"));
        assert_eq!(text::<Pair>(&[], true), "");
        assert_eq!(json::<Pair>(&[]), "[]\n");
    }
}
