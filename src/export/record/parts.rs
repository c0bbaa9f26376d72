//! What a record has one or several of, as an object each: names, copies, sources, documents and the like.

use schemars::JsonSchema;
use serde::Serialize;

use super::{absolute, edtf, kept};
use crate::archive::{Entry, RecordIx, Term, TermMention};
use crate::model::record::{DocumentFile, Memento, Mention, Record, Source};
use crate::view::Views;

/// A name in a record, and the term of the archive that it is.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Named<'r> {
    /// The term's identifier: unique in its index; not there where the site has no such index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'r str>,
    /// The term's name.
    pub(super) name: &'r str,
    /// The name as the record prints it, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) r#as: Option<&'r str>,
    /// `subject`, `mentioned` or the editor's word; of organizations and people alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<&'r str>,
    /// The term's page, absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) page: Option<String>,
}

/// A copy of an original.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Copy")]
pub(in crate::export) struct CopyObject<'r> {
    /// Where it is, absolute.
    pub(in crate::export) url: String,
    /// Whether it is the archive's own file.
    pub(in crate::export) own: bool,
    /// When it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::export) date: Option<String>,
    /// The file's SHA-256 in hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::export) sha256: Option<&'r str>,
}

/// A place.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Place")]
pub(super) struct PlaceObject<'r> {
    /// Its name.
    pub(super) name: &'r str,
    /// Degrees north (WGS 84).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lat: Option<f64>,
    /// Degrees east (WGS 84).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lon: Option<f64>,
}

/// Whom a piece relies on.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Source")]
pub(super) struct SourceObject<'r> {
    /// `obtained-document`, `first-report`, `confirms`, `disputes`, `quotes`, `background` or `syndicates`.
    pub(super) role: &'static str,
    /// The archive's own record of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) record: Option<RecordReference<'r>>,
    /// The outlet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) outlet: Option<Named<'r>>,
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'r str>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'r str>,
    /// When it ran.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
}

/// Another record of the archive.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::export) struct RecordReference<'r> {
    /// Its identifier.
    pub(super) id: &'r str,
    /// Its headline.
    pub(super) title: &'r str,
    /// Its page, absolute.
    pub(super) page: String,
}

/// A key figure.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Figure")]
pub(super) struct FigureObject<'r> {
    /// The number as written.
    pub(super) value: &'r str,
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<&'r str>,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) what: Option<&'r str>,
    /// Who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) attributed_to: Option<&'r str>,
}

/// A pull quote.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Quote")]
pub(super) struct QuoteObject<'r> {
    /// What was said, without quotation marks.
    pub(super) text: &'r str,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) by: Option<&'r str>,
    /// What they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<&'r str>,
}

/// The lead image.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Image")]
pub(super) struct ImageObject<'r> {
    /// Where it is, absolute.
    pub(super) url: String,
    /// What it shows.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) alt: &'r str,
    /// The caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) caption: Option<&'r str>,
    /// Whose picture it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) credit: Option<&'r str>,
    /// Its licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) license: Option<&'r str>,
}

/// A document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Document")]
pub(super) struct DocumentObject<'r> {
    /// Its title.
    pub(super) title: &'r str,
    /// Where it is, absolute.
    pub(super) url: String,
    /// Whether it is the archive's own file.
    pub(super) own: bool,
    /// The file's SHA-256 in hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sha256: Option<&'r str>,
}

/// A correction.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Correction")]
pub(super) struct CorrectionObject<'r> {
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    /// What was corrected.
    pub(super) text: &'r str,
    /// `outlet` or `archive`.
    pub(super) by: &'static str,
}

/// A copy; nothing where it is nowhere.
pub(in crate::export) fn copy<'r>(views: &Views, record: &Record, memento: &'r Memento) -> Option<CopyObject<'r>> {
    let (url, own) = kept(views, record, &memento.file, &memento.url)?;
    Some(CopyObject { url, own, date: edtf(&memento.date), sha256: memento.sha256.as_deref() })
}

/// A document; nothing where it is nowhere.
pub(super) fn document<'r>(views: &Views, record: &Record, file: &'r DocumentFile) -> Option<DocumentObject<'r>> {
    let (url, own) = kept(views, record, &file.file, &file.url)?;
    Some(DocumentObject { title: &file.title, url, own, sha256: file.sha256.as_deref() })
}

/// Whom a piece relies on, and the archive's own record of it.
pub(super) fn relied_on<'r>(views: &'r Views, source: &'r Source, record: Option<RecordIx>) -> SourceObject<'r> {
    let outlet = source.outlet.as_ref().map(|name| match views.outlet_term(name) {
        Some(term) => named(views, term, Some(name)),
        None => Named { id: None, name, r#as: None, role: None, page: None },
    });
    SourceObject {
        role: source.role.word(),
        record: record.map(|record| reference(views, record)),
        outlet,
        title: source.title.as_deref(),
        url: source.url.as_deref(),
        date: edtf(&source.date),
    }
}

/// Another record.
pub(in crate::export) fn reference(views: &Views, record: RecordIx) -> RecordReference<'_> {
    let entry = &views.archive[record];
    RecordReference { id: &entry.id, title: &entry.record.title, page: absolute(views, &entry.address.url) }
}

/// A term that a record calls `written`.
pub(super) fn named<'r>(views: &Views, term: &'r Term, written: Option<&'r str>) -> Named<'r> {
    let r#as = written.filter(|written| *written != term.name && *written != term.id);
    Named { id: Some(&term.id), name: &term.name, r#as, role: None, page: Some(absolute(views, &term.address.url)) }
}

/// The record's terms in the index `key`.
pub(super) fn terms<'r>(views: &'r Views, entry: &'r Entry, key: &'r str, has_roles: bool) -> Vec<Named<'r>> {
    let named = |(mention, term): (&'r TermMention, &'r Term)| Named {
        r#as: mention.printed(),
        role: has_roles.then(|| mention.role().unwrap_or("subject")),
        ..named(views, term, None)
    };
    views.terms_of(entry, key).map(named).collect()
}

/// The same of names with roles; as written, where the site has no such index.
pub(super) fn mentions<'r>(views: &'r Views, entry: &'r Entry, key: &'r str, written: &'r [Mention]) -> Vec<Named<'r>> {
    if views.archive.index(key).is_some() {
        return terms(views, entry, key, true);
    }
    let plain = |mention: &'r Mention| Named {
        id: None,
        name: &mention.name,
        r#as: mention.printed.as_deref(),
        role: Some(mention.role.as_deref().unwrap_or("subject")),
        page: None,
    };
    written.iter().map(plain).collect()
}
