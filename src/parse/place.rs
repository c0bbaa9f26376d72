//! A spot in a content file → its bytes.

use std::cell::OnceCell;

use super::fence::{self, Split};
use super::values::unlinked;
use super::yaml::Index;
use crate::diag::{FieldPath, Spot, Step};
use crate::names::nfc::nfc;
use crate::source::Span;

/// The places of one content file; reads its front matter once, however many spots are asked for.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    split: Split,
    index: OnceCell<Index>,
}

impl<'a> Places<'a> {
    /// The places of `text`, a whole content file.
    pub fn of(text: &'a str) -> Places<'a> {
        Places { text, split: fence::split(text), index: OnceCell::new() }
    }

    /// The bytes that `spot` means: on character boundaries, never empty where there is anything to show.
    ///
    /// A field that the file does not have stands where the nearest thing around it does, and in the end at the
    /// opening fence. Nothing for the file as a whole, and for a field of a file without front matter.
    pub fn find(&self, spot: &Spot) -> Option<Span> {
        match spot {
            Spot::File => None,
            Spot::Bytes(span) => Some(self.on_boundaries(span)),
            Spot::Value(path) => self.field(path, 0, false),
            Spot::Text(path, text) => self.text(path, text).or_else(|| self.field(path, 0, false)),
            Spot::Key(path) => self.field(path, 0, true),
            Spot::Repeat(path, nth) => self.field(path, *nth, true),
        }
    }

    /// Where `text` stands: at `path` itself, or else under its top key in any case, or else wherever it does.
    fn text(&self, path: &FieldPath, text: &str) -> Option<Span> {
        let Split::Fenced { yaml, .. } = &self.split else { return None };
        let index = self.index.get_or_init(|| Index::of(self.text, yaml));
        let is_it = |found: &str| {
            let (target, _) = unlinked(found.trim());
            nfc(&target) == text || nfc(found.trim()) == text
        };
        if let Some(found) = index.get(path).filter(|found| found.text().is_some_and(is_it)) {
            return Some(found.value_span());
        }
        let key = path.0.first().map(|step| match step {
            Step::Key(key) => key.as_str(),
            Step::Item(_) => "",
        });
        let mut anywhere = None;
        for (top, _, span) in index.texts().into_iter().filter(|(_, found, _)| is_it(found)) {
            if key.is_some_and(|key| key.eq_ignore_ascii_case(top)) {
                return Some(span);
            }
            anywhere.get_or_insert(span);
        }
        anywhere
    }

    fn field(&self, path: &FieldPath, nth: usize, key_wanted: bool) -> Option<Span> {
        let (fence, yaml) = match &self.split {
            Split::Fenced { fence, yaml, .. } => (fence, yaml),
            Split::Unclosed { fence } | Split::Toml { fence } => return Some(fence.clone()),
            Split::Bare { .. } => return None,
        };
        let index = self.index.get_or_init(|| Index::of(self.text, yaml));
        if let Some(found) = index.repeat(path, nth).filter(|_| !path.0.is_empty()) {
            let value = found.value_span();
            return match found.key_span() {
                Some(key) if key_wanted || value.is_empty() => Some(key),
                _ if value.is_empty() => self.above(index, path, fence),
                _ => Some(value),
            };
        }
        self.above(index, path, fence)
    }

    /// The nearest thing around a field that is not there: the whole value where it stands on one line, else its key.
    fn above(&self, index: &Index, path: &FieldPath, fence: &Span) -> Option<Span> {
        let mut steps = path.0.as_slice();
        while let Some((_, above)) = steps.split_last() {
            steps = above;
            if steps.is_empty() {
                break;
            }
            let Some(found) = index.get(&FieldPath(steps.to_vec())) else { continue };
            let value = found.value_span();
            let one_line = !value.is_empty() && !self.text[value.clone()].contains(['\n', '\r']);
            match found.key_span() {
                Some(key) if !one_line => return Some(key),
                _ if !value.is_empty() => return Some(value),
                _ => {}
            }
        }
        Some(fence.clone())
    }

    /// The span within the text, widened to whole characters.
    fn on_boundaries(&self, span: &Span) -> Span {
        let mut start = span.start.min(self.text.len());
        let mut end = span.end.clamp(start, self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        start..end
    }
}
