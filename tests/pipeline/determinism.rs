//! One site, one result: whatever the threads, the order of the files and the address it is built for.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use crate::support::page::addresses;
use crate::support::{Built, Site};

/// Names in many scripts, some of which fold, compose or sort unlike their bytes.
const NAMES: [&str; 12] = [
    "Straße",
    "strasse",
    "İstanbul",
    "Ångström",
    "A\u{30a}ngström",
    "報道の自由",
    "Ελλάς",
    "мир",
    "صحافة",
    "e\u{301}té",
    "Été",
    "🗞 news",
];

/// 300 records that name one another, with entities, links, attachments and problems of no consequence.
fn generated() -> Site {
    let mut text = String::new();
    let name = |at: usize| NAMES[at % NAMES.len()];
    for at in 0..300_usize {
        let date = match at % 7 {
            0 => String::new(),
            1 => format!("date: {}\n", 2000 + at % 20),
            2 => format!("date: {}-{:02}\n", 2000 + at % 20, 1 + at % 12),
            _ => format!("date: {}-{:02}-{:02}\n", 2000 + at % 20, 1 + at % 12, 1 + at % 28),
        };
        text.push_str(&format!(
            "-- content/articles/{}/{} {at}.md --\n---\ntitle: \"{} {at}\"\n{date}tags: [\"{}\", \"{} x\"]\n\
             organizations: [\"{} Inc.\", {{name: \"{}\", role: mentioned}}]\npeople: [\"{}\"]\noutlet: \"{}\"\n\
             related: [\"r{}\"]\nid: r{at}\nsources: [\"r{}\"]\nlanguage: {}\n---\n## {}\n\nSee [[r{}]] and [it](tag:{}).\n",
            name(at / 12), name(at), name(at), name(at), name(at + 1), name(at), name(at + 5), name(at + 2), name(at + 3),
            (at * 7) % 300, (at * 11) % 300, if at % 3 == 0 { "ar" } else { "de" }, name(at), (at * 13) % 300,
            reportage::names::slug::Slug::from_name(name(at)),
        ));
    }
    for (at, name) in NAMES.iter().enumerate().filter(|(at, _)| at % 4 == 0) {
        text.push_str(&format!(
            "-- content/organizations/o{at}.md --\n---\nname: \"{name} Ltd\"\nabbreviation: O{at}\n---\n"
        ));
    }
    Site::new(&text)
}

fn on_threads(count: usize, site: &Site) -> Built {
    rayon::ThreadPoolBuilder::new().num_threads(count).build().unwrap().install(|| site.build())
}

/// Every output and every problem, told apart where they differ.
fn assert_same(one: &Built, other: &Built, what: &str) {
    assert_eq!(one.report, other.report, "{what}: the problems differ");
    assert_eq!(one.outputs.keys().collect::<Vec<_>>(), other.outputs.keys().collect::<Vec<_>>(), "{what}");
    for (path, bytes) in &one.outputs {
        assert!(other.outputs[path] == *bytes, "{what}: {path} differs");
    }
}

#[test]
fn threads_and_the_order_of_files_change_nothing() {
    for (site, name, least) in [(Site::of_this_repository(), "this archive", 100), (generated(), "generated", 400)] {
        let first = on_threads(1, &site);
        assert_eq!(first.report.errors(), 0, "{name}: {:#?}", first.problems());
        assert!(first.outputs.len() > least, "{name} has only {} outputs", first.outputs.len());
        for (threads, seed) in [(8, 0), (1, 1), (8, 2), (2, 3)] {
            let again = on_threads(threads, &site.clone().shuffled(seed));
            assert_same(&first, &again, &format!("{name} on {threads} threads, order {seed}"));
        }
    }
}

#[test]
fn problems_and_their_suggestions_are_the_same_each_time() {
    let text = "
-- content/articles/a.md --
---
title: A
date: 2018
related: [abcde, x1234]
organizations: [{id: abcde}]
---
[x](record:abcde) [y](org:abcde) [z](/abcde/) [[abcde]]
";
    let near = ["abcdf", "abcdg", "abcdh", "abcdi", "abcdj", "abcdk"];
    let record = |id: &&str| format!("-- content/articles/{id}.md --\n---\ntitle: {id} it\ndate: 2018\n---\n");
    let entity = |id: &&str| format!("-- content/organizations/{id}.md --\n---\nname: {id} that\n---\n");
    let page = |id: &&str| format!("-- content/pages/{id}.md --\n---\ntitle: {id} page\n---\n");
    let all = near.iter().flat_map(|id| [record(id), entity(id), page(id)]).collect::<String>();
    let site = Site::new(&format!("{text}{all}"));
    let first = site.build();
    assert_eq!(first.report.errors(), 7);
    for seed in 0..5 {
        assert_same(&first, &site.clone().shuffled(seed).build(), "suggestions");
    }
}

#[test]
fn a_base_url_with_a_path_stands_before_every_address() {
    let site = Site::of_this_repository();
    let at_root = site.clone().base_url("https://example.org/").build_clean();
    let below = site.base_url("https://example.org/archive/").build_clean();
    assert_eq!(at_root.outputs.keys().collect::<Vec<_>>(), below.outputs.keys().collect::<Vec<_>>());
    let known: BTreeMap<String, ()> = below.outputs.keys().map(|path| (address_of(path), ())).collect();
    for (path, bytes) in below.outputs.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let own = addresses(html).into_iter().filter(|address| !address.contains(':') && !address.starts_with('#'));
        for address in own {
            let inside = address.strip_prefix("/archive/").unwrap_or_else(|| panic!("{path}: {address}"));
            let plain = inside.split(['#', '?']).next().unwrap();
            assert!(known.contains_key(plain), "{path}: {address} leads to nothing");
        }
        assert!(!html.contains("https://example.org/articles/"), "{path} has an address without the base path");
    }
}

/// The address of an output below the base URL, percent-encoded.
fn address_of(path: &str) -> String {
    let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    reportage::names::url::encode_path(folder.unwrap_or(path)).into_owned()
}
