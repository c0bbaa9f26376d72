//! What cannot be true of the chain of reporting: rings, and reports that came after what they are said to have fed.

use std::collections::VecDeque;

use rapidhash::{RapidHashMap, RapidHashSet};

use super::{Edge, Reports};
use crate::archive::{Archive, Problems, RecordIx};
use crate::diag::codes::evidence::{SOURCE_CYCLE, SOURCE_ORDER};
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::record::SourceRole;

/// Tells all of it. Of two that call each other the first only that is told: that one of them ran later is no second
/// fault.
pub(super) fn tell(archive: &Archive, reports: &Reports, rings: &[Vec<usize>], problems: &mut Problems) {
    let rings: Vec<Vec<(usize, Edge)>> =
        rings.iter().filter(|ring| ring.len() > 1).map(|ring| shortest(reports, ring)).collect();
    let pairs = rings.iter().filter(|steps| steps.len() == 2 && call_each_other_first(archive, steps));
    let both_first: RapidHashSet<(usize, usize)> = pairs.flatten().map(|(report, edge)| (*report, edge.to)).collect();
    for (this, entry) in archive.iter() {
        let itself = entry.sources.iter().position(|source| *source == Some(this));
        problems.extend(itself.map(|source| of_itself(archive, this, source)));
        let edges = &reports.edges[this.place()];
        let edges = edges.iter().filter(|edge| !both_first.contains(&(this.place(), edge.to)));
        problems.extend(edges.filter_map(|edge| out_of_order(archive, this, *edge)));
    }
    problems.extend(rings.iter().filter_map(|steps| of_ring(archive, steps)));
}

fn of_itself(archive: &Archive, this: RecordIx, source: usize) -> Diagnostic {
    let message = format!("`{}` names itself as its source", archive[this].id);
    Diagnostic::new(SOURCE_CYCLE, place(archive, this, source), message)
        .help("name the other report, or take the source out")
}

/// The problem of a source that ran after the record which goes back to it, as far as both days are known.
fn out_of_order(archive: &Archive, this: RecordIx, edge: Edge) -> Option<Diagnostic> {
    let record = &archive[this].record;
    let source = &record.sources[edge.source];
    let found = archive[this].sources[edge.source].map(|other| &archive[other]);
    let (date, earlier) = (found.map_or(source.date, |other| other.record.date)?, record.date?);
    if !date.is_surely_after(&earlier) {
        return None;
    }
    let name = found.map(|other| &*other.id).or(source.title.as_deref()).or(source.outlet.as_deref());
    let what = name.map_or_else(|| "the source".to_owned(), |name| format!("`{name}`"));
    let message = format!("{what} is dated `{date}`, after the piece that it is said to have fed, of `{earlier}`");
    let problem = Diagnostic::new(SOURCE_ORDER, place(archive, this, edge.source), message)
        .help("correct one of the dates, or the role: `confirms` and `background` do not say who was first");
    let problem = match found {
        Some(other) => problem.related(Place::value(&other.record.file, FieldPath::key("date")), "the source's date"),
        None => {
            let field = FieldPath::key("sources").item(edge.source).then("date");
            problem.related(Place::value(&record.file, field), "the source's date")
        }
    };
    Some(problem.related(Place::value(&record.file, FieldPath::key("date")), "the date of the piece"))
}

/// The problem of records that go back to each other, by the steps of the shortest ring, at each of its places.
fn of_ring(archive: &Archive, steps: &[(usize, Edge)]) -> Option<Diagnostic> {
    let id = |report: usize| format!("`{}`", archive[RecordIx::new(report)].id);
    let at = |(report, edge): &(usize, Edge)| place(archive, RecordIx::new(*report), edge.source);
    let (first, others) = steps.split_first()?;
    let problem = match others {
        [other] if call_each_other_first(archive, steps) => {
            let message = format!("{} and {} each call the other the first", id(first.0), id(other.0));
            Diagnostic::new(SOURCE_ORDER, at(first), message)
                .help("leave `obtained-document` or `first-report` to the one that came later")
        }
        _ => {
            let next = |(report, edge): &(usize, Edge)| format!("{} to {}", id(*report), id(edge.to));
            let ring: Vec<String> = steps.iter().map(next).collect();
            Diagnostic::new(SOURCE_CYCLE, at(first), format!("sources go back in a ring: {}", ring.join(", ")))
                .help("one of them came first: take its source out, or give it another role")
        }
    };
    let told = |problem: Diagnostic, step| problem.related(at(step), format!("{} names its source here", id(step.0)));
    Some(others.iter().fold(problem, told))
}

/// Whether each step says of the next that it was first.
fn call_each_other_first(archive: &Archive, steps: &[(usize, Edge)]) -> bool {
    steps.iter().all(|(report, edge)| {
        let role = archive[RecordIx::new(*report)].record.sources[edge.source].role;
        matches!(role, SourceRole::ObtainedDocument | SourceRole::FirstReport)
    })
}

/// The shortest way from the first report of a ring back to it: each report, and its edge to the next.
fn shortest(reports: &Reports, ring: &[usize]) -> Vec<(usize, Edge)> {
    let Some(start) = ring.first().copied() else { return Vec::new() };
    let mut came_by: RapidHashMap<usize, (usize, Edge)> = RapidHashMap::default();
    let mut waiting = VecDeque::from([start]);
    while let Some(report) = waiting.pop_front() {
        for edge in &reports.edges[report] {
            if edge.to == start {
                let mut steps = vec![(report, *edge)];
                while let Some(step) = steps.last().and_then(|(report, _)| came_by.get(report)) {
                    steps.push(*step);
                }
                steps.reverse();
                return steps;
            }
            if ring.binary_search(&edge.to).is_ok() && !came_by.contains_key(&edge.to) {
                came_by.insert(edge.to, (report, *edge));
                waiting.push_back(edge.to);
            }
        }
    }
    Vec::new()
}

/// Where a record names a source.
fn place(archive: &Archive, this: RecordIx, source: usize) -> Place {
    let record = &archive[this].record;
    let said = &record.sources[source];
    let field = FieldPath::key("sources").item(source);
    match (&said.reference, &said.url) {
        (Some(id), _) => Place::text(&record.file, field.then("ref"), id),
        (None, Some(url)) => Place::text(&record.file, field.then("url"), url),
        (None, None) => Place::value(&record.file, field),
    }
}
