//! Front matter → `Entity`.

use super::fields::{Reader, Way};
use super::keys::{ENTITY, Entry, RELATION};
use super::shown::shown;
use super::{extra, values};
use crate::diag::codes::front_matter as codes;
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::Body;
use crate::model::entity::{Entity, Relation};
use crate::model::node::Node;
use crate::names::nfc::nfc;
use crate::names::suggest;

/// schema.org's types that `type` usually names; others are kept as written.
pub(super) const TYPES: &[&str] = &[
    "Organization",
    "Corporation",
    "GovernmentOrganization",
    "NewsMediaOrganization",
    "NGO",
    "EducationalOrganization",
    "CollegeOrUniversity",
    "PoliticalParty",
    "ResearchOrganization",
    "WorkersUnion",
    "Person",
    "Place",
    "DefinedTerm",
];

/// Types the entries of the front matter of an entity of `index`.
pub(super) fn entity(
    reader: &mut Reader<'_>,
    entries: Vec<(String, Node)>,
    body: Body,
    index: &str,
    site_keys: &[String],
) -> Entity {
    let (known, unknown) = reader.keyed_at_top(entries, &ENTITY, site_keys);
    let mut entity = blank(reader, body, index);
    let mut own_extra = Vec::new();
    let mut name_key = None;
    for Entry { key, written, node } in known {
        let way = &Way::key(&written);
        match key {
            "id" => entity.id = reader.line(way, node).unwrap_or(entity.id),
            "name" => {
                entity.name = reader.title(way, node).unwrap_or_default();
                name_key = Some(written);
            }
            "type" => entity.kind = kind(reader, way, node),
            "alternate_name" => entity.alternate_name.extend(reader.lines(way, node)),
            "abbreviation" => entity.abbreviation.extend(reader.lines(way, node)),
            "former_name" => entity.former_name.extend(reader.lines(way, node)),
            "aliases" => aliases(reader, &mut entity, way, node),
            "identifiers" => entity.identifiers = identifiers(reader, way, node),
            "website" => entity.website = reader.url(way, node),
            "parent_organization" => {
                entity.parent_organization = reader.line(way, node).map(|parent| values::unlinked(&parent).0);
            }
            "relations" => entity.relations = reader.list(way, node, relation),
            "redirect_from" => entity.redirect_from.extend(reader.list(way, node, Reader::path_or_slug)),
            "dek" => entity.dek = reader.line(way, node),
            "extra" => own_extra = extra::read(reader, way, node),
            _ => {}
        }
    }
    entity.extra = extra::joined(own_extra, unknown);
    if entity.name.is_empty() {
        entity.name = entity.id.clone();
        let (place, message) = match name_key {
            Some(key) => (Place::value(reader.file, FieldPath::key(key)), "`name` has no text"),
            None if !reader.has_front_matter() => (reader.first_line(), "the file has no `name`"),
            None => (Place::field_key(reader.file, FieldPath::key("name")), "the file has no `name`"),
        };
        let problem = Diagnostic::new(codes::MISSING_NAME, place, message);
        reader.problems.push(problem.help("add a line `name: …`: what the entity is called on its page"));
    }
    entity
}

/// One word of schema.org's; a misspelt one is told.
fn kind(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<String> {
    let text = reader.line(way, node)?;
    let is_word = text.starts_with(|char: char| char.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let near = suggest::nearest(&text, TYPES.iter().copied());
    if TYPES.contains(&text.as_str()) || (is_word && near.is_none()) {
        return Some(text);
    }
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a type of schema.org: `Corporation`, `GovernmentOrganization`, `NGO`, `Organization`".to_owned(),
    };
    let message = format!("`{}` is no `{way}`", shown(&text));
    reader.report(codes::UNKNOWN_WORD, way, message, |problem| problem.help(help));
    None
}

/// Obsidian's aliases are names, the other programs' are paths.
fn aliases(reader: &mut Reader<'_>, entity: &mut Entity, way: &Way<'_>, node: Node) {
    for alias in reader.list(way, node, |reader, way, node| {
        let text = reader.line(way, node)?;
        if text.starts_with('/') { reader.path_or_slug(way, Node::Text(text)) } else { Some(text) }
    }) {
        if alias.starts_with('/') { entity.redirect_from.push(alias) } else { entity.alternate_name.push(alias) }
    }
}

/// Scheme and identifier, of known schemes only where it is shaped as theirs are.
fn identifiers(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Vec<(String, String)> {
    let Some(entries) = reader.mapping(way, node, "a mapping such as {wikidata: Q42}") else { return Vec::new() };
    let mut identifiers = Vec::with_capacity(entries.len());
    for (scheme, node) in entries {
        let way = way.then(&scheme);
        let Some(identifier) = reader.line(&way, node) else { continue };
        let (sound, shape) = match scheme.to_ascii_lowercase().as_str() {
            "wikidata" => (is_wikidata(&identifier), "a Q and a number: `Q42`"),
            "lei" => (
                identifier.len() == 20 && identifier.bytes().all(|byte| byte.is_ascii_alphanumeric()),
                "20 letters and digits",
            ),
            _ => (true, ""),
        };
        if sound {
            identifiers.push((nfc(&scheme).into_owned(), identifier));
        } else {
            let message = format!("`{}` is no identifier of `{scheme}`", shown(&identifier));
            reader.report(codes::BAD_IDENTIFIER, &way, message, |problem| problem.help(format!("write {shape}")));
        }
    }
    identifiers
}

fn is_wikidata(identifier: &str) -> bool {
    identifier
        .strip_prefix('Q')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn relation(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Relation> {
    let entries = reader.mapping(way, node, "a mapping such as {type: contract, with: salesforce}")?;
    let (mut kind, mut with, mut role, mut start, mut end) = (None, None, None, None, None);
    let (mut amount, mut proof) = (None, None);
    for entry in reader.keyed(Some(way), entries, &RELATION) {
        let way = way.then(&entry.written);
        match entry.key {
            "type" => kind = reader.line(&way, entry.node),
            "with" => with = reader.line(&way, entry.node).map(|with| values::unlinked(&with).0),
            "role" => role = reader.line(&way, entry.node),
            "start" => start = reader.date(&way, entry.node),
            "end" => end = reader.date(&way, entry.node),
            "amount" => amount = reader.line(&way, entry.node),
            _ => proof = reader.line(&way, entry.node),
        }
    }
    let (Some(kind), Some(with)) = (kind, with) else {
        let help = "write {type: contract, with: salesforce}";
        reader.incomplete(way, "a relation needs both `type` and `with` and is left out", help);
        return None;
    };
    Some(Relation { kind, with, role, start, end, amount, proof })
}

fn blank(reader: &Reader<'_>, body: Body, index: &str) -> Entity {
    let id = match reader.file.stem() {
        // A term's folder with its page in it, as Hugo lays them out.
        "index" | "_index" => reader.file.folder().rsplit('/').next().unwrap_or_default(),
        stem => stem,
    };
    Entity {
        file: reader.file.clone(),
        index: index.to_owned(),
        id: id.to_owned(),
        name: String::new(),
        kind: None,
        alternate_name: Vec::new(),
        abbreviation: Vec::new(),
        former_name: Vec::new(),
        identifiers: Vec::new(),
        website: None,
        parent_organization: None,
        relations: Vec::new(),
        redirect_from: Vec::new(),
        dek: None,
        extra: Vec::new(),
        body,
    }
}
