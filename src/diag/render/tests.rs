#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use super::*;
use crate::diag::report::Located;
use crate::diag::{Code, Diagnostic, Place, Severity, Spot};
use crate::source::SitePath;

mod human;
mod sarif;

const BAD_DATE: &Code =
    &Code { name: "bad-date", severity: Severity::Error, cause: "A date is none.", mend: "Write one." };
const DUPLICATE_ID: &Code =
    &Code { name: "duplicate-id", severity: Severity::Error, cause: "Two have one id.", mend: "Change one." };
const NO_DATE: &Code = &Code { name: "no-date", severity: Severity::Warning, cause: "None.", mend: "Add one." };

fn path(name: &str) -> SitePath {
    SitePath::new(name).unwrap()
}

/// Where `part` stands in `text`, as a place of `file`.
fn place(file: &str, text: &str, part: &str) -> Place {
    let start = text.find(part).unwrap();
    Place::bytes(&path(file), start..start + part.len())
}

/// The report of `diagnostics`; every file holds the text that `files` gives it.
fn report(diagnostics: Vec<Diagnostic>, files: &[(&str, &str)]) -> Report {
    let locate = |place: &Place| Located {
        span: match &place.spot {
            Spot::Bytes(span) => Some(span.clone()),
            _ => None,
        },
        text: files.iter().find(|(name, _)| *name == place.file.as_str()).map(|(_, text)| Arc::from(*text)),
    };
    Report::new(diagnostics, locate, false)
}

fn shown(format: Format, report: &Report) -> String {
    shown_with(format, report, &Options::default())
}

fn shown_with(format: Format, report: &Report, options: &Options) -> String {
    let mut out = Vec::new();
    format.render(report, &mut out, options).unwrap();
    String::from_utf8(out).unwrap()
}

const ACME: &str = "---\ntitle: Acme\ndate: 2026-13-40\nid: acme\n---\n";
const OTHER: &str = "---\nid: acme\n---\n";

/// Three problems in three files: with label, help and edit; with a related place; of a file as a whole.
fn small() -> Report {
    let acme = "content/articles/acme.md";
    let bad_date = Diagnostic::new(BAD_DATE, place(acme, ACME, "2026-13-40"), "`2026-13-40` is not a calendar date")
        .label("there is no month 13")
        .help("write the day the piece ran as YYYY-MM-DD")
        .edit("2026-12-31");
    let duplicate =
        Diagnostic::new(DUPLICATE_ID, place("content/b é.md", OTHER, "acme"), "`acme` is the id of two records")
            .related(place(acme, ACME, "acme"), "first here");
    let no_date = Diagnostic::new(NO_DATE, Place::file(&path("content/c.md")), "this record has no date");
    report(vec![no_date, duplicate, bad_date], &[(acme, ACME), ("content/b é.md", OTHER)])
}

#[test]
fn words_name_the_formats_both_ways() {
    assert_eq!(Format::WORDS, ["human", "short", "json", "github", "gitlab", "sarif"]);
    for word in Format::WORDS {
        assert_eq!(Format::from_word(word).unwrap().word(), *word);
    }
    assert_eq!(Format::from_word("xml"), None);
}

#[test]
fn short_is_a_line_a_problem() {
    assert_eq!(
        shown(Format::Short, &small()),
        "content/articles/acme.md:3:7: error[bad-date]: `2026-13-40` is not a calendar date\n\
         content/b é.md:2:5: error[duplicate-id]: `acme` is the id of two records\n\
         content/c.md:1:1: warning[no-date]: this record has no date\n"
    );
}

#[test]
fn github_gets_a_command_a_problem() {
    assert_eq!(
        shown(Format::Github, &small()),
        "::error file=content/articles/acme.md,line=3,col=7,endColumn=17,title=bad-date::\
         `2026-13-40` is not a calendar date%0Ahelp: write the day the piece ran as YYYY-MM-DD\n\
         ::error file=content/b é.md,line=2,col=5,endColumn=9,title=duplicate-id::`acme` is the id of two records\n\
         ::warning file=content/c.md,line=1,col=1,endColumn=1,title=no-date::this record has no date\n"
    );
}

#[test]
fn gitlab_gets_an_array_whose_prints_outlive_a_moved_line() {
    let issues =
        |report: &Report| -> Vec<serde_json::Value> { serde_json::from_str(&shown(Format::Gitlab, report)).unwrap() };
    let small = issues(&small());
    let table: Vec<String> = small
        .iter()
        .map(|issue| {
            let text = |key: &str| issue[key].as_str().unwrap().to_owned();
            let at = &issue["location"];
            let [begin, end] = ["begin", "end"].map(|end| at["lines"][end].as_u64().unwrap());
            format!("{} {} {}:{begin}-{end}", text("severity"), text("check_name"), at["path"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        table,
        [
            "critical bad-date content/articles/acme.md:3-3",
            "critical duplicate-id content/b é.md:2-2",
            "minor no-date content/c.md:1-1"
        ]
    );
    assert_eq!(
        small[0]["description"],
        "`2026-13-40` is not a calendar date (help: write the day the piece ran as YYYY-MM-DD)"
    );
    // One line further down, and said twice.
    let (text, moved) = ("a: 1\na: 1\n", "\na: 1\na: 1\n");
    let twice = |text: &str| {
        let first = text.find('1').unwrap();
        let second = text.rfind('1').unwrap();
        let at = |start| Diagnostic::new(BAD_DATE, Place::bytes(&path("a.md"), start..start + 1), "no date");
        let issues = issues(&report(vec![at(first), at(second)], &[("a.md", text)]));
        issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(twice(text), twice(moved));
    assert_ne!(twice(text)[0], twice(text)[1]);
}

#[test]
fn a_file_cannot_give_github_commands() {
    let text = "a: 1\nb: 2\n";
    let hostile = Diagnostic::new(BAD_DATE, place("a,b:c%.md", text, "1\nb"), "100% \n::set-output name=x::y\r")
        .help("one\n::error::two");
    assert_eq!(
        shown(Format::Github, &report(vec![hostile], &[("a,b:c%.md", text)])),
        "::error file=a%2Cb%3Ac%25.md,line=1,endLine=2,title=bad-date::100%25 ␊::set-output name=x::y␍\
         %0Ahelp: one%0A::error::two\n"
    );
}

#[test]
fn json_is_one_document_of_a_documented_shape() {
    let expected = concat!(
        r#"{"version":1,"counts":{"errors":2,"warnings":1,"files":3},"problems":["#,
        r#"{"code":"bad-date","severity":"error","message":"`2026-13-40` is not a calendar date","#,
        r#""file":"content/articles/acme.md","line":3,"column":7,"end_line":3,"end_column":17,"#,
        r#""span":{"start":22,"end":32},"#,
        r#""excerpt":{"text":"date: 2026-13-40","caret":{"start":6,"end":16},"cut_before":false,"cut_after":false},"#,
        r#""label":"there is no month 13","help":"write the day the piece ran as YYYY-MM-DD","edit":"2026-12-31","#,
        r#""related":[]},"#,
        r#"{"code":"duplicate-id","severity":"error","message":"`acme` is the id of two records","#,
        r#""file":"content/b é.md","line":2,"column":5,"end_line":2,"end_column":9,"span":{"start":8,"end":12},"#,
        r#""excerpt":{"text":"id: acme","caret":{"start":4,"end":8},"cut_before":false,"cut_after":false},"#,
        r#""label":null,"help":null,"edit":null,"#,
        r#""related":[{"file":"content/articles/acme.md","line":4,"column":5,"end_line":4,"end_column":9,"#,
        r#""span":{"start":37,"end":41},"#,
        r#""excerpt":{"text":"id: acme","caret":{"start":4,"end":8},"cut_before":false,"cut_after":false},"#,
        r#""label":"first here"}]},"#,
        r#"{"code":"no-date","severity":"warning","message":"this record has no date","#,
        r#""file":"content/c.md","line":1,"column":1,"end_line":1,"end_column":1,"span":null,"excerpt":null,"#,
        r#""label":null,"help":null,"edit":null,"related":[]}]}"#,
        "\n"
    );
    assert_eq!(shown(Format::Json, &small()), expected);
}

#[test]
fn a_clean_run_is_silent_for_people_and_a_document_for_programs() {
    let clean = Report::default();
    assert_eq!(shown(Format::Human, &clean), "");
    assert_eq!(shown(Format::Short, &clean), "");
    assert_eq!(shown(Format::Github, &clean), "");
    assert_eq!(shown(Format::Gitlab, &clean), "[]\n");
    let json: serde_json::Value = serde_json::from_str(&shown(Format::Json, &clean)).unwrap();
    assert_eq!(json["problems"], serde_json::json!([]));
    let sarif: serde_json::Value = serde_json::from_str(&shown(Format::Sarif, &clean)).unwrap();
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
}
