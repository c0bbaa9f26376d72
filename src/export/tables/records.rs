//! The table of records: one row a record, with its lists in words.

use std::collections::BTreeMap;
use std::io;

use super::{Names, RECORDS};
use crate::archive::{Entry, RecordIx};
use crate::export::record::{absolute, edtf, file_url, time};
use crate::export::table::{Cell, Column, Kind, Sink, Table};
use crate::model::node::Node;
use crate::model::record::{Mention, UrlStatus};
use crate::view::Views;

pub(super) fn records(names: &Names, views: &Views) -> Table {
    let text = |name, what| Column::new(name, Kind::Text, what);
    let list = |name, what| Column::new(name, Kind::List, what);
    let columns = vec![
        text("id", "the identifier: unique in the archive").required(),
        text("page", "the record's page, absolute").required(),
        text("title", "the headline").required(),
        text("title_by", "`outlet` or `archive`: who worded the headline").required(),
        text("date", "when the piece ran, as far as it is known (EDTF): `2018-06-25`, `2018-06`, `2018~`"),
        Column::new("year", Kind::Integer, "the year in which it ran"),
        text("time", "the time of that day, with the offset from UTC where one is known"),
        text("dek", "one sentence under the headline"),
        text("type", "the type of the piece, in CSL's words").required(),
        text("language", "BCP 47 tag of its language").required(),
        list("authors", "who wrote it, in the byline's order, as printed"),
        text("outlet", "the publication, as the record calls it"),
        text("outlet_id", "the same as a term").of(names.of("outlets", views)),
        text("section", "the publication's section"),
        text("original", "the original's address"),
        text("url_status", "`live`, `dead`, `moved`, `paywalled` or `changed`"),
        text("accessed", "when the original was last looked at"),
        list("tags", "tags"),
        list("organizations", "organizations, in any role"),
        list("people", "people, in any role"),
        list("places", "places"),
        text("series", "the series it belongs to, as the record calls it"),
        text("series_id", "the same as a term").of(names.of("series", views)),
        text("image", "the lead image, absolute"),
        text("image_alt", "what the image shows"),
        text("image_caption", "its caption"),
        text("image_credit", "whose picture it is"),
        text("image_license", "its licence"),
        text("rights", "a statement of rights"),
        text("access", "`metadata`, `excerpt` or `fulltext`: how much of it the site publishes").required(),
        Column::new("draft", Kind::Flag, "whether it is a draft").required(),
        list("aliases", "former addresses of its page: paths of the site"),
        text("added", "when the archive took it in"),
        text("updated", "when the record was last changed"),
        Column::new("extra", Kind::Json, "`extra` and unknown keys, as a JSON object"),
    ];
    Table {
        name: RECORDS.to_owned(),
        what: "A record, newest first, undated ones last.".to_owned(),
        columns,
        key: &["id"],
        rows: Box::new(|views, sink| views.archive.iter().try_for_each(|record| row(views, record, sink))),
    }
}

fn row(views: &Views, (_, entry): (RecordIx, &Entry), sink: &mut Sink<'_>) -> io::Result<()> {
    let record = &*entry.record;
    let id = |key: &'static str| Cell::text(views.terms_of(entry, key).next().map(|(_, term)| &*term.id));
    let image = record.image.as_ref();
    let image = image.and_then(|image| Some((image, file_url(views, record, &image.file)?)));
    let extra: BTreeMap<&str, &Node> = record.extra.iter().map(|(key, node)| (&**key, node)).collect();
    sink(&[
        Cell::from(&*entry.id),
        absolute(views, &entry.address.url).into(),
        Cell::from(&*record.title),
        record.title_by.word().into(),
        Cell::text(edtf(&record.date)),
        record.date.map_or(Cell::Nothing, |date| Cell::Integer(date.year.into())),
        Cell::text(record.date.and_then(|date| date.time).as_ref().map(time)),
        Cell::text(record.dek.as_deref()),
        record.kind.word().into(),
        Cell::from(&**record.language.as_ref().unwrap_or(&views.settings.language)),
        Cell::list(record.authors.iter().map(|author| author.printed.as_ref().unwrap_or(&author.name))),
        Cell::text(record.outlet.as_deref()),
        id("outlets"),
        Cell::text(record.section.as_deref()),
        Cell::text(record.url.as_deref()),
        Cell::text(record.url_status.map(UrlStatus::word)),
        Cell::text(edtf(&record.accessed)),
        names(views, entry, "tags", || record.tags.iter().collect()),
        names(views, entry, "organizations", || written(&record.organizations)),
        names(views, entry, "people", || written(&record.people)),
        Cell::list(record.places.iter().map(|place| &place.name)),
        Cell::text(record.series.as_deref()),
        id("series"),
        Cell::text(image.as_ref().map(|(_, url)| url.clone())),
        Cell::text(image.as_ref().map(|(image, _)| &*image.alt).filter(|alt| !alt.is_empty())),
        Cell::text(image.as_ref().and_then(|(image, _)| image.caption.as_deref())),
        Cell::text(image.as_ref().and_then(|(image, _)| image.credit.as_deref())),
        Cell::text(image.as_ref().and_then(|(image, _)| image.license.as_deref())),
        Cell::text(record.rights.as_deref()),
        record.access.word().into(),
        Cell::Flag(record.draft),
        Cell::list(&record.aliases),
        Cell::text(edtf(&record.added)),
        Cell::text(edtf(&record.updated)),
        if extra.is_empty() { Cell::Nothing } else { serde_json::to_string(&extra)?.into() },
    ])
}

/// The names of the record's terms in the index `key`; those that it has `written` where the site has no such index.
fn names<'v>(views: &'v Views, entry: &'v Entry, key: &'v str, written: impl Fn() -> Vec<&'v str>) -> Cell<'v> {
    match views.archive.index(key) {
        Some(_) => Cell::list(views.terms_of(entry, key).map(|(_, term)| &*term.name)),
        None => Cell::list(written()),
    }
}

fn written(mentions: &[Mention]) -> Vec<&str> {
    mentions.iter().map(|mention| &*mention.name).collect()
}
