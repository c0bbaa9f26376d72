//! `links`: the addresses outside the site that the archive names, how each stood when it was last asked, and who names it.

use std::io::{self, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::record::{CopyObject, absolute, copy};
use super::{Export, ExportFile, Writer};
use crate::archive::Subject;
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::link_ledger::{Fault, LinkEntry, Verdict};
use crate::names::web_address::WebAddress;
use crate::outbound::{Field, Use};
use crate::view::Views;

pub(super) struct Links;

impl Export for Links {
    fn key(&self) -> &'static str {
        "links"
    }

    fn title(&self) -> &'static str {
        "How links to other sites stand"
    }

    fn files(&self, views: &Views) -> Vec<ExportFile> {
        let file = ExportFile {
            path: "/data/links.json".to_owned(),
            table: None,
            what: "Every address outside the site, how it stood when it was last asked, its copies, and who names it."
                .to_owned(),
            media_type: "application/json",
            writer: Box::new(AllLinks),
        };
        // Where nothing is known, nobody has asked who names which.
        views.outbound.known().next().map(|_| file).into_iter().collect()
    }
}

/// What `links.json` is, for its schema: the file itself is written link by link.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct LinksObject<'a> {
    /// The links, sorted by address.
    links: Vec<LinkObject<'a>>,
}

/// An address outside the site that the archive names. What is not known is not there.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Link")]
struct LinkObject<'a> {
    /// The address.
    url: String,
    /// `live`, `moved`, `dead`, `forbidden`, `doubtful`, `unreachable` or `unsure`, by the word of the record whose
    /// original it is, or else as it was when it was asked; nothing where it never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    /// The day on which it was last asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<String>,
    /// The first day of those on which it did not stand well.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    /// The status code of HTTP that was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<u16>,
    /// Why nothing was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'static str>,
    /// Where it leads for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_to: Option<String>,
    /// Copies of what stood there: those that the record keeps whose original it is, then others that are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<CopyObject<'a>>,
    /// Who names it, in the archive's order.
    named_by: Vec<NamingObject<'a>>,
}

/// Who names an address, and as what.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Naming")]
struct NamingObject<'a> {
    /// `original`, `copy`, `source`, `document`, `website` or `text`: what the address is there.
    r#as: &'static str,
    /// The identifier of the record or term; a page has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    /// The headline, name or title.
    title: &'a str,
    /// The page, absolute.
    page: String,
}

/// The schema of `links.json`.
pub(super) fn schema() -> schemars::Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<LinksObject>()
}

struct AllLinks;

impl Writer for AllLinks {
    /// The links of texts are in it: a text that leads elsewhere makes it anew.
    fn made_from(&self, views: &Views) -> Ingredients {
        let prints = links(views).map(|link| Fingerprint::of_value(&link));
        views.plain_base().with("the links in it, and how they stand", Inputs::new("links").prints(prints))
    }

    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"links\":[")?;
        for (place, link) in links(views).enumerate() {
            out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &link)?;
        }
        out.write_all(b"\n]}\n")
    }
}

fn links(views: &Views) -> impl Iterator<Item = LinkObject<'_>> {
    views.outbound.all().map(|(address, entry, uses)| link(views, address, entry, uses))
}

fn link<'v>(views: &'v Views, address: &WebAddress, entry: Option<&'v LinkEntry>, uses: &'v [Use]) -> LinkObject<'v> {
    let verdict = entry.map(|entry| views.outbound.verdict(entry, uses, &views.archive));
    let in_trouble = entry.filter(|_| verdict.is_some_and(|verdict| !verdict.is_well()));
    LinkObject {
        url: address.to_string(),
        status: verdict.map(Verdict::word),
        checked: entry.map(|entry| entry.checked.to_string()),
        since: in_trouble.and_then(|entry| entry.since).map(|day| day.to_string()),
        answer: entry.and_then(|entry| entry.answer),
        fault: entry.and_then(|entry| entry.fault).map(Fault::word),
        moved_to: entry.and_then(|entry| entry.moved_to.as_ref()).map(ToString::to_string),
        copies: copies(views, entry, uses),
        named_by: uses.iter().map(|used| naming(views, used)).collect(),
    }
}

fn copies<'v>(views: &'v Views, entry: Option<&LinkEntry>, uses: &[Use]) -> Vec<CopyObject<'v>> {
    let of_record = uses.iter().filter_map(|used| match used {
        Use { by: Subject::Record(record), field: Field::Original } => Some(&views.archive[*record].record),
        _ => None,
    });
    let mut copies: Vec<CopyObject> = Vec::new();
    for found in of_record.flat_map(|record| record.archived.iter().filter_map(|memento| copy(views, record, memento)))
    {
        if !copies.iter().any(|known| known.url == found.url) {
            copies.push(found);
        }
    }
    for known in entry.into_iter().flat_map(|entry| &entry.copies) {
        let url = known.url.to_string();
        if !copies.iter().any(|copy| copy.url == url) {
            copies.push(CopyObject { url, own: false, date: known.date.map(|day| day.to_string()), sha256: None });
        }
    }
    copies
}

fn naming<'v>(views: &'v Views, used: &Use) -> NamingObject<'v> {
    let archive = &views.archive;
    let (id, title, address): (Option<&str>, &str, _) = match used.by {
        Subject::Record(record) => (Some(&archive[record].id), &archive[record].record.title, &archive[record].address),
        Subject::Term(term) => (Some(&archive[term].id), &archive[term].name, &archive[term].address),
        Subject::Page(place) => (None, &archive.pages()[place].page.title, &archive.pages()[place].address),
    };
    let r#as = match used.field {
        Field::Original => "original",
        Field::Copy => "copy",
        Field::Source(_) => "source",
        Field::Document(_) => "document",
        Field::Website => "website",
        Field::Body => "text",
    };
    NamingObject { r#as, id, title, page: absolute(views, &address.url) }
}
