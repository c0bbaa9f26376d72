//! HTML that is a tree → HTML whose elements stand where the standard lets them: no block in a phrase, no item without
//! its list.
//!
//! Source: HTML Standard, the content models of §4. The input is a serialiser's: every tag whole and closed, every
//! attribute quoted, no `<` that is not a tag's.

use super::labels::Labels;
use super::policy;

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    is_written: bool,
    /// Only phrases may stand in it.
    is_phrase: bool,
    /// It is or stands in a link.
    is_linked: bool,
    /// `li` or `dd`, where one was put in for content that stood loose in a list.
    put_in: Option<&'static str>,
    /// A `details` whose summary has not come yet.
    wants_summary: bool,
    /// Where in the output its tag begins, and where its content.
    start: usize,
    content: usize,
    /// The last element written in it; empty where there is none.
    last_child: &'a str,
}

/// Takes away the tags that stand where they may not, and puts in those that are missing.
pub(super) fn enforce(html: &str, labels: &Labels) -> String {
    let mut model = Model { html: String::with_capacity(html.len()), open: Vec::new(), labels };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        model.text(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap_or_default();
        if tag.starts_with("</") {
            model.close();
        } else {
            model.open(name, tag);
        }
        rest = &rest[end..];
    }
    model.text(rest);
    while !model.open.is_empty() {
        model.close();
    }
    model.html
}

struct Model<'a, 'b> {
    html: String,
    open: Vec<Open<'a>>,
    labels: &'b Labels,
}

impl<'a> Model<'a, '_> {
    fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.make_room(None);
        }
        self.html.push_str(text);
    }

    fn open(&mut self, name: &'a str, tag: &str) {
        let is_void = policy::is_void(name);
        let is_written = self.may_stand(name);
        if is_written {
            self.make_room(Some(name));
        }
        let start = self.html.len();
        if is_written {
            self.html.push_str(tag);
        }
        if is_void {
            return;
        }
        let (is_phrase, is_linked) = self.open.last().map_or((false, false), |open| (open.is_phrase, open.is_linked));
        self.open.push(Open {
            name,
            is_written,
            is_phrase: if is_written { holds_phrases(name).unwrap_or(is_phrase) } else { is_phrase },
            is_linked: is_linked || (is_written && name == "a"),
            put_in: None,
            wants_summary: is_written && name == "details",
            start,
            content: self.html.len(),
            last_child: "",
        });
    }

    fn close(&mut self) {
        if self.open.last().is_some_and(|open| open.wants_summary && open.is_written) {
            self.make_room(None);
        }
        let Some(open) = self.open.pop() else { return };
        if !open.is_written {
            return;
        }
        if let Some(put_in) = open.put_in {
            close(&mut self.html, put_in);
        }
        let is_empty = self.html[open.content..].trim().is_empty();
        match open.name {
            // A closing tag that stood alone makes an empty paragraph; a list or row all of whose items went is none.
            "p" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "tr" if is_empty => {
                return self.html.truncate(open.start);
            }
            "ruby" if !self.html[open.content..].contains("<rt") => {
                return self.html.replace_range(open.start..open.content, "");
            }
            "dl" if open.last_child == "dt" => self.html.push_str("<dd></dd>"),
            _ => {}
        }
        close(&mut self.html, open.name);
    }

    /// Makes the place fit for an element, or for text: puts a summary, or an item around what is loose in a list.
    fn make_room(&mut self, name: Option<&'a str>) {
        let label = self.labels.details;
        let Some(parent) = self.open.iter_mut().rev().find(|open| open.is_written) else { return };
        if parent.wants_summary {
            parent.wants_summary = false;
            if name != Some("summary") {
                self.html.push_str("<summary>");
                self.html.push_str(label);
                self.html.push_str("</summary>");
            }
            return;
        }
        let (item, is_item) = match parent.name {
            "ul" | "ol" => ("li", name == Some("li")),
            "dl" => ("dd", matches!(name, Some("dt" | "dd"))),
            _ => {
                parent.last_child = name.unwrap_or(parent.last_child);
                return;
            }
        };
        if is_item && let Some(put_in) = parent.put_in.take() {
            close(&mut self.html, put_in);
        } else if !is_item && parent.put_in.is_some() {
            return;
        }
        let child = if is_item { name.unwrap_or(item) } else { item };
        if child == "dd" && parent.last_child.is_empty() {
            self.html.push_str("<dt></dt>");
        }
        parent.last_child = child;
        if !is_item {
            parent.put_in = Some(item);
            self.html.push('<');
            self.html.push_str(item);
            self.html.push('>');
        }
    }

    fn may_stand(&self, name: &str) -> bool {
        let parent = self.open.iter().rev().find(|open| open.is_written);
        let parent_name = parent.map_or("", |open| open.name);
        let (is_phrase, is_linked) = self.open.last().map_or((false, false), |open| (open.is_phrase, open.is_linked));
        match name {
            "li" => matches!(parent_name, "ul" | "ol"),
            "dt" | "dd" => parent_name == "dl",
            "figcaption" => parent_name == "figure",
            "summary" => parent.is_some_and(|open| open.wants_summary),
            "rt" | "rp" => parent_name == "ruby",
            "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => parent_name == "table",
            "col" => parent_name == "colgroup",
            "tr" => matches!(parent_name, "thead" | "tbody" | "tfoot" | "table"),
            "td" | "th" => parent_name == "tr",
            "a" | "input" => !is_linked,
            "details" => !is_phrase && !is_linked,
            "table" => !is_phrase && !self.open.iter().any(|open| open.name == "caption" && open.is_written),
            "h2" | "h3" | "h4" | "h5" | "h6" => {
                !is_phrase && !self.open.iter().any(|open| open.is_written && matches!(open.name, "dt" | "th"))
            }
            "dfn" | "ruby" => !self.open.iter().any(|open| open.name == name && open.is_written),
            "blockquote" | "div" | "dl" | "figure" | "hr" | "ol" | "p" | "pre" | "section" | "ul" => !is_phrase,
            _ => true,
        }
    }
}

fn close(html: &mut String, name: &str) {
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

/// Whether only phrases may stand in the element; nothing where it is as its parent.
fn holds_phrases(name: &str) -> Option<bool> {
    match name {
        "a" | "del" | "ins" => None,
        "abbr" | "b" | "bdi" | "bdo" | "cite" | "code" | "dfn" | "em" | "h2" | "h3" | "h4" | "h5" | "h6" | "i"
        | "kbd" | "mark" | "p" | "picture" | "pre" | "q" | "rp" | "rt" | "ruby" | "s" | "samp" | "small" | "span"
        | "strong" | "sub" | "summary" | "sup" | "time" | "u" | "var" => Some(true),
        _ => Some(false),
    }
}
