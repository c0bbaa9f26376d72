#![allow(clippy::unwrap_used)]

use super::*;
use crate::diag::{FieldPath, Spot};

const BAD_DATE: &Code = &Code { name: "bad-date", severity: Severity::Error, cause: "", mend: "" };
const NO_DATE: &Code = &Code { name: "no-date", severity: Severity::Warning, cause: "", mend: "" };

fn path(name: &str) -> SitePath {
    SitePath::new(name).unwrap()
}

/// Finds bytes as they are, and nothing else, in the same text for every file.
fn report(diagnostics: Vec<Diagnostic>, text: &str) -> Report {
    let text: Arc<str> = text.into();
    let locate = |place: &Place| Located {
        span: match &place.spot {
            Spot::Bytes(span) => Some(span.clone()),
            _ => None,
        },
        text: Some(text.clone()),
    };
    Report::new(diagnostics, locate, false)
}

fn at(span: Span, text: &str) -> At {
    let problem = Diagnostic::new(BAD_DATE, Place::bytes(&path("a.md"), span), "x");
    report(vec![problem], text).problems.remove(0).at
}

#[test]
fn problems_stand_by_file_line_column_and_code_each_once() {
    let text = "one\ntwo\nthree\n";
    let problem = |code, file: &str, span| Diagnostic::new(code, Place::bytes(&path(file), span), "x");
    let report = report(
        vec![
            problem(NO_DATE, "b.md", 0..1),
            problem(BAD_DATE, "a.md", 8..9),
            problem(NO_DATE, "a.md", 5..6),
            problem(BAD_DATE, "a.md", 5..6),
            problem(BAD_DATE, "a.md", 8..9),
            problem(BAD_DATE, "a.md", 4..6).label("l"),
            Diagnostic::new(BAD_DATE, Place::file(&path("a.md")), "x"),
        ],
        text,
    );
    let order: Vec<_> = report
        .problems
        .iter()
        .map(|problem| (problem.at.file.as_str(), problem.at.line, problem.at.column, problem.code.name))
        .collect();
    let expected = [
        ("a.md", 1, 1, "bad-date"),
        ("a.md", 2, 1, "bad-date"),
        ("a.md", 2, 2, "bad-date"),
        ("a.md", 2, 2, "no-date"),
        ("a.md", 3, 1, "bad-date"),
        ("b.md", 1, 1, "no-date"),
    ];
    assert_eq!(order, expected);
    assert_eq!((report.errors(), report.warnings(), report.files()), (4, 2, 2));
}

#[test]
fn strict_makes_errors_of_warnings() {
    let problem = Diagnostic::new(NO_DATE, Place::file(&path("a.md")), "x");
    let report = Report::new(vec![problem], |_| Located::default(), true);
    assert_eq!((report.errors(), report.warnings()), (1, 0));
}

#[test]
fn a_place_has_lines_columns_and_an_excerpt() {
    let text = "title: A\r\ndate: 2026-13-40\r\nend";
    let found = at(16..26, text);
    assert_eq!((found.line, found.column, found.end_line, found.end_column), (2, 7, 2, 17));
    let excerpt = Excerpt { text: "date: 2026-13-40".into(), caret: 6..16, cut_before: false, cut_after: false };
    assert_eq!(found.excerpt, Some(excerpt));

    let over_lines = at(7..20, text);
    assert_eq!((over_lines.end_line, over_lines.end_column), (2, 11));
    assert_eq!(over_lines.excerpt.unwrap().caret, 7..8, "to the end of the first line");

    let end = at(31..31, text);
    assert_eq!((end.line, end.column, end.excerpt.unwrap().caret), (3, 4, 3..3));
}

#[test]
fn spans_that_lie_outside_or_within_a_letter_are_brought_to_bounds() {
    for (span, expected) in [(2..3, 1..3), (0..2, 0..3), (100..200, 4..4), (3..900, 3..4)] {
        assert_eq!(at(span.clone(), "aéb").span, Some(expected), "{span:?}");
    }
    #[expect(clippy::reversed_empty_ranges, reason = "a stage may get its arithmetic wrong")]
    let reversed = at(3..1, "aéb");
    assert_eq!(reversed.span, Some(3..3));
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let found = at(3..8, "\u{FEFF}title");
    assert_eq!((found.column, found.excerpt.unwrap().text.as_str()), (1, "title"));
    let before = at(0..1, "\u{FEFF}title");
    assert_eq!((before.column, before.excerpt.unwrap().caret), (1, 0..0));
}

#[test]
fn a_place_that_is_not_found_is_the_file() {
    let value = Place::value(&path("a.md"), FieldPath::key("date"));
    let problem = Diagnostic::new(BAD_DATE, value, "x").edit("y").related(Place::file(&path("b.md")), "here");
    let problem = report(vec![problem], "text").problems.remove(0);
    assert_eq!((problem.at.line, problem.at.column, problem.at.span), (1, 1, None));
    assert_eq!(problem.edit, None, "there is nothing to put it in place of");
    assert_eq!(problem.related, [Related { at: At::whole(&path("b.md")), label: "here".into() }]);
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!("x\n{}é{}\n", "日".repeat(1_000_000), "b".repeat(1_000_000));
    let start = 2 + 3_000_000;
    let found = at(start..start + 2, &text);
    assert_eq!((found.line, found.column), (2, 1_000_001));
    let excerpt = found.excerpt.unwrap();
    assert_eq!(&excerpt.text[excerpt.caret.clone()], "é");
    assert_eq!((excerpt.cut_before, excerpt.cut_after, excerpt.text.chars().count()), (true, true, 240));

    let all = at(2..text.len(), &text).excerpt.unwrap();
    assert_eq!((all.cut_before, all.cut_after, all.caret.clone()), (false, true, 0..all.text.len()));

    let short = format!("{}XY", "a".repeat(150));
    let excerpt = at(150..152, &short).excerpt.unwrap();
    assert_eq!((excerpt.text, excerpt.cut_before, excerpt.cut_after), (short, false, false));
}

#[test]
fn many_problems_on_one_long_line_are_resolved_in_one_pass() {
    let text = "é".repeat(500_000);
    let problem =
        |at: usize| Diagnostic::new(BAD_DATE, Place::bytes(&path("a.md"), at * 2..at * 2 + 2), at.to_string());
    let report = report((0..20_000).map(|at| problem(at * 25)).collect(), &text);
    assert_eq!(report.problems.len(), 20_000);
    assert_eq!(report.problems[19_999].at.column, 19_999 * 25 + 1);
}
