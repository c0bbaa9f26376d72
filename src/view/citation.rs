//! How a record is cited: in the styles of bibliographies, in a line of the archive's own, and in files.

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::contexts::Markup;
use super::{Costly, LinkView, Views};
use crate::address::Address;
use crate::archive::{RecordIx, TermIx};
use crate::citation::{self, Citation, Item};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::model::record::{By, Memento, Record};
use crate::theme::filled;

/// A record in the style of a bibliography.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CitationView {
    /// How `citation_styles` calls the style: `apa`.
    pub style: String,
    /// What readers know it by: `APA`.
    pub name: String,
    /// The citation with its italics.
    #[schemars(with = "Markup")]
    pub html: Value,
    /// The same as plain text.
    pub text: String,
}

/// Where the files for reference managers are, on the site's host.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CitationFilesView {
    /// CSL-JSON.
    pub csl_json: String,
    /// BibTeX.
    pub bibtex: String,
    /// RIS.
    pub ris: String,
}

/// The indexes whose terms have files for reference managers.
const CITED_INDEXES: [&str; 5] = ["tags", "organizations", "people", "outlets", "series"];

impl Views {
    /// A record as bibliographies know it.
    pub fn item(&self, record: RecordIx) -> Item {
        Item::new(&self.archive, &self.attachments, &self.settings, record)
    }

    /// What that is made from.
    pub fn item_print(&self, record: RecordIx) -> Fingerprint {
        *self.made.items[record.place()].get_or_init(|| self.item(record).print())
    }

    /// What the page of a record hangs on for being cited, beside what is in its own front matter: the styles, and
    /// whether its authors have the names of organizations.
    pub fn cited_print(&self, this: RecordIx) -> Fingerprint {
        if !self.shows_citations(this) {
            return Fingerprint::default();
        }
        let authors = citation::authors(&self.archive, this);
        Inputs::new("cited").print(self.styles.print).print(Fingerprint::of_value(&authors)).done()
    }

    /// Whether the template of a record's page may show it in the styles of bibliographies.
    pub fn shows_citations(&self, this: RecordIx) -> bool {
        // What a template of the record's own shows is not looked up.
        let has_own = self.archive[this].record.template.is_some();
        !self.styles.is_empty() && (has_own || self.shows(Costly::RecordCitations))
    }

    /// A record in each style of the site; empty where no template shows them.
    pub fn citations(&self, this: RecordIx) -> Vec<CitationView> {
        if !self.shows_citations(this) {
            return Vec::new();
        }
        let item = self.item(this);
        let lost = item.lost_original().map(|url| {
            let words = self.theme.strings.get("citation.original").unwrap_or("[Original, no longer there: {url}]");
            filled(words, &[("url", url)])
        });
        let view = |(style, citation): (&citation::Style, Option<Citation>)| {
            let Citation { html, text } = match &lost {
                Some(lost) => citation?.with_sentence(lost),
                None => citation?,
            };
            let (style, name) = (style.key.clone(), style.name.clone());
            Some(CitationView { style, name, html: Value::safe_string(&html), text })
        };
        let made = self.styles.cite(&item, &self.gallery.store);
        self.styles.iter().zip(made).filter_map(view).collect()
    }

    /// The files for reference managers of a record.
    pub fn record_files(&self, this: RecordIx) -> Option<CitationFilesView> {
        self.files(&self.archive[this].address)
    }

    /// The files for reference managers of a term; nothing where it has no records, or its index has no such files.
    pub fn term_files(&self, this: TermIx) -> Option<CitationFilesView> {
        self.term_is_cited(this).then(|| self.files(&self.archive[this].address)).flatten()
    }

    /// Whether a term has files for reference managers.
    pub fn term_is_cited(&self, this: TermIx) -> bool {
        CITED_INDEXES.contains(&&*self.archive.index_of(this).key) && !self.archive[this].records.is_empty()
    }

    fn files(&self, page: &Address) -> Option<CitationFilesView> {
        if self.settings.is_off("citations") {
            return None;
        }
        let url = |extension| Some(self.local(&Views::citation_address(page, extension)?.url));
        Some(CitationFilesView { csl_json: url("json")?, bibtex: url("bib")?, ris: url("ris")? })
    }

    /// Where the file of one form stands for what is cited on `page`: `cite.bib` in its folder, or beside an `.html`.
    /// Nothing where no file can stand there.
    pub fn citation_address(page: &Address, extension: &str) -> Option<Address> {
        page.beside(&format!("cite.{extension}"))
    }

    /// Authors, headline, outlet, date, address and copy of the piece, then the archive and the record's own address.
    ///
    /// A headline that the archive has worded stands in brackets, as cataloguers have it, and in no quotation marks.
    pub fn citation(&self, this: RecordIx, outlet: Option<&LinkView>) -> String {
        let entry = &self.archive[this];
        let record = &*entry.record;
        let words = |key: &str, default: &'static str| self.theme.strings.get(key).unwrap_or(default).to_owned();
        let authors = record.authors.iter().map(|author| author.printed.as_deref().unwrap_or(&author.name));
        let headline = match record.title_by {
            By::Outlet => format!("{}{}{}", words("citation.open", "“"), record.title, words("citation.close", "”")),
            By::Archive => format!("[{}]", record.title),
        };
        let date = record.date.as_ref().map(|date| self.theme.strings.date(date));
        let copy = record.archived.first().and_then(|memento| self.copy_url(record, memento));
        let parts = [
            Some(self.listed(authors)).filter(|authors| !authors.is_empty()),
            Some(headline),
            outlet.map(|outlet| outlet.name.clone()),
            Some(date.unwrap_or_else(|| words("citation.undated", "undated"))),
            record.url.clone(),
            copy.map(|url| filled(&words("citation.copy", "archived copy: {url}"), &[("url", &*url)])),
        ];
        let piece = parts.into_iter().flatten().collect::<Vec<_>>().join(&words("comma", ", "));
        let url = self.settings.base_url.absolute(&entry.address.url);
        let values = [("piece", &*piece), ("archive", &*self.settings.title), ("url", &*url)];
        filled(&words("citation.line", "{piece}. {archive}, {url}"), &values)
    }

    /// The absolute address of a copy.
    pub fn copy_url(&self, record: &Record, memento: &Memento) -> Option<String> {
        let own = memento.file.as_ref().and_then(|file| self.attachments.find(&record.file, file));
        own.map(|address| self.settings.base_url.absolute(&address.url)).or_else(|| memento.url.clone())
    }
}
