//! The identifiers of records: what the editor wrote, or else what the file is called.

use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::publish::Hidden;
use super::{Broken, Entry, Found, Problems, RecordIx};
use crate::diag::codes::archive::DUPLICATE_ID;
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::record::Record;
use crate::names::fold::{Fold, fold};
use crate::names::slug::Slug;
use crate::source::SitePath;

/// Records with their identifiers, and what else a reference may name.
pub(super) struct Identified {
    /// Each record once, in the archive's order.
    pub(super) records: Vec<(String, Arc<Record>)>,
    /// Hidden records by id, and names that several records share.
    pub(super) others: Vec<(String, Found)>,
}

/// Gives each record its identifier. One that the editor wrote is an error where it stands twice; one that comes from
/// the file's name gives way to a longer one where several files share it: with the folders, and then with the date.
///
/// Hidden records count, so that publishing a draft does not change the identifier of another record.
pub(super) fn identify(records: Vec<Arc<Record>>, hidden: Vec<Hidden>, problems: &mut Problems) -> Identified {
    let all = || records.iter().chain(hidden.iter().map(|(record, _)| record));
    let mut taken: HashMap<String, Owner> = HashMap::new();
    for record in all() {
        let Some(id) = &record.id else { continue };
        match taken.entry(id.clone()) {
            Slot::Vacant(slot) => {
                slot.insert(Owner { file: record.file.clone(), is_written: true });
            }
            Slot::Occupied(first) => problems.push(duplicate(id, &record.file, true, first.get())),
        }
    }
    // One whose `id` is another's goes by its file's name for now, so that nothing else is said of it.
    let owned: HashSet<SitePath> = taken.values().map(|owner| owner.file.clone()).collect();
    let own_id = |record: &Record| record.id.clone().filter(|_| owned.contains(&record.file));
    let unnamed = all().filter(|record| own_id(record).is_none());
    let long: HashMap<SitePath, String> = unnamed.map(|record| (record.file.clone(), long_id(&record.file))).collect();
    let (mut shorts, mut longs): (Counts, Counts) = (HashMap::new(), HashMap::new());
    for id in long.values() {
        *shorts.entry(last_part(id)).or_default() += 1;
        *longs.entry(id).or_default() += 1;
    }
    let mut id_of = |record: &Record, problems: &mut Problems| -> Option<String> {
        let file = &record.file;
        let Some(long) = long.get(file) else { return own_id(record) };
        let is_free = |counts: &Counts, id: &str| counts.get(id) == Some(&1) && !taken.contains_key(id);
        let id = match (last_part(long), long.as_str()) {
            (short, _) if is_free(&shorts, short) => short.to_owned(),
            (_, long) if is_free(&longs, long) => long.to_owned(),
            _ => full_id(file),
        };
        match taken.entry(id) {
            Slot::Vacant(slot) => {
                let id = slot.key().clone();
                slot.insert(Owner { file: file.clone(), is_written: false });
                Some(id)
            }
            Slot::Occupied(first) => {
                problems.push(duplicate(first.key(), file, false, first.get()));
                // The fault is the other's `id`: this record stays, under a name that no reference can mean.
                first.get().is_written.then(|| format!("{}#", full_id(file)))
            }
        }
    };
    let identified = records.iter().filter_map(|record| Some((id_of(record, problems)?, record.clone()))).collect();
    let others = hidden.iter().filter_map(|(record, why)| Some((id_of(record, problems)?, Found::Hidden(why))));
    let others: Vec<(String, Found)> = others.collect();
    let is_written = |id: &str| taken.get(id).is_some_and(|owner| owner.is_written);
    let several = shorts.into_iter().filter(|(id, count)| *count > 1 && !is_written(id));
    let others = several.map(|(id, _)| (id.to_owned(), Found::Several)).chain(others).collect();
    Identified { records: identified, others }
}

/// How many files have a name.
type Counts<'a> = HashMap<&'a str, usize>;

/// Who has an identifier.
struct Owner {
    file: SitePath,
    /// Whether it stands in the file, and does not come from its name.
    is_written: bool,
}

/// Identifier → record; a published record comes before a hidden one of the same name.
pub(super) fn by_id(entries: &[Entry], broken: &[Broken], others: Vec<(String, Found)>) -> BTreeMap<String, Found> {
    let broken = broken.iter().filter(|broken| broken.file.below("content/articles").is_some());
    let id = |broken: &Broken| broken.id.clone().unwrap_or_else(|| short_id(&broken.file));
    let mut by_id: BTreeMap<String, Found> =
        broken.map(|broken| (id(broken), Found::Hidden("its file has errors"))).chain(others).collect();
    for (place, entry) in entries.iter().enumerate().rev() {
        by_id.insert(entry.id.clone(), Found::Record(RecordIx::new(place)));
    }
    by_id
}

/// Folded title → record; a published record comes before a hidden one.
pub(super) fn by_title(entries: &[Entry], hidden: Vec<(String, &'static str)>) -> HashMap<String, Found> {
    let mut by_title: HashMap<String, Found> = HashMap::with_capacity(entries.len());
    for (place, entry) in entries.iter().enumerate() {
        by_title
            .entry(fold(&entry.record.title, Fold::Name))
            .and_modify(|found| *found = Found::Several)
            .or_insert(Found::Record(RecordIx::new(place)));
    }
    for (title, why) in hidden {
        by_title.entry(title).or_insert(Found::Hidden(why));
    }
    by_title
}

/// The problem of the second of two records with one `id`, at the field that says so if there is one.
fn duplicate(id: &str, second: &SitePath, is_written: bool, first: &Owner) -> Diagnostic {
    let place = |file: &SitePath, is_written: bool| match is_written {
        true => Place::text(file, FieldPath::key("id"), id),
        false => Place::file(file),
    };
    let (here, there) = ((second, is_written), (&first.file, first.is_written));
    let (here, there) = if is_written || !first.is_written { (here, there) } else { (there, here) };
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
    name_parts(file).pop().unwrap_or_else(|| "index".to_owned())
}

/// The short identifier of a long one.
fn last_part(long: &str) -> &str {
    long.rsplit_once('/').map_or(long, |(_, name)| name)
}

/// The file's folders below `content/articles/` and its name.
fn long_id(file: &SitePath) -> String {
    name_parts(file).join("/")
}

/// The same with the date that the file's name begins with.
fn full_id(file: &SitePath) -> String {
    parts(file, |name| name).join("/")
}

/// The folders below `content/articles/` and the name without its date, each as a slug; an `index.md` is its folder.
pub(super) fn name_parts(file: &SitePath) -> Vec<String> {
    parts(file, without_date)
}

fn parts(file: &SitePath, name: impl Fn(&str) -> &str) -> Vec<String> {
    let folders = file.folder().strip_prefix("content/articles").unwrap_or_default();
    let mut parts: Vec<&str> = folders.split('/').filter(|part| !part.is_empty()).collect();
    if !matches!(file.stem(), "index" | "_index") || parts.is_empty() {
        parts.push(file.stem());
    }
    if let Some(last) = parts.last_mut() {
        *last = name(last);
    }
    parts.into_iter().map(|part| Slug::from_name(part).as_str().to_owned()).collect()
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
