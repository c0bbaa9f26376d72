//! The tables and the objects of records → what `docs/data.md` says of them: every column and every field.

use std::collections::BTreeSet;
use std::fmt::Write;

use schemars::Schema;

use super::table::{Column, Kind, Table};
use super::{json, links, tables};
use crate::view::Views;
use crate::view::reference::{sentence, table, words};

/// The part of `docs/data.md` between the markers of `view::reference`, in Markdown. The site of `views` has the indexes
/// that every site has, and one of its own.
pub fn markdown(views: &Views) -> String {
    let mut text = String::from("\n## The tables\n\n");
    for table in tables::all(views).iter().filter(|table| stands_for_others(views, table)) {
        columns(&mut text, table);
    }
    text.push_str("## The objects of JSON\n\n");
    let schemas = [json::schema(), links::schema()];
    let pieces = schemas.iter().filter_map(|schema| schema.get("$defs")?.as_object()).flatten();
    let mut told = BTreeSet::new();
    // What two files have is told once.
    for (name, piece) in pieces.filter(|(name, _)| told.insert(*name)) {
        if let Ok(piece) = Schema::try_from(piece.clone()) {
            let _ = write!(text, "### {}\n\n{}\n\n", words(name), sentence(piece.get("description")));
            table(&mut text, "field", &piece);
        }
    }
    text
}

/// Whether the tables of the other indexes are not all alike: of those one is shown.
fn stands_for_others(views: &Views, table: &Table) -> bool {
    let names = views.archive.indexes().iter().map(|index| &*index.key).filter(|key| *key != "organizations");
    !names.into_iter().any(|key| table.name == key || table.name.strip_prefix("record_") == Some(key))
}

fn columns(text: &mut String, table: &Table) {
    let others = match &*table.name {
        "organizations" => "; each index has such a table",
        "record_organizations" => "; each index has such a table",
        _ => "",
    };
    let what = table.what.trim_end_matches('.');
    let _ = write!(text, "### `{}`\n\n{what}{others}.\n\n", table.name);
    text.push_str("| column | type | what it is |\n|---|---|---|\n");
    for column in &table.columns {
        let what = column.what.replace('|', "\\|");
        let _ = writeln!(text, "| `{}` | {} | {what} |", column.name, kind(table, column));
    }
    text.push('\n');
}

fn kind(table: &Table, column: &Column) -> String {
    let mut kind = match column.kind {
        Kind::Text => "text",
        Kind::List => "list",
        Kind::Json => "JSON",
        Kind::Integer => "whole number",
        Kind::Number => "number",
        Kind::Flag => "yes or no",
    }
    .to_owned();
    if !column.is_required {
        kind.push_str(" or nothing");
    }
    if table.key.contains(&column.name) {
        kind.push_str(", key");
    }
    if let Some(other) = &column.refers_to {
        let _ = write!(kind, ", `id` of `{other}`");
    }
    kind
}
