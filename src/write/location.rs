//! Output folder → the same in canonical form, if a site may stand there at all.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::WriteError;
use super::lock::STATE_FOLDER;
use crate::discover::{SETTINGS_FILE, SOURCE_FOLDERS};

/// Resolves `output` against `root`, which is canonical; `home` is the user's home folder.
///
/// # Errors
/// `output-in-sources`, `unfit-output`.
pub(super) fn resolve(output: &Path, root: &Path, home: Option<&Path>) -> Result<PathBuf, WriteError> {
    let output = canonical(&root.join(output)).map_err(WriteError::failed("found", output))?;
    let in_sources = |source: &str| WriteError::InSources { output: output.clone(), source: source.to_owned() };
    let unfit = |what| WriteError::Unfit { output: output.clone(), what };
    if output.parent().is_none() {
        return Err(unfit("the top of the disk"));
    }
    if root.starts_with(&output) {
        return Err(in_sources(&root.display().to_string()));
    }
    for source in SOURCE_FOLDERS.into_iter().chain([SETTINGS_FILE, STATE_FOLDER, ".git"]) {
        let as_named = root.join(source);
        let as_linked = as_named.canonicalize().unwrap_or_else(|_| as_named.clone());
        if [as_named, as_linked].iter().any(|place| place.starts_with(&output) || output.starts_with(place)) {
            return Err(in_sources(source));
        }
    }
    if home.is_some_and(|home| home.starts_with(&output)) {
        return Err(unfit("the home folder, or holds it"));
    }
    if output.exists() && !output.is_dir() {
        return Err(unfit("a file"));
    }
    Ok(output)
}

/// The canonical form of a path whose end need not be there yet.
fn canonical(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::Prefix(_) | Component::RootDir => resolved.push(component),
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Normal(name) => {
                let next = resolved.join(name);
                resolved = match next.canonicalize() {
                    Ok(there) => there,
                    Err(error) if next.is_symlink() => return Err(error),
                    Err(_) => next,
                };
            }
        }
    }
    Ok(resolved)
}
