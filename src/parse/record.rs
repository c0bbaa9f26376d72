//! Front matter → `Record`.

use std::collections::HashSet;

use thin_vec::ThinVec;

use super::date;
use super::fields::{Reader, Way, is_empty};
use super::keys::{Entry, RECORD};
use super::values::{looks_like_address, unlinked};
use super::{extra, parts};
use crate::diag::codes::front_matter as codes;
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::node::Node;
use crate::model::record::{Access, By, Record, RecordType, UrlStatus};
use crate::model::{Body, Texts};
use crate::source::SitePath;

/// Types the entries of a record's front matter. `site_keys` are keys that the site itself names.
pub(super) fn record(
    reader: &mut Reader<'_>,
    entries: Vec<(String, Node)>,
    body: Body,
    site_keys: &[String],
) -> Record {
    let (known, unknown) = reader.keyed_at_top(entries, &RECORD, site_keys);
    let mut record = blank(reader.file, body);
    let mut rest = Rest::default();
    for entry in known {
        field(reader, &mut record, &mut rest, entry);
    }
    record.extra = extra::joined(rest.extra, unknown).into();

    super::title(reader, &mut record.title, rest.title_key.as_deref());
    if record.date.is_none() && !rest.has_date {
        record.date = date_of_path(reader.file);
        if record.date.is_none() && reader.has_front_matter() {
            reader.problems.push(undated(reader.file));
        }
    }
    let default = if record.outlet.is_some() { RecordType::Newspaper } else { RecordType::Webpage };
    record.kind = rest.kind.unwrap_or(default);
    record
}

/// What the fields say that the record does not hold as such.
#[derive(Default)]
struct Rest {
    title_key: Option<String>,
    has_date: bool,
    kind: Option<RecordType>,
    extra: Vec<(String, Node)>,
}

fn field(reader: &mut Reader<'_>, record: &mut Record, rest: &mut Rest, entry: Entry) {
    let Entry { key, written, node } = entry;
    let way = &Way::key(&written);
    match key {
        "id" => record.id = reader.line(way, node),
        "title" => {
            record.title = reader.title(way, node).unwrap_or_default();
            rest.title_key = Some(written);
        }
        "title_by" => record.title_by = reader.word(way, node, By::WORDS, By::from_word).unwrap_or(By::Outlet),
        "date" => {
            rest.has_date = !is_empty(&node);
            record.date = reader.date_of_piece(way, node);
        }
        "published" => published(reader, record, rest, way, node),
        "dek" => record.dek = reader.line(way, node),
        "type" => rest.kind = reader.word(way, node, RecordType::WORDS, RecordType::from_word),
        "authors" => add(&mut record.authors, reader.list(way, node, parts::author), |author| &author.name),
        "outlet" => record.outlet = reader.line(way, node),
        "section" => record.section = reader.line(way, node),
        "url" if is_site_path(&node) => former_address(reader, record, way, node),
        "url" => record.url = reader.url(way, node),
        "url_status" => record.url_status = reader.word(way, node, UrlStatus::WORDS, UrlStatus::from_word),
        "source" => source(reader, record, way, node),
        "accessed" => record.accessed = reader.date(way, node),
        "archived" => record.archived = reader.list(way, node, parts::memento).into(),
        "tags" => add_tags(&mut record.tags, names(reader, way, node)),
        "organizations" => {
            add(&mut record.organizations, reader.list(way, node, parts::mention), |mention| &mention.name);
        }
        "people" => add(&mut record.people, reader.list(way, node, parts::mention), |mention| &mention.name),
        "places" => add(&mut record.places, reader.list(way, node, parts::location), |place| &place.name),
        "taxonomies" => taxonomies(reader, record, rest, way, node),
        "sources" => record.sources.extend(reader.list(way, node, parts::source)),
        "figures" => record.figures = reader.list(way, node, parts::figure).into(),
        "quotes" => record.quotes = reader.list(way, node, parts::quote).into(),
        "image" if !is_empty(&node) => record.image = parts::image(reader, way, node).map(Box::new),
        "documents" => record.documents = reader.list(way, node, parts::document).into(),
        "corrections" => record.corrections = reader.list(way, node, parts::correction).into(),
        "related" => record.related = names(reader, way, node).into(),
        "series" => record.series = reader.line(way, node).map(|series| unlinked(&series).0),
        "language" => record.language = reader.language(way, node),
        "rights" => record.rights = reader.prose(way, node),
        "access" => {
            let access = reader.word_as(codes::BAD_ACCESS, way, node, Access::WORDS, Access::from_word);
            record.access = access.unwrap_or(record.access);
        }
        "draft" => record.draft = reader.flag(way, node).unwrap_or(record.draft),
        "aliases" => add(&mut record.aliases, reader.list(way, node, Reader::site_path), |alias| alias),
        "permalink" => former_address(reader, record, way, node),
        "added" => record.added = reader.date(way, node),
        "updated" => record.updated = reader.date(way, node),
        "template" => record.template = reader.template(way, node),
        "extra" => rest.extra = extra::read(reader, way, node),
        _ => {}
    }
}

/// Names, out of the brackets of wiki links.
fn names(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Vec<String> {
    reader.list(way, node, |reader, way, node| reader.line(way, node).map(|name| unlinked(&name).0))
}

/// The same for tags.
fn add_tags(tags: &mut Texts, more: Vec<String>) {
    let mut all = tags.to_strings().into();
    add(&mut all, more, |tag| tag);
    *tags = all.into_iter().collect();
}

/// Adds what is not there yet by its name: `tags` and `categories` often say the same.
fn add<T>(list: &mut ThinVec<T>, more: Vec<T>, name: fn(&T) -> &str) {
    if list.is_empty() {
        *list = more.into();
        return;
    }
    let known: HashSet<String> = list.iter().map(|item| name(item).to_owned()).collect();
    list.extend(more.into_iter().filter(|item| !known.contains(name(item))));
}

/// Obsidian's `published` is a day, Jekyll's says whether the page is no draft.
fn published(reader: &mut Reader<'_>, record: &mut Record, rest: &mut Rest, way: &Way<'_>, node: Node) {
    if let Node::Bool(published) = node {
        record.draft |= !published;
    } else if !rest.has_date && !is_empty(&node) {
        rest.has_date = true;
        record.date = reader.date_of_piece(way, node);
    }
}

/// Hugo's `url: /path/`, Jekyll's `permalink`, Zola's `path`: where the page was, so that old links go on working.
/// A pattern (`/:year/:title/`) is no address.
fn former_address(reader: &mut Reader<'_>, record: &mut Record, way: &Way<'_>, node: Node) {
    if let Node::Text(text) = &node
        && text.contains([':', '{'])
        && !text.contains("://")
    {
        return;
    }
    if is_site_path(&node) && way.to_string() == "url" {
        let problem = Diagnostic::new(
            codes::FOREIGN_KEY,
            Place::field_key(reader.file, way.path()),
            "`url` holds a path of this site and is read as `aliases`",
        );
        reader.problems.push(problem.help("write it under `aliases:`; `url` is the address of the original"));
    }
    add(&mut record.aliases, reader.list(way, node, Reader::site_path), |alias| alias);
}

fn is_site_path(node: &Node) -> bool {
    matches!(node, Node::Text(text) if text.starts_with('/') && !text.starts_with("//"))
}

/// `source`: an address, an outlet's name, `{publication, url}`, or the list that `sources` should be.
fn source(reader: &mut Reader<'_>, record: &mut Record, way: &Way<'_>, node: Node) {
    match node {
        Node::Map(entries) => {
            for entry in reader.keyed(Some(way), entries, &super::keys::SOURCE_MAPPING) {
                let way = way.then(&entry.written);
                match entry.key {
                    "url" | "link" if record.url.is_none() => record.url = reader.url(&way, entry.node),
                    "outlet" | "publication" | "publisher" | "name" if record.outlet.is_none() => {
                        record.outlet = reader.line(&way, entry.node);
                    }
                    _ => {}
                }
            }
        }
        Node::List(items) if items.len() > 1 => {
            record.sources.extend(reader.list(way, Node::List(items), parts::source));
        }
        short => {
            let Some(text) = reader.line(way, short) else { return };
            if looks_like_address(&text) {
                if record.url.is_none() {
                    record.url = reader.url(way, Node::Text(text));
                }
            } else if record.outlet.is_none() {
                record.outlet = Some(unlinked(&text).0);
            }
        }
    }
}

/// Zola's `taxonomies:`: each key as if it stood at the top; a taxonomy that is no field is kept under `extra`.
fn taxonomies(reader: &mut Reader<'_>, record: &mut Record, rest: &mut Rest, way: &Way<'_>, node: Node) {
    const FIELDS: [(&str, &[&str]); 6] = [
        ("tags", &["tag", "categories", "category", "keywords"]),
        ("organizations", &["organization", "organisations", "organisation"]),
        ("people", &["person", "persons"]),
        ("authors", &["author"]),
        ("places", &["place", "locations"]),
        ("series", &[]),
    ];
    let Some(entries) = reader.mapping(way, node, "a mapping of taxonomies") else { return };
    for (key, node) in entries {
        let lower = key.to_lowercase();
        let field = FIELDS.iter().find(|(field, others)| *field == lower || others.contains(&lower.as_str()));
        let way = &way.then(&key);
        match field.map(|(field, _)| *field) {
            Some("tags") => add_tags(&mut record.tags, names(reader, way, node)),
            Some("organizations") => {
                add(&mut record.organizations, reader.list(way, node, parts::mention), |mention| &mention.name);
            }
            Some("people") => add(&mut record.people, reader.list(way, node, parts::mention), |mention| &mention.name),
            Some("authors") => add(&mut record.authors, reader.list(way, node, parts::author), |author| &author.name),
            Some("places") => add(&mut record.places, reader.list(way, node, parts::location), |place| &place.name),
            Some(_) => record.series = record.series.take().or(reader.line(way, node)),
            None => rest.extra.push((key, node)),
        }
    }
}

/// The day that the file's name begins with, or its folder's where the file is `index.md`.
fn date_of_path(file: &SitePath) -> Option<crate::model::date::PartialDate> {
    let stem = match file.stem() {
        "index" | "_index" => file.folder().rsplit('/').next().unwrap_or_default(),
        stem => stem,
    };
    date::of_file_name(stem)
}

fn undated(file: &SitePath) -> Diagnostic {
    Diagnostic::new(codes::UNDATED, Place::field_key(file, FieldPath::key("date")), "the record has no `date`")
        .label("it stands as undated, after the dated ones")
        .help("add a line `date: YYYY-MM-DD`, or as much of it as is known")
}

fn blank(file: &SitePath, body: Body) -> Record {
    Record {
        file: file.clone(),
        id: None,
        title: String::new(),
        title_by: By::Outlet,
        date: None,
        dek: None,
        kind: RecordType::Webpage,
        authors: ThinVec::new(),
        outlet: None,
        section: None,
        url: None,
        url_status: None,
        accessed: None,
        archived: ThinVec::new(),
        tags: Texts::default(),
        organizations: ThinVec::new(),
        people: ThinVec::new(),
        places: ThinVec::new(),
        sources: ThinVec::new(),
        figures: ThinVec::new(),
        quotes: ThinVec::new(),
        image: None,
        documents: ThinVec::new(),
        corrections: ThinVec::new(),
        related: ThinVec::new(),
        series: None,
        language: None,
        rights: None,
        access: Access::Fulltext,
        draft: false,
        aliases: ThinVec::new(),
        added: None,
        updated: None,
        template: None,
        extra: ThinVec::new(),
        body,
    }
}
