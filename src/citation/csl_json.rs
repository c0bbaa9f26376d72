//! Items → CSL-JSON, by the schema `csl-data` 1.0.2 of the Citation Style Language. No key outside it.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Item, Name};
use crate::model::date::PartialDate;
use crate::model::record::RecordType;

/// Writes a list of items, one a line.
///
/// # Errors
/// Those of `out`.
pub fn write(items: &mut dyn Iterator<Item = Item>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (place, item) in items.enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &object(&item))?;
    }
    out.write_all(b"\n]\n")
}

/// One item as the schema has it.
pub(super) fn object(item: &Item) -> Map<String, Value> {
    let mut object = Map::new();
    let mut add = |key: &str, value: Option<Value>| {
        object.extend(value.map(|value| (key.to_owned(), value)));
    };
    let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    add("id", Some(json!(item.id)));
    add("type", Some(json!(kind(item.kind))));
    add("title", Some(json!(item.title)));
    add("author", (!item.authors.is_empty()).then(|| item.authors.iter().map(name).collect()));
    // A report stands in nothing: who gives it out is its publisher.
    let is_report = item.kind == RecordType::Report;
    let (container, publisher) = if is_report { (&None, &item.outlet) } else { (&item.outlet, &None) };
    add("container-title", text(container));
    add("section", text(&item.section));
    add("publisher", text(publisher).or_else(|| text(&item.publisher)));
    add("issued", item.issued.as_ref().map(date));
    add("accessed", item.accessed.as_ref().map(date));
    add("URL", item.url().map(|url| json!(url)));
    add("archive", item.copy.as_ref().map(|copy| json!(copy.holder)));
    add("archive_location", item.copy.as_ref().map(|copy| json!(copy.url)));
    add("language", Some(json!(item.language)));
    add("abstract", text(&item.dek));
    add("keyword", (!item.keywords.is_empty()).then(|| json!(item.keywords.join(", "))));
    add("note", item.note().map(|note| json!(note)));
    object
}

/// The type of the schema: the vocabulary's words are CSL's, but for letters, which CSL 1.0 calls by a longer name.
fn kind(kind: RecordType) -> &'static str {
    match kind {
        RecordType::Letter => "personal_communication",
        kind => kind.word(),
    }
}

fn name(name: &Name) -> Value {
    match name {
        Name::Literal(name) => json!({ "literal": name }),
        Name::Person { given, particle, family, suffix } => {
            let parts = [("family", family), ("given", given), ("non-dropping-particle", particle), ("suffix", suffix)];
            let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
            Value::Object(parts.map(|(key, part)| (key.to_owned(), json!(part))).collect())
        }
    }
}

/// As much of the date as is known. EDTF's `~` and `?` are one in CSL.
fn date(date: &PartialDate) -> Value {
    let known = [i64::from(date.year)].into_iter().chain(date.month.map(i64::from)).chain(date.day.map(i64::from));
    let mut object = Map::new();
    object.insert("date-parts".to_owned(), json!([known.collect::<Vec<_>>()]));
    if date.approximate || date.uncertain {
        object.insert("circa".to_owned(), json!(true));
    }
    Value::Object(object)
}
