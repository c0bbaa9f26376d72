//! A TOML table whose meaning is not known → values for templates.

use toml::de::{DeTable, DeValue};

use crate::model::node::Node;
use crate::names::clean::clean;

/// The entries of `table` in the file's order. Dates become text as TOML writes them.
pub(super) fn entries(table: &DeTable<'_>) -> Vec<(String, Node)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries.into_iter().map(|(key, value)| (key.get_ref().to_string(), node(value.get_ref()))).collect()
}

fn node(value: &DeValue<'_>) -> Node {
    match value {
        DeValue::String(text) => Node::Text(clean(text).into_owned()),
        // A number too large for any type stays as it is written.
        DeValue::Integer(integer) => i128::from_str_radix(integer.as_str(), integer.radix())
            .map_or_else(|_| Node::Text(integer.to_string()), Node::Integer),
        DeValue::Float(float) => float.as_str().parse().map_or_else(|_| Node::Text(float.to_string()), Node::Float),
        DeValue::Boolean(flag) => Node::Bool(*flag),
        DeValue::Datetime(date) => Node::Text(date.to_string()),
        DeValue::Array(items) => Node::List(items.iter().map(|item| node(item.get_ref())).collect()),
        DeValue::Table(table) => Node::Map(entries(table)),
    }
}
