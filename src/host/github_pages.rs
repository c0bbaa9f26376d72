//! GitHub Pages: the files as they are, and the pages at former addresses lead on by themselves.
//!
//! It has no rules of its own: neither redirects nor headers can be set. Pages say their policy in `<meta>`, where
//! `frame-ancestors` cannot be said, and all files may be kept for ten minutes, however long their names last.

use super::limit::{KIB, LOOKED_UP};
use super::{Host, HostFile, Limit, Measure, Served};

pub(super) static GITHUB_PAGES: Host = Host {
    key: "github-pages",
    name: "GitHub Pages",
    files,
    limits: &[
        Limit {
            of: Measure::Bytes,
            most: KIB * KIB * KIB,
            plan: None,
            source: "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits",
            looked_up: LOOKED_UP,
        },
        Limit {
            of: Measure::BytesOfFile,
            most: 100 * KIB * KIB,
            plan: Some("where the site is pushed as a branch"),
            source: "https://docs.github.com/en/repositories/working-with-files/managing-large-files/about-large-files-on-github",
            looked_up: LOOKED_UP,
        },
    ],
    sends_twins: false,
    reads_at_top: false,
};

/// `.nojekyll`, without which names that begin with `_` or `.` are left out, and the name of the site's own domain.
///
/// Below a path the site is one project of a domain that another repository has, and may not name it again.
fn files(served: &Served) -> Vec<HostFile> {
    let mut files = vec![HostFile::new("/.nojekyll", "")];
    let host = served.origin.split_once("://").map_or("", |(_, host)| host);
    let is_name = host.contains('.') && !host.contains(':') && host.parse::<std::net::IpAddr>().is_err();
    if is_name && served.base.is_empty() && !host.ends_with(".github.io") {
        files.push(HostFile::new("/CNAME", format!("{host}\n")));
    }
    files
}
