//! Diagnostics and the texts they are about → Report: every problem with line, column and excerpt, sorted and counted.
//!
//! Invariant: no file is read here. The caller says where a place lies (`Located`), for a field of front matter is
//! found by the parser, which this module must not know.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Code, Diagnostic, Place, Severity};
use crate::source::{SitePath, Span};

mod excerpt;
mod position;

pub use excerpt::Excerpt;
use position::{Position, Positions};

/// Where a place lies, as the caller finds it.
#[derive(Clone, Debug, Default)]
pub struct Located {
    /// The bytes; nothing where the place is the file as a whole, or is not found.
    pub span: Option<Span>,
    /// The file's text; nothing where it has none that could be shown. The same for all places of one file.
    pub text: Option<Arc<str>>,
}

/// The problems of a run, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Sorted by file, line, column and code; none twice.
    pub problems: Vec<Problem>,
}

/// One problem, with all that a renderer needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem.
    pub code: &'static Code,
    /// How bad it is in this run.
    pub severity: Severity,
    /// What is wrong; may hold anything that stands in a file, control characters included.
    pub message: String,
    /// Where.
    pub at: At,
    /// A few words beside the caret.
    pub label: Option<String>,
    /// What to write instead; may have several lines.
    pub help: Option<String>,
    /// What to put in place of the problem's span, where the mend is certain; never without a span.
    pub edit: Option<String>,
    /// Other places that belong to it, in the order in which they were given.
    pub related: Vec<Related>,
}

/// Another place that belongs to a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub at: At,
    /// A few words on it.
    pub label: String,
}

/// A place in a file as people and editors count. A file as a whole is 1:1 without a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The file.
    pub file: SitePath,
    /// The line of the first byte, from 1; a line ends with a line feed.
    pub line: usize,
    /// The column of the first byte, from 1, in Unicode scalar values; a byte-order mark does not count.
    pub column: usize,
    /// The line of the byte after the last.
    pub end_line: usize,
    /// The column of the byte after the last; that of the first where the span is empty.
    pub end_column: usize,
    /// The bytes.
    pub span: Option<Span>,
    /// The first line of it.
    pub excerpt: Option<Excerpt>,
}

impl Report {
    /// Resolves the places of `diagnostics` and sorts them. Exact duplicates become one; `strict` makes warnings errors.
    ///
    /// Costs a pass over each text and a sort, however many problems a file has.
    pub fn new(diagnostics: Vec<Diagnostic>, locate: impl Fn(&Place) -> Located, strict: bool) -> Report {
        let mut texts: BTreeMap<SitePath, Text> = BTreeMap::new();
        let spans: Vec<Vec<Option<Span>>> = diagnostics
            .iter()
            .map(|diagnostic| places(diagnostic).map(|place| note(&mut texts, place, locate(place))).collect())
            .collect();
        let positions: BTreeMap<SitePath, (Option<Arc<str>>, Positions)> = texts
            .into_iter()
            .map(|(file, Text { text, offsets })| {
                let positions = Positions::of(text.as_deref().unwrap_or_default(), offsets);
                (file, (text, positions))
            })
            .collect();
        let at = |place: &Place, span: &Option<Span>| {
            let (text, positions) = positions.get(&place.file)?;
            Some(At::new(&place.file, text.as_deref()?, span.clone()?, positions))
        };
        let mut problems: Vec<Problem> = diagnostics
            .into_iter()
            .zip(spans)
            .map(|(diagnostic, spans)| {
                let mut ats = places(&diagnostic)
                    .zip(&spans)
                    .map(|(place, span)| at(place, span).unwrap_or_else(|| At::whole(&place.file)))
                    .collect::<Vec<At>>()
                    .into_iter();
                let first = ats.next().unwrap_or_else(|| At::whole(&diagnostic.place.file));
                Problem::new(diagnostic, first, ats, strict)
            })
            .collect();
        problems.sort_by(|one, other| one.key().cmp(&other.key()));
        problems.dedup();
        Report { problems }
    }

    /// How many of the problems are errors.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// How many of the problems are warnings.
    pub fn warnings(&self) -> usize {
        self.problems.len() - self.errors()
    }

    /// How many files have problems.
    pub fn files(&self) -> usize {
        self.problems.iter().map(|problem| &problem.at.file).collect::<BTreeSet<_>>().len()
    }
}

impl Problem {
    fn new(diagnostic: Diagnostic, at: At, related: impl Iterator<Item = At>, strict: bool) -> Problem {
        let labels = diagnostic.related.into_iter().map(|(_, label)| label);
        Problem {
            code: diagnostic.code,
            severity: if strict { Severity::Error } else { diagnostic.severity },
            message: diagnostic.message,
            label: diagnostic.label,
            help: diagnostic.help,
            edit: diagnostic.edit.map(|edit| edit.text).filter(|_| at.span.is_some()),
            related: related.zip(labels).map(|(at, label)| Related { at, label }).collect(),
            at,
        }
    }

    /// The order of the report; what follows the code only brings equals together.
    fn key(&self) -> impl Ord + '_ {
        let at = &self.at;
        let rest = (&self.message, at.end_line, at.end_column, &self.label, &self.help, &self.edit, self.severity);
        (&at.file, at.line, at.column, self.code.name, rest)
    }
}

impl At {
    fn new(file: &SitePath, text: &str, span: Span, positions: &Positions) -> At {
        let (start, end) = (positions.at(span.start), positions.at(span.end));
        At {
            file: file.clone(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            excerpt: Some(Excerpt::of(text, &span, start)),
            span: Some(span),
        }
    }

    fn whole(file: &SitePath) -> At {
        At { file: file.clone(), line: 1, column: 1, end_line: 1, end_column: 1, span: None, excerpt: None }
    }
}

/// The places of a diagnostic: its own, then those that belong to it.
fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = &Place> {
    std::iter::once(&diagnostic.place).chain(diagnostic.related.iter().map(|(place, _)| place))
}

/// A file's text and the offsets in it that are asked for.
#[derive(Default)]
struct Text {
    text: Option<Arc<str>>,
    offsets: Vec<usize>,
}

/// Remembers what is asked of the place's file; the span, brought to the bounds of the text and of its letters.
fn note(texts: &mut BTreeMap<SitePath, Text>, place: &Place, located: Located) -> Option<Span> {
    let entry = texts.entry(place.file.clone()).or_default();
    if entry.text.is_none() {
        entry.text = located.text;
    }
    let text = entry.text.as_deref()?;
    let span = located.span?;
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    entry.offsets.extend([start, end]);
    Some(start..end)
}

#[cfg(test)]
mod tests;
