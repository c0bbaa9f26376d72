//! The link ledger in a build: what is wrong with it, what pages show of it, and what is warned of.

#![allow(clippy::unwrap_used)]

use crate::support::page::between;
use crate::support::{Built, Site, faults, record};

/// A ledger of these entries, each an address, its status and further lines.
fn ledger(entries: &[(&str, &str, &str)]) -> String {
    let entry = |(address, status, lines): &(&str, &str, &str)| {
        format!("[\"{address}\"]\nstatus = \"{status}\"\nchecked = 2026-11-20\n{lines}\n")
    };
    format!("-- links.toml --\n{}", entries.iter().map(entry).collect::<String>())
}

fn build(records: &str, entries: &[(&str, &str, &str)]) -> Built {
    Site::new(&format!("{records}{}", ledger(entries))).build()
}

#[test]
fn what_is_wrong_with_the_ledger_is_told_at_its_place() {
    faults::check(
        "
-- content/articles/a.md --
---
title: A
date: 2018
url: https://a.org/
---
-- links.toml --
[\"https://a.org/\"]
status = \"deed\"
#        ^^^^^^ error[bad-link-entry]: `deed` is no `status` of a link
# = help: did you mean `dead`?
checked = \"2026-11-20\"
#         ^^^^^^^^^^^^ error[bad-link-entry]: `2026-11-20` is no day
# = help: write `checked = 2026-11-20`, without quotation marks
answer = 7
#        ^ error[bad-link-entry]: `7` is no status code of HTTP
moved_to = \"elsewhere\"
#          ^^^^^^^^^^^ error[bad-link-entry]: `elsewhere` is no address of the web
# = help: write `moved_to = \"https://…\"`
copies = [{ url = \"https://c.org/\", day = 2018-01-01 }]
#                                   ^^^ error[bad-link-entry]: `day` is no key of a copy
note = 3
#      ^ error[bad-link-entry]: `3` is no text
[\"https://b.org/\"]
#^^^^^^^^^^^^^^^^^ error[bad-link-entry]: this entry has no `checked`
status = \"live\"
nore = \"asked\"
#^^^ warning[unknown-link-key]: `nore` is no key of a link
# = help: did you mean `note`?
[\"HTTPS://B.org\"]
#^^^^^^^^^^^^^^^^ error[bad-link-entry]: this entry has no `status`
checked = 2026-11-20
[somewhere]
#^^^^^^^^^^ error[bad-link-entry]: `somewhere` is not the address of an entry
# = help: write each entry below its address: `[\"https://example.org/page\"]`
",
    );
}

#[test]
fn two_entries_of_one_address_are_told() {
    faults::check(
        "
-- links.toml --
[\"https://b.org/\"]
status = \"live\"
checked = 2026-11-20
[\"https://b.org\"]
#^^^^^^^^^^^^^^^^ error[bad-link-entry]: `https://b.org/` stands twice, in two spellings
status = \"dead\"
checked = 2026-11-20
",
    );
    faults::check(
        "
-- links.toml --
[\"https://b.org/\"]
status = \"live\"
checked = 2026-11-20
<<<<<<< ours
#       | error[bad-link-ledger]: this is not TOML: key with no value
",
    );
}

#[test]
fn a_record_that_leads_to_what_is_gone_is_warned_of_where_it_does() {
    faults::check(
        "
-- content/articles/a.md --
---
title: A
date: 2018
url: https://gone.org/a#part
#    ^^^^^^^^^^^^^^^^^^^^^^^ warning[dead-link]: `https://gone.org/a` is gone, at least since 2026-10-01
# = help: name the copy that is known: `archived: {url: \"https://web.archive.org/web/2018/x\", date: 2018-06-26}`
sources: [{url: \"https://gone.org/b\"}, {outlet: B}]
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[dead-link]: `https://gone.org/b` is gone
# = help: `reportage check --links --memento` looks for a copy; if the page can still be had, keep one: https://web.archive.org/save/https://gone.org/b
---
As [they](https://gone.org/b) say, and [others](https://fine.org/).
#         ^^^^^^^^^^^^^^^^^^ warning[dead-link]: `https://gone.org/b` is gone
-- content/articles/copied.md --
---
title: Copied
date: 2018
url: https://gone.org/a
archived: [{url: \"https://web.archive.org/web/2018/y\"}]
---
-- content/articles/kept-back.md --
---
title: Kept back
date: 2018
access: metadata
---
As [they](https://gone.org/b) say.
-- content/articles/editor.md --
---
title: The editor knows better
date: 2018
url: https://gone.org/c
url_status: live
---
-- links.toml --
[\"https://gone.org/a\"]
status = \"dead\"
checked = 2026-11-20
since = 2026-10-01
copies = [{ url = \"https://web.archive.org/web/2018/x\", date = 2018-06-26 }]
[\"https://gone.org/b\"]
status = \"dead\"
checked = 2026-11-20
[\"https://gone.org/c\"]
status = \"dead\"
checked = 2026-11-20
[\"https://fine.org/\"]
status = \"live\"
checked = 2026-11-20
",
    );
}

#[test]
#[rustfmt::skip]
fn a_record_says_how_its_original_stands_unless_the_editor_does() {
    for (lines, entry, expected) in [
        ("",                          ("live", ""),                                "It is still there."),
        ("",                          ("moved", "moved_to = \"https://b.org/x\""), "It has moved to another address."),
        ("",                          ("forbidden", "answer = 403"),               "It is there, but not for everybody"),
        ("",                          ("unreachable", "fault = \"dns\""),          "The site did not answer."),
        ("url_status: paywalled",     ("dead", ""),                                "It is behind a paywall."),
    ] {
        let (status, more) = entry;
        let record = record("a.md", &format!("date: 2018\nurl: https://a.org/x\n{lines}"));
        let built = build(&record, &[("https://a.org/x", status, more)]);
        let page = built.text("articles/a/index.html");
        let evidence = between(page, "<aside class=\"side evidence\"", "</aside>")[0];
        assert!(evidence.contains(expected), "{status} {lines}: {evidence}");
        let says_day = evidence.contains("Last checked on <time datetime=\"2026-11-20\">");
        assert_eq!(says_day, lines.is_empty(), "{evidence}");
    }
}

#[test]
fn a_dead_original_stands_behind_its_copy() {
    let record =
        record("a.md", "date: 2018\nurl: https://a.org/x\narchived: https://web.archive.org/web/2018/https://a.org/x");
    let built = build(&record, &[("https://a.org/x", "dead", "")]);
    let page = built.text("articles/a/index.html");
    assert!(page.find("class=\"memento\"").unwrap() < page.find("class=\"original\"").unwrap(), "{page}");
}

/// The texts between tags, in order.
fn texts(html: &str) -> String {
    let text: Vec<&str> =
        html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim()).collect();
    text.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

const NAMED: &str = "
-- content/articles/a.md --
---
title: First
date: 2018-03-04
outlet: The Post
url: https://gone.org/a
documents: [{title: D, url: \"https://moved.org/d\"}]
---
[Fine](https://fine.org/).
-- content/articles/b.md --
---
title: Second
date: 2019
url: https://editor.org/
url_status: dead
archived: https://web.archive.org/web/2018/https://editor.org/
---
-- content/pages/about.md --
---
title: About
---
[Moved](https://moved.org/d) and [our own](https://example.org/somewhere/).
-- content/tags/steel.md --
---
name: Steel
website: https://away.org
---
";

#[test]
fn the_page_on_links_lists_what_is_not_well_the_worst_first() {
    let built = build(
        NAMED,
        &[
            (
                "https://gone.org/a",
                "dead",
                "answer = 404\nsince = 2026-10-01\ncopies = [{ url = \"https://c.org/1\", date = 2018-06-26 }]",
            ),
            ("https://moved.org/d", "moved", "moved_to = \"https://new.org/d\""),
            ("https://fine.org/", "live", ""),
            ("https://editor.org/", "live", ""),
            ("https://away.org/", "unreachable", "fault = \"dns\"\nsince = 2026-11-01"),
            ("https://example.org/somewhere/", "dead", ""),
            ("https://nobody-names.org/", "dead", ""),
        ],
    );
    let page = built.text("links/index.html");
    let counts: Vec<String> =
        between(page, "<dt>", "</dt>").into_iter().map(|dt| texts(&format!("<dt>{dt}<"))).collect();
    assert_eq!(counts, ["There 1", "Moved 1", "Out of reach 1", "Gone 2"]);
    let groups: Vec<&str> = between(page, "<h2 id=\"_", "\"");
    assert_eq!(groups, ["dead", "unreachable", "moved"]);
    let entries: Vec<String> = between(page, "<p class=\"row-title\">", "</li>")
        .into_iter()
        .map(|entry| texts(&format!("<p>{entry}<")))
        .collect();
    assert_eq!(
        entries,
        [
            "https://editor.org/ Last checked on 20 November 2026 . Copies: Copy at web.archive.org Named in: Second , 2019",
            "https://gone.org/a answer 404 · not well since 1 October 2026 · Last checked on 20 November 2026 . Copies: \
             Copy at c.org , 26 June 2018 Named in: First , The Post , 4 March 2018",
            "https://away.org/ the name of the site is not known · not well since 1 November 2026 · Last checked on \
             20 November 2026 . Named in: Steel",
            "https://moved.org/d Last checked on 20 November 2026 . → https://new.org/d Named in: First , The Post , \
             4 March 2018 · About",
        ]
    );
    assert!(built.text("index.html").contains("href=\"/links/\""), "the footer leads to it");
}

#[test]
fn there_is_a_page_on_links_only_where_something_is_known() {
    let known = ledger(&[("https://gone.org/a", "live", "")]);
    let strange = ledger(&[("https://nobody-names.org/", "live", "")]);
    let off = "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\noff = [\"link_health\"]\n";
    for (files, expected) in [
        (NAMED.to_owned(), false),
        (format!("{NAMED}-- links.toml --\n"), false),
        (format!("{NAMED}{strange}"), false),
        (format!("{NAMED}{known}{off}"), false),
        (format!("{NAMED}{known}"), true),
    ] {
        let built = Site::new(&files).build_clean();
        assert_eq!(built.has("links/index.html"), expected, "{files}");
        assert_eq!(built.text("index.html").contains("href=\"/links/\""), expected, "{files}");
    }
}

#[test]
fn a_long_list_has_pages_and_the_first_has_the_counts() {
    let lines = |number: usize| format!("date: 2018\nurl: https://a.org/{number:02}");
    let records: String = (0..5).map(|number| record(&format!("r{number}.md"), &lines(number))).collect();
    let urls: Vec<String> = (0..5).map(|number| format!("https://a.org/{number:02}")).collect();
    let entries: Vec<(&str, &str, &str)> = urls.iter().map(|url| (url.as_str(), "forbidden", "")).collect();
    let settings = "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\npaginate_by = 2\n";
    let built = build(&format!("{settings}{records}"), &entries);
    assert_eq!(built.below("links/"), ["index.html", "page/2/index.html", "page/3/index.html"]);
    for (page, count, counts) in
        [("links/index.html", 2, 1), ("links/page/2/index.html", 2, 0), ("links/page/3/index.html", 1, 0)]
    {
        let html = built.text(page);
        assert_eq!(html.matches("class=\"row-title\"").count(), count, "{page}");
        assert_eq!(html.matches("verdicts").count(), counts, "{page}");
    }
}

#[test]
fn many_who_name_one_address_are_counted() {
    let records: String =
        (0..8).map(|number| record(&format!("r{number}.md"), "date: 2018\nurl: https://a.org/")).collect();
    let built = build(&records, &[("https://a.org/", "unsure", "answer = 503")]);
    let page = built.text("links/index.html");
    assert_eq!(page.matches("href=\"/articles/r").count(), 5);
    assert!(page.contains("and 3 more"), "{page}");
}
