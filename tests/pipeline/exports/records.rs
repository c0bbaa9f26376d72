//! Records as JSON.

use reportage::names::url::encode_path;

use super::*;

#[test]
fn a_record_says_all_that_its_front_matter_does() {
    let built = Site::new(WHOLE).build();
    let page = "https://example.org/archive";
    let named = |key: &str, id: &str, name: &str| serde_json::json!({"id": id, "name": name, "page": format!("{page}/{key}/{}/", encode_path(id))});
    let with = |mut named: Value, key: &str, value: &str| {
        named[key] = value.into();
        named
    };
    let b = serde_json::json!({"id": "b", "title": "Beta", "page": format!("{page}/articles/2018/b/")});
    let expected = serde_json::json!({
        "id": "a",
        "page": format!("{page}/articles/2018/a/"),
        "json": format!("{page}/articles/2018/a/record.json"),
        "title": "Alpha, \"quoted\"",
        "title_by": "outlet",
        "date": "2018-06-25",
        "time": "14:30:00+02:00",
        "dek": "One sentence.",
        "type": "article-magazine",
        "language": "es",
        "authors": [
            named("authors", "jane-doe", "Jane Doe"),
            with(named("authors", "josé-pérez", "José Pérez"), "as", "Jose Perez"),
        ],
        "outlet": named("outlets", "the-wire", "The Wire"),
        "section": "Politics",
        "original": "https://example.com/a",
        "url_status": "dead",
        "accessed": "2018-07-02",
        "archived": [
            {"url": format!("{page}/files/articles/2018/copy.warc"), "own": true, "date": "2018-07",
             "sha256": "4d00967e353d87ca937a76b4b1dafe6a72fd872e4f8370534972ec111cb86c0e"},
            {"url": "https://web.archive.org/web/2018/https://example.com/a", "own": false},
        ],
        "tags": [named("tags", "coal", "coal"), named("tags", "rail", "rail")],
        "organizations": [
            with(named("organizations", "acme", "Acme"), "role", "subject"),
            with(with(named("organizations", "beta", "Beta"), "role", "mentioned"), "as", "Betta"),
        ],
        "people": [with(named("people", "jane-doe", "Jane Doe"), "role", "subject")],
        "series": named("series", "border", "Border"),
        "indexes": {"beat": [named("beat", "labour", "Labour")]},
        "places": [{"name": "Oakland", "lat": 37.8, "lon": -122.42}, {"name": "Bonn"}],
        "sources": [
            {"role": "first-report", "record": b},
            {"role": "background", "outlet": {"name": "The Mirror"}, "title": "T", "url": "https://example.com/t", "date": "2018"},
        ],
        "chain": {
            "depth": 1,
            "originals": [{"record": {"id": "b", "title": "Beta", "page": "https://example.org/archive/articles/2018/b/"}}],
            "story_reports": 1, "story_originals": 1, "unclear": false,
        },
        "figures": [{"value": "650", "unit": "employees", "what": "signatories", "attributed_to": "The Mirror"}],
        "quotes": [{"text": "We ask.", "by": "Jane Doe", "role": "engineer"}],
        "image": {"url": format!("{page}/files/articles/2018/lead.svg"), "alt": "A line", "caption": "C", "credit": "D", "license": "CC-BY-4.0"},
        "documents": [
            {"title": "The letter", "url": format!("{page}/files/articles/2018/letter.txt"), "own": true},
            {"title": "Elsewhere", "url": "https://example.com/d", "own": false},
        ],
        "corrections": [{"date": "2018-07-01", "text": "It was 650.", "by": "archive"}],
        "related": [b],
        "rights": "Some.",
        "access": "fulltext",
        "aliases": ["/old/"],
        "added": "2026-01-02",
        "updated": "2026-02",
    });
    let whole = json(built.text("data/records.json"));
    let mut record = whole["records"][0].clone();
    let extra = record.as_object_mut().unwrap().remove("extra").unwrap();
    // A key that only the site's own index knows is one of those, too.
    assert_eq!((&extra["mood"], &extra["beat"]), (&"grave".into(), &"Labour".into()));
    assert_eq!(record, expected);
    assert_eq!(whole["records"][1]["picked_up_by"][0]["id"], "a");
    assert_eq!(whole["records"][1]["date"], "2018~");
    assert_eq!(whole["archive"]["title"], "Desk & <Press>");
    assert_eq!(whole["archive"]["count"], 2);
    // The same again: a record's own file, and a line of the lines.
    let own = json(built.text("articles/2018/a/record.json"));
    let line = json(built.text("data/records.ndjson").lines().next().unwrap());
    assert_eq!((&own, &line), (&whole["records"][0], &whole["records"][0]));
    assert!(built.text("data/records.json").contains("\"huge\":170141183460469231731687303715884105727"));
}

#[test]
fn a_record_whose_page_is_a_file_has_its_own_beside_it() {
    let toml = b"title = \"T\"\nbase_url = \"https://example.org/\"\npermalink = \"/{year}/{slug}.html\"\n";
    let built = Site::new(&record("a.md", "date: 2018")).file("site.toml", toml).build_clean();
    let path = built.outputs.keys().find(|path| path.starts_with("2018/") && path.ends_with(".record.json")).unwrap();
    assert_eq!(json(built.text(path))["json"], format!("https://example.org/{path}"));
}
