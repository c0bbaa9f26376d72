//! The shape of front matter as editors write it, one struct a mapping; the comments are the schemas' descriptions.
//!
//! Nothing is ever read into these: `parse` reads nodes, so that a fault in one field leaves the others whole.

#![expect(dead_code, reason = "the shapes are read by the schema generator alone")]

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::model::record::{Access, By, Metadata, RecordType, SourceRole, UrlStatus};
use crate::parse::entity::TYPES;

/// The front matter of an article record.
#[derive(JsonSchema)]
#[schemars(title = "Record")]
pub(super) struct RecordShape {
    /// Stable identifier; the file's name where it is not given.
    id: Option<String>,
    /// The headline as printed, or the archive's own wording.
    title: String,
    /// Who worded the headline.
    title_by: Option<ByWord>,
    /// When the piece ran, as far as it is known.
    date: Option<Date>,
    /// One sentence under the headline.
    dek: Option<String>,
    /// The type of the piece, in CSL's words.
    #[schemars(rename = "type")]
    kind: Option<TypeWord>,
    /// Who wrote it, in the byline's order.
    authors: Option<OneOrMany<NameOr<Author>>>,
    /// The publication it ran in.
    outlet: Option<String>,
    /// The publication's section.
    section: Option<String>,
    /// The original's address.
    url: Option<Address>,
    /// How the original stands at its address.
    url_status: Option<StatusWord>,
    /// When the original was last looked at.
    accessed: Option<Date>,
    /// Copies of the original: addresses, files, or both with their dates.
    archived: Option<OneOrMany<NameOr<Memento>>>,
    /// What it is about.
    tags: Option<OneOrMany<Word>>,
    /// Organizations in it: names, or mappings with a role.
    organizations: Option<OneOrMany<NameOr<Mention>>>,
    /// People in it: names, or mappings with a role.
    people: Option<OneOrMany<NameOr<Mention>>>,
    /// Places in it: names, or mappings with coordinates.
    places: Option<OneOrMany<NameOr<Place>>>,
    /// The reporting chain: whom the piece relies on, and how.
    sources: Option<OneOrMany<NameOr<Source>>>,
    /// Key figures, and who says so.
    figures: Option<OneOrMany<NameOr<Figure>>>,
    /// Pull quotes, and who said them.
    quotes: Option<OneOrMany<NameOr<Quote>>>,
    /// The lead image.
    image: Option<NameOr<Image>>,
    /// Documents kept with the record.
    documents: Option<OneOrMany<NameOr<Document>>>,
    /// Corrections, by the outlet or by the archive.
    corrections: Option<OneOrMany<NameOr<Correction>>>,
    /// Identifiers of related records.
    related: Option<OneOrMany<Word>>,
    /// The series it belongs to.
    series: Option<String>,
    /// BCP 47 tag of its language; the site's where it is not given.
    language: Option<Language>,
    /// A statement of rights.
    rights: Option<String>,
    /// How much of it may be published.
    access: Option<AccessWord>,
    /// Not to be published yet.
    draft: Option<bool>,
    /// Former addresses: paths from the site's root.
    aliases: Option<OneOrMany<FormerPath>>,
    /// When the archive took it in.
    added: Option<Date>,
    /// When the record was last changed.
    updated: Option<Date>,
    /// A template of the theme in place of the usual one.
    template: Option<String>,
    /// Anything that the theme wants.
    extra: Option<BTreeMap<String, serde_json::Value>>,
}

/// The front matter of an organization, a person, a tag or another term.
#[derive(JsonSchema)]
#[schemars(title = "Entity")]
pub(super) struct EntityShape {
    /// Stable identifier; the file's name where it is not given.
    id: Option<String>,
    /// The name.
    name: String,
    /// The schema.org type.
    #[schemars(rename = "type")]
    kind: Option<EntityType>,
    /// Other names; each leads to this page.
    alternate_name: Option<OneOrMany<Word>>,
    /// Short forms: they suggest this page and never lead to it on their own.
    abbreviation: Option<OneOrMany<Word>>,
    /// Names it had; each leads to this page.
    former_name: Option<OneOrMany<Word>>,
    /// Identifiers elsewhere, by scheme: wikidata, lei and others.
    identifiers: Option<BTreeMap<String, Word>>,
    /// Its own site.
    website: Option<Address>,
    /// The identifier of the organization that it is part of.
    parent_organization: Option<String>,
    /// What ties it to others.
    relations: Option<OneOrMany<Relation>>,
    /// Former slugs of its page, or paths from the site's root.
    redirect_from: Option<OneOrMany<Word>>,
    /// One sentence about it.
    dek: Option<String>,
    /// Anything that the theme wants.
    extra: Option<BTreeMap<String, serde_json::Value>>,
}

/// The front matter of a page that is no record.
#[derive(JsonSchema)]
#[schemars(title = "Page")]
pub(super) struct PageShape {
    /// The page's title.
    title: String,
    /// One sentence under the title.
    dek: Option<String>,
    /// BCP 47 tag of its language; the site's where it is not given.
    language: Option<Language>,
    /// Not to be published yet.
    draft: Option<bool>,
    /// Former addresses: paths from the site's root.
    aliases: Option<OneOrMany<FormerPath>>,
    /// When it was last changed.
    updated: Option<Date>,
    /// A template of the theme in place of the usual one.
    template: Option<String>,
    /// Anything that the theme wants.
    extra: Option<BTreeMap<String, serde_json::Value>>,
}

/// One value, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

/// The short form, or the long one.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum NameOr<T> {
    Name(Word),
    Long(T),
}

/// An author and the name as printed.
#[derive(JsonSchema)]
struct Author {
    /// The name.
    name: String,
    /// The name as printed in the byline.
    #[schemars(rename = "as")]
    printed: Option<String>,
}

/// An organization or a person in a record.
#[derive(JsonSchema)]
struct Mention {
    /// The identifier of an entity that has a file.
    id: Option<String>,
    /// The name.
    name: Option<String>,
    /// The name as the record prints it.
    #[schemars(rename = "as")]
    printed: Option<String>,
    /// `subject` (the default), `mentioned`, or a word of your own.
    role: Option<String>,
}

/// A place and where it is.
#[derive(JsonSchema)]
struct Place {
    /// The name.
    name: String,
    /// Degrees north.
    #[schemars(range(min = -90, max = 90))]
    lat: Option<f64>,
    /// Degrees east.
    #[schemars(range(min = -180, max = 180))]
    lon: Option<f64>,
}

/// A copy of the original.
#[derive(JsonSchema)]
struct Memento {
    /// The copy's address.
    url: Option<Address>,
    /// The copy's file, relative to the record.
    file: Option<String>,
    /// When the copy was taken.
    date: Option<Date>,
    /// The file's SHA-256.
    sha256: Option<Sha256>,
}

/// Whom a piece relies on.
#[derive(JsonSchema)]
struct Source {
    /// How the piece relies on it.
    role: Option<RoleWord>,
    /// A record of this archive: its identifier.
    #[schemars(rename = "ref")]
    reference: Option<String>,
    /// The outlet.
    outlet: Option<String>,
    /// The headline.
    title: Option<String>,
    /// The address.
    url: Option<Address>,
    /// When it ran.
    date: Option<Date>,
}

/// A key figure.
#[derive(JsonSchema)]
struct Figure {
    /// The number, as it shall be printed.
    value: Word,
    /// What is counted.
    unit: Option<String>,
    /// What it says.
    what: Option<String>,
    /// Who says so.
    attributed_to: Option<String>,
}

/// A pull quote.
#[derive(JsonSchema)]
struct Quote {
    /// What was said, without quotation marks.
    text: String,
    /// Who said it.
    by: Option<String>,
    /// What they are.
    role: Option<String>,
}

/// A picture.
#[derive(JsonSchema)]
struct Image {
    /// The file, relative to the record.
    file: String,
    /// What it shows, for those who do not see it.
    alt: Option<String>,
    /// The caption.
    caption: Option<String>,
    /// Whose picture it is.
    credit: Option<String>,
    /// The licence: an SPDX or Creative Commons identifier, or words.
    license: Option<String>,
    /// What becomes of what the file says of where, when and by whom it was made; `remove` where it is not given.
    metadata: Option<MetadataWord>,
}

/// A document kept with the record.
#[derive(JsonSchema)]
struct Document {
    /// Its title; the file's name where it is not given.
    title: Option<String>,
    /// The file, relative to the record.
    file: Option<String>,
    /// Its address, where it is kept elsewhere.
    url: Option<Address>,
    /// The file's SHA-256.
    sha256: Option<Sha256>,
}

/// A correction.
#[derive(JsonSchema)]
struct Correction {
    /// When it was made.
    date: Option<Date>,
    /// What was corrected.
    text: String,
    /// Who corrected.
    by: Option<ByWord>,
}

/// A tie between two entities, and its proof.
#[derive(JsonSchema)]
struct Relation {
    /// What ties them: `contract`, `ownership`, or a word of your own.
    #[schemars(rename = "type")]
    kind: String,
    /// The other: its identifier or name.
    with: String,
    /// What the other is in it.
    role: Option<String>,
    /// From when.
    start: Option<Date>,
    /// Until when.
    end: Option<Date>,
    /// How much.
    amount: Option<Word>,
    /// The record that shows it: its identifier.
    proof: Option<String>,
}

/// Declares a scalar with a schema of its own.
macro_rules! scalars {
    ($($name:ident = $schema:tt;)*) => {
        $(
            struct $name;

            impl JsonSchema for $name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn inline_schema() -> bool {
                    true
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!($schema)
                }
            }
        )*
    };
}

scalars! {
    Date = {
        "type": ["string", "integer"],
        "pattern": r"^\d{4}([-/]\d{1,2}([-/]\d{1,2}([T ].+)?)?)?[~?%]?$"
    };
    Address = { "type": "string", "format": "uri", "pattern": "^https?://" };
    FormerPath = { "type": "string", "pattern": "^/" };
    Language = { "type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" };
    Sha256 = { "type": "string", "pattern": "^[0-9A-Fa-f]{64}$" };
    Word = { "type": ["string", "number", "boolean"] };
    ByWord = { "type": "string", "enum": By::WORDS };
    TypeWord = { "type": "string", "enum": RecordType::WORDS };
    StatusWord = { "type": "string", "enum": UrlStatus::WORDS };
    AccessWord = { "type": "string", "enum": Access::WORDS };
    MetadataWord = { "type": "string", "enum": Metadata::WORDS };
    RoleWord = { "type": "string", "enum": SourceRole::WORDS };
    EntityType = { "type": "string", "examples": TYPES };
}
