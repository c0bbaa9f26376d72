//! The archive: which records there are, in what order, under what names and addresses, and how they hang together.

use crate::support::{Site, faults, probe, record};

#[test]
fn records_stand_newest_first_and_undated_last() {
    let site = [
        ("b.md", "date: 2018-06-25"),
        ("a.md", "date: 2018-06-25"),
        ("month.md", "date: 2018-06"),
        ("year.md", "date: 2018"),
        ("time.md", "date: 2018-06-25T12:00:00Z"),
        ("west.md", "date: 2018-06-25T12:00:00-04:00"),
        ("next-month.md", "date: 2018-07"),
        ("last-year.md", "date: 2017-12-31"),
        ("about.md", "date: 2018-06-26~"),
        ("2018-06-27-named.md", ""),
    ];
    let site: String = site.iter().map(|(path, lines)| record(path, lines)).collect();
    let undated = "-- content/articles/undated.md --\n---\ntitle: U\n---\n-- content/articles/another.md --\n---\ntitle: A\n---\n";
    let built = probe::site(&format!("{site}{undated}")).build();
    let warned = |file: &str| format!("content/articles/{file}:1:1: warning[undated]: the record has no `date`");
    assert_eq!(built.problems(), [warned("another.md"), warned("undated.md")]);
    let newest_first =
        ["next-month", "named", "about", "west", "time", "a", "b", "month", "year", "last-year", "another", "undated"];
    assert_eq!(built.rows("index.html"), newest_first);
    let oldest_first =
        ["last-year", "year", "month", "b", "a", "time", "west", "about", "named", "next-month", "another", "undated"];
    assert_eq!(built.rows("chronology/index.html"), oldest_first);
    for (file, earlier, later) in [
        ("month", vec!["year.md"], vec!["b.md"]),
        ("next-month", vec!["2018-06-27-named.md"], vec![]),
        ("last-year", vec![], vec!["year.md"]),
        ("another", vec![], vec![]),
    ] {
        let path = format!("articles/{file}/index.html");
        assert_eq!(
            (built.facts(&path, "earlier"), built.facts(&path, "later")),
            (owned(&earlier), owned(&later)),
            "{file}"
        );
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn drafts_future_and_dark_records_are_published_only_where_asked_for() {
    let site = probe::site(
        &[
            record("out.md", "date: 2018"),
            record("today.md", "date: 2026-11-23T23:00:00Z"),
            record("year.md", "date: 2026"),
            record("draft.md", "date: 2018\ndraft: true"),
            record("future.md", "date: 2026-11-24"),
            record("later.md", "date: 2026-12"),
            record("dark.md", "date: 2018\naccess: dark"),
            "-- content/pages/sketch.md --\n---\ntitle: Sketch\ndraft: true\n---\n".to_owned(),
        ]
        .concat(),
    );
    let published = |site: &Site| {
        let built = site.build_clean();
        let pages = built.below("articles/").into_iter().filter_map(|path| path.strip_suffix("/index.html"));
        (pages.collect::<Vec<_>>().join(" "), built.has("sketch/index.html"))
    };
    for (site, expected) in [
        (site.clone(), ("out today year", false)),
        (site.clone().drafts(), ("draft out today year", true)),
        (site.clone().future(), ("future later out today year", false)),
        (site.clone().drafts().future(), ("draft future later out today year", true)),
    ] {
        let (articles, pages) = published(&site);
        assert_eq!((articles.as_str(), pages), expected);
        let built = site.build_clean();
        let names_it = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("dark.md");
        assert!(!built.outputs.values().any(names_it), "a page names the dark record");
    }
}

#[test]
fn a_reference_to_what_is_not_published_is_told_and_left_out() {
    let built = faults::check(
        "
-- content/articles/a.md --
---
title: A
date: 2018
related: [draft, future, dark, b]
#         ^^^^^ warning[unpublished-record]: `draft` is not published: it is a draft
# = help: publish the record or take the reference out; it is left out of the page for now
#                ^^^^^^ warning[unpublished-record]: `future` is not published: its date has not come yet
#                        ^^^^ warning[unpublished-record]: `dark` is not published: it has `access: dark`
sources: [{role: confirms, ref: draft}]
#                               ^^^^^ warning[unpublished-record]: `draft` is not published: it is a draft
---
-- content/articles/b.md --
---
title: B
date: 2018
---
-- content/articles/x/draft.md --
---
title: D
date: 2018
draft: true
---
-- content/articles/future.md --
---
title: F
date: 2030
---
-- content/articles/2018/dark.md --
---
title: X
date: 2018
access: dark
---
",
    );
    assert!(built.text("articles/a/index.html").contains("/articles/b/"));
}

#[test]
#[rustfmt::skip]
fn identifiers_come_from_files_and_tell_them_apart() {
    for (files, expected) in [
        (vec!["letter.md"],                                    "letter"),
        (vec!["2018/letter.md"],                               "letter"),
        (vec!["2018-06-25-letter.md"],                         "letter"),
        (vec!["2018/letter/index.md"],                         "letter"),
        (vec!["2018/a.md", "2019/a.md"],                       "2018/a 2019/a"),
        (vec!["a.md", "2019/a.md"],                            "2019/a a"),
        (vec!["x/index.md", "y/index.md", "x/other.md"],       "other x y"),
        (vec!["x/y/index.md", "z/y/index.md", "y.md"],         "x/y y z/y"),
        (vec!["2018-06-25-a.md", "2018-06-26-a.md"],           "2018-06-25-a 2018-06-26-a"),
        (vec!["2018-06-25-a.md", "2019-06-25-a.md", "x/2018.06.25-a.md"], "2018-06-25-a 2019-06-25-a x/2018-06-25-a"),
        (vec!["Grüße aus Köln.md", "報道.md", "🗞.md"],         "grüße-aus-köln x-1f5de 報道"),
    ] {
        let site: String = files.iter().map(|file| record(file, "date: 2018")).collect();
        let site = format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\npermalink = \"/{{id}}/\"\n{site}");
        let built = probe::site(&site).build_clean();
        let mut rows = built.rows("index.html");
        rows.sort();
        assert_eq!(rows.join(" "), expected, "{files:?}");
    }
}

#[test]
fn an_identifier_that_two_records_have_is_an_error_once() {
    faults::check(
        "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
permalink = \"/{id}/\"
-- content/articles/a.md --
---
title: A
date: 2019
id: x
---
-- content/articles/b.md --
---
title: B
date: 2018
id: x
#   ^ error[duplicate-id]: `x` is already the id of another record
# = label: used a second time here
# = help: write an `id` that no other record has
# = also: content/articles/a.md:4:5 first used here
related: [x, b, c]
---
-- content/articles/c.md --
---
title: C
date: 2018
---
-- content/articles/d.md --
---
title: D
date: 2018
id: e
#   ^ error[duplicate-id]: `e` is already the id of another record, by its file's name
# = also: content/articles/e.md:1:1 first used here
---
-- content/articles/e.md --
---
title: E
date: 2018
---
-- content/articles/Letter.md --
---
title: F
date: 2018
---
-- content/articles/letter.md --
#! error[duplicate-id]: `letter` is already the id of another record, by its file's name
# = help: rename one of the two files: they differ in nothing that an address shows
# = also: content/articles/Letter.md:1:1 first used here
---
title: G
date: 2018
---
",
    );
}

#[test]
fn references_find_records_by_every_name_they_have() {
    let site = [
        record("2018/a.md", "date: 2018\nid: named"),
        record("2018/b.md", "date: 2018"),
        record("2018/same.md", "date: 2018"),
        record("2019/same.md", "date: 2019"),
        record("2018-06-25-day.md", "date: 2018"),
        record("2018/folder/index.md", "date: 2018"),
        record("from.md", "date: 2020\nrelated: [named, b, 2018/same, 2019/same, day, folder, b, from]"),
    ];
    let built = probe::site(&site.concat()).build_clean();
    let related = ["named", "b", "2018/same", "2019/same", "day", "folder"];
    assert_eq!(built.facts("articles/from/index.html", "related"), related);
    faults::check(
        "
-- content/articles/a.md --
---
title: A
date: 2018
related: [same, nmaed, zebra, a]
#         ^^^^ error[ambiguous-record]: `same` is the file name of several records
# = help: write the folder too, as in `2018/name`, or give the record that is meant an `id`
#               ^^^^^ error[unknown-record]: no record has the id `nmaed`
# = help: did you mean `named`?
#                      ^^^^^ error[unknown-record]: no record has the id `zebra`
# = help: write the `id` of a record; `reportage list records` shows them all
sources:
  - zebra
#   ^^^^^ error[unknown-record]: no record has the id `zebra`
  - {role: confirms, ref: zebra}
#                         ^^^^^ error[unknown-record]: no record has the id `zebra`
---
-- content/articles/2018/same.md --
---
title: B
date: 2018
---
-- content/articles/2019/same.md --
---
title: C
date: 2018
draft: true
---
-- content/articles/named.md --
---
title: D
date: 2018
---
",
    );
}

#[test]
fn sources_are_turned_round() {
    let built = probe::site(
        &[
            record("first.md", "date: 2018-01-01\nurl: https://example.com/"),
            record(
                "second.md",
                "date: 2018-01-02\nsources: [{role: confirms, ref: first}, first, {outlet: Some Paper}]",
            ),
            record("third.md", "date: 2018-01-03\nsources: [first, second]\noutlet: Some Paper"),
            record("self.md", "date: 2018-01-04\nsources: [self]"),
        ]
        .concat(),
    )
    .build();
    assert_eq!(
        built.problems(),
        ["content/articles/self.md:4:11: warning[source-cycle]: `self` names itself as its source"]
    );
    let page = |id: &str| format!("articles/{id}/index.html");
    assert_eq!(built.facts(&page("first"), "picked_up_by"), ["third", "second"]);
    assert_eq!(built.facts(&page("second"), "picked_up_by"), ["third"]);
    assert_eq!(built.facts(&page("self"), "picked_up_by"), Vec::<String>::new());
    let sources = ["confirms first -", "background first -", "background - /outlets/some-paper/"];
    assert_eq!(built.facts(&page("second"), "source"), sources);
}

#[test]
fn what_is_broken_is_not_told_again_by_those_who_name_it() {
    let site = "
-- content/articles/a.md --
---
id: broken-one
title: [
#      ^ error[bad-yaml]: the bracket that opens here is not closed
---
-- content/articles/b.md --
---
title: B
date: 2018-13
#     ^^^^^^^ error[bad-date]: `2018-13` is not a calendar date
---
-- content/articles/c.md --
---
title: C
date: 2018
related: [broken-one]
#         ^^^^^^^^^^ warning[unpublished-record]: `broken-one` is not published: its file has errors
organizations: [{id: acme}]
---
-- content/organizations/acme.md --
---
type: Corporation
name: \"Acme
#     ^^^^^ error[bad-yaml]: the quote that opens here is not closed
---
-- content/organizations/parent.md --
---
name: Parent
parent_organization: acme
---
";
    faults::check(site);
    let built = faults::check_with(site, Site::keep_going);
    assert_eq!(
        built.below("articles/"),
        ["c/cite.bib", "c/cite.json", "c/cite.ris", "c/index.html", "c/index.md", "c/record.json"]
    );
    assert!(built.has("organizations/acme/index.html"));
}
