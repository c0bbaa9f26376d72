//! A record of the archive → what reference software takes: CSL-JSON, BibTeX, RIS, COinS, and citations in words.
//!
//! Each form is made of an `Item`, so that all of them say the same. The outlet is what a piece stands in; the archive is
//! the publisher of its own essays and of nothing else.

use serde::Serialize;

use crate::archive::{Archive, RecordIx};
use crate::attachment::Attachments;
use crate::fingerprint::Fingerprint;
use crate::model::date::PartialDate;
use crate::model::record::{By, Memento, RecordType, UrlStatus};
use crate::settings::Settings;

pub mod bibtex;
mod capitals;
pub mod cff;
mod coins;
pub mod csl_json;
mod cut;
mod formatted;
mod holder;
mod key;
mod name;
pub mod ris;
mod styles;

pub use coins::{coins, zotero_type};
pub use formatted::Citation;
pub use name::Name;
pub use styles::{Style, Styles, load};

/// One piece of reporting as a bibliography knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The record's identifier: unique in the archive, and stable.
    pub id: String,
    /// The type of the piece.
    #[serde(serialize_with = "word")]
    pub kind: RecordType,
    /// The headline.
    pub title: String,
    /// Whether the headline is the archive's own wording, which formatted citations set in brackets.
    pub is_title_supplied: bool,
    /// Who wrote it, in the byline's order.
    pub authors: Vec<Name>,
    /// What it stands in: the outlet as printed, never the archive.
    pub outlet: Option<String>,
    /// The outlet's section.
    pub section: Option<String>,
    /// Who published it: the archive's publisher, and only where the piece is an essay of the archive's own.
    pub publisher: Option<String>,
    /// When it ran.
    pub issued: Option<PartialDate>,
    /// When the original was last looked at.
    pub accessed: Option<PartialDate>,
    /// The original's address; that of the archive's page where the piece is the archive's own.
    pub original: Option<String>,
    /// Whether nothing is left at the original's address.
    pub is_dead: bool,
    /// The first copy that can be reached.
    pub copy: Option<Copy>,
    /// BCP 47 tag of its language.
    pub language: String,
    /// One sentence under the headline.
    pub dek: Option<String>,
    /// Tags, as written.
    pub keywords: Vec<String>,
}

/// An archived copy of a piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Copy {
    /// The web archive that keeps it, or this archive.
    pub holder: String,
    /// Its absolute address.
    pub url: String,
    /// When it was taken.
    pub date: Option<PartialDate>,
}

impl Item {
    /// The item of a record.
    pub fn new(archive: &Archive, attachments: &Attachments, settings: &Settings, this: RecordIx) -> Item {
        let entry = &archive[this];
        let record = &*entry.record;
        let is_own = record.is_own();
        let outlet = record.outlet.as_ref().map(|name| {
            let mentions = entry.terms.iter().filter(|mention| archive.index_of(mention.term).key == "outlets");
            let printed = mentions.map(|mention| mention.printed().unwrap_or(&archive[mention.term].name));
            printed.take(1).next().unwrap_or(name).to_owned()
        });
        let copy = |memento: &Memento| {
            let own = memento.file.as_ref().and_then(|file| attachments.find(&record.file, file));
            let own = own.map(|address| (settings.title.clone(), settings.base_url.absolute(&address.url)));
            let elsewhere = || memento.url.as_ref().map(|url| (holder::of(url), url.clone()));
            // What others keep can be checked by everybody; a file of our own is the second choice.
            let (holder, url) = elsewhere().or(own)?;
            Some(Copy { holder, url, date: memento.date })
        };
        Item {
            id: entry.id.to_string(),
            kind: record.kind,
            title: one_line(&record.title),
            is_title_supplied: record.title_by == By::Archive,
            authors: authors(archive, this),
            outlet,
            section: record.section.clone(),
            publisher: is_own.then(|| settings.publisher.clone().unwrap_or_else(|| settings.title.clone())),
            issued: record.date,
            accessed: record.accessed,
            original: match is_own {
                true => Some(settings.base_url.absolute(&entry.address.url)),
                false => record.url.clone(),
            },
            is_dead: record.url_status == Some(UrlStatus::Dead),
            copy: record.archived.iter().find_map(copy),
            language: record.language.clone().unwrap_or_else(|| settings.language.clone()),
            dek: record.dek.as_deref().map(one_line),
            keywords: record.tags.to_strings(),
        }
    }

    /// The address at which a reader finds the piece: the copy's where the original is dead.
    pub fn url(&self) -> Option<&str> {
        match &self.copy {
            Some(copy) if self.is_dead => Some(&copy.url),
            _ => self.original.as_deref(),
        }
    }

    /// The address at which the piece stood, where `url` is that of its copy.
    pub fn lost_original(&self) -> Option<&str> {
        self.original.as_deref().filter(|original| self.url() != Some(original))
    }

    /// The words of a note on the original that is gone; one word, which Spanish, French and German share.
    fn note(&self) -> Option<String> {
        // Readers of notes take `URL: …` for the field of that name, so that it would undo what it explains.
        self.lost_original().map(|original| format!("Original: {original}"))
    }

    /// The fingerprint of all that is in it.
    pub fn print(&self) -> Fingerprint {
        Fingerprint::of_value(self)
    }
}

/// The names of a record's authors, as its item has them.
pub fn authors(archive: &Archive, this: RecordIx) -> Vec<Name> {
    archive[this].record.authors.iter().map(|author| name::of(author, archive)).collect()
}

/// Text as a field of one line has it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn word<S: serde::Serializer>(kind: &RecordType, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.word())
}
