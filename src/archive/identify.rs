//! The identifiers of records: what the editor wrote, or else what the file is called.

use std::cell::LazyCell;
use std::collections::hash_map::Entry as Slot;
use std::sync::Arc;

use rapidhash::{RapidHashMap, RapidHashSet};
use rayon::prelude::*;

use super::publish::Hidden;
use super::{Broken, Entry, Found, Problems, RecordIx};
use crate::diag::codes::archive::DUPLICATE_ID;
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::record::Record;
use crate::names::fold::{Fold, fold};
use crate::names::slug::Slug;
use crate::source::SitePath;

/// A record with its identifier.
pub(super) struct Identified {
    pub(super) id: Arc<str>,
    /// The folders of its file and its name, as `long_id` has them.
    pub(super) long: Box<str>,
    pub(super) record: Arc<Record>,
}

/// Gives each record its identifier, and tells what else a reference may name: hidden records, and names that several
/// records share. One that the editor wrote is an error where it stands twice; one that comes from the file's name
/// gives way to a longer one where several files share it: with the folders, and then with the date.
///
/// Hidden records count, so that publishing a draft does not change the identifier of another record.
pub(super) fn identify(
    records: Vec<Arc<Record>>,
    hidden: &[Hidden],
    problems: &mut Problems,
) -> (Vec<Identified>, Vec<(Arc<str>, Found)>) {
    let published = records.len();
    let all: Vec<&Arc<Record>> = records.iter().chain(hidden.iter().map(|(record, _)| record)).collect();
    let named = |record: &&Arc<Record>| {
        let long = long_id(&record.file);
        (long.len() - last_part(&long).len(), long)
    };
    // Each with the place in it where its last part begins.
    let longs: Vec<(usize, String)> = all.par_iter().map(named).collect();
    let mut taken: RapidHashMap<Arc<str>, Owner> = RapidHashMap::default();
    // One whose `id` is another's goes by its file's name for now, so that nothing else is said of it.
    let mut own_ids: Vec<Option<Arc<str>>> = vec![None; all.len()];
    for (place, record) in all.iter().enumerate() {
        let Some(id) = &record.id else { continue };
        match taken.entry(id.as_str().into()) {
            Slot::Vacant(slot) => {
                own_ids[place] = Some(slot.key().clone());
                slot.insert(Owner { place, is_written: true });
            }
            Slot::Occupied(first) => {
                let first = (&all[first.get().place].file, true);
                problems.push(duplicate(id, &record.file, true, first));
            }
        }
    }
    let unnamed = || longs.iter().zip(&own_ids).filter(|(_, own_id)| own_id.is_none()).map(|(long, _)| long);
    let shorts = counted(unnamed().map(|(last, long)| &long[*last..]), all.len());
    let is_only_short = |id: &str| shorts.get(id) == Some(&1);
    let short = |place: usize| {
        let (last, long) = &longs[place];
        &long[*last..]
    };
    let is_left =
        |place: usize| own_ids[place].is_none() && (!is_only_short(short(place)) || taken.contains_key(short(place)));
    let left: Vec<bool> = (0..all.len()).into_par_iter().map(is_left).collect();
    // What a file without a name of its own comes to in the end is no short name of another.
    let last_resorts: RapidHashSet<String> =
        (all.iter().zip(&left)).filter(|(_, is_left)| **is_left).map(|(record, _)| full_id(&record.file)).collect();
    let own_or_short = |place: usize| {
        let is_free = || !left[place] && !last_resorts.contains(short(place));
        own_ids[place].clone().or_else(|| is_free().then(|| short(place).into()))
    };
    let mut ids: Vec<Option<Arc<str>>> = (0..all.len()).into_par_iter().map(own_or_short).collect();
    // Few archives have two files of one name: what follows is for those that are left.
    let longer = LazyCell::new(|| counted(unnamed().map(|(_, long)| &**long), all.len()));
    for place in 0..all.len() {
        if ids[place].is_some() {
            continue;
        }
        let (file, (_, long)) = (&all[place].file, &longs[place]);
        let is_free = !is_only_short(long) && !taken.contains_key(&**long) && longer.get(&**long) == Some(&1);
        let id: Arc<str> = if is_free { long.as_str().into() } else { full_id(file).into() };
        let has_it = |known: &Option<Arc<str>>| known.as_ref() == Some(&id);
        let of_short = |id: &str| if is_only_short(id) { ids.iter().position(has_it) } else { None };
        let owner = taken.get(&id).copied();
        let owner = owner.or_else(|| of_short(&id).map(|place| Owner { place, is_written: false }));
        ids[place] = match owner {
            None => {
                taken.insert(id.clone(), Owner { place, is_written: false });
                Some(id)
            }
            Some(Owner { place: first, is_written }) => {
                problems.push(duplicate(&id, file, false, (&all[first].file, is_written)));
                // The fault is the other's `id`: this record stays, under a name that no reference can mean.
                is_written.then(|| format!("{}#", full_id(file)).into())
            }
        };
    }
    let shared = shorts.iter().filter(|(_, count)| **count > 1);
    let is_written = |id: &str| taken.get(id).is_some_and(|owner| owner.is_written);
    let several = shared.filter(|(id, _)| !is_written(id)).map(|(id, _)| (Arc::from(*id), Found::Several));
    let of_hidden = ids[published..].iter().zip(hidden);
    let of_hidden = of_hidden.filter_map(|(id, (_, why))| Some((id.clone()?, Found::Hidden(why))));
    let others = several.chain(of_hidden).collect();
    let mut identified = Vec::with_capacity(published);
    identified.extend(
        (records.into_iter().zip(ids).zip(longs))
            .filter_map(|((record, id), (_, long))| Some(Identified { id: id?, long: long.into(), record })),
    );
    (identified, others)
}

/// How many files have a name.
type Counts<'a> = RapidHashMap<&'a str, u32>;

fn counted<'a>(names: impl Iterator<Item = &'a str>, most: usize) -> Counts<'a> {
    let mut counts = Counts::default();
    counts.reserve(most);
    names.for_each(|name| *counts.entry(name).or_default() += 1);
    counts
}

/// Who has an identifier.
#[derive(Clone, Copy)]
struct Owner {
    /// Its place among all records.
    place: usize,
    /// Whether it stands in the file, and does not come from its name.
    is_written: bool,
}

/// Identifier → record; a published record comes before a hidden one of the same name.
pub(super) fn by_id(
    entries: &[Entry],
    broken: &[Broken],
    others: Vec<(Arc<str>, Found)>,
) -> RapidHashMap<Arc<str>, Found> {
    let broken = broken.iter().filter(|broken| broken.file.below("content/articles").is_some());
    let id = |broken: &Broken| broken.id.clone().unwrap_or_else(|| short_id(&broken.file)).into();
    let mut by_id: RapidHashMap<Arc<str>, Found> =
        broken.map(|broken| (id(broken), Found::Hidden("its file has errors"))).chain(others).collect();
    by_id.reserve(entries.len());
    for (place, entry) in entries.iter().enumerate().rev() {
        by_id.insert(entry.id.clone(), Found::Record(RecordIx::new(place)));
    }
    by_id
}

/// Folded title → record; a published record comes before a hidden one.
pub(super) fn by_title(entries: &[Entry], hidden: &[Hidden]) -> RapidHashMap<String, Found> {
    // By one thread alone: the first to ask is in the midst of making an output, others wait, and to share the work would
    // begin another output in its midst.
    let titles = entries.iter().map(|entry| fold(&entry.record.title, Fold::Name));
    let mut by_title: RapidHashMap<String, Found> = RapidHashMap::default();
    by_title.reserve(entries.len());
    for (place, title) in titles.enumerate() {
        by_title
            .entry(title)
            .and_modify(|found| *found = Found::Several)
            .or_insert(Found::Record(RecordIx::new(place)));
    }
    for (record, why) in hidden {
        by_title.entry(fold(&record.title, Fold::Name)).or_insert(Found::Hidden(why));
    }
    by_title
}

/// The problem of the second of two records with one `id`, at the field that says so if there is one.
fn duplicate(id: &str, second: &SitePath, is_written: bool, first: (&SitePath, bool)) -> Diagnostic {
    let place = |file: &SitePath, is_written: bool| match is_written {
        true => Place::text(file, FieldPath::key("id"), id),
        false => Place::file(file),
    };
    let (here, there) = ((second, is_written), first);
    let (here, there) = if is_written || !first.1 { (here, there) } else { (there, here) };
    let problem = Diagnostic::new(
        DUPLICATE_ID,
        place(here.0, here.1),
        match there.1 {
            true => format!("`{id}` is already the id of another record"),
            false => format!("`{id}` is already the id of another record, by its file's name"),
        },
    );
    match here.1 {
        true => problem.label("used a second time here").help("write an `id` that no other record has"),
        false => problem.help("rename one of the two files: they differ in nothing that an address shows"),
    }
    .related(place(there.0, there.1), "first used here")
}

/// The file's name without date and extension; of an `index.md`, its folder's name.
pub(super) fn short_id(file: &SitePath) -> String {
    last_part(&long_id(file)).to_owned()
}

/// The short identifier of a long one.
pub(super) fn last_part(long: &str) -> &str {
    long.rsplit_once('/').map_or(long, |(_, name)| name)
}

/// The file's folders below `content/articles/` and its name without its date.
fn long_id(file: &SitePath) -> String {
    in_full(file, without_date)
}

/// The same with the date that the file's name begins with.
fn full_id(file: &SitePath) -> String {
    in_full(file, |name| name)
}

/// The folders below `content/articles/` and the `name` of what is called so, each as a slug; an `index.md` is its folder.
fn in_full(file: &SitePath, name: impl Fn(&str) -> &str) -> String {
    let folders = file.folder().strip_prefix("content/articles").unwrap_or_default();
    let stem = file.stem();
    let folders = folders.trim_matches('/');
    let (folders, last) = match stem {
        "index" | "_index" if !folders.is_empty() => folders.rsplit_once('/').unwrap_or(("", folders)),
        _ => (folders, stem),
    };
    let mut full = String::with_capacity(folders.len() + 1 + last.len());
    for folder in folders.split('/').filter(|folder| !folder.is_empty()) {
        full.push_str(&Slug::text(folder));
        full.push('/');
    }
    full.push_str(&Slug::text(name(last)));
    full
}

/// `2018-06-25-slug` → `slug`; a name that is only a date stays.
fn without_date(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    let is_date = bytes.len() > 11
        && bytes[..11].iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            10 => matches!(byte, b'-' | b'_' | b' '),
            _ => byte.is_ascii_digit(),
        });
    if is_date { &stem[11..] } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn an_identifier_is_the_files_name_without_its_date() {
        for (file, short, long, full) in [
            ("content/articles/2018/letter.md",         "letter",     "2018/letter", "2018/letter"),
            ("content/articles/2018-06-25-letter.md",   "letter",     "letter",      "2018-06-25-letter"),
            ("content/articles/2018/letter/index.md",   "letter",     "2018/letter", "2018/letter"),
            ("content/articles/2018/letter/_index.md",  "letter",     "2018/letter", "2018/letter"),
            ("content/articles/2018-06-25-it/index.md", "it",         "it",          "2018-06-25-it"),
            ("content/articles/index.md",               "index",      "index",       "index"),
            ("content/articles/2018-06-25.md",          "2018-06-25", "2018-06-25",  "2018-06-25"),
        ] {
            let path = SitePath::new(file).expect("sound");
            let ids = (short_id(&path), long_id(&path), full_id(&path));
            assert_eq!((&*ids.0, &*ids.1, &*ids.2), (short, long, full), "{file}");
        }
    }
}
