//! What no file may do: stop the program, hang it, or be pointed at beyond its end.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Reads `text`, looks every place up, and gives the problems; all of it in far less time than a hang takes.
fn swiftly(text: &str) -> Vec<String> {
    let start = Instant::now();
    let read = read(RECORD, text.as_bytes());
    let places = Places::of(text);
    for problem in &read.problems {
        sane(text, &places, problem);
    }
    let took = start.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?} for {} bytes", text.len());
    let names = read.problems.iter().map(|problem| format!("[{}]", problem.code.name));
    let mut names: Vec<String> = names.collect();
    names.dedup();
    names
}

/// A problem's places lie in the file, on character boundaries, and can be shown.
fn sane(text: &str, places: &Places<'_>, problem: &Diagnostic) {
    let related = problem.related.iter().map(|(place, _)| place);
    for place in [&problem.place].into_iter().chain(related) {
        if let Some(span) = places.find(&place.spot) {
            assert!(span.start <= span.end && text.get(span.clone()).is_some(), "{span:?} of {problem:?}");
        }
        if let Spot::Bytes(span) = &place.spot {
            assert!(text.get(span.clone()).is_some(), "{problem:?}");
        }
    }
    assert!(!problem.message.contains(['\n', '\t']), "{problem:?}");
}

#[test]
fn bombs_are_refused_and_large_files_are_read() {
    let bomb = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |bomb, at| {
        let inner = vec![format!("*a{}", at - 1); 9].join(", ");
        format!("{bomb}a{at}: &a{at} [{inner}]\n")
    });
    let long = "x".repeat(100_000);
    let aliases = "- *a\n".repeat(10_000);
    let keys = (0..1_000).fold("title: A\ndate: 2018\n".to_owned(), |keys, at| format!("{keys}key{at}: {at}\n"));
    let many = "k: v\n".repeat(100_000);
    for (what, yaml, expected) in [
        ("a bomb of aliases", bomb, &["[too-many-aliases]"][..]),
        ("a long text many times", format!("a: &a {long}\nb:\n{aliases}"), &["[too-many-aliases]"]),
        ("an alias in itself", "a: &a [*a]".to_owned(), &["[yaml-too-deep]"]),
        ("open brackets", format!("a: {}", "[".repeat(10_000)), &["[yaml-too-deep]"]),
        ("closed brackets", format!("a: {}{}", "[".repeat(10_000), "]".repeat(10_000)), &["[yaml-too-deep]"]),
        ("open brackets on many lines", format!("a: {}", "[\n ".repeat(300_000)), &["[yaml-too-deep]"]),
        ("2 MB of braces", format!("a: {}", "{".repeat(2_000_000)), &["[yaml-too-deep]"]),
        ("70 levels", format!("a: {}{}", "[".repeat(70), "]".repeat(70)), &["[yaml-too-deep]"]),
        ("nested lists", "- ".repeat(10_000), &["[yaml-too-deep]"]),
        ("2 MB of nested lists", "- ".repeat(1_000_000), &["[yaml-too-deep]"]),
        ("nested keys", "? ".repeat(10_000), &["[bad-yaml]"]),
        ("2 MB of text", format!("title: A\ndate: 2018\nrights: {}", "word ".repeat(400_000)), &[]),
        ("2 MB of list", format!("title: A\ndate: 2018\ntags: [{}]", "a, ".repeat(600_000)), &[]),
        ("1,000 keys", keys, &["[unknown-key]"]),
        ("one key 100,000 times", many, &["[duplicate-key]", "[missing-title]", "[undated]"]),
        (
            "two long lists",
            format!(
                "title: A\ndate: 2018\ntags: [{0}]\ncategories: [{0}]",
                (0..100_000).map(|at| format!("{at}, ")).collect::<String>()
            ),
            &["[foreign-key]"],
        ),
        ("directives", "%TAG !a! b\n".repeat(100_000), &["[bad-yaml]"]),
        ("anchors", format!("title: A\ndate: 2018\ntags:\n{}", "- &a x\n".repeat(100_000)), &[]),
        ("quoted brackets", format!("title: '{}'\ndate: 2018", "[".repeat(10_000)), &[]),
        ("emptiness", "\n".repeat(2_000_000), &["[missing-title]", "[undated]"]),
    ] {
        let seen: Vec<_> =
            swiftly(&format!("---\n{yaml}\n---\n")).into_iter().filter(|name| name != "[empty-item]").collect();
        assert!(expected.iter().all(|name| seen.iter().any(|seen| seen == name)), "{what}: {seen:?}");
        assert!(!expected.is_empty() || seen.is_empty(), "{what}: {seen:?}");
    }
    swiftly(&format!("---\ntitle: A\ndate: 2018\n---\n{}", "Text, and more of it.\n".repeat(100_000)));
}

#[test]
fn refusals_are_told_where_they_begin() {
    let told = |yaml: &str| {
        let text = format!("---\n{yaml}\n---\n");
        told(&text, &read(RECORD, text.as_bytes()).problems)
    };
    assert_eq!(
        told("title: A\na: &a [*a]"),
        ["3:4-7 error[yaml-too-deep]: front matter nests more than 64 deep = help: write it with fewer lists and \
          mappings inside each other; no field needs more than three"]
    );
    let aliases = "*a, ".repeat(3_000);
    let bomb = format!("a: &a [{}]\nb: [{aliases}]", "x, ".repeat(1_000));
    let said = told(&bomb).remove(0);
    assert!(said.contains("error[too-many-aliases]: the aliases unfold to far more than is written"), "{said}");
    assert!(said.ends_with("= help: write the values out, or take the aliases (`*name`) out"), "{said}");
}

#[test]
fn control_characters_are_left_out_wherever_they_stand() {
    let text = "---\ntitle: A\u{7}B\ndate: 2018\ndek: \"C\\u0000D\"\n---\n";
    let (record, problems) = record_of(RECORD, text);
    assert_eq!((&*record.title, record.dek.as_deref()), ("A B", Some("CD")));
    assert_eq!(
        problems,
        [
            "2:9-1 warning[control-character]: the control character U+0007 is left out = help: delete the character",
            "4:6-10 warning[control-character]: the control character U+0000 is left out = help: delete the character, or \
         its escape",
        ]
    );
}

/// Pieces of which front matter, sound and broken, is made.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("---\n"),
        Just("...\n"),
        Just("+++\n"),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("  "),
        Just("\t"),
        Just("\u{feff}"),
        Just("title: "),
        Just("date: "),
        Just("Title:"),
        Just("url: "),
        Just("image: "),
        Just("file: "),
        Just("sources:\n"),
        Just("places: "),
        Just("lat: "),
        Just("authors: "),
        Just("aliases: "),
        Just("- "),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(", "),
        Just(": "),
        Just("'"),
        Just("\""),
        Just("|\n"),
        Just(">-\n"),
        Just("&a "),
        Just("*a"),
        Just("<<: "),
        Just("!t "),
        Just("? "),
        Just("# "),
        Just("%"),
        Just("@"),
        Just("null"),
        Just("2018"),
        Just("2026-13-40"),
        Just("1.10"),
        Just("true"),
        Just("https://example.org/"),
        Just("../x"),
        Just("/old/"),
        Just("\u{0}"),
        Just("\u{7}"),
        Just("\u{85}"),
        Just("\u{2028}"),
        Just("é"),
        Just("😀"),
        Just("\\"),
        Just("\\u0000"),
        Just("[["),
        Just("]]"),
        Just("word "),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn everything_is_sane(text: &str) {
    for path in [RECORD, "content/organizations/a.md", "content/pages/a.md"] {
        let places = Places::of(text);
        for problem in read(path, text.as_bytes()).problems {
            sane(text, &places, &problem);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_stop_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let read = read(RECORD, &bytes);
        for problem in read.problems {
            if let Spot::Bytes(span) = problem.place.spot {
                prop_assert!(span.start <= span.end && span.end <= bytes.len());
            }
        }
    }

    #[test]
    fn no_text_stops_it(text in any::<String>()) {
        everything_is_sane(&text);
        everything_is_sane(&format!("---\n{text}\n---\n"));
    }

    #[test]
    fn no_front_matter_stops_it(yaml in pieces()) {
        everything_is_sane(&yaml);
        everything_is_sane(&format!("---\n{yaml}\n---\nText\n"));
        everything_is_sane(&format!("---\ntitle: A\n{yaml}\ndate: 2018\n---\nText\n"));
    }

    #[test]
    fn no_mutation_of_a_record_stops_it(at in 0..2_000usize, insert in pieces(), cut in 0..30usize) {
        let text = "---\ntitle: \"A: B\"\ndate: 2018-06-25\ntags: [a, b]\nimage: {file: é.jpg, alt: x}\n\
                    places:\n  - name: P\n    lat: 1\nextra: &e {a: 1}\nrights: >-\n  All\n  of them\n---\nText\n";
        let chars: Vec<char> = text.chars().collect();
        let at = at % chars.len();
        let head: String = chars[..at].iter().collect();
        let tail: String = chars[(at + cut).min(chars.len())..].iter().collect();
        everything_is_sane(&format!("{head}{insert}{tail}"));
    }

    #[test]
    fn no_date_stops_it(text in "[0-9T:/~?%+.,Z -]{0,24}|\\PC{0,12}") {
        if let Ok(date) = date::parse(&text) {
            prop_assert!((1..=9999).contains(&date.year) && date.rfc3339().len() >= 20);
        }
    }

    #[test]
    fn places_agree_with_values(values in prop::collection::vec("[a-zé][a-zé 0-9]{0,8}[a-zé0-9]", 1..6), flow: bool) {
        let items = if flow { format!(" [{}]", values.join(", ")) } else { format!("\n- {}", values.join("\n- ")) };
        let text = format!("---\ntitle: A\ndate: 2018\ntags:{items}\n---\n");
        let places = Places::of(&text);
        for (at, value) in values.iter().enumerate() {
            let span = places.find(&Spot::Value(FieldPath::key("tags").item(at))).unwrap();
            prop_assert_eq!(&text[span], value.as_str());
        }
    }
}
