//! By what results can be narrowed: for each value of each facet, the records that have it.

use std::collections::BTreeMap;

use super::encoded::{number, text};
use crate::archive::{Entry, Index, RecordIx};
use crate::view::Views;

/// The key of the facet of types.
pub const TYPES: &str = "types";

/// The key of the facet of languages.
pub const LANGUAGES: &str = "languages";

/// The facets of an archive, by their keys: its indexes, in their order, then types and languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facets(Vec<Source>);

/// Where a facet has its values from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    /// The index at a place.
    Index(usize, String),
    Types,
    Languages,
}

/// A facet with its values.
pub struct Facet {
    /// Its key: that of the index, `types` or `languages`.
    pub key: String,
    /// What it is called in the site's words.
    pub label: String,
    /// Its values, those of most records first, then by their labels.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
pub struct FacetValue {
    /// What it is called.
    pub label: String,
    /// The address of its page on the site's host; empty where it has none.
    pub url: String,
    /// Its records, in the archive's order.
    pub records: Vec<RecordIx>,
}

impl Facets {
    /// The facets that have a value.
    pub fn of(views: &Views) -> Facets {
        let indexes = views.archive.indexes();
        let has_records = |index: &Index| index.terms.iter().any(|term| !term.records.is_empty());
        let of_indexes = indexes.iter().enumerate().filter(|(_, index)| has_records(index));
        let mut facets: Vec<Source> =
            of_indexes.map(|(place, index)| Source::Index(place, index.key.clone())).collect();
        // An index of the site's own may be called so.
        let is_free = |key: &str| !views.archive.is_empty() && indexes.iter().all(|index| index.key != key);
        facets.extend(is_free(TYPES).then_some(Source::Types));
        facets.extend(is_free(LANGUAGES).then_some(Source::Languages));
        Facets(facets)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys, in the order in which the facets are shown.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|source| match source {
            Source::Index(_, key) => key.as_str(),
            Source::Types => TYPES,
            Source::Languages => LANGUAGES,
        })
    }

    /// The facet at a place, with its values.
    pub fn at(&self, place: usize, views: &Views) -> Facet {
        let (key, label, mut values) = match &self.0[place] {
            Source::Index(index, key) => {
                let index = &views.archive.indexes()[*index];
                (key.as_str(), views.title_of(index), of_index(index, views))
            }
            Source::Types => {
                let name = |word: &&str| views.word(&format!("kind.{word}"), word);
                let values = grouped(views, |entry| entry.record.kind.word(), name);
                (TYPES, views.word("searched.types", "Types"), values)
            }
            Source::Languages => {
                let language =
                    |entry: &Entry| entry.record.language.as_deref().unwrap_or(&views.settings.language).to_owned();
                let primary = |entry: &Entry| language(entry).split('-').next().unwrap_or_default().to_owned();
                let name = |tag: &String| views.word(&format!("language.{tag}"), tag);
                let values = grouped(views, primary, name);
                (LANGUAGES, views.word("searched.languages", "Languages"), values)
            }
        };
        values.sort_by(|one, other| {
            other.records.len().cmp(&one.records.len()).then_with(|| one.label.cmp(&other.label))
        });
        Facet { key: key.to_owned(), label, values }
    }
}

impl Facet {
    /// The file of its values.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        number(&mut bytes, self.values.len());
        for value in &self.values {
            text(&mut bytes, &value.label);
            text(&mut bytes, &value.url);
            number(&mut bytes, value.records.len());
            let mut last = 0;
            for record in &value.records {
                number(&mut bytes, record.place() - last);
                last = record.place();
            }
        }
        bytes
    }
}

fn of_index(index: &Index, views: &Views) -> Vec<FacetValue> {
    let has_page = !views.settings.is_off("indexes");
    let terms = index.terms.iter().filter(|term| !term.records.is_empty());
    let value = |term: &crate::archive::Term| FacetValue {
        label: term.name.clone(),
        url: if has_page { views.local(&term.address.url) } else { String::new() },
        records: term.records.clone(),
    };
    terms.map(value).collect()
}

/// The records by what `key` says of each.
fn grouped<K: Ord>(views: &Views, key: impl Fn(&Entry) -> K, name: impl Fn(&K) -> String) -> Vec<FacetValue> {
    let mut groups: BTreeMap<K, Vec<RecordIx>> = BTreeMap::new();
    for (record, entry) in views.archive.iter() {
        groups.entry(key(entry)).or_default().push(record);
    }
    let value = |(key, records)| FacetValue { label: name(&key), url: String::new(), records };
    groups.into_iter().map(value).collect()
}
