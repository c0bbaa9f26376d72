//! What `docs/themes.md` says that templates are given, and what they are given.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use reportage::view::reference::{MARKERS, given, markdown};

use crate::support::{Site, record};

/// `REPORTAGE_BLESS=1 cargo test --test pipeline reference` writes the part between the markers anew.
#[test]
fn the_page_of_themes_has_every_field_of_the_views() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/themes.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(MARKERS[0]).expect("the first marker is there");
    let (_, behind) = rest.split_once(MARKERS[1]).expect("the second marker is there");
    let made = format!("{before}{}\n{}{}{behind}", MARKERS[0], markdown(), MARKERS[1]);
    if std::env::var_os("REPORTAGE_BLESS").is_some() {
        fs::write(&path, &made).expect("docs can be written");
        return;
    }
    assert!(
        page == made,
        "docs/themes.md is not what the code says: run REPORTAGE_BLESS=1 cargo test --test pipeline reference"
    );
}

/// The same for the tables and objects of the exports.
#[test]
fn the_page_of_exports_has_every_column_and_field() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/data.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(MARKERS[0]).expect("the first marker is there");
    let (_, behind) = rest.split_once(MARKERS[1]).expect("the second marker is there");
    let site = Site::new("").plan();
    let told = reportage::export::reference::markdown(&site.views);
    let made = format!("{before}{}\n{told}{}{behind}", MARKERS[0], MARKERS[1]);
    if std::env::var_os("REPORTAGE_BLESS").is_some() {
        fs::write(&path, &made).expect("docs can be written");
        return;
    }
    assert!(
        page == made,
        "docs/data.md is not what the code says: run REPORTAGE_BLESS=1 cargo test --test pipeline reference"
    );
}

/// A template that asks for what there is not is told what there is.
#[test]
fn templates_are_given_what_the_page_says() {
    let site = "
-- content/pages/own.md --
---
title: Own
---
-- content/articles/a.md --
---
title: A
date: 2018
tags: [t]
url: https://a.org/
aliases: [/old/]
added: 2026-01-01
corrections: [{text: c, by: archive}]
---
-- links.toml --
[\"https://a.org/\"]
status = \"live\"
checked = 2026-11-20
";
    for given in given() {
        let template = format!("templates/{}", given.template);
        let built =
            Site::new(&format!("{site}{}", record("b.md", "date: 2018"))).file(&template, b"{{ nothing }}").build();
        let problem = &built.report.problems[0];
        let known = problem.help.as_deref().and_then(|help| help.strip_prefix("available variables: ")).unwrap();
        let known: Vec<&str> = known.split(", ").filter(|name| *name != "site").collect();
        assert_eq!(known, given.names(), "{}", given.template);
    }
}

#[test]
#[rustfmt::skip]
fn fields_are_told_with_type_and_comment() {
    let page = markdown();
    for line in [
        "| `page` | [page](#page) | the page |",
        "| `rows` | markup | the records of this page of the list, as `row.html` rendered them |",
        "| `records` | list of [rows](#row) or nothing | the same as values; nothing where no template shows them |",
        "| `dek` | text or nothing | one sentence under the headline |",
        "| `date` | [date](#date) or nothing | when the piece ran |",
        "| `month` | number or nothing | the month, 1 to 12; nothing where it is not known |",
        "| `terms` | list of [named terms](#named-term) | the terms, in the record's order |",
        "| `options` | mapping | the theme's options |",
        "| `off` | list of text | what the site turns off, by registry key |",
    ] {
        assert!(page.contains(&format!("\n{line}\n")), "{line} is not in {page}");
    }
    for name in ["site", "page", "record", "term", "letter", "heading"] {
        assert_eq!(page.matches(&format!("\n### {name}\n")).count(), 1, "{name}");
    }
    assert!(!page.contains("View\n") && page.find("### site") < page.find("### page") && page.find("### page\n") < page.find("### author\n"));
}
