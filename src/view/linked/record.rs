//! A record as JSON-LD: its page, and the piece that it records.

use super::{Metadata, Node, PUBLISHER, Views, WORK, script};
use crate::archive::{Entry, RecordIx, TermMention};
use crate::model::date::PartialDate;
use crate::model::record::{By, Correction, Location, Record, RecordType, Source, UrlStatus};

impl Views {
    /// A record's page.
    pub fn record_linked(&self, this: RecordIx) -> Metadata {
        let entry = &self.archive[this];
        let record = &entry.record;
        let own = self.settings.base_url.absolute(&entry.address.url);
        let page = Node::new("WebPage")
            .with("@id", &*own)
            .with("url", &*own)
            .with("name", &*record.title)
            .with("description", record.dek.as_deref())
            .with("inLanguage", &*self.settings.language)
            // When the archive took it in is no date of publication: readers would take it for the piece's.
            .with("dateModified", iso(record.updated.as_ref().or(record.added.as_ref())))
            .with("isPartOf", self.archive_node())
            .with("publisher", self.publisher_node())
            .with("mainEntity", Node::reference(&self.work_id(entry)));
        // Some readers look no further than the first node.
        script(&[self.work(this), page])
    }

    fn work_id(&self, entry: &Entry) -> String {
        self.absolute_with(&entry.address.url, WORK)
    }

    /// The piece itself.
    fn work(&self, this: RecordIx) -> Node {
        let entry = &self.archive[this];
        let record = &entry.record;
        let is_own = record.is_own();
        let own = self.settings.base_url.absolute(&entry.address.url);
        let archived = record.archived.iter().filter_map(|memento| self.copy_url(record, memento));
        let [about, mentions] = [true, false].map(|is_about| {
            let terms = entry.terms.iter().filter(move |mention| self.is_named(mention, is_about));
            terms.filter_map(|mention| self.brief_node(mention.term)).collect::<Vec<_>>()
        });
        let mut sources: Vec<Node> = Vec::new();
        for source in record.sources.iter().zip(&entry.sources).filter_map(|(source, own)| self.cited(source, *own)) {
            // One report may be a source in several roles, which schema.org does not tell apart.
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let series = record.series.as_deref().map(|name| Node::new("CreativeWorkSeries").with("name", name));
        let figure = self.image(this).map(|image| {
            Node::new("ImageObject")
                .with("url", [&*self.settings.base_url.origin, &image.url].concat())
                .with("width", image.width)
                .with("height", image.height)
                .with("caption", image.caption.as_deref().or(Some(&*image.alt)))
                .with("creditText", image.credit.as_deref())
        });
        Node::new(kind(record.kind))
            .with("@id", self.work_id(entry))
            .with("url", record.url.as_deref().or(is_own.then_some(&*own)))
            .with("headline", &*record.title)
            .with("abstract", record.dek.as_deref())
            .with("genre", genre(record.kind))
            .with("datePublished", iso(record.date.as_ref()))
            .with("inLanguage", record.language.as_deref().unwrap_or(&self.settings.language))
            .with_all("author", self.author_nodes(this))
            .with("publisher", self.work_publisher(entry))
            .with("articleSection", record.section.as_deref())
            .with("isPartOf", series)
            .with_all("archivedAt", archived)
            .with("isAccessibleForFree", (record.url_status == Some(UrlStatus::Paywalled)).then_some(false))
            .with_all("about", about)
            .with_all("mentions", mentions)
            .with("keywords", &record.tags.to_strings()[..])
            .with_all("contentLocation", record.places.iter().map(place))
            .with_all("citation", sources)
            .with_all("correction", record.corrections.iter().map(correction))
            .with("image", figure)
            .with_all("associatedMedia", self.media(record))
            .with("copyrightNotice", record.rights.as_deref())
            .with("sdPublisher", Node::reference(&self.absolute_with("/", PUBLISHER)))
            .with("sdDatePublished", iso(record.updated.as_ref().or(record.added.as_ref())))
    }

    /// Whether a term is what the piece is about, or only named in it. Tags are its keywords; outlets, authors, years and
    /// series have members of their own.
    fn is_named(&self, mention: &TermMention, is_about: bool) -> bool {
        let is_subject = mention.role().is_none();
        matches!(self.archive.index_of(mention.term).key.as_str(), "organizations" | "people") && is_subject == is_about
    }

    fn author_nodes(&self, this: RecordIx) -> Vec<Node> {
        let entry = &self.archive[this];
        let authors = entry.record.authors.iter();
        authors
            .map(|author| {
                let term = self.archive.index("authors").and_then(|index| index.find(&author.name));
                let page = term.map(|term| self.settings.base_url.absolute(&term.address.url));
                Node::new("Person").with("name", author.printed.as_deref().unwrap_or(&author.name)).with("url", page)
            })
            .collect()
    }

    /// The outlet, never the archive, unless the piece is its own.
    fn work_publisher(&self, entry: &Entry) -> Option<Node> {
        let outlet = entry.terms.iter().find(|mention| self.archive.index_of(mention.term).key == "outlets");
        let printed = entry.record.outlet.as_deref();
        outlet
            .and_then(|mention| self.named_node(mention.term, printed))
            .or_else(|| printed.map(|name| Node::new("NewsMediaOrganization").with("name", name)))
            .or_else(|| entry.record.is_own().then(|| self.publisher_node()))
    }

    /// A report that the piece relies on; nothing where only its role is known.
    fn cited(&self, source: &Source, own: Option<RecordIx>) -> Option<Node> {
        let publisher = |name: &str| Node::new("NewsMediaOrganization").with("name", name);
        if let Some(own) = own {
            let entry = &self.archive[own];
            let record = &entry.record;
            return Some(
                Node::new(kind(record.kind))
                    .with("@id", self.work_id(entry))
                    .with("headline", &*record.title)
                    .with("url", record.url.as_deref())
                    .with("datePublished", iso(record.date.as_ref()))
                    .with("publisher", record.outlet.as_deref().map(publisher)),
            );
        }
        let is_told = source.title.is_some() || source.url.is_some() || source.outlet.is_some();
        is_told.then(|| {
            Node::new("CreativeWork")
                .with("name", source.title.as_deref())
                .with("url", source.url.as_deref())
                .with("datePublished", iso(source.date.as_ref()))
                .with("publisher", source.outlet.as_deref().map(publisher))
        })
    }

    /// Documents kept with the record, and copies in files of the archive's own.
    fn media(&self, record: &Record) -> Vec<Node> {
        let file = |file: &Option<String>| {
            let address = self.attachments.find(&record.file, file.as_deref()?)?;
            Some(self.settings.base_url.absolute(&address.url))
        };
        let documents = record.documents.iter().filter_map(|document| {
            let url = file(&document.file).or_else(|| document.url.clone())?;
            // schema.org has the hash of a file for media objects alone.
            let kind = if document.sha256.is_some() { "MediaObject" } else { "DigitalDocument" };
            let node = Node::new(kind).with("name", &*document.title).with("url", url);
            Some(node.with("sha256", document.sha256.as_deref()))
        });
        documents.collect()
    }
}

/// The schema.org type of a piece.
fn kind(kind: RecordType) -> &'static str {
    match kind {
        RecordType::Newspaper | RecordType::Magazine | RecordType::Broadcast => "NewsArticle",
        RecordType::WeblogPost => "BlogPosting",
        RecordType::Report => "Report",
        RecordType::Webpage | RecordType::Letter | RecordType::Interview => "Article",
    }
}

/// What schema.org has no type for.
fn genre(kind: RecordType) -> Option<&'static str> {
    matches!(kind, RecordType::Letter | RecordType::Interview | RecordType::Broadcast).then(|| kind.word())
}

fn iso(date: Option<&PartialDate>) -> Option<String> {
    date.map(PartialDate::iso)
}

fn place(place: &Location) -> Node {
    let node = Node::new("Place").with("name", &*place.name);
    match (place.lat, place.lon) {
        (Some(lat), Some(lon)) => {
            node.with("geo", Node::new("GeoCoordinates").with("latitude", lat).with("longitude", lon))
        }
        _ => node,
    }
}

fn correction(correction: &Correction) -> Node {
    let by = (correction.by == By::Archive).then_some("archive");
    Node::new("CorrectionComment")
        .with("text", &*correction.text)
        .with("datePublished", iso(correction.date.as_ref()))
        .with("creditText", by)
}
