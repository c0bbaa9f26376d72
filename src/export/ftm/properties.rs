//! The properties of one entity, and how it is written as a line.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::model::date::PartialDate;

/// Properties by name, each with at least one value.
#[derive(Clone, Debug)]
pub(super) struct Properties(Map<String, Value>);

impl Properties {
    /// None yet.
    pub(super) fn new() -> Properties {
        Properties(Map::new())
    }

    /// One more, where it has values.
    #[must_use]
    pub(super) fn with<T: AsRef<str>>(mut self, name: &str, values: impl IntoIterator<Item = T>) -> Properties {
        let mut kept: Vec<Value> = Vec::new();
        for value in values {
            let value = value.as_ref().trim();
            if !value.is_empty() && !kept.iter().any(|known| known == value) {
                kept.push(value.into());
            }
        }
        if !kept.is_empty() {
            self.0.insert(name.to_owned(), kept.into());
        }
        self
    }

    /// Writes the entity as a line of JSON.
    pub(super) fn write(self, id: &str, schema: &str, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, &json!({"id": id, "schema": schema, "properties": self.0}))?;
        out.write_all(b"\n")
    }
}

/// A date as the model has it: as far as it is known, without marks.
pub(super) fn day(date: &Option<PartialDate>) -> Option<String> {
    date.as_ref().map(PartialDate::iso)
}

/// An amount that is no more than a number, commas between thousands taken out; nothing where it has a currency or words.
pub(super) fn amount(written: &str) -> Option<String> {
    let number = written.replace([',', ' '], "");
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_plain && number.parse::<f64>().is_ok()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_number_is_an_amount() {
        for (written, expected) in [
            ("43000000", Some("43000000")),
            ("43,000,000", Some("43000000")),
            ("1234.50", Some("1234.50")),
            ("$43 million", None),
            ("EUR 5", None),
            ("1.2.3", None),
            ("", None),
        ] {
            assert_eq!(amount(written).as_deref(), expected, "{written:?}");
        }
    }

    #[test]
    fn a_property_has_each_value_once_and_none_that_is_empty() {
        let properties = Properties::new().with("name", ["a", " ", "b", "a "]).with("alias", [""]);
        let mut line = Vec::new();
        properties.write("x", "Person", &mut line).expect("memory takes all");
        let expected = "{\"id\":\"x\",\"schema\":\"Person\",\"properties\":{\"name\":[\"a\",\"b\"]}}\n";
        assert_eq!(String::from_utf8(line).expect("JSON is text"), expected);
    }
}
