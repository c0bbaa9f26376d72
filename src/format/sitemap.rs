//! Sitemaps (sitemaps.org, protocol 0.9): split at the protocol's limits, with an index.

use super::xml::Xml;
use super::{Format, site_toml};
use crate::address::Address;
use crate::diag::Checked;
use crate::fingerprint::{Fingerprint, Ingredients, Inputs, PROGRAM};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::Views;

pub(super) struct Sitemap;

/// The protocol's limit of addresses in one file.
const MOST_URLS: usize = 50_000;
/// The protocol's limit of bytes in one file, less what stands around the entries.
const MOST_BYTES: usize = 50 * 1024 * 1024 - 1024;
/// What stands around an address and a date in one entry, at most.
const AROUND: usize = 90;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// One address, escaped for nothing yet, and the day it was last changed.
type Row = (String, Option<String>);

impl Format for Sitemap {
    fn key(&self) -> &'static str {
        "sitemap"
    }

    fn plan(&self, views: &Views, planned: &[Output]) -> Vec<Output> {
        let row = |output: &Output| match &output.listing {
            Listing::Unlisted => None,
            Listing::Listed(changed) => {
                let changed = changed.as_ref().map(crate::model::date::PartialDate::iso);
                Some((views.settings.base_url.absolute(&output.address.url), changed))
            }
        };
        let mut rows: Vec<Row> = planned.iter().filter_map(row).collect();
        rows.sort_unstable();
        let mut parts = split(rows);
        if parts.len() == 1 {
            let rows = parts.remove(0);
            return output("/sitemap.xml", Urlset(rows)).into_iter().collect();
        }
        let names: Vec<String> = (1..=parts.len()).map(|number| format!("/sitemap-{number}.xml")).collect();
        let urls: Vec<String> = names.iter().map(|name| views.settings.base_url.absolute(name)).collect();
        let mut outputs: Vec<Output> =
            names.iter().zip(parts).filter_map(|(name, rows)| output(name, Urlset(rows))).collect();
        outputs.extend(output("/sitemap.xml", SitemapIndex(urls)));
        outputs
    }
}

fn output(path: &str, make: impl Make + 'static) -> Option<Output> {
    Some(Output {
        address: Address::new(path)?,
        rank: Rank::Signpost,
        origin: site_toml(),
        listing: Listing::Unlisted,
        make: Box::new(make),
    })
}

struct Urlset(Vec<Row>);

impl Make for Urlset {
    fn made_from(&self, _: &Site) -> Ingredients {
        let add = |inputs: Inputs, (url, changed): &Row| inputs.text(url).text(changed.as_deref().unwrap_or_default());
        program().with("the pages in it", self.0.iter().fold(Inputs::new("urlset"), add))
    }

    fn bytes(&self, _: &Site) -> Checked<Vec<u8>> {
        Checked::sound(urlset(&self.0))
    }
}

struct SitemapIndex(Vec<String>);

impl Make for SitemapIndex {
    fn made_from(&self, _: &Site) -> Ingredients {
        let urls = self.0.iter().fold(Inputs::new("sitemap index"), |inputs, url| inputs.text(url));
        program().with("the sitemaps in it", urls)
    }

    fn bytes(&self, _: &Site) -> Checked<Vec<u8>> {
        Checked::sound(index(&self.0))
    }
}

/// What every sitemap is made from.
fn program() -> Ingredients {
    Ingredients::new().with("this program", Fingerprint::of(PROGRAM.as_bytes()))
}

/// Cuts `rows` into runs that keep both limits; never none.
fn split(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut parts = vec![Vec::new()];
    let mut bytes = 0;
    for row in rows {
        // `&` is the only character of an encoded address that XML makes longer, by four.
        let size = row.0.len() + 4 * row.0.matches('&').count() + AROUND;
        let last = parts.last_mut().expect("there is always one");
        if last.len() == MOST_URLS || bytes + size > MOST_BYTES {
            bytes = size;
            parts.push(vec![row]);
        } else {
            bytes += size;
            last.push(row);
        }
    }
    parts
}

fn urlset(rows: &[Row]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.branch("urlset", &[NAMESPACE], |xml| {
        for (url, changed) in rows {
            xml.branch("url", &[], |xml| {
                xml.leaf("loc", &[], url);
                if let Some(changed) = changed {
                    xml.leaf("lastmod", &[], changed);
                }
            });
        }
    });
    xml.finish()
}

fn index(urls: &[String]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.branch("sitemapindex", &[NAMESPACE], |xml| {
        for url in urls {
            xml.branch("sitemap", &[], |xml| xml.leaf("loc", &[], url));
        }
    });
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_keeps_the_protocols_limits() {
        let row = |length: usize| ("x".repeat(length), None);
        for (rows, expected) in [
            (vec![], vec![0]),
            (vec![row(30); 50_000], vec![50_000]),
            (vec![row(30); 50_001], vec![50_000, 1]),
            (vec![row(26_214_400); 3], vec![1, 1, 1]),
        ] {
            let sizes: Vec<usize> = split(rows).iter().map(Vec::len).collect();
            assert_eq!(sizes, expected);
        }
    }
}
