//! Comparison → lines for people.

use serde::Serialize;

use crate::cli::screen::{counted, thousands};
use crate::cli::table::{self, Row};
use crate::comparison::{Changed, Comparison, Touched};

/// Pages that are listed of a kind, unless more is asked for.
const SOME: usize = 50;

/// A heading and its pages, each kind that there is; counts of the rest.
pub(super) fn of(comparison: &Comparison, with_all: bool) -> String {
    let limit = if with_all { usize::MAX } else { SOME };
    let Comparison { added, changed, moved, removed, touched, .. } = comparison;
    let added = added.iter().map(|page| Line(page.path.clone(), page.title.clone())).collect();
    let changed = by_size(changed).iter().map(|page| Line(page.path.clone(), about(page))).collect();
    let moved = moved.iter().map(|page| Line(page.from.clone(), format!("→ {}", page.to))).collect();
    let removed = removed.iter().map(|page| Line(page.path.clone(), page.title.clone())).collect();
    let mut text: String = [("added", added), ("changed", changed), ("moved", moved), ("gone", removed)]
        .into_iter()
        .map(|(what, lines)| section(what, lines, limit))
        .collect();
    text.extend(rest(*touched).map(|line| format!("also different: {line}\n")));
    text.extend(files(comparison).map(|line| format!("files: {line}\n")));
    if text.is_empty() { "nothing is different\n".to_owned() } else { text }
}

/// The pages with the most changed words first.
pub(super) fn by_size(changed: &[Changed]) -> Vec<&Changed> {
    let mut pages: Vec<&Changed> = changed.iter().collect();
    pages.sort_by_key(|page| std::cmp::Reverse(page.words_added + page.words_removed));
    pages
}

/// What is different in a page.
pub(super) fn size(page: &Changed) -> String {
    match (page.words_added, page.words_removed) {
        (0, 0) if page.old_title.is_none() => "its words in another order".to_owned(),
        (0, 0) => "its title".to_owned(),
        (added, removed) => format!("+{} −{} words", thousands(added), thousands(removed)),
    }
}

/// In how many pages something other than title and text differs.
pub(super) fn rest(touched: Touched) -> Option<String> {
    let parts = [
        (touched.frame, "around the text"),
        (touched.markup, "in links or pictures"),
        (touched.head, "in the metadata"),
        (touched.assets, "by the hash of a style sheet, script or picture"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, how)| format!("{} {how}", counted(count, "page", "pages"))).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// How many files that are no pages differ.
pub(super) fn files(comparison: &Comparison) -> Option<String> {
    let files = &comparison.files;
    let parts = [(files.added.len(), "added"), (files.changed.len(), "changed"), (files.removed.len(), "gone")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, how)| format!("{} {how}", thousands(count))).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn about(page: &Changed) -> String {
    let called = page.old_title.as_ref().map(|old| format!(", was \"{old}\"")).unwrap_or_default();
    format!("{}{called} ({})", page.title, size(page))
}

fn section(what: &str, lines: Vec<Line>, limit: usize) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut section = format!("{} {what}\n", counted(lines.len(), "page", "pages"));
    let shown = &lines[..lines.len().min(limit)];
    section.extend(table::text(shown, false).lines().map(|line| format!("  {line}\n")));
    if shown.len() < lines.len() {
        section.push_str(&format!("  and {} more\n", thousands(lines.len() - shown.len())));
    }
    section
}

/// An address, and what is to be said of it.
#[derive(Serialize)]
struct Line(String, String);

impl Row for Line {
    const HEADINGS: &'static [&'static str] = &["PATH", "ABOUT"];

    fn cells(&self) -> Vec<String> {
        vec![self.0.clone(), self.1.clone()]
    }
}
