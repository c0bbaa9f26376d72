//! A site whose text says in its own comments what is wrong with it.
//!
//! Below a line stands what is wrong with it, in lines that are no part of the file:
//!
//! ```text
//! date: 2026-13-40
//! #     ^^^^^^^^^^ error[bad-date]: `2026-13-40` is not a calendar date
//! # = label: there is no month 13
//! # = help: write the day the piece ran …
//! # = also: content/articles/b.md:2:7 first used here
//! ```
//!
//! Where the carets begin with the line, `#` is the first of them; `|` is a place before a letter. `#! error[…]: …` is a problem of the file as a whole.

use std::collections::BTreeMap;

use reportage::diag::report::{At, Problem};

use super::{Built, Site, words};

/// Builds the site of `text`, which must have the problems that it names, each once, and no other.
pub fn check(text: &str) -> Built {
    check_with(text, |site| site)
}

/// The same for a site that `change` makes of it.
pub fn check_with(text: &str, change: impl FnOnce(Site) -> Site) -> Built {
    let (text, expected) = split(text);
    let built = change(Site::new(&text)).build();
    let texts = texts(&text);
    let found: Vec<Told> = built.report.problems.iter().map(|problem| Told::of(problem, &texts)).collect();
    let lines = |all: &[Told]| {
        let mut lines: Vec<String> = all.iter().map(|told| told.line.clone()).collect();
        lines.sort();
        lines
    };
    let (wanted, seen) = (lines(&expected), lines(&found));
    let missing: Vec<&String> = wanted.iter().filter(|line| !seen.contains(line)).collect();
    let more: Vec<&String> = seen.iter().filter(|line| !wanted.contains(line)).collect();
    assert!(wanted == seen, "not told: {missing:#?}\ntold and not expected: {more:#?}\n{wanted:#?}\n{seen:#?}");
    for told in &expected {
        let twin = found.iter().find(|found| found.line == told.line).expect("the lines are equal");
        for note in &told.notes {
            assert!(twin.notes.contains(note), "{}: {note:?} is not among {:#?}", told.line, twin.notes);
        }
    }
    built
}

/// A problem as a test writes it.
struct Told {
    /// `path:line:column-width severity[code]: message`; `path severity…` for the file as a whole.
    line: String,
    /// `help: …`, `label: …`, `edit: …`, `also: …`.
    notes: Vec<String>,
}

impl Told {
    fn of(problem: &Problem, texts: &BTreeMap<String, String>) -> Told {
        let words = words(problem);
        let place = place(&problem.at, texts);
        let mut notes = Vec::new();
        notes.extend(problem.help.iter().map(|help| format!("help: {help}")));
        notes.extend(problem.label.iter().map(|label| format!("label: {label}")));
        notes.extend(problem.edit.iter().map(|edit| format!("edit: {edit}")));
        notes.extend(problem.related.iter().map(|related| {
            let At { file, line, column, .. } = &related.at;
            format!("also: {file}:{line}:{column} {}", related.label)
        }));
        Told { line: format!("{place} {words}"), notes }
    }
}

fn place(at: &At, texts: &BTreeMap<String, String>) -> String {
    let Some(span) = &at.span else { return at.file.to_string() };
    let width = texts[at.file.as_str()][span.clone()].lines().next().unwrap_or_default().chars().count();
    format!("{}:{}:{}-{width}", at.file, at.line, at.column)
}

fn texts(text: &str) -> BTreeMap<String, String> {
    let site = Site::new(text);
    site.files.into_iter().map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// The text without its comments, and what they say.
fn split(text: &str) -> (String, Vec<Told>) {
    let (mut plain, mut told): (String, Vec<Told>) = (String::new(), Vec::new());
    let (mut path, mut at) = ("", 0);
    for line in text.lines() {
        if let Some(header) = line.strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            (path, at) = (header, 0);
        } else if let Some(note) = line.strip_prefix("# = ") {
            told.last_mut().expect("a note stands below a problem").notes.push(note.to_owned());
            continue;
        } else if let Some(words) = line.strip_prefix("#! ") {
            told.push(Told { line: format!("{path} {words}"), notes: Vec::new() });
            continue;
        } else if let Some((column, width, words)) = carets(line) {
            told.push(Told { line: format!("{path}:{at}:{column}-{width} {words}"), notes: Vec::new() });
            continue;
        } else {
            at += 1;
        }
        plain.push_str(line);
        plain.push('\n');
    }
    (plain, told)
}

/// Column from 1, width and words of a comment with carets.
fn carets(line: &str) -> Option<(usize, usize, &str)> {
    let inner = line.strip_prefix('#')?.trim_start_matches(' ');
    let words = inner.trim_start_matches('^');
    if let Some(words) = inner.strip_prefix("| ") {
        return Some((line.len() - inner.len() + 1, 0, words));
    }
    let (before, carets) = (line.len() - inner.len(), inner.len() - words.len());
    let words = words.strip_prefix(' ').filter(|words| words.starts_with("error[") || words.starts_with("warning["))?;
    match (before, carets) {
        (1, carets) => Some((1, carets + 1, words)),
        (_, 0) => None,
        (before, carets) => Some((before + 1, carets, words)),
    }
}
