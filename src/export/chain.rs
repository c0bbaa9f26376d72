//! Where a record stands in the chain of reporting, as exports say it.

use schemars::JsonSchema;
use serde::Serialize;

use super::record::{RecordReference, reference};
use crate::archive::RecordIx;
use crate::archive::chain::Report;
use crate::view::Views;

/// Where a record stands in the chain of reporting.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Chain")]
pub(super) struct ChainObject<'r> {
    /// How many steps lie between the record and the farthest original that it goes back to; 0 for an original.
    depth: usize,
    /// The originals that it goes back to, at most eight; itself where it is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    originals: Vec<OriginalObject<'r>>,
    /// How many records of the archive go back to others of its story.
    story_reports: usize,
    /// How many originals the story has.
    story_originals: usize,
    /// Whether the first cannot be told.
    unclear: bool,
}

/// A report that no known report goes before: a record of the archive, or what a record says of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Original")]
struct OriginalObject<'r> {
    /// The archive's own record of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<RecordReference<'r>>,
    /// The outlet.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<&'r str>,
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'r str>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'r str>,
}

/// Where `this` stands; nothing where no record says who was first.
pub(super) fn chain(views: &Views, this: RecordIx) -> Option<ChainObject<'_>> {
    let (place, story) = views.chain(this)?;
    Some(ChainObject {
        depth: place.depth,
        originals: place.originals.iter().map(|report| original(views, *report)).collect(),
        story_reports: story.reports,
        story_originals: story.original_count,
        unclear: story.is_unclear,
    })
}

fn original(views: &Views, report: Report) -> OriginalObject<'_> {
    match report {
        Report::Record(own) => {
            let record = &views.archive[own].record;
            OriginalObject {
                record: Some(reference(views, own)),
                outlet: record.outlet.as_deref(),
                title: None,
                url: record.url.as_deref(),
            }
        }
        Report::Outside(by, place) => {
            let said = &views.archive[by].record.sources[place];
            OriginalObject {
                record: None,
                outlet: said.outlet.as_deref(),
                title: said.title.as_deref(),
                url: said.url.as_deref(),
            }
        }
    }
}
