//! The commit of an update: file by file into the folder that is there, deletions last, the marker at the end.
//!
//! What stands in the way is looked at before the first change. From then on the ledger is gone and the marker owns
//! the old files and the new, so that the build after a kill knows them all as ours, and trusts none.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use rapidhash::RapidHashSet;
use walkdir::WalkDir;

use super::build::{Build, Step};
use super::ledger::remove;
use super::leftovers::{is_there, key_of};
use super::marker::Owned;
use super::outputs::Outputs;
use super::staging::Folders;
use super::{Report, Target, WriteError};
use crate::names::output_path::OutputPath;

/// Renames the staged files to their places in the order of writing, those that are new first, and deletes what the site no
/// longer has.
pub(super) fn commit(build: Build<'_>, made: &Outputs, before: &mut dyn FnMut(Step)) -> Result<Report, WriteError> {
    let Build { mut target, staging, note, .. } = build;
    let owned = made.owned();
    let vanished = target.vanished(made)?;
    let staged: Vec<(&OutputPath, u64)> = made.staged();
    let in_the_way = Obstacles::find(&target, made, &staged, &vanished)?;

    let old = std::mem::take(&mut target.ledger);
    let before_it = old.sum();
    let ledger = old.followed_by(owned.checksum(), &note, made.files());
    let mut report = made.report();
    let is_marked = Owned::read(&target.output).as_ref() == Some(&owned);
    if report.written == 0 && vanished.is_empty() && is_marked {
        if ledger.sum() != before_it {
            before(Step::Remember);
            target.remember(&ledger);
        }
        return Ok(report);
    }

    before(Step::Forget);
    target.forget()?;
    let both = if owned == target.owned { owned.clone() } else { owned.union(&target.owned) };
    if both != target.owned || !is_marked {
        staging.make().map_err(WriteError::failed("created", staging.folder()))?;
    }
    let mark = |owned: &Owned| {
        let marked = owned.write(&target.output, &staging.folder().join("marker"));
        marked.map_err(WriteError::failed("written", &target.output))
    };
    if both != target.owned {
        before(Step::Mark);
        mark(&both)?;
    }
    let mut put_in_place = || {
        report.deleted = delete(&target.output, &in_the_way, before)?;
        let folders = Folders::new(target.output.clone());
        // What is new comes first, whatever its rank: a page in the place of an old one may be the first to link to it.
        let (new, replacing): (Vec<_>, Vec<_>) =
            staged.iter().partition(|(path, _)| !is_there(&target.output.join(path.as_str())));
        for (path, serial) in new.into_iter().chain(replacing) {
            before(Step::Replace);
            put(&folders, &target.output, path, &Build::staged(&staging, serial))?;
        }
        report.deleted += delete(&target.output, &vanished, before)?;
        if !is_marked {
            before(Step::Mark);
            mark(&owned)?;
        }
        Ok(())
    };
    put_in_place().map_err(WriteError::midway)?;
    drop(staging);
    before(Step::Remember);
    target.remember(&ledger);
    Ok(report)
}

fn put(folders: &Folders, output: &Path, path: &OutputPath, staged: &Path) -> Result<(), WriteError> {
    let location = output.join(path.as_str());
    let rename = || fs::rename(staged, &location);
    let put = folders.ensure(path.folder()).and_then(|()| rename()).or_else(|error| {
        // Somebody may have deleted our files there by hand and left their folder.
        if remove_empty_folders(&location) { rename() } else { Err(error) }
    });
    put.map_err(WriteError::failed("written", &location))
}

/// Deletes a folder that has nothing but folders in it; says whether it was one.
fn remove_empty_folders(folder: &Path) -> bool {
    let is_folder = folder.is_dir() && !folder.is_symlink();
    let mut entries = WalkDir::new(folder).contents_first(true).into_iter();
    is_folder && entries.all(|entry| entry.is_ok_and(|entry| fs::remove_dir(entry.path()).is_ok()))
}

/// Deletes `paths` below `output`, and the folders that are empty then; says how many files there were.
///
/// What has become a folder, or lies behind a link, is not what we wrote and stays.
pub(super) fn delete(output: &Path, paths: &[OutputPath], before: &mut dyn FnMut(Step)) -> Result<usize, WriteError> {
    let mut folders = BTreeSet::new();
    let mut deleted = 0;
    for path in paths {
        let location = output.join(path.as_str());
        let is_folder = location.is_dir() && !location.is_symlink();
        if !is_folder && !has_link_above(output, path) {
            before(Step::Delete);
            deleted += usize::from(remove(&location).map_err(WriteError::failed("deleted", &location))?);
            folders.extend(folders_above(path.as_str()).map(str::to_owned));
        }
    }
    for folder in folders.iter().rev() {
        // A folder that is not empty stays.
        let _ = fs::remove_dir(output.join(folder));
    }
    Ok(deleted)
}

fn has_link_above(output: &Path, path: &OutputPath) -> bool {
    folders_above(path.as_str()).any(|folder| output.join(folder).is_symlink())
}

/// The folders that hold `path`, from the inmost to the top: `a/b`, `a` for `a/b/c`.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(path.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/')).map(|(folder, _)| folder)
}

/// Finds what must be deleted before the new files can take their places.
struct Obstacles<'a> {
    target: &'a Target<'a>,
    made: &'a Outputs,
    /// Folders known to be none.
    clear: RapidHashSet<&'a str>,
    found: BTreeSet<OutputPath>,
}

impl<'a> Obstacles<'a> {
    /// Looks at the place of every staged file.
    ///
    /// Errors: `foreign-file` where something stands there that may not be deleted.
    fn find(
        target: &'a Target<'a>,
        made: &'a Outputs,
        staged: &[(&'a OutputPath, u64)],
        vanished: &[OutputPath],
    ) -> Result<Vec<OutputPath>, WriteError> {
        let mut obstacles = Obstacles { target, made, clear: RapidHashSet::default(), found: BTreeSet::new() };
        for (path, _) in staged {
            obstacles.on_the_way_to(path)?;
            obstacles.at(path)?;
        }
        // Where case does not count, deleting `About` after writing `about` would delete the new file.
        if !vanished.is_empty() {
            let staged: RapidHashSet<String> = staged.iter().map(|(path, _)| path.as_str().to_lowercase()).collect();
            let twins = vanished.iter().filter(|path| staged.contains(&path.as_str().to_lowercase()));
            obstacles.found.extend(twins.cloned());
        }
        Ok(obstacles.found.into_iter().collect())
    }

    /// A file or a link where a folder is needed.
    fn on_the_way_to(&mut self, path: &'a OutputPath) -> Result<(), WriteError> {
        for folder in folders_above(path.as_str()) {
            if !self.clear.insert(folder) {
                break;
            }
            let location = self.location(folder);
            match fs::symlink_metadata(&location) {
                Ok(metadata) if !metadata.is_dir() => self.give_way(folder, &location, &metadata)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A folder where a file is needed, or a file that is not ours.
    fn at(&mut self, path: &'a OutputPath) -> Result<(), WriteError> {
        let location = self.location(path.as_str());
        let Ok(metadata) = fs::symlink_metadata(&location) else { return Ok(()) };
        if !metadata.is_dir() {
            // The rename replaces it.
            let may_replace = self.may_delete(path.as_str(), &metadata);
            return if may_replace {
                Ok(())
            } else {
                Err(WriteError::ForeignFile { path: location, is_folder: false })
            };
        }
        for entry in WalkDir::new(&location).into_iter().flatten().filter(|entry| !entry.file_type().is_dir()) {
            let key = entry.path().strip_prefix(&self.target.output).ok().and_then(key_of);
            let ours = key.filter(|key| self.target.owned.contains(key)).and_then(|key| OutputPath::new(&key));
            match ours {
                Some(file) if self.made.find(file.as_str()).is_none() => self.found.insert(file),
                _ => return Err(WriteError::ForeignFile { path: location, is_folder: true }),
            };
        }
        Ok(())
    }

    fn give_way(&mut self, path: &str, location: &Path, metadata: &Metadata) -> Result<(), WriteError> {
        match OutputPath::new(path) {
            Some(file) if self.may_delete(path, metadata) && self.made.find(path).is_none() => {
                self.found.insert(file);
                Ok(())
            }
            _ => Err(WriteError::ForeignFile { path: location.to_path_buf(), is_folder: false }),
        }
    }

    /// We never write links, so that a link is not ours whatever its path.
    fn may_delete(&self, path: &str, metadata: &Metadata) -> bool {
        self.target.force || (metadata.is_file() && self.target.owned.contains(path))
    }

    fn location(&self, path: &str) -> PathBuf {
        self.target.output.join(path)
    }
}
