//! The structured fields of a record: a short form and a long form each → one type.

use super::fields::{Reader, Way, is_empty};
use super::keys;
use super::shown::shown;
use super::values::{looks_like_address, unlinked};
use crate::diag::codes::front_matter as codes;
use crate::model::node::Node;
use crate::model::record::{
    Author, By, Correction, DocumentFile, Figure, Image, Location, Memento, Mention, Metadata, Quote, Source,
    SourceRole,
};

/// An author: a name, `{name, as}`, or CSL's parts of a name.
pub(super) fn author(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Author> {
    let entries = match node {
        Node::Map(entries) => entries,
        short => {
            let (name, printed) = unlinked(&reader.line(way, short)?);
            return Some(Author { name: name.into(), printed: printed.map(Into::into) });
        }
    };
    let (mut name, mut printed) = (None, None);
    let mut parts: [Option<String>; 5] = Default::default();
    let mut is_csl = false;
    for entry in reader.keyed(Some(way), entries, &keys::AUTHOR) {
        let way = way.then(&entry.written);
        let text = reader.line(&way, entry.node);
        is_csl |= !matches!(entry.key, "name" | "as");
        match entry.key {
            "name" | "literal" => name = name.or(text),
            "as" => printed = text,
            "given" => parts[0] = text,
            "dropping-particle" => parts[1] = text,
            "non-dropping-particle" => parts[2] = text,
            "family" => parts[3] = text,
            _ => parts[4] = text,
        }
    }
    let of_parts = || Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty());
    let Some(name) = name.or_else(of_parts).or_else(|| printed.clone()) else {
        reader.incomplete(way, "an author has no `name` and is left out", "write {name: Jane Doe}, or the name alone");
        return None;
    };
    if is_csl {
        let message = format!("CSL's parts of a name are read as `{}`", shown(&name));
        reader.report(codes::FOREIGN_KEY, way, message, |problem| problem.help("write {name: …}, or the name alone"));
    }
    let printed = printed.filter(|printed| *printed != name).map(Into::into);
    Some(Author { name: name.into(), printed })
}

/// An organization or a person: a name, an id, or `{id|name, as, role}`.
pub(super) fn mention(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Mention> {
    const SUBJECT: &str = "subject";
    let entries = match node {
        Node::Map(entries) => entries,
        short => {
            let (name, printed) = unlinked(&reader.line(way, short)?);
            return Some(Mention { name: name.into(), by_id: false, printed: printed.map(Into::into), role: None });
        }
    };
    let (mut id, mut name, mut printed, mut role) = (None, None, None, None);
    for entry in reader.keyed(Some(way), entries, &keys::MENTION) {
        let text = reader.line(&way.then(&entry.written), entry.node);
        match entry.key {
            "id" => id = text,
            "name" => name = text,
            "as" => printed = text,
            _ => role = text,
        }
    }
    let role = role.filter(|role| role != SUBJECT).map(Into::into);
    match (id, name) {
        (Some(id), name) => {
            Some(Mention { name: id.into(), by_id: true, printed: printed.or(name).map(Into::into), role })
        }
        (None, Some(name)) => {
            let printed = printed.filter(|printed| *printed != name).map(Into::into);
            Some(Mention { name: name.into(), by_id: false, printed, role })
        }
        (None, None) => {
            reader.incomplete(
                way,
                "an entry has neither `name` nor `id` and is left out",
                "write {name: …} or {id: …}",
            );
            None
        }
    }
}

/// A place: a name, or `{name, lat, lon}`.
pub(super) fn location(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Location> {
    let entries = match node {
        Node::Map(entries) => entries,
        short => {
            let (name, _) = unlinked(&reader.line(way, short)?);
            return Some(Location { name, lat: None, lon: None });
        }
    };
    let (mut name, mut lat, mut lon) = (None, None, None);
    let (mut has_lat, mut has_lon) = (false, false);
    for entry in reader.keyed(Some(way), entries, &keys::PLACE) {
        let way = way.then(&entry.written);
        match entry.key {
            "name" => name = reader.line(&way, entry.node),
            "lat" => {
                has_lat = !is_empty(&entry.node);
                lat = reader.degrees(&way, entry.node, 90.0);
            }
            _ => {
                has_lon = !is_empty(&entry.node);
                lon = reader.degrees(&way, entry.node, 180.0);
            }
        }
    }
    if has_lat != has_lon {
        let missing = if has_lat { "lon" } else { "lat" };
        reader.report(codes::BAD_COORDINATE, way, format!("a place has no `{missing}` beside the other"), |problem| {
            problem.help("write both `lat` and `lon`, or neither")
        });
    }
    let Some(name) = name else {
        reader.incomplete(way, "a place has no `name` and is left out", "write {name: San Francisco, lat: …, lon: …}");
        return None;
    };
    let (lat, lon) = if lat.is_some() && lon.is_some() { (lat, lon) } else { (None, None) };
    Some(Location { name, lat, lon })
}

/// A copy of the original: an address, a file, or `{url, file, date, sha256}`.
pub(super) fn memento(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Memento> {
    let mut memento = Memento { url: None, file: None, date: None, sha256: None };
    match node {
        Node::Map(entries) => {
            let mut given = false;
            for entry in reader.keyed(Some(way), entries, &keys::MEMENTO) {
                let way = way.then(&entry.written);
                given |= matches!(entry.key, "url" | "file") && !is_empty(&entry.node);
                match entry.key {
                    "url" => memento.url = reader.url(&way, entry.node),
                    "file" => memento.file = reader.file_path(&way, entry.node),
                    "date" => memento.date = reader.date(&way, entry.node),
                    _ => memento.sha256 = reader.sha256(&way, entry.node),
                }
            }
            if !given {
                let help = "write {url: https://…} or {file: copy.wacz}";
                reader.incomplete(way, "an archived copy has neither `url` nor `file` and is left out", help);
            }
        }
        short => match reader.line(way, short)? {
            text if has_scheme(&text) => memento.url = reader.url(way, Node::Text(text)),
            text => memento.file = reader.file_path(way, Node::Text(text)),
        },
    }
    (memento.url.is_some() || memento.file.is_some()).then_some(memento)
}

/// A link of the reporting chain: an address, a record's id, or the whole mapping.
pub(super) fn source(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Source> {
    let role = SourceRole::Background;
    let mut source = Source { role, reference: None, outlet: None, title: None, url: None, date: None };
    match node {
        Node::Map(entries) => {
            let mut given = false;
            for entry in reader.keyed(Some(way), entries, &keys::SOURCE) {
                let way = way.then(&entry.written);
                given |= !matches!(entry.key, "role" | "date") && !is_empty(&entry.node);
                match entry.key {
                    "role" => {
                        let word = reader.word(&way, entry.node, SourceRole::WORDS, SourceRole::from_word);
                        source.role = word.unwrap_or(role);
                    }
                    "ref" => source.reference = reader.line(&way, entry.node),
                    "outlet" => source.outlet = reader.line(&way, entry.node),
                    "title" => source.title = reader.line(&way, entry.node),
                    "url" => source.url = reader.url(&way, entry.node),
                    _ => source.date = reader.date(&way, entry.node),
                }
            }
            if !given {
                let help = "write {role: confirms, outlet: …, url: https://…} or {role: background, ref: ID}";
                reader.incomplete(way, "a source names neither `ref`, `outlet`, `title` nor `url`", help);
            }
        }
        short => match reader.line(way, short)? {
            text if has_scheme(&text) || looks_like_address(&text) => source.url = reader.url(way, Node::Text(text)),
            text => source.reference = Some(unlinked(&text).0),
        },
    }
    let says = [&source.reference, &source.outlet, &source.title, &source.url].into_iter().any(Option::is_some);
    says.then_some(source)
}

/// A key figure: the number alone, or `{value, unit, what, attributed_to}`.
pub(super) fn figure(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Figure> {
    let entries = match node {
        Node::Map(entries) => entries,
        short => {
            let value = reader.line(way, short)?;
            return Some(Figure { value, unit: None, what: None, attributed_to: None });
        }
    };
    let (mut value, mut unit, mut what, mut attributed_to) = (None, None, None, None);
    for entry in reader.keyed(Some(way), entries, &keys::FIGURE) {
        let text = reader.line(&way.then(&entry.written), entry.node);
        match entry.key {
            "value" => value = text,
            "unit" => unit = text,
            "what" => what = text,
            _ => attributed_to = text,
        }
    }
    let Some(value) = value else {
        reader.incomplete(way, "a figure has no `value` and is left out", "write {value: 650, unit: employees}");
        return None;
    };
    Some(Figure { value, unit, what, attributed_to })
}

/// A pull quote: its words, or `{text, by, role}`.
pub(super) fn quote(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Quote> {
    let entries = match node {
        Node::Map(entries) => entries,
        short => {
            let text = reader.prose(way, short)?;
            return Some(Quote { text, by: None, role: None });
        }
    };
    let (mut text, mut by, mut role) = (None, None, None);
    for entry in reader.keyed(Some(way), entries, &keys::QUOTE) {
        let way = way.then(&entry.written);
        match entry.key {
            "text" => text = reader.prose(&way, entry.node),
            "by" => by = reader.line(&way, entry.node).map(|name| unlinked(&name).0),
            _ => role = reader.line(&way, entry.node),
        }
    }
    let Some(text) = text else {
        reader.incomplete(way, "a quote has no `text` and is left out", "write {text: what was said, by: Jane Doe}");
        return None;
    };
    Some(Quote { text, by, role })
}

/// The lead image: a file, or `{file, alt, caption, credit, license, metadata}`.
pub(super) fn image(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Image> {
    let (mut file, mut alt, mut caption, mut credit, mut license) = (None, None, None, None, None);
    let mut metadata = Metadata::Remove;
    let mut given = false;
    match node {
        Node::Map(entries) => {
            for entry in reader.keyed(Some(way), entries, &keys::IMAGE) {
                let way = way.then(&entry.written);
                match entry.key {
                    "file" => {
                        given = !is_empty(&entry.node);
                        file = reader.file_path(&way, entry.node);
                    }
                    "alt" => alt = reader.line(&way, entry.node),
                    "caption" => caption = reader.prose(&way, entry.node),
                    "credit" => credit = reader.line(&way, entry.node),
                    "metadata" => {
                        let word = reader.word(&way, entry.node, Metadata::WORDS, Metadata::from_word);
                        metadata = word.unwrap_or(metadata);
                    }
                    _ => license = reader.line(&way, entry.node),
                }
            }
            if !given {
                let help = "write {file: lead.jpg, alt: what it shows}";
                reader.incomplete(way, "the image has no `file` and is left out", help);
            }
        }
        Node::List(mut images) if images.len() == 1 => {
            let first = images.remove(0);
            return image(reader, &way.item(0), first);
        }
        short => file = reader.file_path(way, short),
    }
    let file = file?;
    if alt.is_none() {
        reader.report(
            crate::diag::codes::markdown::MISSING_ALT,
            way,
            format!("the image `{file}` has no `alt`"),
            |problem| problem.help(format!("say what it shows: image: {{file: {file}, alt: \"…\"}}")),
        );
    }
    Some(Image { file, alt: alt.unwrap_or_default(), caption, credit, license, metadata })
}

/// A document: a file, an address, or `{title, file, url, sha256}`. Without a title it goes by the file's name.
pub(super) fn document(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<DocumentFile> {
    let (mut title, mut file, mut url, mut sha256) = (None, None, None, None);
    match node {
        Node::Map(entries) => {
            let mut given = false;
            for entry in reader.keyed(Some(way), entries, &keys::DOCUMENT) {
                let way = way.then(&entry.written);
                given |= matches!(entry.key, "file" | "url") && !is_empty(&entry.node);
                match entry.key {
                    "title" => title = reader.line(&way, entry.node),
                    "file" => file = reader.file_path(&way, entry.node),
                    "url" => url = reader.url(&way, entry.node),
                    _ => sha256 = reader.sha256(&way, entry.node),
                }
            }
            if !given {
                let help = "write {title: The letter, file: letter.pdf} or {title: …, url: https://…}";
                reader.incomplete(way, "a document has neither `file` nor `url` and is left out", help);
            }
        }
        short => match reader.line(way, short)? {
            text if has_scheme(&text) => url = reader.url(way, Node::Text(text)),
            text => file = reader.file_path(way, Node::Text(text)),
        },
    }
    let address = file.as_deref().or(url.as_deref())?;
    let name = || address.trim_end_matches('/').rsplit('/').next().unwrap_or(address).to_owned();
    let title = title.unwrap_or_else(name);
    Some(DocumentFile { title, file, url, sha256 })
}

/// A correction: its text, or `{date, text, by}`.
pub(super) fn correction(reader: &mut Reader<'_>, way: &Way<'_>, node: Node) -> Option<Correction> {
    let entries = match node {
        Node::Map(entries) => entries,
        short => {
            let text = reader.prose(way, short)?;
            return Some(Correction { date: None, text, by: By::Outlet });
        }
    };
    let (mut date, mut text, mut by) = (None, None, By::Outlet);
    for entry in reader.keyed(Some(way), entries, &keys::CORRECTION) {
        let way = way.then(&entry.written);
        match entry.key {
            "date" => date = reader.date(&way, entry.node),
            "text" => text = reader.prose(&way, entry.node),
            _ => by = reader.word(&way, entry.node, By::WORDS, By::from_word).unwrap_or(by),
        }
    }
    let Some(text) = text else {
        reader.incomplete(way, "a correction has no `text` and is left out", "write {date: 2018-07-01, text: …}");
        return None;
    };
    Some(Correction { date, text, by })
}

/// Whether the text is an address of any scheme, so that a wrong scheme is told as one.
fn has_scheme(text: &str) -> bool {
    looks_like_address(text)
        || text.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        })
}
