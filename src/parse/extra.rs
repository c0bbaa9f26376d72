//! `extra` and unknown keys → what templates get beside the fields.

use super::fields::{Reader, Way};
use crate::model::node::Node;

/// The entries of `extra:`.
pub(super) fn read(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Vec<(String, Node)> {
    reader.mapping(way, node, "a mapping").unwrap_or_default()
}

/// What stands under `extra`, and then the unknown keys that it does not have, both in the file's order.
pub(super) fn joined(mut extra: Vec<(String, Node)>, unknown: Vec<(String, Node)>) -> Vec<(String, Node)> {
    if extra.is_empty() {
        return unknown;
    }
    let own: std::collections::HashSet<String> = extra.iter().map(|(key, _)| key.clone()).collect();
    extra.extend(unknown.into_iter().filter(|(key, _)| !own.contains(key)));
    extra
}
