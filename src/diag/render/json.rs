//! One JSON document for programs.
//!
//! ```json
//! {"version": 1,
//!  "counts": {"errors": 1, "warnings": 0, "files": 1},
//!  "problems": [{
//!    "code": "bad-date", "severity": "error", "message": "…",
//!    "file": "content/articles/a.md", "line": 3, "column": 7, "end_line": 3, "end_column": 17,
//!    "span": {"start": 21, "end": 31},
//!    "excerpt": {"text": "date: 2026-13-40", "caret": {"start": 6, "end": 16}, "cut_before": false, "cut_after": false},
//!    "label": "…", "help": "…",
//!    "edit": "2026-12-31",
//!    "related": [{"file": "…", "line": 1, "column": 1, "end_line": 1, "end_column": 1, "span": null, "excerpt": null,
//!                 "label": "…"}]}]}
//! ```
//!
//! Lines and columns count from 1, columns in Unicode scalar values, spans in bytes from 0 without their end; `edit` is
//! the text to put in place of `span`. What is not there is `null`. `version` grows when a key changes its meaning or
//! goes; new keys may come without that.

use std::io;

use serde::Serialize;

use super::{Options, word};
use crate::diag::report::{At, Problem, Report};
use crate::source::Span;

/// Writes the document and a line end; all problems, each text as it is in the file.
///
/// # Errors
/// What `out` says.
pub fn render(report: &Report, out: &mut dyn io::Write, _options: &Options) -> io::Result<()> {
    let document = DocumentView {
        version: 1,
        counts: CountsView { errors: report.errors(), warnings: report.warnings(), files: report.files() },
        problems: report.problems.iter().map(problem).collect(),
    };
    serde_json::to_writer(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct DocumentView<'a> {
    version: u32,
    counts: CountsView,
    problems: Vec<ProblemView<'a>>,
}

#[derive(Serialize)]
struct CountsView {
    errors: usize,
    warnings: usize,
    files: usize,
}

#[derive(Serialize)]
struct ProblemView<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: AtView<'a>,
    label: Option<&'a str>,
    help: Option<&'a str>,
    edit: Option<&'a str>,
    related: Vec<RelatedView<'a>>,
}

#[derive(Serialize)]
struct RelatedView<'a> {
    #[serde(flatten)]
    at: AtView<'a>,
    label: &'a str,
}

#[derive(Serialize)]
struct AtView<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    span: Option<&'a Span>,
    excerpt: Option<ExcerptView<'a>>,
}

#[derive(Serialize)]
struct ExcerptView<'a> {
    text: &'a str,
    caret: &'a Span,
    cut_before: bool,
    cut_after: bool,
}

fn problem(problem: &Problem) -> ProblemView<'_> {
    ProblemView {
        code: problem.code.name,
        severity: word(problem.severity),
        message: &problem.message,
        at: at(&problem.at),
        label: problem.label.as_deref(),
        help: problem.help.as_deref(),
        edit: problem.edit.as_deref(),
        related: problem
            .related
            .iter()
            .map(|related| RelatedView { at: at(&related.at), label: &related.label })
            .collect(),
    }
}

fn at(at: &At) -> AtView<'_> {
    AtView {
        file: at.file.as_str(),
        line: at.line,
        column: at.column,
        end_line: at.end_line,
        end_column: at.end_column,
        span: at.span.as_ref(),
        excerpt: at.excerpt.as_ref().map(|excerpt| ExcerptView {
            text: &excerpt.text,
            caret: &excerpt.caret,
            cut_before: excerpt.cut_before,
            cut_after: excerpt.cut_after,
        }),
    }
}
