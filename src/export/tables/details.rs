//! What a record may have several of, a table each: copies, documents, sources, figures, quotes, corrections, places, and
//! related records.

use std::io;

use super::RECORDS;
use crate::archive::Entry;
use crate::export::record::{edtf, kept};
use crate::export::table::{Cell, Column, Kind, Sink, Table};
use crate::view::Views;

/// Every such table.
pub(super) fn all() -> Vec<Table> {
    vec![copies(), documents(), sources(), figures(), quotes(), corrections(), places(), related()]
}

fn text(name: &'static str, what: &'static str) -> Column {
    Column::new(name, Kind::Text, what)
}

/// A table of which each record has rows, told apart by their place in the record's list.
fn detail(
    name: &str,
    what: &str,
    columns: impl IntoIterator<Item = Column>,
    rows: fn(&Views, &Entry, &mut Sink<'_>) -> io::Result<()>,
) -> Table {
    let of_all = [
        text("record", "the record").required().of(Some(RECORDS)),
        Column::new("place", Kind::Integer, "its place in the record's list, from 1").required(),
    ];
    Table {
        name: name.to_owned(),
        what: what.to_owned(),
        columns: of_all.into_iter().chain(columns).collect(),
        key: &["record", "place"],
        rows: Box::new(move |views, sink| views.archive.iter().try_for_each(|(_, entry)| rows(views, entry, sink))),
    }
}

fn copies() -> Table {
    let columns = [
        text("url", "where it is, absolute").required(),
        Column::new("own", Kind::Flag, "whether it is the archive's own file").required(),
        text("date", "when it was taken"),
        text("sha256", "the file's SHA-256 in hexadecimal digits"),
    ];
    detail("copies", "A copy of an original.", columns, |views, entry, sink| {
        for (place, memento) in entry.record.archived.iter().enumerate() {
            let Some((url, own)) = kept(views, &entry.record, &memento.file, &memento.url) else { continue };
            sink(&[
                Cell::from(&*entry.id),
                Cell::count(place + 1),
                url.into(),
                Cell::Flag(own),
                Cell::text(edtf(&memento.date)),
                Cell::text(memento.sha256.as_deref()),
            ])?;
        }
        Ok(())
    })
}

fn documents() -> Table {
    let columns = [
        text("title", "its title").required(),
        text("url", "where it is, absolute").required(),
        Column::new("own", Kind::Flag, "whether it is the archive's own file").required(),
        text("sha256", "the file's SHA-256 in hexadecimal digits"),
    ];
    detail("documents", "A document kept with a record.", columns, |views, entry, sink| {
        for (place, document) in entry.record.documents.iter().enumerate() {
            let Some((url, own)) = kept(views, &entry.record, &document.file, &document.url) else { continue };
            sink(&[
                Cell::from(&*entry.id),
                Cell::count(place + 1),
                Cell::from(&*document.title),
                url.into(),
                Cell::Flag(own),
                Cell::text(document.sha256.as_deref()),
            ])?;
        }
        Ok(())
    })
}

fn sources() -> Table {
    let columns = [
        text(
            "role",
            "`obtained-document`, `first-report`, `confirms`, `disputes`, `quotes`, `background` or `syndicates`",
        )
        .required(),
        text("source", "the archive's own record of it").of(Some(RECORDS)),
        text("outlet", "the outlet"),
        text("title", "the headline"),
        text("url", "its address"),
        text("date", "when it ran"),
    ];
    detail("sources", "Another report that a record relies on.", columns, |views, entry, sink| {
        for (place, (source, record)) in entry.record.sources.iter().zip(&entry.sources).enumerate() {
            sink(&[
                Cell::from(&*entry.id),
                Cell::count(place + 1),
                source.role.word().into(),
                Cell::text(record.map(|record| &*views.archive[record].id)),
                Cell::text(source.outlet.as_deref()),
                Cell::text(source.title.as_deref()),
                Cell::text(source.url.as_deref()),
                Cell::text(edtf(&source.date)),
            ])?;
        }
        Ok(())
    })
}

fn figures() -> Table {
    let columns = [
        text("value", "the number as written").required(),
        text("unit", "what is counted"),
        text("what", "what it says"),
        text("attributed_to", "who says so"),
    ];
    detail("figures", "A key figure of a record.", columns, |_, entry, sink| {
        for (place, figure) in entry.record.figures.iter().enumerate() {
            sink(&[
                Cell::from(&*entry.id),
                Cell::count(place + 1),
                Cell::from(&*figure.value),
                Cell::text(figure.unit.as_deref()),
                Cell::text(figure.what.as_deref()),
                Cell::text(figure.attributed_to.as_deref()),
            ])?;
        }
        Ok(())
    })
}

fn quotes() -> Table {
    let columns = [
        text("text", "what was said, without quotation marks").required(),
        text("by", "who said it"),
        text("role", "what they are"),
    ];
    detail("quotes", "A pull quote of a record.", columns, |_, entry, sink| {
        for (place, quote) in entry.record.quotes.iter().enumerate() {
            sink(&[
                Cell::from(&*entry.id),
                Cell::count(place + 1),
                Cell::from(&*quote.text),
                Cell::text(quote.by.as_deref()),
                Cell::text(quote.role.as_deref()),
            ])?;
        }
        Ok(())
    })
}

fn corrections() -> Table {
    let columns = [
        text("date", "when it was made"),
        text("text", "what was corrected").required(),
        text("by", "`outlet` or `archive`").required(),
    ];
    detail("corrections", "A correction of a record.", columns, |_, entry, sink| {
        for (place, correction) in entry.record.corrections.iter().enumerate() {
            sink(&[
                Cell::from(&*entry.id),
                Cell::count(place + 1),
                Cell::text(edtf(&correction.date)),
                Cell::from(&*correction.text),
                correction.by.word().into(),
            ])?;
        }
        Ok(())
    })
}

fn places() -> Table {
    let columns = [
        text("name", "its name").required(),
        Column::new("latitude", Kind::Number, "degrees north (WGS 84)"),
        Column::new("longitude", Kind::Number, "degrees east (WGS 84)"),
    ];
    detail("places", "A place that a record names.", columns, |_, entry, sink| {
        for (place, location) in entry.record.places.iter().enumerate() {
            sink(&[
                Cell::from(&*entry.id),
                Cell::count(place + 1),
                Cell::from(&*location.name),
                Cell::number(location.lat),
                Cell::number(location.lon),
            ])?;
        }
        Ok(())
    })
}

fn related() -> Table {
    let columns = [text("related", "the other record").required().of(Some(RECORDS))];
    detail("related", "A record that the editor calls related.", columns, |views, entry, sink| {
        for (place, related) in entry.related.iter().enumerate() {
            sink(&[Cell::from(&*entry.id), Cell::count(place + 1), Cell::from(&*views.archive[*related].id)])?;
        }
        Ok(())
    })
}
