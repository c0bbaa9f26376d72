//! The vocabulary → JSON Schemas, for editors that complete and check front matter while it is written.
//!
//! Source: JSON Schema 2020-12. The closed sets of words are the model's own; a test holds that the properties are
//! the keys that the parser reads, no more and no fewer.

mod shapes;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;

/// A kind of content file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `content/articles/`.
    Record,
    /// `content/organizations/`, `content/people/`, `content/tags/` and the folders of other indexes.
    Entity,
    /// `content/pages/`.
    Page,
}

/// The JSON Schema of a kind's front matter, in the standard words.
///
/// Unknown keys are allowed, because an index of the site's own may name them.
///
/// ```
/// use reportage::parse::schema::{Kind, schema};
/// assert_eq!(schema(Kind::Record)["required"], serde_json::json!(["title"]));
/// ```
pub fn schema(which: Kind) -> serde_json::Value {
    let generator = || SchemaGenerator::new(SchemaSettings::draft2020_12());
    let schema = match which {
        Kind::Record => generator().into_root_schema_for::<shapes::RecordShape>(),
        Kind::Entity => generator().into_root_schema_for::<shapes::EntityShape>(),
        Kind::Page => generator().into_root_schema_for::<shapes::PageShape>(),
    };
    schema.to_value()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::keys::{self, Keys};
    use super::*;

    fn properties(schema: &serde_json::Value) -> Vec<&str> {
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn the_schemas_have_the_keys_that_the_parser_reads() {
        for (kind, keys) in [(Kind::Record, &keys::RECORD), (Kind::Entity, &keys::ENTITY), (Kind::Page, &keys::PAGE)] {
            assert_eq!(properties(&schema(kind)), keys.standard, "{kind:?}");
        }
        let (record, entity) = (schema(Kind::Record), schema(Kind::Entity));
        let inner: [(&serde_json::Value, &str, &Keys); 10] = [
            (&record, "Author", &keys::AUTHOR),
            (&record, "Mention", &keys::MENTION),
            (&record, "Place", &keys::PLACE),
            (&record, "Memento", &keys::MEMENTO),
            (&record, "Source", &keys::SOURCE),
            (&record, "Figure", &keys::FIGURE),
            (&record, "Image", &keys::IMAGE),
            (&record, "Document", &keys::DOCUMENT),
            (&record, "Correction", &keys::CORRECTION),
            (&entity, "Relation", &keys::RELATION),
        ];
        for (schema, name, keys) in inner {
            assert_eq!(properties(&schema["$defs"][name]), keys.standard, "{name}");
        }
    }

    #[test]
    fn every_property_says_what_it_is() {
        for kind in [Kind::Record, Kind::Entity, Kind::Page] {
            let schema = schema(kind);
            assert!(schema["title"].is_string() && schema["description"].is_string(), "{kind:?}");
            for (name, property) in schema["properties"].as_object().unwrap() {
                assert!(property["description"].is_string(), "{kind:?} {name}");
            }
        }
    }

    #[test]
    fn words_come_from_the_model() {
        let record = schema(Kind::Record);
        let words = record["properties"]["access"]["enum"].as_array().unwrap();
        let words: Vec<&str> = words.iter().filter_map(serde_json::Value::as_str).collect();
        assert_eq!(words, crate::model::record::Access::WORDS);
    }
}
