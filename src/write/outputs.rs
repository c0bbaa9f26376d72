//! The outputs of a new site, found by their paths, in the order of writing.

use std::borrow::Cow;
use std::io;

use rayon::prelude::*;

use super::Report;
use super::entry::{Entry, key};
use super::marker::Owned;
use crate::names::output_path::OutputPath;

/// One output of the new site.
#[derive(Debug)]
pub(super) struct Made {
    /// The key of its path, by which it is found.
    pub(super) key: u64,
    pub(super) path: OutputPath,
    /// What the ledger will say of it.
    pub(super) entry: Entry,
    /// The number of its file in the staging; nothing where the file in the site is already right.
    pub(super) staged: Option<u64>,
}

impl Made {
    pub(super) fn new(path: &OutputPath, entry: Entry, staged: Option<u64>) -> Made {
        Made { key: key(path.as_str()), path: path.clone(), entry, staged }
    }
}

/// The outputs of the new site. They are large, and so stay where they are: what is sorted is their places.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    lists: Vec<Vec<Made>>,
    /// The key of each path, sorted, and where it is.
    by_key: Vec<(u64, At)>,
    /// Where each is, in the order of writing.
    order: Vec<At>,
}

/// Where one of the outputs is: which list, and which of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct At(u32, u32);

impl Outputs {
    pub(super) fn new(lists: Vec<Vec<Made>>) -> Outputs {
        let of_list = |(made, list): (&Vec<Made>, u32)| -> Vec<(u64, At)> {
            made.iter().zip(0..).map(|(made, at)| (made.key, At(list, at))).collect()
        };
        let mut by_key: Vec<(u64, At)> = lists.iter().zip(0..).flat_map(of_list).collect();
        by_key.par_sort_unstable();
        Outputs { lists, by_key, order: Vec::new() }
    }

    fn at(&self, At(list, at): At) -> &Made {
        &self.lists[list as usize][at as usize]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Made> {
        self.lists.iter().flatten()
    }

    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Gives each its place in `order`, which must name all of them and each once.
    pub(super) fn arrange(&mut self, order: &[Cow<'_, OutputPath>]) -> io::Result<()> {
        let keyed = |(place, path): (usize, &Cow<'_, OutputPath>)| (key(path.as_str()), place);
        let mut places: Vec<(u64, usize)> = order.par_iter().enumerate().map(keyed).collect();
        places.par_sort_unstable();
        if !places.iter().map(|(key, _)| *key).eq(self.keys()) {
            return Err(self.disorder(order));
        }
        self.order = vec![At::default(); self.len()];
        for ((_, place), (_, at)) in places.into_iter().zip(&self.by_key) {
            self.order[place] = *at;
        }
        Ok(())
    }

    fn disorder(&self, order: &[Cow<'_, OutputPath>]) -> io::Error {
        let unmade = order.iter().find(|path| self.find(path.as_str()).is_none());
        let is_named = |made: &&Made| order.iter().any(|path| **path == made.path);
        io::Error::other(match (unmade, self.iter().find(|made| !is_named(made))) {
            (Some(path), _) => format!("`{path}` is part of the site and was not made"),
            (None, Some(made)) => format!("`{}` was made and is not part of the site", made.path),
            (None, None) => "the site names an output twice".to_owned(),
        })
    }

    /// Two outputs at one path, if there are any.
    pub(super) fn twice(&self) -> Option<&OutputPath> {
        let pair = self.by_key.windows(2).find(|pair| pair[0].0 == pair[1].0)?;
        Some(&self.at(pair[0].1).path)
    }

    /// The keys of their paths, sorted.
    pub(super) fn keys(&self) -> impl Iterator<Item = u64> {
        self.by_key.iter().map(|(key, _)| *key)
    }

    pub(super) fn find(&self, path: &str) -> Option<&Made> {
        let at = self.by_key.binary_search_by_key(&key(path), |(key, _)| *key).ok()?;
        Some(self.at(self.by_key[at].1))
    }

    fn in_order(&self) -> impl ExactSizeIterator<Item = &Made> + Clone {
        self.order.iter().map(|at| self.at(*at))
    }

    /// Those whose files are in the staging, in the order of writing, each with its number there.
    pub(super) fn staged(&self) -> Vec<(&OutputPath, u64)> {
        self.in_order().filter_map(|made| Some((&made.path, made.staged?))).collect()
    }

    /// What the new site owns.
    pub(super) fn owned(&self) -> Owned {
        Owned::of_keys(self.keys().collect())
    }

    /// What the ledger of the new site says of its files, in the order of writing.
    pub(super) fn files(&self) -> impl ExactSizeIterator<Item = (u64, &str, Entry)> + Clone {
        self.in_order().map(|made| (made.key, made.path.as_str(), made.entry))
    }

    /// Counts what was written and what was not.
    pub(super) fn report(&self) -> Report {
        let written = || self.iter().filter(|made| made.staged.is_some());
        Report {
            written: written().count(),
            unchanged: self.len() - written().count(),
            deleted: 0,
            bytes: written().map(|made| made.entry.length).sum(),
        }
    }
}
