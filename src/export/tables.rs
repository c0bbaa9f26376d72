//! The tables of the archive: records, what a record has several of, and the terms of each index with who names them.

use crate::view::Views;

use super::table::Table;

mod details;
mod records;
mod terms;

/// Every table; one that another refers to comes before it.
pub(super) fn all(views: &Views) -> Vec<Table> {
    let names = Names::new(views);
    let mut tables: Vec<Table> = names.0.iter().enumerate().map(|(place, name)| terms::terms(name, place)).collect();
    tables.push(records::records(&names, views));
    tables.extend(names.0.iter().enumerate().map(|(place, name)| terms::named_by(name, place)));
    tables.extend(details::all());
    tables.extend([terms::identifiers(&names), terms::relations(&names)]);
    tables
}

/// The tables whose names no index can have.
const RESERVED: &[&str] = &[
    RECORDS,
    "copies",
    "corrections",
    "documents",
    "figures",
    "identifiers",
    "places",
    "quotes",
    "related",
    "relations",
    "sources",
];

/// The table of records.
const RECORDS: &str = "records";

/// What begins the name of the tables that say who names a term, and of the full-text index.
const OF_RECORDS: &str = "record";

/// The name of each index's table, in the archive's order.
#[derive(Clone)]
struct Names(Vec<String>);

impl Names {
    /// An index's key in lower case and plain letters, with `_index` behind it where that is another table's name.
    fn new(views: &Views) -> Names {
        let mut names: Vec<String> = Vec::new();
        for index in views.archive.indexes() {
            let plain = |letter: char| match letter.to_ascii_lowercase() {
                letter @ ('a'..='z' | '0'..='9' | '-' | '_') => letter,
                _ => '_',
            };
            let mut name: String = index.key.chars().map(plain).collect();
            if name.starts_with(OF_RECORDS) {
                name.insert_str(0, "index_");
            }
            while RESERVED.contains(&&*name) || names.contains(&name) {
                name.push_str("_index");
            }
            names.push(name);
        }
        Names(names)
    }

    /// The table of the index `key`.
    fn of(&self, key: &str, views: &Views) -> Option<String> {
        let place = views.archive.indexes().iter().position(|index| index.key == key)?;
        Some(self.0[place].clone())
    }
}
