//! Where things stand: permalinks, pages, former addresses, and what cannot stand anywhere.

use crate::support::{Site, faults, probe, record};

const SETTINGS: &str = "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/archive/\"\n";

#[test]
#[rustfmt::skip]
fn a_permalink_is_the_sites_pattern_filled_in() {
    let site = [
        record("2018/letter.md",            "date: 2018-06-25\noutlet: Mother Jones\nid: A Letter"),
        record("2018/2018-07-01-walk/index.md", "date: 2018-07"),
        record("Ünïcode Straße.md",         "date: 2018"),
        "-- content/articles/undated.md --\n---\ntitle: U\n---\n".to_owned(),
    ].concat();
    for (pattern, letter, walk, unicode, undated) in [
        ("/{path}/",
         "articles/2018/letter/", "articles/2018/walk/", "articles/ünïcode-straße/", "articles/undated/"),
        ("/{year}/{slug}/",
         "2018/letter/", "2018/walk/", "2018/ünïcode-straße/", "undated/undated/"),
        ("/{year}/{month}/{day}/{slug}.html",
         "2018/06/25/letter.html", "2018/07/00/walk.html", "2018/00/00/ünïcode-straße.html", "undated/00/00/undated.html"),
        ("/{outlet}/{id}/",
         "mother-jones/a-letter/", "unknown/walk/", "unknown/ünïcode-straße/", "unknown/undated/"),
        ("/{slug}.html",
         "letter.html", "walk.html", "ünïcode-straße.html", "undated.html"),
    ] {
        let built = probe::site(&format!("{SETTINGS}permalink = \"{pattern}\"\n{site}")).build();
        assert_eq!(built.report.errors(), 0);
        for path in [letter, walk, unicode, undated] {
            let file = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
            let url = reportage::names::url::encode_path(path).into_owned();
            assert_eq!(built.facts(&file, "url"), [format!("/archive/{url}")], "{pattern}");
            assert_eq!(built.facts(&file, "canonical"), [format!("https://example.org/archive/{url}")], "{pattern}");
            assert!(built.text("index.html").contains(&format!(" /archive/{url}\n")), "{pattern}: {path} in the list");
        }
    }
}

#[test]
#[rustfmt::skip]
fn a_page_stands_where_its_file_does() {
    let page = |path: &str| format!("-- content/{path} --\n---\ntitle: {path}\n---\nText of {path}.\n");
    let files = [
        ("pages/about.md",           "about/index.html"),
        ("pages/a b/Über uns.md",    "a-b/über-uns/index.html"),
        ("pages/team/index.md",      "team/index.html"),
        ("pages/other.markdown",     "other/index.html"),
        ("pages/index/index.md",     "index/index.html"),
    ];
    let site: String = files.iter().map(|(path, _)| page(path)).collect();
    let built = probe::site(&format!("{site}{}", page("index.md"))).build_clean();
    for (path, output) in files {
        assert_eq!(built.facts(output, "title"), [path]);
    }
    assert!(built.text("index.html").contains("Text of index.md"), "content/index.md is the home page's text");
    faults::check("
-- content/index.md --
---
title: Home
---
-- content/pages/index.md --
#! error[duplicate-output]: `/` is already the address of something else
# = help: put both texts into content/index.md, or give this file another name
# = also: content/index.md:1:1 this stands there
---
title: Home too
---
");
}

const FORMER: &str = "
-- content/articles/a.md --
---
title: A
date: 2018
aliases: [/old/, /old/path, /old/page.html, /old/, /articles/a, /caf%C3%A9/, /Articles/A/]
---
-- content/pages/about.md --
---
title: About
aliases: /about-us/
---
-- content/organizations/us-cbp.md --
---
name: US Customs and Border Protection
redirect_from: [customs-and-border-patrol, /agencies/cbp/]
---
";

#[test]
fn former_addresses_lead_on() {
    let built = probe::site(&format!("{SETTINGS}{FORMER}")).build_clean();
    for (from, to) in [
        ("old/index.html", "articles/a/"),
        ("old/path/index.html", "articles/a/"),
        ("old/page.html", "articles/a/"),
        ("café/index.html", "articles/a/"),
        ("about-us/index.html", "about/"),
        ("organizations/customs-and-border-patrol/index.html", "organizations/us-cbp/"),
        ("agencies/cbp/index.html", "organizations/us-cbp/"),
    ] {
        let target = format!("/archive/{to} https://example.org/archive/{to}");
        assert_eq!(built.facts(from, "to"), [target], "{from}");
    }
    let rules = "\
/archive/old/ /archive/articles/a/ 301
/archive/old/path/ /archive/articles/a/ 301
/archive/old/page.html /archive/articles/a/ 301
/archive/caf%C3%A9/ /archive/articles/a/ 301
/archive/Articles/A/ /archive/articles/a/ 301
/archive/about-us/ /archive/about/ 301
/archive/organizations/customs-and-border-patrol/ /archive/organizations/us-cbp/ 301
/archive/agencies/cbp/ /archive/organizations/us-cbp/ 301
";
    assert_eq!(built.text("_redirects"), rules);
    assert!(!built.text("sitemap.xml").contains("/old/"), "a former address is not in the sitemap");
}

#[test]
fn a_site_may_bring_its_own_rules_or_none() {
    let own = Site::new(&format!("{SETTINGS}{FORMER}-- static/_redirects --\n/x /y\n")).build_clean();
    assert_eq!(own.text("_redirects"), "/x /y\n");
    assert!(own.has("old/index.html"));
    let off = Site::new(&format!("{SETTINGS}off = [\"redirects\"]\n{FORMER}")).build_clean();
    assert!(!off.has("_redirects") && !off.has("old/index.html"));
    let none = Site::new(&record("a.md", "date: 2018")).build_clean();
    assert!(!none.has("_redirects"));
}

#[test]
fn two_things_at_one_address_are_told_once() {
    faults::check(
        "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
permalink = \"/{year}/{slug}/\"
-- content/articles/a/x.md --
#! error[duplicate-output]: `/years/2018/` is already the address of something else
# = also: content/pages/years/2018.md:1:1 this stands there
---
title: A
date: 2018
aliases: [/old/]
---
-- content/articles/b/x.md --
#! error[duplicate-output]: `/2018/x/` is already the address of something else
# = help: change the name, the `id`, the alias or the permalink pattern of one of the two
# = also: content/articles/a/x.md:1:1 this stands there
---
title: B
date: 2018
aliases: [/old, /about/, /tags/]
#         ^^^^ error[duplicate-output]: `/old/` is already the address of something else
# = also: content/articles/a/x.md:4:11 this stands there
#               ^^^^^^^ error[duplicate-output]: `/about/` is already the address of something else
# = also: content/pages/about.md:1:1 this stands there
#                        ^^^^^^ error[duplicate-output]: `/tags/` is already the address of something else
# = also: site.toml:1:1 this stands there
tags: [t]
---
-- content/pages/about.md --
---
title: About
---
-- content/pages/years/2018.md --
---
title: A page where a term's is
---
",
    );
}

#[test]
fn what_no_file_system_takes_is_told() {
    let folders = ["x".repeat(150).as_str(); 9].join("/");
    faults::check(&format!(
        "
-- content/articles/{folders}/a.md --
#! error[bad-address]: `/articles/{0}/a/` cannot be the address of a page
# = help: shorten the file's name or its folders', or change `permalink` in site.toml
---
title: A
date: 2018
id: long
---
-- content/articles/b.md --
---
title: B
date: 2018
aliases: [/a:b/, /con/, '/a/b*/']
#         ^^^^^ error[bad-address]: `/a:b/` cannot be an address of the site
# = help: leave it out: no page can stand there, on some file system or other
#                ^^^^^ error[bad-address]: `/con/` cannot be an address of the site
#                       ^^^^^^^^ error[bad-address]: `/a/b*/` cannot be an address of the site
related: [long]
#         ^^^^ warning[unpublished-record]: `long` is not published: it can have no address
---
-- content/organizations/acme.md --
---
name: Acme
redirect_from: [/x|y/]
#               ^^^^^ error[bad-address]: `/x|y/` cannot be an address of the site
---
-- static/a:b.txt --
#! error[bad-address]: `a:b.txt` cannot be an address of the site
# = help: rename the file: shorter, and without characters that file systems refuse
x
",
        [reportage::names::slug::Slug::from_name(&"x".repeat(150)).as_str(); 9].join("/")
    ));
}

#[test]
fn a_file_where_others_need_a_folder_is_told_once() {
    faults::check(
        "
-- content/articles/b.md --
---
title: B
date: 2018
tags: [t, u]
aliases: [/x.html, /x.html/y/]
#         ^^^^^^^ error[duplicate-output]: `/x.html` is a file, and `/x.html/y/` needs a folder
# = help: give the file another name
# = also: content/articles/b.md:5:20 this needs the folder
---
-- static/tags --
#! error[duplicate-output]: `/tags` is a file, and `/tags/` needs a folder
# = also: site.toml:1:1 this needs the folder
x
",
    );
}

#[test]
fn names_of_200_bytes_stand_at_addresses_that_file_systems_take() {
    let long = "報".repeat(66);
    let built = Site::new(&record(&format!("{long}.md"), "date: 2018")).build_clean();
    let paths = built.below("articles/");
    let is_fit = |path: &&str| path.split('/').all(|part| part.len() <= 255);
    assert!(paths.len() == 6 && paths.iter().all(is_fit), "{paths:?}");
    assert!(built.text("index.html").contains("/articles/%E5%A0%B1"), "percent-encoded in the list");
}
