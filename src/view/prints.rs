//! What the views are made from, as fingerprints: what an output shows has changed only if one of these has.
//!
//! They may say "changed" where nothing was, never the other way round: a record's row stands for its whole front
//! matter, and any change of theme, settings or the site's menu for all pages.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::{SiteView, Views};
use crate::archive::{Archive, Entry, Index, RecordIx, Term, TermIx};
use crate::citation;
use crate::fingerprint::{Fingerprint, Ingredients, Inputs, PROGRAM};
use crate::model::date::PartialDate;
use crate::settings::Settings;

/// The fingerprints that those of outputs are put together from.
#[derive(Debug)]
pub(super) struct Prints {
    /// What every page is made from: this program, settings, theme, and what templates see as `site`.
    pub base: Ingredients,
    /// What every file is made from that shows nothing of the theme: this program and the settings.
    pub plain_base: Ingredients,
    /// Each record's row: its front matter, address, identifier and outlet.
    rows: Memo,
    /// Each record's title and address.
    names: Memo,
    /// The day of each record.
    days: Memo,
    /// Each record's terms.
    terms: Memo,
    /// The place of the index of outlets, whose names rows tell.
    outlets: Option<usize>,
    /// Whether rows tell who wrote a piece, whose names are taken apart by what the archive knows.
    names_authors: bool,
    /// For each index and term, its name and address.
    each_term: Vec<Vec<Fingerprint>>,
    /// For each index and term, the terms of all its records.
    together: Vec<Vec<OnceLock<Fingerprint>>>,
}

/// A fingerprint for each of many things, made when it is first asked for; 0 where it has not been made yet.
///
/// Two threads, and two states of a preview that share it, make the same: a record's prints hang on front matter alone.
#[derive(Debug)]
struct Memo(Vec<AtomicU64>);

impl Memo {
    fn of(count: usize) -> Memo {
        Memo((0..count).map(|_| AtomicU64::default()).collect())
    }

    /// That of the thing at `place`.
    fn get(&self, place: usize, make: impl FnOnce() -> Fingerprint) -> Fingerprint {
        let known = self.0[place].load(Ordering::Relaxed);
        if known != 0 {
            return Fingerprint(known);
        }
        let made = make();
        self.0[place].store(made.0, Ordering::Relaxed);
        made
    }
}

impl Prints {
    /// `names_authors` says whether rows tell who wrote a piece.
    pub(super) fn new(
        archive: &Archive,
        settings: &Settings,
        theme: Fingerprint,
        site: &SiteView,
        names_authors: bool,
    ) -> Prints {
        let plain_base = Ingredients::new()
            .with("this program", Fingerprint::of(PROGRAM.as_bytes()))
            .with("the settings", of_settings(settings));
        let base =
            plain_base.with("the theme", theme).with("the site's menu, pages and indexes", Fingerprint::of_value(site));
        let of_term = |term: &Term| Inputs::new("term").text(&term.name).text(&term.address.url).done();
        let of_terms = |index: &Index| index.terms.iter().map(of_term).collect();
        let each_term: Vec<Vec<Fingerprint>> = archive.indexes().iter().map(of_terms).collect();
        let outlets = archive.indexes().iter().position(|index| index.key == "outlets");
        let [rows, names, days, terms] = std::array::from_fn(|_| Memo::of(archive.len()));
        let together = archive.indexes().iter().map(|index| index.terms.iter().map(|_| OnceLock::new()).collect());
        let together = together.collect();
        Prints { base, plain_base, rows, names, days, terms, outlets, names_authors, together, each_term }
    }
}

impl Views {
    /// Makes the fingerprints of all records, on all threads. A preview, which makes a page at a time, does without: it
    /// has no need of most of them before it answers.
    pub fn make_prints(&self) {
        (0..self.archive.len()).into_par_iter().map(RecordIx::new).for_each(|record| {
            self.row_print(record);
            self.name_print(record);
            self.terms_print(record);
        });
    }

    /// What a record's row is made from.
    pub fn row_print(&self, record: RecordIx) -> Fingerprint {
        let prints = &self.made.prints;
        prints.rows.get(record.place(), || {
            let entry = &self.archive[record];
            let outlets = entry.terms.iter().filter(|mention| Some(mention.term.index()) == prints.outlets);
            let authors =
                (prints.names_authors && !entry.record.authors.is_empty()).then(|| authors(&self.archive, record));
            Inputs::new("row")
                .text(entry.record.file.as_str())
                .text(&entry.id)
                .text(&entry.address.url)
                .print(entry.record.body.header)
                // It may be that of the last commit.
                .text(&entry.record.updated.map(|date| date.rfc3339()).unwrap_or_default())
                .prints(outlets.map(|mention| self.term_print(mention.term)))
                .prints(authors)
                .done()
        })
    }

    /// What the rows of `records` are made from.
    pub fn row_prints<'r>(&'r self, records: &'r [RecordIx]) -> impl Iterator<Item = Fingerprint> + 'r {
        records.iter().map(|record| self.row_print(*record))
    }

    /// What a record's title and address are.
    pub fn name_print(&self, record: RecordIx) -> Fingerprint {
        self.made.prints.names.get(record.place(), || {
            let entry = &self.archive[record];
            Inputs::new("name").text(&entry.record.title).text(&entry.address.url).done()
        })
    }

    /// What the names and addresses of a record's terms are.
    pub fn terms_print(&self, record: RecordIx) -> Fingerprint {
        self.made.prints.terms.get(record.place(), || {
            let terms = self.archive[record].terms.iter().map(|mention| self.term_print(mention.term));
            Inputs::new("terms").prints(terms).done()
        })
    }

    /// What files say, in their front matter, of a record's terms.
    pub fn known_prints(&self, record: RecordIx) -> impl Iterator<Item = Fingerprint> + '_ {
        let terms = self.archive[record].terms.iter().map(|mention| &self.archive[mention.term]);
        terms.filter_map(|term| Some(term.entity.as_ref()?.body.header))
    }

    /// What a term's name and address are.
    pub fn term_print(&self, term: TermIx) -> Fingerprint {
        self.made.prints.each_term[term.index()][term.place()]
    }

    /// What the terms are that a term's records name beside it.
    pub fn together_print(&self, term: TermIx) -> Fingerprint {
        let records = || self.archive[term].records.iter().map(|record| self.terms_print(*record));
        *self.made.prints.together[term.index()][term.place()]
            .get_or_init(|| Inputs::new("together").prints(records()).done())
    }

    /// When a term's records ran.
    pub fn days_print(&self, term: TermIx) -> Fingerprint {
        let of = |record: &RecordIx| {
            let date = || self.archive[*record].record.date.map_or(UNDATED, day);
            self.made.prints.days.get(record.place(), date)
        };
        let days = self.archive[term].records.iter().map(of);
        Inputs::new("days").prints(days).done()
    }

    /// All names that a link may use, and where they lead.
    pub fn names_print(&self) -> Fingerprint {
        let names = || {
            let content = |body| self.archive.current(body).content;
            let records = self.archive.iter().map(|(record, entry)| {
                Inputs::new("name").print(self.row_print(record)).print(content(&entry.record.body)).done()
            });
            let terms =
                self.archive.indexes().iter().enumerate().flat_map(|(index, of)| {
                    (0..of.terms.len()).map(move |term| self.term_print(TermIx::new(index, term)))
                });
            let pages = self.archive.pages().iter().map(|page| content(&page.page.body));
            let files = self.attachments.iter().map(|attachment| Fingerprint::of(attachment.address.url.as_bytes()));
            let names = Inputs::new("names").prints(records.chain(terms).chain(pages).chain(files));
            names.print(self.gallery.print()).done()
        };
        *self.names.get_or_init(names)
    }

    /// Where the files stand that a record's fields name.
    pub fn files_print(&self, record: RecordIx) -> Fingerprint {
        let record = &*self.archive[record].record;
        let mementos = record.archived.iter().map(|memento| &memento.file);
        let files = mementos.chain(record.documents.iter().map(|document| &document.file)).flatten();
        let files = files.chain(record.image.iter().map(|image| &image.file)).map(|file| {
            let address = self.attachments.find(&record.file, file);
            address.map_or(Fingerprint::default(), |address| Fingerprint::of(address.url.as_bytes()))
        });
        Inputs::new("files").prints(files).done()
    }

    /// All that the front matter of all files says, and what it refers to; no text of a body bears on it.
    pub fn archive_print(&self) -> Fingerprint {
        *self.made.archive_print.get_or_init(|| {
            let record = |(record, entry): (RecordIx, &Entry)| {
                let sources = entry.sources.iter().map(|source| self.print_of_found(*source));
                Inputs::new("record")
                    .print(self.row_print(record))
                    .print(self.terms_print(record))
                    .print(self.files_print(record))
                    .prints(self.row_prints(&entry.related))
                    .prints(sources)
                    .done()
            };
            let indexes = self.archive.indexes().iter().map(|index| {
                let terms = index.terms.iter().map(|term| self.whole_term_print(term));
                Inputs::new("index").text(&index.key).text(&index.title).prints(terms).done()
            });
            Inputs::new("archive").prints(self.archive.iter().map(record)).prints(indexes).done()
        })
    }

    /// A term with all that its file says of it.
    fn whole_term_print(&self, term: &Term) -> Fingerprint {
        let ties = term.relations.iter().map(|(with, proof)| {
            Inputs::new("tie").prints(with.map(|with| self.id_print(with))).print(self.print_of_found(*proof)).done()
        });
        let entity = term
            .entity
            .iter()
            .map(|entity| Inputs::new("entity").text(entity.file.as_str()).print(entity.body.header).done());
        Inputs::new("whole term")
            .text(&term.id)
            .text(&term.name)
            .text(&term.address.url)
            .prints(entity)
            .prints(ties)
            .prints(term.parent.map(|parent| self.id_print(parent)))
            .done()
    }

    fn id_print(&self, term: TermIx) -> Fingerprint {
        Inputs::new("id").number(term.index()).text(&self.archive[term].id).done()
    }

    fn print_of_found(&self, record: Option<RecordIx>) -> Fingerprint {
        record.map_or(Fingerprint::default(), |record| self.row_print(record))
    }

    /// What every file is made from that shows nothing of the theme, for more to be added.
    pub fn plain_base(&self) -> Ingredients {
        self.made.prints.plain_base
    }

    /// What every page is made from, for more to be added.
    pub fn base(&self) -> Ingredients {
        self.made.prints.base
    }
}

/// All settings but those that no page can show. Their `Debug` form has every field, also those to come.
fn of_settings(settings: &Settings) -> Fingerprint {
    let (today, output, memento) = (PartialDate::day(1, 1, 1), String::new(), String::new());
    // The host has files of its own, twins are made of bytes that are there, and a deploy only carries them.
    let (host, precompress, deploy) = (None, Vec::new(), Vec::new());
    let shown = Settings { today, output, memento, host, precompress, deploy, ..settings.clone() };
    let shown = Settings { strict: false, drafts: false, future: false, ..shown };
    Fingerprint::of(format!("{shown:?}").as_bytes())
}

fn authors(archive: &Archive, record: RecordIx) -> Fingerprint {
    Fingerprint::of_value(&citation::authors(archive, record))
}

/// In place of a day; no year has so many bits.
const UNDATED: Fingerprint = Fingerprint(u64::MAX);

fn day(date: PartialDate) -> Fingerprint {
    let [month, day] = [date.month, date.day].map(|number| u64::from(number.unwrap_or_default()));
    let marks = u64::from(date.approximate) << 1 | u64::from(date.uncertain);
    Fingerprint(u64::from(date.year.unsigned_abs()) << 24 | month << 16 | day << 8 | marks)
}
