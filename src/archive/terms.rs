//! The terms of each index: names of records and files of entities, met by their folded spelling.

use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZeroU32;
use std::sync::Arc;

use rapidhash::RapidHashMap;
use rayon::prelude::*;

use super::{Broken, Entry, Index, Problems, RecordIx, Said, Term, TermIx, TermMention, near};
use crate::address::Address;
use crate::diag::codes::archive::{ABBREVIATION_USED, ALIAS_OWNED_TWICE, DUPLICATE_ID, NEAR_DUPLICATE, UNKNOWN_ENTITY};
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::index::{IndexKind, Naming};
use crate::model::entity::Entity;
use crate::model::record::Record;
use crate::names::collation::Collation;
use crate::names::fold::{Fold, fold};
use crate::names::slug::Slug;
use crate::names::suggest::nearest;

/// Makes every index of `registry`, its terms in the order of `collation`; and tells which of them each entry names.
pub(super) fn gather(
    entries: &[Entry],
    entities: Vec<Arc<Entity>>,
    broken: &[Broken],
    registry: &[Box<dyn IndexKind>],
    collation: &Collation,
    problems: &mut Problems,
) -> (Vec<Index>, Vec<Mentions>) {
    let mut by_index: HashMap<String, Vec<Arc<Entity>>> = HashMap::new();
    for entity in entities {
        by_index.entry(entity.index.clone()).or_default().push(entity);
    }
    let works: Vec<(usize, &dyn IndexKind, Vec<Arc<Entity>>)> = (registry.iter().map(AsRef::as_ref).enumerate())
        .map(|(place, kind)| (place, kind, by_index.remove(kind.key()).unwrap_or_default()))
        .collect();
    // An index hangs on no other.
    let make = |(place, kind, entities): (usize, &dyn IndexKind, Vec<Arc<Entity>>)| {
        let mut problems = Vec::new();
        let gathering = Gathering::new(kind, place, entities, broken, &mut problems);
        let (index, mentions) = gathering.over(entries, collation, &mut problems);
        (index, mentions, problems)
    };
    let made: Vec<(Index, Mentions, Problems)> = works.into_par_iter().with_max_len(1).map(make).collect();
    let (mut indexes, mut all) = (Vec::with_capacity(made.len()), Vec::with_capacity(made.len()));
    for (index, mentions, found) in made {
        problems.extend(found);
        indexes.push(index);
        all.push(mentions);
    }
    (indexes, all)
}

/// Notes in each entry its terms, index by index.
pub(super) fn note(entries: &mut [Entry], indexes: Vec<Mentions>) {
    let mut indexes: Vec<_> =
        indexes.into_iter().map(|Mentions { terms, counts }| (terms.into_iter(), counts)).collect();
    for (place, entry) in entries.iter_mut().enumerate() {
        entry.terms.reserve_exact(indexes.iter().map(|(_, counts)| counts[place] as usize).sum());
        for (terms, counts) in &mut indexes {
            entry.terms.extend(terms.by_ref().take(counts[place] as usize));
        }
    }
}

/// The terms of one index that the records name: record by record, and how many each names.
pub(super) struct Mentions {
    terms: Vec<TermMention>,
    counts: Vec<u32>,
}

/// A term that a record names, while terms may still move.
struct Mentioned {
    term: u32,
    /// The spelling by which it is named.
    spelling: Option<NonZeroU32>,
    /// The words by which it is named in place of a spelling, and its role.
    said: Option<Box<Said>>,
}

/// One way in which records write a name; each goes by its number, counted from 1.
struct Spelling {
    name: Box<str>,
    term: u32,
    /// How often it stands in records.
    count: usize,
}

/// An index in the making.
struct Gathering<'k> {
    kind: &'k dyn IndexKind,
    place: usize,
    index: Index,
    /// Identifier → the entity that has it.
    ids: BTreeMap<String, u32>,
    /// Keys that the names of several entities share → those entities.
    shared: HashMap<String, Vec<u32>>,
    /// Folded abbreviation → the entities that have it.
    abbreviations: HashMap<String, Vec<u32>>,
    /// Every spelling that records use, in the order in which they first stand.
    spellings: Vec<Spelling>,
    /// For each term without a file, where it first stands.
    first_seen: Vec<Option<Place>>,
}

impl<'k> Gathering<'k> {
    fn new(
        kind: &'k dyn IndexKind,
        place: usize,
        entities: Vec<Arc<Entity>>,
        broken: &[Broken],
        problems: &mut Problems,
    ) -> Self {
        let mut gathering = Gathering {
            kind,
            place,
            index: Index::new(kind),
            ids: BTreeMap::new(),
            shared: HashMap::new(),
            abbreviations: HashMap::new(),
            spellings: Vec::new(),
            first_seen: Vec::new(),
        };
        for entity in entities {
            gathering.add_entity(entity, problems);
        }
        // A name belongs to the entity whose name it is, not to the one that claims it besides.
        for term in 0..gathering.next() {
            gathering.add_names(term, problems);
        }
        for key in gathering.shared.keys() {
            gathering.index.by_key.remove(key);
        }
        let folder = format!("content/{}", kind.key());
        let broken = broken.iter().filter(|broken| broken.file.below(&folder).is_some());
        let id = |broken: &Broken| broken.id.clone().unwrap_or_else(|| broken.file.stem().to_owned());
        gathering.index.broken = broken.map(id).collect();
        gathering
    }

    fn add_entity(&mut self, entity: Arc<Entity>, problems: &mut Problems) {
        let slug = slug(&entity.id);
        if let Some(first) = self.index.by_slug.get(&slug) {
            problems.push(same_id(&entity, &self.index.terms[*first as usize], &self.index.key));
            return;
        }
        let term = self.push(entity.id.clone(), entity.name.clone(), Some(entity.clone()));
        for short in &entity.abbreviation {
            self.abbreviations.entry(fold(short, self.index.fold)).or_default().push(term);
        }
        self.ids.insert(entity.id.clone(), term);
        self.index.by_slug.insert(slug, term);
        self.claim(term, &entity, [(&entity.name, "name"), (&entity.id, "id")], problems);
    }

    fn add_names(&mut self, term: u32, problems: &mut Problems) {
        let Some(entity) = self.index.terms[term as usize].entity.clone() else { return };
        let alternates = entity.alternate_name.iter().map(|name| (name, "alternate_name"));
        let former = entity.former_name.iter().map(|name| (name, "former_name"));
        self.claim(term, &entity, alternates.chain(former), problems);
    }

    /// Lets names, each with its field, lead to the `term` of `entity`. One that leads to another is told once.
    fn claim<'n>(
        &mut self,
        term: u32,
        entity: &Entity,
        names: impl IntoIterator<Item = (&'n String, &'n str)>,
        problems: &mut Problems,
    ) {
        let mut told = HashSet::new();
        for (name, field) in names {
            let key = fold(name, Fold::Name);
            let owner = *self.index.declared.entry(key.clone()).or_insert(term);
            if owner != term {
                if told.insert(key) {
                    let owner = &self.index.terms[owner as usize];
                    let place = Place::text(&entity.file, FieldPath::key(field), name);
                    problems.push(owned_twice(name, place, owner));
                }
                continue;
            }
            match self.index.by_key.entry(fold(name, self.index.fold)) {
                Slot::Vacant(slot) => {
                    slot.insert(term);
                }
                Slot::Occupied(owner) if *owner.get() == term => {}
                Slot::Occupied(owner) => {
                    let several = self.shared.entry(owner.key().clone()).or_insert_with(|| vec![*owner.get()]);
                    if several.last() != Some(&term) {
                        several.push(term);
                    }
                }
            }
        }
    }

    /// The place that the next term will have.
    fn next(&self) -> u32 {
        u32::try_from(self.index.terms.len()).expect("an index has fewer than 2^32 terms")
    }

    fn push(&mut self, id: String, name: String, entity: Option<Arc<Entity>>) -> u32 {
        let term = self.next();
        // A term without an identifier has not got its own address yet.
        let address = if id.is_empty() { self.index.address.clone() } else { self.address(&slug(&id)) };
        let (records, relations) = (Vec::new(), Vec::new());
        self.index.terms.push(Term { id, name, address, entity, records, subjects: 0, relations, parent: None });
        self.first_seen.push(None);
        term
    }

    fn address(&self, slug: &str) -> Address {
        Address::new(&format!("{}{slug}/", self.index.address.path)).expect("slugs are sound parts of an address")
    }

    fn over(mut self, entries: &[Entry], collation: &Collation, problems: &mut Problems) -> (Index, Mentions) {
        // Names repeat far more often than they differ: fold each spelling once.
        let mut known: RapidHashMap<Box<str>, NonZeroU32> = RapidHashMap::default();
        let mut mentioned: Vec<Mentioned> = Vec::with_capacity(4 * entries.len());
        let mut counts = Vec::with_capacity(entries.len());
        for (place, Entry { record, .. }) in entries.iter().enumerate() {
            let before = mentioned.len();
            self.kind.names(record, &mut |naming| {
                let Some(named) = self.term_of(&naming, record, &mut known, problems) else { return };
                let term = &mut self.index.terms[named.term as usize];
                if term.records.last() == Some(&RecordIx::new(place)) {
                    return;
                }
                term.records.push(RecordIx::new(place));
                term.subjects += usize::from(naming.role.is_none());
                mentioned.push(named);
            });
            counts.push(u32::try_from(mentioned.len() - before).expect("a record has fewer than 2^32 terms"));
        }
        self.name_terms();
        near::report(&self.index, &self.first_seen, problems);
        let moved = self.index.sort(collation);
        let printed: Vec<Option<&str>> = self.spellings.iter().map(|spelling| self.printed(spelling, &moved)).collect();
        let terms = mentioned.into_iter().map(|mentioned| self.mention(mentioned, &moved, &printed)).collect();
        (self.index, Mentions { terms, counts })
    }

    /// The words of a spelling, where those of its term, which has moved to its place, are others.
    fn printed<'s>(&self, spelling: &'s Spelling, moved: &[u32]) -> Option<&'s str> {
        Some(&*spelling.name).filter(|name| !self.is_own(name, moved[spelling.term as usize]))
    }

    /// Whether `words` are those of the term at `place`.
    fn is_own(&self, words: &str, place: u32) -> bool {
        let Term { name, id, entity, .. } = &self.index.terms[place as usize];
        *words == **name || (entity.is_some() && *words == **id)
    }

    /// The same when terms have been named and have moved to their places; `printed` has the words of each spelling.
    fn mention(&self, mentioned: Mentioned, moved: &[u32], printed: &[Option<&str>]) -> TermMention {
        let Mentioned { term, spelling, mut said } = mentioned;
        let place = moved[term as usize];
        let printed = spelling.and_then(|number| printed[number.get() as usize - 1]);
        if let Some(printed) = printed {
            said.get_or_insert_default().printed = Some(printed.into());
        }
        if let Some(own) = &mut said {
            own.printed = own.printed.take().filter(|words| !self.is_own(words, place));
        }
        let said = said.filter(|said| said.printed.is_some() || said.role.is_some());
        TermMention { term: TermIx::new(self.place, place as usize), said }
    }

    fn term_of(
        &mut self,
        naming: &Naming<'_>,
        record: &Record,
        known: &mut RapidHashMap<Box<str>, NonZeroU32>,
        problems: &mut Problems,
    ) -> Option<Mentioned> {
        let name: &str = &naming.name;
        let said = |printed: Option<&str>| {
            let is_any = printed.is_some() || naming.role.is_some();
            is_any.then(|| Box::new(Said { printed: printed.map(Into::into), role: naming.role.map(Into::into) }))
        };
        let place = |field: FieldPath| Place::text(&record.file, field, name);
        if naming.by_id && !self.index.is_broken(name) {
            let by_id = self.ids.get(name).copied();
            if by_id.is_none() {
                let place = place(FieldPath::from(naming.field).then("id"));
                problems.push(unknown_entity(name, &self.index.key, place, self.ids.keys().map(String::as_str)));
            }
            let said = said(Some(naming.printed.unwrap_or(name)));
            return by_id.map(|term| Mentioned { term, spelling: None, said });
        }
        let number = match known.get(name) {
            Some(number) => *number,
            None => {
                let key = fold(name, self.index.fold);
                let found = self.index.place_of_folded(name, &key).and_then(|place| u32::try_from(place).ok());
                let term = found.unwrap_or_else(|| self.add_name(name, key, place(naming.field.into()), problems));
                self.spellings.push(Spelling { name: name.into(), term, count: 0 });
                let number = u32::try_from(self.spellings.len()).ok().and_then(NonZeroU32::new);
                let number = number.expect("an index has fewer than 2^32 names");
                known.insert(name.into(), number);
                number
            }
        };
        let Spelling { term, count, .. } = &mut self.spellings[number.get() as usize - 1];
        *count += 1;
        let spelling = Some(number).filter(|_| naming.printed.is_none());
        Some(Mentioned { term: *term, spelling, said: said(naming.printed) })
    }

    /// A term that no file describes, named for the first time at `place`; `key` is its name by the index's fold.
    fn add_name(&mut self, name: &str, key: String, place: Place, problems: &mut Problems) -> u32 {
        let names = |terms: &Vec<u32>| {
            let name = |term: &u32| format!("`{}`", self.index.terms[*term as usize].name);
            terms.iter().map(name).collect::<Vec<_>>().join(" or ")
        };
        let of_several = self.shared.get(&key).map(names);
        if let Some(names) = &of_several {
            let message = format!("`{name}` could be {names}");
            let help = format!("did you mean {names}? write the name as its file has it, or the id");
            problems.push(Diagnostic::new(NEAR_DUPLICATE, place.clone(), message).help(help));
        }
        if let Some(names) = self.abbreviations.get(&key).map(names) {
            let message = format!("`{name}` is only an abbreviation of {names}");
            let help = format!("did you mean {names}? write the full name or the id");
            problems.push(Diagnostic::new(ABBREVIATION_USED, place.clone(), message).help(help));
        }
        let term = self.push(String::new(), name.to_owned(), None);
        // One problem is enough for one name.
        self.first_seen[term as usize] = Some(place).filter(|_| of_several.is_none());
        self.index.by_key.insert(key, term);
        term
    }

    /// Gives each term without a file its most frequent spelling and an identifier of its own.
    fn name_terms(&mut self) {
        let mut most: RapidHashMap<u32, &Spelling> = RapidHashMap::default();
        for spelling in &self.spellings {
            let known = most.entry(spelling.term).or_insert(spelling);
            if (spelling.count, &known.name) > (known.count, &spelling.name) {
                *known = spelling;
            }
        }
        for (place, spelling) in most {
            let term = &mut self.index.terms[place as usize];
            if term.entity.is_none() {
                term.name = spelling.name.to_string();
            }
        }
        // In the order of their names, so that which of two gets the number does not hang on the order of records.
        let mut places: Vec<u32> = (0..self.next()).collect();
        places.retain(|place| self.index.terms[*place as usize].entity.is_none());
        places.sort_by(|a, b| self.index.terms[*a as usize].name.cmp(&self.index.terms[*b as usize].name));
        let mut taken_twice = Vec::new();
        for place in places {
            match self.index.by_slug.entry(slug(&self.index.terms[place as usize].name)) {
                Slot::Vacant(slot) => {
                    self.index.terms[place as usize].id.clone_from(slot.key());
                    slot.insert(place);
                }
                Slot::Occupied(slot) => taken_twice.push((place, slot.key().clone())),
            }
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        for (place, slug) in taken_twice {
            let count = counts.entry(slug.clone()).or_insert(1);
            let id = loop {
                *count += 1;
                let id = format!("{slug}-{count}");
                if !self.index.by_slug.contains_key(&id) {
                    break id;
                }
            };
            self.index.by_slug.insert(id.clone(), place);
            self.index.terms[place as usize].id = id;
        }
        for place in 0..self.index.terms.len() {
            if self.index.terms[place].entity.is_none() {
                self.index.terms[place].address = self.address(&self.index.terms[place].id);
            }
        }
    }
}

fn slug(text: &str) -> String {
    Slug::text(text).into_owned()
}

fn same_id(second: &Entity, first: &Term, index: &str) -> Diagnostic {
    let message = match second.id == first.id {
        true => format!("`{}` is already the id of another of the {index}", second.id),
        false => format!("`{}` and `{}`, ids of two of the {index}, have one address", second.id, first.id),
    };
    let problem = Diagnostic::new(DUPLICATE_ID, Place::value(&second.file, FieldPath::key("id")), message)
        .help("write an `id` that no other file of the folder has");
    match &first.entity {
        Some(first) => problem.related(Place::value(&first.file, FieldPath::key("id")), "first used here"),
        None => problem,
    }
}

fn owned_twice(name: &str, place: Place, owner: &Term) -> Diagnostic {
    let message = format!("`{name}` already leads to `{}`", owner.name);
    let problem = Diagnostic::new(ALIAS_OWNED_TWICE, place, message)
        .label("claimed a second time here")
        .help("leave the name with one of the two; a short form that both share is an `abbreviation`");
    match &owner.entity {
        Some(entity) => problem.related(Place::file(&entity.file), format!("`{}` is described here", owner.name)),
        None => problem,
    }
}

fn unknown_entity<'a>(id: &str, index: &str, place: Place, ids: impl Iterator<Item = &'a str>) -> Diagnostic {
    let problem = Diagnostic::new(UNKNOWN_ENTITY, place, format!("no file of content/{index}/ has the id `{id}`"));
    match nearest(id, ids) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("add content/{index}/{id}.md, or write the plain name without `id:`")),
    }
}
