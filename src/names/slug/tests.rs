use proptest::prelude::*;

use super::*;

#[test]
#[rustfmt::skip]
fn names_make_these_slugs() {
    for (name, expected) in [
        ("Open letters",              "open-letters"),
        ("  Open -- letters!  ",      "open-letters"),
        ("US Customs & Border",       "us-customs-border"),
        ("Müller",                    "müller"),
        ("Mu\u{308}ller",             "müller"),
        ("STRASSE ẞ",                 "strasse-ß"),
        ("Editor's note",             "editor-s-note"),
        ("a/b\\c",                    "a-b-c"),
        ("../../etc/passwd",          "etc-passwd"),
        ("2018-06-25",                "2018-06-25"),
        ("Web 2.0",                   "web-2-0"),
        ("C",                         "c"),
        ("C++",                       "c-plus-plus"),
        ("C#",                        "c-sharp"),
        ("C# and C++ now",            "c-sharp-and-c-plus-plus-now"),
        ("a+b",                       "a-b"),
        ("We're #1",                  "we-re-1"),
        ("Новая газета",              "новая-газета"),
        ("ΟΔΟΣ",                      "οδος"),
        ("朝日新聞（夕刊）",          "朝日新聞-夕刊"),
        ("हिन्दी भाषा",                 "हिन्दी-भाषा"),
        ("क्\u{200D}ष",                 "क्\u{200D}ष"),
        ("می\u{200C}خواهم",           "می\u{200C}خواهم"),
        ("a\u{200C}b\u{200D}c",       "abc"),
        ("می\u{200C} خواهم",          "می-خواهم"),
        ("\u{202E}abc\u{202C}",       "abc"),
        ("so\u{AD}ft zero\u{200B}width", "soft-zerowidth"),
        ("\u{301}a",                  "a"),
        ("a -\u{301}b",               "a-b"),
        ("1\u{FE0F}\u{20E3}",         "1"),
        ("İ",                         "i\u{307}"),
        ("★",                         "x-2605"),
        ("❤\u{FE0F}",                 "x-2764"),
        ("👩\u{200D}🚀",               "x-1f469-1f680"),
        ("+++",                       "x-2b-2b-2b"),
        ("!!!!!!!!!",                 "x-0bcb1f77"),
        ("",                          "x-af1349b9"),
        (" ",                         "x-00263ca9"),
        (".",                         "x-2e"),
        ("..",                        "x-2e-2e"),
        ("CON",                       "con-x"),
        ("con.",                      "con-x"),
        ("nul",                       "nul-x"),
        ("COM1",                      "com1-x"),
        ("lpt³",                      "lpt³-x"),
        ("com10",                     "com10"),
        ("console",                   "console"),
        ("con-x",                     "con-x"),
    ] {
        assert_eq!(Slug::from_name(name).as_str(), expected, "{name:?}");
    }
}

#[test]
fn a_long_name_is_cut_before_a_letter_and_told_apart_by_its_hash() {
    let long = "ü".repeat(200);
    let slug = Slug::from_name(&long);
    assert_eq!(slug.as_str(), format!("{}-{}", "ü".repeat(55), hash(&long)));
    assert_ne!(slug, Slug::from_name(&"ü".repeat(201)));

    let marked = format!("{}q\u{323}\u{302}{}", "a".repeat(109), "b".repeat(40));
    assert!(Slug::from_name(&marked).as_str().starts_with(&format!("{}-", "a".repeat(109))));

    let at_a_gap = format!("{} {}", "a".repeat(110), "b".repeat(40));
    assert!(!Slug::from_name(&at_a_gap).as_str().contains("--"));

    assert_eq!(Slug::from_name(&"a".repeat(120)).as_str(), "a".repeat(120));
}

#[test]
fn only_a_slug_is_taken_as_one() {
    for (text, is_slug) in [
        ("a", true),
        ("a-b", true),
        ("новая", true),
        ("x-2605", true),
        ("A", false),
        ("a--b", false),
        ("-a", false),
        ("a-", false),
        ("", false),
        ("con", false),
        ("a/b", false),
        ("a b", false),
        ("u\u{308}", false),
        ("a_b", false),
    ] {
        assert_eq!(Slug::parse(text).is_some(), is_slug, "{text:?}");
    }
}

fn check_sound(name: &str) -> Result<(), TestCaseError> {
    let slug = Slug::from_name(name);
    let text = slug.as_str();
    prop_assert!(!text.is_empty() && text.len() <= Slug::MAX_BYTES);
    prop_assert!(
        !text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || letter.is_ascii_uppercase())
    );
    prop_assert!(!text.contains(['/', '\\', '.', ':', '"', '<', '>', '%', '?', '#']));
    prop_assert!(!text.starts_with('-') && !text.ends_with('-'));
    prop_assert!(unicode_normalization::is_nfc(text));
    prop_assert_eq!(Slug::parse(text), Some(slug.clone()));
    Ok(())
}

#[test]
fn every_letter_that_changes_makes_a_sound_slug() {
    for letter in '\0'..='\u{1FFFF}' {
        check_sound(&format!("a{letter}b")).unwrap_or_else(|problem| panic!("{letter:?}: {problem}"));
    }
}

proptest! {
    #[test]
    fn every_slug_is_sound_and_its_own_slug(name in any::<String>()) {
        check_sound(&name)?;
    }

    #[test]
    fn long_marked_and_mixed_names_make_sound_slugs(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "a", "İ", "Σ", "é", "\u{301}", "\u{323}", "+", "#", "-", " ", "क्", "\u{200D}", "\u{200C}", "ष", "ی", "م", "한",
            "\u{1100}", "\u{1161}", "\u{20E3}", "🚀", "con", "1", "ﬁ", "\u{AD}",
        ]), 0..120),
    ) {
        check_sound(&pieces.concat())?;
    }
}
