//! What a deploy notes of itself at the target: which files are ours, what each is, and what was there before.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::local::hexadecimal;
use super::serving::Headers;

/// The folder of what is ours and no part of the site.
pub(super) const OWN: &str = ".reportage-deploy/";

/// The manifest's path.
pub(super) const MANIFEST: &str = ".reportage-deploy/site.json";

/// The path of the note that a deploy is under way, or was when it was cut.
pub(super) const UNDER_WAY: &str = ".reportage-deploy/under-way.json";

/// The lock's path.
pub(super) const LOCK: &str = ".reportage-deploy/lock.json";

/// The folder of what was replaced or deleted.
pub(super) const KEPT: &str = ".reportage-deploy/kept/";

/// One state of the site at the target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// When it was deployed, as people are told.
    pub(super) deployed: String,
    /// Every file.
    pub(super) files: BTreeMap<String, Entry>,
    /// What was otherwise before: the entry of then, or nothing where the file was not there. Nothing at all where there
    /// is no site to return to.
    pub(super) before: Option<BTreeMap<String, Option<Entry>>>,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// SHA-256 of the file.
    pub(super) sha256: String,
    /// Bytes at the target, which are fewer where they are compressed.
    pub(super) size: u64,
    /// What the store calls this version of the file.
    pub(super) tag: Option<String>,
    /// What is said with it.
    pub(super) headers: Headers,
}

impl Entry {
    /// Whether both are the same to readers.
    pub(super) fn serves_as(&self, other: &Entry) -> bool {
        self.sha256 == other.sha256 && self.headers == other.headers
    }

    /// Where the file is kept once it is not served any more: one place for all that serve as it does.
    pub(super) fn kept(&self) -> String {
        let said = format!("{:?}", self.headers);
        format!("{KEPT}{}-{}", self.sha256, &hexadecimal(&Sha256::digest(said.as_bytes()))[..12])
    }
}

impl Manifest {
    /// The files of the site before this one; nothing where there is none to return to.
    pub(super) fn files_before(&self) -> Option<BTreeMap<String, Entry>> {
        let mut files = self.files.clone();
        for (path, entry) in self.before.as_ref()? {
            match entry {
                Some(entry) => files.insert(path.clone(), entry.clone()),
                None => files.remove(path),
            };
        }
        Some(files)
    }

    /// What of this site is otherwise in one of `files`.
    pub(super) fn against(&self, files: &BTreeMap<String, Entry>) -> BTreeMap<String, Option<Entry>> {
        let paths: BTreeSet<&String> = self.files.keys().chain(files.keys()).collect();
        let differs = |path: &&&String| match (self.files.get(**path), files.get(**path)) {
            (Some(old), Some(new)) => !old.serves_as(new),
            (old, new) => old.is_some() != new.is_some(),
        };
        paths.iter().filter(differs).map(|path| ((*path).clone(), self.files.get(*path).cloned())).collect()
    }

    /// The places of all that is kept for the site before this one.
    pub(super) fn kept(&self) -> BTreeSet<String> {
        self.before.iter().flat_map(|before| before.values().flatten()).map(Entry::kept).collect()
    }
}

/// What is noted before the first change, so that what a cut deploy has left is known to be ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct UnderWay {
    /// Paths that are in no manifest and may be there by now.
    pub(super) adds: BTreeSet<String>,
}
