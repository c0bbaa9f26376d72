//! YAML text → nodes, and the bytes that a node stands at.
//!
//! Invariant: nothing outside this module names a YAML library. `serde_yaml` reads every file, once, but for those whose
//! lines are plain (`plain`); `saphyr-parser`, which knows places and the text of numbers, reads a file again only where
//! one of these is asked for.

mod fault;
mod index;
mod plain;
mod tidy;
mod visit;

pub(super) use index::{Found, Index};

use crate::diag::codes::front_matter as codes;
use crate::diag::{Diagnostic, Place};
use crate::model::node::Node;
use crate::source::{SitePath, Span};

/// How many levels of lists and mappings front matter may have.
const DEEPEST: usize = 64;

/// How deep `[` and `{` may seem to go before the exact reader is asked: quoted brackets count in it too.
const DEEPEST_SEEMING: usize = 256;

/// Reads the front matter that stands at `span` of `text`: its entries in the file's order, no key twice.
///
/// Problems: `bad-yaml`, `yaml-too-deep`, `too-many-aliases` (nothing is given then), `duplicate-key` (the first stays)
/// and `control-character` (left out).
pub(super) fn read(
    file: &SitePath,
    text: &str,
    span: &Span,
    problems: &mut Vec<Diagnostic>,
) -> Option<Vec<(String, Node)>> {
    let yaml = &text[span.clone()];
    if let Some(entries) = plain::read(yaml) {
        return Some(entries);
    }
    if let Some(problem) = too_deep_to_scan(file, yaml, span).or_else(|| directive(file, yaml, span)) {
        problems.push(problem);
        return None;
    }
    let read = visit::read(yaml).or_else(|fault| {
        let (clean, removed) = tidy::without_control_characters(yaml);
        if removed.is_empty() {
            return Err((fault, clean));
        }
        problems.extend(removed.iter().map(|at| tidy::control_problem(file, text, span.start + at)));
        // Spaces stand for what was removed, so places in the clean text are places in the file.
        visit::read(&clean).map_err(|fault| (fault, clean))
    });
    let (node, flags) = match read {
        Ok(read) => read,
        Err((fault, yaml)) => {
            problems.push(fault::explain(file, &yaml, span.start, &fault));
            return None;
        }
    };
    match node {
        Node::Null => Some(Vec::new()),
        Node::Map(entries) if flags.is_plain() => Some(entries),
        Node::Map(entries) => Some(tidy::tidy(file, entries, problems)),
        other => {
            problems.push(fault::not_a_mapping(file, yaml, span.start, &other));
            None
        }
    }
}

/// Both readers look ahead over open brackets, in time that grows with the square of their number.
fn too_deep_to_scan(file: &SitePath, yaml: &str, span: &Span) -> Option<Diagnostic> {
    let mut open = 0usize;
    let mut deepest = 0;
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => {
                open += 1;
                deepest = deepest.max(open);
            }
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    if deepest <= DEEPEST_SEEMING {
        return None;
    }
    match Index::depth(yaml) {
        Ok(depth) if depth <= DEEPEST => None,
        Ok(_) => Some(fault::too_deep(file, yaml, span.start, None)),
        Err((_, place)) => Some(fault::too_deep(file, yaml, span.start, Some(place))),
    }
}

/// A `%` directive means nothing in front matter, and thousands of them take the reader quadratic time.
fn directive(file: &SitePath, yaml: &str, span: &Span) -> Option<Diagnostic> {
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        if line.starts_with('%') {
            let place = Place::bytes(file, span.start + at..span.start + at + line.trim_end().len());
            return Some(
                Diagnostic::new(codes::BAD_YAML, place, "a line of front matter cannot begin with `%`")
                    .label("YAML takes this for a directive")
                    .help("write `key: value` lines, and put a value that begins with `%` in quotes"),
            );
        }
        if !line.trim_start().is_empty() && !line.trim_start().starts_with('#') {
            return None;
        }
        at += line.len();
    }
    None
}
