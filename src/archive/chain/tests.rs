//! Chains of reporting as lines: `a ← b`: `b` goes back to `a`.

use std::sync::Arc;

use super::*;
use crate::archive::assemble;
use crate::index;
use crate::model::Document;
use crate::model::date::PartialDate;
use crate::parse::{self, Room};
use crate::settings::{self, Overrides};
use crate::source::{SitePath, SourceFile};

/// The archive of records, each with an id, an outlet and its `sources` in YAML.
fn archive(records: &[(&str, &str, &str)]) -> Archive {
    let held = |path: &str, text: String| SourceFile::held(SitePath::new(path).expect("sound"), text.into_bytes());
    let site = held("site.toml", "title = \"Test\"\nbase_url = \"https://example.org/\"\n".to_owned());
    let settings = settings::read(&site, &Overrides::default(), PartialDate::day(2026, 11, 23));
    let settings = settings.value.expect("settings");
    let document = |(id, outlet, sources): &(&str, &str, &str)| {
        let text = format!(
            "---\ntitle: {id}\ndate: 2018\noutlet: {outlet}\nurl: https://example.org/{id}\nsources: {sources}\n---\n"
        );
        let parsed = parse::document_with_keys(&held(&format!("content/articles/{id}.md"), text), &Room::Record, &[]);
        assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
        parsed.value.expect("a record")
    };
    let documents: Vec<Document> = records.iter().map(document).collect();
    assemble(documents, &[], &settings, &index::registry(&settings)).value
}

/// Where the record `id` stands: its originals, its depth, and its story.
fn told(archive: &Archive, id: &str) -> String {
    let Some(crate::archive::Found::Record(record)) = archive.by_id(id) else { panic!("no {id}") };
    let Some((place, story)) = archive.chain().place(record) else { return "-".to_owned() };
    let names = |reports: &[Report]| {
        let name = |report: &Report| match report {
            Report::Record(record) => archive[*record].id.to_string(),
            Report::Outside(record, source) => {
                let said = &archive[*record].record.sources[*source];
                said.title.clone().or(said.url.clone()).or(said.outlet.clone()).unwrap_or_default()
            }
        };
        reports.iter().map(name).collect::<Vec<_>>().join("+")
    };
    let unclear = if story.is_unclear { " unclear" } else { "" };
    let (own, all) = (names(&place.originals), names(&story.originals));
    format!("{own} {} | {} of {}: {all}{unclear}", place.depth, story.reports, story.original_count)
}

fn check(records: &[(&str, &str, &str)], expected: &[(&str, &str)]) {
    let archive = archive(records);
    for (id, expected) in expected {
        assert_eq!(told(&archive, id), *expected, "{id} in {records:?}");
    }
}

#[test]
fn records_go_back_to_records() {
    check(
        &[
            ("a", "A", "[]"),
            ("b", "B", "[{role: first-report, ref: a}]"),
            ("c", "C", "[{role: syndicates, ref: b}, {role: background, ref: e}]"),
            ("d", "D", "[{role: obtained-document, url: 'http://www.example.org/b/#top'}]"),
            ("e", "E", "[{role: confirms, ref: a}, {role: quotes, ref: b}]"),
        ],
        &[
            ("a", "a 0 | 3 of 1: a"),
            ("b", "a 1 | 3 of 1: a"),
            ("c", "a 2 | 3 of 1: a"),
            ("d", "a 2 | 3 of 1: a"),
            ("e", "-"),
        ],
    );
}

#[test]
fn reports_elsewhere_are_one_by_address_or_headline() {
    check(
        &[
            ("a", "A", "[{role: first-report, url: 'https://x.example/1', title: One}]"),
            ("b", "B", "[{role: first-report, url: 'http://www.x.example/1/'}]"),
            ("c", "C", "[{role: obtained-document, title: ONE}]"),
            ("d", "D", "[{role: first-report, outlet: X, title: One}]"),
        ],
        &[
            ("a", "One 1 | 3 of 1: One"),
            ("b", "One 1 | 3 of 1: One"),
            ("c", "One 1 | 3 of 1: One"),
            ("d", "One 1 | 1 of 1: One"),
        ],
    );
}

#[test]
fn an_outlet_alone_is_a_report_of_each_story() {
    check(
        &[
            ("a", "A", "[{role: first-report, outlet: X}]"),
            ("b", "B", "[{role: first-report, outlet: X}]"),
            ("c", "C", "[{role: syndicates, ref: b}, {role: first-report, outlet: The X}]"),
            (
                "d",
                "D",
                "[{role: first-report, outlet: X}, {role: obtained-document, outlet: Y}, {role: obtained-document, outlet: X}]",
            ),
            ("e", "E", "[{role: obtained-document, outlet: E}]"),
            ("f", "F", "[{role: first-report, ref: h}]"),
            ("g", "G", "[{role: first-report, outlet: H}, {role: syndicates, ref: f}]"),
            ("h", "H", "[]"),
        ],
        &[
            ("a", "X 1 | 1 of 1: X"),
            ("b", "X 1 | 2 of 1: X"),
            ("c", "X 2 | 2 of 1: X"),
            ("d", "X+Y 1 | 1 of 2: X+Y"),
            ("e", "-"),
            ("f", "h 1 | 2 of 1: h"),
            ("g", "h 2 | 2 of 1: h"),
        ],
    );
}

#[test]
fn what_cannot_be_told_is_not_told() {
    check(
        &[
            ("a", "A", "[{role: syndicates, ref: b}]"),
            ("b", "B", "[{role: syndicates, ref: a}]"),
            ("c", "C", "[{role: first-report, ref: b}]"),
            ("d", "D", "[{role: first-report, ref: nowhere}]"),
            ("e", "E", "[{role: first-report, ref: e}]"),
        ],
        &[("a", " 0 | 3 of 0:  unclear"), ("c", " 1 | 3 of 0:  unclear"), ("d", " 1 | 1 of 1:  unclear"), ("e", "-")],
    );
}

/// Outlets that name each other and nothing else make no ring: which of their reports they mean is not said.
#[test]
fn no_ring_comes_of_outlets_alone() {
    check(
        &[
            ("a", "A", "[{role: first-report, outlet: B}]"),
            ("b", "B", "[{role: first-report, outlet: A}]"),
            ("c", "C", "[{role: first-report, ref: a}, {role: first-report, ref: b}]"),
        ],
        &[("a", "B 1 | 3 of 2: B+A"), ("b", "A 1 | 3 of 2: B+A"), ("c", "B+A 2 | 3 of 2: B+A")],
    );
}

/// A chain may be as long as the archive, and a star as wide.
#[test]
fn a_long_chain_and_a_wide_star_are_derived_in_one_pass() {
    let count = 20_000;
    let ids: Vec<String> = (0..count).map(|number| format!("r{number}")).collect();
    let sources: Vec<String> = (0..count)
        .map(|number| match number {
            0 => "[]".to_owned(),
            number if number < count / 2 => format!("[{{role: first-report, ref: r{}}}]", number - 1),
            number if number + 1 < count => format!("[{{role: first-report, outlet: O{number}}}]"),
            _ => {
                let references: Vec<String> =
                    (0..1000).map(|number| format!("{{role: first-report, ref: r{}}}", count / 2 + number)).collect();
                format!("[{}]", references.join(", "))
            }
        })
        .collect();
    let records: Vec<(&str, &str, &str)> =
        ids.iter().zip(&sources).map(|(id, sources)| (&**id, "A", &**sources)).collect();
    let archive = archive(&records);
    assert_eq!(told(&archive, &ids[count / 2 - 1]), format!("r0 {} | {} of 1: r0", count / 2 - 1, count / 2 - 1));
    let Some(crate::archive::Found::Record(last)) = archive.by_id(&ids[count - 1]) else { panic!("it is there") };
    let (place, story) = archive.chain().place(last).expect("it has sources");
    assert_eq!((place.originals.len(), place.depth), (MOST, 2));
    assert_eq!((story.originals.len(), story.original_count, story.reports), (MOST, 1000, 1001));
    // A clone shares all of it.
    assert!(Arc::ptr_eq(&archive.chain, &archive.clone().chain));
}
