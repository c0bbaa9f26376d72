//! A folder and its list: every file of either.

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::{Fault, Finding, Listed, Listing, Verdict, digits};
use crate::names::output_path::OutputPath;
use crate::write::{LISTING, MARKER};

/// Compares the files of `folder` with the list. Where the list is only a `sample`, what else is there is not told.
pub fn verify_folder(folder: &Path, listing: &Listing, is_sample: bool) -> Verdict {
    let compare = |(path, listed): &(OutputPath, Listed)| compare(folder, path, listed);
    let mut findings: Vec<Finding> = listing.files.par_iter().filter_map(compare).collect();
    if !is_sample {
        findings.extend(unexpected(folder, listing));
    }
    findings.sort();
    Verdict { compared: listing.files.len(), findings, ..Verdict::default() }
}

fn compare(folder: &Path, path: &OutputPath, listed: &Listed) -> Option<Finding> {
    let mut hasher = Sha256::new();
    let hashed = File::open(folder.join(path.as_str())).and_then(|mut file| io::copy(&mut file, &mut hasher));
    match hashed {
        Ok(bytes) => Finding::compare(path, listed, bytes, &digits(&hasher.finalize())),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Some(Finding::new(path.as_str(), Fault::Missing, ""))
        }
        Err(error) => Some(Finding::new(path.as_str(), Fault::Unreadable, error.to_string())),
    }
}

/// What a deploy keeps beside the site, and git where the folder is a branch of it. No host shows either as a page.
const BESIDE: [&str; 2] = [".git/", ".reportage-deploy/"];

/// The files that are not listed, but for the list itself, what says that the folder is ours, and what is kept beside it.
fn unexpected(folder: &Path, listing: &Listing) -> Vec<Finding> {
    let listed: HashSet<&str> = listing.files.iter().map(|(path, _)| path.as_str()).collect();
    let finding = |entry: walkdir::Result<walkdir::DirEntry>| match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) => {
            let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let path = inside.to_string_lossy().replace('\\', "/");
            let is_known = listed.contains(&*path)
                || path == LISTING
                || path == MARKER
                || BESIDE.iter().any(|folder| path.starts_with(folder));
            (!is_known).then(|| Finding::new(&path, Fault::Unexpected, ""))
        }
        Err(error) => {
            let path = error.path().map(|path| path.display().to_string()).unwrap_or_default();
            Some(Finding::new(&path, Fault::Unreadable, error.to_string()))
        }
    };
    WalkDir::new(folder).into_iter().filter_map(finding).collect()
}
