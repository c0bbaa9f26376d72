//! `sqlite`: every table in one database, with keys, indexes and a full-text index, that Datasette opens.
//!
//! The bytes depend on the views alone: the pages have one size, there is no journal, and nothing is sorted in files.

use std::io::{self, Write};
use std::path::Path;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql, params_from_iter};

use super::table::{Cell, Kind, Table};
use super::{Export, ExportFile, Writer, tables};
use crate::view::Views;

pub(super) struct Sqlite;

impl Export for Sqlite {
    fn key(&self) -> &'static str {
        "sqlite"
    }

    fn title(&self) -> &'static str {
        "Every table in one SQLite database, with full-text search"
    }

    fn files(&self, _: &Views) -> Vec<ExportFile> {
        vec![ExportFile {
            path: "/data/archive.sqlite".to_owned(),
            table: None,
            what: "Every table in one database, with keys and a full-text index of the records.".to_owned(),
            media_type: "application/vnd.sqlite3",
            writer: Box::new(Database),
        }]
    }
}

struct Database;

impl Writer for Database {
    /// The whole of it in memory, as SQLite's own file system in memory keeps it.
    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = Connection::open_with_flags_and_vfs("archive", flags, c"memdb").map_err(plain)?;
        fill(&connection, views)?;
        out.write_all(&connection.serialize("main").map_err(plain)?)
    }

    fn write_file(&self, views: &Views, path: &Path) -> io::Result<()> {
        // SQLite would open a file that is there: the others make theirs anew, and so does this.
        std::fs::File::create_new(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(plain)?;
        fill(&connection, views)?;
        connection.close().map_err(|(_, error)| plain(error))
    }
}

/// One size of page on every machine; no journal, since a database that was not finished is thrown away; whatever is
/// sorted on the way stays in memory, for there is no other place that is ours.
const PRAGMAS: &str = "
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA temp_store = MEMORY;
    PRAGMA foreign_keys = OFF;
    PRAGMA locking_mode = EXCLUSIVE;
";

/// What is searched for words. The index has no text of its own: it looks into `records`.
const FULL_TEXT: &str = r#"
    CREATE VIRTUAL TABLE "records_fts" USING fts5(
        title, dek, authors, outlet, tags, organizations, people,
        content="records", tokenize="unicode61 remove_diacritics 2"
    );
    INSERT INTO "records_fts" ("records_fts") VALUES ('rebuild');
    INSERT INTO "records_fts" ("records_fts") VALUES ('optimize');
"#;

/// What lists of records are sorted and cut by.
const BY_DATE: &str = r#"
    CREATE INDEX "records by date" ON "records" ("date");
    CREATE INDEX "records by year" ON "records" ("year");
"#;

fn fill(connection: &Connection, views: &Views) -> io::Result<()> {
    let tables = tables::all(views);
    let run = |sql: &str| connection.execute_batch(sql).map_err(plain);
    run(PRAGMAS)?;
    run("BEGIN")?;
    for table in &tables {
        run(&definition(table))?;
        let places = vec!["?"; table.columns.len()].join(", ");
        let insert = format!("INSERT INTO \"{}\" VALUES ({places})", table.name);
        let mut insert = connection.prepare(&insert).map_err(plain)?;
        (table.rows)(views, &mut |cells| insert.execute(params_from_iter(cells)).map(|_| ()).map_err(plain))?;
    }
    for table in &tables {
        run(&indexes(table))?;
    }
    run(BY_DATE)?;
    run(FULL_TEXT)?;
    run("COMMIT")
}

/// The error as the system would tell it, where SQLite has its own word for that: people are told what to do by its kind.
fn plain(error: rusqlite::Error) -> io::Error {
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        Some(ErrorCode::ReadOnly) => io::ErrorKind::ReadOnlyFilesystem,
        Some(ErrorCode::PermissionDenied) => io::ErrorKind::PermissionDenied,
        Some(ErrorCode::OutOfMemory) => io::ErrorKind::OutOfMemory,
        _ => return io::Error::other(error),
    };
    kind.into()
}

/// The statement that makes a table. Names are words of our own, or keys of indexes, which have no quotation marks.
fn definition(table: &Table) -> String {
    let columns = table.columns.iter().map(|column| {
        let kind = match column.kind {
            Kind::Text | Kind::List | Kind::Json => "TEXT",
            Kind::Integer | Kind::Flag => "INTEGER",
            Kind::Number => "REAL",
        };
        let required = if column.is_required { " NOT NULL" } else { "" };
        let refers_to = column.refers_to.as_ref();
        let refers_to = refers_to.map_or(String::new(), |table| format!(" REFERENCES \"{table}\" (\"id\")"));
        format!("    \"{}\" {kind}{required}{refers_to}", column.name)
    });
    let key = table.key.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    let columns = columns.chain([format!("    PRIMARY KEY ({key})")]).collect::<Vec<_>>().join(",\n");
    format!("CREATE TABLE \"{}\" (\n{columns}\n)", table.name)
}

/// An index for each column that refers to a row elsewhere, but one that begins the table's own key.
fn indexes(table: &Table) -> String {
    let columns = table.columns.iter().filter(|column| column.refers_to.is_some());
    let columns = columns.filter(|column| table.key.first() != Some(&column.name));
    let index = |name: &str| format!("CREATE INDEX \"{0} by {name}\" ON \"{0}\" (\"{name}\");", table.name);
    columns.map(|column| index(column.name)).collect()
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Nothing => ToSqlOutput::Owned(Value::Null),
            Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Integer(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Cell::Number(number) => ToSqlOutput::Owned(Value::Real(*number)),
            Cell::Flag(flag) => ToSqlOutput::Owned(Value::Integer(i64::from(*flag))),
        })
    }
}
