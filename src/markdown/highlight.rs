//! A fence's code → HTML with CSS classes, where syntect knows the language.
//!
//! Classes are few and our own (`palette`), not syntect's names for every scope: pages stay small, and the style sheet
//! is one that a person can read. Loading the sets costs 0.5 ms and a language's first use 30 ms and more, so nothing
//! is loaded before a known language occurs, and equal fences are worked on once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use pulldown_cmark_escape::escape_html_body_text;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

pub(super) mod palette;

/// Longer code is shown plain: at 0.4 MB a second it would hold up the build.
const LONGEST: usize = 100_000;

/// How many bytes of highlighted code are kept for the next fence that is the same.
const MOST_KEPT: usize = 16_000_000;

/// The code of a fence as HTML; nothing where the language is not known, or the code too long.
pub(super) fn highlight(language: &str, code: &str) -> Option<Arc<str>> {
    static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);
    if is_plain(language) || code.len() > LONGEST {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let key = format!("{}\0{code}", syntax.name);
    if let Some(html) = kept(&key) {
        return Some(html);
    }
    let html: Arc<str> = spans(&SYNTAXES, syntax, code)?.into();
    keep(key, &html);
    Some(html)
}

/// Names of no language, for which nothing need be loaded.
fn is_plain(language: &str) -> bool {
    ["", "text", "txt", "plain", "plaintext", "none"].iter().any(|name| name.eq_ignore_ascii_case(language))
}

#[derive(Default)]
struct Kept {
    html: HashMap<String, Arc<str>>,
    bytes: usize,
}

static KEPT: LazyLock<RwLock<Kept>> = LazyLock::new(RwLock::default);

fn kept(key: &str) -> Option<Arc<str>> {
    KEPT.read().ok()?.html.get(key).cloned()
}

fn keep(key: String, html: &Arc<str>) {
    let Ok(mut kept) = KEPT.write() else { return };
    let bytes = key.len() + html.len();
    if kept.bytes + bytes <= MOST_KEPT {
        kept.bytes += bytes;
        kept.html.insert(key, html.clone());
    }
}

/// Nothing where the language's own grammar fails, as some do on some input.
fn spans(syntaxes: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut html = String::with_capacity(code.len() * 2);
    for line in code.split_inclusive('\n') {
        let changes = state.parse_line(line, syntaxes).ok()?;
        let mut at = 0;
        let mut run = Run { start: 0, class: None };
        for (place, change) in changes {
            if place > at {
                run.extend(&mut html, line, at, palette::class(stack.as_slice()));
                at = place;
            }
            stack.apply(&change).ok()?;
        }
        run.extend(&mut html, line, at, palette::class(stack.as_slice()));
        run.end(&mut html, line, line.len());
    }
    Some(html)
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
