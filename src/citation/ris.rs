//! Items → RIS, a tag a line, as Zotero, EndNote, Mendeley and rispy read it.
//!
//! Source: the "RIS Format Specifications" of Research Information Systems (2011). Lines end in CR LF, as there; a value
//! is never longer than its line.

use std::io::{self, Write};

use super::{Item, Name, one_line};
use crate::model::date::PartialDate;
use crate::model::record::RecordType;

/// Writes one reference an item.
///
/// # Errors
/// Those of `out`.
pub fn write(items: &mut dyn Iterator<Item = Item>, out: &mut dyn Write) -> io::Result<()> {
    for (place, item) in items.enumerate() {
        let between = if place == 0 { "" } else { "\r\n" };
        out.write_all(format!("{between}{}", reference(&item)).as_bytes())?;
    }
    Ok(())
}

fn reference(item: &Item) -> String {
    let mut text = format!("TY  - {}\r\n", kind(item.kind));
    let mut tag = |tag: &str, value: Option<&str>| {
        let value = value.map(one_line).filter(|value| !value.is_empty());
        text.extend(value.map(|value| format!("{tag}  - {value}\r\n")));
    };
    let year = item.issued.map(|date| format!("{:04}", date.year));
    tag("ID", Some(&item.id));
    tag("TI", Some(&item.title));
    for author in &item.authors {
        tag("AU", Some(&self::author(author)));
    }
    tag("T2", item.outlet.as_deref());
    tag("SE", item.section.as_deref());
    tag("PB", item.publisher.as_deref());
    tag("PY", year.as_deref());
    tag("DA", item.issued.as_ref().map(date).as_deref());
    tag("Y2", item.accessed.as_ref().map(date).as_deref());
    tag("UR", item.url());
    tag("DB", item.copy.as_ref().map(|copy| &*copy.holder));
    tag("AV", item.copy.as_ref().map(|copy| &*copy.url));
    tag("LA", Some(&item.language));
    tag("AB", item.dek.as_deref());
    for keyword in &item.keywords {
        tag("KW", Some(keyword));
    }
    tag("N1", item.note().as_deref());
    text.push_str("ER  - \r\n");
    text
}

/// The type of a reference. RIS has none for broadcasts in general, and one for letters and interviews.
fn kind(kind: RecordType) -> &'static str {
    match kind {
        RecordType::Newspaper => "NEWS",
        RecordType::Magazine => "MGZN",
        RecordType::Webpage => "ELEC",
        RecordType::WeblogPost => "BLOG",
        RecordType::Report => "RPRT",
        RecordType::Letter | RecordType::Interview => "PCOMM",
        RecordType::Broadcast => "MULTI",
    }
}

/// `Family, Given, Suffix`. A comma in a name that is not taken apart would do so.
fn author(author: &Name) -> String {
    match author {
        Name::Literal(name) => name.replace(", ", " ").replace(',', " "),
        Name::Person { given, particle, family, suffix } => {
            let family = Name::full_family(particle, family);
            let parts = [&family, given, suffix].into_iter().filter(|part| !part.is_empty());
            parts.map(String::as_str).collect::<Vec<_>>().join(", ")
        }
    }
}

/// `2018/06/25/`, with nothing between the slashes where it is not known.
fn date(date: &PartialDate) -> String {
    let two = |number: Option<u8>| number.map(|number| format!("{number:02}")).unwrap_or_default();
    let marks = if date.approximate || date.uncertain { "circa" } else { "" };
    format!("{:04}/{}/{}/{marks}", date.year, two(date.month), two(date.day))
}
