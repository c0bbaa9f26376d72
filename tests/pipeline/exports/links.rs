//! How links to other sites stand.

use super::*;

const SITE: &str = "
-- content/articles/a.md --
---
title: Alpha
date: 2018
url: https://a.org/x
url_status: paywalled
archived: [{file: copy.warc, date: 2018-07}, \"https://web.archive.org/web/2018/https://a.org/x\"]
sources: [{outlet: The Mirror, url: \"https://gone.org/\"}]
documents: [{title: D, url: \"https://gone.org/\"}]
---
[One](https://body.org/page) and [own](https://example.org/about/).
-- content/articles/copy.warc --
copy
-- content/articles/cut.md --
---
title: Cut
date: 2017
access: metadata
---
[Two](https://kept-back.org/).
-- content/articles/dark.md --
---
title: Darktitle
date: 2017
access: dark
url: https://gone.org/
---
-- content/pages/about.md --
---
title: About us
---
[Gone](https://gone.org/).
-- content/organizations/acme.md --
---
name: Acme
website: https://acme.example/
---
-- links.toml --
[\"https://a.org/x\"]
status = \"forbidden\"
checked = 2026-11-19
answer = 403
since = 2026-11-01
copies = [{ url = \"https://web.archive.org/web/2018/https://a.org/x\" }, { url = \"https://archive.example/x\", date = 2019-01-02 }]
note = \"asked the desk\"
[\"https://gone.org/\"]
status = \"dead\"
checked = 2026-11-20
fault = \"dns\"
since = 2026-10-01
[\"https://acme.example/\"]
status = \"live\"
checked = 2026-11-20
answer = 200
[\"https://nobody-names.example/\"]
status = \"dead\"
checked = 2026-11-20
";

#[test]
fn every_address_is_told_with_how_it_stands_and_who_names_it() {
    let built = Site::new(SITE).build();
    let text = built.text("data/links.json");
    let page = "https://example.org";
    let naming = |r#as: &str, id: &str, title: &str, path: &str| {
        let mut naming = serde_json::json!({"as": r#as, "title": title, "page": format!("{page}{path}")});
        if !id.is_empty() {
            naming["id"] = id.into();
        }
        naming
    };
    let alpha = |r#as: &str| naming(r#as, "a", "Alpha", "/articles/a/");
    let expected = serde_json::json!([
        {
            // What the record says of its original stands over what was answered.
            "url": "https://a.org/x", "status": "forbidden", "checked": "2026-11-19", "since": "2026-11-01", "answer": 403,
            "copies": [
                {"url": format!("{page}/files/articles/copy.warc"), "own": true, "date": "2018-07"},
                {"url": "https://web.archive.org/web/2018/https://a.org/x", "own": false},
                {"url": "https://archive.example/x", "own": false, "date": "2019-01-02"},
            ],
            "named_by": [alpha("original")],
        },
        {
            "url": "https://acme.example/", "status": "live", "checked": "2026-11-20", "answer": 200,
            "named_by": [naming("website", "acme", "Acme", "/organizations/acme/")],
        },
        {"url": "https://body.org/page", "named_by": [alpha("text")]},
        {
            "url": "https://gone.org/", "status": "dead", "checked": "2026-11-20", "since": "2026-10-01", "fault": "dns",
            "named_by": [alpha("source"), alpha("document"), naming("text", "", "About us", "/about/")],
        },
        {
            "url": "https://web.archive.org/web/2018/https://a.org/x",
            "named_by": [alpha("copy")],
        },
    ]);
    assert_eq!(json(text)["links"], expected);
    for word in ["kept-back", "asked the desk", "Darktitle", "nobody-names"] {
        assert!(!text.contains(word), "{word}");
    }
    let index = json(built.text("data/index.json"));
    assert!(index["files"].as_array().unwrap().iter().any(|file| file["name"] == "links.json"));
}

#[test]
fn the_word_of_the_record_comes_before_the_answer() {
    for (word, expected, since) in
        [("dead", "dead", true), ("live", "live", false), ("moved", "moved", false), ("changed", "doubtful", true)]
    {
        let built = Site::new(SITE).changed("content/articles/a.md", "paywalled", word).build();
        let link = json(built.text("data/links.json"))["links"][0].clone();
        assert_eq!((&link["status"], link["since"].is_string()), (&expected.into(), since), "{word}");
    }
}

#[test]
fn where_nothing_is_known_there_is_no_file() {
    let site = Site::new(&record("a.md", "date: 2018\nurl: https://a.org/")).build_clean();
    assert!(!site.has("data/links.json"));
    let toml = b"title = \"T\"\nbase_url = \"https://example.org/\"\noff = [\"links\"]\n";
    let off = Site::new(SITE).file("site.toml", toml).build();
    assert!(!off.has("data/links.json") && off.has("links/index.html"));
}
