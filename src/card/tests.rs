//! What cards look like, as far as a test can say: looking at them is a person's work.

use std::collections::BTreeSet;

use super::*;

/// A card of these parts, in the site's language.
fn card(kicker: &str, headline: &str, note: &str, language: &str) -> CardText {
    CardText {
        site: "Tech and the Border".to_owned(),
        kicker: kicker.to_owned(),
        headline: headline.to_owned(),
        note: note.to_owned(),
        language: language.to_owned(),
        site_language: language.to_owned(),
        is_right_to_left: matches!(language, "ar" | "he"),
        accent: [0x8a, 0x1c, 0x1c],
    }
}

/// 232 letters.
const LONG: &str = "Employees of a company that sells software to a border agency have asked its management, in a letter \
    which more than six hundred of them have signed by now, whether the contract can be ended before the year is out, or at \
    least reconsidered";

fn every_kind() -> Vec<(&'static str, CardText)> {
    vec![
        ("short", card("The Verge · Web page", "Google drops Maven", "1 June 2018", "en")),
        ("200 letters", card("The New York Times · Newspaper article", &LONG[..200], "25 June 2018", "en")),
        ("too long", card("The New York Times · Newspaper article", LONG, "25 June 2018", "en")),
        ("Arabic", card("الحياة · مقال في صحيفة", "موظفو الشركة يسألون عن عقد مع هيئة الحدود", "25 يونيو 2018", "ar")),
        ("Hebrew", card("הארץ · כתבה", "עובדים שואלים על חוזה עם Google", "25 ביוני 2018", "he")),
        ("Spanish", card("El País · Artículo", "¿Quién firmó el contrato? La dirección calla", "junio de 2018", "es")),
        ("Greek", card("Καθημερινή · Άρθρο", "Οι εργαζόμενοι ρωτούν για τη σύμβαση", "Ιούνιος 2018", "el")),
        ("Russian", card("Новая газета · Статья", "Сотрудники спрашивают о контракте", "25 июня 2018", "ru")),
        ("no date", card("Report", "Undated", "", "en")),
        ("one long word", card("Bericht", &"Donaudampfschifffahrt".repeat(9), "2018", "de")),
        ("emoji", card("BuzzFeed News · Web page", "We \u{2764}\u{fe0f} walkouts \u{1f4f0}", "2018", "en")),
        ("long everywhere", card(&LONG.repeat(2), LONG, LONG, "en")),
    ]
}

/// The card's pixels, each the place of its colour in the palette.
fn pixels(png: &[u8]) -> Vec<Vec<u8>> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().expect("a card is a PNG");
    let header = reader.info();
    assert_eq!((header.width, header.height), (WIDTH, HEIGHT));
    assert_eq!(header.palette.as_ref().map(|palette| palette.len()), Some(16 * 3));
    let mut bytes = vec![0; reader.output_buffer_size().expect("a card is small")];
    reader.next_frame(&mut bytes).expect("a card is a whole PNG");
    let halves = |byte: &u8| [byte >> 4, byte & 15];
    bytes.chunks(WIDTH as usize / 2).map(|row| row.iter().flat_map(halves).collect()).collect()
}

#[test]
fn every_card_keeps_to_its_margins() {
    let faces = Faces::default();
    for (name, text) in every_kind() {
        assert!(text.is_drawable(&faces), "{name}");
        let png = draw(&text, &faces);
        assert!(png.len() < 60_000, "{name}: {} bytes", png.len());
        let pixels = pixels(&png);
        // A letter may reach a little beyond where it stands.
        let (left, right) = (MARGIN as usize - 12, (WIDTH as f32 - MARGIN) as usize + 12);
        for (y, row) in pixels.iter().enumerate() {
            let inked: Vec<usize> = (0..row.len()).filter(|x| row[*x] != 0).collect();
            assert!(inked.iter().all(|x| (left..right).contains(x)), "{name}: row {y} of {inked:?}");
        }
        let is_inked = |rows: std::ops::Range<usize>| pixels[rows].iter().flatten().any(|pixel| *pixel != 0);
        for (what, rows, expected) in [
            ("above the mark", 0..72, false),
            ("the mark", 72..82, true),
            ("the kicker", 104..150, true),
            ("the headline", 172..512, true),
            ("above the hairline", 516..528, false),
            ("the foot", 545..600, true),
            ("below the foot", 606..630, false),
        ] {
            assert_eq!(is_inked(rows), expected, "{name}: {what}");
        }
    }
}

#[test]
fn what_is_written_from_right_to_left_begins_at_the_right() {
    for (language, begins_right) in [("en", false), ("ar", true)] {
        let row = &pixels(&draw(&card("X", "X", "", language), &Faces::default()))[MARK.top as usize];
        assert_eq!(
            (row[MARGIN as usize] != 0, row[(WIDTH as f32 - MARGIN) as usize - 1] != 0),
            (!begins_right, begins_right)
        );
    }
}

/// The ellipsis stands where the first word is that has no room: what comes after it does not count.
#[test]
fn what_has_no_room_is_not_on_the_card() {
    let drawn = |headline: &str| draw(&card("", headline, "", "en"), &Faces::default());
    let twice = format!("{LONG} {LONG}");
    assert_eq!(drawn(&twice), drawn(&format!("{twice} and more")));
    assert_ne!(drawn(LONG), drawn(&LONG[..200]));
    assert_ne!(drawn("One"), drawn("One and more"));
}

/// Also whichever card was drawn before, and on which thread.
#[test]
fn a_card_is_the_same_bytes_each_time() {
    let faces = Faces::default();
    let all = || every_kind().iter().map(|(_, text)| draw(text, &faces)).collect::<Vec<_>>();
    let there = std::thread::scope(|scope| scope.spawn(all).join().expect("drawing does not panic"));
    let mut backwards: Vec<Vec<u8>> = every_kind().iter().rev().map(|(_, text)| draw(text, &faces)).collect();
    backwards.reverse();
    assert_eq!(all(), there);
    assert_eq!(all(), backwards);
}

/// On every machine, and in a release, too: these change only with a font, a library or the drawing itself, and are then to be looked at.
#[test]
fn a_card_is_the_same_pixels_everywhere() {
    let drawn: Vec<String> = every_kind()
        .iter()
        .filter(|(name, _)| matches!(*name, "short" | "Arabic" | "Greek"))
        .map(|(name, text)| {
            let rows = pixels(&draw(text, &Faces::default())).concat();
            format!("{name} {}", &blake3::hash(&rows).to_hex()[..16])
        })
        .collect();
    assert_eq!(drawn, ["short b2bd590c21cd7d3f", "Arabic b96ea95610e53994", "Greek 4c691d344b85ec98"]);
}

#[test]
fn the_print_has_all_that_is_on_the_card() {
    let card = || card("Kicker", "Headline", "Note", "en");
    let changed = [
        card(),
        CardText { site: "Another".to_owned(), ..card() },
        CardText { kicker: "Another".to_owned(), ..card() },
        CardText { headline: "Another".to_owned(), ..card() },
        CardText { note: "Another".to_owned(), ..card() },
        CardText { language: "de".to_owned(), ..card() },
        CardText { site_language: "tr".to_owned(), ..card() },
        CardText { is_right_to_left: true, ..card() },
        CardText { accent: [0, 0, 1], ..card() },
        CardText { accent: [1, 0, 0], ..card() },
    ];
    let prints: BTreeSet<Fingerprint> = changed.iter().map(CardText::print).collect();
    assert_eq!(prints.len(), changed.len());
    assert_eq!(card().print(), card().print());
}

#[test]
fn who_cannot_see_the_card_reads_it() {
    let alt = |kicker: &str, note: &str| card(kicker, "A headline", note, "en").alt();
    assert_eq!(alt("The Verge · Web page", "2018"), "The Verge · Web page – A headline – 2018 – Tech and the Border");
    assert_eq!(alt("Report", ""), "Report – A headline – Tech and the Border");
}

#[test]
fn a_card_has_every_letter_or_is_not_drawn() {
    for (headline, is_drawn) in [
        ("Plain", true),
        ("\u{1f4f0} News", true),
        ("国境", false),
        ("Border 国境", false),
        ("\u{1f4f0}", false),
        ("", false),
    ] {
        assert_eq!(card("", headline, "", "en").is_drawable(&Faces::default()), is_drawn, "{headline}");
    }
    let site = CardText { site: "国境".to_owned(), ..card("", "Plain", "", "en") };
    assert!(!site.is_drawable(&Faces::default()));
    let own = Faces::new(Face::new(include_bytes!("../../tests/fonts/square.ttf")));
    assert!(card("", "水 and 山", "", "ja").is_drawable(&own));
    assert!(!card("", "国", "", "ja").is_drawable(&own));
}
