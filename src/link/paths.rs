//! What the site has, by its paths: whether a link leads to something, and to what it may have been meant to.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use rapidhash::v3::rapidhash_v3;
use rapidhash::{RapidHashMap, RapidHashSet};
use rayon::prelude::*;

use crate::names::suggest::Known;

/// The paths of everything that the site has, letters as they are: `/tags/café/`, `/feed.xml`.
#[derive(Debug, Default)]
pub struct Paths {
    /// Their hashes: most links lead to a path as it is, and whether it is there is all there is to ask.
    hashes: RapidHashSet<u64>,
    paths: Vec<Arc<str>>,
    near: OnceLock<Near>,
}

/// What is asked where a link leads to nothing. After a change of `permalink` that is every link.
#[derive(Debug)]
struct Near {
    /// The path behind each last part that no other has, without slash and extension.
    by_name: RapidHashMap<Box<str>, Option<Arc<str>>>,
    known: Known<Arc<str>>,
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
        let near = self.near.get_or_init(|| Near::of(&self.paths));
        let help = match near.by_name(path).or_else(|| near.known.nearest(path)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the address of an existing page, or `record:ID`".to_owned(),
        };
        (format!("the site has nothing at `{path}`"), help)
    }
}

impl Near {
    fn of(paths: &[Arc<str>]) -> Near {
        let mut by_name: RapidHashMap<Box<str>, Option<Arc<str>>> = RapidHashMap::default();
        for path in paths.iter().filter(|path| !name(path).is_empty()) {
            by_name.entry(name(path).into()).and_modify(|path| *path = None).or_insert_with(|| Some(path.clone()));
        }
        let mut sorted = paths.to_vec();
        sorted.sort_unstable();
        Near { by_name, known: sorted.into_iter().collect() }
    }

    /// The only path whose last part is that of `path`.
    fn by_name(&self, path: &str) -> Option<&str> {
        self.by_name.get(name(path)).and_then(Option::as_deref)
    }
}

/// The last part of a path, without slash and extension.
fn name(path: &str) -> &str {
    let path = path.strip_suffix('/').unwrap_or(path);
    let last = path.rsplit_once('/').map_or(path, |(_, last)| last);
    last.split_once('.').map_or(last, |(name, _)| name)
}

impl FromParallelIterator<Arc<str>> for Paths {
    fn from_par_iter<P: IntoParallelIterator<Item = Arc<str>>>(paths: P) -> Paths {
        let keyed = |path: Arc<str>| (rapidhash_v3(path.as_bytes()), path);
        let (hashes, paths): (Vec<u64>, Vec<Arc<str>>) = paths.into_par_iter().map(keyed).unzip();
        Paths { hashes: hashes.into_iter().collect(), paths, near: OnceLock::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn a_broken_link_is_told_where_it_may_have_been_meant_to_lead() {
        let paths = ["/", "/2018/the-letter.html", "/tags/border/", "/organizations/border/", "/feed.xml"];
        let paths: Paths = paths.into_par_iter().map(Arc::from).collect();
        for (path, help) in [
            ("/articles/2018/the-letter/", "did you mean `/2018/the-letter.html`?"),
            ("/blog/feed/",                "did you mean `/feed.xml`?"),
            ("/tag/border/",               "did you mean `/tags/border/`?"),
            ("/2018/teh-letter.html",      "did you mean `/2018/the-letter.html`?"),
            ("//",                         "write the address of an existing page, or `record:ID`"),
            ("/nothing/of/the/kind/",      "write the address of an existing page, or `record:ID`"),
        ] {
            assert_eq!(paths.missing(path), (format!("the site has nothing at `{path}`"), help.to_owned()));
        }
    }
}
