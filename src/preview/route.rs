//! The path of a request → what of the site is shown there.

use percent_encoding::percent_decode_str;
use rapidhash::v3::rapidhash_v3;

use super::{Page, Site};

/// The page that stands in for those that are not there.
const MISSING: &str = "/404.html";

/// What is shown at a path.
#[derive(Debug)]
pub(super) enum Shown {
    /// A page or file of the site.
    Page(Page),
    /// The site's own page for what is not there.
    Missing(Page),
    /// What keeps the site from having any page at all.
    Problems(String),
    /// Nothing, and the site has no page to say so.
    Nothing,
    /// Another address, encoded.
    Elsewhere(String),
}

/// What `site` shows at `path`, which is as it came, encoded; `query` is what follows the question mark.
pub(super) fn show(site: &dyn Site, path: &str, query: Option<&str>) -> Shown {
    let base = site.base_path();
    let path_in_site = match locate(base, path) {
        Location::Inside(path) => path,
        Location::Above => return Shown::Elsewhere(format!("{base}/")),
        Location::Outside => return missing(site),
    };
    if let Some(page) = site.page(&path_in_site) {
        return Shown::Page(page);
    }
    if !path_in_site.ends_with('/') && site.fingerprint(&format!("{path_in_site}/")).is_some() {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        return Shown::Elsewhere(format!("{path}/{query}"));
    }
    missing(site)
}

/// A number that changes if what is shown at `path` does.
pub(super) fn fingerprint(site: &dyn Site, path: &str) -> u64 {
    let page = match locate(site.base_path(), path) {
        Location::Inside(path) => site.fingerprint(&path),
        _ => None,
    };
    page.or_else(|| site.fingerprint(MISSING)).unwrap_or_else(|| problems_fingerprint(site))
}

/// A number that changes if the problems do.
pub(super) fn problems_fingerprint(site: &dyn Site) -> u64 {
    site.problems().map_or(0, |problems| rapidhash_v3(problems.as_bytes()))
}

fn missing(site: &dyn Site) -> Shown {
    match (site.page(MISSING), site.problems()) {
        (Some(page), _) => Shown::Missing(page),
        (None, Some(problems)) => Shown::Problems(problems),
        (None, None) => Shown::Nothing,
    }
}

/// Where a path lies.
#[derive(Debug, PartialEq, Eq)]
enum Location {
    /// In the site: decoded, below the base path, without `index.html`.
    Inside(String),
    /// The root of the host or the base path without its slash, from where there is a way to the site.
    Above,
    /// Elsewhere, or in no form that the address of a page has.
    Outside,
}

fn locate(base: &str, path: &str) -> Location {
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return Location::Outside };
    let base = percent_decode_str(base).decode_utf8_lossy();
    if *path == *base || (path == "/" && !base.is_empty()) {
        return Location::Above;
    }
    match path.strip_prefix(&*base) {
        Some(inside) if is_sound(inside) => {
            let page = inside.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
            Location::Inside(page.unwrap_or(inside).to_owned())
        }
        _ => Location::Outside,
    }
}

/// Nothing that could mean another host or a folder above, whoever reads it next.
fn is_sound(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else { return false };
    let is_climb = |part: &str| part == "." || part == "..";
    !rest.starts_with('/')
        && !rest.contains("//")
        && !rest.contains('\\')
        && !rest.chars().any(char::is_control)
        && !rest.split('/').any(is_climb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_below_the_base() {
        let inside = |path: &str| Location::Inside(path.to_owned());
        for (base, path, expected) in [
            ("", "/", inside("/")),
            ("", "/index.html", inside("/")),
            ("", "/x/index.html", inside("/x/")),
            ("", "/my-index.html", inside("/my-index.html")),
            ("", "/caf%C3%A9/a%20b/", inside("/café/a b/")),
            ("", "/%FF", Location::Outside),
            ("", "//evil.example/", Location::Outside),
            ("", "/a//b", Location::Outside),
            ("", "/a/../b", Location::Outside),
            ("", "/a/%2e%2e/b", Location::Outside),
            ("", "/%2fevil.example", Location::Outside),
            ("", "/a%5cb", Location::Outside),
            ("", "/a%00b", Location::Outside),
            ("/archive", "/", Location::Above),
            ("/archive", "/archive", Location::Above),
            ("/archive", "/archive/", inside("/")),
            ("/archive", "/archive/x/", inside("/x/")),
            ("/archive", "/archives/x/", Location::Outside),
            ("/archive", "/x/", Location::Outside),
            ("/caf%C3%A9", "/caf%c3%a9/x", inside("/x")),
        ] {
            assert_eq!(locate(base, path), expected, "{base:?} {path:?}");
        }
    }
}
