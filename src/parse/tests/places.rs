//! Spots → bytes.

use super::*;
use crate::diag::{FieldPath, Step};

/// `image.file` or `tags[0]` as a path.
fn path(text: &str) -> FieldPath {
    let steps = text.split('.').filter(|part| !part.is_empty()).flat_map(|part| {
        let mut pieces = part.split('[');
        let key = Step::Key(pieces.next().unwrap().to_owned());
        std::iter::once(key).chain(pieces.map(|piece| Step::Item(piece.trim_end_matches(']').parse().unwrap())))
    });
    FieldPath(steps.collect())
}

fn at<'a>(text: &'a str, spot: &Spot) -> Option<&'a str> {
    find(text, spot).map(|span| &text[span])
}

const FILE: &str = "\u{feff}---
title: Ein Brief über die Grenze   # a comment
'quoted key': \"a \\\"value\\\"\"
Titel: X
tags: [one, 'two', three]
image: {file: lead.jpg, alt: \"Zwei Menschen\"}
places:
  - name: San José
    lat: 1
  - {name: B}
empty:
nested:
  list:
  - a
  - b

dek: >-
  Folded
  text
Titel: Y
base: &base {shared: s, own: o}
alias: *base
merged:
  <<: *base
  own: mine
---
Text
";

#[test]
fn values_and_keys_are_found() {
    for (field, value, key) in [
        ("title", "Ein Brief über die Grenze", "title"),
        ("quoted key", "\"a \\\"value\\\"\"", "'quoted key'"),
        ("tags", "[one, 'two', three]", "tags"),
        ("tags[1]", "'two'", "'two'"),
        ("image", "{file: lead.jpg, alt: \"Zwei Menschen\"}", "image"),
        ("image.file", "lead.jpg", "file"),
        ("image.alt", "\"Zwei Menschen\"", "alt"),
        ("places", "- name: San José\n    lat: 1\n  - {name: B}", "places"),
        ("places[0]", "name: San José\n    lat: 1", "name: San José\n    lat: 1"),
        ("places[0].name", "San José", "name"),
        ("places[1]", "{name: B}", "{name: B}"),
        ("empty", "empty", "empty"),
        ("nested.list[1]", "b", "b"),
        ("dek", ">-\n  Folded\n  text", "dek"),
        ("alias", "*base", "alias"),
        ("alias.own", "o", "own"),
        ("merged.own", "mine", "own"),
        ("merged.shared", "s", "shared"),
        ("image.credit", "{file: lead.jpg, alt: \"Zwei Menschen\"}", "{file: lead.jpg, alt: \"Zwei Menschen\"}"),
        ("places[0].lon", "name: San José\n    lat: 1", "name: San José\n    lat: 1"),
        ("places[7]", "places", "places"),
        ("nowhere", "---", "---"),
        ("nowhere.at[3].all", "---", "---"),
        ("", "---", "---"),
    ] {
        assert_eq!(at(FILE, &Spot::Value(path(field))), Some(value), "value of {field}");
        assert_eq!(at(FILE, &Spot::Key(path(field))), Some(key), "key of {field}");
    }
}

#[test]
#[rustfmt::skip]
fn a_text_is_found_where_its_field_is_written_otherwise() {
    let file = "---\nTags: [null, one, \"tw\\u006f\", [deep, '[[Jane Doe|Jane]]']]\ncategories:\n  - three\n  - one\nother: {x: four}\n---\n";
    for (field, text, expected) in [
        ("Tags[1]",       "one",      "one"),
        ("Tags[0]",       "one",      "one"),
        ("tags[0]",       "two",      "\"tw\\u006f\""),
        ("tags[0]",       "three",    "three"),
        ("categories[0]", "one",      "one"),
        ("tags[7]",       "Jane Doe", "'[[Jane Doe|Jane]]'"),
        ("tags[0]",       "four",     "four"),
        ("Tags[1]",       "nowhere",  "one"),
        ("tags[1]",       "nowhere",  "---"),
    ] {
        assert_eq!(at(file, &Spot::Text(path(field), text.to_owned())), Some(expected), "{field} {text}");
    }
    let second = find(file, &Spot::Text(path("categories[0]"), "one".to_owned())).unwrap();
    assert_eq!(file[..second.start].matches('\n').count() + 1, 5, "the one under its own key");
}

#[test]
fn repeated_keys_are_counted() {
    let lines = |nth| {
        let span = find(FILE, &Spot::Repeat(path("Titel"), nth)).unwrap();
        FILE[..span.start].matches('\n').count() + 1
    };
    assert_eq!((lines(0), lines(1), lines(2)), (4, 20, 1));
}

#[test]
fn line_ends_do_not_move_places() {
    for ends in ["\r\n", "\n"] {
        let text = FILE.replace('\n', ends);
        for field in ["title", "places[0].name", "merged.own", "nested.list[1]"] {
            let expected = at(FILE, &Spot::Value(path(field)));
            assert_eq!(at(&text, &Spot::Value(path(field))), expected, "{field}");
        }
    }
}

#[test]
fn files_without_fields_have_their_places_too() {
    let title = Spot::Value(path("title"));
    for (text, expected) in [
        ("---\n---\n", Some("---")),
        (" \n---\n---\n", Some("---")),
        ("---\n# only a comment\n---\n", Some("---")),
        ("---\ntitle: [a\n---\n", Some("[a")),
        ("---\nnever closed", Some("---")),
        ("+++\n+++\n", Some("+++")),
        ("no front matter", None),
        ("", None),
    ] {
        assert_eq!(at(text, &title), expected, "{text:?}");
    }
    assert_eq!(find("äö", &Spot::Bytes(1..3)), Some(0..4));
    assert_eq!(find("äö", &Spot::Bytes(7..9)), Some(4..4));
    assert_eq!(find("ä", &Spot::File), None);
}
