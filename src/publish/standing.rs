//! What a target has now: its list, its manifest, and what is known of each file by the two.

use std::collections::{BTreeMap, BTreeSet};

use object_store::UpdateVersion;
use sha2::{Digest, Sha256};

use super::local::hexadecimal;
use super::manifest::{Entry, KEPT, LOCK, MANIFEST, Manifest, OWN, UNDER_WAY, UnderWay};
use super::shelf::{Listed, PART};
use super::{DeployError, Fault, Shelf};
use crate::compress::{Encoding, expand};

/// What a target has now.
pub(super) struct Standing {
    /// The last whole deploy.
    pub(super) manifest: Manifest,
    /// The manifest's version; nothing where there is none yet.
    pub(super) version: Option<UpdateVersion>,
    /// What a deploy noted that did not come to its end.
    pub(super) under_way: Option<UnderWay>,
    /// Every file but our own, by its path.
    pub(super) listed: BTreeMap<String, Listed>,
    /// What is kept of sites before.
    pub(super) kept: BTreeSet<String>,
    /// Whether somebody holds the lock, or has left it.
    pub(super) is_locked: bool,
}

impl Standing {
    /// Looks at the target.
    pub(super) fn of(shelf: &Shelf) -> Result<Standing, DeployError> {
        let mut listed = shelf.list()?;
        let own = listed.keys().filter(|path| path.starts_with(OWN)).cloned().collect::<Vec<_>>();
        own.iter().for_each(|path| drop(listed.remove(path)));
        let has = |path: &str| own.iter().any(|own| own == path);
        let mut standing = Standing {
            manifest: Manifest::default(),
            version: None,
            under_way: None,
            listed,
            kept: own.iter().filter(|path| path.starts_with(KEPT)).cloned().collect(),
            is_locked: has(LOCK),
        };
        if has(MANIFEST)
            && let Some(held) = shelf.read(MANIFEST)?
        {
            standing.manifest = serde_json::from_slice(&held.bytes).map_err(|_| damaged(MANIFEST))?;
            standing.version = Some(held.version);
        }
        if has(UNDER_WAY)
            && let Some(held) = shelf.read(UNDER_WAY)?
        {
            standing.under_way = Some(serde_json::from_slice(&held.bytes).map_err(|_| damaged(UNDER_WAY))?);
        }
        Ok(standing)
    }

    /// Whether another file than `path`'s of the manifest may be there, though one is.
    pub(super) fn is_as_deployed(&self, path: &str) -> bool {
        let (Some(entry), Some(listed)) = (self.manifest.files.get(path), self.listed.get(path)) else { return false };
        entry.tag.is_some() && entry.tag == listed.tag && entry.size == listed.size
    }

    /// Whether a file of that path at the target was put there by a deploy.
    pub(super) fn is_ours(&self, path: &str) -> bool {
        self.manifest.files.contains_key(path)
            || self.under_way.as_ref().is_some_and(|under_way| under_way.adds.contains(path))
    }

    /// Whether what is at `path` serves as `wanted`, whoever put it there; asks the target where the list does not tell.
    pub(super) fn serves(&self, path: &str, wanted: &Entry, shelf: &Shelf) -> Result<bool, DeployError> {
        let Some(listed) = self.listed.get(path) else { return Ok(false) };
        if self.is_as_deployed(path) {
            return Ok(self.manifest.files.get(path).is_some_and(|entry| entry.serves_as(wanted)));
        }
        if shelf.has_headers() {
            let mark = shelf.look(path)?;
            return Ok(
                mark.is_some_and(|mark| mark.sha256.as_ref() == Some(&wanted.sha256) && mark.headers == wanted.headers)
            );
        }
        // A folder says nothing of its files but their bytes.
        if listed.size != wanted.size {
            return Ok(false);
        }
        let held = shelf.read(path)?;
        Ok(held.is_some_and(|held| hexadecimal(&Sha256::digest(&held.bytes)) == wanted.sha256))
    }
}

/// The file's own bytes of what was stored as `entry`; nothing where it is not what it says.
pub(super) fn unpacked(bytes: Vec<u8>, entry: &Entry) -> Option<Vec<u8>> {
    match entry.headers.content_encoding.as_deref() {
        Some("gzip") => expand(Encoding::Gzip, &bytes, 16 * PART).ok(),
        Some(_) => None,
        None => Some(bytes),
    }
}

fn damaged(path: &str) -> DeployError {
    DeployError::new(Fault::Failed, format!("`{path}` at the target cannot be read")).help(
        "if another version of Reportage has written it, use that; otherwise delete it, and deploy all files again",
    )
}
