//! Comparison → the addresses that would die with it.

use super::Comparison;
use crate::diag::codes::site::{DEAD_PERMALINK, DEAD_REDIRECT};
use crate::diag::{Diagnostic, Place};
use crate::source::SitePath;

impl Comparison {
    /// A warning for each page that is gone without a redirect, and for each redirect to what is not there. The place is
    /// the page's file in the old build.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let removed = self.removed.iter().filter_map(|page| {
            let message = format!("`{}` is no longer there, and nothing leads on from it", page.path);
            Some(
                Diagnostic::new(DEAD_PERMALINK, place(&page.path)?, message)
                    .help(mend(&page.path, page.instead.as_deref())),
            )
        });
        let moved = self.moved.iter().filter(|moved| !moved.arrives).filter_map(|moved| {
            let message = format!("`{}` leads to `{}`, where there is nothing", moved.from, moved.to);
            Some(Diagnostic::new(DEAD_REDIRECT, place(&moved.from)?, message).help("let it lead to a page of the site"))
        });
        removed.chain(moved).collect()
    }
}

fn mend(path: &str, instead: Option<&str>) -> String {
    match instead {
        Some(instead) => format!("write `aliases: [{path}]` in the file of `{instead}`, which says the same"),
        None => format!(
            "write `aliases: [{path}]` in the record or page that takes its place; of an organization, a person or a tag, \
             its former id in `redirect_from`"
        ),
    }
}

fn place(address: &str) -> Option<Place> {
    let path = address.trim_start_matches('/');
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    SitePath::new(&file).map(|file| Place::file(&file))
}
