//! `csv`: a file a table (RFC 4180: UTF-8 without a mark, lines that end in CR LF), safe to open in a spreadsheet.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::table::{Cell, Table};
use super::{Export, ExportFile, Writer, tables};
use crate::view::Views;

pub(super) struct Csv;

impl Export for Csv {
    fn key(&self) -> &'static str {
        "csv"
    }

    fn title(&self) -> &'static str {
        "Every table as CSV, a file each"
    }

    fn files(&self, views: &Views) -> Vec<ExportFile> {
        let mut tables = tables::all(views);
        // The one that is meant where none is named.
        tables.sort_by_key(|table| table.name != "records");
        let file = |table: Table| ExportFile {
            path: path(&table),
            table: Some(table.name.clone()),
            what: table.what.clone(),
            media_type: "text/csv",
            writer: Box::new(TableFile(table)),
        };
        tables.into_iter().map(file).collect()
    }
}

/// Where the file of a table stands.
pub(super) fn path(table: &Table) -> String {
    format!("/data/{}.csv", table.name)
}

struct TableFile(Table);

impl Writer for TableFile {
    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        writer.write_record(self.0.columns.iter().map(|column| column.name)).map_err(plain)?;
        (self.0.rows)(views, &mut |cells| {
            for cell in cells {
                let written = match cell {
                    Cell::Nothing => writer.write_field(""),
                    Cell::Text(text) if is_formula(text) => writer.write_field(format!("'{text}")),
                    Cell::Text(text) => writer.write_field(&**text),
                    Cell::Integer(number) => writer.write_field(number.to_string()),
                    Cell::Number(number) => writer.write_field(number.to_string()),
                    Cell::Flag(flag) => writer.write_field(if *flag { "true" } else { "false" }),
                };
                written.map_err(plain)?;
            }
            writer.write_record(None::<&[u8]>).map_err(plain)
        })?;
        writer.flush()
    }
}

/// The error itself, where `out` has one: the library's own way round hides that a pipe was closed.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Whether a spreadsheet may take the text for a formula: by its first letter, as OWASP's page on CSV injection lists
/// them, the wide forms of East Asian keyboards among them. A plain number is none.
pub(crate) fn is_formula(text: &str) -> bool {
    let begins_like_one = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    begins_like_one && !is_number(text)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match digits.split_once('.') {
        Some((whole, part)) => is_digits(whole) && is_digits(part),
        None => is_digits(digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn what_a_spreadsheet_would_run_is_told_from_numbers() {
        for (text, expected) in [
            ("=1+1",              true),
            ("=cmd|' /C calc'!A0", true),
            ("+49 30 1234",       true),
            ("-1+1",              true),
            ("- a dash",          true),
            ("@SUM(A1)",          true),
            ("\t=1",              true),
            ("\r=1",              true),
            ("\n=1",              true),
            ("＝1+1",             true),
            ("＋1+1",             true),
            ("－1+1",             true),
            ("＠x",               true),
            ("-122.42",           false),
            ("-5",                false),
            ("+5",                false),
            ("-",                 true),
            ("-.5",               true),
            ("-1e5",              true),
            ("a=1",               false),
            ("'=1",               false),
            (" =1",               false),
            ("650",               false),
            ("",                  false),
        ] {
            assert_eq!(is_formula(text), expected, "{text:?}");
        }
    }
}
