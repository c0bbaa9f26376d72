//! The Markdown twin of each record's page: for programs that read text, and for people who keep notes in Markdown.
//!
//! Its front matter is that of a record, with names in place of references and absolute addresses, so that it can be
//! taken into another archive as it is.

use serde::Serialize;

use super::{Format, body, keep_first};
use crate::archive::{Entry, RecordIx};
use crate::diag::{Checked, Place};
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::markdown::escaped;
use crate::model::date::PartialDate;
use crate::model::record::{Access, Mention, UrlStatus};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{TWIN, Views};

pub(super) struct Twins;

impl Format for Twins {
    fn key(&self) -> &'static str {
        "markdown"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let output = |(record, entry): (RecordIx, &Entry)| {
            Some(Output {
                address: entry.address.beside(TWIN)?,
                rank: Rank::Asset,
                origin: Place::file(&entry.record.file),
                listing: Listing::Unlisted,
                make: Box::new(Twin(record)),
            })
        };
        let mut outputs: Vec<Output> = views.archive.iter().filter_map(output).collect();
        keep_first(&mut outputs);
        outputs
    }
}

struct Twin(RecordIx);

impl Make for Twin {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let entry = &views.archive[self.0];
        let body::Prints { text, links } = body::prints(site, &entry.record.body);
        let sources =
            entry.sources.iter().map(|source| source.map_or(Fingerprint::default(), |at| views.row_print(at)));
        let files = entry.record.archived.iter().filter_map(|memento| memento.file.as_ref());
        let files = files.map(|file| {
            let url = views.file_url(&entry.record.file, file).unwrap_or_default();
            Fingerprint::of(url.as_bytes())
        });
        views
            .base()
            .with("its file", text)
            .with("its front matter and address", views.row_print(self.0))
            .with("what its links lead to", links)
            .with("the names of its terms", views.terms_print(self.0))
            .with("its sources and files", Inputs::new("sources").prints(sources).prints(files))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let entry = &site.views.archive[self.0];
        // What is wrong with the body is told by the page.
        let twin = [head(&site.views, self.0), text(site, entry)].concat();
        Checked::sound([twin.trim_end(), "\n"].concat().into_bytes())
    }

    fn problems(&self, _: &Site) -> Vec<crate::diag::Diagnostic> {
        Vec::new()
    }
}

/// As much of the body as may be published.
fn text(site: &Site, entry: &Entry) -> String {
    let body = &entry.record.body;
    let page = site.views.settings.base_url.absolute(&entry.address.url);
    match entry.record.access {
        Access::Dark | Access::Metadata => String::new(),
        Access::Excerpt => body::markdown(site, body, &page, Some(site.views.settings.excerpt_words)),
        Access::Fulltext => body::markdown(site, body, &page, None),
    }
}

/// Front matter, headline and dek.
fn head(views: &Views, this: RecordIx) -> String {
    let entry = &views.archive[this];
    let record = &entry.record;
    let yaml = serde_yaml::to_string(&front_matter(views, this)).unwrap_or_default();
    let mut head = format!("---\n{yaml}---\n\n# {}\n\n", escaped(&record.title));
    if let Some(dek) = &record.dek {
        head.push_str(&format!("*{}*\n\n", escaped(dek)));
    }
    head
}

/// What stands between the two lines of `---`, in the words of a record.
#[derive(Serialize)]
struct FrontMatter<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dek: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    archived: Vec<Copy>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organizations: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Cited<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    access: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    extra: Kept,
}

/// Where the record stands, and in which archive.
#[derive(Serialize)]
struct Kept {
    record: String,
    archive: String,
}

#[derive(Serialize)]
struct Copy {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

#[derive(Serialize)]
struct Cited<'a> {
    role: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

fn front_matter(views: &Views, this: RecordIx) -> FrontMatter<'_> {
    let entry = &views.archive[this];
    let record = &*entry.record;
    let iso = |date: &Option<PartialDate>| date.map(|date| date.to_string());
    let names = |key: &str, written: &[Mention]| -> Vec<String> {
        let terms = views.terms_of(entry, key);
        let named: Vec<String> =
            terms.map(|(mention, term)| mention.printed().unwrap_or(&term.name).to_owned()).collect();
        if named.is_empty() { written.iter().map(|mention| mention.name.to_string()).collect() } else { named }
    };
    let sources = record.sources.iter().zip(&entry.sources).map(|(source, own)| {
        let own = own.map(|own| &views.archive[own]);
        let page = own.map(|own| views.settings.base_url.absolute(&own.address.url));
        Cited {
            role: source.role.word(),
            outlet: source.outlet.as_deref().or_else(|| own?.record.outlet.as_deref()),
            title: source.title.as_deref().or_else(|| own.map(|own| own.record.title.as_str())),
            url: source.url.clone().or_else(|| own?.record.url.clone()).or(page),
        }
    });
    FrontMatter {
        title: &record.title,
        dek: record.dek.as_deref(),
        date: iso(&record.date),
        kind: record.kind.word(),
        authors: record.authors.iter().map(|author| author.printed.as_deref().unwrap_or(&author.name)).collect(),
        outlet: views.row(this).outlet.map(|outlet| outlet.name),
        url: record.url.as_deref(),
        url_status: record.url_status.map(UrlStatus::word),
        archived: record
            .archived
            .iter()
            .filter_map(|memento| Some(Copy { url: views.copy_url(record, memento)?, date: iso(&memento.date) }))
            .collect(),
        tags: record.tags.iter().collect(),
        organizations: names("organizations", &record.organizations),
        people: names("people", &record.people),
        sources: sources.collect(),
        series: record.series.as_deref(),
        language: record.language.as_deref().unwrap_or(&views.settings.language),
        rights: record.rights.as_deref(),
        access: record.access.word(),
        added: iso(&record.added),
        updated: iso(&record.updated),
        extra: Kept {
            record: views.settings.base_url.absolute(&entry.address.url),
            archive: views.settings.title.clone(),
        },
    }
}
