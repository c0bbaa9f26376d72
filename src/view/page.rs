//! What every page tells of itself.

use schemars::JsonSchema;
use serde::Serialize;

use super::site::direction;
use super::{AlternateView, CardView, LinkView, Policy, Views};
use crate::address::Address;

/// What every template sees as `page`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageView {
    /// `home`, `record`, `index`, `term`, `chronology`, `corrections`, `changes`, `link_health`, `search`, `page`, `not_found` or `redirect`.
    pub kind: &'static str,
    /// Its title; nothing on the home page, which has the site's.
    pub title: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// Its address on the site's host.
    pub url: String,
    /// Its absolute address.
    pub canonical: String,
    /// BCP 47 tag of its language.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// What it may load and do: the content of one `<meta http-equiv="Content-Security-Policy">` each.
    pub policy: [String; 2],
    /// Whether its body has highlighted code, which needs the style sheet `highlight.css`.
    pub has_code: bool,
    /// Whether it can show an archived page in a frame, which its policy then lets through.
    pub plays: bool,
    /// Its own feed, besides the archive's.
    pub feed: Option<LinkView>,
    /// The same in other forms, for programs.
    pub alternates: Vec<AlternateView>,
    /// Its social card; nothing where it has none.
    pub card: Option<CardView>,
}

impl PageView {
    /// Lets archived pages be shown in it.
    pub fn let_play(&mut self, policy: &Policy) {
        self.plays = true;
        self.policy = policy.of_page(self.kind, self.plays, None);
    }

    /// Says in which language the page is, where it is not the site's.
    pub fn in_language(&mut self, language: &str) {
        self.direction = direction(language);
        language.clone_into(&mut self.language);
    }
}

impl Views {
    /// What the page at `address` tells of itself, in the site's language.
    pub fn page(&self, kind: &'static str, address: &Address, title: Option<&str>) -> PageView {
        PageView {
            kind,
            title: title.map(str::to_owned),
            description: None,
            url: self.local(&address.url),
            canonical: self.settings.base_url.absolute(&address.url),
            language: self.settings.language.clone(),
            direction: direction(&self.settings.language),
            policy: self.policy().of_page(kind, false, None),
            has_code: false,
            plays: false,
            feed: None,
            alternates: Vec::new(),
            card: None,
        }
    }
}
