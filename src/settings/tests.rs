#![allow(clippy::unwrap_used)]

use super::*;
use crate::compress::ENCODINGS;
use crate::diag::{Severity, Spot};
use crate::source::SitePath;

mod deploy;
mod hosts;
mod links;
mod names;
mod overlay;
mod replay;
mod schema;
mod syntax;
mod values;
mod whole;

const NOW: &str = "2026-11-23";

fn now() -> PartialDate {
    PartialDate::day(2026, 11, 23)
}

fn read_text(text: &str, overrides: &Overrides) -> Checked<Option<Settings>> {
    let file = SourceFile::held(SitePath::new("site.toml").unwrap(), text.as_bytes());
    read(&file, overrides, now())
}

/// The settings of `text`, in which nothing is wrong.
fn sound(text: &str, overrides: &Overrides) -> Settings {
    let read = read_text(text, overrides);
    assert_eq!(read.problems, [], "{text}");
    read.value.unwrap()
}

/// Reads `marked` without its marks, and writes the problems into it as marks: both must be the same.
///
/// A problem stands below its line, `#` first, with carets below its bytes; one of the whole file at the top.
fn check(marked: &str) {
    check_with(marked, &Overrides::default());
}

fn check_with(marked: &str, overrides: &Overrides) {
    let is_mark = |line: &&str| line.starts_with('#');
    let text: String = marked.lines().filter(|line| !is_mark(line)).map(|line| format!("{line}\n")).collect();
    let mut problems = read_text(&text, overrides).problems;
    problems.sort_by_key(|problem| match &problem.place.spot {
        Spot::Bytes(span) => span.start,
        _ => 0,
    });
    let mut shown = String::new();
    let mut marks = |problem: &Diagnostic, carets: &str| {
        let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
        shown.push_str(&format!("#{carets} {severity}[{}]: {}\n", problem.code.name, problem.message));
        shown.push_str(&problem.help.as_ref().map_or(String::new(), |help| format!("# help: {help}\n")));
        shown.push_str(&problem.edit.as_ref().map_or(String::new(), |edit| format!("# edit: {}\n", edit.text)));
        std::mem::take(&mut shown)
    };
    let mut expected = String::new();
    let whole = problems.iter().filter(|problem| problem.place.spot == Spot::File);
    whole.for_each(|problem| expected.push_str(&marks(problem, "")));
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        expected.push_str(line);
        for problem in &problems {
            let Spot::Bytes(span) = &problem.place.spot else { continue };
            if !(start..start + line.len()).contains(&span.start) {
                continue;
            }
            let before = line[..span.start - start].chars().count();
            let length = text[span.clone()].chars().take_while(|letter| *letter != '\n').count().max(1);
            let carets = format!("{}{}", " ".repeat(before.saturating_sub(1)), "^".repeat(length));
            expected.push_str(&marks(problem, &carets));
        }
        start += line.len();
    }
    let marked: String = marked.lines().map(|line| format!("{line}\n")).collect();
    assert_eq!(expected, marked, "\n-- made --\n{expected}\n-- expected --\n{marked}");
}
