//! Markdown → Markdown that stands by itself: links lead where they lead on the page, raw HTML is gone.
//!
//! A text that is read away from the site has nobody to ask what `[[letter]]` or `org:acme` means, so every link becomes
//! an ordinary one with an absolute address. What leads nowhere keeps its words alone, as on the page.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::writer::EXTENSIONS;
use super::{Reference, ReferenceKind, Resolution, Resolver, scheme};

/// Rewrites `text`; `absolute` makes an address that the resolver gives one that may stand anywhere.
///
/// Only links, pictures and raw HTML are written anew; every other byte is the author's. Words that move together
/// where something was taken out can make a link of what was none, so such a text is read again until nothing is.
pub fn resolved(text: &str, resolver: &dyn Resolver, absolute: &dyn Fn(&str) -> String) -> String {
    let (mut text, mut is_final) = pass(text, resolver, absolute);
    while !is_final {
        (text, is_final) = pass(&text, resolver, absolute);
    }
    text
}

/// Rewrites `text` once, and whether nothing was taken out of it.
fn pass(text: &str, resolver: &dyn Resolver, absolute: &dyn Fn(&str) -> String) -> (String, bool) {
    let parser = Parser::new_ext(text, EXTENSIONS);
    let definitions: Vec<Range<usize>> =
        parser.reference_definitions().iter().map(|(_, definition)| definition.span.clone()).collect();
    let mut rewriting = Rewriting {
        text,
        resolver,
        absolute,
        open: Vec::new(),
        depth: 0,
        read: 0,
        html: None,
        edits: definitions.into_iter().map(|span| (span, String::new())).collect(),
        is_final: true,
    };
    for (event, span) in parser.into_offset_iter() {
        rewriting.event(event, span);
    }
    (spliced(text, rewriting.edits), rewriting.is_final)
}

/// `text` with each of `edits` in place of the bytes that it names.
fn spliced(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut written = String::with_capacity(text.len() + text.len() / 4);
    let mut at = 0;
    for (span, words) in edits {
        if span.start >= at {
            written.push_str(&text[at..span.start]);
            written.push_str(&words);
            at = span.end;
        }
    }
    written.push_str(&text[at..]);
    written
}

/// A link or picture whose end has not been seen.
struct Open {
    /// What takes the place of everything after its words.
    tail: String,
    /// What stands between its words and its target.
    close: &'static str,
    /// Whether it stays as it is.
    is_kept: bool,
}

struct Rewriting<'r> {
    text: &'r str,
    resolver: &'r dyn Resolver,
    absolute: &'r dyn Fn(&str) -> String,
    open: Vec<Open>,
    /// How many quotes, lists and notes are open.
    depth: usize,
    /// Where the last event within a link ended.
    read: usize,
    /// The raw HTML of the open block, and the lines that it stands on.
    html: Option<(String, Vec<Range<usize>>)>,
    edits: Vec<(Range<usize>, String)>,
    is_final: bool,
}

impl Rewriting<'_> {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.start(link_type, &dest_url, &title, span, false);
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                self.start(link_type, &dest_url, &title, span, true);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.end(span),
            Event::Start(Tag::HtmlBlock) => self.html = Some((String::new(), Vec::new())),
            Event::End(TagEnd::HtmlBlock) => self.end_html(),
            Event::Html(html) => {
                if let Some((block, lines)) = &mut self.html {
                    block.push_str(&html);
                    lines.push(span);
                }
            }
            Event::InlineHtml(_) => {
                self.read = span.end;
                self.remove(span);
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_)) => self.depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition) => self.depth -= 1,
            Event::Start(_) => {}
            _ => self.read = span.end,
        }
    }

    fn remove(&mut self, span: Range<usize>) {
        self.edits.push((span, String::new()));
        self.is_final = false;
    }

    fn start(&mut self, link: LinkType, target: &str, title: &str, span: Range<usize>, is_image: bool) {
        let has_no_words = link == (LinkType::WikiLink { has_pothole: false });
        let found = self.reference(link, target, is_image);
        let whole = &self.text[span.clone()];
        let mark = usize::from(is_image);
        let head = span.start
            + match link {
                LinkType::WikiLink { has_pothole: true } => whole.find('|').map_or(2 + mark, |at| at + 1),
                LinkType::WikiLink { has_pothole: false } => 2 + mark,
                _ => 1 + mark,
            };
        self.read = head;
        let close = match link {
            LinkType::WikiLink { .. } => "]]",
            LinkType::Autolink | LinkType::Email => ">",
            _ => "]",
        };
        let Some((url, name)) = found else {
            // Its words stay.
            self.edits.push((span.start..head, String::new()));
            self.open.push(Open { tail: String::new(), close, is_kept: false });
            self.is_final = false;
            return;
        };
        let is_kept = match link {
            LinkType::Email => true,
            LinkType::Autolink | LinkType::Inline => url == target,
            _ => false,
        };
        if !is_kept && has_no_words {
            // What stands there is the target and no Markdown; a picture is not described by it.
            let words =
                if is_image { "![".to_owned() } else { format!("[{}", escaped(name.as_deref().unwrap_or(target))) };
            self.read = span.end.saturating_sub(2).max(head);
            self.edits.push((span.start..self.read, words));
        } else if !is_kept {
            self.edits.push((span.start..head, if is_image { "![" } else { "[" }.to_owned()));
        }
        self.open.push(Open { tail: tail(&url, title), close, is_kept });
    }

    fn end(&mut self, span: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        if !open.is_kept {
            // What closes a link stands behind the last of its words, which the reader has taken apart already.
            let from = self.read.clamp(span.start, span.end);
            let close = self.text[from..span.end].find(open.close).map_or(span.end, |at| from + at);
            // The parser counts the empty brackets of `[words][]` out.
            let brackets = if self.text[close..].starts_with("][]") && close + 1 == span.end { 2 } else { 0 };
            self.edits.push((close..span.end + brackets, open.tail));
        }
        self.read = span.end;
    }

    fn end_html(&mut self) {
        let Some((html, lines)) = self.html.take() else { return };
        // What stands for `<`, `>` and `&` in HTML does so in Markdown.
        let mut words = Some(escaped(&words(&html)).replace("\\&", "&"));
        for line in lines {
            let written = match (words.take().as_deref(), self.depth) {
                (Some(""), _) => "\n".to_owned(),
                (Some(words), 0) => format!("\n{words}\n\n"),
                (Some(words), _) => format!("{words}\n"),
                (None, 0) => String::new(),
                // The marks of the quote or list before the next line stay, and so must the line.
                (None, _) => "\n".to_owned(),
            };
            self.edits.push((line, written));
        }
        self.is_final = false;
    }

    /// Where a link or picture leads, and what it is called there; nothing where it leads nowhere.
    fn reference(&self, link: LinkType, target: &str, is_image: bool) -> Option<(String, Option<String>)> {
        let is_wiki = matches!(link, LinkType::WikiLink { .. });
        let target = if is_wiki { target.trim_end_matches('\\').trim() } else { target };
        let kind = match (is_image, is_wiki) {
            (true, _) => ReferenceKind::Image,
            (false, true) => ReferenceKind::Wiki,
            (false, false) => ReferenceKind::Link,
        };
        let mail = (link == LinkType::Email).then(|| format!("mailto:{target}"));
        let target = mail.as_deref().unwrap_or(target);
        if scheme::is_dangerous(target) {
            return None;
        }
        match self.resolver.resolve(&Reference { target, kind }) {
            Resolution::To { url, title, .. } if scheme::is_allowed(&url) => Some(((self.absolute)(&url), title)),
            _ => None,
        }
    }
}

/// The end of a link to `url`.
fn tail(url: &str, title: &str) -> String {
    let mut tail = String::from("](");
    // Between pointed brackets everything but these and line breaks may stand.
    let is_plain = !url.is_empty() && !url.contains(|letter: char| "() <>|\\".contains(letter) || letter.is_control());
    if is_plain {
        tail.push_str(url);
    } else {
        tail.push('<');
        for letter in url.chars() {
            match letter {
                '<' => tail.push_str("%3C"),
                '>' => tail.push_str("%3E"),
                '|' => tail.push_str("%7C"),
                '\\' => tail.push_str("%5C"),
                _ if letter.is_control() => {}
                _ => tail.push(letter),
            }
        }
        tail.push('>');
    }
    if !title.is_empty() {
        tail.push_str(" \"");
        for letter in title.chars() {
            match letter {
                '"' | '\\' | '|' | '&' => tail.extend(['\\', letter]),
                // A line break as it is could end the title, the link, or the quote that both stand in.
                _ if letter.is_control() => tail.push_str(&format!("&#{};", u32::from(letter))),
                _ => tail.push(letter),
            }
        }
        tail.push('"');
    }
    tail.push(')');
    tail
}

/// Text as Markdown that shows it as it is.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            _ if letter.is_control() => escaped.push(' '),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The words of raw HTML, escaped as they were.
pub(super) fn words(html: &str) -> String {
    let words = ammonia::Builder::empty().clean(html).to_string();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Known;

    impl Resolver for Known {
        fn resolve(&self, reference: &Reference<'_>) -> Resolution {
            let known = |url: &str, title: &str| Resolution::To {
                url: url.to_owned(),
                title: Some(title.to_owned()),
                picture: None,
            };
            match reference.target {
                "letter" | "letter.md" => known("/letter/", "The letter"),
                "org:acme" => known("/organizations/acme/", "Acme"),
                "gate.jpg" => known("/files/gate.jpg", ""),
                target if target.contains("://") || target.starts_with("mailto:") => known(target, ""),
                target => Resolution::Broken {
                    code: crate::diag::codes::archive::BROKEN_LINK,
                    message: target.to_owned(),
                    help: None,
                },
            }
        }
    }

    #[test]
    #[rustfmt::skip]
    fn every_link_stands_by_itself() {
        for (text, expected) in [
            ("A [letter](letter.md).",                 "A [letter](https://x.example/letter/)."),
            ("See [[letter]].",                        "See [The letter](https://x.example/letter/)."),
            ("See [[letter|what it says]].",           "See [what it says](https://x.example/letter/)."),
            ("By [Acme][a].\n\n[a]: org:acme",         "By [Acme](https://x.example/organizations/acme/)."),
            ("<https://other.example/a>",              "<https://other.example/a>"),
            ("<org:acme>",                             "[org:acme](https://x.example/organizations/acme/)"),
            ("<jane@example.org>",                     "<jane@example.org>"),
            ("![A gate](gate.jpg \"At noon\")",        "![A gate](https://x.example/files/gate.jpg \"At noon\")"),
            ("[![A gate](gate.jpg)](letter)",          "[![A gate](https://x.example/files/gate.jpg)](https://x.example/letter/)"),
            ("[](letter)",                             "[](https://x.example/letter/)"),
            ("[*so* \\] `]`](letter)",                 "[*so* \\] `]`](https://x.example/letter/)"),
            ("> [a letter\n> ](letter)",               "> [a letter\n> ](https://x.example/letter/)"),
            ("| a |\n|---|\n| [[letter\\|it]] |",      "| a |\n|---|\n| [it](https://x.example/letter/) |"),
            ("[a](<https://other.example/a (b)>)",     "[a](<https://other.example/a (b)>)"),
            ("[a][b]\n\n[b]: <https://other.example/a(b> 'So \"it\" is'", "[a](<https://other.example/a(b> \"So \\\"it\\\" is\")"),
            ("A [lost](nowhere.md) link",              "A lost link"),
            ("A [[nowhere]] link",                     "A nowhere link"),
            ("[run](javascript:alert(1))",             "run"),
            ("[run]<b></b>(javascript:alert(1))",      "run"),
            ("a <b>bold</b> word",                     "a bold word"),
            ("One\n<!-- note -->\nTwo",                "One\n\nTwo"),
            ("One\n<pre>*words*</pre>\nTwo",           "One\n\n\\*words\\*\n\nTwo"),
            ("> <div>\n> words\n> </div>",             "> words\n> \n>"),
            ("<div class=x>\nwords &amp; more\n</div>\n\nAfter", "words &amp; more\n\n\nAfter"),
            ("<script>alert(1)</script>",              ""),
            ("# Head\n\n- one\n- two\n\n> said",       "# Head\n\n- one\n- two\n\n> said"),
            ("```\n[[letter]] <b>\n```",               "```\n[[letter]] <b>\n```"),
            ("A note[^1]\n\n[^1]: Words",              "A note[^1]\n\n[^1]: Words"),
        ] {
            let absolute = |url: &str| if url.starts_with('/') { format!("https://x.example{url}") } else { url.to_owned() };
            let markdown = resolved(text, &Known, &absolute);
            assert_eq!(markdown.trim(), expected, "{text}");
        }
    }
}
