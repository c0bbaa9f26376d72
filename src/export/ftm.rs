//! `ftm`: records, organizations, people and what ties them as FollowTheMoney entities, one a line, for Aleph and its
//! kin.
//!
//! Source: the model of followthemoney 4. Every property is a list of strings. What the model has no word for is a link
//! whose role says what the editor wrote.

use std::io::{self, Write};

use super::{Export, ExportFile, Writer};
use crate::archive::{Entry, RecordIx, Term, TermIx};
use crate::model::entity::Entity;
use crate::view::Views;

mod ids;
mod properties;
mod ties;

use ids::{id, is_lei, is_wikidata};
use properties::{Properties, day};

/// The indexes whose terms are entities.
const INDEXES: [&str; 2] = ["organizations", "people"];

pub(super) struct Ftm;

impl Export for Ftm {
    fn key(&self) -> &'static str {
        "ftm"
    }

    fn title(&self) -> &'static str {
        "Records, organizations and people as FollowTheMoney entities"
    }

    fn files(&self, _: &Views) -> Vec<ExportFile> {
        vec![ExportFile {
            path: "/data/entities.ftm.json".to_owned(),
            table: None,
            what: "Records, organizations, people and what ties them as FollowTheMoney entities, one a line."
                .to_owned(),
            media_type: "application/x-ndjson",
            writer: Box::new(Entities),
        }]
    }
}

struct Entities;

impl Writer for Entities {
    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        let terms: Vec<TermIx> = (views.archive.indexes().iter().enumerate())
            .filter(|(_, index)| INDEXES.contains(&&*index.key))
            .flat_map(|(place, index)| (0..index.terms.len()).map(move |term| TermIx::new(place, term)))
            .collect();
        for term in &terms {
            write_party(views, *term, out)?;
        }
        for term in &terms {
            ties::write(views, *term, out)?;
        }
        views.archive.iter().try_for_each(|record| write_article(views, record, out))
    }
}

/// Whether a term is among the entities.
fn is_party(views: &Views, term: TermIx) -> bool {
    INDEXES.contains(&&*views.archive.index_of(term).key)
}

fn party_id(views: &Views, term: TermIx) -> String {
    let index = views.archive.index_of(term);
    let kind = if index.key == "people" { "person" } else { "organization" };
    id(kind, &[&index.key, &views.archive[term].id])
}

fn article_id(entry: &Entry) -> String {
    id("article", &["records", &entry.id])
}

fn write_party(views: &Views, this: TermIx, out: &mut dyn Write) -> io::Result<()> {
    let term = &views.archive[this];
    let entity = term.entity.as_deref();
    let schema = schema(&views.archive.index_of(this).key, entity);
    let properties = Properties::new()
        .with("name", [&*term.name])
        .with("sourceUrl", [views.settings.base_url.absolute(&term.address.url)]);
    entity.map_or(properties.clone(), |entity| told(properties, entity)).write(&party_id(views, this), schema, out)
}

/// The schema of a term, by its index and its schema.org type.
fn schema(index: &str, entity: Option<&Entity>) -> &'static str {
    match (index, entity.and_then(|entity| entity.kind.as_deref())) {
        ("people", _) => "Person",
        (_, Some("Corporation")) => "Company",
        (_, Some("GovernmentOrganization")) => "PublicBody",
        _ => "Organization",
    }
}

/// What a file says of a party.
fn told(properties: Properties, entity: &Entity) -> Properties {
    let identified = |scheme: &str, is_sound: fn(&str) -> bool| {
        let identifiers =
            entity.identifiers.iter().filter(|(own, value)| own.eq_ignore_ascii_case(scheme) && is_sound(value));
        identifiers.map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    properties
        .with("alias", &entity.alternate_name)
        .with("previousName", &entity.former_name)
        .with("abbreviation", &entity.abbreviation)
        .with("summary", &entity.dek)
        .with("website", &entity.website)
        .with("wikidataId", identified("wikidata", is_wikidata))
        .with("leiCode", identified("lei", is_lei))
}

/// A record, whom it is about, and whom it relies on.
fn write_article(views: &Views, (_, entry): (RecordIx, &Entry), out: &mut dyn Write) -> io::Result<()> {
    let record = &*entry.record;
    let own = article_id(entry);
    let page = views.settings.base_url.absolute(&entry.address.url);
    let tags = match views.archive.index("tags") {
        Some(_) => views.terms_of(entry, "tags").map(|(_, term): (_, &Term)| term.name.clone()).collect(),
        None => record.tags.to_strings(),
    };
    Properties::new()
        .with("title", [&*record.title])
        .with("author", record.authors.iter().map(|author| &*author.name))
        .with("publishedAt", day(&record.date))
        .with("publisher", &record.outlet)
        .with("sourceUrl", record.url.iter().chain([&page]))
        .with("summary", &record.dek)
        .with("keywords", tags)
        .with("retrievedAt", day(&record.accessed))
        .with("modifiedAt", day(&record.updated))
        .write(&own, "Article", out)?;
    for mention in entry.terms.iter().filter(|mention| is_party(views, mention.term)) {
        let party = party_id(views, mention.term);
        Properties::new()
            .with("document", [&own])
            .with("entity", [&party])
            .with("role", [mention.role().unwrap_or("subject")])
            .write(&id("documentation", &[&own, &party]), "Documentation", out)?;
    }
    for (place, (source, record)) in record.sources.iter().zip(&entry.sources).enumerate() {
        let Some(other) = record.map(|record| article_id(&views.archive[record])).filter(|other| *other != own) else {
            continue;
        };
        Properties::new().with("subject", [&own]).with("object", [&other]).with("role", [source.role.word()]).write(
            &id("link", &[&own, &other, &place.to_string()]),
            "UnknownLink",
            out,
        )?;
    }
    Ok(())
}
