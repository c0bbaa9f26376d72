//! What records and entities refer to, resolved: related records, sources, proofs, parents.

use rapidhash::RapidHashMap;
use rayon::prelude::*;
use url::Url;

use super::{Archive, Entry, Found, Problems, RecordIx, TermIx, unshared};
use crate::diag::codes::archive::{AMBIGUOUS_RECORD, UNKNOWN_ENTITY, UNKNOWN_RECORD, UNPUBLISHED_RECORD};
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::entity::Entity;
use crate::model::record::Source;
use crate::names::suggest::nearest;
use crate::source::SitePath;

/// Resolves every reference of front matter, and turns sources round.
pub(super) fn resolve(archive: &mut Archive, problems: &mut Problems) {
    let by_original = by_original(archive);
    let entries = archive.entries.par_iter().enumerate();
    // Most records refer to nothing.
    let referring =
        entries.filter(|(_, Entry { record, .. })| !record.related.is_empty() || !record.sources.is_empty());
    let resolved: Vec<(RecordIx, Resolved)> = referring
        .map(|(place, entry)| (RecordIx::new(place), resolved(archive, RecordIx::new(place), entry, &by_original)))
        .collect();
    let mut picked_up: Vec<(RecordIx, RecordIx)> = Vec::new();
    for (this, Resolved { related, sources, problems: found }) in resolved {
        problems.extend(found);
        picked_up.extend(sources.iter().flatten().map(|source| (*source, this)));
        let entry = &mut unshared(&mut archive.entries)[this.place()];
        (entry.related, entry.sources) = (related, sources);
    }
    for (source, by) in picked_up {
        let list = &mut unshared(&mut archive.entries)[source.place()].picked_up_by;
        if source != by && list.last() != Some(&by) {
            list.push(by);
        }
    }
    let ties = ties(archive, problems);
    for (term, relations, parent) in ties {
        let term = &mut unshared(&mut archive.indexes)[term.index()].terms[term.place()];
        (term.relations, term.parent) = (relations, parent);
    }
}

/// What one record refers to.
struct Resolved {
    related: Vec<RecordIx>,
    sources: Vec<Option<RecordIx>>,
    problems: Problems,
}

fn resolved(archive: &Archive, this: RecordIx, entry: &Entry, by_original: &ByOriginal) -> Resolved {
    let mut problems = Vec::new();
    let place = |field: FieldPath, text: &str| Place::text(&entry.record.file, field, text);
    let mut related = Vec::new();
    for (at, id) in entry.record.related.iter().enumerate() {
        let found = record(archive, id, || place(FieldPath::key("related").item(at), id), &mut problems);
        if let Some(found) = found.filter(|found| *found != this && !related.contains(found)) {
            related.push(found);
        }
    }
    let mut sources = Vec::with_capacity(entry.record.sources.len());
    for (at, source) in entry.record.sources.iter().enumerate() {
        let field = || FieldPath::key("sources").item(at).then("ref");
        let mut found = |id: &String| record(archive, id, || place(field(), id), &mut problems);
        sources.push(match (&source.reference, &source.url) {
            (Some(id), _) => found(id),
            // What names the archive itself, a copy say, may have this record's own address.
            (None, Some(url)) => by_original.get(&same_page(url)).copied().flatten().filter(|found| *found != this),
            (None, None) => None,
        });
    }
    Resolved { related, sources, problems }
}

type ByOriginal = RapidHashMap<String, Option<RecordIx>>;

/// The records by the addresses of their originals; nothing where several have one.
fn by_original(archive: &Archive) -> ByOriginal {
    let mut by_original = ByOriginal::default();
    let has_address = |source: &Source| source.reference.is_none() && source.url.is_some();
    if !archive.entries.par_iter().any(|entry| entry.record.sources.iter().any(has_address)) {
        return by_original;
    }
    for (record, entry) in archive.iter() {
        if let Some(url) = &entry.record.url {
            by_original.entry(same_page(url)).and_modify(|several| *several = None).or_insert(Some(record));
        }
    }
    by_original
}

/// An address less what does not tell pages apart: scheme, `www.`, a slash at the end, a fragment.
pub(super) fn same_page(url: &str) -> String {
    let Ok(parsed) = Url::parse(url) else { return url.to_owned() };
    let host = parsed.host_str().unwrap_or_default();
    let query = parsed.query().map(|query| format!("?{query}")).unwrap_or_default();
    let port = parsed.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}{}{query}", host.trim_start_matches("www."), parsed.path().trim_end_matches('/'))
}

/// The record that the site's settings want the home page to lead with.
pub(super) fn lead(archive: &Archive, id: &str, problems: &mut Problems) -> Option<RecordIx> {
    let site_toml = SitePath::new("site.toml").expect("a plain name");
    record(archive, id, || Place::text(&site_toml, FieldPath::key("lead"), id), problems)
}

type Ties = (TermIx, Vec<(Option<TermIx>, Option<RecordIx>)>, Option<TermIx>);

fn ties(archive: &Archive, problems: &mut Problems) -> Vec<Ties> {
    let mut all = Vec::new();
    for (index_place, index) in archive.indexes.iter().enumerate() {
        for (term_place, term) in index.terms.iter().enumerate() {
            let Some(entity) = &term.entity else { continue };
            let mut relations = Vec::with_capacity(entity.relations.len());
            for (at, relation) in entity.relations.iter().enumerate() {
                let field = FieldPath::key("relations").item(at);
                let with = entity_named(archive, entity, &relation.with, field.then("with"), problems);
                let place = |id: &str| Place::text(&entity.file, field.then("proof"), id);
                let proof = relation.proof.as_ref().and_then(|id| record(archive, id, || place(id), problems));
                relations.push((with, proof));
            }
            let parent = entity.parent_organization.as_ref().and_then(|parent| {
                entity_named(archive, entity, parent, FieldPath::key("parent_organization"), problems)
            });
            all.push((TermIx::new(index_place, term_place), relations, parent));
        }
    }
    all
}

/// The organization or person that an entity's field names.
fn entity_named(
    archive: &Archive,
    entity: &Entity,
    name: &str,
    field: FieldPath,
    problems: &mut Problems,
) -> Option<TermIx> {
    let candidates = || {
        archive
            .indexes
            .iter()
            .enumerate()
            .filter(|(_, index)| index.key == entity.index || index.key == "organizations" || index.key == "people")
    };
    let found = candidates().find_map(|(place, index)| Some(TermIx::new(place, index.place_of(name)?)));
    // Where the site turns off an index, or a file has errors, there is no telling.
    let is_known = ["organizations", "people"].iter().all(|key| archive.index(key).is_some())
        && !candidates().any(|(_, index)| index.is_broken(name));
    if found.is_none() && is_known {
        let known = candidates().flat_map(|(_, index)| index.terms.iter().map(|term| term.id.as_str()));
        let message = format!("`{name}` is neither an entity's id nor a name that a record uses");
        let problem = Diagnostic::new(UNKNOWN_ENTITY, Place::text(&entity.file, field, name), message);
        problems.push(match nearest(name, known) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("write the id of an existing file, or add a file for it"),
        });
    }
    found
}

fn record(archive: &Archive, id: &str, place: impl Fn() -> Place, problems: &mut Problems) -> Option<RecordIx> {
    match archive.by_id(id) {
        Some(Found::Record(found)) => return Some(found),
        Some(Found::Several) => problems.push(
            Diagnostic::new(AMBIGUOUS_RECORD, place(), format!("`{id}` is the file name of several records"))
                .help("write the folder too, as in `2018/name`, or give the record that is meant an `id`"),
        ),
        Some(Found::Hidden(why)) => problems.push(
            Diagnostic::new(UNPUBLISHED_RECORD, place(), format!("`{id}` is not published: {why}"))
                .help("publish the record or take the reference out; it is left out of the page for now"),
        ),
        None => {
            let problem = Diagnostic::new(UNKNOWN_RECORD, place(), format!("no record has the id `{id}`"));
            problems.push(match nearest(id, archive.ids()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("write the `id` of a record; `reportage list records` shows them all"),
            });
        }
    }
    None
}
