//! What a record's page says of the chain of reporting: how many records tell its story, and who was first.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, LinkView, RowView, Views};
use crate::archive::RecordIx;
use crate::archive::chain::{Place, Report, Story};
use crate::theme::filled;

/// The story that a record belongs to, and the reports that it goes back to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChainView {
    /// `one`: all records of the story go back to one original source. `several`: to more than one. `unclear`: which was
    /// first cannot be told, for some go back to each other, or to a record that is not published.
    pub kind: &'static str,
    /// The same in a sentence, in the site's language; empty where nothing is known beyond `origin`.
    pub text: String,
    /// How many records of this archive go back to others of the story.
    pub reports: usize,
    /// Whether this record is an original source of the story.
    pub is_original: bool,
    /// How many steps lie between this record and the farthest original that it goes back to; 0 for an original.
    pub depth: usize,
    /// The originals that this record goes back to, at most eight; itself where it is one.
    pub originals: Vec<OriginalView>,
    /// Those of the whole story, at most eight.
    pub story_originals: Vec<OriginalView>,
}

/// A report that no known report goes before. It has the fields of a source, but for the role.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "OriginalReport")]
pub struct OriginalView {
    /// The archive's own record of it.
    pub record: Option<RowView>,
    /// The outlet; the address is empty where the archive has no page for it.
    pub outlet: Option<LinkView>,
    /// The headline.
    pub title: Option<String>,
    /// The address, on this host or elsewhere.
    pub url: Option<String>,
    /// When it ran.
    pub date: Option<DateView>,
}

impl Views {
    /// Where `this` stands in the chain of reporting; nothing where no record says who was first.
    pub fn chain(&self, this: RecordIx) -> Option<(&Place, &Story)> {
        self.archive.chain().place(this)
    }

    /// The same as templates see it.
    pub fn chain_view(&self, this: RecordIx) -> Option<ChainView> {
        let (place, story) = self.chain(this)?;
        let is_original = place.originals == [Report::Record(this)];
        let kind = match story {
            Story { is_unclear: true, .. } => "unclear",
            Story { original_count: 1, .. } => "one",
            _ => "several",
        };
        let views = |reports: &[Report]| reports.iter().map(|report| self.original(*report)).collect();
        Some(ChainView {
            kind,
            text: self.chain_text(kind, story, is_original),
            reports: story.reports,
            is_original,
            depth: place.depth,
            originals: views(&place.originals),
            story_originals: views(&story.originals),
        })
    }

    fn chain_text(&self, kind: &str, story: &Story, is_original: bool) -> String {
        let is_alone = story.reports == 1;
        let key = match kind {
            "one" if is_original => "chain.this",
            "one" if is_alone => "chain.alone_one",
            "several" if is_alone && !is_original => "chain.alone_several",
            "one" => "chain.one",
            "several" => "chain.several",
            _ => "chain.unclear",
        };
        let names: Vec<String> = story.originals.iter().map(|report| self.name_of(*report)).collect();
        let names = self.listed(names.iter().map(String::as_str));
        let more = if story.original_count > story.originals.len() { " …" } else { "" };
        let count = i64::try_from(story.reports).unwrap_or(i64::MAX);
        let words = self.theme.strings.counted(key, count).unwrap_or_default();
        filled(&words, &[("names", &format!("{names}{more}"))])
    }

    /// What a sentence calls a report: its outlet, or else its headline or address.
    fn name_of(&self, report: Report) -> String {
        match report {
            Report::Record(record) => {
                let record = &self.archive[record].record;
                record.outlet.as_ref().unwrap_or(&record.title).clone()
            }
            Report::Outside(record, source) => {
                let said = &self.archive[record].record.sources[source];
                said.outlet.as_ref().or(said.title.as_ref()).or(said.url.as_ref()).cloned().unwrap_or_default()
            }
        }
    }

    fn original(&self, report: Report) -> OriginalView {
        match report {
            Report::Record(record) => {
                let row = self.row(record);
                OriginalView {
                    outlet: row.outlet.clone(),
                    title: Some(row.title.clone()),
                    url: Some(row.url.clone()),
                    date: row.date.clone(),
                    record: Some(row),
                }
            }
            Report::Outside(record, source) => {
                let said = &self.archive[record].record.sources[source];
                let outlet =
                    |name: &String| LinkView { name: name.clone(), url: self.outlet_url(name).unwrap_or_default() };
                OriginalView {
                    record: None,
                    outlet: said.outlet.as_ref().map(outlet),
                    title: said.title.clone(),
                    url: said.url.clone(),
                    date: self.date_of(&said.date),
                }
            }
        }
    }
}
