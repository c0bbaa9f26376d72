//! What a build leaves beside the output folder while it works, and what becomes of it when the build was killed.
//!
//! Invariant: a file that is not ours is never deleted. A folder that has been a site carries its marker until its last
//! file is gone, so that it can be told from a staging that never became one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::WriteError;
use super::ledger::remove;
use super::marker::{MARKER, Owned};

/// The folder inside the output folder where an update collects its files: surely on the same disk.
pub(super) const INNER_STAGING: &str = ".reportage-staging";

/// The folder beside the output folder where a new site is collected.
pub(super) fn staging(output: &Path) -> PathBuf {
    beside(output, "staging")
}

/// The folder to which the old site is moved where two folders cannot change places in one step.
fn retired(output: &Path) -> PathBuf {
    beside(output, "retired")
}

fn beside(output: &Path, role: &str) -> PathBuf {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    output.with_file_name(format!(".{name}.{role}"))
}

/// Brings order into what a killed build left.
pub(super) fn mend(output: &Path) -> Result<(), WriteError> {
    let (staging, retired) = (staging(output), retired(output));
    if is_there(&retired) && !is_there(output) {
        fs::rename(&retired, output).map_err(WriteError::failed("renamed", &retired))?;
    }
    for folder in [staging, retired] {
        if is_there(&folder) {
            retire(&folder, output, &mut || ())?;
        }
    }
    let inner = output.join(INNER_STAGING);
    match fs::remove_dir_all(&inner) {
        Err(error) if is_there(&inner) => Err(WriteError::failed("deleted", &inner)(error)),
        _ => Ok(()),
    }
}

/// Puts `staging` in the place of `output`; gives the folder that then holds the old site, if there was one.
///
/// Where the operating system can, the two change places in one step, and there is no moment without a site.
pub(super) fn swap(staging: &Path, output: &Path) -> Result<Option<PathBuf>, WriteError> {
    // Succeeds for an empty folder only; a Windows rename would not replace it.
    let was_empty = fs::remove_dir(output).is_ok();
    if was_empty || !is_there(output) {
        fs::rename(staging, output).map_err(WriteError::failed("put in place", output))?;
        return Ok(None);
    }
    if Owned::read(output).is_none() {
        return Err(WriteError::ForeignOutput { output: output.to_path_buf(), found: first_name(output) });
    }
    if exchange(staging, output).is_ok() {
        return Ok(Some(staging.to_path_buf()));
    }
    let retired = retired(output);
    fs::rename(output, &retired).map_err(WriteError::failed("renamed", output))?;
    if let Err(error) = fs::rename(staging, output) {
        let back = fs::rename(&retired, output);
        let error = WriteError::failed("put in place", output)(error);
        return Err(if back.is_ok() { error } else { error.midway() });
    }
    Ok(Some(retired))
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Removes `folder`, which was a site or was to become one; `before` is called before each deletion.
///
/// Files in it that are not ours were put there by hand while the site was built: they move to `output`.
pub(super) fn retire(folder: &Path, output: &Path, before: &mut dyn FnMut()) -> Result<(), WriteError> {
    if folder.is_symlink() {
        return fs::remove_file(folder).map_err(WriteError::failed("deleted", folder));
    }
    let Some(owned) = Owned::read(folder) else {
        return fs::remove_dir_all(folder).map_err(WriteError::failed("deleted", folder));
    };
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true).into_iter().flatten() {
        let path = entry.path();
        let Ok(relative) = path.strip_prefix(folder) else { continue };
        if entry.file_type().is_dir() {
            // A folder that is not empty holds what could not be moved, which is reported below.
            let _ = fs::remove_dir(path);
        } else if relative != Path::new(MARKER) {
            before();
            if key_of(relative).is_some_and(|key| owned.contains(&key)) {
                remove(path).map_err(WriteError::failed("deleted", path))?;
            } else {
                carry_over(path, &output.join(relative))?;
            }
        }
    }
    remove(&folder.join(MARKER)).map_err(WriteError::failed("deleted", folder))?;
    fs::remove_dir(folder).map_err(WriteError::failed("deleted", folder))
}

fn carry_over(from: &Path, to: &Path) -> Result<(), WriteError> {
    if is_there(to) {
        return Err(WriteError::ForeignFile { path: from.to_path_buf(), is_folder: false });
    }
    let made = to.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::rename(from, to)).map_err(WriteError::failed("moved", from))
}

/// A path below a folder in the words in which we own files; nothing for names that we never write.
pub(super) fn key_of(relative: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Whether anything is at `path`, a broken link included.
pub(super) fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The name of something in `folder`, the first in order.
pub(super) fn first_name(folder: &Path) -> String {
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.min().unwrap_or_default().to_string_lossy().into_owned()
}
