//! Site → what stands alone: entities that nothing names, records without terms, files that nothing names.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use crate::archive::{Archive, Entry, TermIx};
use crate::related::PROVENANCE;
use crate::site::Site;
use crate::source::{Files, SitePath, SourceFile};

/// Something that stands alone.
#[derive(Serialize)]
pub struct Orphan {
    /// `entity`, `record` or `file`.
    pub kind: &'static str,
    /// The entity's name, the record's title, or the file's name.
    pub name: String,
    /// The file.
    pub file: String,
}

/// Everything that stands alone: entities, then records, then files, each in the archive's order.
pub fn orphans(site: &Site) -> Vec<Orphan> {
    let archive = &site.views.archive;
    let texts = texts(&site.files);
    let mut orphans = entities(archive, &texts);
    let is_alone = |entry: &Entry| {
        let keys = entry.terms.iter().map(|mention| &*archive.index_of(mention.term).key);
        keys.filter(|key| !PROVENANCE.contains(key)).count() == 0
    };
    let records = archive.iter().filter(|(_, entry)| is_alone(entry));
    orphans.extend(records.map(|(_, entry)| Orphan {
        kind: "record",
        name: entry.record.title.clone(),
        file: entry.record.file.to_string(),
    }));
    orphans.extend(files(site, &texts));
    orphans
}

/// Entities with no record, and that neither another entity, nor any field of a record, nor a link in a body names.
fn entities(archive: &Archive, texts: &[String]) -> Vec<Orphan> {
    let named = named(archive, texts);
    let mut orphans = Vec::new();
    for (index, of) in archive.indexes().iter().enumerate() {
        for (place, term) in of.terms.iter().enumerate() {
            let Some(entity) = term.entity.as_ref().filter(|_| term.records.is_empty()) else { continue };
            if !named.contains(&TermIx::new(index, place)) {
                orphans.push(Orphan { kind: "entity", name: entity.name.clone(), file: entity.file.to_string() });
            }
        }
    }
    orphans
}

/// The terms that are named otherwise than by the field of their index: an organization as an outlet, say.
fn named(archive: &Archive, texts: &[String]) -> HashSet<TermIx> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for (_, entry) in archive.iter() {
        let record = &entry.record;
        names.extend(record.outlet.as_deref());
        names.extend(record.authors.iter().map(|author| &*author.name));
        names.extend(record.sources.iter().filter_map(|source| source.outlet.as_deref()));
        names.extend(record.figures.iter().filter_map(|figure| figure.attributed_to.as_deref()));
    }
    let links: BTreeSet<(&str, &str)> = texts.iter().flat_map(|text| links(text)).collect();
    let mut named = HashSet::new();
    for (index, of) in archive.indexes().iter().enumerate() {
        let linked = links
            .iter()
            .filter(|(scheme, _)| archive.index_by_scheme(scheme).is_some_and(|(linked, _)| linked == index));
        let found = names.iter().copied().chain(linked.map(|(_, name)| *name)).filter_map(|name| of.find(name));
        let found: HashSet<&str> = found.map(|term| &*term.id).collect();
        let places = of.terms.iter().enumerate().filter(|(_, term)| found.contains(&*term.id));
        named.extend(places.map(|(place, _)| TermIx::new(index, place)));
        for term in &of.terms {
            named.extend(term.parent);
            named.extend(term.relations.iter().filter_map(|(with, _)| *with));
        }
    }
    named
}

/// Destinations in a text that may be entities, `org:salesforce`, as scheme and name. Some may be none.
fn links(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let destinations = ["](", "]: "].into_iter().flat_map(|before| text.split(before).skip(1));
    destinations.filter_map(|rest| {
        let end = rest.find(|letter: char| letter.is_whitespace() || matches!(letter, ')' | '#'));
        rest[..end.unwrap_or(rest.len())].split_once(':')
    })
}

/// Files below content/ that are no content themselves and that no content names.
fn files(site: &Site, texts: &[String]) -> Vec<Orphan> {
    let published: HashSet<&SitePath> = site.views.attachments.iter().map(|attachment| &attachment.file.path).collect();
    let beside = site.files.below("content").filter(|file| !is_markdown(file));
    // What a record that is not published names is not published either, and no orphan.
    let is_named = |name: &str| texts.iter().any(|text| text.contains(name));
    beside
        .filter(|file| !published.contains(&file.path) && !is_named(file.path.file_name()))
        .map(|file| Orphan { kind: "file", name: file.path.file_name().to_owned(), file: file.path.to_string() })
        .collect()
}

/// Every content file as it is written.
fn texts(files: &Files) -> Vec<String> {
    let markdown = files.below("content").filter(|file| is_markdown(file));
    markdown.filter_map(|file| Some(String::from_utf8_lossy(&file.read().ok()?).into_owned())).collect()
}

fn is_markdown(file: &SourceFile) -> bool {
    matches!(file.path.extension(), "md" | "markdown")
}
