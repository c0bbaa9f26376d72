//! A folder that a build wrote → its files, each with the hash of its bytes.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::{DeployError, Fault};
use crate::names::output_path::OutputPath;
use crate::write::MARKER;

/// What operating systems leave in folders.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Whatever begins so is ours and no part of the site: the marker, and the folder in which a build collects files.
const OURS: &str = ".reportage";

/// A site as a build wrote it.
#[derive(Clone, Debug)]
pub struct LocalSite {
    /// The folder.
    pub folder: PathBuf,
    /// Its files, sorted by path.
    pub files: Vec<LocalFile>,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalFile {
    /// Its path below the folder, with `/` between the parts.
    pub path: String,
    /// Its bytes' number.
    pub size: u64,
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
}

impl LocalSite {
    /// Reads the site in `folder`, every file of it once.
    ///
    /// # Errors
    /// `not-built` where no build wrote it; `deploy-failed` where a file cannot be read.
    pub fn open(folder: &Path) -> Result<LocalSite, DeployError> {
        if !folder.join(MARKER).is_file() {
            let message = format!("`{}` is no site that `reportage build` wrote", folder.display());
            return Err(DeployError::new(Fault::NotBuilt, message));
        }
        let mut paths = Vec::new();
        for entry in WalkDir::new(folder).min_depth(1) {
            let entry = entry.map_err(|error| {
                DeployError::new(Fault::Failed, format!("`{}` cannot be listed: {error}", folder.display()))
            })?;
            let Ok(below) = entry.path().strip_prefix(folder) else { continue };
            let Some(path) = below.to_str().map(|path| path.replace('\\', "/")) else {
                let message = format!("the name of `{}` is not UTF-8", entry.path().display());
                return Err(DeployError::new(Fault::Failed, message).help("rename the file in `static/`"));
            };
            let name = path.rsplit('/').next().unwrap_or(&path);
            // Links are followed by nobody: what they lead to is no part of the site.
            if entry.file_type().is_file() && !path.starts_with(OURS) && !LITTER.contains(&name) {
                paths.push(path);
            }
        }
        paths.sort();
        let files: Result<Vec<LocalFile>, DeployError> =
            paths.into_par_iter().map(|path| LocalFile::read(folder, path)).collect();
        Ok(LocalSite { folder: folder.to_owned(), files: files? })
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&LocalFile> {
        let place = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some(&self.files[place])
    }

    /// The bytes of `file`, which must be those that were hashed.
    ///
    /// # Errors
    /// `deploy-failed`.
    pub fn bytes(&self, file: &LocalFile) -> Result<Vec<u8>, DeployError> {
        let bytes = fs::read(self.folder.join(&file.path)).map_err(|error| unreadable(&file.path, &error))?;
        if hexadecimal(&Sha256::digest(&bytes)) != file.sha256 {
            let message = format!("`{}` changed while it was deployed", file.path);
            return Err(DeployError::new(Fault::Failed, message)
                .help("let one program at a time write the site, and deploy again"));
        }
        Ok(bytes)
    }
}

impl LocalFile {
    fn read(folder: &Path, path: String) -> Result<LocalFile, DeployError> {
        if OutputPath::new(&path).is_none() {
            let message = format!("`{}` cannot be an address of the site", path.escape_debug());
            return Err(DeployError::new(Fault::Failed, message)
                .help("rename the file: shorter, and without special characters"));
        }
        let mut hasher = Sha256::new();
        let mut file = fs::File::open(folder.join(&path)).map_err(|error| unreadable(&path, &error))?;
        // Piece by piece: a copy of a crawl may be larger than memory.
        let size = std::io::copy(&mut file, &mut hasher).map_err(|error| unreadable(&path, &error))?;
        Ok(LocalFile { path, size, sha256: hexadecimal(&hasher.finalize()) })
    }
}

/// Bytes as lower-case hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn unreadable(path: &str, error: &std::io::Error) -> DeployError {
    DeployError::new(Fault::Failed, format!("`{path}` cannot be read: {error}"))
        .help("give yourself the right to read it")
}
