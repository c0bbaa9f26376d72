//! A term as JSON-LD: an organization, a person, an outlet, a tag.

use super::{Metadata, Node, SUBJECT, Views, script};
use crate::archive::{Term, TermIx};
use crate::model::entity::Entity;

/// schema.org's types of organizations that an entity's `type` may name; any other word is no type of schema.org, and
/// the entity counts as an Organization.
const ORGANIZATIONS: &[&str] = &[
    "Airline",
    "CollegeOrUniversity",
    "Consortium",
    "Cooperative",
    "Corporation",
    "EducationalOrganization",
    "GovernmentOrganization",
    "Hospital",
    "LibrarySystem",
    "LocalBusiness",
    "MedicalOrganization",
    "NGO",
    "NewsMediaOrganization",
    "OnlineBusiness",
    "Organization",
    "PerformingGroup",
    "PoliticalParty",
    "Project",
    "ResearchOrganization",
    "School",
    "SportsOrganization",
    "WorkersUnion",
];

impl Views {
    /// The page of a term.
    pub fn term_linked(&self, this: TermIx) -> Metadata {
        let term = &self.archive[this];
        let page = self.settings.base_url.absolute(&term.address.url);
        let subject = self.subject_node(this);
        let main = subject.as_ref().map(|_| Node::reference(&self.absolute_with(&term.address.url, SUBJECT)));
        let node = Node::new("CollectionPage")
            .with("@id", &*page)
            .with("name", &*term.name)
            .with("inLanguage", &*self.settings.language)
            .with("isPartOf", self.archive_node())
            .with("publisher", self.publisher_node())
            .with("mainEntity", main);
        script(&[Some(node), subject].into_iter().flatten().collect::<Vec<_>>())
    }

    /// What a term's page is about, with all that its file says; nothing for years, series and indexes of the site's own.
    fn subject_node(&self, this: TermIx) -> Option<Node> {
        let term = &self.archive[this];
        let node = self.brief_node(this)?.with("url", self.settings.base_url.absolute(&term.address.url));
        let Some(entity) = &term.entity else { return Some(node) };
        let names = entity.alternate_name.iter().chain(&entity.abbreviation).chain(&entity.former_name);
        let is_organization = is_organization(&self.archive.index_of(this).key);
        let parent = term.parent.filter(|_| is_organization).and_then(|parent| self.brief_node(parent));
        let lei = entity.identifiers.iter().find(|(scheme, _)| scheme == "lei" && is_organization);
        Some(
            node.with("description", entity.dek.as_deref())
                .with_all("alternateName", names.map(String::as_str))
                .with("parentOrganization", parent)
                .with("leiCode", lei.map(|(_, value)| value.as_str())),
        )
    }

    /// A term where another node names it: type, name, and what else it is known as.
    pub(super) fn brief_node(&self, this: TermIx) -> Option<Node> {
        self.named_node(this, None)
    }

    /// The same under the name that a record prints, where it prints another.
    pub(super) fn named_node(&self, this: TermIx, printed: Option<&str>) -> Option<Node> {
        let term = &self.archive[this];
        let kind = kind(&self.archive.index_of(this).key, term)?;
        let node = Node::new(kind)
            .with("@id", self.absolute_with(&term.address.url, SUBJECT))
            .with("name", printed.unwrap_or(&term.name));
        Some(match &term.entity {
            Some(entity) => node.with_all("sameAs", same_as(entity)),
            None => node,
        })
    }
}

fn is_organization(index: &str) -> bool {
    matches!(index, "organizations" | "outlets")
}

/// The schema.org type of what a term stands for.
fn kind(index: &str, term: &Term) -> Option<&'static str> {
    let written = term.entity.as_ref().and_then(|entity| entity.kind.as_deref());
    let known = |standard| ORGANIZATIONS.iter().find(|known| Some(**known) == written).copied().unwrap_or(standard);
    match index {
        "organizations" => Some(known("Organization")),
        "outlets" => Some(known("NewsMediaOrganization")),
        "people" | "authors" => Some("Person"),
        "tags" => Some("DefinedTerm"),
        _ => None,
    }
}

/// The pages about an entity elsewhere: those of its identifiers, and its own.
fn same_as(entity: &Entity) -> impl Iterator<Item = String> {
    let identifiers = entity.identifiers.iter();
    let pages = identifiers.filter_map(|(scheme, value)| crate::view::term::identifier_url(scheme, value));
    pages.chain(entity.website.clone())
}
