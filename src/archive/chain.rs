//! Sources of all records → the chain of reporting: which originals each record goes back to, and which records tell one
//! story.
//!
//! A record goes back to another report where it says that the other obtained the document, reported first, or wrote the
//! piece (`obtained-document`, `first-report`, `syndicates`). Other roles say nothing of who was first.
//!
//! Nothing is guessed: reports outside the archive are one where their address or headline is. An outlet alone names a
//! report of its own for each story, since an outlet breaks more than one.

use rapidhash::{RapidHashMap, RapidHashSet};

use super::{Archive, Problems, RecordIx};
use crate::model::record::{Source, SourceRole};
use crate::names::fold::{Fold, fold};

mod faults;
mod rings;

use rings::rings_first_sources_first;

/// How the archive's records hang together as reports.
#[derive(Debug, Default)]
pub struct Chain {
    /// For each record, in the archive's order; nothing where no record says who was first.
    places: Vec<Option<Place>>,
    stories: Vec<Story>,
}

/// Where a record stands in the chain of reporting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The originals that it goes back to; itself where it is one. At most eight, and empty where none can be told.
    pub originals: Vec<Report>,
    /// How many steps away the farthest of them is: 0 for an original.
    pub depth: usize,
    story: usize,
}

/// Reports that go back to one another, or to the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// How many records of the archive go back to others.
    pub reports: usize,
    /// Those that no known report goes before: records first, in the archive's order. At most eight.
    pub originals: Vec<Report>,
    /// How many there are.
    pub original_count: usize,
    /// Whether the first cannot be told: reports go back to each other in a ring, or to a record that is not published.
    pub is_unclear: bool,
}

/// A report, in this archive or elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Report {
    /// A record.
    Record(RecordIx),
    /// One that the archive does not hold: what the first record to name it says of it, by the place in its `sources`.
    Outside(RecordIx, usize),
}

/// How many originals are told by name: what a page can list.
const MOST: usize = 8;

impl Chain {
    /// Where `record` stands; nothing where no record says who was first.
    pub fn place(&self, record: RecordIx) -> Option<(&Place, &Story)> {
        let place = self.places.get(record.place())?.as_ref()?;
        Some((place, &self.stories[place.story]))
    }
}

/// Whether a report is said to come from another.
fn goes_back(role: SourceRole) -> bool {
    matches!(role, SourceRole::ObtainedDocument | SourceRole::FirstReport | SourceRole::Syndicates)
}

/// Derives the chain, and tells where records contradict one another. The cost grows with records and sources alone.
pub(super) fn derive(archive: &Archive, problems: &mut Problems) -> Chain {
    if archive.iter().all(|(_, entry)| entry.sources.is_empty()) {
        return Chain::default();
    }
    let mut reports = Reports::of(archive);
    reports.add_outlets(archive);
    let rings = rings_first_sources_first(&reports.edges);
    faults::tell(archive, &reports, &rings, problems);
    let mut reached: Vec<(Vec<Report>, usize)> = vec![Default::default(); reports.edges.len()];
    let mut is_first = vec![false; reports.edges.len()];
    let mut ring_of = vec![usize::MAX; reports.edges.len()];
    for (number, ring) in rings.iter().enumerate() {
        ring.iter().for_each(|report| ring_of[*report] = number);
        let leading = ring.iter().flat_map(|report| &reports.edges[*report]);
        let leading = leading.map(|edge| edge.to).filter(|to| ring_of[*to] != number);
        let (mut originals, mut depth) = (Vec::new(), 0);
        for to in leading {
            let (further, steps) = &reached[to];
            depth = depth.max(steps + 1);
            originals.extend(further);
        }
        originals.sort_unstable();
        originals.dedup();
        originals.truncate(MOST);
        if let ([report], 0) = (ring.as_slice(), depth) {
            is_first[*report] = true;
            originals.extend(reports.named[*report]);
        }
        for report in ring {
            reached[*report] = (originals.clone(), depth);
        }
    }
    let mut chain = Chain { places: vec![None; archive.len()], stories: Vec::new() };
    let mut by_root: RapidHashMap<usize, usize> = RapidHashMap::default();
    let in_ring: Vec<usize> = rings.iter().filter(|ring| ring.len() > 1).flatten().copied().collect();
    for report in 0..reports.edges.len() {
        if !reports.is_told[report] {
            continue;
        }
        let story = *by_root.entry(reports.root(report)).or_insert_with(|| {
            chain.stories.push(Story::default());
            chain.stories.len() - 1
        });
        let told = &mut chain.stories[story];
        if is_first[report] {
            told.original_count += 1;
            told.is_unclear |= reports.named[report].is_none();
            told.originals.extend(reports.named[report].filter(|_| told.originals.len() < MOST));
        } else if report < archive.len() {
            told.reports += 1;
        }
        if let Some(place) = chain.places.get_mut(report) {
            let (originals, depth) = std::mem::take(&mut reached[report]);
            *place = Some(Place { originals, depth, story });
        }
    }
    chain.stories.iter_mut().for_each(|story| story.originals.sort_unstable());
    for report in in_ring {
        if let Some(Some(place)) = chain.places.get(report) {
            chain.stories[place.story].is_unclear = true;
        }
    }
    chain
}

/// That a record goes back to a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edge {
    /// The report, by its number.
    to: usize,
    /// Which of the record's sources says so.
    source: usize,
}

/// All reports by number: the archive's records by their places, then those of elsewhere.
struct Reports {
    /// For each, what it goes back to; always nothing for those of elsewhere.
    edges: Vec<Vec<Edge>>,
    /// For each, what it is; nothing for a record that is not published.
    named: Vec<Option<Report>>,
    /// For each, whether a record says of it who was first.
    is_told: Vec<bool>,
    /// For each, another of the same story, or itself.
    parents: Vec<usize>,
}

impl Reports {
    /// Records, and those reports of elsewhere that have an address, a headline or the id of a record.
    fn of(archive: &Archive) -> Reports {
        let count = archive.len();
        let mut reports = Reports {
            edges: vec![Vec::new(); count],
            named: archive.iter().map(|(record, _)| Some(Report::Record(record))).collect(),
            is_told: vec![false; count],
            parents: (0..count).collect(),
        };
        let mut by_key: RapidHashMap<String, usize> = RapidHashMap::default();
        for (this, entry) in archive.iter() {
            for (source, found) in origins(archive, this) {
                if let Some(found) = found {
                    reports.add(this, found.place(), source);
                    continue;
                }
                let said = &entry.record.sources[source];
                let keys = keys(said);
                if keys.is_empty() {
                    continue;
                }
                let known = keys.iter().find_map(|key| by_key.get(key).copied());
                let report = known.unwrap_or_else(|| {
                    let is_withheld = said.outlet.is_none() && said.title.is_none() && said.url.is_none();
                    reports.elsewhere(Some(Report::Outside(this, source)).filter(|_| !is_withheld))
                });
                for key in keys {
                    by_key.entry(key).or_insert(report);
                }
                reports.add(this, report, source);
            }
        }
        reports
    }

    /// Outlets that are named alone: each is the one report of that outlet which no other of the story goes before, or
    /// else one of its own. So no ring can come of what is not said.
    fn add_outlets(&mut self, archive: &Archive) {
        let key = |name: &str| fold(name, Fold::Organization);
        let mut alone: Vec<(RecordIx, usize, String)> = Vec::new();
        for (this, entry) in archive.iter() {
            for (source, found) in origins(archive, this) {
                let said = &entry.record.sources[source];
                if let (None, Some(outlet), true) = (found, &said.outlet, keys(said).is_empty()) {
                    let outlet = key(outlet);
                    // Who names its own outlet alone says that it was first itself.
                    if entry.record.outlet.as_ref().is_none_or(|own| key(own) != outlet) {
                        alone.push((this, source, outlet));
                    }
                }
            }
        }
        if alone.is_empty() {
            return;
        }
        let mut firsts: RapidHashMap<(usize, String), Option<usize>> = RapidHashMap::default();
        let follows: RapidHashSet<usize> = alone.iter().map(|(this, ..)| this.place()).collect();
        for report in 0..self.edges.len() {
            if !self.edges[report].is_empty() || !self.is_told[report] || follows.contains(&report) {
                continue;
            }
            let outlet = match self.named[report] {
                Some(Report::Record(record)) => archive[record].record.outlet.as_deref(),
                Some(Report::Outside(record, source)) => archive[record].record.sources[source].outlet.as_deref(),
                None => None,
            };
            if let Some(outlet) = outlet {
                let story = self.root(report);
                firsts.entry((story, key(outlet))).and_modify(|first| *first = None).or_insert(Some(report));
            }
        }
        // Stories as they are before any outlet ties them: they are not to hang on the order of records.
        let stories: Vec<usize> = alone.iter().map(|(this, ..)| self.root(this.place())).collect();
        for ((this, source, outlet), story) in alone.into_iter().zip(stories) {
            let slot = firsts.entry((story, outlet)).or_default();
            let report = slot.unwrap_or_else(|| self.elsewhere(Some(Report::Outside(this, source))));
            slot.get_or_insert(report);
            self.add(this, report, source);
        }
    }

    /// A report that is no record of the archive.
    fn elsewhere(&mut self, named: Option<Report>) -> usize {
        let report = self.edges.len();
        self.edges.push(Vec::new());
        self.named.push(named);
        self.is_told.push(false);
        self.parents.push(report);
        report
    }

    fn add(&mut self, this: RecordIx, to: usize, source: usize) {
        let this = this.place();
        // One that is named in two roles is one step back, and not two.
        if self.edges[this].iter().all(|edge| edge.to != to) {
            self.edges[this].push(Edge { to, source });
            (self.is_told[this], self.is_told[to]) = (true, true);
            let (one, other) = (self.root(this), self.root(to));
            self.parents[one.max(other)] = one.min(other);
        }
    }

    /// The report that stands for the story of this one.
    fn root(&mut self, mut report: usize) -> usize {
        while self.parents[report] != report {
            self.parents[report] = self.parents[self.parents[report]];
            report = self.parents[report];
        }
        report
    }
}

/// The sources of `this` that it goes back to, by their places, with the record that each is; never itself.
fn origins(archive: &Archive, this: RecordIx) -> impl Iterator<Item = (usize, Option<RecordIx>)> {
    let entry = &archive[this];
    let sources = entry.record.sources.iter().zip(&entry.sources).enumerate();
    let sources = sources.filter(move |(_, (source, found))| goes_back(source.role) && **found != Some(this));
    sources.map(|(at, (_, found))| (at, *found))
}

/// What tells a report outside the archive from all others; nothing for an outlet alone.
fn keys(source: &Source) -> Vec<String> {
    let url = source.url.as_deref().map(|url| format!("url {}", super::links::same_page(url)));
    let title = source.title.as_deref().map(|title| {
        let outlet = source.outlet.as_deref().map(|outlet| fold(outlet, Fold::Organization)).unwrap_or_default();
        format!("title {outlet}\n{}", fold(title, Fold::Name))
    });
    let reference = source.reference.as_deref().map(|id| format!("id {id}"));
    url.into_iter().chain(title).chain(reference).collect()
}

#[cfg(test)]
mod tests;
