//! Text of a content file → where its front matter and its body are, in bytes of the file.
//!
//! Nothing is cut out or moved here, so every position stays true in the file that the editor edits.

use memchr::memchr2;

use crate::source::Span;

/// How a file is divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Split {
    /// Front matter between fences.
    Fenced {
        /// The opening fence, without white space around it.
        fence: Span,
        /// What stands between the fences, with its last line end.
        yaml: Span,
        /// What stands below the closing fence's line.
        body: Span,
    },
    /// No front matter: all is body.
    Bare {
        /// The file without its byte-order mark.
        body: Span,
    },
    /// An opening fence that nothing closes.
    Unclosed {
        /// The opening fence.
        fence: Span,
    },
    /// TOML's fence.
    Toml {
        /// The opening fence.
        fence: Span,
    },
}

/// Divides `text`, a whole file.
///
/// A byte-order mark, blank lines before the fence and spaces after it do not count. A closing fence (`---` or `...`)
/// may be indented as far as the front matter is; one that is indented further belongs to a value.
pub(super) fn split(text: &str) -> Split {
    let mut lines = Lines { text, at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } };
    let whole = lines.at..text.len();
    let Some(opening) = lines.by_ref().find(|line| !trimmed(text, line).is_empty()) else {
        return Split::Bare { body: whole };
    };
    let fence = trimmed(text, &opening);
    match &text[fence.clone()] {
        "+++" => return Split::Toml { fence },
        "---" => {}
        _ => return Split::Bare { body: whole },
    }

    let yaml_start = lines.at;
    let mut furthest = fence.start - opening.start;
    let mut first = true;
    while let Some(line) = lines.next() {
        let inner = trimmed(text, &line);
        if inner.is_empty() {
            continue;
        }
        let indent = inner.start - line.start;
        if first {
            furthest = furthest.max(indent);
            first = false;
        }
        if indent <= furthest && matches!(&text[inner], "---" | "...") {
            return Split::Fenced { fence, yaml: yaml_start..line.start, body: lines.at..text.len() };
        }
    }
    Split::Unclosed { fence }
}

/// The line without white space at either end.
fn trimmed(text: &str, line: &Span) -> Span {
    let inner = &text[line.clone()];
    let start = line.start + (inner.len() - inner.trim_start().len());
    start..(start + inner.trim().len())
}

/// The lines of a text as spans without their ends (`\n`, `\r\n` or `\r`).
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let start = self.at;
        let rest = &self.text[start..];
        if rest.is_empty() {
            return None;
        }
        let length = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line_end = match &rest.as_bytes()[length..] {
            [] => 0,
            [b'\r', b'\n', ..] => 2,
            _ => 1,
        };
        self.at = start + length + line_end;
        Some(start..start + length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The front matter and the body as text, or what else the file is.
    fn parts(text: &str) -> (&str, &str) {
        match split(text) {
            Split::Fenced { yaml, body, .. } => (&text[yaml], &text[body]),
            Split::Bare { body } => ("(bare)", &text[body]),
            Split::Unclosed { fence } => ("(unclosed)", &text[fence]),
            Split::Toml { fence } => ("(toml)", &text[fence]),
        }
    }

    #[test]
    fn a_file_divides_at_its_fences() {
        for (text, expected) in [
            ("---\ntitle: A\n---\nBody", ("title: A\n", "Body")),
            ("---\r\ntitle: A\r\n---\r\nBody", ("title: A\r\n", "Body")),
            ("---\rtitle: A\r---\rBody", ("title: A\r", "Body")),
            ("\u{feff}---\ntitle: A\n---\nBody", ("title: A\n", "Body")),
            ("\n \n---  \ntitle: A\n--- \t\nBody", ("title: A\n", "Body")),
            ("  ---\n  title: A\n  ---\nBody", ("  title: A\n", "Body")),
            ("---\n  title: A\n  ---\nBody", ("  title: A\n", "Body")),
            ("---\ntitle: A\n...\n---\nBody", ("title: A\n", "---\nBody")),
            ("---\na: |\n  ---\nb: c\n---\nBody", ("a: |\n  ---\nb: c\n", "Body")),
            ("---\n---\n", ("", "")),
            ("---\ntitle: A\n---", ("title: A\n", "")),
            ("", ("(bare)", "")),
            ("\u{feff}Body\n---\n", ("(bare)", "Body\n---\n")),
            ("----\ntitle: A\n----\n", ("(bare)", "----\ntitle: A\n----\n")),
            ("---\ntitle: A\n\nBody", ("(unclosed)", "---")),
            ("  ---", ("(unclosed)", "---")),
            ("+++\ntitle = 1\n+++\n", ("(toml)", "+++")),
        ] {
            assert_eq!(parts(text), expected, "{text:?}");
        }
    }
}
