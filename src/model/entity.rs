//! What the archive knows of an organization, a person, a tag or another term: `content/<index>/*.md`.

use serde::{Deserialize, Serialize};

use super::date::PartialDate;
use super::node::Node;
use super::{Body, unknown_file};
use crate::source::SitePath;

/// An entity's file. A name used in a record is enough to get a page; this adds what the archive knows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entity {
    /// The file it was read from.
    #[serde(skip, default = "unknown_file")]
    pub file: SitePath,
    /// The index it belongs to, which is its folder's name: `organizations`, `people`, `tags` …
    pub index: String,
    /// The identifier: as written in `id`, or else the file's stem.
    pub id: String,
    /// The name.
    pub name: String,
    /// The schema.org type: `Corporation`, `GovernmentOrganization`, `NewsMediaOrganization`, `NGO`, `Organization` …
    pub kind: Option<String>,
    /// Other names it goes by; each leads to its page.
    pub alternate_name: Vec<String>,
    /// Short forms: they suggest and never merge.
    pub abbreviation: Vec<String>,
    /// Names it had; each leads to its page.
    pub former_name: Vec<String>,
    /// Scheme and identifier (`wikidata`, `Q941127`), in the file's order.
    pub identifiers: Vec<(String, String)>,
    /// Its own site.
    pub website: Option<String>,
    /// The identifier of the organization that it is part of.
    pub parent_organization: Option<String>,
    /// What ties it to others.
    pub relations: Vec<Relation>,
    /// Former slugs of its page, as written.
    pub redirect_from: Vec<String>,
    /// One sentence about it.
    pub dek: Option<String>,
    /// `extra` and every unknown key, in the file's order.
    pub extra: Vec<(String, Node)>,
    /// The Markdown below: its profile.
    pub body: Body,
}

/// A tie between two entities, and its proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// What ties them: `contract`, `ownership`, the editor's word.
    pub kind: String,
    /// The other: an entity's id or name, as written.
    pub with: String,
    /// What this entity is in it: `supplier`, say.
    pub role: Option<String>,
    /// From when.
    pub start: Option<PartialDate>,
    /// Until when.
    pub end: Option<PartialDate>,
    /// How much, as written.
    pub amount: Option<String>,
    /// The record that shows it: its id.
    pub proof: Option<String>,
}
