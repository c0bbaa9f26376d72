//! What people do around the content: its history, the ledger of links, and crawls that are played.

use super::edits::Edit;
use super::site::{CRAWL, CRAWLED};

/// All of it.
pub(super) const AROUND: &[Edit] = &[
    ("all of it committed on some day", |site| {
        let day = site.one_of(&["2020-02-03T12:00:00Z", "2021-04-05T12:00:00Z", "2022-06-07T12:00:00Z"]);
        site.git(day, &["init", "-q"]);
        site.git(day, &["add", "content"]);
        site.git(day, &["commit", "-q", "-m", "all"]);
    }),
    ("one record committed, and its day asked for", |site| {
        site.set_line("site.toml", "updated_from", "updated_from = \"git\"");
        let (file, word) = (site.record(), site.one_of(&["committed", "entered"]));
        let text = site.read(&file);
        site.write(&file, &format!("{text}\nA {word} line.\n"));
        site.git("2023-08-09T12:00:00Z", &["init", "-q"]);
        site.git("2023-08-09T12:00:00Z", &["add", &file]);
        site.git("2023-08-09T12:00:00Z", &["commit", "-q", "-m", "one"]);
    }),
    ("the last commit taken back", |site| site.git("2023-08-09T12:00:00Z", &["reset", "-q", "--soft", "HEAD~1"])),
    ("its day moved, and no file", |site| {
        let day = site.one_of(&["2019-01-01T12:00:00Z", "2024-10-11T12:00:00Z"]);
        site.git(day, &["commit", "-q", "--amend", "--no-edit", "--date", day]);
    }),
    ("a history that is gone", |site| {
        let _ = std::fs::remove_dir_all(site.path(".git"));
    }),
    ("how a link stands", |site| {
        let address = site.one_of(&[
            "https://example.com/one",
            "https://example.net/x",
            "https://web.archive.org/web/2018/https://example.com/",
            "https://news.example/",
        ]);
        let lines = site.one_of(&[
            "status = \"live\"\nchecked = 2026-11-06\nanswer = 200",
            "status = \"dead\"\nchecked = 2026-11-06\nanswer = 404\nsince = 2026-10-01",
            "status = \"dead\"\nchecked = 2026-11-07\nanswer = 410\nsince = 2026-10-02",
            "status = \"dead\"\nchecked = 2026-11-07\nfault = \"dns\"\nsince = 2026-10-02\ncopies = [{ url = \"https://copies.example/one\" }]",
            "status = \"moved\"\nchecked = 2026-11-07\nmoved_to = \"https://example.com/3\"",
        ]);
        let text = site.read("links.toml");
        let header = format!("[\"{address}\"]\n");
        let (before, rest) = text.split_once(&header).unwrap_or((&text, ""));
        let after = rest.find("\n[").map_or("", |at| &rest[at..]);
        site.write("links.toml", &format!("{before}\n{header}{lines}\n{after}"));
    }),
    ("a link of a text to elsewhere", |site| {
        let file = site.record();
        let text = site.read(&file);
        let address = site.one_of(&["https://news.example/", "https://nobody-asked.example/"]);
        site.write(&file, &format!("{text}\n[elsewhere]({address})\n"));
    }),
    ("a crawl that is none, or one again", |site| {
        let bytes = site.one_of(&[CRAWLED, b"not found", b"PK\x03\x04archive/other.warc.gz and more"]);
        site.write(CRAWL, bytes);
    }),
    ("a crawl by another name", |site| {
        site.rename(CRAWL, "content/articles/2018/crawl.zip");
    }),
    ("the same by its own", |site| site.rename("content/articles/2018/crawl.zip", CRAWL)),
];
