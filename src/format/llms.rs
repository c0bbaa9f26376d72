//! `llms.txt`: the archive in one page of Markdown, for programs that read on behalf of people.
//!
//! Source: the proposal at llmstxt.org: a heading, a line in quotation, then lists of links.

use std::fmt::Write;

use super::atom::{made_from, newest_of_all};
use super::{Format, site_toml};
use crate::address::Address;
use crate::archive::RecordIx;
use crate::diag::Checked;
use crate::fingerprint::{Ingredients, Inputs};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{TWIN, Views};

pub(super) struct Llms;

/// Whole archives for programs, with what each is.
const OF_THE_ARCHIVE: &[(&str, &str, &str)] = &[
    ("/data/index.json", "Data", "every file of data, and what is in it"),
    ("/data/records.json", "Records", "every record with all that is known of it, as JSON"),
    ("/data/citations.json", "Citations", "every record as CSL-JSON"),
    ("/feed.json", "Feed", "what was taken in last, as JSON Feed"),
    ("/sitemap.xml", "Sitemap", "every page"),
];

impl Format for Llms {
    fn key(&self) -> &'static str {
        "llms"
    }

    fn plan(&self, _: &Views, planned: &[Output]) -> Vec<Output> {
        const PATH: &str = "/llms.txt";
        // A site may bring its own in `static/`.
        if planned.iter().any(|output| &*output.address.path == PATH) {
            return Vec::new();
        }
        let is_there = |path: &str| planned.iter().any(|output| &*output.address.path == path);
        let files = OF_THE_ARCHIVE.iter().copied().filter(|(path, ..)| is_there(path)).collect();
        let output = |address| Output {
            address,
            rank: Rank::Signpost,
            origin: site_toml(),
            listing: Listing::Unlisted,
            make: Box::new(Overview { files }),
        };
        Address::new(PATH).map(output).into_iter().collect()
    }
}

struct Overview {
    files: Vec<(&'static str, &'static str, &'static str)>,
}

impl Make for Overview {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let pages = views.archive.pages().iter().map(|page| page.page.body.header);
        let files = self.files.iter().fold(Inputs::new("files"), |inputs, (path, ..)| inputs.text(path));
        made_from(views, &newest_of_all(views))
            .with("how many records there are", Inputs::new("records").number(views.archive.len()))
            .with("the archive's own pages", Inputs::new("pages").prints(pages))
            .with("the files it names", files)
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        Checked::sound(overview(&site.views, &self.files).into_bytes())
    }
}

fn overview(views: &Views, files: &[(&str, &str, &str)]) -> String {
    let settings = &views.settings;
    let absolute = |url: &str| settings.base_url.absolute(url);
    let mut text = format!("# {}\n\n", line(&settings.title));
    if let Some(description) = &settings.description {
        let _ = write!(text, "> {}\n\n", line(description));
    }
    let count = views.archive.len();
    let _ = write!(
        text,
        "An archive of reporting: each page records a piece that somebody else published, who reported it first, and where \
         copies are kept. Cite the piece and its outlet, not this archive. Records: {count}.\n\n"
    );
    if views.archive.pages().iter().any(|page| &*page.address.path != "/") {
        text.push_str("## About\n\n");
        for page in views.archive.pages().iter().filter(|page| &*page.address.path != "/") {
            item(&mut text, &page.page.title, &absolute(&page.address.url), page.page.dek.as_deref());
        }
        text.push('\n');
    }
    let indexes = views.archive.indexes().iter().filter(|index| !index.terms.is_empty());
    text.push_str("## Indexes\n\n");
    for index in indexes {
        item(&mut text, &index.title, &absolute(&index.address.url), None);
    }
    if !files.is_empty() {
        text.push_str("\n## Data\n\n");
    }
    for (path, name, what) in files {
        item(&mut text, name, &absolute(path), Some(what));
    }
    text.push_str("\n## Records taken in last\n\n");
    for record in newest_of_all(views) {
        let entry = &views.archive[record];
        item(&mut text, &entry.record.title, &absolute(&form(views, record)), entry.record.dek.as_deref());
    }
    text
}

/// The record as Markdown, where it has such a twin; its page otherwise.
fn form(views: &Views, record: RecordIx) -> String {
    let page = &views.archive[record].address;
    let twin = page.beside(TWIN).filter(|_| !views.settings.is_off("markdown"));
    twin.as_ref().unwrap_or(page).url.to_string()
}

fn item(text: &mut String, name: &str, url: &str, what: Option<&str>) {
    let _ = write!(text, "- [{}]({url})", line(name));
    if let Some(what) = what {
        let _ = write!(text, ": {}", line(what));
    }
    text.push('\n');
}

/// Text on one line, with nothing that would end the brackets around it.
fn line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]").replace('<', "\\<")
}
