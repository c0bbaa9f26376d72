//! Changes → the waves in which they are made, by the links of the pages among them.

use std::sync::{Mutex, PoisonError};

use rapidhash::RapidHashMap;

use super::Changes;
use crate::publish::manifest::Entry;
use crate::publish::order::{Sending, waves, waves_of_deletion};
use crate::publish::serving::is_document;
use crate::publish::standing::unpacked;
use crate::publish::{ChangeKind, DeployError, links};

impl Changes<'_> {
    /// The order in which files are sent; those that go to be deleted have their own.
    pub(super) fn in_waves(&self) -> Result<Vec<Vec<usize>>, DeployError> {
        let sent: Vec<usize> =
            (0..self.changes.len()).filter(|place| self.changes[*place].kind != ChangeKind::Delete).collect();
        let new: Vec<&str> = sent.iter().map(|place| self.changes[*place].path.as_str()).collect();
        // Where nothing is new, nothing can lead to what is not there.
        let has_new = self.changes.iter().any(|change| change.kind == ChangeKind::Add);
        let read = |path: &str| if has_new { self.text(path) } else { Ok(Vec::new()) };
        let sendings = self.sendings(&new, read)?;
        Ok(waves(&sendings).into_iter().map(|wave| wave.into_iter().map(|place| sent[place]).collect()).collect())
    }

    /// The paths that are deleted, what leads to others first.
    pub(super) fn deletions(&self) -> Result<Vec<Vec<String>>, DeployError> {
        let gone: Vec<&str> = self
            .changes
            .iter()
            .filter(|change| change.kind == ChangeKind::Delete)
            .map(|change| change.path.as_str())
            .collect();
        let read = |path: &str| {
            let held = self.target.shelf.read(path)?;
            let entry = self.standing.manifest.files.get(path).cloned().unwrap_or_default();
            Ok(held
                .and_then(|held| unpacked(held.bytes, &Entry { headers: held.mark.headers, ..entry }))
                .unwrap_or_default())
        };
        let sendings = self.sendings(&gone, read)?;
        let named = |wave: Vec<usize>| wave.into_iter().map(|place| gone[place].to_owned()).collect();
        Ok(waves_of_deletion(&sendings).into_iter().map(named).collect())
    }

    /// The files at `paths`, each with its links to others of them.
    fn sendings(
        &self,
        paths: &[&str],
        read: impl Fn(&str) -> Result<Vec<u8>, DeployError> + Sync,
    ) -> Result<Vec<Sending>, DeployError> {
        let places: RapidHashMap<&str, usize> = paths.iter().enumerate().map(|(place, path)| (*path, place)).collect();
        let sendings: Vec<Mutex<Sending>> = paths
            .iter()
            .map(|path| {
                Mutex::new(Sending {
                    path: (*path).to_owned(),
                    is_there: self.standing.listed.contains_key(*path),
                    was_deployed: self.standing.manifest.files.contains_key(*path),
                    links: Vec::new(),
                })
            })
            .collect();
        let all: Vec<usize> =
            (0..paths.len()).filter(|place| is_document(paths[*place]) || paths[*place].ends_with(".css")).collect();
        self.target.shelf.each(&all, |place| {
            let text = read(paths[*place])?;
            let find = |path: &str| places.get_key_value(path).map(|(known, _)| *known);
            let found = links::of(&text, paths[*place], &self.target.terms.base_url, find);
            let mut found: Vec<usize> =
                found.iter().filter_map(|path| places.get(path).copied()).filter(|link| link != place).collect();
            found.sort_unstable();
            found.dedup();
            sendings[*place].lock().unwrap_or_else(PoisonError::into_inner).links = found;
            Ok(())
        })?;
        Ok(sendings.into_iter().map(|sending| sending.into_inner().unwrap_or_else(PoisonError::into_inner)).collect())
    }

    /// The bytes of a file that is to be sent.
    fn text(&self, path: &str) -> Result<Vec<u8>, DeployError> {
        if let Some(site) = self.site {
            return site.get(path).map_or(Ok(Vec::new()), |file| site.bytes(file));
        }
        let Some(wanted) = self.wanted.get(path) else { return Ok(Vec::new()) };
        let held = self.target.shelf.read(&wanted.entry.kept())?;
        Ok(held.and_then(|held| unpacked(held.bytes, &wanted.entry)).unwrap_or_default())
    }
}
