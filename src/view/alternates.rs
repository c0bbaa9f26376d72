//! The other forms of a page, for programs: what stands in its head as `<link rel="alternate">`.

use schemars::JsonSchema;
use serde::Serialize;

use super::Views;
use crate::address::Address;
use crate::archive::{Archive, TermIx};
use crate::settings::Settings;

/// A page in another form.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AlternateView {
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: &'static str,
    /// What it is called: `Markdown`, `BibTeX`.
    pub name: &'static str,
    /// Its address on the site's host.
    pub url: String,
}

/// The name of a record's Markdown twin, beside its page.
pub const TWIN: &str = "index.md";

/// The name of a record's own file of data, beside its page.
pub const RECORD_JSON: &str = "record.json";

/// Where it is told how a browser searches the archive.
pub const OPENSEARCH: &str = "/opensearch.xml";

/// Where the search page stands: the site's, or one of the editor's own.
pub const SEARCH_PAGE: &str = "/search/";

/// Whether there is a page that searches.
pub fn is_searchable(archive: &Archive, settings: &Settings) -> bool {
    !settings.is_off("search") || archive.pages().iter().any(|page| &*page.address.path == SEARCH_PAGE)
}

/// The formats that make it, any of which may be turned off, its file's name beside the page, its media type and its name.
type Form = (&'static [&'static str], &'static str, &'static str, &'static str);

const OF_RECORD: &[Form] = &[
    (&["markdown"], TWIN, "text/markdown", "Markdown"),
    (&["exports", "record_json"], RECORD_JSON, "application/json", "JSON"),
    OF_TERM[0],
    OF_TERM[1],
    OF_TERM[2],
];

const OF_TERM: &[Form] = &[
    (&["citations"], "cite.json", "application/vnd.citationstyles.csl+json", "CSL-JSON"),
    (&["citations"], "cite.bib", "application/x-bibtex", "BibTeX"),
    (&["citations"], "cite.ris", "application/x-research-info-systems", "RIS"),
];

impl Views {
    /// The other forms of the record whose page stands at `page`.
    pub fn record_alternates(&self, page: &Address) -> Vec<AlternateView> {
        self.alternates(page, OF_RECORD)
    }

    /// The other forms of the page of a term.
    pub fn term_alternates(&self, this: TermIx) -> Vec<AlternateView> {
        let forms = if self.term_is_cited(this) { OF_TERM } else { &[] };
        self.alternates(&self.archive[this].address, forms)
    }

    fn alternates(&self, page: &Address, forms: &[Form]) -> Vec<AlternateView> {
        let there = forms.iter().filter(|(formats, ..)| !formats.iter().any(|format| self.settings.is_off(format)));
        let alternate = |(_, file, media_type, name): &Form| {
            Some(AlternateView { media_type, name, url: self.local(&page.beside(file)?.url) })
        };
        there.filter_map(alternate).collect()
    }
}
