//! Excerpts with carets, for people.
//!
//! ```text
//! error[bad-date]: `2026-13-40` is not a calendar date
//!   --> content/articles/acme.md:3:7
//!   3 | date: 2026-13-40
//!     |       ^^^^^^^^^^ there is no month 13
//!   help: write the day the piece ran as YYYY-MM-DD, or YYYY-MM or YYYY where the day is not known
//! ```
//!
//! `annotate-snippets` draws the excerpt; the lines around it are ours, because the library counts the column in what it
//! is given, which is not the line where that is cut.

use std::io::{self, Write};

use annotate_snippets::renderer::{
    AnsiColor, DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE, DEFAULT_WARNING_STYLE, Effects, Style,
};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::visible::{visible, visible_line};
use super::{Options, word};
use crate::diag::Severity;
use crate::diag::report::{At, Excerpt, Problem, Report};

/// Writes the problems, errors before warnings where there are more than fit, then what was left out and a count.
/// Nothing at all where there is no problem.
///
/// # Errors
/// What `out` says.
pub fn render(report: &Report, out: &mut dyn io::Write, options: &Options) -> io::Result<()> {
    let count = report.problems.len();
    if count == 0 {
        return Ok(());
    }
    let styles = if options.color { Styles::colored() } else { Styles::default() };
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(options.width.saturating_sub(INDENT.len()).max(20));
    for problem in shown(report, options.cap) {
        write_problem(out, problem, &renderer, &styles)?;
        writeln!(out)?;
    }
    if let Some(more) = count.checked_sub(options.cap).filter(|more| *more > 0) {
        writeln!(out, "… and {more} more; --format short lists all")?;
    }
    let summary = summary(report);
    writeln!(out, "{}{summary}{:#}", styles.emphasis, styles.emphasis)
}

/// `3 errors and 2 warnings in 4 files`.
pub fn summary(report: &Report) -> String {
    let counted = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let severities = [counted(report.errors(), "error"), counted(report.warnings(), "warning")];
    let severities: Vec<String> = severities.into_iter().flatten().collect();
    match counted(report.files(), "file") {
        Some(files) => format!("{} in {files}", severities.join(" and ")),
        None => "no problems".to_owned(),
    }
}

const INDENT: &str = "  ";

#[derive(Default)]
struct Styles {
    error: Style,
    warning: Style,
    help: Style,
    gutter: Style,
    emphasis: Style,
}

impl Styles {
    fn colored() -> Styles {
        Styles {
            error: DEFAULT_ERROR_STYLE,
            warning: DEFAULT_WARNING_STYLE,
            help: DEFAULT_HELP_STYLE,
            gutter: AnsiColor::BrightBlue.on_default().effects(Effects::BOLD),
            emphasis: Style::new().bold(),
        }
    }
}

/// The first `cap` problems, in the report's order; where there are more, errors come before warnings.
fn shown(report: &Report, cap: usize) -> Vec<&Problem> {
    if report.problems.len() <= cap {
        return report.problems.iter().collect();
    }
    let errors = report.errors();
    let mut warnings_left = cap.saturating_sub(errors);
    let mut fits = |problem: &&Problem| match problem.severity {
        Severity::Error => true,
        Severity::Warning => {
            let fits = warnings_left > 0;
            warnings_left = warnings_left.saturating_sub(1);
            fits
        }
    };
    report.problems.iter().filter(|problem| fits(problem)).take(cap).collect()
}

fn write_problem(out: &mut dyn Write, problem: &Problem, renderer: &Renderer, styles: &Styles) -> io::Result<()> {
    let (style, level) = match problem.severity {
        Severity::Error => (styles.error, Level::ERROR),
        Severity::Warning => (styles.warning, Level::WARNING),
    };
    let (severity, code, message) = (word(problem.severity), problem.code.name, visible(&problem.message));
    let emphasis = styles.emphasis;
    writeln!(out, "{style}{severity}[{code}]{style:#}{emphasis}: {message}{emphasis:#}")?;
    write_place(
        out,
        "-->",
        &problem.at,
        problem.label.as_deref(),
        (level.clone(), AnnotationKind::Primary),
        renderer,
        styles,
    )?;
    for related in &problem.related {
        let look = (level.clone(), AnnotationKind::Context);
        write_place(out, ":::", &related.at, Some(&related.label), look, renderer, styles)?;
    }
    if let Some(help) = &problem.help {
        let style = styles.help;
        for (number, line) in help.split('\n').enumerate() {
            let line = visible(line);
            match number {
                0 => writeln!(out, "{INDENT}{style}help{style:#}: {line}")?,
                _ => writeln!(out, "{INDENT}      {line}")?,
            }
        }
    }
    Ok(())
}

/// The line with file, line and column, and the excerpt below it. Without an excerpt the label stands behind the place.
fn write_place(
    out: &mut dyn Write,
    arrow: &str,
    at: &At,
    label: Option<&str>,
    look: (Level<'_>, AnnotationKind),
    renderer: &Renderer,
    styles: &Styles,
) -> io::Result<()> {
    let (gutter, file) = (styles.gutter, visible(at.file.as_str()));
    write!(out, "{INDENT}{gutter}{arrow}{gutter:#} {file}:{}:{}", at.line, at.column)?;
    match (&at.excerpt, label) {
        (Some(excerpt), label) => {
            writeln!(out)?;
            write_excerpt(out, excerpt, at.line, label, look, renderer)
        }
        (None, Some(label)) => writeln!(out, ": {}", visible(label)),
        (None, None) => writeln!(out),
    }
}

fn write_excerpt(
    out: &mut dyn Write,
    excerpt: &Excerpt,
    line: usize,
    label: Option<&str>,
    (level, kind): (Level<'_>, AnnotationKind),
    renderer: &Renderer,
) -> io::Result<()> {
    const CUT: &str = "...";
    let mut text = String::new();
    if excerpt.cut_before {
        text.push_str(CUT);
    }
    let pieces = [0..excerpt.caret.start, excerpt.caret.clone(), excerpt.caret.end..excerpt.text.len()];
    let [before, caret, behind] = pieces.map(|piece| visible_line(excerpt.text.get(piece).unwrap_or_default()));
    text.push_str(&before);
    let start = text.len();
    text.push_str(&caret);
    let end = text.len();
    text.push_str(&behind);
    if excerpt.cut_after {
        text.push_str(CUT);
    }
    let mut annotation = kind.span(start..end);
    if let Some(label) = label {
        annotation = annotation.label(visible(label).into_owned());
    }
    let snippet = Snippet::source(text).line_start(line).annotation(annotation);
    let drawn = renderer.render(&[Group::with_level(level).element(snippet)]);
    // The first line is an empty one of the gutter.
    for line in drawn.lines().skip(1) {
        writeln!(out, "{INDENT}{}", line.trim_end())?;
    }
    Ok(())
}
