use super::*;

#[test]
fn people_get_excerpts_with_carets() {
    assert_eq!(
        shown(Format::Human, &small()),
        "\
error[bad-date]: `2026-13-40` is not a calendar date
  --> content/articles/acme.md:3:7
  3 | date: 2026-13-40
    |       ^^^^^^^^^^ there is no month 13
  help: write the day the piece ran as YYYY-MM-DD

error[duplicate-id]: `acme` is the id of two records
  --> content/b é.md:2:5
  2 | id: acme
    |     ^^^^
  ::: content/articles/acme.md:4:5
  4 | id: acme
    |     ---- first here

warning[no-date]: this record has no date
  --> content/c.md:1:1

2 errors and 1 warning in 3 files
"
    );
}

fn one(text: &str, part: &str, label: &str) -> Report {
    let problem = Diagnostic::new(BAD_DATE, place("a.md", text, part), "m").label(label);
    report(vec![problem], &[("a.md", text)])
}

/// The lines of the excerpt.
fn excerpt(report: &Report) -> Vec<String> {
    shown(Format::Human, report).lines().skip(2).take(2).map(str::to_owned).collect()
}

#[test]
fn carets_stand_below_wide_letters_tabs_and_marks() {
    assert_eq!(excerpt(&one("a:\t日本 x", "x", "here")), ["  1 | a:    日本 x", "    |            ^ here"]);
    assert_eq!(excerpt(&one("日本", "本", "here")), ["  1 | 日本", "    |   ^^ here"]);
    assert_eq!(excerpt(&one("e\u{301}é x", "x", "here")), ["  1 | e\u{301}é x", "    |    ^ here"]);
    assert_eq!(excerpt(&one("\u{1b}\u{9b}\u{202e}x", "x", "here")), ["  1 | ␛\u{FFFD}\u{FFFD}x", "    |    ^ here"]);
    let end = Diagnostic::new(BAD_DATE, Place::bytes(&path("a.md"), 1..1), "m");
    assert_eq!(excerpt(&report(vec![end], &[("a.md", "a")])), ["  1 | a", "    |  ^"]);
    let empty = Diagnostic::new(BAD_DATE, Place::bytes(&path("a.md"), 0..0), "m");
    assert_eq!(excerpt(&report(vec![empty], &[("a.md", "")])), ["  1 |", "    | ^"]);
}

#[test]
fn a_long_line_is_cut_to_the_width_around_the_caret() {
    let text = format!("{}X{}", "a".repeat(1_000_000), "b".repeat(1_000_000));
    let report = one(&text, "X", "here");
    let shown = shown_with(Format::Human, &report, &Options { width: 60, ..Options::default() });
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[1], "  --> a.md:1:1000001");
    assert!(lines.iter().all(|line| line.len() <= 70), "{shown}");
    assert_eq!(lines[2].find('X'), lines[3].find('^'), "{shown}");
    assert!(lines[2].contains("...a") && lines[2].ends_with("b..."), "{shown}");
}

#[test]
fn nothing_of_a_file_reaches_the_terminal_as_a_command() {
    let text = "a: \u{1b}]0;owned\u{7}\r\u{9b}2J\n";
    let hostile = Diagnostic::new(BAD_DATE, place("a\u{1b}.md", text, "owned"), "\u{1b}[2J\nerror: no")
        .label("\u{9b}31m\nx")
        .help("one\u{8}\n\u{1b}two")
        .related(Place::file(&path("b\u{7}.md")), "\u{1b}c");
    let report = report(vec![hostile], &[("a\u{1b}.md", text)]);
    for format in [Format::Human, Format::Short, Format::Github, Format::Json, Format::Sarif] {
        let shown = shown(format, &report);
        let is_obeyed = |letter: char| letter.is_control() && letter != '\n' && !is_c1_of_json(format, letter);
        assert!(!shown.contains(is_obeyed), "{format:?}: {shown:?}");
    }
    let human = shown(Format::Human, &report);
    assert!(human.starts_with("error[bad-date]: ␛[2J␊error: no\n  --> a␛.md:1:8\n"), "{human}");
    assert!(human.contains("\n  help: one␈\n        ␛two\n"), "{human}");
}

/// JSON escapes C0 and lets C1 stand, which is data to the program that reads it.
fn is_c1_of_json(format: Format, letter: char) -> bool {
    matches!(format, Format::Json | Format::Sarif) && letter > '\u{7F}'
}

#[test]
fn more_problems_than_fit_are_counted_and_errors_come_first() {
    let text = "x\n".repeat(100);
    let problem = |code, at: usize| Diagnostic::new(code, Place::bytes(&path("a.md"), at * 2..at * 2 + 1), "m");
    let codes = (0..40).map(|at| problem(if at % 10 == 9 { BAD_DATE } else { NO_DATE }, at));
    let report = report(codes.collect(), &[("a.md", &text)]);
    let shown = shown_with(Format::Human, &report, &Options { cap: 6, ..Options::default() });
    let places: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("  --> a.md:")).collect();
    assert_eq!(places, ["1:1", "2:1", "10:1", "20:1", "30:1", "40:1"]);
    assert!(
        shown.ends_with("\n… and 34 more; --format short lists all\n4 errors and 36 warnings in 1 file\n"),
        "{shown}"
    );
}

#[test]
fn counts_are_in_words() {
    let problem = |code, file| Diagnostic::new(code, Place::file(&path(file)), "m");
    for (problems, expected) in [
        (vec![], "no problems"),
        (vec![problem(BAD_DATE, "a")], "1 error in 1 file"),
        (vec![problem(NO_DATE, "a"), problem(NO_DATE, "b")], "2 warnings in 2 files"),
        (vec![problem(NO_DATE, "a"), problem(BAD_DATE, "a")], "1 error and 1 warning in 1 file"),
    ] {
        assert_eq!(crate::diag::render::human::summary(&report(problems, &[])), expected);
    }
}

#[test]
fn colours_are_only_added() {
    let colored = shown_with(Format::Human, &small(), &Options { color: true, ..Options::default() });
    assert!(colored.contains("\u{1b}["));
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), shown(Format::Human, &small()));
}

#[test]
fn a_label_without_an_excerpt_stands_behind_the_place() {
    let problem = Diagnostic::new(NO_DATE, Place::file(&path("a.md")), "m").label("nothing here");
    let shown = shown(Format::Human, &report(vec![problem], &[]));
    assert!(shown.contains("\n  --> a.md:1:1: nothing here\n"), "{shown}");
}

proptest::proptest! {
    #[test]
    fn no_text_and_no_span_is_too_much(
        text in "[a\\t\\r\\n日é\u{301}\u{200D}\u{1F469}\u{FEFF}\u{0}]{0,300}",
        from in 0usize..600,
        to in 0usize..600,
    ) {
        let place = |from: usize, to: usize| Place::bytes(&path("a.md"), from..to);
        let problem = Diagnostic::new(BAD_DATE, place(from, to), &text).label(&text).help(&text).edit(&text);
        let report = report(vec![problem.related(place(to, from), &text)], &[("a.md", &text)]);
        for format in Format::WORDS {
            let options = Options { width: from % 200, ..Options::default() };
            let shown = shown_with(Format::from_word(format).unwrap(), &report, &options);
            proptest::prop_assert!(shown.ends_with('\n'));
        }
    }
}
