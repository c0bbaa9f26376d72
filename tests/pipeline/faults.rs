//! A folder full of faults of every stage: each is told once, in one run, where it is; and what becomes of the rest.

use crate::support::{Site, faults};

/// Faults of every stage, each written below its line.
const SITE: &str = include_str!("faults/site.txt");

#[test]
fn every_fault_is_told_once_and_where_it_is() {
    let built = faults::check(SITE);
    assert!(built.report.problems.len() >= 40, "only {} faults", built.report.problems.len());
    assert!(built.outputs.is_empty(), "an error keeps the site from being made");
    let without_help = built.report.problems.iter().filter(|problem| problem.help.is_none());
    let without_help: Vec<&str> = without_help.map(|problem| problem.message.as_str()).collect();
    assert!(without_help.is_empty(), "nothing says how to mend {without_help:#?}");
}

/// What a build that keeps going makes of the records in `SITE`: those whose own front matter is sound.
#[test]
fn a_build_that_keeps_going_leaves_out_only_what_is_broken() {
    let mended =
        Site::new(&plain(SITE)).file("templates/record.html", b"{{ record.title }} {{ content }}").keep_going();
    let built = mended.build();
    let records = ["2018/same", "2019/same", "body", "keys", "no-date", "references"];
    let files = ["cite.bib", "cite.json", "cite.ris", "index.html", "index.md", "record.json"];
    let records: Vec<String> = records.iter().flat_map(|record| files.map(|file| format!("{record}/{file}"))).collect();
    assert_eq!(built.below("articles/"), records);
    for made in ["index.html", "about/index.html", "feed.xml", "sitemap.xml", "tags/immigration/index.html"] {
        assert!(built.has(made), "{made}");
    }
    for left_out in ["404.html", "about-us/index.html", "tags/nameless/index.html"] {
        assert!(!built.has(left_out), "{left_out}");
    }
    let home = built.text("index.html");
    assert!(!home.contains("/articles/yaml/") && home.contains("/articles/references/"));
    let body = built.text("articles/body/index.html");
    assert!(body.contains("One a, b, c, d and e."), "broken links are text: {body}");
    let one_by_one = mended.build().report;
    assert_eq!(one_by_one, built.report, "a second run tells the same");
}

/// The files without what is said of them.
fn plain(text: &str) -> String {
    text.lines()
        .filter(|line| !line.starts_with('#') || line.starts_with("##"))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn a_warning_stops_a_strict_build_only() {
    let site = Site::new("-- content/articles/a.md --\n---\ntitle: A\n---\n");
    let warned = site.build();
    assert_eq!((warned.report.errors(), warned.report.warnings()), (0, 1));
    assert!(warned.has("articles/a/index.html"));
    let strict = site.strict().build();
    assert_eq!((strict.report.errors(), strict.report.warnings()), (1, 0));
    assert!(strict.outputs.is_empty());
}

#[test]
fn settings_that_cannot_be_read_are_the_only_thing_told() {
    faults::check(
        "
-- site.toml --
title = \"A
#         | error[bad-toml]: this is not TOML: invalid basic string
-- content/articles/a.md --
---
date: 2018-13
---
",
    );
    let site = Site::new("-- content/articles/a.md --\n---\ntitle: A\n---\n").file("site.toml", b"title = \"\xe9\"\n");
    let built = site.build();
    assert_eq!(
        built.problems(),
        ["site.toml:1:10: error[unreadable-settings]: byte 9 of `site.toml`, `0xE9`, is not UTF-8"]
    );
    assert_eq!(built.report.problems[0].help.as_deref(), Some("save the file as UTF-8"));
}

#[test]
fn a_folder_without_settings_is_no_site() {
    let built = Site::default().build();
    assert_eq!(built.problems(), ["site.toml:1:1: error[no-site]: there is no site.toml here"]);
    let help = "`reportage init DIR` makes a new site; `--root DIR` names an existing one";
    assert_eq!(built.report.problems[0].help.as_deref(), Some(help));
}

/// Keys of other programs, in any case, and items that are left out do not move what is told of the others.
#[test]
fn places_hold_where_fields_are_written_otherwise() {
    faults::check("
-- content/articles/a.md --
---
title: A
date: 2018
Related: [b, nowhere]
#^^^^^^ warning[key-case]: `Related` is read as `related`
#            ^^^^^^^ error[unknown-record]: no record has the id `nowhere`
categories: [border, border, immigration]
#^^^^^^^^^ warning[foreign-key]: `categories` is read as `tags`
organization: [null, \"[[CBP]]\", {name: 'US C,BP', id: us-cpb}]
#^^^^^^^^^^^ warning[foreign-key]: `organization` is read as `organizations`
#              ^^^^ warning[empty-item]: an item of `organization` is empty and is left out
#                    ^^^^^^^^^ warning[abbreviation-used]: `CBP` is only an abbreviation of `US Customs and Border Protection`
#                                                     ^^^^^^ error[unknown-entity]: no file of content/organizations/ has the id `us-cpb`
---
-- content/articles/b.md --
---
title: B
date: 2018
taxonomies: {tags: [border, imigration]}
#^^^^^^^^^ warning[foreign-key]: `taxonomies` is read as `tags`, `organizations` and so on
#                           ^^^^^^^^^^ warning[near-duplicate]: `imigration` is close to `immigration`
---
-- content/articles/c.md --
---
title: C
date: 2018
tags: immigration
---
-- content/organizations/us-cbp.md --
---
name: US Customs and Border Protection
abbreviation: CBP
---
");
}
