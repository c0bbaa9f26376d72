//! A record as programs read it: everything that its front matter says, with what its names and references lead to.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::ALL;
use super::chain::{ChainObject, chain};
use crate::address::Address;
use crate::archive::{Entry, RecordIx};
use crate::model::date::{PartialDate, TimeOfDay};
use crate::model::node::Node;
use crate::model::record::{Author, Record, UrlStatus};
use crate::view::{RECORD_JSON, Views};

mod parts;

pub(super) use parts::{CopyObject, RecordReference, copy, reference};
use parts::{
    CorrectionObject, DocumentObject, FigureObject, ImageObject, Named, PlaceObject, QuoteObject, SourceObject,
    document, mentions, named, relied_on, terms,
};

/// A record. What is not known is not there.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Record")]
pub(super) struct RecordObject<'r> {
    /// The identifier: unique in the archive.
    id: &'r str,
    /// The record's page, absolute.
    pub(super) page: String,
    /// The file that holds this object alone, absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    json: Option<String>,
    /// The headline.
    title: &'r str,
    /// `outlet` or `archive`: who worded the headline.
    title_by: &'static str,
    /// When the piece ran, as far as it is known (EDTF): `2018-06-25`, `2018-06`, `2018~`.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The time of that day: `14:30:00`, with the offset from UTC where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// One sentence under the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    dek: Option<&'r str>,
    /// The type of the piece, in CSL's words: `article-newspaper`.
    r#type: &'static str,
    /// BCP 47 tag of its language.
    language: &'r str,
    /// Who wrote it, in the byline's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Named<'r>>,
    /// The publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<Named<'r>>,
    /// The publication's section.
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'r str>,
    /// The original's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<&'r str>,
    /// `live`, `dead`, `moved`, `paywalled` or `changed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    url_status: Option<&'static str>,
    /// When the original was last looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<String>,
    /// Copies of the original.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    archived: Vec<CopyObject<'r>>,
    /// Tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Named<'r>>,
    /// Organizations, with their roles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organizations: Vec<Named<'r>>,
    /// People, with their roles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<Named<'r>>,
    /// The series it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<Named<'r>>,
    /// Its terms in the site's own indexes, by the index's key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    indexes: BTreeMap<&'r str, Vec<Named<'r>>>,
    /// Places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<PlaceObject<'r>>,
    /// Whom the piece relies on, as the editor lists them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<SourceObject<'r>>,
    /// The archive's records that name this one as a source, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    picked_up_by: Vec<RecordReference<'r>>,
    /// Where it stands in the chain of reporting; nothing where no record says who was first.
    #[serde(skip_serializing_if = "Option::is_none")]
    chain: Option<ChainObject<'r>>,
    /// Key figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureObject<'r>>,
    /// Pull quotes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quotes: Vec<QuoteObject<'r>>,
    /// The lead image.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<ImageObject<'r>>,
    /// Documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    documents: Vec<DocumentObject<'r>>,
    /// Corrections, as listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionObject<'r>>,
    /// Records that the editor calls related.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RecordReference<'r>>,
    /// A statement of rights.
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'r str>,
    /// `metadata`, `excerpt` or `fulltext`: how much of it the site publishes.
    access: &'static str,
    /// Whether it is a draft.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    draft: bool,
    /// Former addresses of its page: paths of the site.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    aliases: &'r [String],
    /// When the archive took it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<String>,
    /// When the record was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    /// `extra` and unknown keys.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    extra: BTreeMap<&'r str, &'r Node>,
}

/// The word of `off` that turns the files of single records off.
pub const RECORD_FILES: &str = "record_json";

/// Where a record's own file stands; nothing where no file can stand there.
pub(super) fn record_file(entry: &Entry) -> Option<Address> {
    entry.address.beside(RECORD_JSON)
}

impl<'r> RecordObject<'r> {
    /// The record `this`.
    pub(super) fn new(views: &'r Views, this: RecordIx) -> RecordObject<'r> {
        let entry = &views.archive[this];
        let record = &*entry.record;
        let plain = |name: &'r str| Named { id: None, name, r#as: None, role: None, page: None };
        let found = |key: &str, name: &'r str| {
            let term = views.archive.index(key).and_then(|index| index.find(name));
            term.map_or_else(|| plain(name), |term| named(views, term, Some(name)))
        };
        let author = |author: &'r Author| {
            let written = author.printed.as_ref().unwrap_or(&author.name);
            match views.archive.index("authors").and_then(|index| index.find(&author.name)) {
                Some(term) => named(views, term, Some(written)),
                None => Named { r#as: author.printed.as_deref(), ..plain(&author.name) },
            }
        };
        let custom = views
            .archive
            .indexes()
            .iter()
            .filter(|index| views.settings.indexes.iter().any(|own| own.key == index.key));
        let custom = custom.map(|index| (&*index.key, terms(views, entry, &index.key, false)));
        let has_file = ![ALL, RECORD_FILES].into_iter().any(|key| views.settings.is_off(key));
        RecordObject {
            id: &entry.id,
            page: absolute(views, &entry.address.url),
            json: record_file(entry).filter(|_| has_file).map(|file| absolute(views, &file.url)),
            title: &record.title,
            title_by: record.title_by.word(),
            date: edtf(&record.date),
            time: record.date.and_then(|date| date.time).as_ref().map(time),
            dek: record.dek.as_deref(),
            r#type: record.kind.word(),
            language: record.language.as_ref().unwrap_or(&views.settings.language),
            authors: record.authors.iter().map(author).collect(),
            outlet: record.outlet.as_ref().map(|name| found("outlets", name)),
            section: record.section.as_deref(),
            original: record.url.as_deref(),
            url_status: record.url_status.map(UrlStatus::word),
            accessed: edtf(&record.accessed),
            archived: record.archived.iter().filter_map(|memento| copy(views, record, memento)).collect(),
            tags: match views.archive.index("tags") {
                Some(_) => terms(views, entry, "tags", false),
                None => record.tags.iter().map(plain).collect(),
            },
            organizations: mentions(views, entry, "organizations", &record.organizations),
            people: mentions(views, entry, "people", &record.people),
            series: record.series.as_ref().map(|name| found("series", name)),
            indexes: custom.filter(|(_, terms)| !terms.is_empty()).collect(),
            places: record
                .places
                .iter()
                .map(|place| PlaceObject { name: &place.name, lat: place.lat, lon: place.lon })
                .collect(),
            sources: record
                .sources
                .iter()
                .zip(&entry.sources)
                .map(|(source, record)| relied_on(views, source, *record))
                .collect(),
            picked_up_by: entry.picked_up_by.iter().map(|by| reference(views, *by)).collect(),
            chain: chain(views, this),
            figures: record
                .figures
                .iter()
                .map(|figure| FigureObject {
                    value: &figure.value,
                    unit: figure.unit.as_deref(),
                    what: figure.what.as_deref(),
                    attributed_to: figure.attributed_to.as_deref(),
                })
                .collect(),
            quotes: record
                .quotes
                .iter()
                .map(|quote| QuoteObject { text: &quote.text, by: quote.by.as_deref(), role: quote.role.as_deref() })
                .collect(),
            image: record.image.as_ref().and_then(|image| {
                Some(ImageObject {
                    url: file_url(views, record, &image.file)?,
                    alt: &image.alt,
                    caption: image.caption.as_deref(),
                    credit: image.credit.as_deref(),
                    license: image.license.as_deref(),
                })
            }),
            documents: record.documents.iter().filter_map(|file| document(views, record, file)).collect(),
            corrections: record
                .corrections
                .iter()
                .map(|correction| CorrectionObject {
                    date: edtf(&correction.date),
                    text: &correction.text,
                    by: correction.by.word(),
                })
                .collect(),
            related: entry.related.iter().map(|related| reference(views, *related)).collect(),
            rights: record.rights.as_deref(),
            access: record.access.word(),
            draft: record.draft,
            aliases: &record.aliases,
            added: edtf(&record.added),
            updated: edtf(&record.updated),
            extra: record.extra.iter().map(|(key, node)| (&**key, node)).collect(),
        }
    }
}

/// The absolute address of a path of the site.
pub(super) fn absolute(views: &Views, url: &str) -> String {
    views.settings.base_url.absolute(url)
}

/// A date at its precision, with EDTF's marks.
pub(super) fn edtf(date: &Option<PartialDate>) -> Option<String> {
    date.as_ref().map(ToString::to_string)
}

/// A time of day: `14:30:00`, `14:30:00Z`, `14:30:00+02:00`.
pub(super) fn time(time: &TimeOfDay) -> String {
    let clock = format!("{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
    match time.offset {
        None => clock,
        Some(0) => format!("{clock}Z"),
        Some(offset) => {
            let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
            format!("{clock}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

/// Where a file that the record names is published.
pub(super) fn file_url(views: &Views, record: &Record, file: &str) -> Option<String> {
    views.attachments.find(&record.file, file).map(|address| absolute(views, &address.url))
}

/// Where a copy or a document is, and whether it is the archive's own file; nothing where it is nowhere.
pub(super) fn kept(
    views: &Views,
    record: &Record,
    file: &Option<String>,
    url: &Option<String>,
) -> Option<(String, bool)> {
    let own = file.as_ref().and_then(|file| file_url(views, record, file));
    own.map(|own| (own, true)).or_else(|| Some((url.clone()?, false)))
}
