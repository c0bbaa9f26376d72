//! The parser's events → HTML, headings and problems, in one pass.

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{CowStr, Event, Options as Extensions, Parser, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::blocks::{OpenCode, OpenHeading, OpenTable};
use super::footnotes::{self, Footnotes};
use super::labels::Labels;
use super::outline::Outline;
use super::quotes::Quotes;
use super::raw::RawHtml;
use super::reference::{Caption, OpenImage};
use super::{Options, Rendered, Resolver, controls, sanitize};
use crate::diag::codes::markdown as codes;
use crate::diag::{Code, Diagnostic, Place};
use crate::source::SitePath;

/// What the parser reads beyond CommonMark. Ids behind headings are not among it: the parser would take any braces at
/// a heading's end for attributes, template code of other generators included.
pub(super) const EXTENSIONS: Extensions = Extensions::ENABLE_TABLES
    .union(Extensions::ENABLE_FOOTNOTES)
    .union(Extensions::ENABLE_STRIKETHROUGH)
    .union(Extensions::ENABLE_TASKLISTS)
    .union(Extensions::ENABLE_DEFINITION_LIST)
    .union(Extensions::ENABLE_GFM)
    .union(Extensions::ENABLE_WIKILINKS);

/// How deep quotations, lists and emphasis may stand inside one another. Browsers give up at 512 elements.
pub(super) const DEEPEST: usize = 100;

/// What became of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// Its element is written.
    Written,
    /// Its content is, and it is not.
    LeftOut,
    /// This many signs before and behind its content are text.
    Literal(usize),
}

/// Writes one body.
pub(super) struct Writer<'a> {
    pub(super) text: &'a str,
    /// The file and where in it `text` begins; nothing where plain CommonMark is wanted.
    pub(super) place: Option<(&'a SitePath, usize)>,
    pub(super) options: &'a Options,
    pub(super) resolver: &'a dyn Resolver,
    pub(super) labels: &'static Labels,
    pub(super) html: String,
    pub(super) problems: Vec<Diagnostic>,
    /// What became of each tag that the parser has opened.
    pub(super) open: Vec<Opened>,
    /// The body holds `{{` or `{%`.
    has_templates: bool,
    pub(super) outline: Outline,
    pub(super) heading: Option<OpenHeading>,
    /// The words of the open heading.
    pub(super) heading_text: String,
    pub(super) image: Option<OpenImage<'a>>,
    /// An image that so far is all that its paragraph holds.
    pub(super) caption: Option<Caption<'a>>,
    /// Where the paragraph's tag begins, and where its content.
    pub(super) paragraph: (usize, usize),
    /// Where the last list item's attributes would stand.
    pub(super) item_at: usize,
    pub(super) links: usize,
    /// Where in the HTML the last link begins, and where its content.
    pub(super) link: (usize, usize),
    /// The text of the open link is not its own.
    pub(super) is_retitled: bool,
    /// Everything before this place of `text` is written already.
    pub(super) written_to: usize,
    pub(super) table: OpenTable,
    pub(super) code: Option<OpenCode>,
    /// Some code was highlighted.
    pub(super) has_code: bool,
    pub(super) raw: RawHtml,
    pub(super) footnotes: Footnotes,
    /// The footnotes being defined: label, place, and the HTML before each.
    pub(super) defining: Vec<(CowStr<'a>, Range<usize>, String)>,
    quotes: Option<Quotes>,
}

/// Whether there is a `{{` or a `{%`.
fn has_templates(text: &str) -> bool {
    memchr_iter(b'{', text.as_bytes()).any(|at| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%')))
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        text: &'a str,
        place: Option<(&'a SitePath, usize)>,
        options: &'a Options,
        resolver: &'a dyn Resolver,
    ) -> Writer<'a> {
        Writer {
            text,
            place,
            options,
            resolver,
            labels: Labels::of(&options.language),
            html: String::with_capacity(text.len() + text.len() / 4 + 64),
            problems: Vec::new(),
            open: Vec::new(),
            has_templates: place.is_some() && has_templates(text),
            outline: Outline::default(),
            heading: None,
            heading_text: String::new(),
            image: None,
            caption: None,
            paragraph: (0, 0),
            item_at: 0,
            links: 0,
            link: (0, 0),
            is_retitled: false,
            written_to: 0,
            table: OpenTable::default(),
            code: None,
            has_code: false,
            raw: RawHtml::default(),
            footnotes: Footnotes::default(),
            defining: Vec::new(),
            quotes: if options.smart_punctuation { Quotes::of(&options.language) } else { None },
        }
    }

    pub(super) fn run(mut self) -> Rendered {
        let mut extensions = if self.is_plain() { Extensions::empty() } else { EXTENSIONS };
        extensions.set(Extensions::ENABLE_SMART_PUNCTUATION, self.options.smart_punctuation);
        for (event, range) in Parser::new_ext(self.text, extensions).into_offset_iter() {
            self.event(event, range);
        }
        if self.is_plain() {
            return Rendered { html: self.html.replace('\0', "\u{fffd}"), ..Rendered::default() };
        }
        let unused: Vec<_> = self.footnotes.unused().map(|(label, source)| (label.to_owned(), source)).collect();
        for (label, source) in unused {
            let mark = source.start..source.start + self.text[source].find(':').unwrap_or(0);
            let help = format!("write `[^{label}]` where it belongs, or delete it");
            self.problem(codes::UNUSED_FOOTNOTE, mark, format!("nothing refers to the footnote `{label}`"), Some(help));
        }
        self.close_raw(0);
        self.footnotes.write(&mut self.html, self.labels);
        if self.raw.is_filtered() {
            self.html = sanitize::sanitize(&self.html, self.labels);
        }
        Rendered {
            html: controls::drop_controls(self.html),
            headings: self.outline.headings,
            has_code: self.has_code,
            problems: self.problems,
        }
    }

    /// Whether plain CommonMark is wanted.
    pub(super) fn is_plain(&self) -> bool {
        self.place.is_none()
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.image.is_some() {
            return self.alternative_text(event, &range);
        }
        let is_written = range.start < self.written_to;
        match event {
            Event::Start(tag) => {
                let opened = if is_written { Opened::LeftOut } else { self.may_open(&tag, &range) };
                let opened = match opened {
                    Opened::Written if !self.start(tag, range.clone()) => Opened::LeftOut,
                    Opened::Literal(signs) => {
                        self.push_text(&self.text[range.start..range.start + signs]);
                        opened
                    }
                    opened => opened,
                };
                self.open.push(opened);
            }
            Event::End(tag) => match self.open.pop() {
                Some(Opened::Written) => self.end(tag, range),
                Some(Opened::Literal(signs)) => self.push_text(&self.text[range.end - signs..range.end]),
                _ if matches!(tag, TagEnd::Link) => self.is_retitled = false,
                _ => {}
            },
            Event::Text(text) => self.text(&text, range),
            _ if is_written => {}
            Event::Code(code) => {
                self.note_heading_text(&code);
                self.html.push_str("<code>");
                self.push_text(&code);
                self.html.push_str("</code>");
            }
            Event::Html(html) => self.html_line(&html, range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::SoftBreak => {
                self.note_heading_text(" ");
                self.html.push('\n');
            }
            Event::HardBreak => {
                self.note_heading_text(" ");
                self.html.push_str(if self.is_plain() { "<br />\n" } else { "<br>\n" });
            }
            Event::Rule => {
                self.start_line();
                self.html.push_str(if self.is_plain() { "<hr />\n" } else { "<hr>\n" });
            }
            Event::TaskListMarker(done) => self.task(done),
            Event::FootnoteReference(label) if self.links == 0 => {
                let mark = self.footnotes.refer(&label);
                footnotes::write_mark(&mut self.html, self.labels, &mark);
            }
            // A link inside a link is not HTML, so the mark is only shown.
            Event::FootnoteReference(label) => {
                let number = self.footnotes.mention(&label).to_string();
                self.html.push_str("<sup class=\"footnote-ref\">");
                self.html.push_str(&number);
                self.html.push_str("</sup>");
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(&text),
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            code.text.push_str(text);
            return;
        }
        let text = self.quotation_mark(text, range.start).unwrap_or(text);
        self.note_heading_text(text);
        if self.is_retitled || self.raw.is_muted() {
            return;
        }
        if range.start < self.written_to {
            // What lies behind the place is still to be written where the text stands as it is in the source.
            if let Some(rest) = self.text.get(self.written_to..range.end) {
                self.push_text(rest);
            }
        } else if self.options.smart_punctuation && self.is_template(range.start) {
            self.push_text(&self.text[range]);
        } else {
            if text == "[" && !self.is_plain() {
                self.check_footnote(range.start);
            }
            self.push_text(text);
        }
    }

    /// The language's own mark for one that the parser has made of a straight one at this place.
    pub(super) fn quotation_mark(&mut self, text: &str, at: usize) -> Option<&'static str> {
        let quotes = self.quotes.as_mut()?;
        let is_made = text.len() == 3 && matches!(self.text.as_bytes().get(at), Some(b'"' | b'\''));
        if is_made && !text.is_ascii() { quotes.map(text) } else { None }
    }

    /// Warns where `[` begins the mark of a footnote that is not defined.
    fn check_footnote(&mut self, at: usize) {
        let Some(rest) = self.text[at..].strip_prefix("[^") else { return };
        let label_end = rest.find(|sign: char| sign.is_whitespace() || matches!(sign, '[' | ']' | '^')).unwrap_or(0);
        let label = &rest[..label_end];
        let end = at + 2 + label_end;
        if label.is_empty() || !rest[label_end..].starts_with(']') || self.text[..at].ends_with('\\') {
            return;
        }
        let help = format!("write `[^{label}]: …` on a line of its own, or `\\[^{label}]` if no footnote is meant");
        self.problem(
            codes::UNDEFINED_FOOTNOTE,
            at..end + 1,
            format!("the footnote `[^{label}]` is not defined"),
            Some(help),
        );
    }

    /// What is to become of `tag`: nothing where it would stand too deep or in a list that is not there, and its signs
    /// where they are another generator's template code.
    fn may_open(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Opened {
        let parent = self.open.last().copied().unwrap_or(Opened::Written);
        match tag {
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => parent,
            Tag::BlockQuote(_) | Tag::List(_) | Tag::DefinitionList if !self.is_too_deep(range) => Opened::Written,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                if self.is_template(range.start) || self.is_template(range.end - 1) {
                    let source = &self.text[range.clone()];
                    let sign = &source[..1];
                    let is_double = !matches!(tag, Tag::Emphasis) && source[1..].starts_with(sign);
                    Opened::Literal(if is_double { 2 } else { 1 })
                } else if self.is_too_deep(range) {
                    Opened::LeftOut
                } else {
                    Opened::Written
                }
            }
            Tag::BlockQuote(_) | Tag::List(_) | Tag::DefinitionList => Opened::LeftOut,
            _ => Opened::Written,
        }
    }

    /// Whether so much is open that no more should be; says so once.
    fn is_too_deep(&mut self, range: &Range<usize>) -> bool {
        let is_too_deep = self.open.len() >= DEEPEST && !self.is_plain();
        if is_too_deep && !self.problems.iter().any(|problem| problem.code == codes::DEEP_NESTING) {
            let sign = self.text[range.start..].chars().next().map_or(0, char::len_utf8);
            let mark = range.start..range.start + sign;
            let message = format!("`{}` stands more than {DEEPEST} levels deep", shown(&self.text[mark.clone()]));
            let help = "nest less deeply, or write `\\` before a mark that is not meant as Markdown";
            self.problem(codes::DEEP_NESTING, mark, message, Some(help.to_owned()));
        }
        is_too_deep
    }

    /// Whether this place lies between `{{` and `}}`, or `{%` and `%}`, on one line.
    fn is_template(&self, at: usize) -> bool {
        if !self.has_templates {
            return false;
        }
        const FARTHEST: usize = 500;
        let text = self.text.as_bytes();
        let before = &text[at.saturating_sub(FARTHEST)..at];
        let behind = &text[at..(at + FARTHEST).min(text.len())];
        [(b"{{", b"}}"), (b"{%", b"%}")].iter().any(|(open, close)| {
            let ended = |pair: &[u8]| pair == *close || pair[0] == b'\n';
            let is_open =
                before.windows(2).rev().find(|pair| pair == *open || ended(pair)).is_some_and(|pair| pair == *open);
            is_open && behind.windows(2).find(|pair| ended(pair)).is_some_and(|pair| pair == *close)
        })
    }

    /// Reports a problem at these bytes of the body; plain CommonMark has none.
    pub(super) fn problem(&mut self, code: &'static Code, bytes: Range<usize>, message: String, help: Option<String>) {
        if let Some((file, offset)) = self.place {
            let place = Place::bytes(file, bytes.start + offset..bytes.end + offset);
            let mut problem = Diagnostic::new(code, place, message);
            problem.help = help;
            self.problems.push(problem);
        }
    }

    pub(super) fn note_heading_text(&mut self, text: &str) {
        if self.heading.is_some() {
            self.heading_text.push_str(text);
        }
    }

    /// Begins a new line unless one has begun.
    pub(super) fn start_line(&mut self) {
        self.end_inline_html();
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
        if let Some(quotes) = &mut self.quotes {
            quotes.reset();
        }
    }

    pub(super) fn push_text(&mut self, text: &str) {
        // Writing to a string does not fail.
        if self.is_plain() {
            // The specification's examples escape quotation marks in text, which HTML does not ask for.
            for (index, part) in text.split('"').enumerate() {
                self.html.push_str(if index > 0 { "&quot;" } else { "" });
                let _ = escape_html_body_text(&mut self.html, part);
            }
        } else {
            let _ = escape_html_body_text(&mut self.html, text);
        }
    }

    pub(super) fn push_attribute(&mut self, value: &str) {
        let _ = escape_html(&mut self.html, value);
    }
}

/// Words of the body as a message shows them: on one line, and not endless.
pub(super) fn shown(words: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String =
        words.chars().take(LONGEST).map(|sign| if sign.is_control() || sign == '`' { ' ' } else { sign }).collect();
    if words.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
