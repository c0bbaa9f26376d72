//! What a target serves, read back and held against the site.

use std::sync::Mutex;
use std::sync::PoisonError;

use sha2::{Digest, Sha256};

use super::local::{LocalFile, hexadecimal};
use super::manifest::Entry;
use super::standing::unpacked;
use super::{DeployError, LocalSite, Shelf, Verified};

/// Files that are read where not all are.
const SOME: usize = 50;

/// How much is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// Fifty files, spread over the site.
    Some,
    /// Every file.
    All,
}

/// Reads files back; `entry` says how each ought to be.
pub(super) fn read_back(
    shelf: &Shelf,
    site: &LocalSite,
    sample: Sample,
    entry: impl Fn(&str, u64, &str) -> Entry + Sync,
) -> Result<Verified, DeployError> {
    let step = match sample {
        Sample::All => 1,
        Sample::Some => site.files.len().div_ceil(SOME).max(1),
    };
    let files: Vec<&LocalFile> = site.files.iter().step_by(step).collect();
    let differing: Mutex<Vec<(String, String)>> = Mutex::default();
    shelf.each(&files, |file| {
        let wanted = entry(&file.path, file.size, &file.sha256);
        if let Some(what) = difference(shelf, file, &wanted)? {
            differing.lock().unwrap_or_else(PoisonError::into_inner).push((file.path.clone(), what));
        }
        Ok(())
    })?;
    let mut differing = differing.into_inner().unwrap_or_else(PoisonError::into_inner);
    differing.sort();
    Ok(Verified { read: files.len(), differing })
}

/// What is otherwise at the target than it ought to be.
fn difference(shelf: &Shelf, file: &LocalFile, wanted: &Entry) -> Result<Option<String>, DeployError> {
    let Some(held) = shelf.read(&file.path)? else { return Ok(Some("it is not there".to_owned())) };
    let (found, due) = (&held.mark.headers, &wanted.headers);
    let headers = [
        ("Content-Type", Some(&found.content_type), Some(&due.content_type)),
        ("Cache-Control", Some(&found.cache_control), Some(&due.cache_control)),
        ("Content-Encoding", found.content_encoding.as_ref(), due.content_encoding.as_ref()),
    ];
    if shelf.has_headers()
        && let Some((name, found, due)) = headers.into_iter().find(|(_, found, due)| found != due)
    {
        let shown = |value: Option<&String>| value.map_or("nothing", String::as_str).to_owned();
        return Ok(Some(format!("`{name}` is `{}`, not `{}`", shown(found), shown(due))));
    }
    let bytes = unpacked(held.bytes, wanted);
    let is_same = bytes.is_some_and(|bytes| hexadecimal(&Sha256::digest(&bytes)) == file.sha256);
    Ok((!is_same).then(|| "its bytes are others".to_owned()))
}
