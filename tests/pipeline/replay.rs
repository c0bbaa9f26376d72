//! Archived pages in the pages of their records: where there is a player, and what its pages may do.

use crate::support::{Site, faults};

/// Bytes that a crawl begins with.
const CRAWL: &[u8] = b"PK\x03\x04archive/data.warc.gz";

const RECORDS: &str = "
-- content/articles/kept.md --
---
title: Kept
date: 2018
url: https://news.example/letter?a=1&b=2
archived: [{file: letter.wacz, date: 2018-07-02}, {file: letter.warc}, \"https://web.archive.org/web/2018/https://news.example/\"]
---
-- content/articles/paper.md --
---
title: Paper
date: 2018
documents: [{title: A crawl, file: letter.wacz}, {title: Words, file: words.txt}]
---
-- content/articles/cut.md --
---
title: Cut
date: 2018
access: metadata
archived: {file: letter.wacz}
---
-- content/articles/plain.md --
---
title: Plain
date: 2018
archived: {file: letter.warc}
---
[The crawl](letter.wacz)
-- content/articles/dark.md --
---
title: Dark
date: 2018
access: dark
archived: {file: dark.wacz}
---
-- content/articles/words.txt --
words
-- content/articles/letter.warc --
WARC/1.1
";

/// A site of `settings`, whose player's files are the ones named.
fn site(settings: &str, player: &[&str]) -> Site {
    let toml = format!("title = \"T\"\nbase_url = \"https://example.org/x/\"\n{settings}");
    let site = Site::new(RECORDS).file("site.toml", toml.as_bytes());
    let site = site.file("content/articles/letter.wacz", CRAWL).file("content/articles/dark.wacz", CRAWL);
    player.iter().fold(site, |site, path| site.file(path, b"// a player"))
}

const REPLAY: &str = "[replay]\nscript = \"/replay/ui.js\"\n";
const PLAYER: [&str; 2] = ["static/replay/ui.js", "static/replay/sw.js"];

#[test]
fn a_crawl_is_played_where_the_site_brings_a_player() {
    let with = site(REPLAY, &PLAYER).build_clean();
    let without = site("", &[]).build_clean();
    for (page, buttons) in [
        (
            "articles/kept/index.html",
            &["data-plays=\"/x/files/articles/letter.wacz\" data-page=\"https://news.example/letter?a=1&amp;b=2\""][..],
        ),
        ("articles/paper/index.html", &["data-plays=\"/x/files/articles/letter.wacz\" aria-controls"]),
        ("articles/cut/index.html", &["data-plays=\"/x/files/articles/letter.wacz\" aria-controls"]),
        ("articles/plain/index.html", &[]),
        ("index.html", &[]),
    ] {
        let (text, plain) = (with.text(page), without.text(page));
        assert_eq!(text.matches("data-plays").count(), buttons.len(), "{page}: {text}");
        assert!(buttons.iter().all(|button| text.contains(button)), "{page}: {text}");
        let plays = !buttons.is_empty();
        let stage = "data-script=\"/x/replay/ui.js\" data-worker=\"/x/replay/sw.js\"";
        assert_eq!(text.contains(stage), plays, "{page}");
        assert_eq!(text.contains("frame-src 'self'"), plays, "{page}");
        // What a page without a player may do is what it may do in a site without one, and nothing else is let in.
        let policies = |text: &str| {
            let lines = text.lines().filter(|line| line.contains("Content-Security-Policy"));
            lines.map(|line| line.replace("; frame-src 'self'", "")).collect::<Vec<String>>()
        };
        assert_eq!(policies(text), policies(plain), "{page}");
        assert!(!plain.contains("data-plays") && !plain.contains("frame-src"), "{page}");
        // Whoever has no script, or no player, has the file.
        assert_eq!(text.contains("href=\"/x/files/articles/letter.wacz\""), page != "index.html", "{page}");
        assert_eq!(plain.contains("href=\"/x/files/articles/letter.wacz\""), page != "index.html", "{page}");
    }
    assert!(with.text("_headers").contains("; frame-src 'self'") && !without.text("_headers").contains("frame-src"));
    assert!(!with.has("files/articles/dark.wacz") && !with.has("articles/dark/index.html"));
}

#[test]
fn a_player_that_is_not_there_is_told() {
    faults::check(
        "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
[replay]
script = \"/replay/ui.js\"
#        ^^^^^^^^^^^^^^^ error[missing-player]: the site has no file at `/replay/ui.js`
# = help: put the player's file there: `static/replay/ui.js`
worker = \"/replay/sw.js\"
#        ^^^^^^^^^^^^^^^ error[missing-player]: the site has no file at `/replay/sw.js`
# = help: put the player's file there: `static/replay/sw.js`
",
    );
    for (player, expected) in
        [(&PLAYER[..], 0), (&PLAYER[..1], 1), (&["static/replay/UI.js", "static/replay/sw.js"], 1)]
    {
        let told = site(REPLAY, player).build().problems();
        assert_eq!(told.iter().filter(|problem| problem.contains("[missing-player]")).count(), expected, "{told:?}");
    }
}
