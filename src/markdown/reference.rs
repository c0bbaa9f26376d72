//! The writer's links, images and figures, and where each leads.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType};
use pulldown_cmark_escape::escape_href;

use super::writer::{Writer, shown};
use super::{Picture, Reference, ReferenceKind, Resolution, picture, scheme};
use crate::diag::codes::markdown as codes;

/// An image whose alternative text is being written.
pub(super) struct OpenImage<'a> {
    /// How many tags inside it are open.
    depth: usize,
    /// Where in the HTML its element begins, and where its alternative text.
    start: usize,
    alternative: usize,
    title: CowStr<'a>,
    source: Range<usize>,
    picture: Option<Picture>,
}

/// Where a reference leads.
pub(super) struct Resolved {
    pub(super) url: String,
    /// The name of what is there.
    pub(super) title: Option<String>,
    pub(super) picture: Option<Picture>,
}

/// An image that may turn out to be a figure.
pub(super) struct Caption<'a> {
    /// Where in the HTML its title stands, and where its element ends.
    title: Range<usize>,
    end: usize,
    text: CowStr<'a>,
}

impl<'a> Writer<'a> {
    /// Begins a link; false where it leads nowhere and only its text stays.
    pub(super) fn start_link(&mut self, link: LinkType, target: &str, title: &str, range: Range<usize>) -> bool {
        let is_wiki = matches!(link, LinkType::WikiLink { .. });
        // In a table the pipe is written `\|`, and the backslash is left on the target.
        let wanted = if is_wiki { target.trim_end_matches('\\').trim() } else { target };
        let bracketed = if is_wiki { self.bracketed_link(&range) } else { None };
        let resolved = if let Some(target) = bracketed {
            self.resolve(target, ReferenceKind::Link, self.place_of(target).unwrap_or(range.clone()))
        } else if is_wiki {
            self.resolve(wanted, ReferenceKind::Wiki, self.place_of(wanted).unwrap_or(range.clone()))
        } else if link == LinkType::Email {
            let place = self.place_of(target).unwrap_or(range.clone());
            self.resolve(&format!("mailto:{target}"), ReferenceKind::Link, place)
        } else {
            let place = self.place_of(target).unwrap_or_else(|| self.written_target(&range));
            self.resolve(target, ReferenceKind::Link, place)
        };
        let text = match link {
            _ if bracketed.is_some() => Some(self.text[range.start + 1..range.end - 1].to_owned()),
            LinkType::WikiLink { has_pothole: false } => Some(wanted.to_owned()),
            _ => None,
        };
        let Some(Resolved { url, title: name, .. }) = resolved else {
            if let Some(text) = text {
                self.push_text(&text);
                self.is_retitled = true;
            }
            return false;
        };
        let start = self.html.len();
        self.html.push_str("<a href=\"");
        let _ = escape_href(&mut self.html, &url);
        if !title.is_empty() {
            self.html.push_str("\" title=\"");
            self.push_attribute(title);
        }
        self.html.push_str("\">");
        self.links += 1;
        self.link = (start, self.html.len());
        if let Some(text) = text {
            let name = if bracketed.is_some() { None } else { name };
            self.push_text(&name.unwrap_or(text));
            self.is_retitled = true;
        }
        true
    }

    pub(super) fn end_link(&mut self, range: Range<usize>) {
        self.links = self.links.saturating_sub(1);
        self.is_retitled = false;
        let (start, content) = self.link;
        if self.html.len() == content && !self.is_plain() {
            self.html.truncate(start);
            let message = format!("`{}` has no text", shown(&self.text[range.clone()]));
            let help = "write between the brackets where the link leads: `[the letter](…)`".to_owned();
            return self.problem(codes::EMPTY_LINK, range, message, Some(help));
        }
        let end = self.html.len();
        self.html.push_str("</a>");
        if let Some(caption) = self.caption.as_mut().filter(|caption| caption.end == end) {
            caption.end = self.html.len();
        }
    }

    /// Begins an image; false where it leads nowhere and only its alternative text stays.
    pub(super) fn start_image(&mut self, link: LinkType, target: &str, title: CowStr<'a>, range: Range<usize>) -> bool {
        let target =
            if matches!(link, LinkType::WikiLink { .. }) { target.trim_end_matches('\\').trim() } else { target };
        let place = self.place_of(target).unwrap_or_else(|| self.written_target(&range));
        let Some(Resolved { url, picture, .. }) = self.resolve(target, ReferenceKind::Image, place) else {
            return false;
        };
        let start = self.html.len();
        picture::open(&mut self.html, picture.as_ref());
        self.html.push_str("<img src=\"");
        let _ = escape_href(&mut self.html, &url);
        self.html.push_str("\" alt=\"");
        // The file's name, which the parser gives for `![[gate.jpg]]`, says nothing to a reader.
        self.is_retitled = link == (LinkType::WikiLink { has_pothole: false });
        self.image = Some(OpenImage { depth: 0, start, alternative: self.html.len(), title, source: range, picture });
        true
    }

    /// Takes an event inside an image: of its text only the words stay.
    pub(super) fn alternative_text(&mut self, event: Event<'a>, range: &Range<usize>) {
        let is_plain = self.is_plain();
        match event {
            Event::Start(_) => {
                if let Some(image) = &mut self.image {
                    image.depth += 1;
                }
            }
            Event::End(_) => {
                if let Some(image) = self.image.take_if(|image| image.depth == 0) {
                    self.open.pop();
                    self.end_image(image);
                } else if let Some(image) = &mut self.image {
                    image.depth -= 1;
                }
            }
            Event::Text(_) if self.is_retitled => {}
            Event::Text(text) | Event::Code(text) => {
                let text = self.quotation_mark(&text, range.start).unwrap_or(&text);
                self.note_heading_text(text);
                self.push_attribute(text);
            }
            Event::InlineHtml(html) if is_plain => self.push_attribute(&html),
            Event::SoftBreak | Event::HardBreak => self.html.push(' '),
            _ => {}
        }
    }

    fn end_image(&mut self, image: OpenImage<'a>) {
        self.is_retitled = false;
        self.html.push('"');
        if self.is_plain() {
            self.push_title(&image.title);
            self.html.push_str(" />");
            return;
        }
        if self.html[image.alternative..].trim_matches('"').trim().is_empty() {
            let source = &self.text[image.source.clone()];
            let message = format!("`{}` has no alternative text", shown(source));
            let help = "write between the brackets what the image shows: `![A protest at the gate](…)`";
            self.problem(codes::MISSING_ALT, image.source, message, Some(help.to_owned()));
        }
        picture::attributes(&mut self.html, image.picture.as_ref());
        let title_at = self.html.len();
        self.push_title(&image.title);
        let title = title_at..self.html.len();
        self.html.push('>');
        picture::close(&mut self.html, image.picture.as_ref());
        let is_first = image.start == self.paragraph.1;
        let is_first_in_link = self.links > 0 && self.link == (self.paragraph.1, image.start);
        if is_first || is_first_in_link {
            self.caption = Some(Caption { title, end: self.html.len(), text: image.title });
        }
    }

    fn push_title(&mut self, title: &str) {
        if !title.is_empty() {
            self.html.push_str(" title=\"");
            self.push_attribute(title);
            self.html.push('"');
        }
    }

    /// Ends a paragraph; where it holds an image, in a link or not, and nothing else, it becomes a figure.
    pub(super) fn end_paragraph(&mut self) {
        self.end_inline_html();
        let Some(caption) = self.caption.take_if(|caption| caption.end == self.html.len()) else {
            let (start, content) = self.paragraph;
            if self.html.len() == content && !self.is_plain() {
                self.html.truncate(start);
            } else {
                self.html.push_str("</p>\n");
            }
            return;
        };
        self.html.replace_range(caption.title, "");
        self.html.push('\n');
        let (words, credit) = match caption.text.rsplit_once(" | ") {
            Some((words, credit)) => (words.trim(), credit.trim()),
            None => (caption.text.trim(), ""),
        };
        if !words.is_empty() || !credit.is_empty() {
            self.html.push_str("<figcaption>");
            self.push_text(words);
            if !credit.is_empty() {
                self.html.push_str(if words.is_empty() {
                    "<span class=\"credit\">"
                } else {
                    " <span class=\"credit\">"
                });
                self.push_text(credit);
                self.html.push_str("</span>");
            }
            self.html.push_str("</figcaption>\n");
        }
        self.html.push_str("</figure>\n");
        let (start, content) = self.paragraph;
        self.html.replace_range(start..content, "<figure>\n");
    }

    /// What `target` leads to; nothing, and a problem, where it leads nowhere.
    pub(super) fn resolve(&mut self, target: &str, kind: ReferenceKind, place: Range<usize>) -> Option<Resolved> {
        if self.is_plain() {
            return Some(Resolved { url: target.to_owned(), title: None, picture: None });
        }
        if !scheme::is_dangerous(target) {
            match self.resolver.resolve(&Reference { target, kind }) {
                Resolution::To { url, title, picture } if scheme::is_allowed(&url) => {
                    return Some(Resolved { url, title, picture });
                }
                Resolution::To { .. } => {}
                Resolution::Broken { code, message, help } => {
                    self.problem(code, place, message, help);
                    return None;
                }
            }
        }
        let help = "link to an `https:` address, to a file of the archive or to a record".to_owned();
        self.problem(codes::UNSAFE_LINK, place, format!("`{}` is no safe address", shown(target)), Some(help));
        None
    }

    /// The target of `[[1]](target)`: to CommonMark a link whose text has brackets, to the parser a wiki link and text
    /// behind it.
    fn bracketed_link(&mut self, wiki: &Range<usize>) -> Option<&'a str> {
        let text = self.text;
        let rest = text[wiki.end..].strip_prefix('(')?;
        let end = rest.find(|c: char| c == ')' || c.is_whitespace())?;
        let mut behind = rest[end..].trim_start();
        if let Some(quote) = behind.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
            behind = behind[1..].split_once(quote)?.1.trim_start();
        }
        let behind = behind.strip_prefix(')')?;
        self.written_to = text.len() - behind.len();
        Some(&rest[..end])
    }

    /// Where `part` stands in the body, if it is a piece of it and not a copy.
    fn place_of(&self, part: &str) -> Option<Range<usize>> {
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start + part.len();
        (end <= self.text.len()).then_some(start..end)
    }

    /// Where the target of a link stands whose entities or escapes the parser has undone.
    fn written_target(&self, link: &Range<usize>) -> Range<usize> {
        let source = &self.text[link.clone()];
        let Some(open) = source.rfind("](") else { return link.clone() };
        let behind = source[open + 2..].trim_start();
        let start = source.len() - behind.len();
        let (start, length) = match behind.strip_prefix('<') {
            Some(inside) => (start + 1, inside.find('>').unwrap_or(inside.len())),
            None => {
                let end = behind.find(char::is_whitespace).unwrap_or(behind.len().saturating_sub(1));
                (start, end)
            }
        };
        link.start + start..link.start + start + length
    }
}
