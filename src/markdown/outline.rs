//! Headings as they come → levels and ids for a page that has its title above them.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::anchor::{self, Anchors};
use super::{Heading, controls, writer};

/// The headings met so far.
#[derive(Default)]
pub(super) struct Outline {
    /// The numbers of marks of the headings that enclose the present place.
    enclosing: Vec<u8>,
    anchors: Anchors,
    pub(super) headings: Vec<Heading>,
}

/// How a heading came by its id.
pub(super) enum Asked {
    /// It asked for none, or got what it asked for.
    Fine,
    /// What it asked for cannot be an id here.
    Unsafe,
    /// What it asked for is another heading's.
    Taken,
}

impl Outline {
    /// Takes a heading in, written with `written` marks; nothing where it has no words. `source` is the whole of it.
    pub(super) fn add(&mut self, written: u8, text: &str, source: &str) -> Option<(&Heading, Asked)> {
        let (text, id) = match written_id(text, source) {
            Some((text, id)) => (text, Some(id)),
            None => (text.trim(), None),
        };
        if text.is_empty() {
            return None;
        }
        let (id, asked) = match id {
            None => (self.anchors.of_text(text), Asked::Fine),
            Some(id) if anchor::is_safe(id) => match self.anchors.asked(id) {
                (id, true) => (id, Asked::Fine),
                (id, false) => (id, Asked::Taken),
            },
            Some(_) => (self.anchors.of_text(text), Asked::Unsafe),
        };
        let level = self.level(written);
        self.headings.push(Heading { level, id, text: controls::drop_controls(text.to_owned()) });
        self.headings.last().map(|heading| (heading, asked))
    }

    /// The deepest level that a heading may have which comes next.
    pub(super) fn deepest(&self) -> u8 {
        u8::try_from(self.enclosing.len() + 2).unwrap_or(u8::MAX).min(6)
    }

    /// One below the heading that encloses it, 2 where none does, and never below 6.
    fn level(&mut self, written: u8) -> u8 {
        while self.enclosing.last().is_some_and(|&level| level >= written) {
            self.enclosing.pop();
        }
        self.enclosing.push(written);
        u8::try_from(self.enclosing.len() + 1).unwrap_or(u8::MAX).min(6)
    }
}

/// A heading's text without its id, and the id: `Title {#id}` → `Title`, `id`.
///
/// The text tells whether there is one (it has no closing `#`s and no code), the source how it is written, since
/// printers' dashes may have changed the text.
pub(super) fn written_id<'a>(text: &'a str, source: &'a str) -> Option<(&'a str, &'a str)> {
    let text = text.trim_end();
    let words = &text[..text.strip_suffix('}')?.rfind("{#")?];
    let is_apart = words.is_empty() || words.ends_with(char::is_whitespace);
    let from = source.rfind("{#")? + 2;
    let id = &source[from..from + source[from..].find('}')?];
    is_apart.then(|| (words.trim(), id))
}

/// The headings of `text`, with the ids that `render` gives them.
///
/// Their text is as written: without printers' quotation marks, and with the target of a wiki link that has no text.
pub fn headings(text: &str) -> Vec<Heading> {
    let mut outline = Outline::default();
    let mut open: Option<(u8, Range<usize>)> = None;
    let mut words = String::new();
    let mut footnotes = 0_usize;
    for (event, range) in Parser::new_ext(text, writer::EXTENSIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => footnotes += 1,
            Event::End(TagEnd::FootnoteDefinition) => footnotes = footnotes.saturating_sub(1),
            Event::Start(Tag::Heading { level, .. }) if footnotes == 0 => {
                words.clear();
                open = Some((level as u8, range));
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((written, range)) = open.take() {
                    outline.add(written, &words, &text[range]);
                }
            }
            Event::Text(text) | Event::Code(text) if open.is_some() => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak if open.is_some() => words.push(' '),
            _ => {}
        }
    }
    outline.headings
}
