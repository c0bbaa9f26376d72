//! What other programs are given: the exports of a small site, of hostile values, and of records that are not for all.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use reportage::names::url::encode_path;
use rusqlite::Connection;
use serde_json::Value;

mod support;

use support::{Built, Site, record};

/// Every kind of thing that a record and an entity can say.
const WHOLE: &str = "
-- site.toml --
title = \"Desk & <Press>\"
base_url = \"https://example.org/archive/\"
publisher = \"The desk\"
[[index]]
key = \"beat\"
-- content/articles/2018/a.md --
---
title: Alpha, \"quoted\"
date: 2018-06-25T14:30:00+02:00
dek: One sentence.
type: article-magazine
authors: [Jane Doe, {name: José Pérez, as: Jose Perez}]
outlet: The Wire
section: Politics
url: https://example.com/a
url_status: dead
accessed: 2018-07-02
archived: [{file: copy.warc, date: 2018-07, sha256: \"4d00967e353d87ca937a76b4b1dafe6a72fd872e4f8370534972ec111cb86c0e\"}, \"https://web.archive.org/web/2018/https://example.com/a\"]
tags: [coal, rail]
organizations: [Acme, {name: Beta, role: mentioned, as: Betta}]
people: [Jane Doe]
places: [{name: Oakland, lat: 37.8, lon: -122.42}, Bonn]
sources: [{ref: b, role: first-report}, {outlet: The Mirror, title: T, url: \"https://example.com/t\", date: 2018}]
figures: [{value: 650, unit: employees, what: signatories, attributed_to: The Mirror}]
quotes: [{text: We ask., by: Jane Doe, role: engineer}]
image: {file: lead.svg, alt: A line, caption: C, credit: D, license: CC-BY-4.0}
documents: [{title: The letter, file: letter.txt}, {title: Elsewhere, url: \"https://example.com/d\"}]
corrections: [{date: 2018-07-01, text: It was 650., by: archive}]
related: [b]
series: Border
beat: Labour
language: es
rights: Some.
aliases: [/old/]
added: 2026-01-02
updated: 2026-02
extra: {mood: grave, huge: 170141183460469231731687303715884105727}
---
Words of the body.
-- content/articles/2018/b.md --
---
title: Beta
date: 2018~
organizations: [Acme, Beta]
---
-- content/articles/2018/copy.warc --
copy
-- content/articles/2018/letter.txt --
letter
-- content/articles/2018/lead.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\"/>
-- content/organizations/acme.md --
---
name: Acme
type: Corporation
dek: Makes things.
alternate_name: [Acme Works, Acme Ltd]
former_name: [Forge]
abbreviation: [AW]
identifiers: {wikidata: Q1, lei: HWUPKR0MPOU8FGXBT394, other: x}
website: https://acme.example/
parent_organization: Beta
relations: [{type: contract, with: Beta, role: supplier, start: 2018-03, amount: \"43,000,000\", proof: a}, {type: owner, with: Jane Doe}]
---
-- content/organizations/beta.md --
---
name: Beta
type: GovernmentOrganization
---
";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The rows of a CSV file, each by the names of its columns.
fn rows(built: &Built, table: &str) -> Vec<BTreeMap<String, String>> {
    let text = built.text(&format!("data/{table}.csv"));
    assert!(text.ends_with("\r\n"), "{table}: {text:?}");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The cells of one column.
fn column(built: &Built, table: &str, name: &str) -> Vec<String> {
    rows(built, table).into_iter().map(|mut row| row.remove(name).unwrap()).collect()
}

/// The database of a build, in a file of its own.
fn database(built: &Built) -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.sqlite");
    std::fs::write(&path, &built.outputs["data/archive.sqlite"]).unwrap();
    (folder, Connection::open(path).unwrap())
}

/// The first column of what a query finds.
fn found(connection: &Connection, query: &str) -> Vec<String> {
    let mut query = connection.prepare(query).unwrap();
    let rows = query.query_map([], |row| Ok(format!("{:?}", row.get_ref(0)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The entities of a build: schema and properties.
fn entities(built: &Built, schema: &str) -> Vec<Value> {
    let lines = built.text("data/entities.ftm.json").lines().map(json);
    lines.filter(|entity| entity["schema"] == schema).map(|entity| entity["properties"].clone()).collect()
}

#[test]
fn a_record_says_all_that_its_front_matter_does() {
    let built = Site::new(WHOLE).build();
    let page = "https://example.org/archive";
    let named = |key: &str, id: &str, name: &str| serde_json::json!({"id": id, "name": name, "page": format!("{page}/{key}/{}/", encode_path(id))});
    let with = |mut named: Value, key: &str, value: &str| {
        named[key] = value.into();
        named
    };
    let b = serde_json::json!({"id": "b", "title": "Beta", "page": format!("{page}/articles/2018/b/")});
    let expected = serde_json::json!({
        "id": "a",
        "page": format!("{page}/articles/2018/a/"),
        "json": format!("{page}/articles/2018/a/record.json"),
        "title": "Alpha, \"quoted\"",
        "title_by": "outlet",
        "date": "2018-06-25",
        "time": "14:30:00+02:00",
        "dek": "One sentence.",
        "type": "article-magazine",
        "language": "es",
        "authors": [
            named("authors", "jane-doe", "Jane Doe"),
            with(named("authors", "josé-pérez", "José Pérez"), "as", "Jose Perez"),
        ],
        "outlet": named("outlets", "the-wire", "The Wire"),
        "section": "Politics",
        "original": "https://example.com/a",
        "url_status": "dead",
        "accessed": "2018-07-02",
        "archived": [
            {"url": format!("{page}/files/articles/2018/copy.warc"), "own": true, "date": "2018-07",
             "sha256": "4d00967e353d87ca937a76b4b1dafe6a72fd872e4f8370534972ec111cb86c0e"},
            {"url": "https://web.archive.org/web/2018/https://example.com/a", "own": false},
        ],
        "tags": [named("tags", "coal", "coal"), named("tags", "rail", "rail")],
        "organizations": [
            with(named("organizations", "acme", "Acme"), "role", "subject"),
            with(with(named("organizations", "beta", "Beta"), "role", "mentioned"), "as", "Betta"),
        ],
        "people": [with(named("people", "jane-doe", "Jane Doe"), "role", "subject")],
        "series": named("series", "border", "Border"),
        "indexes": {"beat": [named("beat", "labour", "Labour")]},
        "places": [{"name": "Oakland", "lat": 37.8, "lon": -122.42}, {"name": "Bonn"}],
        "sources": [
            {"role": "first-report", "record": b},
            {"role": "background", "outlet": {"name": "The Mirror"}, "title": "T", "url": "https://example.com/t", "date": "2018"},
        ],
        "chain": {
            "depth": 1,
            "originals": [{"record": {"id": "b", "title": "Beta", "page": "https://example.org/archive/articles/2018/b/"}}],
            "story_reports": 1, "story_originals": 1, "unclear": false,
        },
        "figures": [{"value": "650", "unit": "employees", "what": "signatories", "attributed_to": "The Mirror"}],
        "quotes": [{"text": "We ask.", "by": "Jane Doe", "role": "engineer"}],
        "image": {"url": format!("{page}/files/articles/2018/lead.svg"), "alt": "A line", "caption": "C", "credit": "D", "license": "CC-BY-4.0"},
        "documents": [
            {"title": "The letter", "url": format!("{page}/files/articles/2018/letter.txt"), "own": true},
            {"title": "Elsewhere", "url": "https://example.com/d", "own": false},
        ],
        "corrections": [{"date": "2018-07-01", "text": "It was 650.", "by": "archive"}],
        "related": [b],
        "rights": "Some.",
        "access": "fulltext",
        "aliases": ["/old/"],
        "added": "2026-01-02",
        "updated": "2026-02",
    });
    let whole = json(built.text("data/records.json"));
    let mut record = whole["records"][0].clone();
    let extra = record.as_object_mut().unwrap().remove("extra").unwrap();
    // A key that only the site's own index knows is one of those, too.
    assert_eq!((&extra["mood"], &extra["beat"]), (&"grave".into(), &"Labour".into()));
    assert_eq!(record, expected);
    assert_eq!(whole["records"][1]["picked_up_by"][0]["id"], "a");
    assert_eq!(whole["records"][1]["date"], "2018~");
    assert_eq!(whole["archive"]["title"], "Desk & <Press>");
    assert_eq!(whole["archive"]["count"], 2);
    // The same again: a record's own file, and a line of the lines.
    let own = json(built.text("articles/2018/a/record.json"));
    let line = json(built.text("data/records.ndjson").lines().next().unwrap());
    assert_eq!((&own, &line), (&whole["records"][0], &whole["records"][0]));
    assert!(built.text("data/records.json").contains("\"huge\":170141183460469231731687303715884105727"));
}

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

#[test]
fn entities_are_told_with_what_ties_them() {
    let built = Site::new(WHOLE).build();
    let [company] = &entities(&built, "Company")[..] else { panic!("one company") };
    for (property, expected) in [
        ("name", serde_json::json!(["Acme"])),
        ("alias", serde_json::json!(["Acme Works", "Acme Ltd"])),
        ("previousName", serde_json::json!(["Forge"])),
        ("wikidataId", serde_json::json!(["Q1"])),
        ("leiCode", serde_json::json!(["HWUPKR0MPOU8FGXBT394"])),
        ("sourceUrl", serde_json::json!(["https://example.org/archive/organizations/acme/"])),
    ] {
        assert_eq!(company[property], expected, "{property}");
    }
    for (schema, count) in [
        ("Article", 2),
        ("PublicBody", 1),
        ("Person", 1),
        ("Documentation", 5),
        ("Contract", 1),
        ("ContractAward", 1),
        // A parent, an owner, and one report that leans on another.
        ("UnknownLink", 3),
    ] {
        assert_eq!(entities(&built, schema).len(), count, "{schema}");
    }
    let id = |schema: &str| {
        let mut lines = built.text("data/entities.ftm.json").lines().map(json);
        lines.find(|entity| entity["schema"] == schema).unwrap()["id"].clone()
    };
    let award = &entities(&built, "ContractAward")[0];
    assert_eq!(award["supplier"][0], id("Company"));
    assert_eq!(award["contract"][0], id("Contract"));
    assert_eq!(award["proof"][0], id("Article"));
    assert_eq!(award["amount"][0], "43000000");
    assert_eq!(entities(&built, "Contract")[0]["authority"][0], id("PublicBody"));
    // Wherever the archive stands, and whatever else is in it.
    let moved = Site::new(WHOLE).base_url("https://example.com/").build();
    let ids = |built: &Built| -> Vec<Value> {
        built.text("data/entities.ftm.json").lines().map(|line| json(line)["id"].clone()).collect()
    };
    assert_eq!(ids(&built), ids(&moved));
}

#[test]
fn organizations_are_tied_by_the_records_that_name_both() {
    let built = Site::new(WHOLE).build();
    let graph = built.text("data/organizations.gexf");
    assert!(graph.contains("<edge id=\"0\" source=\"acme\" target=\"beta\" weight=\"2\"/>"), "{graph}");
    assert!(graph.contains("Organizations reported together in Desk &amp; &lt;Press&gt;"), "{graph}");
    // What one record costs is bounded: of forty the first twenty-four are tied, each with each.
    let names: Vec<String> = (0..40).map(|number| format!("Company {number:02}")).collect();
    let built = Site::new(&record("many.md", &format!("date: 2018\norganizations: [{}]", names.join(", ")))).build();
    let graph = built.text("data/organizations.gexf");
    assert_eq!((graph.matches("<node ").count(), graph.matches("<edge ").count()), (40, 24 * 23 / 2));
}

/// Values that mean something to a spreadsheet, to CSV, to SQL, to XML or to JSON.
const HOSTILE: &[&str] = &[
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "a\"b,c;d",
    "'); DROP TABLE records; --",
    "<b>&amp;</b> ]]>",
    "back\\slash and {brace}",
    "\u{202e}turned\u{202c} \u{1f642} 水",
    "'=quoted",
];

#[test]
fn hostile_values_stay_what_they_are() {
    for (number, value) in HOSTILE.iter().enumerate() {
        let quoted = serde_json::to_string(value).unwrap();
        let text = format!(
            "-- content/articles/h.md --\n---\ntitle: {quoted}\ndek: {quoted}\ndate: 2018\ntags: [{quoted}]\norganizations: [{quoted}, Other]\nfigures: [{{value: -5, what: {quoted}}}]\nextra: {{{quoted}: {quoted}}}\n---\n"
        );
        let built = Site::new(&text).build();
        let whole = json(built.text("data/records.json"));
        assert_eq!(whole["records"][0]["title"], *value, "{number}");
        assert_eq!(whole["records"][0]["extra"][*value], *value, "{number}");
        let is_guarded = value.starts_with(['=', '+', '-', '@']);
        let cell = if is_guarded { format!("'{value}") } else { (*value).to_owned() };
        for name in ["title", "dek", "tags"] {
            assert_eq!(column(&built, "records", name), [&*cell], "{number} {name}");
        }
        assert_eq!(column(&built, "figures", "value"), ["-5"]);
        assert_eq!(column(&built, "figures", "what"), [&*cell], "{number}");
        let (_folder, database) = database(&built);
        let title: String = database.query_row("SELECT title FROM records", [], |row| row.get(0)).unwrap();
        assert_eq!(title, *value, "{number}");
        assert_eq!(entities(&built, "Article")[0]["title"][0], *value, "{number}");
        let graph = built.text("data/organizations.gexf");
        let mut reader = quick_xml::Reader::from_str(graph);
        reader.config_mut().check_end_names = true;
        let mut labels = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(element) if element.name().as_ref() == "node" => {
                    let label = element.try_get_attribute("label").unwrap().unwrap();
                    labels.push(label.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned());
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert!(labels.iter().any(|label| label == value), "{number}: {labels:?}");
    }
}

#[test]
fn what_is_not_for_all_is_in_no_export() {
    let site = "
-- content/articles/dark.md --
---
title: Darktitle
date: 2018-01-01
dek: Darkdek
access: dark
organizations: [Darkcorp]
tags: [darktag]
people: [Dark Person]
---
Darkbody.
-- content/articles/draft.md --
---
title: Drafttitle
date: 2018-01-02
draft: true
tags: [drafttag]
---
Draftbody.
-- content/articles/metadata.md --
---
title: Metatitle
date: 2018-01-03
access: metadata
---
Metabody.
-- content/articles/open.md --
---
title: Opentitle
date: 2018-01-04
related: [metadata]
---
Openbody.
";
    let built = Site::new(site).build();
    let exports = built.outputs.iter().filter(|(path, _)| path.starts_with("data/") || path.ends_with("record.json"));
    let exports: Vec<_> = exports.collect();
    assert!(exports.len() > 25, "{}", exports.len());
    for (path, bytes) in exports {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for word in ["dark", "draftt", "draftb", "metabody", "openbody"] {
            // The word that stands for a whole record that is not published is also one of the vocabulary.
            let is_there = text.replace("`dark`", "").contains(word);
            assert!(!is_there, "{path} has {word:?}");
        }
    }
    assert_eq!(column(&built, "records", "title"), ["Opentitle", "Metatitle"]);
    assert!(!built.has("articles/dark/record.json") && built.has("articles/metadata/record.json"));
}

#[test]
#[rustfmt::skip]
fn each_export_goes_by_its_own_word() {
    let site = |off: &str| {
        let toml = format!("title = \"T\"\nbase_url = \"https://example.org/\"\noff = [{off}]\n");
        Site::new(&record("a.md", "date: 2018\ntags: [x]")).file("site.toml", toml.as_bytes()).build_clean()
    };
    let all = site("");
    for (word, gone, left) in [
        ("json",         "data/records.json",       "data/records.ndjson"),
        ("ndjson",       "data/records.ndjson",     "data/records.json"),
        ("csv",          "data/tags.csv",           "data/archive.sqlite"),
        // It describes the CSV files.
        ("csv",          "data/datapackage.json",   "data/archive.sqlite"),
        ("frictionless", "data/datapackage.json",   "data/records.csv"),
        ("sqlite",       "data/archive.sqlite",     "data/records.csv"),
        ("ftm",          "data/entities.ftm.json",  "data/records.csv"),
        ("gexf",         "data/organizations.gexf", "data/records.csv"),
        ("record_json",  "articles/a/record.json",  "data/records.json"),
        ("organizations", "data/organizations.csv", "data/records.csv"),
        ("organizations", "data/organizations.gexf", "data/records.csv"),
    ] {
        let built = site(&format!("\"{word}\""));
        assert!(all.has(gone) && !built.has(gone), "{word}: {gone}");
        assert!(built.has(left), "{word}: {left}");
        let index = json(built.text("data/index.json"));
        let named: Vec<&str> = index["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
        let mut there: Vec<&str> = built.below("data/").into_iter().filter(|name| *name != "index.json").collect();
        there.sort_unstable();
        let mut sorted = named.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, there, "{word}");
    }
    let none = site("\"exports\"");
    assert_eq!(none.below("data/"), Vec::<&str>::new());
    assert!(!none.has("articles/a/record.json"));
    let record = json(site("\"record_json\"").text("data/records.ndjson"));
    assert_eq!(record.get("json"), None);
}

#[test]
fn a_record_whose_page_is_a_file_has_its_own_beside_it() {
    let toml = b"title = \"T\"\nbase_url = \"https://example.org/\"\npermalink = \"/{year}/{slug}.html\"\n";
    let built = Site::new(&record("a.md", "date: 2018")).file("site.toml", toml).build_clean();
    let path = built.outputs.keys().find(|path| path.starts_with("2018/") && path.ends_with(".record.json")).unwrap();
    assert_eq!(json(built.text(path))["json"], format!("https://example.org/{path}"));
}

#[test]
fn a_search_is_described_where_there_is_a_page_for_it() {
    let site = Site::new("-- content/pages/search.md --\n---\ntitle: Search\n---\n");
    let site = site.file("site.toml", b"title = \"The Archive of Reporting\"\nbase_url = \"https://example.org/x/\"\n");
    let built = site.build_clean();
    let text = built.text("opensearch.xml");
    assert!(text.contains("<ShortName>The Archive of</ShortName>"), "{text}");
    assert!(text.contains("template=\"https://example.org/x/search/?q={searchTerms}\""), "{text}");
    let home = built.text("index.html");
    assert!(home.contains(
        "type=\"application/opensearchdescription+xml\" title=\"The Archive of Reporting\" href=\"/x/opensearch.xml\""
    ));
    assert!(Site::new("").build().has("opensearch.xml"));
    let off = Site::new("")
        .file("site.toml", b"title = \"T\"\nbase_url = \"https://example.org/\"\noff = [\"search\"]\n")
        .build();
    assert!(!off.has("opensearch.xml") && !off.text("index.html").contains("opensearch"));
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

/// The same input is the same bytes, on any number of threads, and in whatever order its files are found.
#[test]
fn exports_are_the_same_bytes_each_time() {
    let exports = |site: &Site, threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let built = pool.install(|| site.build_only(&|path| path.starts_with("data/")));
        built.outputs
    };
    let first = exports(&Site::new(WHOLE), 1);
    assert!(first.len() > 30);
    for seed in 0..3 {
        let again = exports(&Site::new(WHOLE).shuffled(seed), 4);
        for (path, bytes) in &first {
            assert_eq!(bytes, &again[path], "{path}");
        }
    }
    let repository = Site::of_this_repository();
    assert_eq!(exports(&repository, 1), exports(&repository, 4));
}
