//! The same as tables: CSV files, and a database.

use super::*;

#[test]
#[rustfmt::skip]
fn tables_say_the_same() {
    let built = Site::new(WHOLE).build();
    for (table, name, expected) in [
        ("records",              "id",             vec!["a", "b"]),
        ("records",              "date",           vec!["2018-06-25", "2018~"]),
        ("records",              "year",           vec!["2018", "2018"]),
        ("records",              "authors",        vec!["Jane Doe | Jose Perez", ""]),
        ("records",              "organizations",  vec!["Acme | Beta", "Acme | Beta"]),
        ("records",              "places",         vec!["Oakland | Bonn", ""]),
        ("records",              "outlet_id",      vec!["the-wire", ""]),
        ("records",              "draft",          vec!["false", "false"]),
        ("records",              "extra",          vec!["{\"beat\":\"Labour\",\"huge\":170141183460469231731687303715884105727,\"mood\":\"grave\"}", ""]),
        ("organizations",        "parent",         vec!["beta", ""]),
        ("organizations",        "alternate_name", vec!["Acme Works | Acme Ltd", ""]),
        ("organizations",        "records",        vec!["2", "2"]),
        ("record_organizations", "role",           vec!["subject", "mentioned", "subject", "subject"]),
        ("record_organizations", "printed",        vec!["", "Betta", "", ""]),
        ("record_beat",          "term",           vec!["labour"]),
        ("sources",              "source",         vec!["b", ""]),
        ("sources",              "outlet",         vec!["", "The Mirror"]),
        ("places",               "longitude",      vec!["-122.42", ""]),
        ("figures",              "value",          vec!["650"]),
        ("copies",               "own",            vec!["true", "false"]),
        ("documents",            "title",          vec!["The letter", "Elsewhere"]),
        ("corrections",          "by",             vec!["archive"]),
        ("quotes",               "by",             vec!["Jane Doe"]),
        ("related",              "related",        vec!["b"]),
        ("identifiers",          "scheme",         vec!["wikidata", "lei", "other"]),
        ("relations",            "other_index",    vec!["organizations", "people"]),
        ("relations",            "proof",          vec!["a", ""]),
    ] {
        assert_eq!(column(&built, table, name), expected, "{table}.{name}");
    }
    let (_folder, database) = database(&built);
    for path in built.below("data/").into_iter().filter_map(|path| path.strip_suffix(".csv")) {
        let count = found(&database, &format!("SELECT count(*) FROM \"{path}\""));
        assert_eq!(count, [format!("Integer({})", rows(&built, path).len())], "{path}");
    }
}

#[test]
#[rustfmt::skip]
fn the_database_holds_together_and_is_searched() {
    let (_folder, database) = database(&Site::new(WHOLE).build());
    let search = |words: &str| format!("SELECT r.title FROM records_fts f JOIN records r ON r.rowid = f.rowid WHERE records_fts MATCH '{words}' ORDER BY r.id");
    for (query, expected) in [
        ("PRAGMA integrity_check",               &["ok"][..]),
        ("PRAGMA foreign_key_check",             &[]),
        ("PRAGMA page_size",                     &["4096"]),
        (&search("quoted"),                      &["Alpha, \"quoted\""]),
        (&search("perez"),                       &["Alpha, \"quoted\""]),
        (&search("organizations: beta"),         &["Alpha, \"quoted\"", "Beta"]),
        (&search("body"),                        &[]),
        ("SELECT o.name FROM record_organizations m JOIN organizations o ON o.id = m.term WHERE m.role = 'mentioned'", &["Beta"]),
        ("SELECT typeof(longitude) FROM places WHERE name = 'Oakland'", &["real"]),
        ("SELECT json_extract(extra, '$.mood') FROM records WHERE extra NOT NULL", &["grave"]),
    ] {
        let plain = |value: String| {
            let text = value.strip_prefix("Text(\"").and_then(|text| text.strip_suffix("\")"));
            let number = value.strip_prefix("Integer(").and_then(|text| text.strip_suffix(')'));
            text.or(number).unwrap_or(&value).to_owned()
        };
        let values: Vec<String> = database.prepare(query).unwrap()
            .query_map([], |row| row.get::<_, rusqlite::types::Value>(0)).unwrap()
            .map(|value| match value.unwrap() {
                rusqlite::types::Value::Text(text) => text,
                other => plain(format!("{other:?}")),
            })
            .collect();
        assert_eq!(values, expected, "{query}");
    }
    assert!(database.execute("INSERT INTO places VALUES ('nothing', 1, 'x', 0, 0)", []).is_err(), "a key that leads nowhere");
}

/// The first column of what a query finds.
fn found(connection: &Connection, query: &str) -> Vec<String> {
    let mut query = connection.prepare(query).unwrap();
    let rows = query.query_map([], |row| Ok(format!("{:?}", row.get_ref(0)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// An index of the site's own may have any name.
#[test]
fn an_index_with_the_name_of_a_table_stands_beside_it() {
    let toml = "title = \"T\"\nbase_url = \"https://example.org/\"\n".to_owned()
        + &["places", "records", "record_tags", "Figures", "sujét"]
            .map(|key| format!("[[index]]\nkey = \"{key}\"\n"))
            .concat();
    let lines =
        "date: 2018\nplaces: [Oakland]\nextra: {a: 1}\nrecords: R\nrecord_tags: T\nFigures: F\nsujét: S\ntags: [x]";
    let built = Site::new(&record("a.md", lines)).file("site.toml", toml.as_bytes()).build();
    let (_folder, database) = database(&built);
    for (table, count) in [
        ("records", 1),
        ("places", 1),
        ("records_index", 0),
        ("index_records", 1),
        ("record_index_records", 1),
        ("index_record_tags", 1),
        ("record_tags", 1),
        ("figures", 0),
        ("figures_index", 1),
        ("suj_t", 1),
        ("record_suj_t", 1),
        ("places_index", 0),
    ] {
        let has_file = built.has(&format!("data/{table}.csv"));
        let there = database.prepare(&format!("SELECT * FROM \"{table}\"")).is_ok();
        assert_eq!(has_file, there, "{table}");
        assert!(there || table == "records_index", "{table}: {:?}", built.below("data/"));
        if there {
            assert_eq!(rows(&built, table).len(), count, "{table}");
        }
    }
}
