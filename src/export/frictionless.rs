//! `frictionless`: the Data Package (version 1) of the CSV files: what each column means, its type, and what refers to
//! what.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::record::absolute;
use super::table::{Column, Kind, Table};
use super::{Export, ExportFile, Writer, csv, tables};
use crate::view::Views;

pub(super) struct Frictionless;

impl Export for Frictionless {
    fn key(&self) -> &'static str {
        "frictionless"
    }

    fn title(&self) -> &'static str {
        "The tables as a Frictionless Data Package"
    }

    fn files(&self, views: &Views) -> Vec<ExportFile> {
        if views.settings.is_off("csv") {
            return Vec::new();
        }
        vec![ExportFile {
            path: "/data/datapackage.json".to_owned(),
            table: None,
            what: "What the CSV files are: their columns, types and keys.".to_owned(),
            media_type: "application/json",
            writer: Box::new(Package),
        }]
    }
}

struct Package;

impl Writer for Package {
    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        let settings = &views.settings;
        let mut package = Map::new();
        package.insert("profile".to_owned(), json!("tabular-data-package"));
        package.insert("name".to_owned(), json!("archive"));
        package.insert("title".to_owned(), json!(settings.title));
        package.insert("homepage".to_owned(), json!(absolute(views, "/")));
        if let Some(description) = &settings.description {
            package.insert("description".to_owned(), json!(description));
        }
        if let Some(publisher) = &settings.publisher {
            package.insert("contributors".to_owned(), json!([{"title": publisher, "role": "publisher"}]));
        }
        let resources: Vec<Value> = tables::all(views).iter().map(resource).collect();
        package.insert("resources".to_owned(), json!(resources));
        serde_json::to_writer_pretty(&mut *out, &package)?;
        out.write_all(b"\n")
    }
}

fn resource(table: &Table) -> Value {
    let path = csv::path(table);
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let keys: Vec<Value> = table.columns.iter().filter_map(|column| foreign_key(table, column)).collect();
    let mut schema = json!({"fields": fields, "primaryKey": table.key});
    if !keys.is_empty() {
        schema["foreignKeys"] = json!(keys);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        // Relative to this file, which stands beside them.
        "path": path.rsplit('/').next(),
        "title": table.what,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    // A date at its precision, `2018-06` say, is text to a Table Schema; so is a list.
    let kind = match column.kind {
        Kind::Text | Kind::List => "string",
        Kind::Json => "object",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Flag => "boolean",
    };
    let mut field = json!({"name": column.name, "type": kind, "description": column.what});
    if column.is_required {
        field["constraints"] = json!({"required": true});
    }
    field
}

fn foreign_key(table: &Table, column: &Column) -> Option<Value> {
    let refers_to = column.refers_to.as_ref()?;
    // A table names itself by nothing.
    let resource = if *refers_to == table.name { "" } else { refers_to };
    Some(json!({"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}))
}
