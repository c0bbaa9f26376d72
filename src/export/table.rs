//! What a table is: columns with a meaning, keys, and rows that come one after another. CSV, SQLite and the data package
//! say the same tables, each in its own way.

use std::borrow::Cow;
use std::io;

use crate::view::Views;

/// A table of the archive.
pub(super) struct Table {
    /// Its name: lower-case letters, digits, `_` and `-`.
    pub(super) name: String,
    /// What a row is, in a sentence.
    pub(super) what: String,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// The names of the columns that tell its rows apart.
    pub(super) key: &'static [&'static str],
    /// Hands over its rows.
    pub(super) rows: Box<Rows>,
}

/// Hands each row of a table to a sink.
pub(super) type Rows = dyn Fn(&Views, &mut Sink<'_>) -> io::Result<()> + Send + Sync;

/// Takes one row, a cell a column.
pub(super) type Sink<'s> = dyn FnMut(&[Cell<'_>]) -> io::Result<()> + 's;

/// A column.
pub(super) struct Column {
    /// Its name.
    pub(super) name: &'static str,
    /// What stands in it.
    pub(super) kind: Kind,
    /// What it means, in a few words.
    pub(super) what: &'static str,
    /// Whether every row has it.
    pub(super) is_required: bool,
    /// The table whose `id` it is.
    pub(super) refers_to: Option<String>,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text.
    Text,
    /// Text: several names with ` | ` between them.
    List,
    /// Text: a JSON object.
    Json,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
}

/// What stands in a row at a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Nothing,
    /// Text, also where the column has lists or JSON.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// What stands between the names of a list.
pub(super) const BETWEEN: &str = " | ";

impl Column {
    /// A column that a row may leave empty.
    pub(super) fn new(name: &'static str, kind: Kind, what: &'static str) -> Column {
        Column { name, kind, what, is_required: false, refers_to: None }
    }

    /// The same where every row has it.
    pub(super) fn required(self) -> Column {
        Column { is_required: true, ..self }
    }

    /// The same where it is the `id` of a row in `table`, if there is such a table.
    pub(super) fn of(self, table: Option<impl Into<String>>) -> Column {
        Column { refers_to: table.map(Into::into), ..self }
    }
}

impl<'a> Cell<'a> {
    /// Text, if there is any.
    pub(super) fn text(text: Option<impl Into<Cow<'a, str>>>) -> Cell<'a> {
        text.map_or(Cell::Nothing, |text| Cell::Text(text.into()))
    }

    /// A list; nothing where it is empty.
    pub(super) fn list<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Cell<'a> {
        let names: Vec<T> = names.into_iter().collect();
        let joined = names.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(BETWEEN);
        if names.is_empty() { Cell::Nothing } else { Cell::Text(joined.into()) }
    }

    /// A count or a place.
    pub(super) fn count(count: usize) -> Cell<'a> {
        i64::try_from(count).map_or(Cell::Nothing, Cell::Integer)
    }

    /// A number, if there is one.
    pub(super) fn number(number: Option<f64>) -> Cell<'a> {
        number.map_or(Cell::Nothing, Cell::Number)
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(text.into())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(text.into())
    }
}
