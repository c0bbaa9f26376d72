//! The site as every template sees it.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;
use url::Url;

use super::{
    CHANGES, CORRECTIONS, LINK_HEALTH, LinkView, OPENSEARCH, SEARCH_PAGE, Views, has_changes, has_corrections,
    has_link_health, is_searchable, letters,
};
use crate::archive::{Archive, Index, Term};
use crate::fingerprint::Fingerprint;
use crate::names::url::encode_path;
use crate::outbound::Outbound;
use crate::settings::Settings;
use crate::theme::Theme;

/// What every template sees as `site`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SiteView {
    /// The archive's name.
    pub title: String,
    /// What it collects, in a line.
    pub description: Option<String>,
    /// BCP 47 tag of its language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// An address to write to.
    pub contact: Option<String>,
    /// The same as the address of a link, where it is an e-mail address or one of the web.
    pub contact_url: Option<String>,
    /// The home page's address on its host.
    pub url: String,
    /// The home page's absolute address.
    pub home: String,
    /// The site's own menu; empty where `site.toml` has none.
    pub menu: Vec<LinkView>,
    /// Every index that has terms, in the registry's order.
    pub indexes: Vec<IndexLink>,
    /// The archive's own pages, sorted by title.
    pub pages: Vec<LinkView>,
    /// The log of corrections; nothing where there are none, or the site does without it.
    pub corrections: Option<String>,
    /// The page of changes; nothing where no record says when it was added or changed, or the site does without it.
    pub changes: Option<String>,
    /// The page on links to other sites; nothing where nothing is known of them, or the site does without it.
    pub link_health: Option<String>,
    /// What tells a browser how to search the archive; nothing where no page does, or the site does without it.
    pub opensearch: Option<String>,
    /// The search page; nothing where the site does without it.
    pub search: Option<String>,
    /// The player of archived pages, where the site brings one.
    pub replay: Option<ReplayView>,
    /// The theme's options.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub options: BTreeMap<String, Value>,
    /// Whether an option says a colour, so that pages need the style sheet `options.css`.
    pub has_colours: bool,
    /// `[extra]` of `site.toml`.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub extra: BTreeMap<String, crate::model::node::Node>,
    /// What the site turns off, by registry key.
    pub off: Vec<String>,
}

/// The player of archived pages: replayweb.page, of which the site has the files.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Player")]
pub struct ReplayView {
    /// Where its script stands.
    pub script: String,
    /// Where its service worker stands. It answers for all that lies in its folder.
    pub worker: String,
}

/// An index in three words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexLink {
    /// The registry's key: `organizations`.
    pub key: String,
    /// Its title in the site's language.
    pub title: String,
    /// Its page.
    pub url: String,
}

/// An index in a few words, for the home page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "BriefIndex")]
pub struct IndexBrief {
    /// The registry's key: `organizations`.
    pub key: String,
    /// Its title in the site's language.
    pub title: String,
    /// Its page.
    pub url: String,
    /// How many terms it has.
    pub count: usize,
    /// The terms that most records name, at most twelve, the most named first.
    pub top: Vec<TermCount>,
}

/// A term and how many records name it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "CountedTerm")]
pub struct TermCount {
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How many records name it.
    pub count: usize,
    /// Its count as a part, from 0 to 1, of the largest count in the same list: the length of a bar.
    pub share: f64,
}

impl TermCount {
    /// A term whose share of its list is not known yet.
    pub fn new(name: impl Into<String>, url: impl Into<String>, count: usize) -> TermCount {
        TermCount { name: name.into(), url: url.into(), count, share: 0.0 }
    }
}

/// How many of an index's terms `top` has.
const TOP: usize = 12;

impl SiteView {
    /// The site of one build.
    pub fn new(archive: &Archive, settings: &Settings, theme: &Theme, outbound: &Outbound) -> SiteView {
        let local = |url: &str| settings.base_url.local(url);
        let indexes = archive.indexes().iter().filter(|index| !index.terms.is_empty());
        let link = |index: &Index| IndexLink {
            key: index.key.clone(),
            title: title_of(&index.key, &index.title, theme),
            url: local(&index.address.url),
        };
        let mut pages: Vec<LinkView> = archive
            .pages()
            .iter()
            .filter(|page| &*page.address.path != "/")
            .map(|page| LinkView { name: page.page.title.clone(), url: local(&page.address.url) })
            .collect();
        pages.sort_by(|a, b| a.name.cmp(&b.name));
        let menu = settings.menu.iter().map(|item| LinkView {
            name: item.title.clone(),
            url: if item.url.starts_with('/') { local(&encoded(&item.url)) } else { item.url.clone() },
        });
        SiteView {
            title: settings.title.clone(),
            description: settings.description.clone(),
            language: settings.language.clone(),
            direction: direction(&settings.language),
            publisher: settings.publisher.clone(),
            contact: settings.contact.clone(),
            contact_url: settings.contact.as_deref().and_then(contact_url),
            url: local("/"),
            home: settings.base_url.absolute("/"),
            menu: menu.collect(),
            indexes: indexes.map(link).collect(),
            pages,
            corrections: has_corrections(archive, settings).then(|| local(CORRECTIONS)),
            changes: has_changes(archive, settings).then(|| local(CHANGES)),
            link_health: has_link_health(outbound, settings).then(|| local(LINK_HEALTH)),
            opensearch: (is_searchable(archive, settings)
                && !["exports", "opensearch"].iter().any(|key| settings.is_off(key)))
            .then(|| local(OPENSEARCH)),
            search: (!settings.is_off("search")).then(|| local(SEARCH_PAGE)),
            replay: settings
                .replay
                .as_ref()
                .map(|replay| ReplayView { script: local(&replay.script), worker: local(&replay.worker) }),
            options: theme.options.clone(),
            has_colours: theme.has_colours,
            extra: settings.extra.clone(),
            off: settings.off.clone(),
        }
    }
}

/// The link to whom the archive is to be written; nothing for words that are no plain address.
fn contact_url(contact: &str) -> Option<String> {
    let mail = contact.strip_prefix("mailto:").unwrap_or(contact);
    let is_mail = mail.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"@._+-".contains(&byte))
        && mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if is_mail {
        return Some(format!("mailto:{mail}"));
    }
    let url = Url::parse(contact).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    let is_plain =
        url.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte));
    (is_web && is_plain).then(|| url.into())
}

impl Views {
    /// Every index that has terms, with those that most records name: a list of `IndexBrief`, and its fingerprint.
    pub fn index_briefs(&self) -> &(Value, Fingerprint) {
        self.made.briefs.get_or_init(|| {
            let briefs = self.briefs_of_all();
            (Value::from_serializable(&briefs), Fingerprint::of_value(&briefs))
        })
    }

    fn briefs_of_all(&self) -> Vec<IndexBrief> {
        let brief = |index: &Index| {
            let mut top: Vec<&Term> = index.terms.iter().filter(|term| !term.records.is_empty()).collect();
            top.sort_by_key(|term| std::cmp::Reverse(term.records.len()));
            let count = |term: &&Term| {
                let url = self.local(&term.address.url);
                TermCount::new(&term.name, url, term.records.len())
            };
            let mut top: Vec<TermCount> = top.iter().take(TOP).map(count).collect();
            letters::share_out(&mut top);
            IndexBrief {
                key: index.key.clone(),
                title: title_of(&index.key, &index.title, &self.theme),
                url: self.local(&index.address.url),
                count: index.terms.len(),
                top,
            }
        };
        self.archive.indexes().iter().filter(|index| !index.terms.is_empty()).map(brief).collect()
    }
}

/// `count` as a part of `most`, to three digits: more cannot be seen in a bar.
pub(super) fn share(count: usize, most: usize) -> f64 {
    (count as f64 / most.max(1) as f64 * 1000.0).round() / 1000.0
}

/// An index's title in the theme's words, or else as its registry has it.
pub(super) fn title_of(key: &str, title: &str, theme: &Theme) -> String {
    theme.strings.get(&format!("index.{key}")).unwrap_or(title).to_owned()
}

/// A path of the site with its letters as an address has them, whether it was written so or not; query and fragment as
/// they are.
fn encoded(url: &str) -> String {
    let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    format!("{}{rest}", encode_path(&percent_decode_str(path).decode_utf8_lossy()))
}

/// The direction in which a language is written.
pub(super) fn direction(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "ar" | "arc" | "dv" | "fa" | "he" | "ku" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}
