//! One index of the archive: its terms, and which names lead to them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{RecordIx, TermIx};
use crate::address::Address;
use crate::index::{IndexKind, Order, Sequence};
use crate::model::entity::Entity;
use crate::names::collation::Collation;
use crate::names::fold::{Fold, fold};
use crate::names::slug::Slug;

/// One index with its terms.
#[derive(Debug)]
pub struct Index {
    /// The registry's key.
    pub key: String,
    /// The title, in English.
    pub title: String,
    /// Where its page stands.
    pub address: Address,
    /// Its terms, in the index's order.
    pub terms: Vec<Term>,
    /// In which order they stand.
    pub order: Order,
    /// Which spellings meet.
    pub fold: Fold,
    /// In which order the records of a term are listed.
    pub sequence: Sequence,
    schemes: Vec<String>,
    /// The names that files declare, by `Fold::Name`: what an editor keeps apart in files stays apart, even where the
    /// index's fold would bring it together (Die Presse, La Presse).
    pub(super) declared: HashMap<String, u32>,
    /// Every name, by the index's fold. A key that the names of several files share is not here.
    pub(super) by_key: HashMap<String, u32>,
    /// The last part of each term's address: what an identifier looks like as a slug.
    pub(super) by_slug: HashMap<String, u32>,
    /// Identifiers of entities whose files have errors.
    pub(super) broken: HashSet<String>,
}

/// One term of an index: an organization, a tag, a year.
#[derive(Debug)]
pub struct Term {
    /// Its identifier: the entity's, or else the slug of its name; unique in the index.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where its page stands.
    pub address: Address,
    /// What a file says of it.
    pub entity: Option<Arc<Entity>>,
    /// The records that name it, in the archive's order; may be empty where there is an entity.
    pub records: Vec<RecordIx>,
    /// How many of the records are about it and do not only mention it.
    pub subjects: usize,
    /// For each of the entity's relations, in their order, the term it is with and the record that proves it.
    pub relations: Vec<(Option<TermIx>, Option<RecordIx>)>,
    /// The organization it is part of.
    pub parent: Option<TermIx>,
}

impl Index {
    /// An index without terms.
    pub(super) fn new(kind: &dyn IndexKind) -> Index {
        let key = kind.key().to_owned();
        let slug = Slug::from_name(&key);
        let address = Address::new(&format!("/{slug}/")).expect("a slug is a sound part of an address");
        let schemes = kind.schemes().iter().map(|word| (*word).to_owned()).collect();
        Index {
            key,
            title: kind.title().to_owned(),
            address,
            terms: Vec::new(),
            order: kind.order(),
            fold: kind.fold(),
            sequence: kind.sequence(),
            schemes,
            declared: HashMap::new(),
            by_key: HashMap::new(),
            by_slug: HashMap::new(),
            broken: HashSet::new(),
        }
    }

    /// The term that a name or an id means.
    pub fn find(&self, name: &str) -> Option<&Term> {
        Some(&self.terms[self.place_of(name)?])
    }

    /// The place of the term that a name or an id means: first by the names that files declare, then however spelt,
    /// and by its address.
    pub(super) fn place_of(&self, name: &str) -> Option<usize> {
        self.place_of_folded(name, &fold(name, self.fold))
    }

    /// The same where `key`, the name by the index's fold, is known.
    pub(super) fn place_of_folded(&self, name: &str, key: &str) -> Option<usize> {
        let declared = match self.fold {
            // Few archives have files for what they name.
            _ if self.declared.is_empty() => None,
            Fold::Name => None,
            Fold::Organization => self.declared.get(&fold(name, Fold::Name)),
        };
        let found = declared.or_else(|| self.by_key.get(key)).or_else(|| self.by_slug.get(name));
        found.map(|place| *place as usize)
    }

    /// Whether `id` is that of an entity whose file has errors, so that nothing can be said of it.
    pub fn is_broken(&self, id: &str) -> bool {
        self.broken.contains(id)
    }

    /// Whether a link's scheme, in lower case, means this index: it is the key, or one of its short words.
    pub(super) fn has_scheme(&self, scheme: &str) -> bool {
        self.key == scheme || self.schemes.iter().any(|word| word == scheme)
    }

    /// Sorts the terms, by name as `collation` has them, and tells for each old place the new one.
    pub(super) fn sort(&mut self, collation: &Collation) -> Vec<u32> {
        let mut places: Vec<usize> = (0..self.terms.len()).collect();
        // A key is made once a term, and keys are compared as bytes: 5,000 terms are sorted in 6 ms.
        places.sort_by_cached_key(|place| {
            let Term { name, id, .. } = &self.terms[*place];
            (collation.sort_key(name), id.clone())
        });
        if self.order == Order::Descending {
            places.reverse();
        }
        let mut moved = vec![0; places.len()];
        for (new, old) in places.iter().enumerate() {
            moved[*old] = u32::try_from(new).expect("checked when the term was made");
        }
        let mut terms: Vec<Option<Term>> = std::mem::take(&mut self.terms).into_iter().map(Some).collect();
        self.terms = places.into_iter().filter_map(|old| terms[old].take()).collect();
        for place in [&mut self.by_key, &mut self.declared, &mut self.by_slug].into_iter().flat_map(HashMap::values_mut)
        {
            *place = moved[*place as usize];
        }
        moved
    }
}
