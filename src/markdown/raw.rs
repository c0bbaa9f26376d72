//! The writer's raw HTML: taken apart, filtered and written anew, unless the site trusts its authors.

use std::ops::Range;

use super::policy::{self, Attribute, Element};
use super::tags::{self, Piece};
use super::writer::{DEEPEST, Writer, shown};
use super::{ReferenceKind, picture};
use crate::diag::codes::markdown as codes;

/// What the writer remembers of a body's raw HTML.
#[derive(Default)]
pub(super) struct RawHtml {
    /// The block that is being gathered.
    block: String,
    /// Where each line of the block begins, in the block and in the body.
    lines: Vec<(usize, usize)>,
    is_filtered: bool,
    has_warned: bool,
    /// The author's elements that are open around the footnotes being defined.
    around: Vec<Vec<String>>,
    /// The element whose content is left out: a script in the midst of a paragraph.
    muted: Option<String>,
    /// The author's elements that are open, outermost first.
    open: Vec<String>,
    /// How many of them were open when the text began in which the others stand.
    open_before_text: Option<usize>,
}

impl RawHtml {
    /// Whether the HTML holds what an author wrote as HTML.
    pub(super) fn is_filtered(&self) -> bool {
        self.is_filtered
    }

    /// Whether text is left out for now.
    pub(super) fn is_muted(&self) -> bool {
        self.muted.is_some()
    }
}

impl Writer<'_> {
    /// Takes a line of a block of HTML.
    pub(super) fn html_line(&mut self, html: &str, range: Range<usize>) {
        if self.options.trusted_html {
            self.html.push_str(html);
        } else {
            self.raw.lines.push((self.raw.block.len(), range.start));
            self.raw.block.push_str(html);
        }
    }

    pub(super) fn end_html_block(&mut self) {
        if self.options.trusted_html {
            return;
        }
        let block = std::mem::take(&mut self.raw.block);
        let before = self.raw.open.len();
        self.filter(&block);
        self.raw.lines.clear();
        // Markdown may follow inside a box or a list; inside a phrase it would be lost.
        let opened = self.raw.open.get(before..).unwrap_or_default();
        if let Some(phrase) = opened.iter().position(|name| !policy::holds_blocks(name)) {
            self.close_raw(before + phrase);
        }
    }

    /// Ends what the author began in the midst of text that now ends.
    pub(super) fn end_inline_html(&mut self) {
        self.raw.muted = None;
        if let Some(before) = self.raw.open_before_text.take() {
            self.close_raw(before);
        }
    }

    /// Begins a footnote, which will stand elsewhere: nothing that is open goes on in it.
    pub(super) fn enter_footnote(&mut self) {
        self.raw.around.push(std::mem::take(&mut self.raw.open));
    }

    /// Ends a footnote and what is open in it.
    pub(super) fn leave_footnote(&mut self) {
        self.close_raw(0);
        self.raw.open = self.raw.around.pop().unwrap_or_default();
    }

    /// Closes the author's open elements but for the outermost `keep`.
    pub(super) fn close_raw(&mut self, keep: usize) {
        while self.raw.open.len() > keep
            && let Some(name) = self.raw.open.pop()
        {
            self.push_close(&name);
        }
    }

    /// Takes a tag, comment or declaration in the midst of text.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if self.options.trusted_html {
            self.html.push_str(html);
            return;
        }
        // Hugo's `{{<name>}}` is no tag.
        if self.text[..range.start].ends_with("{{") {
            self.push_text(html);
            return;
        }
        if let Some(muted) = &self.raw.muted {
            if tags::find_close(html, muted).is_some_and(|close| close.start == 0) {
                self.raw.muted = None;
            }
            return;
        }
        if let Some((Piece::Open(name, _), _)) = tags::pieces(html).next()
            && policy::element(&name.to_ascii_lowercase()) == Element::Remove
        {
            let paragraph = &self.text[range.end..];
            let paragraph = &paragraph[..paragraph.find("\n\n").unwrap_or(paragraph.len())];
            self.raw.muted = tags::find_close(paragraph, name).map(|_| name.to_ascii_lowercase());
        }
        self.raw.open_before_text.get_or_insert(self.raw.open.len());
        self.raw.lines.push((0, range.start));
        self.filter(html);
        self.raw.lines.clear();
    }

    /// Writes what may stay of `html`.
    fn filter(&mut self, html: &str) {
        self.raw.is_filtered = true;
        let mut written_to = 0;
        for (piece, range) in tags::pieces(html) {
            if range.start < written_to {
                continue;
            }
            match piece {
                Piece::Text(text) => {
                    // Character references stay; only a sign that could begin a tag is escaped.
                    let mut parts = text.split('<');
                    self.html.push_str(parts.next().unwrap_or_default());
                    for part in parts {
                        self.html.push_str("&lt;");
                        self.html.push_str(part);
                    }
                }
                Piece::Comment => {}
                Piece::Declaration => self.lose(&range, format!("`{}`", shown(&html[range.clone()]))),
                Piece::Close(name) => match policy::element(&name.to_ascii_lowercase()) {
                    _ if policy::heading(name).is_some() => self.close_heading(),
                    Element::Keep if !policy::is_void(&name.to_ascii_lowercase()) => self.close(name),
                    Element::Replace(name) => self.close(name),
                    _ => {}
                },
                Piece::Open(name, inside) => {
                    let name = name.to_ascii_lowercase();
                    match policy::element(&name) {
                        _ if let Some(level) = policy::heading(&name) => {
                            let level = self.outline.deepest().min(level).max(2);
                            self.open_tag(&format!("h{level}"), inside, &range);
                        }
                        Element::Keep => self.open_tag(&name, inside, &range),
                        Element::Replace(other) => {
                            self.lose(&range, format!("`<{}>`", shown(&name)));
                            self.open_tag(other, inside, &range);
                        }
                        Element::Unwrap => self.lose(&range, format!("`<{}>`", shown(&name))),
                        Element::Remove => {
                            self.lose(&range, format!("`<{}>`", shown(&name)));
                            let rest = &html[range.end..];
                            // An inline tag is all there is to `html`; what follows it is muted where it closes.
                            written_to =
                                range.end + tags::find_close(rest, &name).map_or(rest.len(), |close| close.end);
                        }
                    }
                }
            }
        }
    }

    /// Closes the author's element, unless the author has not opened it here: the writer's own are not to be closed.
    fn close(&mut self, name: &str) {
        let from = self.raw.open_before_text.unwrap_or(0);
        let opened = self.raw.open.get(from..).unwrap_or_default();
        if let Some(at) = opened.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
            self.close_raw(from + at);
        }
    }

    fn close_heading(&mut self) {
        if let Some(heading) = self.raw.open.iter().rev().find(|open| policy::heading(open).is_some()).cloned() {
            self.close(&heading);
        }
    }

    fn push_close(&mut self, name: &str) {
        self.html.push_str("</");
        self.html.push_str(&name.to_ascii_lowercase());
        self.html.push('>');
    }

    fn open_tag(&mut self, name: &str, inside: &str, range: &Range<usize>) {
        if self.raw.open.len() >= DEEPEST {
            return self.lose(range, format!("`<{name}>` more than {DEEPEST} levels deep"));
        }
        let start = self.html.len();
        self.html.push('<');
        self.html.push_str(name);
        let mut seen: Vec<String> = Vec::new();
        let mut shown_picture = None;
        for (attribute, value) in tags::attributes(inside) {
            // Of two attributes with one name browsers take the first.
            if seen.contains(&attribute) {
                continue;
            }
            let value = value.unwrap_or_default();
            match policy::attribute(name, &attribute, &value) {
                Attribute::Keep => self.push_pair(&attribute, &value),
                Attribute::Flag => {
                    self.html.push(' ');
                    self.html.push_str(&attribute);
                }
                Attribute::Address(kind) => {
                    let place = self.source_of(range);
                    let Some(resolved) = self.resolve(&value, kind, place) else { continue };
                    self.html.push(' ');
                    self.html.push_str(&attribute);
                    self.html.push_str("=\"");
                    let _ = pulldown_cmark_escape::escape_href(&mut self.html, &resolved.url);
                    self.html.push('"');
                    if kind == ReferenceKind::Image {
                        self.html.push_str(" loading=\"lazy\" decoding=\"async\"");
                        shown_picture = resolved.picture;
                    }
                }
                Attribute::Remove => {
                    self.lose(range, format!("`{}` of `<{name}>`", shown(&attribute)));
                    continue;
                }
            }
            seen.push(attribute);
        }
        if let Some(required) = policy::required(name)
            && !seen.iter().any(|attribute| attribute == required)
        {
            self.html.truncate(start);
            self.lose(range, format!("`<{name}>` without `{required}`"));
            return;
        }
        if name == "img" && !seen.iter().any(|attribute| attribute == "alt") {
            self.push_pair("alt", "");
            let place = self.source_of(range);
            let message = format!("`{}` has no alternative text", shown(&self.text[place.clone()]));
            let help = "write `alt=\"…\"` with what the image shows".to_owned();
            self.problem(codes::MISSING_ALT, place, message, Some(help));
        }
        // The author may want it at another size.
        if !seen.iter().any(|attribute| matches!(attribute.as_str(), "width" | "height")) {
            picture::size(&mut self.html, shown_picture.as_ref());
        }
        self.html.push('>');
        let mut opening = String::new();
        picture::open(&mut opening, shown_picture.as_ref());
        self.html.insert_str(start, &opening);
        picture::close(&mut self.html, shown_picture.as_ref());
        if !policy::is_void(name) {
            self.raw.open.push(name.to_owned());
        }
    }

    fn push_pair(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        self.push_attribute(value);
        self.html.push('"');
    }

    /// Warns, once a body, that something is left out.
    fn lose(&mut self, range: &Range<usize>, what: String) {
        if self.raw.has_warned {
            return;
        }
        self.raw.has_warned = true;
        let place = self.source_of(range);
        let help = "write it as Markdown, or set `trusted_html = true` under `[markdown]` in `site.toml`".to_owned();
        self.problem(codes::RAW_HTML_REMOVED, place, format!("{what} is not let through"), Some(help));
    }

    /// The bytes of the body that stand at `range` of the raw HTML, to the end of their line.
    fn source_of(&self, range: &Range<usize>) -> Range<usize> {
        let lines = &self.raw.lines;
        let line = lines.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        let Some(&(in_block, in_body)) = lines.get(line) else { return 0..0 };
        let start = in_body + (range.start - in_block);
        let end = match lines.get(line + 1) {
            Some(&(next, _)) if next < range.end => in_body + (next - in_block),
            _ => in_body + (range.end - in_block),
        };
        let end = end.min(self.text.len());
        let length = self.text.get(start..end).map_or(0, |source| source.trim_end().len());
        start.min(end)..start.min(end) + length
    }
}
