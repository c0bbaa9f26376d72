//! What the site has, by its paths: whether a link leads to something, and to what it may have been meant to.

use std::borrow::Cow;
use std::sync::Arc;

use rapidhash::RapidHashSet;
use rapidhash::v3::rapidhash_v3;

use crate::names::suggest::nearest;

/// The paths of everything that the site has, letters as they are: `/tags/café/`, `/feed.xml`.
#[derive(Debug, Default)]
pub struct Paths {
    /// Their hashes: most links lead to a path as it is, and whether it is there is all there is to ask.
    hashes: RapidHashSet<u64>,
    paths: Vec<Arc<str>>,
}

impl Paths {
    /// The path that a link to `path` means, with or without a slash at its end.
    pub fn find<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        let has = |path: &str| self.hashes.contains(&rapidhash_v3(path.as_bytes()));
        if has(path) {
            return Some(Cow::Borrowed(path));
        }
        let with_slash = if path.ends_with('/') { None } else { Some(format!("{path}/")) };
        with_slash.filter(|path| has(path)).map(Cow::Owned)
    }

    /// The problem of a link to `path` where nothing stands: message and help.
    pub fn missing(&self, path: &str) -> (String, String) {
        let mut paths: Vec<&str> = self.paths.iter().map(|path| &**path).collect();
        paths.sort_unstable();
        let help = match nearest(path, paths) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the address of an existing page, or `record:ID`".to_owned(),
        };
        (format!("the site has nothing at `{path}`"), help)
    }
}

impl FromIterator<Arc<str>> for Paths {
    fn from_iter<T: IntoIterator<Item = Arc<str>>>(paths: T) -> Paths {
        let paths: Vec<Arc<str>> = paths.into_iter().collect();
        Paths { hashes: paths.iter().map(|path| rapidhash_v3(path.as_bytes())).collect(), paths }
    }
}
