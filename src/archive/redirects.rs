//! Former addresses of records, pages and terms: where each leads now.

use percent_encoding::percent_decode_str;

use super::{Archive, Problems};
use crate::address::Address;
use crate::diag::codes::archive::BAD_ADDRESS;
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::names::slug::Slug;
use crate::source::SitePath;

/// A former address.
#[derive(Debug)]
pub struct Redirect {
    /// The former address.
    pub from: Address,
    /// Where it leads; never `from` itself.
    pub to: Address,
    /// The field that says so.
    pub place: Place,
}

/// Every former address: records first, then pages and terms, each as listed. One that a file gives twice, and a
/// thing's own present address, are left out; two things may claim one address.
pub(super) fn gather(archive: &Archive, problems: &mut Problems) -> Vec<Redirect> {
    let mut gathering = Gathering { redirects: Vec::new(), problems };
    for (_, entry) in archive.iter() {
        gathering.add(&entry.record.file, "aliases", &entry.record.aliases, "/", &entry.address);
    }
    for page in archive.pages() {
        gathering.add(&page.page.file, "aliases", &page.page.aliases, "/", &page.address);
    }
    for index in archive.indexes() {
        for term in &index.terms {
            let Some(entity) = &term.entity else { continue };
            gathering.add(&entity.file, "redirect_from", &entity.redirect_from, &index.address.path, &term.address);
        }
    }
    gathering.redirects
}

struct Gathering<'p> {
    redirects: Vec<Redirect>,
    problems: &'p mut Problems,
}

impl Gathering<'_> {
    /// Adds the `former` addresses that `field` names; one that does not begin with `/` is the name of a page in `folder`.
    fn add(&mut self, file: &SitePath, field: &str, former: &[String], folder: &str, to: &Address) {
        let first = self.redirects.len();
        for (at, alias) in former.iter().enumerate() {
            let place = Place::text(file, FieldPath::key(field).item(at), alias);
            let from = match alias.starts_with('/') {
                true => address(alias),
                false => Address::new(&format!("{folder}{}/", Slug::from_name(alias))),
            };
            match from {
                Some(from) if from == *to || self.redirects[first..].iter().any(|other| other.from == from) => {}
                Some(from) => self.redirects.push(Redirect { from, to: to.clone(), place }),
                None => {
                    let message = format!("`{alias}` cannot be an address of the site");
                    let help = "leave it out: no page can stand there, on some file system or other";
                    self.problems.push(Diagnostic::new(BAD_ADDRESS, place, message).help(help));
                }
            }
        }
    }
}

/// `/old/path` and `/old/path/` both stand for a folder; `/old/page.html` is a file. Percent-encoding is undone, for
/// addresses are often copied from a browser.
fn address(alias: &str) -> Option<Address> {
    let alias = percent_decode_str(alias).decode_utf8().ok()?;
    let last = alias.rsplit('/').next().unwrap_or_default();
    match alias.ends_with('/') || last.contains('.') {
        true => Address::new(&alias),
        false => Address::new(&format!("{alias}/")),
    }
}
