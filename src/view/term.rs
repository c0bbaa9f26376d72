//! An index and its terms as their pages show them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::site::{IndexLink, title_of};
use super::{CitationFilesView, DateView, LetterView, LinkView, RowView, TermCount, Together, Views, letters};
use crate::archive::{Index, Term, TermIx};
use crate::index::Order;
use crate::model::node::Node;
use crate::names::collation::Collation;

/// What `index.html` sees as `index`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexView {
    /// The registry's key.
    pub key: String,
    /// Its title in the site's language.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its terms, in the index's order.
    pub terms: Vec<TermCount>,
    /// The same letter by letter, in the order of the site's language; none where the index is not sorted by name.
    pub groups: Vec<LetterView>,
}

/// What `term.html` sees as `term`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TermView {
    /// The identifier.
    pub id: String,
    /// The name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// The index it belongs to: key, title, page.
    pub index: IndexLink,
    /// How many records name it.
    pub count: usize,
    /// How many of them are about it.
    pub subjects: usize,
    /// How many of them only mention it, or name it in another role.
    pub mentions: usize,
    /// When the earliest of them ran; nothing where none has a date. On the first page only.
    pub first: Option<DateView>,
    /// When the latest of them ran; nothing where none has a date. On the first page only.
    pub last: Option<DateView>,
    /// What a file says of it.
    pub profile: Option<ProfileView>,
    /// Terms of its own index that its records also name, the most frequent first, at most twenty; on the first page
    /// only, for they are counted over all records.
    pub together: Vec<TermCount>,
    /// The address of its Atom feed; nothing where feeds are off.
    pub feed: Option<String>,
    /// Files of its records for reference managers; nothing where `citations` are off, or its index has none.
    pub cite: Option<CitationFilesView>,
}

/// What a file says of an entity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProfileView {
    /// The schema.org type.
    pub kind: Option<String>,
    /// One sentence.
    pub dek: Option<String>,
    /// Other names.
    pub alternate_name: Vec<String>,
    /// Short forms.
    pub abbreviation: Vec<String>,
    /// Names it had.
    pub former_name: Vec<String>,
    /// Scheme, identifier, and the page that it leads to where the scheme is known.
    pub identifiers: Vec<IdentifierView>,
    /// Its own site.
    pub website: Option<String>,
    /// The organization it is part of.
    pub parent: Option<LinkView>,
    /// Its ties.
    pub relations: Vec<RelationView>,
    /// `extra` and unknown keys.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub extra: BTreeMap<String, Node>,
}

/// An identifier in a scheme.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IdentifierView {
    /// `wikidata`, `lei` …
    pub scheme: String,
    /// The identifier.
    pub value: String,
    /// The page it leads to.
    pub url: Option<String>,
}

/// A tie between two entities.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RelationView {
    /// What ties them.
    pub kind: String,
    /// The other.
    pub with: Option<LinkView>,
    /// What this term is in it: `supplier`, say.
    pub role: Option<String>,
    /// From when.
    pub start: Option<DateView>,
    /// Until when.
    pub end: Option<DateView>,
    /// How much.
    pub amount: Option<String>,
    /// The record that shows it.
    pub proof: Option<RowView>,
}

impl Views {
    /// The view of an index's page.
    pub fn index(&self, index: &Index) -> IndexView {
        let count = |term: &Term| TermCount::new(&term.name, self.local(&term.address.url), term.records.len());
        let mut terms: Vec<TermCount> = index.terms.iter().map(count).collect();
        letters::share_out(&mut terms);
        let groups = match index.order {
            Order::ByName => letters::letters(&terms, &Collation::of(&self.settings.language)),
            Order::Descending => Vec::new(),
        };
        let IndexLink { key, title, url } = self.index_link(index);
        IndexView { key, title, url, terms, groups }
    }

    /// The view of a page of a term; only the first page is given who stands `together` with it, and shows more than
    /// the later ones.
    pub fn term(&self, this: TermIx, together: Option<&Together>) -> TermView {
        let term = &self.archive[this];
        let feed = (!self.settings.is_off("term_feeds") && !term.records.is_empty())
            .then(|| self.local(&format!("{}feed.xml", term.address.url)));
        let ends = together.map(|_| [self.archive.dated_of(&term.records).checked_sub(1), Some(0)]);
        let [first, last] = ends.unwrap_or_default().map(|place| {
            let record = term.records.get(place?)?;
            self.date_of(&self.archive[*record].record.date)
        });
        TermView {
            id: term.id.clone(),
            name: term.name.clone(),
            url: self.local(&term.address.url),
            index: self.index_link(self.archive.index_of(this)),
            count: term.records.len(),
            subjects: term.subjects,
            mentions: term.records.len() - term.subjects,
            first,
            last,
            profile: self.profile(this),
            together: together.map(|together| self.neighbours_of(together)).unwrap_or_default(),
            feed,
            cite: self.term_files(this),
        }
    }

    fn index_link(&self, index: &Index) -> IndexLink {
        IndexLink {
            key: index.key.clone(),
            title: title_of(&index.key, &index.title, &self.theme),
            url: self.local(&index.address.url),
        }
    }

    fn profile(&self, this: TermIx) -> Option<ProfileView> {
        let term = &self.archive[this];
        let entity = term.entity.as_ref()?;
        let relations = entity.relations.iter().zip(&term.relations).map(|(relation, (with, proof))| RelationView {
            kind: relation.kind.clone(),
            with: with.map(|with| self.term_link(with)),
            role: relation.role.clone(),
            start: relation.start.as_ref().map(|date| self.date(date)),
            end: relation.end.as_ref().map(|date| self.date(date)),
            amount: relation.amount.clone(),
            proof: proof.map(|proof| self.row(proof)),
        });
        let identifiers = entity.identifiers.iter().map(|(scheme, value)| IdentifierView {
            scheme: scheme.clone(),
            value: value.clone(),
            url: identifier_url(scheme, value),
        });
        Some(ProfileView {
            kind: entity.kind.clone(),
            dek: entity.dek.clone(),
            alternate_name: entity.alternate_name.clone(),
            abbreviation: entity.abbreviation.clone(),
            former_name: entity.former_name.clone(),
            identifiers: identifiers.collect(),
            website: entity.website.clone(),
            parent: term.parent.map(|parent| self.term_link(parent)),
            relations: relations.collect(),
            extra: entity.extra.iter().cloned().collect(),
        })
    }
}

/// The page that an identifier leads to, for schemes that have one.
pub(super) fn identifier_url(scheme: &str, value: &str) -> Option<String> {
    let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let prefix = match scheme {
        "wikidata" => "https://www.wikidata.org/wiki/",
        "lei" => "https://search.gleif.org/#/record/",
        "viaf" => "https://viaf.org/viaf/",
        "isni" => "https://isni.org/isni/",
        "orcid" => "https://orcid.org/",
        "ror" => "https://ror.org/",
        _ => return None,
    };
    plain.then(|| format!("{prefix}{value}"))
}
