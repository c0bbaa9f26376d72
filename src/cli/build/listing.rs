//! What only whoever has made all files knows: the list of them, and whether the host takes so much.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::host::{Count, Measure};
use crate::pipeline::BUILD_JSON;
use crate::site::Site;
use crate::write::{Build as Building, Heading, LISTING};

/// Whether the site has a list of its files: not where it is turned off, or something of the site stands there.
pub(super) fn is_wanted(site: &Site) -> bool {
    let is_in_the_way =
        |path: &str| path.len() > LISTING.len() && path.starts_with(LISTING) && path[LISTING.len()..].starts_with('/');
    !site.views.settings.is_off(BUILD_JSON)
        && site.output(LISTING).is_none()
        && !site.outputs().iter().any(|output| is_in_the_way(output.address.output.as_str()))
}

/// What the list says beside the files.
pub(super) fn heading(site: &Site) -> Heading {
    let base_url = &site.views.settings.base_url;
    let pages = site.views.archive.redirects().iter();
    let leads_to = pages.filter(|redirect| {
        site.output(redirect.from.output.as_str()).is_some_and(|output| output.origin == redirect.place)
    });
    Heading {
        generator: concat!("reportage ", env!("CARGO_PKG_VERSION")).to_owned(),
        base_url: base_url.absolute("/"),
        leads_to: leads_to
            .map(|redirect| (redirect.from.output.to_string(), base_url.local(&redirect.to.url)))
            .collect(),
    }
}

/// What the host does not take of the files that there are.
pub(super) fn beyond_host(site: &Site, building: &Building<'_>) -> Vec<Diagnostic> {
    let Some(host) = site.views.settings.host else { return Vec::new() };
    let sizes = building.sizes();
    let mut folders: BTreeMap<&str, u64> = BTreeMap::new();
    for (path, _) in &sizes {
        *folders.entry(path.folder()).or_default() += 1;
    }
    let largest = sizes.iter().max_by_key(|(_, length)| *length);
    let fullest = folders.iter().max_by_key(|(_, count)| **count);
    let count = |of, count, path| Count { of, count, path };
    let mut counts = vec![
        count(Measure::Files, sizes.len() as u64, None),
        count(Measure::Bytes, sizes.iter().map(|(_, length)| length).sum(), None),
    ];
    counts.extend(largest.map(|(path, length)| count(Measure::BytesOfFile, *length, Some(path.to_string()))));
    counts.extend(fullest.map(|(folder, files)| count(Measure::FilesOfFolder, *files, Some((*folder).to_owned()))));
    host.problems(&counts)
}
