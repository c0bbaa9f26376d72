//! The line of a place, cut to what can be shown.

use super::Position;
use crate::source::Span;

/// The line on which a place begins, without its end; a long line only around the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text as it stands in the file, at most 240 Unicode scalar values; may hold control characters.
    pub text: String,
    /// The bytes of `text` that are meant: to the end of the line where the place goes on.
    pub caret: Span,
    /// The line has more before `text`.
    pub cut_before: bool,
    /// The line has more behind `text`.
    pub cut_after: bool,
}

/// Letters shown before and behind the beginning of a place on a long line.
const BEFORE: usize = 80;
const BEHIND: usize = 160;

impl Excerpt {
    /// The excerpt of `text` for `span`, which begins at `start`. Looks at no more of the text than it shows, so that
    /// ten thousand places on one line of two megabytes cost no more than on short ones.
    pub(super) fn of(text: &str, span: &Span, start: Position) -> Excerpt {
        let at = span.start.max(start.line_start);
        let before = text.get(start.line_start..at).unwrap_or_default();
        let shown_before = match before.char_indices().rev().nth(BEFORE - 1) {
            Some((cut, _)) if start.column > BEHIND => &before[cut..],
            _ => before,
        };
        let rest = &text[at..];
        let longest = (BEFORE + BEHIND).saturating_sub(shown_before.chars().count());
        let end = rest.char_indices().enumerate().find(|(count, (_, letter))| *count == longest || *letter == '\n');
        let (behind, cut_after) = match end {
            Some((_, (end, letter))) => (&rest[..end], letter != '\n'),
            None => (rest, false),
        };
        let behind = if cut_after { behind } else { behind.strip_suffix('\r').unwrap_or(behind) };
        let caret_end = (span.end.max(at) - at).min(behind.len());
        Excerpt {
            caret: shown_before.len()..shown_before.len() + caret_end,
            text: format!("{shown_before}{behind}"),
            cut_before: shown_before.len() < before.len(),
            cut_after,
        }
    }
}
