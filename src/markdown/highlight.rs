//! A fence's code → HTML with CSS classes, where syntect knows the language.
//!
//! Classes are few and our own (`palette`), not syntect's names for every scope: pages stay small, and the style sheet
//! is one that a person can read. Loading the sets costs 0.5 ms and a language's first use some more, so nothing
//! is loaded before a known language occurs, and a line that came up before is not worked on again (`lines`).

use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html_body_text;
use syntect::parsing::SyntaxSet;

mod lines;
pub(super) mod palette;

use lines::State;

/// Longer code is shown plain: at some hundred kB a second it would hold up the build.
const LONGEST: usize = 100_000;

/// The code of a fence as HTML; nothing where the language is not known, or the code too long.
pub(super) fn highlight(language: &str, code: &str) -> Option<String> {
    static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);
    if is_plain(language) || code.len() > LONGEST {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let mut html = String::with_capacity(code.len() * 2);
    let mut standing = lines::start(syntax);
    for line in code.split_inclusive('\n') {
        let make = |state: &mut State, html: &mut String| spans(&SYNTAXES, state, line, html);
        standing = lines::push(&syntax.name, standing, line, &mut html, make)?;
    }
    Some(html)
}

/// Names of no language, for which nothing need be loaded.
fn is_plain(language: &str) -> bool {
    ["", "text", "txt", "plain", "plaintext", "none"].iter().any(|name| name.eq_ignore_ascii_case(language))
}

/// One line; nothing where the language's own grammar fails, as some do on some input.
fn spans(syntaxes: &SyntaxSet, state: &mut State, line: &str, html: &mut String) -> Option<()> {
    let State { parser, scopes } = state;
    let mut at = 0;
    let mut run = Run { start: 0, class: None };
    for (place, change) in parser.parse_line(line, syntaxes).ok()? {
        if place > at {
            run.extend(html, line, at, palette::class(scopes.as_slice()));
            at = place;
        }
        scopes.apply(&change).ok()?;
    }
    run.extend(html, line, at, palette::class(scopes.as_slice()));
    run.end(html, line, line.len());
    Some(())
}

/// Neighbours of one class, written as one span.
struct Run {
    start: usize,
    class: Option<&'static str>,
}

impl Run {
    /// Goes on with `class` from `at`.
    fn extend(&mut self, html: &mut String, line: &str, at: usize, class: Option<&'static str>) {
        if class != self.class {
            self.end(html, line, at);
            *self = Run { start: at, class };
        }
    }

    fn end(&self, html: &mut String, line: &str, end: usize) {
        let text = &line[self.start..end];
        // The line's end stays outside, so that no span goes over it.
        let words = text.trim_end_matches('\n');
        if words.trim().is_empty() || self.class.is_none() {
            let _ = escape_html_body_text(&mut *html, text);
            return;
        }
        html.push_str("<span class=\"hl-");
        html.push_str(self.class.unwrap_or_default());
        html.push_str("\">");
        let _ = escape_html_body_text(&mut *html, words);
        html.push_str("</span>");
        html.push_str(&text[words.len()..]);
    }
}
