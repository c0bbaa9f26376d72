//! The tables of terms: one an index, one of who names them, and what files say of them.

use std::io;

use super::{Names, OF_RECORDS, RECORDS};
use crate::archive::{Index, Term};
use crate::export::record::{absolute, edtf};
use crate::export::table::{Cell, Column, Kind, Sink, Table};
use crate::model::entity::Entity;
use crate::view::Views;

fn text(name: &'static str, what: &'static str) -> Column {
    Column::new(name, Kind::Text, what)
}

fn list(name: &'static str, what: &'static str) -> Column {
    Column::new(name, Kind::List, what)
}

/// The terms of the index at `place`, in a table of this name.
pub(super) fn terms(name: &str, place: usize) -> Table {
    let columns = vec![
        text("id", "the identifier: unique in the table").required(),
        text("name", "the name").required(),
        text("page", "its page, absolute").required(),
        Column::new("records", Kind::Integer, "how many records name it").required(),
        Column::new("subjects", Kind::Integer, "how many of them are about it").required(),
        text("type", "its type, in schema.org's words"),
        text("dek", "one sentence about it"),
        list("alternate_name", "other names"),
        list("abbreviation", "short forms"),
        list("former_name", "names it had"),
        text("website", "its own site"),
        text("parent", "the organization that it is part of, where that is in the same table").of(Some(name)),
    ];
    Table {
        name: name.to_owned(),
        what: format!("A term of the index `{name}`."),
        columns,
        key: &["id"],
        rows: Box::new(move |views, sink| {
            let index = &views.archive.indexes()[place];
            index.terms.iter().try_for_each(|term| term_row(views, place, term, sink))
        }),
    }
}

fn term_row(views: &Views, index: usize, term: &Term, sink: &mut Sink<'_>) -> io::Result<()> {
    let entity = term.entity.as_deref();
    let names = |of: fn(&Entity) -> &Vec<String>| Cell::list(entity.into_iter().flat_map(of));
    let parent = term.parent.filter(|parent| parent.index() == index);
    sink(&[
        Cell::from(&*term.id),
        Cell::from(&*term.name),
        absolute(views, &term.address.url).into(),
        Cell::count(term.records.len()),
        Cell::count(term.subjects),
        Cell::text(entity.and_then(|entity| entity.kind.as_deref())),
        Cell::text(entity.and_then(|entity| entity.dek.as_deref())),
        names(|entity| &entity.alternate_name),
        names(|entity| &entity.abbreviation),
        names(|entity| &entity.former_name),
        Cell::text(entity.and_then(|entity| entity.website.as_deref())),
        Cell::text(parent.map(|parent| &*views.archive[parent].id)),
    ])
}

/// Which record names which term of the index at `place`, whose table has this name.
pub(super) fn named_by(name: &str, place: usize) -> Table {
    let columns = vec![
        text("record", "the record").required().of(Some(RECORDS)),
        Column::new("place", Kind::Integer, "the term's place among those of the record, from 1").required(),
        text("term", "the term").required().of(Some(name)),
        text("role", "`subject`, `mentioned` or the editor's word").required(),
        text("printed", "the name as the record prints it, where it is another"),
    ];
    Table {
        name: format!("{OF_RECORDS}_{name}"),
        what: format!("A term of the index `{name}` that a record names."),
        columns,
        key: &["record", "term"],
        rows: Box::new(move |views, sink| {
            for (_, entry) in views.archive.iter() {
                let mentions = entry.terms.iter().filter(|mention| mention.term.index() == place);
                for (place, mention) in mentions.enumerate() {
                    sink(&[
                        Cell::from(&*entry.id),
                        Cell::count(place + 1),
                        Cell::from(&*views.archive[mention.term].id),
                        Cell::from(mention.role().unwrap_or("subject")),
                        Cell::text(mention.printed()),
                    ])?;
                }
            }
            Ok(())
        }),
    }
}

/// What begins each row about a term of any index.
fn of_term() -> [Column; 3] {
    [
        text("term_index", "the table of the term").required(),
        text("term", "the term's `id` in it").required(),
        Column::new("place", Kind::Integer, "its place in the term's list, from 1").required(),
    ]
}

/// Identifiers of terms elsewhere.
pub(super) fn identifiers(names: &Names) -> Table {
    let columns = [
        text("scheme", "whose identifier it is: `wikidata`, `lei`").required(),
        text("value", "the identifier").required(),
    ];
    let names = names.clone();
    Table {
        name: "identifiers".to_owned(),
        what: "An identifier of a term elsewhere.".to_owned(),
        columns: of_term().into_iter().chain(columns).collect(),
        key: &["term_index", "term", "place"],
        rows: Box::new(move |views, sink| {
            each_entity(views, &names, &mut |name, term, entity| {
                for (place, (scheme, value)) in entity.identifiers.iter().enumerate() {
                    sink(&[
                        Cell::from(name),
                        Cell::from(&*term.id),
                        Cell::count(place + 1),
                        Cell::from(&**scheme),
                        Cell::from(&**value),
                    ])?;
                }
                Ok(())
            })
        }),
    }
}

/// Ties between terms, with their proof.
pub(super) fn relations(names: &Names) -> Table {
    let columns = [
        text("type", "what ties them: `contract`, `ownership`, the editor's word").required(),
        text("role", "what the term is in it"),
        text("other_index", "the table of the other"),
        text("other", "the other's `id` in it"),
        text("other_name", "the other's name, or as the editor wrote it where the archive has no page for it")
            .required(),
        text("start_date", "from when"),
        text("end_date", "until when"),
        text("amount", "how much, as written"),
        text("proof", "the record that shows it").of(Some(RECORDS)),
    ];
    let names = names.clone();
    Table {
        name: "relations".to_owned(),
        what: "A tie between two terms.".to_owned(),
        columns: of_term().into_iter().chain(columns).collect(),
        key: &["term_index", "term", "place"],
        rows: Box::new(move |views, sink| {
            each_entity(views, &names, &mut |name, term, entity| {
                for (place, (relation, (with, proof))) in entity.relations.iter().zip(&term.relations).enumerate() {
                    let other = with.map(|with| &views.archive[with]);
                    sink(&[
                        Cell::from(name),
                        Cell::from(&*term.id),
                        Cell::count(place + 1),
                        Cell::from(&*relation.kind),
                        Cell::text(relation.role.as_deref()),
                        Cell::text(with.map(|with| &*names.0[with.index()])),
                        Cell::text(other.map(|other| &*other.id)),
                        Cell::from(other.map_or(&*relation.with, |other| &*other.name)),
                        Cell::text(edtf(&relation.start)),
                        Cell::text(edtf(&relation.end)),
                        Cell::text(relation.amount.as_deref()),
                        Cell::text(proof.map(|proof| &*views.archive[proof].id)),
                    ])?;
                }
                Ok(())
            })
        }),
    }
}

/// Every term that has a file, with the name of its table.
fn each_entity(
    views: &Views,
    names: &Names,
    take: &mut dyn FnMut(&str, &Term, &Entity) -> io::Result<()>,
) -> io::Result<()> {
    let indexes = names.0.iter().zip(views.archive.indexes());
    let terms = indexes.flat_map(|(name, index): (&String, &Index)| index.terms.iter().map(move |term| (name, term)));
    for (name, term) in terms {
        if let Some(entity) = &term.entity {
            take(name, term, entity)?;
        }
    }
    Ok(())
}
