//! The registry of output formats: one file a format, one line in `registry`.

use std::sync::LazyLock;

use crate::diag::{Checked, Diagnostic, Place};
use crate::fingerprint::{Fingerprint, Ingredients};
use crate::host::Served;
use crate::settings::Settings;
use crate::site::{ByPath, Make, Output, Site};
use crate::source::SitePath;
use crate::view::Views;

mod atom;
mod attachments;
mod body;
mod cards;
mod changes;
mod chronology;
mod citations;
mod corrections;
mod exports;
mod home;
mod host_files;
mod indexes;
mod json_feed;
mod link_health;
mod llms;
mod log_feeds;
mod not_found;
mod pages;
mod pictures;
mod records;
mod redirects;
mod robots;
mod search;
mod search_page;
mod sitemap;
mod statics;
mod twins;
mod xml;

/// The key of what a search reads.
pub const SEARCH: &str = "search";

/// One kind of output: it plans files, each with the function that makes it.
pub trait Format: Send + Sync {
    /// The name by which `off` in site.toml turns it off; unique.
    fn key(&self) -> &'static str;

    /// Whether the site does without it.
    fn is_off(&self, settings: &Settings) -> bool {
        settings.is_off(self.key())
    }

    /// The files it makes; `planned` holds those of the formats before it in the registry.
    fn plan(&self, views: &Views, planned: &[Output]) -> Vec<Output>;
}

/// Every format, in the order of planning.
pub fn registry() -> Vec<Box<dyn Format>> {
    let mut formats: Vec<Box<dyn Format>> = vec![
        Box::new(home::Home),
        // Menus lead to the archive's own pages from every record: they are there before, and go after.
        Box::new(pages::Pages),
        Box::new(records::Records),
        Box::new(indexes::Indexes),
        Box::new(chronology::Chronology),
        Box::new(corrections::Corrections),
        Box::new(changes::Changes),
        Box::new(link_health::LinkHealth),
        Box::new(not_found::NotFound),
        Box::new(statics::Assets),
        Box::new(statics::Statics),
        Box::new(attachments::Attachments),
        Box::new(cards::Cards),
        Box::new(twins::Twins),
        Box::new(citations::Citations),
        Box::new(atom::Feed),
        Box::new(atom::TermFeeds),
        Box::new(log_feeds::OF_CORRECTIONS),
        Box::new(log_feeds::OF_CHANGES),
        Box::new(json_feed::JsonFeed),
        Box::new(search::Search),
        Box::new(redirects::Redirects),
        Box::new(sitemap::Sitemap),
        Box::new(robots::Robots),
        Box::new(exports::RecordFiles),
    ];
    formats.extend(exports::each());
    formats.push(Box::new(exports::Index));
    // It leads to all of them.
    formats.push(Box::new(llms::Llms));
    // They say of every file how it is served.
    formats.push(Box::new(host_files::HostFiles));
    formats
}

/// How many former addresses and rules of headers the site tells its host, for whoever knows how many it takes.
pub fn served(views: &Views, outputs: &[Output]) -> Served {
    host_files::served(views, outputs)
}

/// The place of what nobody but the site itself asks for.
fn site_toml() -> Place {
    static SITE_TOML: LazyLock<SitePath> = LazyLock::new(|| SitePath::new("site.toml").expect("a plain name"));
    Place::file(&SITE_TOML)
}

/// Keeps the first of several outputs at one path: where two pages stand at one address that is reported of the pages,
/// and once is enough.
fn keep_first(outputs: &mut Vec<Output>) {
    let mut by_path = ByPath::default();
    outputs.retain(|output| by_path.add(output.address.output.as_str(), 0).is_none());
}

/// A short text that is known when it is planned.
struct Text(String);

impl Make for Text {
    fn made_from(&self, _: &Site) -> Ingredients {
        Ingredients::new().with("its text", Fingerprint::of(self.0.as_bytes()))
    }

    fn bytes(&self, _: &Site) -> Checked<Vec<u8>> {
        Checked::sound(self.0.clone().into_bytes())
    }
}

/// A page's bytes, or the problem that kept it from being made.
fn made(html: Result<Vec<u8>, Box<Diagnostic>>) -> Checked<Vec<u8>> {
    match html {
        Ok(html) => Checked::sound(html),
        Err(problem) => Checked { value: Vec::new(), problems: vec![*problem] },
    }
}
