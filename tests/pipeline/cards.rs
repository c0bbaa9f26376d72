//! The social cards: which pages have one, where it stands, and what the page says of it.
#![allow(clippy::unwrap_used)]

use crate::support::page::between;
use crate::support::{Built, Site, faults, record};

const SETTINGS: &str = "-- site.toml --
title = \"Archive\"
base_url = \"https://example.org/archive/\"
language = \"en\"
";

const RECORDS: &str = "
-- content/articles/2018/letter.md --
---
title: A letter & its \"answer\"
date: 2018-06-25
outlet: Mother Jones
type: article-newspaper
organizations: [Acme Works]
tags: [letters]
---
-- content/articles/arabic.md --
---
title: رسالة إلى الإدارة
date: 2019
language: ar
organizations: [Acme Works, Beta]
---
-- content/articles/chinese.md --
---
title: 水 and 山
date: 2018-01
---
-- content/organizations/acme.md --
---
name: Acme Works
type: Corporation
---
";

const SQUARE: &[u8] = include_bytes!("../fonts/square.ttf");
const DIAMOND: &[u8] = include_bytes!("../fonts/diamond.ttf");

fn site(settings: &str) -> Site {
    Site::new(&format!("{SETTINGS}{settings}{RECORDS}"))
}

/// What the page at `path` says of its card: address and words.
fn told(built: &Built, path: &str) -> Option<(String, String)> {
    let page = built.text(path);
    let content =
        |property: &str| between(page, &format!("{property}\" content=\""), "\">").first().map(|it| (*it).to_owned());
    let card = Some((content("og:image")?, content("og:image:alt")?));
    assert_eq!((content("og:image:width"), content("og:image:height")), (Some("1200".into()), Some("630".into())));
    assert_eq!(content("twitter:card").as_deref(), Some("summary_large_image"));
    card
}

#[test]
fn records_and_organizations_have_cards() {
    let built = site("").build_clean();
    for (page, expected) in [
        (
            "articles/2018/letter",
            Some("Mother Jones · Newspaper article – A letter &amp; its &quot;answer&quot; – 25 June 2018 – Archive"),
        ),
        ("articles/arabic", Some("Web page – رسالة إلى الإدارة – 2019 – Archive")),
        ("organizations/acme", Some("Company – Acme Works – 2 records · 2018–2019 – Archive")),
        ("organizations/beta", Some("Organizations – Beta – 1 record · 2019 – Archive")),
        ("articles/chinese", None),
        ("tags/letters", None),
        ("outlets/mother-jones", None),
        ("organizations", None),
    ] {
        let (url, file) = (format!("https://example.org/archive/cards/{page}.png"), format!("cards/{page}.png"));
        let expected = expected.map(|alt| (url, alt.to_owned()));
        assert_eq!(told(&built, &format!("{page}/index.html")), expected, "{page}");
        assert_eq!(built.has(&file), expected.is_some(), "{page}");
        if let Some(png) = built.outputs.get(&file) {
            assert_eq!(
                (&png[..8], &png[16..24]),
                (&b"\x89PNG\r\n\x1a\n"[..], &[0, 0, 4, 176, 0, 0, 2, 118][..]),
                "{page}"
            );
        }
    }
    assert_eq!(built.below("cards/").len(), 4);
    assert!(!built.text("sitemap.xml").contains("cards/"));
}

#[test]
fn a_site_can_do_without_cards() {
    let built = site("off = [\"cards\"]\n").build_clean();
    assert_eq!(built.below("cards/"), Vec::<&str>::new());
    assert_eq!(told(&built, "articles/2018/letter/index.html"), None);
    assert!(!built.text("articles/2018/letter/index.html").contains("twitter:card"));
}

#[test]
fn a_font_of_the_site_sets_what_ours_lack() {
    let path = "cards/articles/chinese.png";
    let card = |font: &[u8]| site("").file("assets/fonts/card.ttf", font).build_clean().outputs.remove(path);
    let (square, diamond) = (card(SQUARE), card(DIAMOND));
    assert!(square.is_some());
    assert_ne!(square, diamond);
    assert_eq!(site("").build_clean().outputs.get(path), None);
    // What ours have stays ours.
    let letter = "cards/articles/2018/letter.png";
    let with = site("").file("assets/fonts/card.otf", SQUARE).build_clean();
    assert_eq!(with.outputs[letter], site("").build_clean().outputs[letter]);
}

#[test]
fn a_font_that_is_none_is_told() {
    let font = "-- assets/fonts/card.ttf --
#! warning[bad-card-font]: `assets/fonts/card.ttf` is not a font that cards can be set in
# = help: put a TrueType or OpenType font there: .ttf or .otf, not .woff2 and not a collection
no font
";
    let built = faults::check(&format!("{SETTINGS}{RECORDS}{font}"));
    assert!(built.has("cards/articles/2018/letter.png") && !built.has("cards/articles/chinese.png"));
}

#[test]
fn the_theme_gives_the_colour() {
    let theme = "theme = \"own\"\n-- themes/own/theme.toml --\ninterface = 1\nextends = \"broadsheet\"\n\
                 [options.accent]\ntype = \"text\"\ndefault = \"#0a64c8\"\n";
    let palette = |settings: &str| {
        let png = site(settings).build_clean().outputs.remove("cards/organizations/beta.png").unwrap();
        let start = png.windows(4).position(|word| word == b"PLTE").unwrap() + 4;
        png[start + 45..start + 48].to_vec()
    };
    assert_eq!(palette(""), [0x8a, 0x1c, 0x1c]);
    assert_eq!(palette(theme), [0x0a, 0x64, 0xc8]);
}

/// Two records at one address are one mistake, though their cards stand at one address too.
#[test]
fn pages_at_one_address_are_told_once() {
    let text = format!(
        "{SETTINGS}permalink = \"/{{slug}}/\"\n{}{}",
        record("a/x.md", "date: 2018\nid: one"),
        record("b/x.md", "date: 2018\nid: two")
    );
    assert_eq!(Site::new(&text).build().problems().len(), 1);
}
