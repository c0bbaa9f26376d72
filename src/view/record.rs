//! A record as its page shows it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::site::{direction, title_of};
use super::{
    ChainView, CitationFilesView, DateView, FileView, ImageView, LinkStatusView, LinkView, OriginView, RelatedView,
    RobustLinkView, RowView, Seen, SeriesView, SourceView, Views,
};
use crate::archive::{RecordIx, TermIx};
use crate::model::date::PartialDate;
use crate::model::node::Node;
use crate::model::record::{Correction, UrlStatus};

/// What `record.html` sees as `record`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RecordView {
    /// The identifier.
    pub id: String,
    /// The headline.
    pub title: String,
    /// `outlet` or `archive`: who worded the headline.
    pub title_by: &'static str,
    /// The record's address on the site's host.
    pub url: String,
    /// When the piece ran.
    pub date: Option<DateView>,
    /// One sentence under the headline.
    pub dek: Option<String>,
    /// The type, in CSL's words: `article-newspaper`.
    pub kind: &'static str,
    /// BCP 47 tag of the record's language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Who wrote it.
    pub authors: Vec<AuthorView>,
    /// The outlet; the address is empty where the site has no index of outlets.
    pub outlet: Option<LinkView>,
    /// The outlet's section.
    pub section: Option<String>,
    /// The original's address.
    pub original: Option<String>,
    /// The link to the original, with what keeps it from rotting; nothing where the record names no original.
    pub robust_link: Option<RobustLinkView>,
    /// `live`, `dead`, `moved`, `paywalled` or `changed`.
    pub url_status: Option<&'static str>,
    /// How the original stood when it was last asked; nothing where nobody did, or `url_status` says it.
    pub link: Option<LinkStatusView>,
    /// When the original was last looked at.
    pub accessed: Option<DateView>,
    /// Copies of the original.
    pub archived: Vec<MementoView>,
    /// The record's terms, index by index; indexes without any are left out.
    pub terms: Vec<IndexTerms>,
    /// Places.
    pub places: Vec<PlaceView>,
    /// Whom the piece relies on.
    pub sources: Vec<SourceView>,
    /// Whether it is the first report or leans on others; nothing where no record says anything of it.
    pub origin: Option<OriginView>,
    /// The story that it belongs to, and who was first; nothing where no record says so.
    pub chain: Option<ChainView>,
    /// Records that name this one as a source, newest first.
    pub picked_up_by: Vec<RowView>,
    /// Key figures.
    pub figures: Vec<FigureView>,
    /// Pull quotes.
    pub quotes: Vec<QuoteView>,
    /// The lead image.
    pub image: Option<ImageView>,
    /// Documents.
    pub documents: Vec<DocumentView>,
    /// Corrections, as listed.
    pub corrections: Vec<CorrectionView>,
    /// Related records: those that the editor lists, then those that the archive finds, each with the reason.
    pub related: Vec<RelatedView>,
    /// Its place in its series; nothing where it has none, or the site has no index of series.
    pub series: Option<SeriesView>,
    /// The piece and its place in this archive as one line of plain text, to be pasted elsewhere.
    pub citation: String,
    /// Its files for reference managers; nothing where `citations` are off.
    pub cite: Option<CitationFilesView>,
    /// A statement of rights.
    pub rights: Option<String>,
    /// `metadata`, `excerpt` or `fulltext`.
    pub access: &'static str,
    /// Whether it is a draft.
    pub draft: bool,
    /// When the archive took it in.
    pub added: Option<DateView>,
    /// When the record was last changed.
    pub updated: Option<DateView>,
    /// The record before in time; nothing for undated ones.
    pub earlier: Option<LinkView>,
    /// The record after in time; nothing for undated ones.
    pub later: Option<LinkView>,
    /// `extra` and unknown keys.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub extra: BTreeMap<String, Node>,
}

/// An author.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AuthorView {
    /// The name as printed.
    pub name: String,
    /// The author's page; empty where the site has no index of authors.
    pub url: String,
}

/// A copy of an original.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Copy")]
pub struct MementoView {
    /// Where it is: elsewhere, or the archive's own file.
    pub url: String,
    /// Whether it is the archive's own file.
    pub own: bool,
    /// When it was taken.
    pub date: Option<DateView>,
    /// The file's SHA-256: the build has found the archive's own file to have it.
    pub sha256: Option<String>,
    /// What is known of the archive's own file.
    pub file: Option<FileView>,
}

/// The terms of a record in one index.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "NamedIndex")]
pub struct IndexTerms {
    /// The index's key: `organizations`.
    pub key: String,
    /// Its title in the site's language.
    pub title: String,
    /// Its page.
    pub url: String,
    /// The terms, in the record's order.
    #[schemars(with = "Vec<MentionView>")]
    pub terms: Vec<Value>,
}

/// A term of a record.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "NamedTerm")]
pub struct MentionView {
    /// The name as the record has it.
    pub name: String,
    /// The term's own name.
    pub known_as: String,
    /// Its page.
    pub url: String,
    /// `subject`, `mentioned`, or the editor's word.
    pub role: String,
}

/// A place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlaceView {
    /// Its name.
    pub name: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
}

/// A key figure.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FigureView {
    /// The number as written.
    pub value: String,
    /// What is counted.
    pub unit: Option<String>,
    /// What it says.
    pub what: Option<String>,
    /// Who says so.
    pub attributed_to: Option<String>,
}

/// A pull quote.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct QuoteView {
    /// What was said, without quotation marks.
    pub text: String,
    /// Who said it.
    pub by: Option<String>,
    /// What they are.
    pub role: Option<String>,
}

/// A document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DocumentView {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// The file's SHA-256: the build has found the archive's own file to have it.
    pub sha256: Option<String>,
    /// What is known of the archive's own file.
    pub file: Option<FileView>,
}

/// A correction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CorrectionView {
    /// When it was made.
    pub date: Option<DateView>,
    /// What was corrected.
    pub text: String,
    /// `outlet` or `archive`.
    pub by: &'static str,
}

impl RecordView {
    /// Whether one of its copies or documents can be played in its page.
    pub fn plays(&self) -> bool {
        let files = self.archived.iter().map(|copy| &copy.file);
        files.chain(self.documents.iter().map(|document| &document.file)).flatten().any(|file| file.plays)
    }
}

impl Views {
    /// The view of a record's page.
    pub fn record(&self, this: RecordIx) -> RecordView {
        let entry = &self.archive[this];
        let record = &entry.record;
        let file_url = |file: &Option<String>| file.as_ref().and_then(|file| self.file_url(&record.file, file));
        let known = |file: &Option<String>| file.as_ref().and_then(|file| self.file_view(&record.file, file));
        // A build that keeps going in spite of a file that is another one must not vouch for it.
        let proven = |file: &Option<String>, sha256: &Option<String>| {
            let facts = file.as_ref().and_then(|file| self.file_facts(&record.file, file));
            sha256.clone().filter(|sha256| facts.is_none_or(|facts| facts.is(Some(sha256))))
        };
        let neighbour = |record: Option<RecordIx>| {
            let entry = &self.archive[record?];
            Some(LinkView { name: entry.record.title.clone(), url: self.local(&entry.address.url) })
        };
        let [earlier, later] = self.neighbours(this);
        let language = record.language.clone().unwrap_or_else(|| self.settings.language.clone());
        let row = self.row(this);
        // It is as much work as all the rest.
        let is_cited = record.template.is_some() || self.fields(Seen::Record).has("citation");
        let citation = if is_cited { self.citation(this, row.outlet.as_ref()) } else { String::new() };
        RecordView {
            id: row.id,
            title: row.title,
            title_by: record.title_by.word(),
            url: row.url,
            date: row.date,
            dek: row.dek,
            kind: row.kind,
            direction: direction(&language),
            language,
            authors: self.authors(this),
            outlet: row.outlet.clone(),
            section: record.section.clone(),
            original: record.url.clone(),
            robust_link: self.robust_link(this),
            url_status: record.url_status.map(UrlStatus::word),
            link: self.original_status(this),
            accessed: self.date_of(&record.accessed),
            archived: record
                .archived
                .iter()
                .filter_map(|memento| {
                    let own = file_url(&memento.file);
                    Some(MementoView {
                        own: own.is_some(),
                        url: own.or_else(|| memento.url.clone())?,
                        date: self.date_of(&memento.date),
                        sha256: proven(&memento.file, &memento.sha256),
                        file: known(&memento.file),
                    })
                })
                .collect(),
            terms: self.terms(this),
            places: record
                .places
                .iter()
                .map(|place| PlaceView { name: place.name.clone(), lat: place.lat, lon: place.lon })
                .collect(),
            sources: self.sources(this),
            origin: self.origin(this),
            chain: self.chain_view(this),
            picked_up_by: self.row_views(&entry.picked_up_by),
            figures: record
                .figures
                .iter()
                .map(|figure| FigureView {
                    value: figure.value.clone(),
                    unit: figure.unit.clone(),
                    what: figure.what.clone(),
                    attributed_to: figure.attributed_to.clone(),
                })
                .collect(),
            quotes: record
                .quotes
                .iter()
                .map(|quote| QuoteView { text: quote.text.clone(), by: quote.by.clone(), role: quote.role.clone() })
                .collect(),
            image: self.image(this),
            documents: record
                .documents
                .iter()
                .filter_map(|document| {
                    Some(DocumentView {
                        title: document.title.clone(),
                        url: file_url(&document.file).or_else(|| document.url.clone())?,
                        sha256: proven(&document.file, &document.sha256),
                        file: known(&document.file),
                    })
                })
                .collect(),
            corrections: record.corrections.iter().map(|correction| self.correction(correction)).collect(),
            related: self.related(this),
            series: self.series(this),
            citation,
            cite: self.record_files(this),
            rights: record.rights.clone(),
            access: record.access.word(),
            draft: record.draft,
            added: self.date_of(&record.added),
            updated: self.date_of(&record.updated),
            earlier: neighbour(earlier),
            later: neighbour(later),
            extra: record.extra.iter().cloned().collect(),
        }
    }

    /// A correction.
    pub(super) fn correction(&self, correction: &Correction) -> CorrectionView {
        CorrectionView { date: self.date_of(&correction.date), text: correction.text.clone(), by: correction.by.word() }
    }

    /// The records before and after one in time; what has no date is neither.
    pub fn neighbours(&self, this: RecordIx) -> [Option<RecordIx>; 2] {
        let dated = self.archive.dated();
        let at = |place: usize| (place.max(this.place()) < dated).then(|| RecordIx::new(place));
        [this.place().checked_add(1).and_then(at), this.place().checked_sub(1).and_then(at)]
    }

    pub(super) fn date_of(&self, date: &Option<PartialDate>) -> Option<DateView> {
        date.as_ref().map(|date| self.date(date))
    }

    fn authors(&self, this: RecordIx) -> Vec<AuthorView> {
        let entry = &self.archive[this];
        let url = |name: &str| {
            let index = self.archive.index("authors")?;
            Some(self.local(&index.find(name)?.address.url))
        };
        let authors = entry.record.authors.iter();
        authors
            .map(|author| AuthorView {
                name: author.printed.as_ref().unwrap_or(&author.name).to_string(),
                url: url(&author.name).unwrap_or_default(),
            })
            .collect()
    }

    fn terms(&self, this: RecordIx) -> Vec<IndexTerms> {
        let mut by_index: Vec<IndexTerms> = Vec::new();
        for mention in &self.archive[this].terms {
            let index = self.archive.index_of(mention.term);
            if by_index.last().is_none_or(|last| last.key != index.key) {
                by_index.push(IndexTerms {
                    key: index.key.clone(),
                    title: title_of(&index.key, &index.title, &self.theme),
                    url: self.local(&index.address.url),
                    terms: Vec::new(),
                });
            }
            let Some(last) = by_index.last_mut() else { continue };
            last.terms.push(match (mention.printed(), mention.role()) {
                (None, None) => self.plain_mention(mention.term),
                (printed, role) => Value::from_serializable(&self.mention(mention.term, printed, role)),
            });
        }
        by_index
    }

    /// A term as a record names it: as it prints the name, and in this role.
    pub(super) fn mention(&self, term: TermIx, printed: Option<&str>, role: Option<&str>) -> MentionView {
        let term = &self.archive[term];
        MentionView {
            name: printed.unwrap_or(&term.name).to_owned(),
            known_as: term.name.clone(),
            url: self.local(&term.address.url),
            role: role.unwrap_or("subject").to_owned(),
        }
    }
}
