//! YAML text → `Node`, through serde: order kept, duplicates kept for `tidy`, depth and size bounded.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::DEEPEST;
use crate::model::node::Node;
use crate::names::clean::is_control;
use crate::names::nfc::nfc;

/// What of the text needs a second look, so that ordinary front matter gets none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags {
    /// A mapping has a key twice.
    pub(super) duplicates: bool,
    /// A mapping has the merge key `<<`.
    pub(super) merges: bool,
    /// A text has a control character.
    pub(super) controls: bool,
}

impl Flags {
    /// Whether the nodes are as they shall be.
    pub(super) fn is_plain(self) -> bool {
        self == Flags::default()
    }
}

/// Why a text could not be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is not YAML.
    Syntax(serde_yaml::Error),
    /// It nests too deep.
    TooDeep(serde_yaml::Error),
    /// Its aliases unfold to too much.
    TooLarge(serde_yaml::Error),
}

/// Reads `yaml`; the empty text is `Null`.
pub(super) fn read(yaml: &str) -> Result<(Node, Flags), Fault> {
    let bounds = Bounds {
        // Text without aliases gives at most a node a byte, and at most twice its bytes (`"\L"`).
        left: Cell::new(yaml.len().saturating_mul(4).saturating_add(100_000)),
        refused: Cell::new(None),
        flags: Cell::default(),
    };
    let seed = NodeSeed { bounds: &bounds, depth: 0 };
    match seed.deserialize(serde_yaml::Deserializer::from_str(yaml)) {
        Ok(node) => Ok((node, bounds.flags.get())),
        Err(error) => Err(match bounds.refused.get() {
            Some(Refusal::Depth) => Fault::TooDeep(error),
            Some(Refusal::Size) => Fault::TooLarge(error),
            None if error.to_string().starts_with("repetition limit") => Fault::TooLarge(error),
            None if error.to_string().starts_with("recursion limit") => Fault::TooDeep(error),
            None => Fault::Syntax(error),
        }),
    }
}

/// What one reading may still spend, and what it met.
struct Bounds {
    left: Cell<usize>,
    refused: Cell<Option<Refusal>>,
    flags: Cell<Flags>,
}

#[derive(Clone, Copy)]
enum Refusal {
    Depth,
    Size,
}

impl Bounds {
    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        match self.left.get().checked_sub(bytes + 1) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                self.refused.set(Some(Refusal::Size));
                Err(E::custom("the aliases unfold to too much"))
            }
        }
    }

    fn text<E: Error>(&self, text: &str) -> Result<String, E> {
        self.spend(text.len())?;
        if text.contains(is_control) {
            self.flags.set(Flags { controls: true, ..self.flags.get() });
        }
        Ok(text.to_owned())
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
struct NodeSeed<'a> {
    bounds: &'a Bounds,
    depth: usize,
}

impl NodeSeed<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == DEEPEST {
            self.bounds.refused.set(Some(Refusal::Depth));
            return Err(E::custom("nested too deep"));
        }
        Ok(NodeSeed { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.bounds.spend(0).map(|()| Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.bounds.spend(0).map(|()| Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.visit_i128(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.visit_i128(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.bounds.spend(0).map(|()| Node::Integer(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        match i128::try_from(value) {
            Ok(value) => self.visit_i128(value),
            Err(_) => self.visit_str(&value.to_string()),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.bounds.spend(0).map(|()| Node::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.bounds.text(&nfc(value)).map(Node::Text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        self.bounds.spend(0)?;
        let seed = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(seed)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        self.bounds.spend(0)?;
        let seed = self.deeper()?;
        let mut map: Vec<(String, Node)> = Vec::new();
        while let Some(key) = entries.next_key_seed(KeySeed { bounds: self.bounds })? {
            let value = entries.next_value_seed(seed)?;
            map.push((key, value));
        }
        let flags = self.bounds.flags.get();
        self.bounds.flags.set(Flags {
            duplicates: flags.duplicates || has_duplicates(&map),
            merges: flags.merges || map.iter().any(|(key, _)| key == "<<"),
            ..flags
        });
        Ok(Node::Map(map))
    }

    /// A value with a tag of its own (`!name value`): the tag says nothing here.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (_, value) = tagged.variant::<IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }
}

/// Few keys are compared pair by pair, many are sorted.
fn has_duplicates(map: &[(String, Node)]) -> bool {
    if map.len() <= 24 {
        return map.iter().enumerate().any(|(at, (key, _))| map[..at].iter().any(|(other, _)| other == key));
    }
    let mut keys: Vec<&str> = map.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}

/// Reads a key as it is written: `on`, `2018` and `null` are text here.
struct KeySeed<'a> {
    bounds: &'a Bounds,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        self.bounds.text(value)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn scalars_are_read_by_the_core_schema() {
        let text = |text: &str| Node::Text(text.to_owned());
        for (yaml, expected) in [
            ("NO", text("NO")),
            ("on", text("on")),
            ("yes", text("yes")),
            ("true", Node::Bool(true)),
            ("650", Node::Integer(650)),
            ("0x1F", Node::Integer(31)),
            ("007", text("007")),
            ("1.10", Node::Float(1.1)),
            ("~", Node::Null),
            ("", Node::Null),
            ("2018-06-25", text("2018-06-25")),
            ("12:30:45", text("12:30:45")),
            ("'7'", text("7")),
            ("!!str 7", text("7")),
            ("!name 7", Node::Integer(7)),
            ("!name [a]", Node::List(vec![text("a")])),
            ("1_000", text("1_000")),
        ] {
            assert_eq!(read(yaml).unwrap().0, expected, "{yaml:?}");
        }
    }

    #[test]
    fn keys_are_text_in_the_order_of_the_file() {
        let (node, flags) = read("b: 1\n2018: 2\non: 3\nnull: 4\n").unwrap();
        let Node::Map(entries) = node else { panic!("{node:?}") };
        assert_eq!(entries.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["b", "2018", "on", "null"]);
        assert!(flags.is_plain());
    }
}
