//! Sitemaps (sitemaps.org, protocol 0.9): split at the protocol's limits, with an index.

use super::xml::Xml;
use super::{Format, site_toml};
use crate::address::Address;
use crate::diag::Checked;
use crate::fingerprint::{Fingerprint, Ingredients, Inputs, PROGRAM};
use crate::model::date::PartialDate;
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

impl Format for Sitemap {
    fn key(&self) -> &'static str {
        "sitemap"
    }

    fn plan(&self, views: &Views, planned: &[Output]) -> Vec<Output> {
        let base_url = &views.settings.base_url;
        let origin = base_url.absolute("").len();
        let is_listed = |output: &Output| output.listing != Listing::Unlisted;
        let listed = planned.iter().enumerate().filter(|(_, output)| is_listed(output));
        // `&` is the only character of an encoded address that XML makes longer, by four.
        let size = |url: &str| origin + url.len() + 4 * url.matches('&').count() + AROUND;
        let sizes: Vec<(usize, usize)> = listed.map(|(place, output)| (place, size(&output.address.url))).collect();
        let mut parts = split(&sizes);
        if parts.len() == 1 {
            return output("/sitemap.xml", Urlset(parts.remove(0))).into_iter().collect();
        }
        let names: Vec<String> = (1..=parts.len()).map(|number| format!("/sitemap-{number}.xml")).collect();
        let urls: Vec<String> = names.iter().map(|name| base_url.absolute(name)).collect();
        let mut outputs: Vec<Output> =
            names.iter().zip(parts).filter_map(|(name, places)| output(name, Urlset(places))).collect();
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

/// The outputs at these places among all, in that order.
struct Urlset(Vec<usize>);

impl Urlset {
    fn outputs<'s>(&'s self, site: &'s Site) -> impl Iterator<Item = &'s Output> {
        self.0.iter().map(|place| &site.outputs()[*place])
    }
}

impl Make for Urlset {
    fn made_from(&self, site: &Site) -> Ingredients {
        let add = |inputs: Inputs, output: &Output| {
            let (year, month, day, _) = changed(output).map_or_else(Default::default, PartialDate::sort_key);
            inputs
                .text(&output.address.url)
                .number(usize::from(year.unsigned_abs()) << 16 | usize::from(month) << 8 | usize::from(day))
        };
        let pages = self.outputs(site).fold(Inputs::new("urlset"), add);
        program()
            .with("the address of the site", Inputs::new("base").text(&site.views.settings.base_url.absolute("")))
            .with("the pages in it", pages)
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let base_url = &site.views.settings.base_url;
        let mut xml = Xml::new();
        xml.branch("urlset", &[NAMESPACE], |xml| {
            for output in self.outputs(site) {
                xml.branch("url", &[], |xml| {
                    xml.leaf("loc", &[], &base_url.absolute(&output.address.url));
                    if let Some(changed) = changed(output) {
                        xml.leaf("lastmod", &[], &changed.iso());
                    }
                });
            }
        });
        Checked::sound(xml.finish())
    }
}

/// When an output was last changed, where that is known.
fn changed(output: &Output) -> Option<&PartialDate> {
    match &output.listing {
        Listing::Listed(changed) => changed.as_ref(),
        Listing::Unlisted => None,
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

/// Cuts places, each with the most bytes of its entry, into runs that keep both limits; never none.
fn split(sizes: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut parts = vec![Vec::new()];
    let mut bytes = 0;
    for (place, size) in sizes {
        let last = parts.last_mut().expect("there is always one");
        if last.len() == MOST_URLS || bytes + size > MOST_BYTES {
            bytes = *size;
            parts.push(vec![*place]);
        } else {
            bytes += size;
            last.push(*place);
        }
    }
    parts
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
        for (rows, expected) in [
            (vec![], vec![0]),
            (vec![(0, 120); 50_000], vec![50_000]),
            (vec![(0, 120); 50_001], vec![50_000, 1]),
            (vec![(0, 26_214_400); 3], vec![1, 1, 1]),
        ] {
            let sizes: Vec<usize> = split(&rows).iter().map(Vec::len).collect();
            assert_eq!(sizes, expected);
        }
    }
}
