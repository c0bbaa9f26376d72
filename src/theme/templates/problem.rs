//! What the template engine says is wrong → problems at their places.

use tera::ErrorKind;

use super::{Source, Sources};
use crate::diag::codes::theme::{BAD_TEMPLATE, TEMPLATE_FAILED};
use crate::diag::{Diagnostic, Place};
use crate::names::suggest::nearest;
use crate::source::{SitePath, Span};

/// The problems that the engine's error tells of, each with the template that has it, where that is known; never none.
pub(super) fn of(error: &tera::Error, sources: &Sources) -> Vec<(Option<String>, Diagnostic)> {
    let found: Vec<(Option<String>, Diagnostic)> = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let at = |source| at(source, report.span().range.clone(), report.message());
            let problem = sources.get(report.filename()).map(at);
            problem.into_iter().map(|problem| (Some(report.filename().to_owned()), problem)).collect()
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("no layer has the template `{parent}`, which is extended here");
            let help = match nearest(parent, short_names(sources)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the name of an existing template: `base.html`".to_owned(),
            };
            named(sources, current, parent, message, help)
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
        | ErrorKind::CircularInclude { tpl, include_chain: chain } => {
            // The chain of an include begins before `tpl`, that of an extension behind it.
            let after = chain.iter().position(|name| name == tpl).map_or(0, |at| at + 1);
            let next = chain.get(after).or(chain.first()).unwrap_or(tpl);
            let message = format!("`{}` extends or includes itself", short(tpl));
            let help = format!(
                "to change a template of another layer, name the layer too: `{{% extends \"broadsheet/{}\" %}}`",
                short(tpl)
            );
            named(sources, tpl, next, message, help)
        }
        ErrorKind::Msg(reports) => reports.split("\n\n").filter_map(|report| reported(report, sources)).collect(),
        _ => Vec::new(),
    };
    if !found.is_empty() {
        return found;
    }
    let place = Place::file(&SitePath::new("site.toml").expect("a plain name"));
    vec![(None, Diagnostic::new(BAD_TEMPLATE, place, error.to_string()).help("correct the theme's templates"))]
}

/// The problem that came up while a page was made for `page`.
pub(in crate::theme) fn failed(error: &tera::Error, sources: &Sources, page: &SitePath) -> Diagnostic {
    // Many pages fail at one place of one template: the report collapses what is equal.
    match of(error, sources).into_iter().next() {
        Some((Some(_), problem)) => Diagnostic { code: TEMPLATE_FAILED, ..problem },
        _ => Diagnostic::new(TEMPLATE_FAILED, Place::file(page), error.to_string())
            .help("the page could not be made with the theme's templates"),
    }
}

/// Whether the problem may only be there because a template that exists was left out.
pub(super) fn may_follow(problem: &Diagnostic, sources: &Sources) -> bool {
    let named = problem.message.split('`').nth(1).unwrap_or_default();
    let is_there = || sources.contains_key(named) || short_names(sources).any(|name| name == named);
    let message = &problem.message;
    let wants_another =
        ["no layer has the template", "unknown template"].iter().any(|start| message.starts_with(start));
    (wants_another && is_there()) || message.contains("is not defined in any parent")
}

/// The problem of the template `current` where it names `other`, by its full name or without its layer.
fn named(
    sources: &Sources,
    current: &str,
    other: &str,
    message: String,
    help: String,
) -> Vec<(Option<String>, Diagnostic)> {
    let Some(source) = sources.get(current) else { return Vec::new() };
    let quoted = [other, short(other)].into_iter().flat_map(|name| [format!("\"{name}\""), format!("'{name}'")]);
    let mut spans = quoted.filter_map(|name| source.text.find(&name).map(|start| start..start + name.len()));
    let place = match spans.next() {
        Some(span) => Place::bytes(&source.file, span),
        None => Place::file(&source.file),
    };
    vec![(Some(current.to_owned()), Diagnostic::new(BAD_TEMPLATE, place, message).help(help))]
}

/// A template's name without its layer.
fn short(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, short)| short)
}

fn short_names(sources: &Sources) -> impl Iterator<Item = &str> {
    sources.keys().map(|name| short(name))
}

/// The engine joins what it finds wrong between templates to one text; each part has the form
/// `error: MESSAGE\n --> TEMPLATE:LINE:COLUMN\n…^^^`.
fn reported(report: &str, sources: &Sources) -> Option<(Option<String>, Diagnostic)> {
    let (message, rest) = report.strip_prefix("error: ")?.split_once('\n')?;
    let place = rest.trim_start().strip_prefix("--> ")?.lines().next()?;
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let source = sources.get(name)?;
    let line_start = source.text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum::<usize>();
    let in_line = &source.text[line_start..];
    let start = line_start + in_line.chars().take(column.checked_sub(1)?).map(char::len_utf8).sum::<usize>();
    let width = report.chars().rev().take_while(|letter| *letter == '^').count();
    let end = start + source.text[start..].chars().take(width).map(char::len_utf8).sum::<usize>();
    let problem = at(source, start..end, message);
    let unknown = problem.message.strip_prefix("unknown template `").and_then(|rest| rest.strip_suffix('`'));
    let near = unknown.and_then(|unknown| nearest(unknown, short_names(sources)));
    let help = near.map(|near| format!("did you mean `{near}`?")).or_else(|| problem.help.clone());
    Some((Some(name.to_owned()), Diagnostic { help, ..problem }))
}

fn at(source: &Source, span: Span, message: &str) -> Diagnostic {
    let end = span.end.min(source.text.len());
    let place = Place::bytes(&source.file, span.start.min(end)..end);
    let (message, help) = split(message);
    Diagnostic::new(BAD_TEMPLATE, place, message).help(help)
}

/// The engine says "Field `x` is not defined. Available: …" in one breath, and so do our own functions: the second part
/// is the help.
fn split(message: &str) -> (String, String) {
    let lower = |text: &str| {
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    };
    match message.split_once(". ").or_else(|| message.split_once("; ")) {
        Some((what, help)) => (lower(what), lower(help)),
        None => (
            lower(message.trim_end_matches('.')),
            "correct the template here; the Tera documentation describes its syntax".to_owned(),
        ),
    }
}
