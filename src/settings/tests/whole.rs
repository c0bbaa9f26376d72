use super::*;

#[test]
fn a_site_of_two_lines_has_all_defaults() {
    let settings = sound("title = \"A\"\nbase_url = \"https://example.org/a/\"\n", &Overrides::default());
    let expected = Settings { today: now(), ..Settings::new("A", BaseUrl::parse("https://example.org/a").unwrap()) };
    assert_eq!(format!("{settings:?}"), format!("{expected:?}"));
    assert_eq!(settings.today.iso(), NOW);
}

#[test]
fn every_setting_is_read() {
    let settings = sound(EVERYTHING, &Overrides::default());
    assert_eq!(settings.title, "The Archive");
    assert_eq!(settings.base_url.path, "/archive");
    assert_eq!(settings.language, "pt-BR");
    assert_eq!(settings.description.as_deref(), Some("What we keep"));
    assert_eq!(settings.publisher.as_deref(), Some("The Press"));
    assert_eq!(settings.contact.as_deref(), Some("desk@example.org"));
    assert_eq!(settings.lead.as_deref(), Some("the-letter"));
    assert_eq!(settings.theme, "broadsheet");
    assert_eq!(settings.permalink.to_string(), "/{year}/{slug}.html");
    assert_eq!((settings.paginate_by, settings.paginate_terms), (20, 0));
    assert_eq!((settings.feed_limit, settings.excerpt_words), (30, 0));
    assert_eq!(settings.related, 7);
    assert_eq!(settings.updated_from, UpdatedFrom::Git);
    assert!(settings.keep_picture_metadata);
    assert_eq!(settings.citation_styles, ["mla", "styles/ours.csl"]);
    assert_eq!(settings.license.as_deref(), Some("CC-BY-4.0"));
    assert_eq!((settings.memento.as_str(), settings.full_text_up_to), ("https://timegate.example/", 7));
    let replay = Replay { script: "/player/show.js".into(), worker: "/player/serve.js".into() };
    assert_eq!(settings.replay, Some(replay));
    assert_eq!(settings.host.map(|host| host.key), Some("nginx"));
    assert_eq!(settings.precompress, [Encoding::Brotli, Encoding::Gzip]);
    assert_eq!(settings.output, "../site");
    let markdown = MarkdownSettings { smart_punctuation: true, trusted_html: true, highlight: false };
    assert_eq!(settings.markdown, markdown);
    let beat = CustomIndex { key: "beat".into(), title: "Beats".into() };
    let cases = CustomIndex { key: "court_cases".into(), title: "Court cases".into() };
    assert_eq!(settings.indexes, [beat, cases]);
    let about = MenuItem { title: "About".into(), url: "/about/".into() };
    let press = MenuItem { title: "Press".into(), url: "https://example.com/".into() };
    assert_eq!(settings.menu, [about, press]);
    assert_eq!(settings.theme_options["accent"], Node::Text("#b00".into()));
    let nested = Node::Map(vec![
        ("z".into(), Node::List(vec![Node::Integer(1), Node::Float(1.5), Node::Bool(true)])),
        ("a".into(), Node::Text("2026-11-23".into())),
    ]);
    assert_eq!(settings.extra["nested"], nested);
}

const EVERYTHING: &str = r##"title = "The Archive"
base_url = "https://example.org/archive/"
language = "pt-br"
description = "What we keep"
publisher = "The Press"
contact = "desk@example.org"
lead = "the-letter"
theme = "broadsheet"
permalink = "/{year}/{slug}.html"
paginate_by = 20
paginate_terms = 0
feed_limit = 30
related = 7
excerpt_words = 0
updated_from = "git"
keep_picture_metadata = true
citation_styles = ["mla", "styles/ours.csl"]
license = "CC-BY-4.0"
host = "nginx"
precompress = ["gz", "br", "gz"]
output = "../site"
markdown.smart_punctuation = true
markdown.trusted_html = true
markdown.highlight = false
index = [{ key = "beat", title = "Beats" }, { key = "court_cases" }]
[[menu]]
title = "About"
url = "/about/"
[[menu]]
title = "Press"
url = "https://example.com/"
[links]
memento = "https://timegate.example/"
[search]
full_text_up_to = 7
[replay]
script = "/player/show.js"
worker = "/player/serve.js"
[theme_options]
accent = "#b00"
[extra]
nested = { z = [1, 1.5, true], a = 2026-11-23 }
"##;

#[test]
fn a_byte_order_mark_and_carriage_returns_do_not_matter() {
    let settings = sound("\u{FEFF}title = \"A\"\r\nbase_url = \"https://example.org\"\r\n", &Overrides::default());
    assert_eq!(settings.title, "A");
}
