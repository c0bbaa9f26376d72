//! Addresses that are gone → a warning at each place of a record that leads to one and to no copy.

use super::{Field, Use};
use crate::archive::{Archive, Subject};
use crate::diag::codes::links::DEAD_LINK;
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::link_ledger::LinkEntry;
use crate::model::Body;
use crate::model::record::Record;
use crate::names::web_address::WebAddress;
use crate::source::Files;

pub(super) fn problems(
    address: &WebAddress,
    entry: &LinkEntry,
    uses: &[Use],
    archive: &Archive,
    files: &Files,
) -> Vec<Diagnostic> {
    let problem = |used: &Use| {
        let Subject::Record(record) = used.by else { return None };
        let record = &archive[record].record;
        let place = place(used.field, record, archive, address, files)?;
        let since = entry.since.map(|day| format!(", at least since {day}")).unwrap_or_default();
        let message = format!("`{address}` is gone{since}");
        Some(Diagnostic::new(DEAD_LINK, place, message).help(help(used.field, address, entry)))
    };
    uses.iter().filter_map(problem).collect()
}

/// Where the warning belongs; nowhere where a copy is named already, or the address is one.
fn place(field: Field, record: &Record, archive: &Archive, address: &WebAddress, files: &Files) -> Option<Place> {
    let at = |path: FieldPath| Some(Place::value(&record.file, path));
    match field {
        Field::Original if record.archived.is_empty() => at(FieldPath::key("url")),
        Field::Source(place) => at(FieldPath::key("sources").item(place)),
        Field::Document(place) if record.documents.get(place)?.file.is_none() => {
            at(FieldPath::key("documents").item(place))
        }
        Field::Body => Some(in_body(archive.current(&record.body), address, files)),
        Field::Original | Field::Copy | Field::Document(_) | Field::Website => None,
    }
}

/// The bytes of the address in a text; the file where they are written in a way that is not found again.
fn in_body(body: &Body, address: &WebAddress, files: &Files) -> Place {
    let find = || {
        let written = body.mentions.outside.iter().find(|text| WebAddress::parse(text).as_ref() == Some(address))?;
        let bytes = files.get(body.file.as_str())?.read().ok()?;
        let at = memchr::memmem::find(bytes.get(body.span.start..)?, written.as_bytes())?;
        let start = body.span.start + at;
        Some(Place::bytes(&body.file, start..start + written.len()))
    };
    find().unwrap_or_else(|| Place::file(&body.file))
}

fn help(field: Field, address: &WebAddress, entry: &LinkEntry) -> String {
    let Some(copy) = entry.copies.first() else {
        return format!(
            "`reportage check --links --memento` looks for a copy; if the page can still be had, keep one: \
             https://web.archive.org/save/{address}"
        );
    };
    let date = copy.date.map(|date| format!(", date: {date}")).unwrap_or_default();
    match field {
        Field::Original => format!("name the copy that is known: `archived: {{url: \"{}\"{date}}}`", copy.url),
        _ => format!("lead to the copy that is known: `{}`", copy.url),
    }
}
