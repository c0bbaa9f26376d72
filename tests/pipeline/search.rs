//! The files of a search, read as a browser reads them.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use reportage::archive::Found;
use reportage::search::words;

use crate::support::reader::Search;
use crate::support::{Built, Site, record};

/// Some records of a small archive.
fn small() -> Site {
    Site::new(
        "
-- content/articles/2018/letter.md --
---
title: Salesforce employees question a border contract
date: 2018-06-25
dek: A letter asks the chief executive to end it.
tags: [open letters]
organizations: [Salesforce, US Customs and Border Protection]
people: [{name: Marc Benioff, as: Marc R. Benioff}]
outlet: Mother Jones
---
More than 650 workers signed. The company's answer, they wrote, was *not* enough.

The contracts are small. Border work goes on at [the agency](/organizations/us-customs-and-border-protection/).

See [[maven]].
-- content/articles/2018/maven.md --
---
title: Engineers leave over Project Maven
date: 2018-05-14
tags: [open letters, drones]
organizations: [Google]
outlet: Gizmodo
type: post-weblog
---
A dozen employees resigned. Their letter: \"not be in the business of war\".

![The gate](gate.svg \"The campus at noon | Photo: Jane Doe\")
-- content/articles/2018/gate.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\"/>
-- content/articles/2019/carta.md --
---
title: Investigación sobre los contratos fronterizos
date: 2019-02-01
language: es
tags: [fronteras]
outlet: El Faro
access: excerpt
---
Los empleados firmaron varias investigaciones internas.
-- content/articles/2019/enquete.md --
---
title: L’enquête des salariés
date: 2019
language: fr
outlet: Le Monde
---
Les salariés ont signé une lettre ouverte.
-- content/articles/2019/vertrag.md --
---
title: Verträge mit der Behörde
date: 2017
language: de
---
Die Straße nach Süden war lang.
-- content/articles/2020/arabic.md --
---
title: العمال يكتبون رسالة مفتوحة
date: 2020-01-02
language: ar
---
كَتَبَ العاملون عن أمن الحدود.
-- content/articles/2020/japanese.md --
---
title: 東京新聞の従業員が公開書簡
date: 2020-03-04
language: ja
---
データ契約に反対する。
-- content/articles/2020/plain.md --
---
title: An undescribed piece
date: 2020-04
access: metadata
---
Nothing of this text is to be found.
-- content/organizations/us-customs-and-border-protection.md --
---
name: US Customs and Border Protection
abbreviation: [CBP]
alternate_name: [Customs and Border Patrol]
dek: The agency at the border.
---
It buys software.
-- content/pages/about.md --
---
title: About this archive
---
Who keeps it, and why.
",
    )
}

fn titles(search: &Search<'_>, query: &str) -> Vec<String> {
    search.titles(query)
}

#[test]
#[rustfmt::skip]
fn queries_find_what_they_should() {
    let built = small().build_clean();
    let search = Search::new(&built.outputs);
    let letter = "Salesforce employees question a border contract";
    let maven = "Engineers leave over Project Maven";
    let agency = "US Customs and Border Protection";
    let mut wrong = Vec::new();
    for (query, first) in [
        ("salesforce contract",        letter),
        ("contracts employees",        letter),
        ("CBP",                        agency),
        ("customs border patrol",      agency),
        ("company",                    letter),
        ("drones resigned",            maven),
        ("campus noon",                maven),
        ("benioff",                    "Marc Benioff"),
        ("investigacion",              "Investigación sobre los contratos fronterizos"),
        ("investigaciones",            "Investigación sobre los contratos fronterizos"),
        ("enquête",                    "L’enquête des salariés"),
        ("SALARIES enquete",           "L’enquête des salariés"),
        ("behörde",                    "Verträge mit der Behörde"),
        ("vertrage strasse",           "Verträge mit der Behörde"),
        ("رسالة",                      "العمال يكتبون رسالة مفتوحة"),
        ("كتب امن",                    "العمال يكتبون رسالة مفتوحة"),
        ("東京新聞",                    "東京新聞の従業員が公開書簡"),
        ("データ",                     "東京新聞の従業員が公開書簡"),
        ("keeps archive",              "About this archive"),
        ("\"border contract\"  border", letter),
        ("resigned -salesforce",       maven),
    ] {
        let found = titles(&search, query);
        if found.first().map(String::as_str) != Some(first) {
            wrong.push(format!("{query}: {found:?}"));
        }
    }
    for query in ["nothing of this text", "sobre -investigación", "京東", "\"contract border\" border", "\"enough the\" enough"] {
        let found = titles(&search, query);
        if !found.is_empty() {
            wrong.push(format!("{query}: {found:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    // A link without words of its own has those of what it leads to.
    assert!(titles(&search, "maven").contains(&letter.to_owned()));
}

#[test]
fn documents_say_what_a_list_of_results_shows() {
    let site = small().base_url("https://example.org/archive/");
    let built = site.build_clean();
    let search = Search::new(&built.outputs);
    let documents = search.documents();
    let find = |title: &str| documents.iter().position(|document| document.title == title).unwrap();
    let letter = &documents[find("Salesforce employees question a border contract")];
    assert_eq!(letter.path, "/archive/articles/2018/letter/");
    assert_eq!((letter.kind.as_str(), letter.label.as_str()), ("record", "Record"));
    assert_eq!((letter.date.as_deref(), letter.day.as_deref()), (Some("2018-06-25"), Some("25 June 2018")));
    assert_eq!((letter.outlet.as_deref(), letter.access.as_deref()), (Some("Mother Jones"), None));
    let arabic = &documents[find("العمال يكتبون رسالة مفتوحة")];
    assert_eq!((arabic.lang.as_deref(), arabic.dir.as_deref()), (Some("ar"), Some("rtl")));
    assert_eq!(documents[find("An undescribed piece")].access.as_deref(), Some("metadata"));
    let agency = &documents[find("US Customs and Border Protection")];
    assert_eq!(agency.path, "/archive/organizations/us-customs-and-border-protection/");
    assert_eq!((agency.kind.as_str(), agency.label.as_str()), ("organizations", "Organizations"));
    assert_eq!(documents[find("About this archive")].kind, "page");
    let dates: Vec<_> = documents[..search.contents.records].iter().map(|document| document.date.clone()).collect();
    let mut sorted = dates.clone();
    sorted.sort_by(|one, other| other.cmp(one));
    assert_eq!(dates, sorted, "the newest has the lowest number");
    let paths: BTreeSet<&str> = documents.iter().map(|document| document.path.as_str()).collect();
    assert_eq!(paths.len(), documents.len());
    for path in paths {
        let file = format!("{}index.html", path.strip_prefix("/archive/").unwrap());
        assert!(built.has(&file), "{file}");
    }
}

#[test]
fn facets_have_the_records_that_have_their_values() {
    let plan = small().plan();
    let built = small().build_clean();
    let search = Search::new(&built.outputs);
    let archive = &plan.views.archive;
    let listed = search.contents.facets.iter().map(|facet| facet.key.as_str());
    assert!(listed.eq(["tags", "organizations", "people", "outlets", "years", "types", "languages"]));
    for facet in &search.contents.facets {
        let values = search.facet(&facet.key);
        assert_eq!(
            (values.len(), built.outputs[&format!("search/facets/{}.bin", facet.key)].len()),
            (facet.values, facet.bytes)
        );
        let counts: Vec<usize> = values.iter().map(|(_, _, records)| records.len()).collect();
        assert!(counts.is_sorted_by(|one, other| one >= other), "{}: {counts:?}", facet.key);
        let Some(index) = archive.index(&facet.key) else { continue };
        for (label, url, records) in values {
            let term = index.find(&label).unwrap();
            assert_eq!(url, &*term.address.url);
            assert!(term.records.iter().map(|record| record.place()).eq(records), "{label}");
        }
    }
    let labels = |key| search.facet(key).into_iter().map(|(label, ..)| label).collect::<Vec<_>>();
    assert_eq!(labels("languages"), ["English", "Arabic", "French", "German", "Japanese", "Spanish"]);
    assert_eq!(labels("types"), ["Web page", "Newspaper article", "Blog post"]);
}

/// Every word that a page shows of a record leads to the record, and stands where the index says.
#[test]
fn every_word_of_the_archive_leads_to_its_record() {
    let site = Site::of_this_repository();
    let plan = site.plan();
    let built = site.build_only(&|path| path.starts_with("search/") || path.ends_with("index.html"));
    let search = Search::new(&built.outputs);
    let archive = &plan.views.archive;
    let title = |target: &str| match archive.by_id(target) {
        Some(Found::Record(record)) => Some(archive[record].record.title.clone()),
        _ => None,
    };
    let mut looked_at = 0;
    for (record, entry) in archive.iter() {
        let this = record.place();
        assert_eq!(search.document(this).title, entry.record.title);
        let file =
            std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(entry.record.file.as_str()));
        let file = file.unwrap();
        let plain = reportage::markdown::plain(&file[entry.record.body.span.clone()], &title);
        for line in plain.lines().chain([entry.record.title.as_str()]).chain(entry.record.dek.as_deref()) {
            let line = words(line);
            for word in &line {
                let found = search.stems(word, false).into_iter().any(|stem| {
                    search.postings(&stem).iter().any(|(document, weight)| *document == this && *weight > 0)
                });
                assert!(found, "`{word}` in {}", entry.record.file);
            }
            looked_at += line.len();
            if let Some(start) = line.len().checked_sub(6) {
                assert!(
                    search.phrase(&line[start..]).contains(&this),
                    "`{:?}` in {}",
                    &line[start..],
                    entry.record.file
                );
            }
        }
    }
    assert!(looked_at > 1_000, "{looked_at}");
}

fn search_files(built: &Built) -> Vec<(&String, &Vec<u8>)> {
    built.outputs.iter().filter(|(path, _)| path.starts_with("search/")).collect()
}

#[test]
fn the_bytes_are_the_same_on_any_number_of_threads() {
    let site = Site::of_this_repository();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| site.build_only(&|path| path.starts_with("search/")))
    };
    let (one, eight, other) = (on(1), on(8), site.clone().shuffled(7).build_only(&|path| path.starts_with("search/")));
    assert!(search_files(&one).len() > 10);
    assert!(search_files(&one) == search_files(&eight) && search_files(&one) == search_files(&other));
}

#[test]
fn a_large_archive_is_searched_by_its_names() {
    let text = format!(
        "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n[search]\nfull_text_up_to = 1\n{}Bodywords.\n{}Otherwords.\n",
        record("a.md", "date: 2020-01-01\ndek: Deknote"),
        record("b.md", "date: 2020-01-02\ntags: [tagged]"),
    );
    let built = Site::new(&text).build_clean();
    let search = Search::new(&built.outputs);
    assert_eq!((search.contents.scope.as_str(), search.contents.records), ("names", 2));
    assert_eq!(titles(&search, "deknote"), ["a.md"]);
    assert_eq!(titles(&search, "tagged"), ["tagged", "b.md"]);
    assert_eq!(titles(&search, "bodywords"), Vec::<String>::new());
    let built = Site::new(&text.replace("up_to = 1", "up_to = 2")).build_clean();
    let search = Search::new(&built.outputs);
    assert_eq!((search.contents.scope.as_str(), titles(&search, "bodywords")), ("text", vec!["a.md".to_owned()]));
}

#[test]
fn a_site_can_do_without() {
    let off = |words: &str| {
        let toml = format!("title = \"T\"\nbase_url = \"https://example.org/\"\noff = [{words}]\n");
        small().file("site.toml", toml.as_bytes()).keep_going().build()
    };
    assert_eq!(off("\"search\"").below("search/"), Vec::<&str>::new());
    let built = off("\"indexes\", \"pages\"");
    let search = Search::new(&built.outputs);
    assert_eq!(search.contents.documents, search.contents.records);
    assert!(search.facet("organizations").iter().all(|(_, url, _)| url.is_empty()));
}

/// What is searched is what a page can show: `print` is another whenever a file is.
#[test]
fn another_text_is_another_print() {
    let print = |site: Site| Search::new(&site.build().outputs).contents.print;
    let before = print(small());
    let changed = |old, new| print(small().changed("content/articles/2018/letter.md", old, new));
    assert_eq!(print(small()), before);
    assert_ne!(changed("More than", "Over"), before);
    assert_ne!(changed("Mother Jones", "The Desk"), before);
    assert_ne!(print(small().changed("content/pages/about.md", "why", "how")), before);
    assert_ne!(
        print(small().changed("content/organizations/us-customs-and-border-protection.md", "buys", "sells")),
        before
    );
}

/// A query, and what should come first.
#[derive(serde::Deserialize)]
struct Judged {
    words: String,
    expected: Vec<String>,
    within: usize,
}

#[derive(serde::Deserialize)]
struct Queries {
    query: Vec<Judged>,
}

/// How well results are ranked: the mean of one divided by the place of the first that was expected, and how often it is
/// among the first three.
#[test]
#[allow(clippy::print_stdout, reason = "whoever changes a weight wants to see what became of it")]
fn what_people_look_for_comes_first() {
    let built = Site::of_this_repository().build_only(&|path| path.starts_with("search/"));
    let search = Search::new(&built.outputs);
    let queries: Queries = toml::from_str(include_str!("../search/queries.toml")).unwrap();
    let (mut reciprocal, mut in_three, mut late) = (0.0, 0.0, Vec::new());
    for Judged { words, expected, within } in &queries.query {
        let paths: Vec<String> =
            search.find(words).into_iter().take(10).map(|found| search.document(found).path).collect();
        let place = paths.iter().position(|path| expected.iter().any(|end| path.ends_with(&format!("/{end}"))));
        reciprocal += place.map_or(0.0, |place| 1.0 / (place + 1) as f64);
        in_three += if place.is_some_and(|place| place < 3) { 1.0 } else { 0.0 };
        if place.is_none_or(|place| place >= *within) {
            late.push(format!("{words}: {place:?}, {:?}", &paths[..paths.len().min(5)]));
        }
    }
    let count = queries.query.len() as f64;
    let (reciprocal, in_three) = (reciprocal / count, in_three / count);
    println!(
        "{count} queries: mean reciprocal rank {reciprocal:.3}, among the first three {in_three:.3}; late: {late:#?}"
    );
    assert!(count >= 40.0);
    assert!(reciprocal >= 0.9 && in_three >= 0.95 && late.len() <= 3, "{reciprocal:.3} {in_three:.3} {late:#?}");
}
