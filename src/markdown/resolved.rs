//! Markdown → Markdown that stands by itself: links lead where they lead on the page, raw HTML is gone.
//!
//! A text that is read away from the site has nobody to ask what `[[letter]]` or `org:acme` means, so every link becomes
//! an ordinary one with an absolute address. What leads nowhere keeps its words alone, as on the page.

use std::fmt;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};
use pulldown_cmark_to_cmark::cmark;

use super::writer::EXTENSIONS;
use super::{Reference, ReferenceKind, Resolution, Resolver, scheme};

/// Rewrites `text`; `absolute` makes an address that the resolver gives one that may stand anywhere.
///
/// # Errors
/// Where the text holds what Markdown has no form for, which a parser never gives.
pub fn resolved(text: &str, resolver: &dyn Resolver, absolute: &dyn Fn(&str) -> String) -> Result<String, fmt::Error> {
    let mut rewriting = Rewriting { resolver, absolute, open: Vec::new(), name: None, html: None };
    let events = Parser::new_ext(text, EXTENSIONS).flat_map(|event| rewriting.event(event));
    let mut markdown = String::with_capacity(text.len() + text.len() / 4);
    cmark(events, &mut markdown, EXTENSIONS).map_err(|_| fmt::Error)?;
    Ok(markdown)
}

/// What is open where the reader stands.
struct Rewriting<'r> {
    resolver: &'r dyn Resolver,
    absolute: &'r dyn Fn(&str) -> String,
    /// For each open link or picture, whether it is written.
    open: Vec<bool>,
    /// The words that take the place of the next ones: the name of what a wiki link leads to.
    name: Option<String>,
    /// The raw HTML of the open block.
    html: Option<String>,
}

impl Rewriting<'_> {
    fn event<'t>(&mut self, event: Event<'t>) -> Option<Event<'t>> {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let (url, name) = self.reference(link_type, &dest_url, false)?;
                self.name = name;
                Some(Event::Start(Tag::Link {
                    link_type: LinkType::Inline,
                    dest_url: url.into(),
                    title,
                    id: CowStr::Borrowed(""),
                }))
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                let (url, _) = self.reference(link_type, &dest_url, true)?;
                Some(Event::Start(Tag::Image {
                    link_type: LinkType::Inline,
                    dest_url: url.into(),
                    title,
                    id: CowStr::Borrowed(""),
                }))
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.open.pop()?.then_some(event),
            Event::Text(text) => Some(Event::Text(self.name.take().map_or(text, CowStr::from))),
            Event::Start(Tag::HtmlBlock) => {
                self.html = Some(String::new());
                None
            }
            Event::End(TagEnd::HtmlBlock) => {
                let words = words(&self.html.take()?);
                (!words.is_empty()).then(|| Event::Html(format!("{words}\n\n").into()))
            }
            Event::Html(html) => {
                if let Some(open) = &mut self.html {
                    open.push_str(&html);
                }
                None
            }
            Event::InlineHtml(_) => None,
            event => Some(event),
        }
    }

    /// Where a link or picture leads, and its name if it has no words of its own; nothing where it leads nowhere.
    fn reference(&mut self, link: LinkType, target: &str, is_image: bool) -> Option<(String, Option<String>)> {
        let is_wiki = matches!(link, LinkType::WikiLink { .. });
        let target = if is_wiki { target.trim_end_matches('\\').trim() } else { target };
        let kind = match (is_image, is_wiki) {
            (true, _) => ReferenceKind::Image,
            (false, true) => ReferenceKind::Wiki,
            (false, false) => ReferenceKind::Link,
        };
        let mail = (link == LinkType::Email).then(|| format!("mailto:{target}"));
        let target = mail.as_deref().unwrap_or(target);
        let found = match self.resolver.resolve(&Reference { target, kind }) {
            _ if scheme::is_dangerous(target) => None,
            Resolution::To { url, title, .. } if scheme::is_allowed(&url) => Some((url, title)),
            _ => None,
        };
        self.open.push(found.is_some());
        let (url, title) = found?;
        let has_no_words = link == (LinkType::WikiLink { has_pothole: false }) && !is_image;
        Some(((self.absolute)(&url), title.filter(|_| has_no_words)))
    }
}

/// The words of raw HTML, escaped as they were.
fn words(html: &str) -> String {
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
            ("<https://other.example/a>",              "[https://other.example/a](https://other.example/a)"),
            ("<jane@example.org>",                     "[jane@example.org](mailto:jane@example.org)"),
            ("![A gate](gate.jpg \"At noon\")",        "![A gate](https://x.example/files/gate.jpg \"At noon\")"),
            ("A [lost](nowhere.md) link",              "A lost link"),
            ("[run](javascript:alert(1))",             "run"),
            ("a <b>bold</b> word",                     "a bold word"),
            ("<div class=x>\nwords &amp; more\n</div>\n\nAfter", "words &amp; more\n\nAfter"),
            ("<script>alert(1)</script>",              ""),
            ("# Head\n\n- one\n- two\n\n> said",       "# Head\n\n* one\n* two\n\n > \n > said"),
            ("A note[^1]\n\n[^1]: Words",              "A note[^1]\n\n[^1]: Words"),
        ] {
            let absolute = |url: &str| if url.starts_with('/') { format!("https://x.example{url}") } else { url.to_owned() };
            let markdown = resolved(text, &Known, &absolute).expect("it is Markdown");
            assert_eq!(markdown.trim(), expected, "{text}");
        }
    }
}
