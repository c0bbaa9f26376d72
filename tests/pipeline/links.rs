//! Links of bodies: to records, entities, pages, files and headings, right under any base URL.

use crate::support::page::{addresses, between};
use crate::support::{Built, Site, faults, probe, record};

const BASE: &str = "https://example.org/archive/";

/// What there is to link to.
const SITE: &str = "
-- content/articles/2018/letter.md --
---
title: The “letter” & more
date: 2018
id: the-letter
---
## The first part

## Über das Ende {#ende}
-- content/articles/2018/plain.md --
---
title: Plain
date: 2018
---
-- content/articles/2019/plain.md --
---
title: Second plain
date: 2019
---
-- content/articles/Ünïcode näme.md --
---
title: Ünïcode
date: 2017
tags: [Straße & Weg]
organizations: [{name: Ébène, role: mentioned}]
people: [Marc Benioff]
outlet: Mother Jones
authors: [Jane Doe]
series: Tech and the border
---
-- content/organizations/us-cbp.md --
---
name: US Customs and Border Protection
alternate_name: CBP Agency
---
## What it is
-- content/pages/about.md --
---
title: About
---
## Contact
-- static/paper.pdf --
x
";

/// The site and a record with each of `links` in its body, under a base URL with a path.
fn linking(links: &[&str]) -> Site {
    let items: String = links.iter().map(|link| format!("- {link}\n")).collect();
    let from = record("2018/from.md", "date: 2020");
    probe::site(&format!("{SITE}{from}## Own part\n\n{items}")).base_url(BASE)
}

/// The body of that record, below its heading.
fn content(built: &Built) -> &str {
    built.text("articles/2018/from/index.html").split_once("own-part").expect("the heading is there").1
}

#[test]
#[rustfmt::skip]
fn links_lead_to_what_they_name() {
    let unicode = "/archive/articles/%C3%BCn%C3%AFcode-n%C3%A4me/";
    for (link, href) in [
        // Records.
        ("[x](record:the-letter)",                "/archive/articles/2018/letter/"),
        ("[x](RECORD:the-letter)",                "/archive/articles/2018/letter/"),
        ("[x](record:2019/plain)",                "/archive/articles/2019/plain/"),
        ("[x](record:%C3%BCn%C3%AFcode-n%C3%A4me)", unicode),
        ("[x](record:ünïcode-näme)",              unicode),
        ("[x](letter.md)",                        "/archive/articles/2018/letter/"),
        ("[x](./plain.md)",                       "/archive/articles/2018/plain/"),
        ("[x](../2019/plain.md)",                 "/archive/articles/2019/plain/"),
        ("[x](<../Ünïcode näme.md>)",             unicode),
        ("[x](../%C3%9Cn%C3%AFcode%20n%C3%A4me.md)", unicode),
        ("[x][r]\n\n[r]: letter.md\n",            "/archive/articles/2018/letter/"),
        ("<record:the-letter>",                   "/archive/articles/2018/letter/"),
        ("[[the-letter]]",                        "/archive/articles/2018/letter/"),
        ("[[The “letter” & more]]",               "/archive/articles/2018/letter/"),
        ("[[the letter and more|text]]",          "/archive/articles/2018/letter/"),
        ("[[Second plain]]",                      "/archive/articles/2019/plain/"),
        // Entities and other terms.
        ("[x](org:us-cbp)",                       "/archive/organizations/us-cbp/"),
        ("[x](Org:us-cbp)",                       "/archive/organizations/us-cbp/"),
        ("[x](organizations:CBP%20Agency)",       "/archive/organizations/us-cbp/"),
        ("[x](<org:US customs & border protection>)", "/archive/organizations/us-cbp/"),
        ("[x](org:ébène)",                        "/archive/organizations/%C3%A9b%C3%A8ne/"),
        ("[x](person:marc-benioff)",              "/archive/people/marc-benioff/"),
        ("[x](tag:straße-weg)",                   "/archive/tags/stra%C3%9Fe-weg/"),
        ("[x](outlet:mother-jones)",              "/archive/outlets/mother-jones/"),
        ("[x](<author:Jane Doe>)",                "/archive/authors/jane-doe/"),
        ("[x](years:2018)",                       "/archive/years/2018/"),
        ("[x](<series:tech and the border>)",     "/archive/series/tech-and-the-border/"),
        ("[x](../../organizations/us-cbp.md)",    "/archive/organizations/us-cbp/"),
        // Pages and paths of the site.
        ("[x](../../pages/about.md)",             "/archive/about/"),
        ("[x](/about/)",                          "/archive/about/"),
        ("[x](/about)",                           "/archive/about/"),
        ("[x](/)",                                "/archive/"),
        ("[x](/feed.xml)",                        "/archive/feed.xml"),
        ("[x](/paper.pdf?download=1#page=2)",     "/archive/paper.pdf?download=1#page=2"),
        ("[x](/tags/straße-weg/)",                "/archive/tags/stra%C3%9Fe-weg/"),
        ("[x](/tags/stra%C3%9Fe-weg)",            "/archive/tags/stra%C3%9Fe-weg/"),
        // Headings.
        ("[x](#own-part)",                        "#own-part"),
        ("[x](#)",                                "#"),
        ("[x](letter.md#the-first-part)",         "/archive/articles/2018/letter/#the-first-part"),
        ("[x](record:the-letter#ende)",           "/archive/articles/2018/letter/#ende"),
        ("[[the-letter#ende|x]]",                 "/archive/articles/2018/letter/#ende"),
        ("[x](org:us-cbp#what-it-is)",            "/archive/organizations/us-cbp/#what-it-is"),
        ("[x](/about/#contact)",                  "/archive/about/#contact"),
        // Elsewhere.
        ("[x](https://example.com/a?b=c#d)",      "https://example.com/a?b=c#d"),
        ("[x](mailto:a@example.org)",             "mailto:a@example.org"),
    ] {
        let built = linking(&[link]).build_clean();
        let found = addresses(content(&built));
        assert_eq!(found, [href], "{link}");
    }
}

#[test]
fn a_wiki_link_without_text_has_the_records_title() {
    let built = linking(&["[[the-letter]]", "[[the-letter|own *words*]]"]).build_clean();
    let texts = between(content(&built), "/letter/\">", "</a>");
    assert_eq!(texts, ["The “letter” &amp; more", "own <em>words</em>"]);
}

#[test]
fn every_link_of_the_site_has_the_base_path_and_is_encoded() {
    let site = linking(&["[x](record:ünïcode-näme)", "[y](tag:straße-weg)"]);
    for (built, kind) in [(site.build_clean(), "probe"), (Site::new(SITE).base_url(BASE).build_clean(), "broadsheet")] {
        for (path, bytes) in &built.outputs {
            let text = String::from_utf8_lossy(bytes);
            let addresses: Vec<String> = match path.rsplit('.').next() {
                Some("html") => addresses(&text),
                Some("xml") => {
                    [addresses(&text), between(&text, "<loc>", "</loc>").into_iter().map(str::to_owned).collect()]
                        .concat()
                }
                _ => Vec::new(),
            };
            for address in addresses {
                assert!(address.is_ascii(), "{kind} {path}: {address}");
                let is_own = !address.contains(':') && !address.starts_with('#');
                assert!(!is_own || address.starts_with("/archive/"), "{kind} {path}: {address}");
            }
        }
        assert!(
            built
                .text("sitemap.xml")
                .contains("<loc>https://example.org/archive/articles/%C3%BCn%C3%AFcode-n%C3%A4me/</loc>")
        );
        assert!(built.text("feed.xml").contains("https://example.org/archive/articles/%C3%BCn%C3%AFcode-n%C3%A4me/"));
        assert!(built.text("feed.json").contains("https://example.org/archive/articles/%C3%BCn%C3%AFcode-n%C3%A4me/"));
    }
}

#[test]
fn links_that_lead_nowhere_are_told_where_they_stand() {
    let built = faults::check_with("
-- content/articles/a.md --
---
title: A
date: 2018
---
One [x](record:the-lettre), [[Zebra crossing|two]] and [three](org:salesforse).
#       ^^^^^^^^^^^^^^^^^ error[unknown-record]: no record has the id `the-lettre`
# = help: did you mean `the-letter`?
#                             ^^^^^^^^^^^^^^ error[unknown-record]: no record has the id `Zebra crossing`
# = help: write the `id` of a record; `reportage list records` shows them all
#                                                              ^^^^^^^^^^^^^^ error[unknown-entity]: `salesforse` is none of the organizations
# = help: did you mean `salesforce`?
More: [x](b.md), [x](/abuot/), [x](/zebra/), [x](the-letter.md#frist), [x](#ownn), ![x](record:the-letter).
#         ^^^^ error[missing-file]: there is no file `b.md` as seen from content/articles
#                    ^^^^^^^ error[broken-link]: the site has nothing at `/abuot/`
# = help: did you mean `/about/`?
#                                  ^^^^^^^ error[broken-link]: the site has nothing at `/zebra/`
# = help: write the address of an existing page, or `record:ID`
#                                                ^^^^^^^^^^^^^^^^^^^ error[unknown-fragment]: the-letter.md has no heading `#frist`
# = help: did you mean `#first`?
#                                                                          ^^^^^ error[unknown-fragment]: a.md has no heading `#ownn`
# = help: did you mean `#own`?
#                                                                                       ^^^^^^^^^^^^^^^^^ error[broken-link]: `record:the-letter` is a page, not a picture
# = help: take the `!` away to link to it, or write the path of a picture
## Own
[[A secret plan]] and ![[the-letter]]
# ^^^^^^^^^^^^^ warning[unpublished-record]: `A secret plan` is not published: it is a draft
#                        ^^^^^^^^^^ error[missing-file]: there is no file `the-letter` as seen from content/articles
[x](record:draft) and [y](draft.md), [z](record:twice), [q](../../site.toml), [r]().
#   ^^^^^^^^^^^^ warning[unpublished-record]: `draft` is not published: it is a draft
# = help: publish the record or take the link out; its text stands without a link for now
#                         ^^^^^^^^ warning[unpublished-record]: `draft.md` is not published
#                                        ^^^^^^^^^^^^ error[ambiguous-record]: `twice` means several records
# = help: write the folder too, as in `2018/name`, or give the record that is meant an `id`
#                                                           ^^^^^^^^^^^^^^^ error[missing-file]: there is no file `../../site.toml` as seen from content/articles
#                                                                                 | error[broken-link]: the link has no destination
# = help: write a destination between the parentheses
[q](the-letter.md#nowhere-near-it) and [z](the-plain.md#x)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-fragment]: the-letter.md has no heading `#nowhere-near-it`
# = help: its headings are `#first`, `#second`
#                                          ^^^^^^^^^^^^^^ error[unknown-fragment]: the-plain.md has no heading `#x`
# = help: the page has no headings: link to the page itself
-- content/articles/the-letter.md --
---
title: L
date: 2018
---
## First
## Second
-- content/articles/the-plain.md --
---
title: P
date: 2018
---
-- content/articles/draft.md --
---
title: A secret plan
date: 2018
draft: true
---
-- content/articles/x/twice.md --
---
title: T
date: 2018
---
-- content/articles/y/twice.md --
---
title: U
date: 2018
---
-- content/organizations/salesforce.md --
---
name: Salesforce
---
-- content/pages/about.md --
---
title: About
---
", Site::keep_going);
    let page = built.text("articles/a/index.html");
    assert!(page.contains("One x, two and three."), "the text stays without its links: {page}");
}

#[test]
fn an_entry_of_the_menu_leads_somewhere() {
    let built = faults::check_with(
        "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/archive/\"
[[menu]]
title = \"Letters\"
url = \"/tags/open-letters/?a=b#c\"
[[menu]]
title = \"Über\"
url = \"/tags/über\"
[[menu]]
title = \"Home\"
url = \"/tags/opne-letters/\"
#     ^^^^^^^^^^^^^^^^^^^^^ error[broken-link]: the site has nothing at `/tags/opne-letters/`
# = help: did you mean `/tags/open-letters/`?
[[menu]]
title = \"Elsewhere\"
url = \"https://example.com/\"
-- content/articles/a.md --
---
title: A
date: 2018
tags: [open letters, über]
---
",
        Site::keep_going,
    );
    let hrefs = addresses(built.text("index.html"));
    for href in ["/archive/tags/open-letters/?a=b#c", "/archive/tags/%C3%BCber", "https://example.com/"] {
        assert!(hrefs.iter().any(|known| known == href), "{href} is not among {hrefs:?}");
    }
}

#[test]
fn a_picture_of_another_host_is_left_out() {
    let built = faults::check(
        "
-- content/articles/a.md --
---
title: A
date: 2018
---
Words ![Far away](https://elsewhere.example/p.png) and ![near](//elsewhere.example/p.png), [linked](https://elsewhere.example/p.png).
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[foreign-image]: the picture `https://elsewhere.example/p.png` lies on another host
# = help: save it beside the record, where the rights allow, and write the file's name; or link to it
#                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[foreign-image]: the picture `//elsewhere.example/p.png` lies on another host
",
    );
    let page = built.text("articles/a/index.html");
    assert!(page.contains("Far away") && !page.contains("<img"), "{page}");
}

#[test]
fn a_link_into_an_index_that_is_turned_off_is_told() {
    faults::check(
        "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
off = [\"people\"]
-- content/articles/a.md --
---
title: A
date: 2018
people: [Jane Doe]
---
By [her](person:jane-doe).
#        ^^^^^^^^^^^^^^^ error[unknown-entity]: `person:jane-doe` leads into an index that this site turns off
# = help: take the link out, or the index out of `off` in site.toml; its text stands without a link
-- content/people/jane-doe.md --
---
name: Jane Doe
---
-- content/organizations/acme.md --
---
name: Acme
relations: [{type: led by, with: jane-doe}]
---
",
    );
}
