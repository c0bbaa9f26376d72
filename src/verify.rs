//! A published site and the list of its files (`build.json`) → what of it is not as it was built.
//!
//! Invariant: nothing here writes, prints or reads a clock. A list comes from a stranger: its paths are checked before
//! any is looked up, and no more of an answer is read than the list says there is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::host;
use crate::names::output_path::OutputPath;

mod folder;
mod web;

pub use folder::verify_folder;
pub use web::{Site, Unlisted};

/// What a list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Where the site was built for.
    pub base_url: String,
    /// Its files, sorted by their paths.
    pub files: Vec<(OutputPath, Listed)>,
}

/// What a list says of one file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Listed {
    /// How many bytes it has.
    pub bytes: u64,
    /// The SHA-256 of them: 64 digits, in lower case.
    pub sha256: String,
    /// Where its page leads on to, if it does nothing else: a path of the host.
    #[serde(default)]
    pub leads_to: Option<String>,
}

/// A file that is not as it was built.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Its path.
    pub path: String,
    /// What is wrong with it.
    pub fault: Fault,
    /// What was there instead, in words; empty where that is all there is to say.
    pub detail: String,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// It is listed and not there.
    Missing,
    /// It has other bytes.
    Changed,
    /// It is there and not listed.
    Unexpected,
    /// It cannot be read.
    Unreadable,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Files that were compared.
    pub compared: usize,
    /// Those of them in whose place the host leads on, as their pages would.
    pub led_on: usize,
    /// Files that the host reads and keeps to itself, which cannot be compared from outside.
    pub kept_back: usize,
    /// What is wrong, sorted by path.
    pub findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Form {
    base_url: String,
    files: BTreeMap<String, Listed>,
}

impl Listing {
    /// Reads a list.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(bytes: &[u8]) -> Result<Listing, String> {
        let form: Form =
            serde_json::from_slice(bytes).map_err(|error| format!("it is no list of a site's files: {error}"))?;
        let file = |(path, listed): (String, Listed)| match OutputPath::new(&path) {
            Some(path) if listed.is_sound() => Ok((path, listed)),
            _ => Err(format!("what it says of `{}` cannot be", path.escape_debug())),
        };
        let files = form.files.into_iter().map(file).collect::<Result<_, _>>()?;
        Ok(Listing { base_url: form.base_url, files })
    }

    /// So many of its files, spread evenly over all.
    #[must_use]
    pub fn sample(self, count: usize) -> Listing {
        let all = self.files.len();
        if count >= all {
            return self;
        }
        let files = (0..count).map(|place| self.files[place * all / count].clone()).collect();
        Listing { files, ..self }
    }
}

impl Listed {
    fn is_sound(&self) -> bool {
        self.sha256.len() == 64
            && self.sha256.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    }
}

impl Finding {
    fn new(path: &str, fault: Fault, detail: impl Into<String>) -> Finding {
        Finding { path: path.to_owned(), fault, detail: detail.into() }
    }

    /// What is wrong with a file of so many bytes with this hash, if anything is.
    fn compare(path: &OutputPath, listed: &Listed, bytes: u64, sha256: &str) -> Option<Finding> {
        let detail = match () {
            () if bytes != listed.bytes => format!("{bytes} bytes in place of {}", listed.bytes),
            () if sha256 != listed.sha256 => "other bytes, and as many".to_owned(),
            () => return None,
        };
        Some(Finding::new(path.as_str(), Fault::Changed, detail))
    }
}

/// The digits of a SHA-256.
fn digits(sha256: &[u8]) -> String {
    sha256.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a file can be asked for.
fn is_served(path: &OutputPath) -> bool {
    !host::is_kept_back(path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_leads_elsewhere_is_none() {
        let sha256 = "0".repeat(64);
        for (path, sha256, is_sound) in [
            ("a/index.html", &*sha256, true),
            ("../a", &sha256, false),
            ("/etc/passwd", &sha256, false),
            ("a\\\\b", &sha256, false),
            ("a", "00", false),
            ("a", &"Z".repeat(64), false),
        ] {
            let text = format!(
                "{{\"base_url\": \"-\", \"files\": {{\"{path}\": {{\"bytes\": 1, \"sha256\": \"{sha256}\"}}}}}}"
            );
            assert_eq!(Listing::parse(text.as_bytes()).is_ok(), is_sound, "{text}");
        }
        assert!(Listing::parse(b"<html>").is_err());
    }

    #[test]
    fn a_sample_is_spread_over_all() {
        let file = |at: usize| {
            let listed = Listed { bytes: 1, sha256: "0".repeat(64), leads_to: None };
            (OutputPath::new(&format!("{at:02}")).expect("sound"), listed)
        };
        let listing = Listing { base_url: String::new(), files: (0..10).map(file).collect() };
        for (count, expected) in [(0, &[][..]), (2, &["00", "05"]), (3, &["00", "03", "06"]), (10, &[]), (99, &[])] {
            let sample = listing.clone().sample(count);
            let paths: Vec<&str> = sample.files.iter().map(|(path, _)| path.as_str()).collect();
            let is_all = count >= 10 && paths.len() == 10;
            assert!(is_all || paths == expected, "{count}: {paths:?}");
        }
    }
}
