//! The Atom feed of corrections (RFC 4287): those of all records, the latest first.

use rapidhash::RapidHashMap;

use super::atom::{document, no_day};
use super::{Format, site_toml};
use crate::address::Address;
use crate::archive::RecordIx;
use crate::diag::Checked;
use crate::fingerprint::{Ingredients, Inputs};
use crate::model::date::PartialDate;
use crate::model::record::Correction;
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{CORRECTIONS, CORRECTIONS_FEED, Views};

pub(super) struct CorrectionsFeed;

impl Format for CorrectionsFeed {
    fn key(&self) -> &'static str {
        "corrections_feed"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let output = |address: Address| Output {
            address: address.clone(),
            rank: Rank::Signpost,
            origin: site_toml(),
            listing: Listing::Unlisted,
            make: Box::new(Feed(address)),
        };
        let is_wanted = views.corrections_feed().is_some();
        Address::new(CORRECTIONS_FEED).filter(|_| is_wanted).map(output).into_iter().collect()
    }
}

struct Feed(Address);

impl Make for Feed {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let entries = latest(views);
        let entries = entries
            .iter()
            .map(|(record, at)| Inputs::new("correction").print(views.row_print(*record)).number(*at).done());
        views.base().with("the corrections in it", Inputs::new("entries").prints(entries))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let views = &site.views;
        let strings = &views.theme.strings;
        let title = format!("{} – {}", strings.get("corrections_log").unwrap_or("Corrections"), views.settings.title);
        let corrections = latest(views);
        let day = corrections.iter().find_map(|(record, at)| correction(views, *record, *at).date);
        let day = day.unwrap_or_else(no_day);
        let feed = document(views, &self.0, CORRECTIONS, &title, &day, |xml| {
            for (record, at) in corrections {
                let entry = &views.archive[*record];
                let url = views.settings.base_url.absolute(&entry.address.url);
                let correction = correction(views, *record, *at);
                let day = correction.date.unwrap_or_else(no_day).rfc3339();
                xml.branch("entry", &[], |xml| {
                    xml.leaf("id", &[], &format!("{url}#{}", name(&entry.record.corrections, *at)));
                    xml.leaf("title", &[], &entry.record.title);
                    xml.leaf("published", &[], &day);
                    xml.leaf("updated", &[], &day);
                    xml.leaf("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &url)], "");
                    let by = correction.by.word();
                    let label = strings.get(&format!("corrected_by.{by}")).unwrap_or(by);
                    xml.leaf("category", &[("term", by), ("label", label)], "");
                    xml.leaf("summary", &[], &correction.text);
                });
            }
        });
        Checked::sound(feed)
    }
}

/// As many of the latest corrections as the settings give a feed.
fn latest(views: &Views) -> &[(RecordIx, usize)] {
    let all = views.corrections();
    &all[..all.len().min(views.settings.feed_limit)]
}

fn correction(views: &Views, record: RecordIx, at: usize) -> &Correction {
    &views.archive[record].record.corrections[at]
}

/// What tells a correction from the others of its record: its day, and how many of that day stand before it. So it keeps
/// its name when its words are mended, or when a correction of another day is put before it.
fn name(corrections: &[Correction], at: usize) -> String {
    let mut seen: RapidHashMap<Option<PartialDate>, usize> = RapidHashMap::default();
    let count = corrections[..=at].iter().map(|correction| {
        let count = seen.entry(correction.date).or_default();
        *count += 1;
        *count
    });
    let day = corrections[at].date.map_or_else(|| "undated".to_owned(), |day| day.iso());
    format!("correction-{day}-{}", count.last().unwrap_or(1))
}
