//! A value of front matter whose meaning is not known: kept for templates under `extra`.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A front-matter value, as YAML's core schema reads it; `yes`, `NO` and `on` are text.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the file's order; keys are text as written.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// What the value is, for a message: `a list`, `text`.
    pub fn kind(&self) -> &'static str {
        match self {
            Node::Null => "nothing",
            Node::Bool(_) => "true or false",
            Node::Integer(_) | Node::Float(_) => "a number",
            Node::Text(_) => "text",
            Node::List(_) => "a list",
            Node::Map(_) => "a mapping",
        }
    }
}

/// In a format for people, the value itself; in a compact one, the value behind the mark of its kind.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return Marked::from(self).serialize(serializer);
        }
        match self {
            Node::Null => serializer.serialize_unit(),
            Node::Bool(value) => serializer.serialize_bool(*value),
            Node::Integer(value) => match i64::try_from(*value) {
                Ok(value) => serializer.serialize_i64(value),
                Err(_) => serializer.serialize_i128(*value),
            },
            Node::Float(value) => serializer.serialize_f64(*value),
            Node::Text(value) => serializer.serialize_str(value),
            Node::List(items) => serializer.collect_seq(items),
            Node::Map(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        Ok(match Marked::deserialize(deserializer)? {
            Marked::Null => Node::Null,
            Marked::Bool(value) => Node::Bool(value),
            Marked::Integer(value) => Node::Integer(value),
            Marked::Float(value) => Node::Float(value),
            Marked::Text(value) => Node::Text(value.into_owned()),
            Marked::List(items) => Node::List(items.into_owned()),
            Marked::Map(entries) => Node::Map(entries.into_owned()),
        })
    }
}

/// A node with its kind, for formats that do not describe themselves.
#[derive(Serialize, Deserialize)]
enum Marked<'n> {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(Cow<'n, str>),
    List(Cow<'n, [Node]>),
    Map(Cow<'n, [(String, Node)]>),
}

impl<'n> From<&'n Node> for Marked<'n> {
    fn from(node: &'n Node) -> Marked<'n> {
        match node {
            Node::Null => Marked::Null,
            Node::Bool(value) => Marked::Bool(*value),
            Node::Integer(value) => Marked::Integer(*value),
            Node::Float(value) => Marked::Float(*value),
            Node::Text(value) => Marked::Text(Cow::Borrowed(value)),
            Node::List(items) => Marked::List(Cow::Borrowed(items)),
            Node::Map(entries) => Marked::Map(Cow::Borrowed(entries)),
        }
    }
}
