//! One state of the site, planned: every output, who makes it, and everything that it is made from.

use std::collections::hash_map::Entry;
use std::sync::{Arc, OnceLock};

use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;

use crate::address::Address;
use crate::archive::Archive;
use crate::diag::{Checked, Diagnostic, Place};
use crate::fingerprint::{Fingerprint, Ingredients};
use crate::link::Paths;
use crate::model::date::PartialDate;
use crate::source::Files;
use crate::view::Views;

mod stream;

pub use stream::{Stream, Streamed};

/// One file of the site to be made.
pub struct Output {
    /// Where it stands.
    pub address: Address,
    /// When it is written: what is linked to comes before what links to it.
    pub rank: Rank,
    /// The content file or setting that asks for it.
    pub origin: Place,
    /// Whether the sitemap lists it, and since when it is as it is, where that is known.
    pub listing: Listing,
    /// Makes its bytes.
    pub make: Box<dyn Make>,
}

/// The order of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Style sheets, pictures, files: what pages need.
    Asset,
    /// Pages of records, and the archive's own.
    Content,
    /// Pages that list others.
    List,
    /// Feeds, sitemaps, redirects: what leads to pages from outside.
    Signpost,
}

impl Rank {
    const COUNT: usize = Rank::Signpost as usize + 1;
}

/// Whether the sitemap lists an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// It does not.
    Unlisted,
    /// It does.
    Listed(Option<PartialDate>),
}

/// Makes the bytes of an output: a pure function of the site.
pub trait Make: Send + Sync {
    /// What the bytes are made from: while all of it is the same, so are they.
    fn made_from(&self, site: &Site) -> Ingredients;

    /// The bytes; none where a problem kept them from being made.
    fn bytes(&self, site: &Site) -> Checked<Vec<u8>>;

    /// The problems of making them, without the bytes; quick where there can be none.
    fn problems(&self, site: &Site) -> Vec<Diagnostic> {
        self.bytes(site).problems
    }

    /// How the bytes are written as they come, where they may be too many to be in memory at once: whoever writes to a
    /// disk asks for this and not for `bytes`.
    fn stream(&self) -> Option<&dyn Stream> {
        None
    }

    /// Whether the preview may go on showing it as it was until there is time: what hangs on the text of every body is
    /// not made again at once whenever one is saved. All such outputs are shown of one state.
    fn may_lag(&self) -> bool {
        false
    }

    /// Does what costs most of making it, where that is shared with others; `bytes` does it otherwise.
    fn prepare(&self, _: &Site) {}
}

/// What an output is, for those who keep it.
pub enum Content<'a> {
    /// Its bytes.
    Whole(&'a [u8]),
    /// What writes its bytes, of which there may be too many for memory.
    Streamed(&'a dyn Stream),
}

/// One state of the site, planned: what there is to be made, and everything that it is made from.
pub struct Site {
    /// The views, with archive, settings and theme.
    pub views: Views,
    /// The site's source files.
    pub files: Files,
    /// Every path of the site.
    pub paths: Arc<Paths>,
    outputs: Arc<Vec<Output>>,
    by_path: Arc<ByPath>,
    texts: OnceLock<Fingerprint>,
}

impl Site {
    /// A site of `outputs`, no two of which stand at one path; `by_path` has the place of each.
    pub fn new(views: Views, files: Files, outputs: Vec<Output>, by_path: ByPath) -> Site {
        let paths: Paths = outputs.par_iter().map(|output| output.address.path.clone()).collect();
        Site {
            views,
            files,
            paths: Arc::new(paths),
            outputs: Arc::new(outputs),
            by_path: Arc::new(by_path),
            texts: OnceLock::new(),
        }
    }

    /// The site of `archive`, which differs from this one's in bodies alone, and of `files` as they now are: what there
    /// is to be made, and where, is the same.
    #[must_use]
    pub fn of_revised(&self, archive: Archive, files: Files) -> Site {
        let (paths, outputs, by_path) = (self.paths.clone(), self.outputs.clone(), self.by_path.clone());
        Site { views: self.views.of_revised(archive), files, paths, outputs, by_path, texts: OnceLock::new() }
    }

    /// What all texts of this state are made from, which `make` works out when it is first asked for: once, and not for
    /// each of the outputs that hang on all of them.
    pub fn texts_print(&self, make: impl FnOnce(&Site) -> Fingerprint) -> Fingerprint {
        *self.texts.get_or_init(|| make(self))
    }

    /// Every output, in the order of their formats.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// The output whose file is `path`: `tags/x/index.html`; the difference of case does not count.
    pub fn output(&self, path: &str) -> Option<&Output> {
        self.place(path).map(|place| &self.outputs[place])
    }

    /// The place of that output among all.
    pub fn place(&self, path: &str) -> Option<usize> {
        self.by_path.find(path)
    }

    /// Every output by its place, what is linked to before what links to it.
    pub fn in_order_of_writing(&self) -> Vec<&Output> {
        let mut by_rank: [Vec<&Output>; Rank::COUNT] = Default::default();
        for output in self.outputs.iter() {
            by_rank[output.rank as usize].push(output);
        }
        by_rank.concat()
    }
}

/// Where each output stands among all, by its path without the difference of case, which many file systems do not make.
#[derive(Debug, Default)]
pub struct ByPath(RapidHashMap<u64, usize>);

impl ByPath {
    /// Makes room for `more` paths.
    pub fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    /// Gives `path` this place; or tells which place it has already.
    pub fn add(&mut self, path: &str, place: usize) -> Option<usize> {
        match self.0.entry(key(path)) {
            Entry::Vacant(slot) => {
                slot.insert(place);
                None
            }
            Entry::Occupied(first) => Some(*first.get()),
        }
    }

    /// The place of `path`.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.0.get(&key(path)).copied()
    }
}

fn key(path: &str) -> u64 {
    let is_lower = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { rapidhash_v3(path.as_bytes()) } else { rapidhash_v3(path.to_lowercase().as_bytes()) }
}
