//! The stage as a whole: what is read as meant, what is told and where, and what no file can do to it.

#![allow(clippy::unwrap_used)]

mod broken;
mod faults;
mod hostile;
mod meant;
mod places;

use super::*;
use crate::diag::{Severity, Spot};
use crate::model::record::Record;
use crate::source::SitePath;

const RECORD: &str = "content/articles/a.md";

/// Reads `text` as the file at `path`; the only code here that knows the stage's interface.
fn read(path: &str, text: &[u8]) -> Checked<Option<Document>> {
    let path = SitePath::new(path).unwrap();
    let room = match path.below("content").and_then(|rest| rest.split_once('/')) {
        Some(("articles", _)) => Room::Record,
        Some(("pages", _)) | None => Room::Page,
        Some((index, _)) => Room::Entity(index.to_owned()),
    };
    document(&SourceFile::held(path, text), &room)
}

/// The record that `text` is, and its problems as lines.
fn record_of(path: &str, text: &str) -> (Record, Vec<String>) {
    let read = read(path, text.as_bytes());
    let problems = told(text, &read.problems);
    match read.value {
        Some(Document::Record(record)) => (std::sync::Arc::unwrap_or_clone(record), problems),
        other => panic!("{text:?} is no record: {other:?} {problems:#?}"),
    }
}

/// The record whose front matter is `yaml`, which has no problem.
fn sound(yaml: &str) -> Record {
    let (record, problems) = record_of(RECORD, &format!("---\n{yaml}\n---\n"));
    assert_eq!(problems, Vec::<String>::new(), "{yaml}");
    record
}

/// A problem as a test writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    /// 1-based; 0 for the whole file.
    line: usize,
    /// 0-based, in characters.
    column: usize,
    /// Of the first line, in characters.
    width: usize,
    words: String,
}

fn told_at(text: &str, problem: &Diagnostic) -> Told {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let words = format!("{severity}[{}]: {}", problem.code.name, problem.message);
    let Some(span) = find(text, &problem.place.spot) else {
        assert!(matches!(problem.place.spot, Spot::File), "{words}: {:?} is nowhere", problem.place.spot);
        return Told { line: 0, column: 0, width: 0, words };
    };
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    Told {
        line: text[..span.start].matches('\n').count() + 1,
        column: text[start..span.start].chars().count(),
        width: text[span].lines().next().unwrap_or_default().chars().count(),
        words,
    }
}

/// Each problem as `line:column-width words = label … = help … = edit …`, both positions from 1.
fn told(text: &str, problems: &[Diagnostic]) -> Vec<String> {
    let line = |problem: &Diagnostic| {
        let at = told_at(text, problem);
        let mut line = format!("{}:{}-{} {}", at.line, at.column + 1, at.width, at.words);
        for (name, words) in [("label", &problem.label), ("help", &problem.help)] {
            line.extend(words.iter().map(|words| format!(" = {name}: {words}")));
        }
        line.extend(problem.edit.iter().map(|edit| format!(" = edit: {}", edit.text)));
        line
    };
    problems.iter().map(line).collect()
}

/// Checks a site: one string with file headers, whose files say in their own comments what is wrong with the line
/// above, as `#   ^^^ error[code]: message`. Where the carets begin at the line's start, `#` is the first of them.
/// Lines `# = label: …`, `# = help: …`, `# = edit: …` below may say more of it; `!^` stands for the opening fence.
fn check(site: &str) {
    for file in site.split("\n-- ").filter(|file| !file.is_empty()) {
        let (path, text) = file.split_once(" --\n").unwrap_or_else(|| panic!("no header: {file:?}"));
        let problems = read(path, text.as_bytes()).problems;
        let mut seen: Vec<Told> = problems.iter().map(|problem| told_at(text, problem)).collect();
        seen.sort();
        let (mut expected, more) = annotations(text);
        expected.sort();
        assert_eq!(seen, expected, "{path}: {:#?}", told(text, &problems));
        for (about, name, words) in more {
            let problem = problems.iter().find(|problem| told_at(text, problem) == about).unwrap();
            let said = match name.as_str() {
                "label" => problem.label.clone(),
                "help" => problem.help.clone(),
                "edit" => problem.edit.as_ref().map(|edit| edit.text.clone()),
                other => panic!("unknown note {other:?}"),
            };
            assert_eq!(said.as_deref(), Some(words.as_str()), "{path}: {name} of {about:?}");
        }
    }
}

/// What the comments of `text` expect, and what they say more of it.
fn annotations(text: &str) -> (Vec<Told>, Vec<(Told, String, String)>) {
    let (mut expected, mut more): (Vec<Told>, Vec<(Told, String, String)>) = (Vec::new(), Vec::new());
    let mut annotated = 0;
    for (at, line) in text.lines().enumerate() {
        let inner = line.trim_start_matches(['#', ' ']);
        if line.starts_with('#') && inner.starts_with('^') {
            let carets = inner.chars().take_while(|char| *char == '^').count();
            let before = line.find('^').unwrap();
            let (column, width) = if before == 1 { (0, carets + 1) } else { (before, carets) };
            let words = inner.trim_start_matches('^').trim().to_owned();
            expected.push(Told { line: annotated, column, width, words });
        } else if let Some(words) = line.strip_prefix("#!^ ") {
            expected.push(Told { line: 1, column: 0, width: 3, words: words.to_owned() });
        } else if let Some(note) = line.strip_prefix("# = ") {
            let (name, words) = note.split_once(": ").unwrap();
            more.push((expected.last().unwrap().clone(), name.to_owned(), words.to_owned()));
        } else {
            annotated = at + 1;
        }
    }
    (expected, more)
}
