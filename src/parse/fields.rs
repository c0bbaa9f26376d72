//! Front-matter nodes → typed values; each reader reports what is wrong with its field and goes on.

use std::cell::OnceCell;
use std::fmt;

use super::fence::{self, Split};
use super::shown::{one_line, shown};
use super::yaml::{Found, Index};
use crate::diag::codes::front_matter as codes;
use crate::diag::{Code, Diagnostic, FieldPath, Place, Step};
use crate::model::node::Node;
use crate::names::suggest;
use crate::source::{SitePath, Span};

/// Reads the fields of one file and gathers their problems.
pub(super) struct Reader<'a> {
    /// The file.
    pub(super) file: &'a SitePath,
    /// What is wrong so far.
    pub(super) problems: Vec<Diagnostic>,
    text: &'a str,
    yaml: Span,
    index: OnceCell<Index>,
    plain_integers: OnceCell<bool>,
}

/// The way to a value, on the stack: it becomes a `FieldPath` only where there is a problem.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<'a> {
    above: Option<&'a Way<'a>>,
    step: WayStep<'a>,
}

#[derive(Clone, Copy, Debug)]
enum WayStep<'a> {
    Key(&'a str),
    Item(usize),
}

impl<'a> Way<'a> {
    /// The value under the top-level `key`.
    pub(super) fn key(key: &'a str) -> Way<'a> {
        Way { above: None, step: WayStep::Key(key) }
    }

    /// This way and one key more.
    pub(super) fn then(&'a self, key: &'a str) -> Way<'a> {
        Way { above: Some(self), step: WayStep::Key(key) }
    }

    /// This way and one list item more.
    pub(super) fn item(&'a self, index: usize) -> Way<'a> {
        Way { above: Some(self), step: WayStep::Item(index) }
    }

    /// The way as a path that can be kept.
    pub(super) fn path(&self) -> FieldPath {
        let mut path = self.above.map_or_else(FieldPath::default, Way::path);
        path.0.push(match self.step {
            WayStep::Key(key) => Step::Key(key.to_owned()),
            WayStep::Item(index) => Step::Item(index),
        });
        path
    }
}

/// The last key on the way: the field's name in messages.
impl fmt::Display for Way<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.step, self.above) {
            (WayStep::Key(key), _) => f.write_str(key),
            (WayStep::Item(_), Some(above)) => fmt::Display::fmt(above, f),
            (WayStep::Item(index), None) => write!(f, "{index}"),
        }
    }
}

impl<'a> Reader<'a> {
    /// A reader of `file`, whose front matter stands at `yaml` of `text`.
    pub(super) fn new(file: &'a SitePath, text: &'a str, yaml: Span) -> Reader<'a> {
        Reader { file, problems: Vec::new(), text, yaml, index: OnceCell::new(), plain_integers: OnceCell::new() }
    }

    /// Whether the file has front matter, empty or not.
    pub(super) fn has_front_matter(&self) -> bool {
        !matches!(fence::split(self.text), Split::Bare { .. })
    }

    /// The file's first line that is not blank, or the whole file where there is none.
    pub(super) fn first_line(&self) -> Place {
        let text = self.text.trim_start_matches('\u{feff}').trim_start();
        let start = self.text.len() - text.len();
        let length = text.lines().next().unwrap_or_default().trim_end().len();
        if length == 0 { Place::file(self.file) } else { Place::bytes(self.file, start..start + length) }
    }

    /// Reports a problem with the value at `way`; `mend` adds label, help and edit.
    pub(super) fn report(
        &mut self,
        code: &'static Code,
        way: &Way<'_>,
        message: impl Into<String>,
        mend: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        self.problems.push(mend(Diagnostic::new(code, Place::value(self.file, way.path()), message)));
    }

    /// Reports that the value at `way` has another shape than `wanted`.
    pub(super) fn wrong_type(&mut self, way: &Way<'_>, wanted: &str, found: &Node) {
        let message = format!("`{way}` is {}, not {wanted}", found.kind());
        self.report(codes::WRONG_TYPE, way, message, |problem| {
            problem.help(format!("write {wanted} after `{way}:`, or leave it out"))
        });
    }

    /// Reports that the entry at `way` lacks what it needs.
    pub(super) fn incomplete(&mut self, way: &Way<'_>, message: &str, help: &str) {
        self.report(codes::INCOMPLETE, way, message, |problem| problem.help(help));
    }

    /// A text as written, without white space around it; nothing where it is empty. Numbers and booleans count as the
    /// text that stands in the file, and a list of one as its item.
    pub(super) fn text(&mut self, way: &Way<'_>, node: Node, wanted: &str) -> Option<String> {
        match node {
            Node::Null => None,
            Node::Text(text) => trimmed(text),
            Node::Integer(number) if number != 0 && self.integers_are_plain() => Some(number.to_string()),
            Node::Integer(_) | Node::Float(_) | Node::Bool(_) => Some(self.as_written(way, &node)),
            Node::List(mut items) if items.len() == 1 => {
                let item = items.remove(0);
                self.text(&way.item(0), item, wanted)
            }
            Node::List(items) if items.is_empty() => None,
            other => {
                self.wrong_type(way, wanted, &other);
                None
            }
        }
    }

    /// Text of one line: line ends and tabs become spaces.
    pub(super) fn line(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        self.text(way, node, "text").map(one_line)
    }

    /// The one text without which a file is nothing; whoever asks for it tells where there is none.
    pub(super) fn title(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        match node {
            Node::Map(_) => None,
            Node::List(items) if items.len() != 1 => None,
            node => self.line(way, node),
        }
    }

    /// Text that may have several lines.
    pub(super) fn prose(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        self.text(way, node, "text")
    }

    /// A list: `read` makes its items, a single value is a list of one, and empty items are left out with a warning.
    pub(super) fn list<T>(
        &mut self,
        way: &Way<'_>,
        node: Node,
        mut read: impl FnMut(&mut Self, &Way<'_>, Node) -> Option<T>,
    ) -> Vec<T> {
        match node {
            Node::Null => Vec::new(),
            Node::Text(text) if text.trim().is_empty() => Vec::new(),
            Node::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for (at, item) in items.into_iter().enumerate() {
                    let way = way.item(at);
                    if is_empty(&item) {
                        self.empty_item(&way);
                    } else {
                        list.extend(read(self, &way, item));
                    }
                }
                list
            }
            single => read(self, way, single).into_iter().collect(),
        }
    }

    /// A list of one-line texts.
    pub(super) fn lines(&mut self, way: &Way<'_>, node: Node) -> Vec<String> {
        self.list(way, node, Reader::line)
    }

    fn empty_item(&mut self, way: &Way<'_>) {
        let message = format!("an item of `{way}` is empty and is left out");
        self.report(codes::EMPTY_ITEM, way, message, |problem| problem.help("write the item, or delete it"));
    }

    /// One of a closed set of words, in any case.
    pub(super) fn word<T>(
        &mut self,
        way: &Way<'_>,
        node: Node,
        words: &'static [&'static str],
        from_word: fn(&str) -> Option<T>,
    ) -> Option<T> {
        self.word_as(codes::UNKNOWN_WORD, way, node, words, from_word)
    }

    /// The same with a code of the field's own.
    pub(super) fn word_as<T>(
        &mut self,
        code: &'static Code,
        way: &Way<'_>,
        node: Node,
        words: &'static [&'static str],
        from_word: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.line(way, node)?;
        let folded = text.to_lowercase().replace([' ', '_'], "-");
        let found = from_word(&folded);
        if found.is_none() {
            let message = format!("`{}` is no `{way}`", shown(&text));
            self.report(code, way, message, |problem| problem.help(one_of(&folded, words)));
        }
        found
    }

    /// True or false, as YAML's words or as `yes`, `no`, `on`, `off`.
    pub(super) fn flag(&mut self, way: &Way<'_>, node: Node) -> Option<bool> {
        if let Node::Bool(flag) = node {
            return Some(flag);
        }
        let text = self.text(way, node, "true or false")?;
        match text.to_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => {
                let message = format!("`{}` is neither true nor false", shown(&text));
                self.report(codes::NOT_TRUE_OR_FALSE, way, message, |problem| problem.help("write `true` or `false`"));
                None
            }
        }
    }

    /// The mapping at `way`, or nothing with a warning that says what is `wanted`.
    pub(super) fn mapping(&mut self, way: &Way<'_>, node: Node, wanted: &str) -> Option<Vec<(String, Node)>> {
        match node {
            Node::Map(entries) => Some(entries),
            Node::Null => None,
            other => {
                self.wrong_type(way, wanted, &other);
                None
            }
        }
    }

    /// Whether every integer stands in the file as its decimal digits: so unless a sign or a radix prefix is about.
    fn integers_are_plain(&self) -> bool {
        *self.plain_integers.get_or_init(|| {
            let yaml = &self.text[self.yaml.clone()];
            !yaml.contains('+') && !["0x", "0o", "0b"].iter().any(|prefix| yaml.contains(prefix))
        })
    }

    /// A number or boolean in the letters of the file (`1.10`, `True`); needs the places, so it is asked for rarely.
    fn as_written(&self, way: &Way<'_>, node: &Node) -> String {
        let index = self.index.get_or_init(|| Index::of(self.text, &self.yaml));
        if let Some(text) = index.get(&way.path()).and_then(Found::plain_text) {
            return text.to_owned();
        }
        match node {
            Node::Bool(flag) => flag.to_string(),
            Node::Integer(number) => number.to_string(),
            Node::Float(number) => number.to_string(),
            _ => String::new(),
        }
    }

    /// Whether this file's front matter was read for its places.
    #[cfg(test)]
    pub(super) fn has_read_places(&self) -> bool {
        self.index.get().is_some()
    }
}

/// `did you mean `x`? …` or the whole list.
pub(super) fn one_of(word: &str, words: &'static [&'static str]) -> String {
    let list = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    match suggest::nearest(word, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? The words are {list}"),
        None => format!("write one of {list}"),
    }
}

/// Whether there is nothing in the node.
pub(super) fn is_empty(node: &Node) -> bool {
    match node {
        Node::Null => true,
        Node::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

fn trimmed(text: String) -> Option<String> {
    let inner = text.trim();
    if inner.is_empty() {
        return None;
    }
    if inner.len() == text.len() { Some(text) } else { Some(inner.to_owned()) }
}
