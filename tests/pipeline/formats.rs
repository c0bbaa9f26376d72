//! What is published beside pages: feeds, sitemap, robots, the chronology, files as they are.

#![allow(clippy::unwrap_used)]

use crate::support::page::between;
use crate::support::picture::picture;
use crate::support::{Built, Site, probe, record};

const SETTINGS: &str = "-- site.toml --
title = \"Tech & Border\"
description = \"What was reported\"
base_url = \"https://example.org/archive/\"
language = \"en\"
publisher = \"The Press\"
";

const RECORDS: &str = "
-- content/articles/old-but-new.md --
---
title: Old piece, taken in last
date: 2016
added: 2026-01-02
---
-- content/articles/letter.md --
---
title: A \u{1F4F0} letter, a <bold> claim & more
date: 2018-06-25T10:00:00-04:00
updated: 2020-02-03
url: https://example.com/a?b=1&c=2
dek: One & two.
authors: [Jane Doe, {name: José Pérez, as: Jose Perez}]
tags: [Open letters, R&D]
language: es
---
-- content/articles/month.md --
---
title: Only a month
date: 2018-05
---
-- content/articles/undated.md --
---
title: Undated
---
";

fn build(settings: &str) -> Built {
    let built = Site::new(&format!("{SETTINGS}{settings}{RECORDS}")).build();
    assert_eq!(built.problems(), ["content/articles/undated.md:1:1: warning[undated]: the record has no `date`"]);
    built
}

#[test]
fn the_feed_has_what_was_taken_in_last() {
    let expected = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
 <id>https://example.org/archive/</id>
 <title>Tech &amp; Border</title>
 <subtitle>What was reported</subtitle>
 <updated>2026-01-02T00:00:00Z</updated>
 <link rel="self" type="application/atom+xml" href="https://example.org/archive/feed.xml"/>
 <link rel="alternate" type="text/html" href="https://example.org/archive/"/>
 <author>
  <name>The Press</name>
 </author>
 <entry>
  <id>https://example.org/archive/articles/old-but-new/</id>
  <title>Old piece, taken in last</title>
  <published>2026-01-02T00:00:00Z</published>
  <updated>2026-01-02T00:00:00Z</updated>
  <link rel="alternate" type="text/html" href="https://example.org/archive/articles/old-but-new/"/>
 </entry>
 <entry xml:lang="es">
  <id>https://example.org/archive/articles/letter/</id>
  <title>A 📰 letter, a &lt;bold&gt; claim &amp; more</title>
  <published>2018-06-25T10:00:00-04:00</published>
  <updated>2020-02-03T00:00:00Z</updated>
  <link rel="alternate" type="text/html" href="https://example.org/archive/articles/letter/"/>
  <link rel="via" href="https://example.com/a?b=1&amp;c=2"/>
  <author>
   <name>Jane Doe</name>
  </author>
  <author>
   <name>José Pérez</name>
  </author>
  <category term="Open letters"/>
  <category term="R&amp;D"/>
  <summary>One &amp; two.</summary>
 </entry>
 <entry>
  <id>https://example.org/archive/articles/month/</id>
  <title>Only a month</title>
  <published>2018-05-01T00:00:00Z</published>
  <updated>2018-05-01T00:00:00Z</updated>
  <link rel="alternate" type="text/html" href="https://example.org/archive/articles/month/"/>
 </entry>
 <entry>
  <id>https://example.org/archive/articles/undated/</id>
  <title>Undated</title>
  <updated>1970-01-01T00:00:00Z</updated>
  <link rel="alternate" type="text/html" href="https://example.org/archive/articles/undated/"/>
 </entry>
</feed>
"#;
    let built = build("");
    assert_eq!(built.text("feed.xml"), expected);
    let of_tag = built.text("tags/r-d/feed.xml");
    assert_eq!(between(of_tag, "<title>", "</title>")[0], "R&amp;D – Tech &amp; Border");
    assert_eq!(
        between(of_tag, "<id>", "</id>"),
        ["https://example.org/archive/tags/r-d/", "https://example.org/archive/articles/letter/",]
    );
}

#[test]
fn a_feed_keeps_to_its_limit_and_to_xml() {
    let built = build("feed_limit = 2\n");
    for (feed, count) in [("feed.xml", 2), ("years/2018/feed.xml", 2), ("tags/r-d/feed.xml", 1)] {
        assert_eq!(built.text(feed).matches("<entry").count(), count, "{feed}");
    }
    let json: serde_json::Value = serde_json::from_str(built.text("feed.json")).unwrap();
    assert_eq!(json["items"].as_array().map(Vec::len), Some(2));
    // YAML drops control characters; what XML forbids beyond them comes through.
    let odd = Site::new("-- content/articles/a.md --\n---\ntitle: \"a\\uFFFEb\\u0085c\"\ndate: 2018\n---\n").build();
    let title = between(odd.text("feed.xml"), "<title>", "</title>")[1];
    assert!(title.starts_with("ab") && title.ends_with('c'), "{title:?}");
}

#[test]
fn the_json_feed_says_the_same() {
    let json: serde_json::Value = serde_json::from_str(build("").text("feed.json")).unwrap();
    let items = json["items"].as_array().unwrap();
    let top = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Tech & Border",
        "home_page_url": "https://example.org/archive/",
        "feed_url": "https://example.org/archive/feed.json",
        "description": "What was reported",
        "language": "en",
        "items": items,
    });
    assert_eq!(json, top);
    assert_eq!(
        items[1],
        serde_json::json!({
            "id": "https://example.org/archive/articles/letter/",
            "url": "https://example.org/archive/articles/letter/",
            "external_url": "https://example.com/a?b=1&c=2",
            "title": "A 📰 letter, a <bold> claim & more",
            "content_text": "One & two.",
            "date_published": "2018-06-25T10:00:00-04:00",
            "date_modified": "2020-02-03T00:00:00Z",
            "authors": [{"name": "Jane Doe"}, {"name": "José Pérez"}],
            "tags": ["Open letters", "R&D"],
            "language": "es",
        })
    );
    assert_eq!(
        items[3],
        serde_json::json!({
            "id": "https://example.org/archive/articles/undated/",
            "url": "https://example.org/archive/articles/undated/",
            "title": "Undated",
            "content_text": "Undated",
        })
    );
}

#[test]
fn the_sitemap_lists_pages_and_nothing_else() {
    let built = Site::new(&format!(
        "{SETTINGS}{RECORDS}
-- content/articles/ünï.md --
---
title: Ü
date: 2018
aliases: /old/
image: {{file: x.png, alt: X}}
---
-- content/pages/about.md --
---
title: About
updated: 2026-05
---
-- static/humans.txt --
x
"
    ))
    .file("content/articles/x.png", &picture(image::ImageFormat::Png))
    .build();
    let base = "https://example.org/archive/";
    let text = built.text("sitemap.xml");
    let urls = between(text, "<loc>", "</loc>");
    let expected = [
        "",
        "about/",
        "articles/letter/",
        "articles/month/",
        "articles/%C3%BCn%C3%AF/",
        "articles/old-but-new/",
        "articles/undated/",
        "tags/",
        "tags/open-letters/",
        "tags/r-d/",
        "authors/",
        "authors/jane-doe/",
        "authors/jos%C3%A9-p%C3%A9rez/",
        "years/",
        "years/2018/",
        "years/2016/",
        "chronology/",
        "changes/",
    ];
    assert_eq!(urls, expected.map(|path| format!("{base}{path}")));
    for (path, day) in
        [("articles/letter/", "2020-02-03"), ("articles/old-but-new/", "2026-01-02"), ("about/", "2026-05")]
    {
        let entry = format!("<loc>{base}{path}</loc>\n  <lastmod>{day}</lastmod>");
        assert!(text.contains(&entry), "{entry} is not in {text}");
    }
    assert_eq!(built.below("sitemap"), [".xml"]);
}

/// The protocol allows 50,000 addresses in one file.
#[test]
fn a_large_sitemap_is_split() {
    let tags: Vec<String> = (0..49_990).map(|at| format!("t{at}")).collect();
    let site = |tags: &[String]| {
        Site::new(&format!(
            "{SETTINGS}off = [\"term_feeds\"]\n{}",
            record("a.md", &format!("tags: [{}]\ndate: 2018", tags.join(", ")))
        ))
    };
    let is_map = |path: &str| path.starts_with("sitemap");
    // Beside the tags: home, record, chronology, index of tags, index of years, 2018.
    let built = site(&tags).build_only(&is_map);
    assert_eq!(built.below("sitemap"), [".xml"]);
    assert_eq!(built.text("sitemap.xml").matches("<loc>").count(), 49_996);
    let more: Vec<String> = tags.into_iter().chain((0..5).map(|at| format!("u{at}"))).collect();
    let built = site(&more).build_only(&is_map);
    assert_eq!(built.below("sitemap"), ["-1.xml", "-2.xml", ".xml"]);
    let counts = ["sitemap-1.xml", "sitemap-2.xml"].map(|path| built.text(path).matches("<loc>").count());
    assert_eq!(counts, [50_000, 1]);
    let base = "https://example.org/archive";
    let parts = between(built.text("sitemap.xml"), "<loc>", "</loc>");
    assert_eq!(parts, [format!("{base}/sitemap-1.xml"), format!("{base}/sitemap-2.xml")]);
    assert!(built.text("sitemap.xml").contains("<sitemapindex "));
}

#[test]
fn the_headers_say_what_pages_may_load_and_what_may_be_kept() {
    let policy = |other: &str| {
        let frames = if other.is_empty() { String::new() } else { format!("; frame-src{other}") };
        format!(
            "default-src 'none'; style-src 'self'{other}; img-src 'self' data:{other}; script-src 'self'{other}; connect-src \
             'self'{other}; font-src 'self'{frames}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
    };
    let coral = "[theme_options]\ncomments = \"coral\"\ncomments_url = \"https://talk.example.org/x\"\n";
    for (settings, policy, opener) in
        [("", policy(""), "same-origin"), (coral, policy(" https://talk.example.org"), "same-origin-allow-popups")]
    {
        let built = build(settings);
        let lines: Vec<&str> = built.text("_headers").lines().collect();
        assert_eq!(lines[..2], ["/archive/*", &*format!("  Content-Security-Policy: {policy}")]);
        assert!(lines.contains(&"  X-Content-Type-Options: nosniff"), "{lines:#?}");
        assert!(lines.contains(&"  Referrer-Policy: strict-origin-when-cross-origin"), "{lines:#?}");
        assert!(lines.iter().any(|line| line.starts_with("  Permissions-Policy: ") && line.contains("camera=()")));
        assert!(lines.contains(&&*format!("  Cross-Origin-Opener-Policy: {opener}")), "{lines:#?}");
        let kept = ["", "/archive/assets/*", "  Cache-Control: public, max-age=31536000, immutable"];
        assert!(lines.ends_with(&kept), "{lines:#?}");
    }
    let own = build("off = []\n-- static/_headers --\n/x\n");
    assert_eq!(own.text("_headers").trim(), "/x");
    assert!(!build("off = [\"headers\"]\n").has("_headers"));
    let mixed = build("off = []\n-- static/assets/lasting.css --\nx\n");
    let kept: Vec<&str> = mixed.text("_headers").lines().filter(|line| line.starts_with("/archive/assets/")).collect();
    assert!(kept.len() > 2 && !kept.iter().any(|line| line.contains('*') || line.contains("lasting")), "{kept:#?}");
}

#[test]
fn pages_carry_their_policy() {
    let built = build("[theme_options]\ncomments = \"coral\"\ncomments_url = \"https://talk.example.org/x\"\n");
    for (page, is_open) in [("index.html", false), ("404.html", false), ("chronology/index.html", false)] {
        let text = built.text(page);
        assert!(text.contains("content=\"default-src 'none'; style-src 'self'"), "{page}: {text}");
        assert!(text.contains("; object-src 'none'; form-action 'self'; base-uri 'none'\">"), "{page}");
        assert_eq!(text.contains("talk.example.org"), is_open, "{page}");
    }
    let record = "articles/letter/index.html";
    assert!(built.text(record).contains("frame-src https://talk.example.org\">"), "{record}");
}

/// A browser takes no style sheet and no script of `assets/` that is not the one that the page was made with.
#[test]
fn pages_say_what_their_styles_and_scripts_are() {
    let built = build(
        "off = []\n-- content/articles/moved.md --\n---\ntitle: M\ndate: 2018\naliases: [/old/]\n---\n```rust\nfn f() {}\n```\n",
    );
    for (page, least) in [
        ("index.html", 2),
        ("articles/moved/index.html", 3),
        ("old/index.html", 1),
        ("404.html", 2),
        ("search/index.html", 5),
    ] {
        let text = built.text(page);
        let tags = text.split('<').filter(|tag| {
            tag.contains("rel=\"stylesheet\"")
                || tag.contains("rel=\"modulepreload\"")
                || (tag.starts_with("script") && tag.contains(" src="))
        });
        let of = |tag: &str, name: &str| {
            tag.split_once(&format!(" {name}=\""))
                .map(|(_, rest)| rest.split('"').next().unwrap_or_default().to_owned())
        };
        let mut count = 0;
        for tag in tags {
            let address = of(tag, "href").or_else(|| of(tag, "src")).unwrap();
            let bytes = &built.outputs[address.strip_prefix("/archive/").unwrap()];
            assert_eq!(of(tag, "integrity"), Some(reportage::theme::integrity_of(bytes)), "{page}: <{tag}");
            count += 1;
        }
        assert!(count >= least, "{page}: {count}");
    }
}

#[test]
fn robots_may_read_all_and_find_the_sitemap() {
    for (settings, expected) in [
        ("", "User-agent: *\nAllow: /\n\nSitemap: https://example.org/archive/sitemap.xml\n"),
        ("off = [\"sitemap\"]\n", "User-agent: *\nAllow: /\n"),
        ("off = []\n-- static/robots.txt --\nUser-agent: *\nDisallow: /\n", "User-agent: *\nDisallow: /\n"),
    ] {
        assert_eq!(build(settings).text("robots.txt").trim_end(), expected.trim_end());
    }
}

#[test]
fn what_a_site_turns_off_is_not_made() {
    let keys = [
        "feeds",
        "term_feeds",
        "json_feed",
        "cards",
        "citations",
        "chronology",
        "changes",
        "not_found",
        "sitemap",
        "robots",
        "headers",
        "llms",
        "markdown",
        "exports",
        "exports",
        "search",
        "tags",
        "authors",
    ];
    let off = keys.map(|key| format!("\"{key}\"")).join(", ");
    let built = build(&format!("off = [{off}]\n"));
    let made: Vec<&str> =
        built.outputs.keys().map(String::as_str).filter(|path| !path.starts_with("assets/")).collect();
    assert_eq!(
        made,
        [
            "articles/letter/index.html",
            "articles/month/index.html",
            "articles/old-but-new/index.html",
            "articles/undated/index.html",
            "index.html",
            "years/2016/index.html",
            "years/2018/index.html",
            "years/index.html",
        ]
    );
}

#[test]
fn the_chronology_goes_month_by_month() {
    let built = probe::site(
        &[
            record("a.md", "date: 2018-06-25"),
            record("b.md", "date: 2018-06-01"),
            record("c.md", "date: 2018-06"),
            record("d.md", "date: 2018"),
            record("e.md", "date: 2017-12-31"),
            record("f.md", "date: 2018-07-01"),
            "-- content/articles/g.md --\n---\ntitle: G\n---\n".to_owned(),
            "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\npaginate_by = 5\n".to_owned(),
        ]
        .concat(),
    )
    .build();
    let page = |path: &str| {
        let is_of_the_list = |line: &&str| ["group ", "row ", "pager "].iter().any(|word| line.starts_with(word));
        let lines = built.text(path).lines().filter(is_of_the_list);
        let word = |line: &str| line.strip_prefix("row ").map_or(line.to_owned(), |row| row[..1].to_owned());
        lines.map(word).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(
        page("chronology/index.html"),
        "group December 2017 1 | e | group 2018 1 | d | group June 2018 3 | c | b | a | pager 1/2 - /chronology/page/2/"
    );
    assert_eq!(
        page("chronology/page/2/index.html"),
        "group July 2018 1 | f | group Undated 1 | g | pager 2/2 /chronology/ -"
    );
}

#[test]
fn files_are_copied_as_they_are() {
    let bytes: Vec<u8> = (0..=255).collect();
    let site = Site::new(&format!("{SETTINGS}{RECORDS}"))
        .file("static/.well-known/any thing.bin", &bytes)
        .file("content/articles/letter.bin", &bytes)
        .file("content/articles/more.md", b"---\ntitle: M\ndate: 2018\ndocuments: letter.bin\n---\n");
    let built = site.build();
    assert_eq!(built.outputs[".well-known/any thing.bin"], bytes);
    assert_eq!(built.outputs["files/articles/letter.bin"], bytes);
}

#[test]
fn a_site_of_nothing_is_a_site() {
    let built = Site::new("").build_clean();
    for path in
        ["index.html", "404.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "chronology/index.html"]
    {
        assert!(built.has(path), "{path}");
    }
    assert!(!built.has("tags/index.html"), "an index without terms has no page");
}
