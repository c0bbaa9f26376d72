//! A reader's error → a problem with its place in the file, in an editor's words, with the mend.

use super::super::shown::shown;
use super::visit::Fault;
use crate::diag::codes::front_matter as codes;
use crate::diag::{Diagnostic, Place};
use crate::model::node::Node;
use crate::source::{SitePath, Span};

const USUAL_CAUSES: &str = "usual causes: a `: ` in a value without quotes, a quote or bracket that is not closed, \
                            a tab in place of spaces, a line indented otherwise than its neighbours";

/// The problem that `fault` is; `yaml` stands at byte `start` of the file.
pub(super) fn explain(file: &SitePath, yaml: &str, start: usize, fault: &Fault) -> Diagnostic {
    match fault {
        Fault::TooDeep(error) => too_deep(file, yaml, start, Some(byte_of(yaml, error))),
        Fault::TooLarge(error) => too_large(file, yaml, start, byte_of(yaml, error)),
        Fault::Syntax(error) => {
            let text = error.to_string();
            let scene = Scene {
                file,
                yaml,
                start,
                at: byte_of(yaml, error),
                opened: opened(yaml, &text),
                problem: text.split(" at line ").next().unwrap_or(&text),
                said: &text,
            };
            scene.explain()
        }
    }
}

/// `yaml-too-deep`, at byte `at` of the front matter.
pub(super) fn too_deep(file: &SitePath, yaml: &str, start: usize, at: Option<usize>) -> Diagnostic {
    let span = rest_of_line(yaml, at.unwrap_or(0));
    let place = Place::bytes(file, start + span.start..start + span.end);
    Diagnostic::new(codes::YAML_TOO_DEEP, place, format!("front matter nests more than {} deep", super::DEEPEST))
        .help("write it with fewer lists and mappings inside each other; no field needs more than three")
}

fn too_large(file: &SitePath, yaml: &str, start: usize, at: usize) -> Diagnostic {
    let span = rest_of_line(yaml, at);
    let place = Place::bytes(file, start + span.start..start + span.end);
    Diagnostic::new(codes::TOO_MANY_ALIASES, place, "the aliases unfold to far more than is written")
        .help("write the values out, or take the aliases (`*name`) out")
}

/// `bad-yaml`, for front matter that is one text or a list.
pub(super) fn not_a_mapping(file: &SitePath, yaml: &str, start: usize, node: &Node) -> Diagnostic {
    let first = yaml.len() - yaml.trim_start().len();
    let span = rest_of_line(yaml, first);
    let place = Place::bytes(file, start + span.start..start + span.end);
    Diagnostic::new(codes::BAD_YAML, place, format!("front matter is {}, not `key: value` lines", node.kind()))
        .help("write each field on a line of its own: `title: The headline as printed`")
}

/// What is known of a syntax error.
struct Scene<'a> {
    file: &'a SitePath,
    yaml: &'a str,
    start: usize,
    /// Where the reader stumbled, in bytes of `yaml`.
    at: usize,
    /// Where what it was reading began.
    opened: Option<usize>,
    problem: &'a str,
    said: &'a str,
}

impl Scene<'_> {
    fn explain(&self) -> Diagnostic {
        let says = |words| self.said.contains(words);
        if says("mapping values are not allowed") {
            return self.colon_in_value();
        }
        if says("cannot start any token") || says("found a tab") || says("contains a tab") {
            return self.stray_character();
        }
        if says("while scanning a quoted scalar") && says("unexpected end of stream") {
            return self.unclosed("quote");
        }
        if says("while parsing a flow") || says("while parsing a flow node") {
            return self.inside_brackets();
        }
        if says("did not find expected key") || says("did not find expected '-'") {
            return self.out_of_line();
        }
        if says("could not find expected ':'") {
            return self.key_without_colon();
        }
        if says("unknown anchor") || says("while scanning an a") || says("while scanning a block scalar") {
            return self.marked_value();
        }
        let (message, help) = match () {
            () if says("a key that is text") => {
                ("a key must be text", "put a value that begins with `{` or `[` in quotes: \"{{ … }}\"")
            }
            () if says("block sequence entries are not allowed") => {
                ("a list cannot begin here", "put each `- item` on a line of its own below the key, or write [a, b]")
            }
            () if says("escape") || says("hexadecimal") => (
                "a `\\` in double quotes begins an escape, and this is none",
                "put the value in single quotes, or write `\\\\` for each `\\`",
            ),
            () if says("more than one document") => {
                ("front matter holds a line that begins with `---`", "put the text after it in quotes or below the key")
            }
            () => return self.problem(rest_of_line(self.yaml, self.at), format!("this is not YAML: {}", self.problem)),
        };
        self.problem(rest_of_line(self.yaml, self.at), message).help(help)
    }

    /// A problem at `span` of the front matter, with the usual causes for help.
    fn problem(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        let place = Place::bytes(self.file, self.start + span.start..self.start + span.end);
        Diagnostic::new(codes::BAD_YAML, place, message).help(USUAL_CAUSES)
    }

    /// `title: A: B`.
    fn colon_in_value(&self) -> Diagnostic {
        match self.entry() {
            Some((key, value)) if value.start < self.at => {
                let quoted = quote(&self.yaml[value.clone()]);
                self.problem(value, format!("the value of `{}` has a `: ` in it and no quotes around it", shown(key)))
                    .label("YAML takes the `: ` for the end of another key")
                    .help(format!("put it in quotes: {key}: {quoted}"))
                    .edit(quoted)
            }
            _ => self
                .problem(self.line(), "this line seems to belong to the value above it")
                .label("indented further than the key above")
                .help("give this key the same indentation as the keys above it, or put the value above in quotes"),
        }
    }

    fn stray_character(&self) -> Diagnostic {
        let before = &self.yaml[..self.at];
        let start = before.trim_end_matches('\t').len();
        let end = self.yaml.len() - self.yaml[self.at..].trim_start_matches('\t').len();
        if start < end {
            return self
                .problem(start..end, "a tab indents this line")
                .label("a tab")
                .help("indent with spaces: YAML takes no tabs there");
        }
        self.marked_value()
    }

    fn unclosed(&self, what: &str) -> Diagnostic {
        let at = self.opened.unwrap_or(self.at);
        self.problem(rest_of_line(self.yaml, at), format!("the {what} that opens here is not closed"))
            .label("opens here")
            .help(format!("close the {what} at the end of the value"))
    }

    fn inside_brackets(&self) -> Diagnostic {
        let opened = self.opened.filter(|at| self.yaml[*at..].starts_with(['[', '{']));
        if self.yaml[self.at..].trim().is_empty() || opened.is_some_and(|at| !self.same_line(at)) {
            return self.unclosed("bracket");
        }
        let span = match opened {
            Some(at) => rest_of_line(self.yaml, at),
            None => rest_of_line(self.yaml, self.at),
        };
        self.problem(span, "a comma or the closing bracket is missing in this list")
            .help("write [a, b] or {key: value}, and put a value that holds `[`, `{` or `, ` in quotes")
    }

    /// Text after a closing quote, or a line with an indentation of its own.
    fn out_of_line(&self) -> Diagnostic {
        if let Some((key, value)) = self.entry()
            && value.start < self.at
            && self.yaml[value.clone()].starts_with(['"', '\''])
        {
            let quoted = quote(&self.yaml[value.clone()]);
            return self
                .problem(value, format!("the value of `{}` goes on after its closing quote", shown(key)))
                .label("the quote closes before the end of the line")
                .help(format!("put all of it in quotes: {key}: {quoted}"))
                .edit(quoted);
        }
        self.problem(self.line(), "this line does not stand in line with the keys around it")
            .help("begin all keys at the same column, and the items of one list too")
    }

    fn key_without_colon(&self) -> Diagnostic {
        let span = rest_of_line(self.yaml, self.opened.unwrap_or(self.at));
        self.problem(span, "this line has no `: ` after its key")
            .help("write `key: value`; if the text begins here, put a line `---` above it")
    }

    /// A value that begins with a character that means something to YAML.
    fn marked_value(&self) -> Diagnostic {
        let Some((key, value)) = self.entry() else {
            return self
                .problem(self.line(), "this line is no `key: value`")
                .help("put the text in quotes after a key");
        };
        let quoted = quote(&self.yaml[value.clone()]);
        let first = self.yaml[value.clone()].chars().next().unwrap_or(' ');
        self.problem(value, format!("a value without quotes cannot begin with `{first}`"))
            .help(format!("put it in quotes: {key}: {quoted}"))
            .edit(quoted)
    }

    /// The line of the stumble, without white space around it.
    fn line(&self) -> Span {
        let start = self.yaml[..self.at].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let rest = rest_of_line(self.yaml, start);
        let indent = self.yaml[rest.clone()].len() - self.yaml[rest.clone()].trim_start().len();
        rest.start + indent..rest.end
    }

    fn same_line(&self, at: usize) -> bool {
        !self.yaml[at.min(self.at)..self.at.max(at)].trim_end().contains('\n')
    }

    /// The key of the stumble's line and the span of its value, where it has both.
    fn entry(&self) -> Option<(&str, Span)> {
        let line = self.line();
        let text = &self.yaml[line.clone()];
        let colon = text.find(": ")?;
        let key = text[..colon].trim_start_matches("- ").trim();
        let value = &text[colon + 1..];
        let value_start = line.start + colon + 1 + (value.len() - value.trim_start().len());
        (!key.is_empty() && value_start < line.end).then_some((key, value_start..line.end))
    }
}

/// `value` in the quotes that need least done inside; quotes that already stand around it go.
fn quote(value: &str) -> String {
    let bare = ['"', '\'']
        .into_iter()
        .find_map(|mark| value.strip_prefix(mark)?.strip_suffix(mark))
        .filter(|bare| !bare.is_empty())
        .unwrap_or(value);
    if bare.contains(['"', '\\']) { format!("'{}'", bare.replace('\'', "''")) } else { format!("\"{bare}\"") }
}

/// From byte `at` to the end of its line, white space at the end left out; one character at the least.
fn rest_of_line(yaml: &str, at: usize) -> Span {
    let at = if yaml[at..].trim().is_empty() { yaml.trim_end().len() } else { at };
    let rest = &yaml[at..];
    let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let length = rest[..length].trim_end().len();
    if length > 0 {
        return at..at + length;
    }
    let before = yaml[..at].char_indices().next_back().map_or(at, |(before, _)| before);
    before..at
}

/// The byte that the reader names. It counts characters.
fn byte_of(yaml: &str, error: &serde_yaml::Error) -> usize {
    let Some(location) = error.location() else { return 0 };
    yaml.char_indices().nth(location.index()).map_or(yaml.len(), |(at, _)| at)
}

/// Where the reader says that the faulty construct began: the last `line X column Y` of its message, if it names two.
fn opened(yaml: &str, said: &str) -> Option<usize> {
    let (before, last) = said.rsplit_once(" at line ")?;
    if !before.contains(" at line ") {
        return None;
    }
    let (line, column) = last.split_once(" column ")?;
    let line: usize = line.parse().ok()?;
    let column: usize = column.parse().ok()?;
    let start = yaml.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum::<usize>();
    let within = yaml[start..].char_indices().nth(column.checked_sub(1)?)?.0;
    Some(start + within)
}
