//! GitLab's Code Quality report: one array of objects, which a merge request shows at the lines it changes.
//!
//! Source: GitLab Docs, "Code Quality", "Code Quality report format". Paths are relative to the site's root, which should
//! be that of the repository.

use std::collections::HashMap;
use std::io;

use serde_json::{Value, json};

use super::Options;
use crate::diag::Severity;
use crate::diag::report::{Problem, Report};
use crate::fingerprint::Inputs;

/// Writes the array and a line end.
///
/// GitLab tells problems that a change brings from those that were there by their `fingerprint`. So it holds code, file
/// and message and no line, which would make every problem below an added line a new one; the same said twice of one
/// file is counted, since GitLab shows a fingerprint once.
///
/// # Errors
/// What `out` says.
pub fn render(report: &Report, out: &mut dyn io::Write, _options: &Options) -> io::Result<()> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let issues = report.problems.iter().map(|problem| {
        let count = seen.entry((problem.code.name, problem.at.file.as_str(), &problem.message)).or_default();
        *count += 1;
        issue(problem, *count)
    });
    serde_json::to_writer(&mut *out, &issues.collect::<Vec<_>>())?;
    writeln!(out)
}

fn issue(problem: &Problem, count: usize) -> Value {
    let (code, file) = (problem.code.name, problem.at.file.as_str());
    let description = match &problem.help {
        Some(help) => format!("{} (help: {help})", problem.message),
        None => problem.message.clone(),
    };
    let print = Inputs::new("problem").text(code).text(file).text(&problem.message).number(count).done();
    json!({
        "description": description,
        "check_name": code,
        "fingerprint": format!("{:016x}", print.0),
        "severity": severity(problem.severity),
        "location": {"path": file, "lines": {"begin": problem.at.line, "end": problem.at.end_line}},
    })
}

/// GitLab's words: an error keeps the site from being published.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
    }
}
