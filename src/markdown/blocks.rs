//! The writer's elements: what each tag of the parser begins and ends.

use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Tag, TagEnd};

use super::highlight;
use super::outline::{self, Asked};
use super::writer::{Writer, shown};
use crate::diag::codes::markdown as codes;

/// A heading that is being written.
pub(super) struct OpenHeading {
    /// The number of `#`, or 1 and 2 for underlined ones.
    written: u8,
    /// Where in the HTML its element begins, and where its content.
    start: usize,
    content: usize,
}

/// A block of code that is being gathered.
pub(super) struct OpenCode {
    language: String,
    pub(super) text: String,
}

/// The table that is being written.
#[derive(Default)]
pub(super) struct OpenTable {
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
}

impl<'a> Writer<'a> {
    /// Begins an element; false where it is left out and only its content stays.
    pub(super) fn start(&mut self, tag: Tag<'a>, range: Range<usize>) -> bool {
        match tag {
            Tag::Paragraph => {
                self.start_line();
                let start = self.html.len();
                self.html.push_str("<p>");
                self.paragraph = (start, self.html.len());
                self.caption = None;
            }
            Tag::Heading { level, .. } => self.start_heading(level as u8),
            Tag::BlockQuote(None) => self.line("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let class = format!("{kind:?}").to_lowercase();
                self.start_line();
                let _ = write!(
                    self.html,
                    "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-label\">{}</p>\n",
                    self.labels.alert(kind)
                );
            }
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info,
                    CodeBlockKind::Indented => "",
                };
                let language = if self.is_plain() { info.split([' ', '\t']).next() } else { language(info) };
                self.start_line();
                self.code = Some(OpenCode { language: language.unwrap_or_default().to_owned(), text: String::new() });
            }
            Tag::HtmlBlock => self.start_line(),
            Tag::List(Some(1)) => self.line("<ol>\n"),
            Tag::List(Some(start)) => {
                self.start_line();
                let _ = writeln!(self.html, "<ol start=\"{start}\">");
            }
            Tag::List(None) => self.line("<ul>\n"),
            Tag::Item => {
                self.line("<li>");
                self.item_at = self.html.len() - 1;
            }
            Tag::FootnoteDefinition(label) => {
                self.end_inline_html();
                self.enter_footnote();
                let before = std::mem::take(&mut self.html);
                self.defining.push((label, range, before));
            }
            Tag::DefinitionList => self.line("<dl>\n"),
            Tag::DefinitionListTitle => self.line("<dt>"),
            Tag::DefinitionListDefinition => self.line("<dd>"),
            Tag::Table(alignments) => {
                self.table.alignments = alignments;
                self.start_line();
                let _ = write!(
                    self.html,
                    "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{}\">\n<table>\n",
                    self.labels.table
                );
            }
            Tag::TableHead => {
                self.table.is_head = true;
                self.table.column = 0;
                self.html.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Superscript => self.html.push_str("<sup>"),
            Tag::Subscript => self.html.push_str("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                return self.start_link(link_type, &dest_url, &title, range);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                return self.start_image(link_type, &dest_url, title, range);
            }
            Tag::MetadataBlock(_) => return false,
        }
        true
    }

    /// Ends an element that was begun.
    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(range),
            TagEnd::BlockQuote(None) => self.html.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.html.push_str("</div>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html_block(),
            TagEnd::List(true) => self.html.push_str("</ol>\n"),
            TagEnd::List(false) => self.html.push_str("</ul>\n"),
            TagEnd::Item => self.end_item("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => self.html.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.end_item("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.end_item("</dd>\n"),
            TagEnd::Table => self.html.push_str("</tbody>\n</table>\n</div>\n"),
            TagEnd::TableHead => {
                self.table.is_head = false;
                self.html.push_str("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.end_inline_html();
                self.html.push_str(if self.table.is_head { "</th>" } else { "</td>" });
                self.table.column += 1;
            }
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Superscript => self.html.push_str("</sup>"),
            TagEnd::Subscript => self.html.push_str("</sub>"),
            TagEnd::Link => self.end_link(range),
            TagEnd::Image | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn end_item(&mut self, tag: &str) {
        self.end_inline_html();
        self.html.push_str(tag);
    }

    fn line(&mut self, tag: &str) {
        self.start_line();
        self.html.push_str(tag);
    }

    fn start_heading(&mut self, written: u8) {
        self.start_line();
        let start = self.html.len();
        if !self.defining.is_empty() {
            // Footnotes stand at the end, where a heading of theirs would head what it does not belong to.
            self.html.push_str("<p><strong>");
            return;
        }
        // The level is known for good only when the heading turns out to have text.
        let _ = write!(self.html, "<h{written}>");
        self.heading_text.clear();
        self.heading = Some(OpenHeading { written, start, content: self.html.len() });
    }

    fn end_heading(&mut self, range: Range<usize>) {
        self.end_inline_html();
        let Some(OpenHeading { written, start, content }) = self.heading.take() else {
            self.html.push_str("</strong></p>\n");
            return;
        };
        if self.is_plain() {
            let _ = writeln!(self.html, "</h{written}>");
            return;
        }
        let source = &self.text[range.clone()];
        let text = std::mem::take(&mut self.heading_text);
        if outline::written_id(&text, source).is_some()
            && let Some(at) = self.html[content..].rfind("{#")
        {
            self.html.truncate(content + at);
            self.html.truncate(self.html.trim_end().len().max(content));
        }
        let Some((heading, asked)) = self.outline.add(written, &text, source) else {
            return self.leave_empty_heading(start, content, range);
        };
        let _ = writeln!(self.html, "</h{}>", heading.level);
        let tag = format!("<h{} id=\"{}\">", heading.level, heading.id);
        let given = heading.id.clone();
        self.html.replace_range(start..content, &tag);
        self.heading_text = text;
        let why = match asked {
            Asked::Fine => return,
            Asked::Unsafe => "cannot be the id of a heading",
            Asked::Taken => "is the id of another heading",
        };
        let from = source.rfind("{#").map_or(0, |at| at + 2);
        let id = source[from..].split('}').next().unwrap_or_default();
        let place = range.start + from..range.start + from + id.len();
        let help = format!("write another one; it is `{{#{given}}}` for now");
        self.problem(codes::BAD_HEADING_ID, place, format!("`{}` {why}", shown(id)), Some(help));
    }

    /// Takes a heading without words away; what else it holds, a picture say, stays as a paragraph.
    fn leave_empty_heading(&mut self, start: usize, content: usize, range: Range<usize>) {
        if self.html[content..].trim().is_empty() {
            self.html.truncate(start);
        } else {
            self.html.push_str("</p>\n");
            self.html.replace_range(start..content, "<p>");
        }
        let source = self.text[range.clone()].trim_end();
        let place = range.start..range.start + source.len();
        let help = "write the heading's text, or delete its marks";
        self.problem(
            codes::EMPTY_HEADING,
            place,
            format!("the heading `{}` has no text", shown(source)),
            Some(help.to_owned()),
        );
    }

    fn end_code(&mut self) {
        let Some(OpenCode { language, text }) = self.code.take() else { return };
        let highlighted = if self.options.highlight && !self.is_plain() && !language.is_empty() {
            highlight::highlight(&language, &text)
        } else {
            None
        };
        self.has_code |= highlighted.is_some();
        self.html.push_str(if highlighted.is_some() { "<pre class=\"hl\"><code" } else { "<pre><code" });
        if !language.is_empty() {
            self.html.push_str(" class=\"language-");
            self.push_attribute(&language);
            self.html.push('"');
        }
        self.html.push('>');
        match highlighted {
            Some(html) => self.html.push_str(&html),
            None => self.push_text(&text),
        }
        self.html.push_str("</code></pre>\n");
    }

    fn end_footnote(&mut self) {
        self.end_inline_html();
        self.leave_footnote();
        let Some((label, range, before)) = self.defining.pop() else { return };
        let html = std::mem::replace(&mut self.html, before);
        let mark = range.start..range.start + self.text[range.clone()].find(':').unwrap_or(0);
        if !self.footnotes.define(&label, html, range) {
            let help = format!("give this one a name of its own, `[^{label}-2]` say");
            self.problem(
                codes::REPEATED_FOOTNOTE,
                mark,
                format!("there is a footnote `{}` already", shown(&label)),
                Some(help),
            );
        }
    }

    fn start_cell(&mut self) {
        self.html.push_str(if self.table.is_head { "<th scope=\"col\"" } else { "<td" });
        self.html.push_str(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            _ => ">",
        });
    }

    /// Writes the box of a task. It is disabled, so that it says how things stand and asks for nothing.
    pub(super) fn task(&mut self, done: bool) {
        if self.html.get(..self.item_at).is_some_and(|html| html.ends_with("<li")) {
            self.html.insert_str(self.item_at, " class=\"task\"");
        }
        let (checked, label) = if done { (" checked", self.labels.done) } else { ("", self.labels.to_do) };
        let _ = write!(self.html, "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> ");
    }
}

/// The language in a fence's first line: `rust` of `rust,ignore`, `python` of `{.python #id}`.
fn language(info: &str) -> Option<&str> {
    let info = info.trim_start_matches(['{', '.']);
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '+' | '#' | '-' | '_' | '.');
    info.split(|sign| !is_part(sign)).next()
}
