//! A folder that a build has written, as a list of its files.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The files of a built site, by their paths below the folder, with `/` between the parts.
#[derive(Clone, Debug, Default)]
pub struct BuiltFolder {
    files: BTreeMap<String, PathBuf>,
}

impl BuiltFolder {
    /// Lists `folder`. Files whose name begins with a dot are no part of what readers see, but `.well-known` is.
    ///
    /// # Errors
    /// A folder that is not there or cannot be listed.
    pub fn list(folder: &Path) -> io::Result<BuiltFolder> {
        let mut files = BTreeMap::new();
        let is_shown = |name: &str| !name.starts_with('.') || name == ".well-known";
        let walk = WalkDir::new(folder).into_iter();
        let walk = walk.filter_entry(|entry| entry.depth() == 0 || entry.file_name().to_str().is_some_and(is_shown));
        for entry in walk {
            let entry = entry?;
            if entry.file_type().is_file()
                && let Ok(below) = entry.path().strip_prefix(folder)
                && let Some(below) = below.to_str()
            {
                files.insert(below.replace(std::path::MAIN_SEPARATOR, "/"), entry.into_path());
            }
        }
        Ok(BuiltFolder { files })
    }

    /// Whether there is any page.
    pub fn has_pages(&self) -> bool {
        self.paths().any(|path| path.ends_with(".html"))
    }

    /// All paths, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The bytes of a file; none of one that is not there.
    pub(super) fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).map_or_else(|| Ok(Vec::new()), std::fs::read)
    }
}
