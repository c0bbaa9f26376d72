//! What other programs are given: the exports of a small site, of hostile values, and of records that are not for all.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::Value;

mod entities;
mod hostile;
mod links;
mod records;
mod tables;

use crate::support::{Built, Site, record};

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

/// The entities of a build: schema and properties.
fn entities(built: &Built, schema: &str) -> Vec<Value> {
    let lines = built.text("data/entities.ftm.json").lines().map(json);
    lines.filter(|entity| entity["schema"] == schema).map(|entity| entity["properties"].clone()).collect()
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
        let named = index["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap());
        // Browsers look for it at the top.
        let named: Vec<&str> = named.filter(|name| *name != "opensearch.xml").collect();
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
