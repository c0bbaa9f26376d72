//! The stages that are measured: the only code of the benches that touches the library.
//!
//! A stage is laid out once and then run many times; each run does the same work on the same input, in memory. What a
//! run makes is handed out, so that whoever measures drops it outside the measurement.

use std::any::Any;
use std::hint::black_box;

use reportage::archive::Entry;
use reportage::diag::{Checked, Diagnostic};
use reportage::markdown::{self, Options, Reference, Resolution, Resolver};
use reportage::model::date::PartialDate;
use reportage::parse::{self, Room};
use reportage::pipeline::{self, Job};
use reportage::site::Site;
use reportage::source::{Files, SitePath, SourceFile};
use tera::{Context, Value};

use super::corpus;

/// What a run makes.
pub type Made = Box<dyn Any>;

/// A stage, ready to be run.
pub type Run = Box<dyn Fn() -> Made>;

/// A stage that is measured.
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// How often it is run where instructions are counted: so often that one odd run does not show.
    pub counted_runs: u32,
    /// Lays out what it works on.
    pub lay_out: fn() -> Run,
}

/// Every stage, in the order in which values pass through them.
pub const STAGES: [Stage; 6] = [
    Stage { name: "parse", counted_runs: 100, lay_out: parse },
    Stage { name: "markdown", counted_runs: 100, lay_out: markdown },
    Stage { name: "plan", counted_runs: 2, lay_out: plan },
    Stage { name: "row", counted_runs: 200, lay_out: row },
    Stage { name: "page", counted_runs: 50, lay_out: || page(RECORDS) },
    // What hangs on the size of the archive has no place in a page: this one may cost no more.
    Stage { name: "page_of_4000", counted_runs: 50, lay_out: || page(4 * RECORDS) },
];

/// Records of the archive that `plan` plans and that `row` and `page` take theirs from.
const RECORDS: usize = 1_000;

/// The record that is parsed and shown: it has older ones to link to.
const RECORD: usize = 500;

/// One record's file: front matter, and where its body lies.
fn parse() -> Run {
    let file = held(corpus::record(RECORD));
    Box::new(move || Box::new(sound(parse::document(black_box(&file), &Room::Record))))
}

/// One body as HTML; where its links lead is given, and is no part of it.
fn markdown() -> Run {
    let file = path("content/articles/a.md");
    let text = corpus::body(RECORD);
    let options = Options { smart_punctuation: true, trusted_html: false, highlight: true, language: "en".to_owned() };
    Box::new(move || Box::new(markdown::render(black_box(&text), &file, &(0..text.len()), &options, &Anywhere)))
}

struct Anywhere;

impl Resolver for Anywhere {
    fn resolve(&self, _: &Reference<'_>) -> Resolution {
        Resolution::To { url: "/somewhere/".to_owned(), title: None, picture: None }
    }
}

/// From files to every output that there is to be made, and the fingerprints of all records: parsing included.
fn plan() -> Run {
    let files = files(RECORDS);
    Box::new(move || {
        let site = planned(black_box(&files));
        site.views.make_prints();
        Box::new(site)
    })
}

/// One row of a list, from the record's fields to the theme's HTML. `Views::row_html` does this once a record and keeps
/// it, so it cannot be run twice.
fn row() -> Run {
    let site = planned(&files(RECORDS));
    Box::new(move || {
        let views = &site.views;
        let (record, entry) = black_box(views).archive.iter().nth(RECORD).expect("there are more records");
        let mut context = Context::new();
        context.insert_value("row", Value::from_serializable(&views.row(record)));
        Box::new(views.theme.render("row.html", &context, &entry.record.file).expect("the theme is sound"))
    })
}

/// The bytes of one record's page in an archive of so many, body and links included. The rows of other records on it are
/// there from the first run on.
fn page(records: usize) -> Run {
    let site = planned(&files(records));
    let (file, _) = corpus::record(RECORD);
    let is_shown = |entry: &&Entry| entry.record.file.as_str() == file;
    let entry = site.views.archive.iter().map(|(_, entry)| entry).find(is_shown).expect("the archive has it");
    let page = entry.address.output.as_str().to_owned();
    Box::new(move || {
        let site = black_box(&site);
        let output = site.output(&page).expect("each record has a page");
        Box::new(sound(output.make.bytes(site)))
    })
}

fn planned(files: &Files) -> Site {
    let job = Job::new(files.clone(), PartialDate::day(2026, 11, 23));
    sound(pipeline::prepare(job)).expect("the made-up archive can be planned")
}

fn files(records: usize) -> Files {
    Files::new(corpus::site(records).into_iter().map(held).collect())
}

fn held((at, text): corpus::File) -> SourceFile {
    SourceFile::held(path(&at), text.into_bytes())
}

fn path(text: &str) -> SitePath {
    SitePath::new(text).expect("a sound path")
}

/// Measuring how problems are told is not meant: the made-up archive must have none.
fn sound<T>(checked: Checked<T>) -> T {
    let messages = |problems: &[Diagnostic]| problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>();
    assert!(checked.problems.is_empty(), "{:#?}", messages(&checked.problems));
    checked.value
}
