//! What can be found, in the order of its numbers, and what a list of results shows of each.

use serde::Serialize;

use crate::archive::{Archive, RecordIx, Subject, TermIx};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::settings::Settings;
use crate::view::Views;

/// How many documents a file of them has: ten results lie in as many files, which then come to 50 KB.
pub const BLOCK: usize = 16;

/// The kind of a document that is a record.
pub const RECORD: &str = "record";

/// The kind of a document that is a page of the archive's own.
pub const PAGE: &str = "page";

/// Everything that can be found: all records in the archive's order, so that their numbers tell what is newer, then the
/// terms that have pages, then the archive's own pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documents {
    records: usize,
    /// For each index, the number of its first term, and how many it has.
    terms: Vec<(usize, usize)>,
    /// The places of the pages among those of the archive.
    pages: Vec<usize>,
}

/// A document as a list of results shows it. All of it is plain text.
#[derive(Serialize)]
pub struct DocumentView<'a> {
    /// The headline, or the name.
    pub title: &'a str,
    /// The address of its page on the site's host.
    pub path: String,
    /// `record`, the key of an index, or `page`.
    pub kind: &'a str,
    /// The kind in the site's words.
    pub label: String,
    /// When it ran: `2018-06-25`, `2018-06` or `2018`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The same in the site's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<&'a str>,
    /// One sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dek: Option<&'a str>,
    /// Its language, where it is not the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'a str>,
    /// The direction of that language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<&'static str>,
    /// `metadata` or `excerpt`, where its page has not all of its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<&'static str>,
}

impl Documents {
    /// The documents of an archive.
    pub fn of(archive: &Archive, settings: &Settings) -> Documents {
        let has_pages = !settings.is_off("indexes");
        let mut next = archive.len();
        let terms = archive.indexes().iter().map(|index| {
            let count = if has_pages { index.terms.len() } else { 0 };
            let first = next;
            next += count;
            (first, count)
        });
        let terms = terms.collect();
        let pages = archive.pages().iter().enumerate();
        // The home page's own text stands on it for who is there.
        let pages = pages.filter(|(_, page)| !settings.is_off("pages") && &*page.address.path != "/");
        Documents { records: archive.len(), terms, pages: pages.map(|(place, _)| place).collect() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.first_page() + self.pages.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of them are records.
    pub fn records(&self) -> usize {
        self.records
    }

    fn first_page(&self) -> usize {
        self.records + self.terms.iter().map(|(_, count)| count).sum::<usize>()
    }

    /// What the document of a number is about.
    pub fn subject(&self, number: usize) -> Option<Subject> {
        if number < self.records {
            return Some(Subject::Record(RecordIx::new(number)));
        }
        let index = self.terms.iter().position(|(first, count)| number < first + count);
        match index {
            Some(index) => Some(Subject::Term(TermIx::new(index, number - self.terms[index].0))),
            None => self.pages.get(number - self.first_page()).map(|place| Subject::Page(*place)),
        }
    }

    /// The document of a number as a list of results shows it.
    pub fn view<'a>(&self, number: usize, views: &'a Views) -> Option<DocumentView<'a>> {
        let archive = &*views.archive;
        let blank = |title, url: &str, kind, label| DocumentView {
            title,
            path: views.local(url),
            kind,
            label,
            date: None,
            day: None,
            outlet: None,
            dek: None,
            lang: None,
            dir: None,
            access: None,
        };
        let foreign = |language: &'a Option<String>| language.as_deref().filter(|tag| *tag != views.settings.language);
        Some(match self.subject(number)? {
            Subject::Record(record) => {
                let entry = &archive[record];
                let record = &*entry.record;
                let date = record.date.as_ref().map(|date| views.date(date));
                let lang = foreign(&record.language);
                DocumentView {
                    day: date.as_ref().map(|date| date.text.clone()),
                    date: date.map(|date| date.iso),
                    outlet: record.outlet.as_deref(),
                    dek: record.dek.as_deref(),
                    lang,
                    dir: lang.map(|lang| views.direction_of(lang)),
                    access: Some(record.access.word()).filter(|word| *word != "fulltext"),
                    ..blank(&record.title, &entry.address.url, RECORD, views.word("searched.record", "Record"))
                }
            }
            Subject::Term(term) => {
                let index = archive.index_of(term);
                let term = &archive[term];
                DocumentView {
                    dek: term.entity.as_ref().and_then(|entity| entity.dek.as_deref()),
                    ..blank(&term.name, &term.address.url, &index.key, views.title_of(index))
                }
            }
            Subject::Page(place) => {
                let entry = &archive.pages()[place];
                let lang = foreign(&entry.page.language);
                DocumentView {
                    dek: entry.page.dek.as_deref(),
                    lang,
                    dir: lang.map(|lang| views.direction_of(lang)),
                    ..blank(&entry.page.title, &entry.address.url, PAGE, views.word("searched.page", "Page"))
                }
            }
        })
    }

    /// What the view of the document of a number is made from.
    pub fn print(&self, number: usize, views: &Views) -> Fingerprint {
        match self.subject(number) {
            Some(Subject::Record(record)) => views.row_print(record),
            Some(Subject::Term(this)) => {
                let term = &views.archive[this];
                let entity = term.entity.as_ref().map(|entity| entity.body.header);
                Inputs::new("term")
                    .text(&views.archive.index_of(this).key)
                    .print(views.term_print(this))
                    .prints(entity)
                    .done()
            }
            Some(Subject::Page(place)) => {
                let entry = &views.archive.pages()[place];
                // Without front matter a page has its title from its file's name.
                let file = entry.page.file.as_str();
                Inputs::new("page").text(file).text(&entry.address.url).print(entry.page.body.header).done()
            }
            None => Fingerprint::default(),
        }
    }
}
