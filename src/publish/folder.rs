//! A folder: of this machine, or of another one that is mounted here.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;

use super::error::of_store;
use super::shelved::{Shelved, Terms};
use super::{DeployError, Fault, Shelf, Surroundings, Target, TargetKind};
use crate::discover::{SETTINGS_FILE, SOURCE_FOLDERS};
use crate::settings::DeployTarget;
use crate::write::STATE_FOLDER;

/// Folders, and `file://`.
pub(super) struct Folder;

impl TargetKind for Folder {
    fn example(&self) -> &'static str {
        "../www"
    }

    fn claims(&self, to: &str) -> bool {
        to.starts_with("file://") || !to.contains("://")
    }

    fn open(&self, settings: &DeployTarget, surroundings: &Surroundings) -> Result<Box<dyn Target>, DeployError> {
        let path = path(&settings.to).ok_or_else(|| {
            let message = format!("`{}` is no folder of this machine", settings.to);
            DeployError::bad_target(settings, message, "write its path, such as `../www` or `/srv/www`")
        })?;
        let folder = surroundings.root.join(path);
        if let Some(held) = of_the_site(&folder, surroundings) {
            let message = format!("`{}` is or holds `{}`, which is the site's own", settings.to, held.display());
            return Err(DeployError::bad_target(settings, message, "name a folder of its own, such as `../www`"));
        }
        let store: Arc<dyn ObjectStore> = match surroundings.only_looks && !folder.exists() {
            true => Arc::new(InMemory::new()),
            false => Arc::new(opened(&folder)?),
        };
        let place = folder.canonicalize().unwrap_or(folder).display().to_string();
        let shelf = Shelf::new(store, "", place, settings.parallel, false)?;
        // Nothing is said with a file of a folder, so none is encoded.
        let terms = Terms { compress: false, ..Terms::of(settings, surroundings) };
        Ok(Box::new(Shelved::new(shelf, terms)))
    }
}

/// The folder, made if it is not there.
fn opened(folder: &Path) -> Result<LocalFileSystem, DeployError> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let message = format!("`{}` cannot be made: {error}", folder.display());
        DeployError::new(Fault::Refused, message).help("give yourself the right to write there, or name another folder")
    })?;
    let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| of_store("be opened", &error))?;
    Ok(store.with_automatic_cleanup(true))
}

/// The part of the site that `folder` would write into or over: sources, what builds remember, what they write.
fn of_the_site(folder: &Path, surroundings: &Surroundings) -> Option<PathBuf> {
    let real =
        |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let folder = real(folder);
    let own = SOURCE_FOLDERS
        .into_iter()
        .chain([SETTINGS_FILE, STATE_FOLDER, ".git"])
        .map(|name| surroundings.root.join(name));
    let mut own = own.chain([surroundings.output.clone()]);
    own.find(|own| folder.starts_with(real(own)) || real(own).starts_with(&folder))
}

fn path(to: &str) -> Option<PathBuf> {
    match to.starts_with("file://") {
        true => url::Url::parse(to).ok()?.to_file_path().ok(),
        false => Some(PathBuf::from(to)),
    }
}
