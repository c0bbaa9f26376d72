//! The logs of an archive: its corrections and its changes, with their feeds.

#![allow(clippy::unwrap_used)]

use crate::support::{Built, Site, probe, record};

/// A site of `text` with these settings; that a record has no date is the only thing wrong with it.
fn set(settings: &str, text: &str) -> Built {
    let settings = format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n{settings}\n");
    let built = probe::site(&format!("{settings}{text}")).build();
    assert!(built.problems().iter().all(|problem| problem.contains("[undated]")), "{:?}", built.problems());
    built
}

#[test]
fn corrections_have_a_log() {
    let records = [
        record("a.md", "date: 2018\ncorrections: [Undated, {date: 2018-07-01, text: First, by: archive}]"),
        record("b.md", "date: 2017\ncorrections: [{date: 2019-01, text: Last}, {date: 2018-07-01, text: Same day}]"),
        record("c.md", "date: 2019"),
    ]
    .concat();
    let built = set("paginate_by = 3", &records);
    let log = built.facts("corrections/index.html", "correction");
    assert_eq!(log, ["b 2019-01 Last", "a 2018-07-01 First", "b 2018-07-01 Same day"]);
    assert_eq!(built.facts("corrections/page/2/index.html", "correction"), ["a - Undated"]);
    assert!(built.text("sitemap.xml").contains("https://example.org/corrections/</loc>"));
    let off = set("off = [\"corrections\"]", &records);
    assert_eq!(off.below("corrections"), Vec::<&str>::new());
    let none = set("", &record("c.md", "date: 2019"));
    assert_eq!(none.below("corrections"), Vec::<&str>::new());
    // The built-in theme leads to it from every page, where it is.
    let link = "href=\"/corrections/\"";
    for (text, settings, expected) in [
        (records.as_str(), "", true),
        (records.as_str(), "off = [\"corrections\"]\n", false),
        (&*record("c.md", "date: 2019"), "", false),
    ] {
        let site = format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n{settings}{text}");
        assert_eq!(Site::new(&site).build_clean().text("index.html").contains(link), expected, "{settings}");
    }
}

#[test]
fn corrections_have_a_feed_whose_entries_keep_their_ids() {
    let feed = |corrections: &str, settings: &str| {
        let records =
            [record("a.md", &format!("date: 2018\ncorrections: {corrections}")), record("c.md", "date: 2019")];
        let site = format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n{settings}");
        Site::new(&format!("{site}{}", records.concat())).build_clean()
    };
    let built = feed(
        "[{date: 2018-07-01, text: 'One & all', by: archive}, {date: 2018-07-01, text: Two}, Undated, {date: 2019-02, text: Last}]",
        "",
    );
    let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">
 <id>https://example.org/corrections/</id>
 <title>Corrections log – T</title>
 <updated>2019-02-01T00:00:00Z</updated>
 <link rel=\"self\" type=\"application/atom+xml\" href=\"https://example.org/corrections/feed.xml\"/>
 <link rel=\"alternate\" type=\"text/html\" href=\"https://example.org/corrections/\"/>
 <author>
  <name>T</name>
 </author>
 <entry>
  <id>https://example.org/articles/a/#correction-2019-02-1</id>
  <title>a.md</title>
  <published>2019-02-01T00:00:00Z</published>
  <updated>2019-02-01T00:00:00Z</updated>
  <link rel=\"alternate\" type=\"text/html\" href=\"https://example.org/articles/a/\"/>
  <category term=\"outlet\" label=\"Corrected by the outlet\"/>
  <summary>Last</summary>
 </entry>
";
    let text = built.text("corrections/feed.xml");
    assert!(text.starts_with(expected), "{text}");
    let ids = |built: &Built| {
        let lines = built.text("corrections/feed.xml").lines().filter(|line| line.contains("#correction-"));
        let ids = lines.filter_map(|line| Some(line.split_once('#')?.1.split_once('<')?.0.to_owned()));
        ids.collect::<Vec<String>>()
    };
    let all = ["correction-2019-02-1", "correction-2018-07-01-1", "correction-2018-07-01-2", "correction-undated-1"];
    assert_eq!(ids(&built), all);
    // Words that are mended, and another that is put first, change no id.
    let later = "[{date: 2020, text: New}, {date: 2018-07-01, text: One}, {date: 2018-07-01, text: Two}, Undated, {date: 2019-02, text: Last}]";
    assert_eq!(ids(&feed(later, ""))[1..], all);
    assert_eq!(ids(&feed(later, "feed_limit = 2\n")), ["correction-2020-1", "correction-2019-02-1"]);
    let link = "href=\"/corrections/feed.xml\"";
    for (path, expected) in
        [("corrections/index.html", true), ("articles/a/index.html", true), ("articles/c/index.html", false)]
    {
        assert_eq!(built.text(path).contains(link), expected, "{path}");
    }
    for off in ["off = [\"corrections_feed\"]\n", "off = [\"corrections\"]\n"] {
        let built = feed("[One]", off);
        assert!(!built.has("corrections/feed.xml") && !built.text("articles/a/index.html").contains(link), "{off}");
    }
}

#[test]
fn changes_are_told_day_by_day() {
    let records = [
        record("a.md", "date: 2018\nadded: 2026-01-02\nupdated: 2026-03-01\ncorrections: [Undated, {date: 2026-03-01, text: Mended}]"),
        record("b.md", "date: 2017\nadded: 2026-01-02\nupdated: 2026-01-02"),
        record("c.md", "date: 2019\nupdated: 2026-02"),
        record("d.md", "date: 2019"),
    ]
    .concat();
    let built = set("paginate_by = 3", &records);
    let all = [
        "2026-03-01 updated a -",
        "2026-03-01 corrected a Mended",
        "2026-02 updated c -",
        "2026-01-02 added a -",
        "2026-01-02 added b -",
    ];
    assert_eq!(built.facts("changes/index.html", "change"), all[..3]);
    assert_eq!(built.facts("changes/page/2/index.html", "change"), all[3..]);
    assert!(built.text("sitemap.xml").contains("https://example.org/changes/</loc>"));
    let link = "href=\"/changes/\"";
    for (text, settings, expected) in [
        (records.as_str(), "", true),
        (records.as_str(), "off = [\"changes\"]\n", false),
        (&*record("d.md", "date: 2019"), "", false),
    ] {
        let site = format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n{settings}{text}");
        let built = Site::new(&site).build_clean();
        assert_eq!((built.text("index.html").contains(link), built.has("changes/index.html")), (expected, expected));
    }
}

#[test]
fn changes_have_a_feed() {
    let records = [
        record(
            "a.md",
            "date: 2018\nadded: 2026-01-02\nupdated: 2026-03-01\ncorrections: [Undated, {date: 2026-02, text: Mended}]",
        ),
        record("b.md", "date: 2017\nadded: 2026-01-02"),
    ]
    .concat();
    let feed = |settings: &str| {
        let toml = format!("title = \"T\"\nbase_url = \"https://example.org/\"\n{settings}\n");
        Site::new(&records).file("site.toml", toml.as_bytes()).build_clean()
    };
    let built = feed("");
    let text = built.text("changes/feed.xml");
    for line in [
        "<id>https://example.org/changes/</id>",
        "<title>Changes to the archive – T</title>",
        "<updated>2026-03-01T00:00:00Z</updated>",
        "href=\"https://example.org/changes/feed.xml\"",
        "<category term=\"outlet\" label=\"Corrected by the outlet\"/>\n  <summary>Mended</summary>",
        "<category term=\"updated\" label=\"Changed\"/>\n  <summary>Changed</summary>",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let ids = |built: &Built| -> Vec<String> {
        let lines = built.text("changes/feed.xml").lines().filter(|line| line.starts_with("  <id>"));
        lines.filter_map(|line| Some(line.split_once("/articles/")?.1.split_once('<')?.0.to_owned())).collect()
    };
    let all = ["a/#updated-2026-03-01", "a/#correction-2026-02-1", "a/#added", "b/#added"];
    assert_eq!(ids(&built), all);
    assert_eq!(ids(&feed("feed_limit = 2")), all[..2]);
    let link = "href=\"/changes/feed.xml\"";
    for (path, expected) in [("changes/index.html", true), ("articles/a/index.html", false)] {
        assert_eq!(built.text(path).contains(link), expected, "{path}");
    }
    let off = feed("off = [\"changes_feed\"]");
    assert!(!off.has("changes/feed.xml") && !off.text("changes/index.html").contains(link));
    assert!(!feed("off = [\"changes\"]").has("changes/feed.xml"));
}
