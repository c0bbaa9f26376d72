//! `robots.txt` (RFC 9309): everybody may read everything, and here is the sitemap.

use super::{Format, Text, site_toml};
use crate::address::Address;
use crate::site::{Listing, Output, Rank};
use crate::view::Views;

pub(super) struct Robots;

impl Format for Robots {
    fn key(&self) -> &'static str {
        "robots"
    }

    fn plan(&self, views: &Views, planned: &[Output]) -> Vec<Output> {
        // A site may bring its own in `static/`.
        if planned.iter().any(|output| &*output.address.path == "/robots.txt") {
            return Vec::new();
        }
        let sitemap = views.settings.base_url.absolute("/sitemap.xml");
        let text = if views.settings.is_off("sitemap") {
            "User-agent: *\nAllow: /\n".to_owned()
        } else {
            format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
        };
        let output = |address| Output {
            address,
            rank: Rank::Signpost,
            origin: site_toml(),
            listing: Listing::Unlisted,
            make: Box::new(Text(text)),
        };
        Address::new("/robots.txt").map(output).into_iter().collect()
    }
}
