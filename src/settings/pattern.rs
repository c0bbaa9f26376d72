//! Text → permalink pattern.

use std::fmt;
use std::ops::Range;

use crate::names::suggest;

/// A permalink pattern, checked: it begins with `/`, and ends in `/` or `.html`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(pub Vec<PatternPart>);

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternPart {
    /// Text that stands as it is.
    Text(String),
    /// `{path}`: the file's folders below `content/articles/` and its slug, behind `articles/`.
    Path,
    /// `{slug}`: the file's name without date and extension, as a slug.
    Slug,
    /// `{id}`: the record's id.
    Id,
    /// `{year}`: four digits, or `undated`.
    Year,
    /// `{month}`: two digits, or `00`.
    Month,
    /// `{day}`: two digits, or `00`.
    Day,
    /// `{outlet}`: the outlet as a slug, or `unknown`.
    Outlet,
}

/// What is wrong with a pattern, and with which bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternProblem {
    /// The bytes of the pattern's text.
    pub span: Range<usize>,
    /// A sentence: lower case, the offending part in backticks.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// The placeholders and what they stand for, in the order in which they are named to the editor.
const PLACEHOLDERS: [(&str, PatternPart); 7] = [
    ("path", PatternPart::Path),
    ("slug", PatternPart::Slug),
    ("id", PatternPart::Id),
    ("year", PatternPart::Year),
    ("month", PatternPart::Month),
    ("day", PatternPart::Day),
    ("outlet", PatternPart::Outlet),
];

impl Pattern {
    /// Reads a pattern: a site path with placeholders in braces, of which `{path}`, `{slug}` or `{id}` must be one.
    ///
    /// ```
    /// use reportage::settings::{Pattern, PatternPart};
    /// let pattern = Pattern::parse("/{year}/{slug}.html").unwrap();
    /// assert_eq!(pattern.0[1], PatternPart::Year);
    /// assert!(Pattern::parse("/{titel}/").is_err());
    /// ```
    ///
    /// # Errors
    /// Every problem of the pattern, in the order of its text; at least one.
    pub fn parse(text: &str) -> Result<Pattern, Vec<PatternProblem>> {
        let mut parts = Vec::new();
        let mut problems = Vec::new();
        let mut problem = |span: Range<usize>, message: String, help: String| {
            problems.push(PatternProblem { span, message, help });
        };
        if !text.starts_with('/') {
            problem(0..text.len(), format!("`{text}` does not begin with `/`"), format!("write `/{text}`"));
        }
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if !rest.starts_with(['{', '}']) {
                let end = at + rest.find(['{', '}']).unwrap_or(rest.len());
                for (offset, letter) in rest[..end - at].char_indices().filter(|(_, letter)| is_unfit(*letter)) {
                    let span = at + offset..at + offset + letter.len_utf8();
                    let message = format!("`{}` cannot stand in an address", letter.escape_default());
                    problem(span, message, "write letters, digits, `-`, `_`, `.` and `/`".to_owned());
                }
                parts.push(PatternPart::Text(text[at..end].to_owned()));
                at = end;
                continue;
            }
            let Some(length) = rest.starts_with('{').then(|| rest.find('}')).flatten() else {
                let message = format!("`{}` has no counterpart", &rest[..1]);
                problem(at..at + 1, message, "write a placeholder as `{slug}`".to_owned());
                at += 1;
                continue;
            };
            let (name, end) = (&rest[1..length], at + length + 1);
            match PLACEHOLDERS.iter().find(|(known, _)| *known == name) {
                Some((_, part)) => parts.push(part.clone()),
                None => problem(at..end, format!("`{{{name}}}` is no placeholder"), help_for_placeholder(name)),
            }
            at = end;
        }
        if problems.is_empty() {
            problems.extend(problem_of_shape(text, &parts));
        }
        if problems.is_empty() { Ok(Pattern(parts)) } else { Err(problems) }
    }
}

/// `/{path}/`.
impl Default for Pattern {
    fn default() -> Pattern {
        Pattern(vec![PatternPart::Text("/".to_owned()), PatternPart::Path, PatternPart::Text("/".to_owned())])
    }
}

/// The pattern as it is written.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            PatternPart::Text(text) => f.write_str(text),
            placeholder => PLACEHOLDERS
                .iter()
                .filter(|(_, part)| part == placeholder)
                .try_for_each(|(name, _)| write!(f, "{{{name}}}")),
        })
    }
}

/// What is wrong with the pattern as a whole, once each part of it is right.
fn problem_of_shape(text: &str, parts: &[PatternPart]) -> Option<PatternProblem> {
    let whole =
        |message: String, help: &str| Some(PatternProblem { span: 0..text.len(), message, help: help.to_owned() });
    if text.split('/').any(|part| part == "." || part == "..") {
        return whole(format!("`{text}` has a part `.` or `..`"), "leave that part out");
    }
    if text.contains("//") {
        return whole(format!("`{text}` has an empty part"), "write one `/` between two parts");
    }
    if !text.ends_with('/') && !text.ends_with(".html") {
        return whole(
            format!("`{text}` ends in neither `/` nor `.html`"),
            &format!("write `{text}/` or `{text}.html`"),
        );
    }
    if !parts.iter().any(|part| matches!(part, PatternPart::Path | PatternPart::Slug | PatternPart::Id)) {
        return whole(
            format!("`{text}` gives many records one address"),
            "add `{slug}`, `{path}` or `{id}`: `/{year}/{slug}/`",
        );
    }
    None
}

fn help_for_placeholder(name: &str) -> String {
    let known = PLACEHOLDERS.iter().map(|(known, _)| *known);
    let meant = match name {
        "filename" | "file" | "stem" | "name" | "title" => Some("slug"),
        "sections" | "section" | "categories" => Some("path"),
        "publication" | "source" => Some("outlet"),
        _ => suggest::nearest(name, known.clone()),
    };
    match meant {
        Some(meant) => format!("did you mean `{{{meant}}}`?"),
        None => {
            let all: Vec<String> = known.map(|known| format!("`{{{known}}}`")).collect();
            format!("the placeholders are {}", all.join(", "))
        }
    }
}

/// What has a meaning of its own in an address or is no part of a file's name everywhere.
fn is_unfit(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '?' | '#' | '%' | '\\' | ':' | '*' | '"' | '<' | '>' | '|' | '\'' | '`' | '&')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn patterns_are_read_and_written_back() {
        for text in ["/{path}/", "/{year}/{slug}/", "/{year}/{month}/{day}/{outlet}-{id}.html", "/статьи/{slug}/"]
        {
            assert_eq!(Pattern::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Pattern::default().to_string(), "/{path}/");
        assert_eq!(
            Pattern::parse("/a-{year}/{slug}.html").unwrap().0,
            [
                PatternPart::Text("/a-".into()),
                PatternPart::Year,
                PatternPart::Text("/".into()),
                PatternPart::Slug,
                PatternPart::Text(".html".into()),
            ]
        );
    }

    #[test]
    #[rustfmt::skip]
    fn each_problem_has_its_bytes_message_and_help() {
        for (text, span, message, help) in [
            ("{slug}/",       0..7,   "`{slug}/` does not begin with `/`",        "write `/{slug}/`"),
            ("",              0..0,   "`` does not begin with `/`",               "write `/`"),
            ("/{slug}",       0..7,   "`/{slug}` ends in neither `/` nor `.html`", "write `/{slug}/` or `/{slug}.html`"),
            ("/{slgu}/",      1..7,   "`{slgu}` is no placeholder",               "did you mean `{slug}`?"),
            ("/{title}/",     1..8,   "`{title}` is no placeholder",              "did you mean `{slug}`?"),
            ("/{Year}/{id}/", 1..7,   "`{Year}` is no placeholder",               "did you mean `{year}`?"),
            ("/{}/",          1..3,   "`{}` is no placeholder",
             "the placeholders are `{path}`, `{slug}`, `{id}`, `{year}`, `{month}`, `{day}`, `{outlet}`"),
            ("/{slug/",       1..2,   "`{` has no counterpart",                   "write a placeholder as `{slug}`"),
            ("/slug}/",       5..6,   "`}` has no counterpart",                   "write a placeholder as `{slug}`"),
            ("/a b/{slug}/",  2..3,   "` ` cannot stand in an address",           "write letters, digits, `-`, `_`, `.` and `/`"),
            ("/é?/{slug}/",   3..4,   "`?` cannot stand in an address",           "write letters, digits, `-`, `_`, `.` and `/`"),
            ("/../{slug}/",   0..11,  "`/../{slug}/` has a part `.` or `..`",     "leave that part out"),
            ("//{slug}/",     0..9,   "`//{slug}/` has an empty part",            "write one `/` between two parts"),
            ("/{year}/",      0..8,   "`/{year}/` gives many records one address",
             "add `{slug}`, `{path}` or `{id}`: `/{year}/{slug}/`"),
        ] {
            let problems = Pattern::parse(text).unwrap_err();
            let expected = PatternProblem { span, message: message.into(), help: help.into() };
            assert_eq!(problems, [expected], "{text:?}");
        }
    }

    #[test]
    fn all_problems_of_a_pattern_are_told() {
        assert_eq!(Pattern::parse("{a}/{b} ").unwrap_err().len(), 4);
    }
}
