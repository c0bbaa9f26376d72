//! One state of the site, planned: every output, who makes it, and everything that it is made from.

use std::collections::HashMap;

use crate::address::Address;
use crate::diag::{Checked, Place};
use crate::fingerprint::Fingerprint;
use crate::link::Paths;
use crate::model::date::PartialDate;
use crate::source::Files;
use crate::view::Views;

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
    /// What the bytes are made from: while it is the same, so are they.
    fn print(&self, site: &Site) -> Fingerprint;

    /// The bytes; none where a problem kept them from being made.
    fn bytes(&self, site: &Site) -> Checked<Vec<u8>>;
}

/// One state of the site, planned: what there is to be made, and everything that it is made from.
pub struct Site {
    /// The views, with archive, settings and theme.
    pub views: Views,
    /// The site's source files.
    pub files: Files,
    /// Every path of the site.
    pub paths: Paths,
    outputs: Vec<Output>,
    by_path: HashMap<String, usize>,
}

impl Site {
    /// A site of `outputs`, no two of which stand at one path.
    pub fn new(views: Views, files: Files, outputs: Vec<Output>) -> Site {
        let paths = outputs.iter().map(|output| output.address.path.clone()).collect();
        let by_path = outputs.iter().enumerate().map(|(place, output)| (output.key(), place)).collect();
        Site { views, files, paths, outputs, by_path }
    }

    /// Every output, in the order of their formats.
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// The output whose file is `path`: `tags/x/index.html`.
    pub fn output(&self, path: &str) -> Option<&Output> {
        self.by_path.get(&path.to_lowercase()).map(|place| &self.outputs[*place])
    }
}

impl Output {
    /// What no two outputs may share: the path without the difference of case, which many file systems do not make.
    pub fn key(&self) -> String {
        self.address.output.as_str().to_lowercase()
    }
}
