//! Where records and pages stand: the site's pattern, filled in.

use std::sync::Arc;

use rayon::prelude::*;

use super::identify::{Identified, last_part};
use super::{Entry, Found, PageEntry, Problems};
use crate::address::Address;
use crate::diag::codes::archive::{BAD_ADDRESS, DUPLICATE_OUTPUT};
use crate::diag::{Diagnostic, Place};
use crate::model::page::Page;
use crate::names::slug::Slug;
use crate::settings::{PatternPart, Settings};
use crate::source::SitePath;

/// Gives each record its address; one that cannot have any is reported and left out.
pub(super) fn place(
    records: Vec<Identified>,
    settings: &Settings,
    others: &mut Vec<(Arc<str>, Found)>,
    problems: &mut Problems,
) -> Vec<Entry> {
    let path = |record: &Identified| Address::new(&fill(&settings.permalink.0, record));
    let addresses: Vec<Option<Address>> = records.par_iter().map(path).collect();
    let entry = |(identified, address): (Identified, Option<Address>)| {
        if address.is_none() {
            // What is wrong with it is told there.
            checked(&fill(&settings.permalink.0, &identified), &identified.record.file, problems);
        }
        let Identified { id, record, .. } = identified;
        let Some(address) = address else {
            others.push((id, Found::Hidden("it can have no address")));
            return None;
        };
        Some(Entry {
            record,
            id,
            address,
            terms: Vec::new(),
            related: Vec::new(),
            sources: Vec::new(),
            picked_up_by: Vec::new(),
        })
    };
    let mut entries = Vec::with_capacity(records.len());
    entries.extend(records.into_iter().zip(addresses).filter_map(entry));
    entries
}

/// Gives each published page its address: `content/pages/about.md` stands at `/about/`.
pub(super) fn place_pages(pages: Vec<Arc<Page>>, settings: &Settings, problems: &mut Problems) -> Vec<PageEntry> {
    let entry = |page: Arc<Page>| {
        let folders = page.file.folder().strip_prefix("content/pages").unwrap_or_default();
        let name = Some(page.file.stem()).filter(|stem| !matches!(*stem, "index" | "_index"));
        let parts = folders.split('/').filter(|part| !part.is_empty()).chain(name);
        let path = parts.fold("/".to_owned(), |path, part| format!("{path}{}/", Slug::from_name(part)));
        let address = checked(&path, &page.file, problems)?;
        Some(PageEntry { page, address })
    };
    let pages = pages.into_iter().filter(|page| !page.draft || settings.drafts);
    let pages: Vec<PageEntry> = pages.filter_map(entry).collect();
    // The home page shows one text; of other pages with one address the plan tells.
    let mut home = pages.iter().filter(|page| &*page.address.path == "/");
    if let Some(first) = home.next() {
        problems.extend(home.map(|second| {
            let place = Place::file(&second.page.file);
            Diagnostic::new(DUPLICATE_OUTPUT, place, "`/` is already the address of something else")
                .help("put both texts into content/index.md, or give this file another name")
                .related(Place::file(&first.page.file), "this stands there")
        }));
    }
    pages
}

fn checked(path: &str, file: &SitePath, problems: &mut Problems) -> Option<Address> {
    let address = Address::new(path);
    if address.is_none() {
        let message = format!("`{path}` cannot be the address of a page");
        let help = "shorten the file's name or its folders', or change `permalink` in site.toml";
        problems.push(Diagnostic::new(BAD_ADDRESS, Place::file(file), message).help(help));
    }
    address
}

fn fill(pattern: &[PatternPart], identified: &Identified) -> String {
    let Identified { id, long, record } = identified;
    let mut path = String::with_capacity(long.len() + 16);
    let date = record.date;
    for part in pattern {
        match part {
            PatternPart::Text(text) => path.push_str(text),
            PatternPart::Path => {
                path.push_str("articles/");
                path.push_str(long);
            }
            PatternPart::Slug => path.push_str(last_part(long)),
            PatternPart::Id => path.push_str(&Slug::text(id)),
            PatternPart::Year => match date {
                Some(date) => path.push_str(&format!("{:04}", date.year)),
                None => path.push_str("undated"),
            },
            PatternPart::Month => path.push_str(&two_digits(date.and_then(|date| date.month))),
            PatternPart::Day => path.push_str(&two_digits(date.and_then(|date| date.day))),
            PatternPart::Outlet => match &record.outlet {
                Some(outlet) => path.push_str(&Slug::text(outlet)),
                None => path.push_str("unknown"),
            },
        }
    }
    path
}

fn two_digits(number: Option<u8>) -> String {
    format!("{:02}", number.unwrap_or(0))
}
