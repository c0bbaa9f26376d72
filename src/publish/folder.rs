//! A folder: of this machine, or of another one that is mounted here.

use std::path::PathBuf;
use std::sync::Arc;

use object_store::local::LocalFileSystem;

use super::error::of_store;
use super::shelved::{Shelved, Terms};
use super::{DeployError, Fault, Shelf, Surroundings, Target, TargetKind};
use crate::settings::DeployTarget;

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
        std::fs::create_dir_all(&folder).map_err(|error| {
            let message = format!("`{}` cannot be made: {error}", folder.display());
            DeployError::new(Fault::Refused, message)
                .help("give yourself the right to write there, or name another folder")
        })?;
        let store = LocalFileSystem::new_with_prefix(&folder).map_err(|error| of_store("be opened", &error))?;
        let place = folder.display().to_string();
        let shelf = Shelf::new(Arc::new(store.with_automatic_cleanup(true)), "", place, settings.parallel, false)?;
        // Nothing is said with a file of a folder, so none is encoded.
        let terms = Terms { compress: false, ..Terms::of(settings, surroundings) };
        Ok(Box::new(Shelved::new(shelf, terms)))
    }
}

fn path(to: &str) -> Option<PathBuf> {
    match to.starts_with("file://") {
        true => url::Url::parse(to).ok()?.to_file_path().ok(),
        false => Some(PathBuf::from(to)),
    }
}
