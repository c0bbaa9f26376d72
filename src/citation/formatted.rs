//! Item and style → a citation in words, as HTML for pages and as plain text for copying.

use hayagriva::citationberg::json;
use hayagriva::citationberg::{FontStyle, FontWeight, VerticalAlign};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, Formatted,
};
use serde::{Deserialize, Serialize};

use super::capitals::Capitals;
use super::{Item, Style, Styles, csl_json};
use crate::store::{Key, Store};

/// One piece, cited in one style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// As a part of a paragraph: text that is escaped, italics, and nothing else but emphasis and raised letters.
    pub html: String,
    /// The same without any form.
    pub text: String,
}

impl Styles {
    /// `item` in each style, in their order; nothing in the place of a style that has no words for it.
    ///
    /// What was made before is taken from the store.
    pub fn cite(&self, item: &Item, store: &Store) -> Vec<Option<Citation>> {
        let key = self.key(item);
        let kept = store.get(key).and_then(|bytes| postcard::from_bytes(&bytes).ok());
        kept.unwrap_or_else(|| {
            let made: Vec<Option<Citation>> = self.format(item);
            if let Ok(bytes) = postcard::to_allocvec(&made) {
                store.put(key, &bytes);
            }
            made
        })
    }

    /// Under what the store has the citations of `item`: the hash of the item, the styles, the language and the program.
    pub fn key(&self, item: &Item) -> Key {
        let item = serde_json::to_vec(item).unwrap_or_default();
        let program = crate::fingerprint::PROGRAM.as_bytes();
        Key::of("citations", &[&item, &self.print.0.to_le_bytes(), program])
    }

    fn format(&self, item: &Item) -> Vec<Option<Citation>> {
        let entry = entry(item);
        let capitals = Capitals::of(item.outlet.as_deref().into_iter().chain([&*item.title]));
        self.iter().map(|style| formatted(style, &entry, &capitals, self)).collect()
    }
}

/// The item as the processor takes it: the fields of the file that a bibliography is to show.
///
/// Styles would give the address of a copy beside that of the original, and the outlet's section as that of a book. Of
/// the copy no more is left than who keeps it, and only where it is what is cited.
fn entry(item: &Item) -> json::Item {
    let mut object = csl_json::object(item);
    let is_lost = item.lost_original().is_some();
    object.retain(|key, _| match key.as_str() {
        "note" | "abstract" | "keyword" | "section" | "archive_location" => false,
        "archive" => is_lost,
        _ => true,
    });
    if item.is_title_supplied {
        // Chicago (14.57) and APA (9.22) set in brackets what the piece itself is not headed with.
        object.insert("title".to_owned(), format!("[{}]", item.title).into());
    }
    let entry = serde_json::from_value(serde_json::Value::Object(object));
    entry.unwrap_or_else(|_| json::Item(Default::default()))
}

fn formatted(style: &Style, entry: &json::Item, capitals: &Capitals, styles: &Styles) -> Option<Citation> {
    let rules = &*style.rules_for(entry)?;
    let (locale, locales) = (Some(styles.locale()), styles.locales());
    let mut driver = BibliographyDriver::new();
    let items = vec![CitationItem::with_entry(entry)];
    let in_text = styles.letter().filter(|_| rules.bibliography.is_some()).unwrap_or(rules);
    driver.citation(CitationRequest::new(items, in_text, locale.clone(), locales, Some(1)));
    let rendered = driver.finish(BibliographyRequest::new(rules, locale, locales));
    // A style without bibliography has its citations in notes. A number before the entry counts nothing here.
    let content = match rendered.bibliography.and_then(|bibliography| bibliography.items.into_iter().next()) {
        Some(item) => item.content,
        None => rendered.citations.into_iter().next()?.citation,
    };
    let mut citation = Citation { html: String::new(), text: String::new() };
    citation.add(&content, capitals);
    citation.text = citation.text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(citation).filter(|citation| citation.text.chars().any(char::is_alphanumeric))
}

impl Citation {
    /// The same with one more sentence, of plain text.
    #[must_use]
    pub fn with_sentence(mut self, sentence: &str) -> Citation {
        self.add_escaped(" ");
        self.add_escaped(sentence);
        self
    }

    fn add(&mut self, children: &ElemChildren, capitals: &Capitals) {
        for child in &children.0 {
            match child {
                ElemChild::Text(text) => self.add_text(text, capitals),
                ElemChild::Link { text, .. } => self.add_text(text, capitals),
                ElemChild::Elem(elem) => {
                    if elem.display.is_some() && !self.text.is_empty() {
                        self.text.push(' ');
                        self.html.push(' ');
                    }
                    self.add(&elem.children, capitals);
                }
                ElemChild::Markup(markup) => self.add_escaped(markup),
                ElemChild::Transparent { .. } => {}
            }
        }
    }

    fn add_text(&mut self, text: &Formatted, capitals: &Capitals) {
        let form = &text.formatting;
        let tags = [
            (form.font_style == FontStyle::Italic, "i"),
            (form.font_weight == FontWeight::Bold, "b"),
            (form.vertical_align == VerticalAlign::Sup, "sup"),
            (form.vertical_align == VerticalAlign::Sub, "sub"),
        ];
        let tags: Vec<&str> = tags.into_iter().filter_map(|(is_set, tag)| is_set.then_some(tag)).collect();
        tags.iter().for_each(|tag| self.html.extend(["<", tag, ">"]));
        self.add_escaped(&capitals.restored(&text.text));
        tags.iter().rev().for_each(|tag| self.html.extend(["</", tag, ">"]));
    }

    fn add_escaped(&mut self, text: &str) {
        self.text.push_str(text);
        // The processor gives what it was given, and headlines are written by others.
        let _ = pulldown_cmark_escape::escape_html(&mut self.html, text);
    }
}
