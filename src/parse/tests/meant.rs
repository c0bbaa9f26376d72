//! Messy front matter that is read as meant.

use super::*;
use crate::model::node::Node;
use crate::model::record::{Access, Author, By, Metadata, RecordType, SourceRole, UrlStatus};

/// Every field of the vocabulary in its long form.
const WHOLE: &str = r#"title: Salesforce employees question a border contract
title_by: archive
date: 2018-06-25
tags: [open letters, immigration]
organizations: [Salesforce, {id: us-cbp, as: CBP, role: mentioned}]
id: salesforce-cbp-letter
dek: One sentence under the headline.
type: article-magazine
authors: [Jane Doe, {name: José Pérez, as: Jose Perez}]
outlet: Mother Jones
section: Politics
url: https://example.org/original
url_status: dead
accessed: 2018-07-02
archived:
  - {url: "https://web.archive.org/web/20180626100333/https://example.org/original", date: 2018-06-26}
  - {file: snapshots/letter.wacz, date: 2018-07, sha256: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
people: [Marc Benioff]
places: [{name: San Francisco, lat: 37.77, lon: -122.42}, Oakland]
sources:
  - {role: obtained-document, outlet: BuzzFeed News, url: "https://example.com/"}
  - {ref: google-maven-letter}
  - https://example.net/
  - some-record
figures: [{value: 650, unit: employees, what: signatories, attributed_to: BuzzFeed News}]
quotes: [{text: We want answers, by: "[[Jane Doe]]", role: an engineer}, Another]
image: {file: lead.jpg, alt: A letter, caption: A caption, credit: A credit, license: CC-BY-4.0, metadata: keep}
documents: [{title: The letter, file: letter.pdf}, "https://example.org/annex.pdf", scan.pdf]
corrections: [{date: 2018-07-01, text: A correction, by: archive}, Another]
related: [google-maven-letter]
series: Tech and the border
language: es-419
rights: All rights reserved
access: excerpt
draft: true
aliases: [/old/path/, /old.html]
added: 2026-11-23
updated: 2026-11-24
template: article.html
extra: {anything: the theme wants}"#;

#[test]
fn every_field_arrives() {
    let record = sound(WHOLE);
    assert_eq!(record.title_by, By::Archive);
    assert_eq!(record.kind, RecordType::Magazine);
    assert_eq!(&*record.organizations[1].name, "us-cbp");
    assert_eq!((record.organizations[1].by_id, record.organizations[1].is_subject()), (true, false));
    assert_eq!(record.organizations[1].printed.as_deref(), Some("CBP"));
    let printed = Some("Jose Perez".into());
    assert_eq!(record.authors[1], Author { name: "José Pérez".into(), printed });
    assert_eq!(record.url_status, Some(UrlStatus::Dead));
    assert_eq!(record.archived[1].sha256, Some("a".repeat(64)));
    assert_eq!(record.archived[1].date.unwrap().to_string(), "2018-07");
    assert_eq!((record.places[0].lat, record.places[1].lat), (Some(37.77), None));
    assert_eq!(record.sources.iter().filter(|source| source.role == SourceRole::Background).count(), 3);
    assert_eq!(record.sources[2].url.as_deref(), Some("https://example.net/"));
    assert_eq!(record.sources[3].reference.as_deref(), Some("some-record"));
    assert_eq!(record.figures[0].value, "650");
    let quotes = record.quotes.iter().map(|quote| (&*quote.text, quote.by.as_deref(), quote.role.as_deref()));
    let expected = [("We want answers", Some("Jane Doe"), Some("an engineer")), ("Another", None, None)];
    assert_eq!(quotes.collect::<Vec<_>>(), expected);
    assert_eq!(
        record.documents.iter().map(|document| &*document.title).collect::<Vec<_>>(),
        ["The letter", "annex.pdf", "scan.pdf"]
    );
    assert_eq!((record.corrections[0].by, record.corrections[1].by), (By::Archive, By::Outlet));
    assert_eq!(record.image.as_ref().map(|image| image.metadata), Some(Metadata::Keep));
    assert_eq!(record.access, Access::Excerpt);
    assert_eq!(record.extra, [("anything".to_owned(), Node::Text("the theme wants".to_owned()))]);
    assert!(record.draft && record.body.is_empty);
}

/// With `the_schemas_have_the_keys_that_the_parser_reads` this holds that schema, keys and readers are one list.
#[test]
fn every_key_of_the_vocabulary_changes_the_record() {
    let plain = format!("{:?}", sound("title: A\ndate: 2018"));
    let blocks = WHOLE.split("\n").fold(Vec::<String>::new(), |mut blocks, line| {
        match blocks.last_mut() {
            Some(block) if line.starts_with(' ') => block.extend(["\n", line]),
            _ => blocks.push(line.to_owned()),
        }
        blocks
    });
    let mut keys: Vec<&str> = Vec::new();
    for block in &blocks {
        let key = block.split(':').next().unwrap();
        keys.push(key);
        let others = ["title: A", "date: 2018"].into_iter().filter(|other| !other.starts_with(&format!("{key}:")));
        let yaml = others.chain([block.as_str()]).collect::<Vec<_>>().join("\n");
        assert_ne!(format!("{:?}", sound(&yaml)), plain, "{key} changes nothing");
    }
    keys.sort_unstable();
    let mut standard = super::super::keys::RECORD.standard.to_vec();
    standard.sort_unstable();
    assert_eq!(keys, standard);
}

#[test]
fn every_key_of_an_entity_and_a_page_changes_it() {
    let debug = |path: &str, yaml: String| {
        let read = read(path, format!("---\n{yaml}\n---\n").as_bytes());
        assert_eq!(read.problems, [], "{yaml}");
        format!("{:?}", read.value.unwrap())
    };
    let entity = [
        "id: us-cbp",
        "name: B",
        "type: GovernmentOrganization",
        "alternate_name: [Customs]",
        "abbreviation: CBP",
        "former_name: [Customs Service]",
        "identifiers: {wikidata: Q1059445}",
        "website: https://www.cbp.gov/",
        "parent_organization: us-dhs",
        "relations: [{type: contract, with: salesforce, role: authority, start: 2018-03, end: 2019, amount: 1.10, \
         proof: letter}]",
        "redirect_from: [customs-and-border-patrol, /old/]",
        "dek: D",
        "extra: {a: b}",
    ];
    let page = [
        "title: B",
        "dek: D",
        "language: es",
        "draft: yes",
        "aliases: /old/",
        "updated: 2018",
        "template: about.html",
        "extra: {a: b}",
    ];
    for (path, first, lines, keys) in [
        ("content/organizations/a.md", "name: A", &entity[..], &super::super::keys::ENTITY),
        ("content/pages/a.md", "title: A", &page[..], &super::super::keys::PAGE),
    ] {
        let plain = debug(path, first.to_owned());
        for line in lines {
            let same = line.split(':').next() == first.split(':').next();
            let yaml = if same { (*line).to_owned() } else { format!("{first}\n{line}") };
            assert_ne!(debug(path, yaml), plain, "{line}");
        }
        assert_eq!(lines.iter().map(|line| line.split(':').next().unwrap()).collect::<Vec<_>>(), keys.standard);
    }
}

#[test]
fn an_ordinary_record_is_read_once() {
    let path = SitePath::new(RECORD).unwrap();
    for (yaml, reads_places) in [(WHOLE, false), ("title: 1984\ndate: 2018", false), ("title: 1.10\ndate: 2018", true)]
    {
        let mut reader = Reader::new(&path, yaml, 0..yaml.len());
        let entries = yaml::read(&path, yaml, &(0..yaml.len()), &mut reader.problems).unwrap();
        let body = Body {
            file: path.clone(),
            span: 0..0,
            is_empty: true,
            mentions: Default::default(),
            content: Default::default(),
            header: Default::default(),
        };
        record::record(&mut reader, entries, body, &[]);
        assert_eq!(reader.problems, []);
        assert_eq!(reader.has_read_places(), reads_places, "{yaml}");
    }
}

#[test]
fn scalars_are_text_as_written() {
    for (tags, expected) in [
        ("NO", &["NO"][..]),
        ("[1.10, 007, 0x1F, 31, +5, 1e3]", &["1.10", "007", "0x1F", "31", "+5", "1e3"]),
        ("[true, True, on, yes, 2018]", &["true", "True", "on", "yes", "2018"]),
        ("[2018-06-25, 12:30, 0, -0]", &["2018-06-25", "12:30", "0", "-0"]),
        ("a, b", &["a, b"]),
        ("[C++, 'null', \"~\"]", &["C++", "null", "~"]),
        (
            "[.nan, .inf, 123456789012345678901234567890123456789012]",
            &[".nan", ".inf", "123456789012345678901234567890123456789012"],
        ),
        ("[ a , '  b  ', \"c\\nd\"]", &["a", "b", "c d"]),
        ("\n- a\n- >-\n  b\n  c", &["a", "b c"]),
        ("[\"[[Immigration]]\", [nested]]", &["Immigration", "nested"]),
        ("[]", &[]),
        ("", &[]),
        ("~", &[]),
    ] {
        let record = sound(&format!("title: A\ndate: 2018\ntags: {tags}"));
        assert_eq!(record.tags.to_strings(), expected, "{tags}");
    }
}

#[test]
fn any_layout_of_the_file_is_the_same_record() {
    for text in [
        "---\ntitle: A\ndate: 2018-06-25\n---\nBody\n",
        "\u{feff}---\ntitle: A\ndate: 2018-06-25\n---\nBody\n",
        "---\r\ntitle: A\r\ndate: 2018-06-25\r\n---\r\nBody\r\n",
        "\n\n--- \t\ntitle: A\ndate: '2018-06-25'\n---  \nBody\n",
        "  ---\n  title: A\n  date: \"2018-06-25\"\n  ---\nBody\n",
        "---\n    title: A\n    date: 2018-06-25\n    ---\nBody\n",
        "---\ntitle: A\ndate: 2018-06-25\n...\nBody\n",
        "---\n# comment\ntitle: !!str A # comment\ndate: &day 2018-06-25\n---\nBody\n",
        "---\n{\"title\": \"A\", \"date\": \"2018-06-25\"}\n---\nBody\n",
    ] {
        let (record, problems) = record_of(RECORD, text);
        assert_eq!(problems, Vec::<String>::new(), "{text:?}");
        assert_eq!((&*record.title, record.date.unwrap().iso()), ("A", "2018-06-25".to_owned()), "{text:?}");
        assert_eq!(text[record.body.span.clone()].trim_end(), "Body", "{text:?}");
        assert!(!record.body.is_empty);
    }
}

#[test]
fn a_file_name_gives_the_date_that_the_record_lacks() {
    for (path, yaml, expected) in [
        ("content/articles/2018-06-25-slug.md", "title: A", Some("2018-06-25")),
        ("content/articles/2018-06-25-slug.md", "title: A\ndate: 2017-01", Some("2017-01")),
        ("content/articles/2018-06-25-slug/index.md", "title: A", Some("2018-06-25")),
        ("content/articles/2018-13-25-slug.md", "title: A", None),
        ("content/articles/2018/slug.md", "title: A", None),
    ] {
        let (record, problems) = record_of(path, &format!("---\n{yaml}\n---\n"));
        assert_eq!(record.date.map(|date| date.iso()).as_deref(), expected, "{path}");
        assert_eq!(problems.len(), usize::from(expected.is_none()), "{problems:?}");
    }
}

#[test]
fn other_programs_words_are_read() {
    let summary = |record: &Record| {
        let dates = [record.date, record.added, record.updated].map(|date| date.map(|date| date.to_string()));
        let names: Vec<_> = record.authors.iter().map(|author| &*author.name).collect();
        let words = [&record.outlet, &record.url, &record.dek];
        format!(
            "{} | {} | {} | {} | {} | {}",
            dates.map(Option::unwrap_or_default).join(" "),
            names.join("; "),
            words.map(|word| word.as_deref().unwrap_or_default()).join(" "),
            record.tags.to_strings().join(" "),
            record.organizations.iter().map(|mention| &*mention.name).collect::<Vec<_>>().join(" "),
            record.aliases.join(" "),
        )
    };
    for (yaml, expected) in [
        ("lastmod: 2018-01-02\npublish_date: 2018", "2018  2018-01-02 |  |    |  |  | "),
        ("categories: [b, a]\ntags: [a]", "   |  |    | a b |  | "),
        ("taxonomies:\n  tags: [a]\n  categories: b\n  organizations: [O]", "   |  |    | a b | O | "),
        ("description: D", "   |  |   D |  |  | "),
        ("source: https://example.org/a", "   |  |  https://example.org/a  |  |  | "),
        ("source: Mother Jones", "   |  | Mother Jones   |  |  | "),
        ("source: {publication: M, url: 'https://example.org/'}", "   |  | M https://example.org/  |  |  | "),
        ("published: 2018-06-25\ncreated: 2019-01-01", "2018-06-25 2019-01-01  |  |    |  |  | "),
        ("author: Jane", "   | Jane |    |  |  | "),
        (
            "author: ['[[Jane Doe]]', {family: Doe, given: Jo, non-dropping-particle: van}]",
            "   | Jane Doe; Jo van Doe |    |  |  | ",
        ),
        ("author: [{literal: The Staff}]", "   | The Staff |    |  |  | "),
        ("container-title: M\nURL: https://example.org/", "   |  | M https://example.org/  |  |  | "),
        ("issued: {date-parts: [[2018, 6, 25]]}", "2018-06-25   |  |    |  |  | "),
        ("issued: {date-parts: [['2018', '06']], circa: true}", "2018-06~   |  |    |  |  | "),
        ("issued: {raw: 2018-06}", "2018-06   |  |    |  |  | "),
        ("url: /old/place/\nredirect_from: /older/", "   |  |    |  |  | /old/place/ /older/"),
        ("permalink: /:year/:title/", "   |  |    |  |  | "),
        ("permalink: /old.html", "   |  |    |  |  | /old.html"),
    ] {
        let (record, problems) = record_of(RECORD, &format!("---\ntitle: A\n{yaml}\n---\n"));
        assert_eq!(summary(&record), expected, "{yaml}");
        let foreign =
            |problem: &String| ["foreign-key", "key-case", "undated"].iter().any(|code| problem.contains(code));
        assert!(problems.iter().all(foreign), "{yaml}: {problems:#?}");
        assert!(!problems.is_empty());
    }
    assert!(record_of(RECORD, "---\ntitle: A\npublished: false\n---\n").0.draft);
}

#[test]
fn the_type_follows_the_outlet() {
    assert_eq!(sound("title: A\ndate: 2018").kind, RecordType::Webpage);
    assert_eq!(sound("title: A\ndate: 2018\noutlet: O").kind, RecordType::Newspaper);
    assert_eq!(sound("title: A\ndate: 2018\noutlet: O\ntype: Report").kind, RecordType::Report);
}

#[test]
fn unknown_keys_are_kept_beside_extra() {
    let text = "---\ntitle: A\ndate: 2018\nbeat: 1\nmood: 2\nextra: {mood: 3}\nlocation: 4\n---\n";
    let file = SourceFile::held(SitePath::new(RECORD).unwrap(), text.as_bytes());
    let read = document_with_keys(&file, &Room::Record, &["beat".to_owned(), "location".to_owned()]);
    assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
    let Some(Document::Record(record)) = read.value else { panic!() };
    assert_eq!(
        record.extra,
        [
            ("mood".to_owned(), Node::Integer(3)),
            ("beat".to_owned(), Node::Integer(1)),
            ("location".to_owned(), Node::Integer(4))
        ]
    );
}

#[test]
fn merges_and_aliases_are_followed() {
    let record = sound(
        "title: A\ndate: 2018\nextra: {base: &base {name: P, lat: 1, lon: 2}, tags: &tags [x, 1.10]}\ntags: *tags\n\
         places:\n  - *base\n  - <<: *base\n    name: Q",
    );
    assert_eq!(record.tags.to_strings(), ["x", "1.10"]);
    assert_eq!(
        record.places.iter().map(|place| (&*place.name, place.lat)).collect::<Vec<_>>(),
        [("P", Some(1.0)), ("Q", Some(1.0))]
    );
}

#[test]
fn obsidian_aliases_of_an_entity_are_names_and_paths() {
    let text = "---\ntitle: B\naliases: [Customs, /old/]\n---\n";
    let Some(Document::Entity(entity)) = read("content/organizations/us-cbp.md", text.as_bytes()).value else {
        panic!()
    };
    assert_eq!((&*entity.id, &*entity.name, &*entity.index), ("us-cbp", "B", "organizations"));
    assert_eq!(
        (entity.alternate_name.clone(), entity.redirect_from.clone()),
        (vec!["Customs".to_owned()], vec!["/old/".to_owned()])
    );
}
