//! The types of the views → what `docs/themes.md` says of them: every variable of every template, and every field.

use std::collections::BTreeMap;
use std::fmt::Write;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

use super::{SiteView, contexts};

/// The line of `docs/themes.md` below which the text stands, and the one above which it ends.
pub const MARKERS: [&str; 2] = ["<!-- From here on made from the code. -->", "<!-- Made from the code up to here. -->"];

/// A template that pages are made with, and what it is given.
pub struct Given {
    /// Its name: `record.html`.
    pub template: &'static str,
    context: Schema,
}

impl Given {
    /// The names of what it is given, without `site`, which all are; sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = properties(&self.context).map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names
    }
}

/// Every template and what it is given, in the order of the documentation.
pub fn given() -> Vec<Given> {
    templates(&mut generator())
}

/// The part of `docs/themes.md` between the markers, in Markdown.
pub fn markdown() -> String {
    let mut generator = generator();
    let templates = templates(&mut generator);
    generator.subschema_for::<SiteView>();
    let mut text = String::from("\n");
    for Given { template, context } in &templates {
        let _ = write!(text, "### `{template}`\n\n{}\n\n", sentence(context.get("description")));
        table(&mut text, "variable", context);
    }
    text.push_str("## The values\n\n`site` first, which every template has, and `page`; then all others by name.\n\n");
    let mut pieces: BTreeMap<(bool, String), Schema> = BTreeMap::new();
    for (name, schema) in generator.take_definitions(true) {
        if let (false, Ok(schema)) = (name == MARKUP, Schema::try_from(schema)) {
            let name = words(&name);
            pieces.insert((!matches!(&*name, "site" | "page"), name), schema);
        }
    }
    // `site` comes before `page`, and both before the rest.
    let (first, rest): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|((is_other, _), _)| !is_other);
    for ((_, name), schema) in first.into_iter().rev().chain(rest) {
        let _ = write!(text, "### {name}\n\n{}\n\n", sentence(schema.get("description")));
        table(&mut text, "field", &schema);
    }
    text
}

/// What a type is called that is no structure but text to be printed as it is.
const MARKUP: &str = "Markup";

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

fn templates(generator: &mut SchemaGenerator) -> Vec<Given> {
    let mut given =
        |template, context: fn(&mut SchemaGenerator) -> Schema| Given { template, context: context(generator) };
    vec![
        given("home.html", contexts::Home::json_schema),
        given("record.html", contexts::Record::json_schema),
        given("page.html", contexts::OwnPage::json_schema),
        given("index.html", contexts::Index::json_schema),
        given("term.html", contexts::Term::json_schema),
        given("chronology.html", contexts::Chronology::json_schema),
        given("corrections.html", contexts::Corrections::json_schema),
        given("changes.html", contexts::Changes::json_schema),
        given("links.html", contexts::LinkHealth::json_schema),
        given("search.html", contexts::Search::json_schema),
        given("404.html", contexts::NotFound::json_schema),
        given("redirect.html", contexts::Redirect::json_schema),
        given("row.html", contexts::Row::json_schema),
    ]
}

/// Writes the fields of a structure as a table, under this heading.
pub fn table(text: &mut String, heading: &str, schema: &Schema) {
    let _ = write!(text, "| {heading} | type | what it is |\n|---|---|---|\n");
    for (name, field) in properties(schema) {
        let what = sentence(field.get("description"));
        let _ = writeln!(text, "| `{name}` | {} | {} |", kind(field), in_a_cell(&what));
    }
    text.push('\n');
}

fn properties(schema: &Schema) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// The type of a value, in the words of the documentation: `text or nothing`, `list of [rows](#row)`.
fn kind(schema: &Value) -> String {
    let of_name = |name: &str| match name {
        "null" => "nothing",
        "string" => "text",
        "integer" | "number" => "number",
        "boolean" => "boolean",
        "object" => "mapping",
        _ => "value",
    };
    if let Some(piece) = referred(schema) {
        return if piece == MARKUP { "markup".to_owned() } else { link(&words(piece), &words(piece)) };
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    match schema.get("type") {
        Some(Value::Array(types)) if types.iter().any(|kind| kind == "array") => format!("{} or nothing", list(schema)),
        Some(Value::Array(types)) => {
            types.iter().filter_map(Value::as_str).map(of_name).collect::<Vec<_>>().join(" or ")
        }
        Some(Value::String(name)) if name == "array" => list(schema),
        Some(Value::String(name)) => of_name(name).to_owned(),
        _ => "value".to_owned(),
    }
}

fn list(schema: &Value) -> String {
    let items = schema.get("items").unwrap_or(&Value::Null);
    match referred(items) {
        Some(piece) => {
            let name = words(piece);
            format!("list of {}", link(&plural(&name), &name))
        }
        None => format!("list of {}", kind(items)),
    }
}

fn referred(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

fn link(shown: &str, piece: &str) -> String {
    format!("[{shown}](#{})", piece.replace(' ', "-"))
}

/// `CountedTerm` → `counted term`, `RecordView` → `record`.
pub fn words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.strip_suffix("View").unwrap_or(name).chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(start) => format!("{start}ies"),
        None if word.ends_with('x') => format!("{word}es"),
        None => format!("{word}s"),
    }
}

/// The comment in one line.
pub fn sentence(description: Option<&Value>) -> String {
    description.and_then(Value::as_str).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A comment as the other tables of the page have theirs: without a full stop, and in lower case unless its first word
/// is a name.
fn in_a_cell(sentence: &str) -> String {
    let sentence = sentence.strip_suffix('.').unwrap_or(sentence).replace('|', "\\|");
    let mut letters = sentence.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(sentence.chars().skip(1)).collect()
        }
        _ => sentence,
    }
}
