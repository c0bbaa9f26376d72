//! `build.json`: every file of the site with its length and its SHA-256, so that anyone can tell whether a copy of the site
//! is the site.
//!
//! The writer makes it, since it alone has the bytes of all files. A file is hashed when it is written, and the ledger keeps
//! the hash. The list is not in itself, and nothing in it is of the day.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::PoisonError;

use sha2::{Digest, Sha256};

use super::WriteError;
use super::build::Build;
use super::entry::Sha256Digest;
use super::outputs::Made;
use crate::names::output_path::OutputPath;

/// Where the list stands.
pub const LISTING: &str = "build.json";

/// What the list says beside the files.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// The program and its version.
    pub generator: String,
    /// Where the site stands.
    pub base_url: String,
    /// Of each page that only leads on, by its path, where it leads: a path of the host.
    pub leads_to: HashMap<String, String>,
}

/// The SHA-256 of some bytes.
pub(super) fn sha256(bytes: &[u8]) -> Sha256Digest {
    Sha256::digest(bytes).into()
}

/// The SHA-256 of the bytes of the file at `location`, which is read piece by piece.
pub(super) fn sha256_of_file(location: &Path) -> io::Result<Sha256Digest> {
    let mut hasher = Sha256::new();
    io::copy(&mut File::open(location)?, &mut hasher)?;
    Ok(hasher.finalize().into())
}

impl Build<'_> {
    /// From now on the SHA-256 of each file is taken, for the list.
    pub fn hash_files(&mut self) {
        self.is_hashing = true;
    }

    /// Every file of the new site so far, with its bytes' number.
    pub fn sizes(&self) -> Vec<(OutputPath, u64)> {
        let mut sizes = Vec::new();
        self.each_made(|made| sizes.push((made.path.clone(), made.entry.length)));
        sizes.sort_unstable();
        sizes
    }

    /// Takes the list of all files that were put: the last of them.
    ///
    /// # Errors
    /// `write-failed`.
    pub fn put_listing(&mut self, heading: &Heading) -> Result<(), WriteError> {
        let Some(path) = OutputPath::new(LISTING) else { return Ok(()) };
        let mut rows: Vec<(OutputPath, u64, Sha256Digest)> = Vec::new();
        let mut failed = None;
        for list in &self.made {
            let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
            for made in list.iter_mut() {
                // What stands there from a build that took no hashes.
                if made.entry.sha256 == Sha256Digest::default() {
                    let location = self.target.output.join(made.path.as_str());
                    match sha256_of_file(&location) {
                        Ok(sha256) => made.entry.sha256 = sha256,
                        Err(error) => failed = Some(WriteError::failed("read", &location)(error)),
                    }
                }
                rows.push((made.path.clone(), made.entry.length, made.entry.sha256));
            }
        }
        if let Some(error) = failed {
            return Err(error);
        }
        rows.sort_unstable();
        let text = text(heading, &rows);
        self.put(&path, None, &[], text.as_bytes())?;
        self.listing = Some(path);
        Ok(())
    }

    fn each_made(&self, mut look: impl FnMut(&Made)) {
        for list in &self.made {
            list.lock().unwrap_or_else(PoisonError::into_inner).iter().for_each(&mut look);
        }
    }
}

/// One file a line, so that two lists can be compared line by line.
fn text(heading: &Heading, rows: &[(OutputPath, u64, Sha256Digest)]) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let (generator, base_url) = (quoted(&heading.generator), quoted(&heading.base_url));
    let mut text = format!("{{\n\"generator\": {generator},\n\"base_url\": {base_url},\n\"files\": {{");
    for (place, (path, length, sha256)) in rows.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n{}: {{\"bytes\": {length}, \"sha256\": \"", quoted(path.as_str()));
        sha256.iter().for_each(|byte| {
            let _ = write!(text, "{byte:02x}");
        });
        text.push('"');
        if let Some(to) = heading.leads_to.get(path.as_str()) {
            let _ = write!(text, ", \"leads_to\": {}", quoted(to));
        }
        text.push('}');
    }
    text.push_str("\n}\n}\n");
    text
}
