//! What the host of the site reads: former addresses, and what it says with each file: the policy, and what may be kept.
//!
//! `host` says in whose words; without it they are those of `_redirects` and `_headers`, which several hosts read.

use std::collections::{BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::{Format, Text, site_toml};
use crate::address::Address;
use crate::host::{self, HostFile, Lasting, Lead, Served};
use crate::names::media_type::media_type;
use crate::settings::Settings;
use crate::site::{Listing, Output, Rank};
use crate::view::Views;

/// The word of `off` is that of the headers; redirects have one of their own.
pub(super) struct HostFiles;

/// What a page of an archive has no use for, whatever comes to stand in it.
const UNUSED: &str = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

const HEADERS: &str = "headers";

impl Format for HostFiles {
    fn key(&self) -> &'static str {
        HEADERS
    }

    /// Without headers there are still redirects.
    fn is_off(&self, _: &Settings) -> bool {
        false
    }

    fn plan(&self, views: &Views, planned: &[Output]) -> Vec<Output> {
        let served = served(views, planned);
        let files = match views.settings.host {
            Some(host) => host.files(&served),
            None => host::files_for_any(&served),
        };
        // A site may bring its own in `static/`.
        let missing = files.into_iter().filter(|file| !planned.iter().any(|output| *output.address.path == *file.path));
        missing.filter_map(output).collect()
    }
}

fn output(file: HostFile) -> Option<Output> {
    Some(Output {
        address: Address::new(&file.path)?,
        rank: Rank::Signpost,
        origin: site_toml(),
        listing: Listing::Unlisted,
        make: Box::new(Text(file.text)),
    })
}

/// How a site of these outputs is to be served.
pub(super) fn served(views: &Views, planned: &[Output]) -> Served {
    let base_url = &views.settings.base_url;
    Served {
        origin: base_url.origin.clone(),
        base: base_url.path.clone(),
        redirects: redirects(views, planned),
        headers: headers(views),
        lasting: lasting(views, planned),
        types: types(planned),
        has_not_found: planned.iter().any(|output| &*output.address.path == "/404.html"),
        twins: views.settings.precompress.clone(),
    }
}

/// The former addresses, but for those at which something of another hand stands.
fn redirects(views: &Views, planned: &[Output]) -> Vec<Lead> {
    if views.settings.is_off("redirects") || views.archive.redirects().is_empty() {
        return Vec::new();
    }
    let by_path: HashMap<String, &Output> =
        planned.iter().map(|output| (output.address.output.as_str().to_lowercase(), output)).collect();
    let lead = |redirect: &crate::archive::Redirect| {
        let there = by_path.get(&redirect.from.output.as_str().to_lowercase());
        let has_page = there.is_some_and(|there| there.origin == redirect.place && there.address == redirect.from);
        // An address that is the present one but for its case has no file of its own on many file systems.
        let is_free = has_page || there.is_none_or(|there| there.address == redirect.to);
        is_free.then(|| Lead { from: views.local(&redirect.from.url), to: views.local(&redirect.to.url), has_page })
    };
    views.archive.redirects().iter().filter_map(lead).collect()
}

fn headers(views: &Views) -> Vec<(&'static str, String)> {
    if views.settings.is_off(HEADERS) {
        return Vec::new();
    }
    let policy = views.policy();
    let opener = if policy.has_windows() { "same-origin-allow-popups" } else { "same-origin" };
    vec![
        ("Content-Security-Policy", policy.header()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("Permissions-Policy", UNUSED.to_owned()),
        ("Cross-Origin-Opener-Policy", opener.to_owned()),
    ]
}

/// What are other files when they have other bytes, since their names have a hash: all of `assets/`, or one by one where
/// `static/` has put files with lasting names among them.
fn lasting(views: &Views, planned: &[Output]) -> Vec<Lasting> {
    let hashed: HashSet<&str> = views.theme.assets.iter().map(|asset| &*asset.address.path).collect();
    let there = planned.par_iter().filter(|output| output.address.path.starts_with("/assets/"));
    let (kept, others): (Vec<&Output>, Vec<&Output>) = there.partition(|output| hashed.contains(&*output.address.path));
    if others.is_empty() && !kept.is_empty() {
        return vec![Lasting::Folder(views.local("/assets/"))];
    }
    kept.iter().map(|output| Lasting::File(views.local(&output.address.url))).collect()
}

/// The media types of all endings that the site has and that are more than `application/octet-stream`.
fn types(planned: &[Output]) -> Vec<(String, &'static str)> {
    // A site has many files and few endings: those are looked at, each once.
    let note = |mut extensions: BTreeSet<String>, output: &Output| {
        let extension = output.address.output.file_name().rsplit_once('.').map_or("", |(_, extension)| extension);
        if !extensions.contains(extension) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            extensions.insert(extension.to_owned());
        }
        extensions
    };
    let either = |one: BTreeSet<String>, other| one.union(&other).cloned().collect();
    let extensions = planned.par_iter().fold(BTreeSet::new, note).reduce(BTreeSet::new, either);
    let lower: BTreeSet<String> = extensions.iter().map(|extension| extension.to_ascii_lowercase()).collect();
    let typed = lower.into_iter().map(|extension| {
        let media_type = media_type(&format!("x.{extension}"));
        (extension, media_type)
    });
    typed.filter(|(_, media_type)| *media_type != "application/octet-stream").collect()
}
