//! The chain of reporting: whom a record relies on, what that makes of it, and who relies on it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, LinkView, RowView, Views};
use crate::archive::{RecordIx, Term};
use crate::model::record::SourceRole;

/// Whom a piece relies on.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourceView {
    /// `obtained-document`, `first-report`, `confirms`, `disputes`, `quotes`, `background` or `syndicates`.
    pub role: &'static str,
    /// The role in the site's language.
    pub role_text: String,
    /// The archive's own record of it.
    pub record: Option<RowView>,
    /// The outlet; the address is empty where the archive has no page for it.
    pub outlet: Option<LinkView>,
    /// The headline.
    pub title: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// When it ran.
    pub date: Option<DateView>,
}

/// Whether a piece is the first report or leans on others, as far as records say.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OriginView {
    /// `syndicated`: the piece is another outlet's. `follows`: another obtained the document or reported first.
    /// `first`: it names none such, and a record of the archive names it as the first. `supported`: it names other
    /// reports, and none of them as the first.
    pub kind: &'static str,
    /// The same in a sentence, in the site's language.
    pub text: String,
    /// How many sources it names in each role, in the vocabulary's order; roles without any are left out.
    pub roles: Vec<RoleCount>,
}

/// How many sources a piece names in one role.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoleCount {
    /// The role, as in `sources`.
    pub role: &'static str,
    /// The role in the site's language.
    pub role_text: String,
    /// How many sources there are in it.
    pub count: usize,
}

impl Views {
    /// Whom `this` relies on, as the editor lists them.
    pub fn sources(&self, this: RecordIx) -> Vec<SourceView> {
        let entry = &self.archive[this];
        let outlet = |name: &String| LinkView { name: name.clone(), url: self.outlet_url(name).unwrap_or_default() };
        let sources = entry.record.sources.iter().zip(&entry.sources);
        sources
            .map(|(source, record)| SourceView {
                role: source.role.word(),
                role_text: self.role_text(source.role),
                record: record.map(|record| self.row(record)),
                outlet: source.outlet.as_ref().map(outlet),
                title: source.title.clone(),
                url: source.url.clone(),
                date: self.date_of(&source.date),
            })
            .collect()
    }

    /// What `this` is in the chain of reporting; nothing where no record says anything of it.
    pub fn origin(&self, this: RecordIx) -> Option<OriginView> {
        let entry = &self.archive[this];
        let count = |role: SourceRole| entry.record.sources.iter().filter(|source| source.role == role).count();
        let is_first = |role: SourceRole| matches!(role, SourceRole::ObtainedDocument | SourceRole::FirstReport);
        let calls_it_first = |by: &RecordIx| {
            let by = &self.archive[*by];
            let mut sources = by.record.sources.iter().zip(&by.sources);
            sources.any(|(source, record)| *record == Some(this) && is_first(source.role))
        };
        let sources = &entry.record.sources;
        let kind = if count(SourceRole::Syndicates) > 0 {
            "syndicated"
        } else if sources.iter().any(|source| is_first(source.role)) {
            "follows"
        } else if entry.picked_up_by.iter().any(calls_it_first) {
            "first"
        } else if !sources.is_empty() {
            "supported"
        } else {
            return None;
        };
        let text = self.theme.strings.get(&format!("origin.{kind}")).unwrap_or(kind).to_owned();
        let roles = SourceRole::WORDS.iter().filter_map(|word| SourceRole::from_word(word));
        let of_role =
            |role: SourceRole| RoleCount { role: role.word(), role_text: self.role_text(role), count: count(role) };
        Some(OriginView { kind, text, roles: roles.map(of_role).filter(|role| role.count > 0).collect() })
    }

    /// The page of an outlet that is not this record's own: it may be known as an outlet or as an organization.
    pub fn outlet_url(&self, name: &str) -> Option<String> {
        self.outlet_term(name).map(|term| self.local(&term.address.url))
    }

    /// The term that such an outlet is.
    pub fn outlet_term(&self, name: &str) -> Option<&Term> {
        ["outlets", "organizations"].into_iter().find_map(|key| self.archive.index(key)?.find(name))
    }

    fn role_text(&self, role: SourceRole) -> String {
        self.theme.strings.get(&format!("role.{}", role.word())).unwrap_or(role.word()).to_owned()
    }
}
