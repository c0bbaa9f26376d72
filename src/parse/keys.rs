//! Keys as written → fields: the vocabulary of each mapping, and what other programs call the same.

mod vocabulary;

pub(super) use vocabulary::*;

use std::collections::HashMap;
use std::collections::hash_map::Entry as HashEntry;

use super::fields::{Reader, Way};
use super::shown::shown;
use crate::diag::codes::front_matter as codes;
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::node::Node;
use crate::names::suggest;

/// The keys of one kind of mapping.
#[derive(Debug)]
pub(super) struct Keys {
    /// What has these keys, for messages: `a record`.
    pub(super) of: &'static str,
    /// The standard keys, in the order of the vocabulary.
    pub(super) standard: &'static [&'static str],
    /// Other programs' keys and the key each is read as: a standard one, or one of `combined`.
    pub(super) foreign: &'static [(&'static str, &'static str)],
    /// Keys that are read as several fields, and the words that stand for them in messages.
    pub(super) combined: &'static [(&'static str, &'static str)],
    /// Standard keys that may come from several written keys, because their values are lists.
    pub(super) lists: &'static [&'static str],
    /// Other programs' keys that are read without a warning of their own, because whoever reads them gives one for all.
    pub(super) quiet: &'static [&'static str],
    /// Other programs' keys that are not read, and what to do in their place.
    pub(super) unread: &'static [(&'static str, &'static str)],
}

/// One field of a mapping.
#[derive(Debug)]
pub(super) struct Entry {
    /// The key it is read as: a standard one, or one of `combined`.
    pub(super) key: &'static str,
    /// The key as written.
    pub(super) written: String,
    /// The value.
    pub(super) node: Node,
}

/// How near the written key is to the one it is read as; of two, the nearer wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Same,
    Case,
    Foreign,
}

impl Keys {
    fn resolve(&self, written: &str) -> Option<(&'static str, Likeness)> {
        if let Some(key) = self.standard.iter().chain(self.quiet).find(|key| **key == written) {
            return Some((key, Likeness::Same));
        }
        let folded = fold(written);
        if let Some(key) = self.standard.iter().find(|key| fold(key) == folded) {
            return Some((key, Likeness::Case));
        }
        self.foreign.iter().find(|(foreign, _)| fold(foreign) == folded).map(|(_, key)| (*key, Likeness::Foreign))
    }

    /// The words for `key` in a message.
    fn words(&self, key: &'static str) -> String {
        match self.combined.iter().find(|(combined, _)| *combined == key) {
            Some((_, words)) => (*words).to_owned(),
            None => format!("`{key}`"),
        }
    }
}

/// Keys are the same word in any case, with `-`, `_` or nothing between their parts.
fn fold(key: &str) -> String {
    key.chars().filter(|char| !matches!(char, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

impl Reader<'_> {
    /// The known entries of a mapping at `above`; an unknown key is left out with a warning.
    pub(super) fn keyed(&mut self, above: Option<&Way<'_>>, entries: Vec<(String, Node)>, keys: &Keys) -> Vec<Entry> {
        let (known, unknown) = self.sorted_out(above, entries, keys, &[]);
        for (key, _) in &unknown {
            let place = self.key_place(above, key);
            self.unknown_key(place, key, keys, "it is left out");
        }
        known
    }

    /// The known entries at the top of the front matter, and the others, which are kept: keys of the site's own
    /// silently, unknown ones with a warning.
    pub(super) fn keyed_at_top(
        &mut self,
        entries: Vec<(String, Node)>,
        keys: &Keys,
        site_keys: &[String],
    ) -> (Vec<Entry>, Vec<(String, Node)>) {
        let (known, unknown) = self.sorted_out(None, entries, keys, site_keys);
        for (key, _) in &unknown {
            if !site_keys.contains(key) {
                let place = self.key_place(None, key);
                self.unknown_key(
                    place,
                    key,
                    keys,
                    "it is kept for templates: to say that it is meant, move it under `extra:`",
                );
            }
        }
        (known, unknown)
    }

    /// Known and unknown entries; the known ones with the standard keys first, and no field twice that is no list.
    fn sorted_out(
        &mut self,
        above: Option<&Way<'_>>,
        entries: Vec<(String, Node)>,
        keys: &Keys,
        site_keys: &[String],
    ) -> (Vec<Entry>, Vec<(String, Node)>) {
        let mut known: Vec<(Likeness, Entry)> = Vec::with_capacity(entries.len());
        let mut unknown = Vec::new();
        for (written, node) in entries {
            match keys.resolve(&written) {
                // What the site itself names is the site's, whatever another program means by it.
                Some((_, likeness)) if likeness != Likeness::Same && site_keys.contains(&written) => {
                    unknown.push((written, node));
                }
                Some((key, likeness)) => known.push((likeness, Entry { key, written, node })),
                None => unknown.push((written, node)),
            }
        }
        let unknown = self.without_case_twins(above, unknown);
        if known.iter().all(|(likeness, _)| *likeness == Likeness::Same) {
            return (known.into_iter().map(|(_, entry)| entry).collect(), unknown);
        }
        known.sort_by_key(|(likeness, _)| *likeness);
        let mut kept: Vec<Entry> = Vec::with_capacity(known.len());
        for (likeness, entry) in known {
            let rival = kept.iter().find(|kept| kept.key == entry.key);
            let keep = match (likeness, rival) {
                (Likeness::Same, _) => true,
                (Likeness::Case, Some(rival)) => {
                    let problem = self.same_key(above, &entry.written, &rival.written, entry.key);
                    self.problems.push(problem);
                    false
                }
                (Likeness::Foreign, Some(rival)) if !keys.lists.contains(&entry.key) => {
                    let problem = self.left_out(above, &entry, &rival.written);
                    self.problems.push(problem);
                    false
                }
                (_, rival) => {
                    let alone = rival.is_none();
                    let problem = self.other_word(above, &entry, likeness, keys, alone);
                    self.problems.push(problem);
                    true
                }
            };
            if keep {
                kept.push(entry);
            }
        }
        (kept, unknown)
    }

    /// Of unknown keys that differ only by case the first stays.
    fn without_case_twins(&mut self, above: Option<&Way<'_>>, entries: Vec<(String, Node)>) -> Vec<(String, Node)> {
        if entries.len() < 2 {
            return entries;
        }
        let mut first: HashMap<String, String> = HashMap::with_capacity(entries.len());
        let mut kept = Vec::with_capacity(entries.len());
        for (written, node) in entries {
            match first.entry(written.to_lowercase()) {
                HashEntry::Vacant(vacant) => {
                    vacant.insert(written.clone());
                    kept.push((written, node));
                }
                HashEntry::Occupied(first) => {
                    let problem = self.same_key(above, &written, first.get(), first.get());
                    self.problems.push(problem);
                }
            }
        }
        kept
    }

    fn same_key(&self, above: Option<&Way<'_>>, written: &str, first: &str, standard: &str) -> Diagnostic {
        let message = format!("`{}` and `{}` are one key", shown(written), shown(first));
        Diagnostic::new(codes::DUPLICATE_KEY, self.key_place(above, written), message)
            .help(format!("leave one `{}`, or make one list of the values", shown(standard)))
            .related(self.key_place(above, first), "the other stands here")
    }

    fn left_out(&self, above: Option<&Way<'_>>, entry: &Entry, first: &str) -> Diagnostic {
        let message = format!("`{}` is left out, because `{first}` says the same", entry.written);
        Diagnostic::new(codes::FOREIGN_KEY, self.key_place(above, &entry.written), message)
            .help(format!("delete the line, or write its value after `{first}:`"))
            .related(self.key_place(above, first), "this is read")
    }

    fn other_word(
        &self,
        above: Option<&Way<'_>>,
        entry: &Entry,
        likeness: Likeness,
        keys: &Keys,
        alone: bool,
    ) -> Diagnostic {
        let code = if likeness == Likeness::Case { codes::KEY_CASE } else { codes::FOREIGN_KEY };
        let words = keys.words(entry.key);
        let message = format!("`{}` is read as {words}", shown(&entry.written));
        let problem = Diagnostic::new(code, self.key_place(above, &entry.written), message);
        // The mend is certain where the key alone has to change, and where that makes no duplicate.
        let certain = alone && keys.standard.contains(&entry.key) && !matches!(entry.node, Node::Map(_));
        if certain {
            problem.help(format!("write `{}:`", entry.key)).edit(entry.key)
        } else {
            problem.help(format!("write it as {words}"))
        }
    }

    fn unknown_key(&mut self, place: Place, key: &str, keys: &Keys, otherwise: &str) {
        let folded = fold(key);
        let help = match keys.unread.iter().find(|(unread, _)| fold(unread) == folded) {
            Some((_, instead)) => (*instead).to_owned(),
            None => match suggest::nearest(key, keys.standard.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? If not, {otherwise}"),
                None => otherwise.to_owned(),
            },
        };
        let message = format!("`{}` is no field of {}", shown(key), keys.of);
        self.problems.push(Diagnostic::new(codes::UNKNOWN_KEY, place, message).help(help));
    }

    fn key_place(&self, above: Option<&Way<'_>>, key: &str) -> Place {
        let path = above.map_or_else(|| FieldPath::key(key), |above| above.path().then(key));
        Place::field_key(self.file, path)
    }
}
