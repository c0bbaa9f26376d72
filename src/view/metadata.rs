//! What reference managers and readers' software read in the head of a record's page.
//!
//! The names are those that Zotero's translator of embedded metadata takes. `z:itemType` says what kind of piece it is,
//! `prism.publicationName` where it ran. `citation_journal_title` would make an article of a journal of any of them, and
//! the archive must not stand in `DCTERMS.publisher`, or it would count as the outlet.
//!
//! Source: Zotero's documentation on exposing metadata; Highwire Press tags; DCMI Metadata Terms; The Open Graph
//! protocol, article.

use pulldown_cmark_escape::escape_html;
use tera::{Context, Value};

use super::{PageView, Views};
use crate::archive::RecordIx;
use crate::citation::zotero_type;
use crate::model::date::PartialDate;

/// What a page tells programs in its head.
pub struct Metadata {
    /// Elements of `meta`, and one `script` of JSON-LD.
    pub markup: String,
    /// The hash of what stands in that script, as a policy names it. It is a block of values and never runs, but some
    /// checkers take it for a script that the policy forbids.
    pub hash: String,
}

/// Elements of a head, one a line.
#[derive(Default)]
struct Head(String);

impl Head {
    /// `<meta name="…" content="…">`, where there is something to say.
    fn name<'t>(&mut self, name: &str, values: impl IntoIterator<Item = &'t str>) {
        self.element("name", name, values);
    }

    /// The same for Open Graph, whose elements have a `property`.
    fn property<'t>(&mut self, name: &str, values: impl IntoIterator<Item = &'t str>) {
        self.element("property", name, values);
    }

    fn element<'t>(&mut self, attribute: &str, name: &str, values: impl IntoIterator<Item = &'t str>) {
        for value in values.into_iter().filter(|value| !value.is_empty()) {
            self.0.push_str("<meta ");
            self.0.push_str(attribute);
            self.0.push_str("=\"");
            self.0.push_str(name);
            self.0.push_str("\" content=\"");
            let _ = escape_html(&mut self.0, value);
            self.0.push_str("\">\n");
        }
    }
}

impl Views {
    /// The head of a record's page, as far as it speaks to programs: elements of `meta` and one `script` of JSON-LD.
    pub fn record_metadata(&self, this: RecordIx) -> Metadata {
        let entry = &self.archive[this];
        let record = &*entry.record;
        let item = self.item(this);
        let printed = record.authors.iter().map(|author| author.printed.as_deref().unwrap_or(&author.name));
        let date = item.issued.as_ref().map(PartialDate::iso);
        let day = item.issued.as_ref().filter(|date| date.day.is_some()).map(PartialDate::iso);
        let added = record.added.as_ref().map(PartialDate::iso);
        let updated = record.updated.as_ref().map(PartialDate::iso);
        let outlet = item.outlet.as_deref().or(record.is_own().then_some(&*self.settings.title));
        let mut head = Head(String::with_capacity(2048));
        head.name("z:itemType", [zotero_type(item.kind)]);
        head.name("citation_title", [&*item.title]);
        for author in &item.authors {
            head.name("citation_author", [&*author.inverted()]);
        }
        head.name("citation_publication_date", date.as_deref());
        head.name("citation_public_url", record.url.as_deref());
        head.name("citation_language", [&*item.language]);
        head.name("prism.publicationName", outlet);
        if let Some(copy) = &item.copy {
            head.name("z:archive", [&*copy.holder]);
            head.name("z:archiveLocation", [&*copy.url]);
        }
        head.name("DCTERMS.abstract", record.dek.as_deref());
        head.name("DCTERMS.subject", record.tags.iter());
        head.name("DCTERMS.rights", record.rights.as_deref());
        head.name("author", printed.clone());
        head.name("keywords", [&*record.tags.to_strings().join(", ")]);
        head.property("article:published_time", day.as_deref());
        head.property("article:modified_time", updated.as_deref().or(added.as_deref()));
        head.property("article:author", printed);
        head.property("article:section", record.section.as_deref());
        head.property("article:tag", record.tags.iter());
        let linked = self.record_linked(this);
        Metadata { markup: head.0 + &linked.markup, hash: linked.hash }
    }

    /// Gives `metadata` to the template of `page`, and lets it through in the page's policy; without any, an empty one.
    pub fn tell(&self, metadata: Option<&Metadata>, page: &mut PageView, context: &mut Context) {
        let markup = metadata.map_or("", |metadata| &metadata.markup);
        context.insert_value("metadata", Value::safe_string(markup));
        if let Some(metadata) = metadata {
            page.policy = self.policy().of_page(page.kind, page.plays, Some(&metadata.hash));
        }
    }
}
