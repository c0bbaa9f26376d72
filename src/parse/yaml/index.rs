//! YAML text → where every key and value stands, and how plain scalars are written.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::DEEPEST;
use crate::diag::{FieldPath, Step};
use crate::source::Span;

/// The places of a file's front matter. Where the text is not YAML it ends at the fault.
#[derive(Debug, Default)]
pub(in crate::parse) struct Index {
    items: Vec<Item>,
}

#[derive(Debug)]
struct Item {
    /// Bytes of the file; never with white space at the end, empty where the value is not written.
    span: Span,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    Scalar { text: String, plain: bool },
    List(Vec<usize>),
    Map { entries: Vec<(usize, usize)>, by_key: HashMap<String, Vec<usize>> },
    Alias(usize),
}

/// What a path leads to.
#[derive(Clone, Copy, Debug)]
pub(in crate::parse) struct Found<'a> {
    index: &'a Index,
    key: Option<usize>,
    value: usize,
}

impl Index {
    /// Reads what stands at `yaml` of `text`.
    pub(in crate::parse) fn of(text: &str, yaml: &Span) -> Index {
        let inner = &text[yaml.clone()];
        let bytes = ByteOffsets::of(inner, yaml.start);
        let mut builder = Builder::default();
        for event in Parser::new_from_str(inner) {
            let Ok((event, place)) = event else { break };
            let start = bytes.at(place.start.index());
            let span = start..bytes.at(place.end.index()).max(start);
            if !builder.take(event, span, text) {
                break;
            }
        }
        builder.finish(text);
        Index { items: builder.items }
    }

    /// How deep the text nests, counted no further than it may; or what is wrong with it and at which byte.
    pub(super) fn depth(yaml: &str) -> Result<usize, (String, usize)> {
        let (mut depth, mut deepest) = (0usize, 0);
        for event in Parser::new_from_str(yaml) {
            match event {
                Ok((Event::SequenceStart(..) | Event::MappingStart(..), _)) => {
                    depth += 1;
                    deepest = deepest.max(depth);
                    if deepest > DEEPEST {
                        break;
                    }
                }
                Ok((Event::SequenceEnd | Event::MappingEnd, _)) => depth = depth.saturating_sub(1),
                Ok(_) => {}
                Err(error) => {
                    let at = yaml.char_indices().nth(error.marker().index()).map_or(yaml.len(), |(at, _)| at);
                    return Err((error.info().to_owned(), at));
                }
            }
        }
        Ok(deepest)
    }

    /// What `path` leads to, aliases and merge keys followed; of a key that stands twice, the first.
    pub(in crate::parse) fn get(&self, path: &FieldPath) -> Option<Found<'_>> {
        self.repeat(path, 0)
    }

    /// The same for the `nth` time (from 0) that the last key of `path` stands in its mapping.
    pub(in crate::parse) fn repeat(&self, path: &FieldPath, nth: usize) -> Option<Found<'_>> {
        let mut found = Found { index: self, key: None, value: 0 };
        self.items.first()?;
        for (at, step) in path.0.iter().enumerate() {
            let nth = if at + 1 == path.0.len() { nth } else { 0 };
            found = match step {
                Step::Key(key) => self.entry(found.value, key, nth, 0)?,
                Step::Item(place) => Found { index: self, key: None, value: self.item(found.value, *place)? },
            };
        }
        Some(found)
    }

    /// Every scalar value with the top-level key above it and its bytes, in the file's order; aliases not followed.
    pub(in crate::parse) fn texts(&self) -> Vec<(&str, &str, Span)> {
        let Some(Item { shape: Shape::Map { entries, .. }, .. }) = self.items.first() else { return Vec::new() };
        let mut found = Vec::new();
        for (key, value) in entries {
            let Shape::Scalar { text: key, .. } = &self.items[*key].shape else { continue };
            let mut open = vec![*value];
            while let Some(item) = open.pop() {
                match &self.items[item].shape {
                    Shape::Scalar { text, .. } => {
                        found.push((key.as_str(), text.as_str(), self.items[item].span.clone()));
                    }
                    Shape::List(items) => open.extend(items.iter().rev()),
                    Shape::Map { entries, .. } => open.extend(entries.iter().rev().map(|(_, value)| value)),
                    Shape::Alias(_) => {}
                }
            }
        }
        found
    }

    fn item(&self, list: usize, place: usize) -> Option<usize> {
        match &self.resolved(list).shape {
            Shape::List(items) => items.get(place).copied(),
            _ => None,
        }
    }

    fn entry(&self, map: usize, key: &str, nth: usize, hops: usize) -> Option<Found<'_>> {
        let Shape::Map { entries, by_key } = &self.resolved(map).shape else { return None };
        if let Some(places) = by_key.get(key) {
            let (key, value) = entries[*places.get(nth)?];
            return Some(Found { index: self, key: Some(key), value });
        }
        if hops > DEEPEST {
            return None;
        }
        by_key.get("<<")?.iter().find_map(|place| {
            let merged = entries[*place].1;
            match &self.resolved(merged).shape {
                Shape::List(items) => items.iter().find_map(|item| self.entry(*item, key, nth, hops + 1)),
                _ => self.entry(merged, key, nth, hops + 1),
            }
        })
    }

    /// The item, or the anchored one that it is an alias of. An anchor stands before its aliases, so this ends.
    fn resolved(&self, item: usize) -> &Item {
        let mut at = item;
        while let Shape::Alias(target) = self.items[at].shape {
            if target >= at {
                break;
            }
            at = target;
        }
        &self.items[at]
    }
}

impl<'a> Found<'a> {
    /// The key's bytes, where it is the value of a key.
    pub(in crate::parse) fn key_span(self) -> Option<Span> {
        self.key.map(|key| self.index.items[key].span.clone())
    }

    /// The value's bytes; empty where a key has no value written.
    pub(in crate::parse) fn value_span(self) -> Span {
        self.index.items[self.value].span.clone()
    }

    /// A scalar's text, escapes undone.
    pub(in crate::parse) fn text(self) -> Option<&'a str> {
        match &self.index.resolved(self.value).shape {
            Shape::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// A plain scalar's text as written.
    pub(in crate::parse) fn plain_text(self) -> Option<&'a str> {
        match &self.index.resolved(self.value).shape {
            Shape::Scalar { text, plain: true } => Some(text),
            _ => None,
        }
    }
}

/// Where each character of a text begins, in bytes of the file. Parsers count characters.
enum ByteOffsets {
    Ascii { start: usize, end: usize },
    Mixed(Vec<usize>),
}

impl ByteOffsets {
    fn of(yaml: &str, start: usize) -> ByteOffsets {
        let end = start + yaml.len();
        if yaml.is_ascii() {
            return ByteOffsets::Ascii { start, end };
        }
        ByteOffsets::Mixed(yaml.char_indices().map(|(at, _)| start + at).chain([end]).collect())
    }

    fn at(&self, char: usize) -> usize {
        match self {
            ByteOffsets::Ascii { start, end } => (start + char).min(*end),
            ByteOffsets::Mixed(offsets) => offsets.get(char).or(offsets.last()).copied().unwrap_or_default(),
        }
    }
}

#[derive(Default)]
struct Builder {
    items: Vec<Item>,
    open: Vec<Open>,
    anchors: HashMap<usize, usize>,
}

/// A list or mapping whose end has not come yet.
struct Open {
    item: usize,
    key: Option<usize>,
    /// Bracketed, so that its end is written.
    flow: bool,
    /// Where its last child ends.
    end: usize,
}

impl Builder {
    /// Takes one event; false where no more are wanted.
    fn take(&mut self, event: Event<'_>, span: Span, text: &str) -> bool {
        match event {
            Event::Scalar(value, style, anchor, _) => {
                let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let span = if block { with_header(text, span) } else { span };
                let span = without_space_at_end(text, span);
                let shape = Shape::Scalar { text: value.into_owned(), plain: style == ScalarStyle::Plain };
                self.add(span, shape, anchor);
            }
            Event::Alias(anchor) => {
                let shape = match self.anchors.get(&anchor) {
                    Some(target) => Shape::Alias(*target),
                    None => Shape::Scalar { text: String::new(), plain: false },
                };
                self.add(span, shape, 0);
            }
            Event::SequenceStart(anchor, _) => return self.begin(span, Shape::List(Vec::new()), anchor, text),
            Event::MappingStart(anchor, _) => {
                let shape = Shape::Map { entries: Vec::new(), by_key: HashMap::new() };
                return self.begin(span, shape, anchor, text);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(Some(span.end), text),
            Event::DocumentEnd => return false,
            _ => {}
        }
        true
    }

    fn begin(&mut self, span: Span, shape: Shape, anchor: usize, text: &str) -> bool {
        if self.open.len() > DEEPEST {
            return false;
        }
        let flow = text[span.clone()].ends_with(['[', '{']);
        let end = span.end;
        let item = self.add(span, shape, anchor);
        self.open.push(Open { item, key: None, flow, end });
        true
    }

    fn end(&mut self, written: Option<usize>, text: &str) {
        let Some(open) = self.open.pop() else { return };
        let end = if open.flow { written.unwrap_or(open.end) } else { open.end };
        let start = self.items[open.item].span.start;
        let span = without_space_at_end(text, start..end.max(start));
        if let Some(above) = self.open.last_mut() {
            above.end = above.end.max(span.end);
        }
        self.items[open.item].span = span;
    }

    /// Closes what the text left open.
    fn finish(&mut self, text: &str) {
        while !self.open.is_empty() {
            self.end(None, text);
        }
    }

    fn add(&mut self, span: Span, shape: Shape, anchor: usize) -> usize {
        let item = self.items.len();
        if anchor != 0 {
            self.anchors.insert(anchor, item);
        }
        let end = span.end;
        self.items.push(Item { span, shape });
        let Some(above) = self.open.last_mut() else { return item };
        above.end = above.end.max(end);
        let (parent, key) = (above.item, above.key);
        let is_map = matches!(self.items[parent].shape, Shape::Map { .. });
        above.key = if is_map && key.is_none() { Some(item) } else { None };
        let name = key.map(|key| match &self.resolved(key).shape {
            Shape::Scalar { text, .. } => Some(text.clone()),
            _ => None,
        });
        match &mut self.items[parent].shape {
            Shape::List(items) => items.push(item),
            Shape::Map { entries, by_key } => {
                if let (Some(key), Some(name)) = (key, name) {
                    if let Some(name) = name {
                        by_key.entry(name).or_default().push(entries.len());
                    }
                    entries.push((key, item));
                }
            }
            Shape::Scalar { .. } | Shape::Alias(_) => {}
        }
        item
    }

    fn resolved(&self, item: usize) -> &Item {
        match self.items[item].shape {
            Shape::Alias(target) => &self.items[target],
            _ => &self.items[item],
        }
    }
}

fn without_space_at_end(text: &str, span: Span) -> Span {
    let length = text[span.clone()].trim_end().len();
    span.start..span.start + length
}

/// A block scalar with the `|` or `>` that opens it, which the parser leaves out.
fn with_header(text: &str, span: Span) -> Span {
    let before = text[..span.start].trim_end();
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..];
    let header = line.split(" #").next().unwrap_or(line).trim_end();
    let opener = header.trim_end_matches(|char: char| char.is_ascii_digit() || char == '+' || char == '-');
    if !opener.ends_with(['|', '>']) {
        return span;
    }
    before.len() - line.len() + opener.len() - 1..span.end
}
