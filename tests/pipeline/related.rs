//! Related records: whom the archive finds, in which order, and what it says of each.

#![allow(clippy::unwrap_used)]

use crate::support::{Built, probe, record};

/// So many records that have nothing in common with any other, so that what two share is rare.
fn others(count: usize) -> String {
    (0..count)
        .map(|number| record(&format!("other-{number}.md"), &format!("date: 1950-01\ntags: [x{number}]")))
        .collect()
}

fn built(settings: &str, records: &str) -> Built {
    let settings = format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n{settings}\n");
    probe::site(&format!("{settings}{records}{}", others(20))).build()
}

/// What the page of the record `id` lists, and why.
fn related(built: &Built, id: &str) -> Vec<String> {
    let page = format!("articles/{id}/index.html");
    let reasons = built.facts(&page, "reason");
    built.facts(&page, "related").into_iter().zip(reasons).map(|(id, reason)| format!("{id}: {reason}")).collect()
}

#[test]
fn each_tie_has_its_reason() {
    for (this, other, expected) in [
        ("organizations: [Acme]", "organizations: [Acme]", "Both name Acme"),
        ("people: [Jane Doe]\ntags: [coal]", "people: [Jane Doe]\ntags: [coal]", "Both name Jane Doe"),
        ("tags: [coal, rail]", "tags: [rail, coal]", "Both are about coal and rail"),
        ("series: Border", "series: Border", "In the same series"),
        ("sources: [b]", "date: 2018", "A source of this record"),
        ("date: 2018", "sources: [a]", "Names this record as a source"),
        (
            "sources: [{title: T, outlet: X, url: 'https://x.example/', role: first-report}]",
            "sources: [{title: T, outlet: X, url: 'https://x.example/', role: obtained-document}]",
            "Both go back to the same report",
        ),
        (
            "dek: Kestrels over the harbour",
            "dek: The harbour and its kestrel, KESTRELS.",
            "Both speak of Kestrels and harbour",
        ),
    ] {
        let built = built("", &[record("a.md", this), record("b.md", other)].concat());
        assert_eq!(related(&built, "a"), [format!("b: {expected}")], "{this:?} {other:?}");
    }
}

#[test]
fn what_many_share_or_chance_alone_ties_nothing() {
    let common =
        (0..20).map(|number| record(&format!("c{number}.md"), "tags: [common]\noutlet: The Post")).collect::<String>();
    for (this, other) in [
        ("tags: [common]", "tags: [common]"),
        ("outlet: The Post", "outlet: The Post"),
        ("authors: [Jane Doe]", "authors: [Jane Doe]"),
        ("date: 2018", "date: 2018"),
        ("dek: Kestrels in Bonn", "dek: Kestrels in Oslo"),
        ("dek: of the and for", "dek: for the and of"),
    ] {
        let built = built("", &[record("a.md", this), record("b.md", other), common.clone()].concat());
        assert_eq!(related(&built, "a"), Vec::<String>::new(), "{this:?} {other:?}");
    }
}

#[test]
fn what_is_rarer_and_closer_comes_first() {
    let records = [
        record("a.md", "date: 2018\norganizations: [Acme, Beta]\ntags: [coal]\nsources: [source]"),
        record("source.md", "date: 2017"),
        record("both.md", "date: 2016\norganizations: [Acme, Beta]"),
        record("rare.md", "date: 2015\norganizations: [Beta]\ntags: [coal]"),
        record("later.md", "date: 2014-02\norganizations: [Acme]"),
        record("earlier.md", "date: 2014-01\norganizations: [Acme]"),
        record("mentions.md", "date: 2019\norganizations: [{name: Acme, role: mentioned}]\ntags: [coal]"),
    ]
    .concat();
    let built = built("related = 50", &records);
    assert_eq!(
        related(&built, "a"),
        [
            "source: A source of this record",
            "rare: Both name Beta",
            "both: Both name Beta and Acme",
            "mentions: Both name Acme",
            "later: Both name Acme",
            "earlier: Both name Acme",
        ]
    );
}

#[test]
fn the_editors_come_first_and_none_comes_twice() {
    let records = [
        record("a.md", "organizations: [Acme]\nrelated: [far, b]"),
        record("b.md", "date: 2018\norganizations: [Acme]"),
        record("c.md", "date: 2017\norganizations: [Acme]"),
        record("d.md", "date: 2016\norganizations: [Acme]"),
        record("far.md", "date: 1990"),
    ]
    .concat();
    for (settings, expected) in [
        ("", &["far", "b", "c", "d"][..]),
        ("related = 3", &["far", "b", "c"]),
        ("related = 2", &["far", "b"]),
        ("related = 1", &["far", "b"]),
        ("related = 0", &["far", "b"]),
    ] {
        let built = built(settings, &records);
        assert_eq!(built.facts("articles/a/index.html", "related"), expected, "{settings:?}");
        assert_eq!(related(&built, "a")[0], "far: Chosen by the editors");
    }
}

#[test]
fn what_is_not_published_is_related_to_nothing() {
    let records = [
        record("a.md", "organizations: [Acme]"),
        record("dark.md", "organizations: [Acme]\naccess: dark"),
        record("draft.md", "organizations: [Acme]\ndraft: true"),
    ]
    .concat();
    assert_eq!(related(&built("", &records), "a"), Vec::<String>::new());
}
