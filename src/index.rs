//! The registry of indexes: by what the records of the archive can be browsed.
//!
//! An index is one file and one line in `built_in`; the site may name further front-matter keys in `[[index]]`.

use crate::diag::FieldPath;
use crate::model::record::Record;
use crate::names::fold::Fold;
use crate::settings::Settings;

mod authors;
mod custom;
mod organizations;
mod outlets;
mod people;
mod series;
mod tags;
mod years;

/// One way of browsing: which names of a record make its terms.
pub trait IndexKind: Send + Sync {
    /// The folder of its pages in the site and of its entities in `content/`; unique.
    fn key(&self) -> &str;

    /// The index page's title, in English; a theme's strings may say it otherwise.
    fn title(&self) -> &str;

    /// Which spellings of a name meet.
    fn fold(&self) -> Fold {
        Fold::Name
    }

    /// In which order its terms stand.
    fn order(&self) -> Order {
        Order::ByName
    }

    /// In which order the page of a term lists its records.
    fn sequence(&self) -> Sequence {
        Sequence::NewestFirst
    }

    /// Words that may stand before the colon of a link in Markdown: `[text](org:salesforce)`.
    fn schemes(&self) -> &[&str] {
        &[]
    }

    /// Hands the names that `record` gives to `each`, in the record's order.
    fn names<'r>(&'r self, record: &'r Record, each: &mut dyn FnMut(Naming<'r>));
}

/// The order of an index's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By name, as the site's language has them.
    ByName,
    /// By name, the last first: years.
    Descending,
}

/// The order in which the records of a term are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// As the archive has them: what ran last comes first.
    NewestFirst,
    /// As they ran, undated ones last: what tells a story from its beginning.
    OldestFirst,
}

/// One name in one record.
#[derive(Clone, Debug)]
pub struct Naming<'r> {
    /// The name or id, as written.
    pub name: std::borrow::Cow<'r, str>,
    /// Whether it must be an entity's id.
    pub by_id: bool,
    /// The name as the record prints it, where that differs.
    pub printed: Option<&'r str>,
    /// The role in the record, where it is not its subject.
    pub role: Option<&'r str>,
    /// The field that says so.
    pub field: Field<'r>,
}

/// A field of a record, or an item of one: a `FieldPath` to be, which only a problem needs.
#[derive(Clone, Copy, Debug)]
pub struct Field<'r> {
    key: &'r str,
    item: Option<usize>,
}

impl<'r> Field<'r> {
    /// The field under the top-level `key`.
    pub fn key(key: &'r str) -> Field<'r> {
        Field { key, item: None }
    }

    /// An item of it.
    #[must_use]
    pub fn item(self, item: usize) -> Field<'r> {
        Field { item: Some(item), ..self }
    }
}

impl From<Field<'_>> for FieldPath {
    fn from(field: Field<'_>) -> FieldPath {
        let path = FieldPath::key(field.key);
        field.item.map_or_else(|| path.clone(), |item| path.item(item))
    }
}

impl<'r> Naming<'r> {
    /// A plain name under the top-level `field`.
    pub fn plain(name: &'r str, field: Field<'r>) -> Naming<'r> {
        Naming { name: name.into(), by_id: false, printed: None, role: None, field }
    }
}

/// The indexes of a site: the built-in ones, then the site's own, less those it turned off.
pub fn registry(settings: &Settings) -> Vec<Box<dyn IndexKind>> {
    let custom = settings.indexes.iter().map(|index| Box::new(custom::Custom::new(index)) as Box<dyn IndexKind>);
    built_in().into_iter().chain(custom).filter(|index| !settings.is_off(index.key())).collect()
}

/// The indexes that every site has, in the order of its menu.
pub fn built_in() -> Vec<Box<dyn IndexKind>> {
    vec![
        Box::new(tags::Tags),
        Box::new(organizations::Organizations),
        Box::new(people::People),
        Box::new(outlets::Outlets),
        Box::new(authors::Authors),
        Box::new(years::Years),
        Box::new(series::Series),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings;
    use crate::source::{SitePath, SourceFile};

    /// `settings` cannot ask this registry, which stands below it: what it knows of it is held to be true here.
    #[test]
    fn the_settings_know_every_built_in_index() {
        for kind in built_in() {
            let text =
                format!("title = \"T\"\nbase_url = \"https://example.org/\"\n[[index]]\nkey = \"{}\"\n", kind.key());
            let file = SourceFile::held(SitePath::new("site.toml").expect("sound"), text.as_bytes());
            let read = settings::read(
                &file,
                &settings::Overrides::default(),
                crate::model::date::PartialDate::day(2026, 1, 1),
            );
            let codes: Vec<&str> = read.problems.iter().map(|problem| problem.code.name).collect();
            assert_eq!(codes, ["bad-index"], "{}", kind.key());
        }
    }
}
