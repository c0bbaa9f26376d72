//! `_headers`: what hosts such as Netlify and Cloudflare Pages say with each file: the policy, and what may be kept.

use std::collections::HashSet;
use std::fmt::Write;

use super::{Format, Text, site_toml};
use crate::address::Address;
use crate::site::{Listing, Output, Rank};
use crate::view::Views;

pub(super) struct Headers;

const PATH: &str = "/_headers";

/// What a page of an archive has no use for, whatever comes to stand in it.
const UNUSED: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

impl Format for Headers {
    fn key(&self) -> &'static str {
        "headers"
    }

    fn plan(&self, views: &Views, planned: &[Output]) -> Vec<Output> {
        // A site may bring its own in `static/`.
        if planned.iter().any(|output| &*output.address.path == PATH) {
            return Vec::new();
        }
        let output = |address| Output {
            address,
            rank: Rank::Signpost,
            origin: site_toml(),
            listing: Listing::Unlisted,
            make: Box::new(Text(text(views, planned))),
        };
        Address::new(PATH).map(output).into_iter().collect()
    }
}

fn text(views: &Views, planned: &[Output]) -> String {
    let base_url = &views.settings.base_url;
    let policy = views.policy();
    let opener = if policy.has_windows() { "same-origin-allow-popups" } else { "same-origin" };
    let headers = [
        ("Content-Security-Policy", &*policy.header()),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", UNUSED),
        ("Cross-Origin-Opener-Policy", opener),
    ];
    let mut text = format!("{}\n", base_url.local("/*"));
    for (name, value) in headers {
        let _ = writeln!(text, "  {name}: {value}");
    }
    for path in kept_for_good(views, planned) {
        let _ = write!(text, "\n{}\n  Cache-Control: public, max-age=31536000, immutable\n", base_url.local(&path));
    }
    text
}

/// The paths whose files are other files when they have other bytes, since their names have a hash: all of `assets/`,
/// or one by one where `static/` has put files with lasting names among them.
fn kept_for_good(views: &Views, planned: &[Output]) -> Vec<String> {
    let hashed: HashSet<&str> = views.theme.assets.iter().map(|asset| &*asset.address.path).collect();
    let there = planned.iter().filter(|output| output.address.path.starts_with("/assets/"));
    let (kept, others): (Vec<&Output>, Vec<&Output>) = there.partition(|output| hashed.contains(&*output.address.path));
    if others.is_empty() && !kept.is_empty() {
        return vec!["/assets/*".to_owned()];
    }
    kept.iter().map(|output| output.address.url.to_string()).collect()
}
