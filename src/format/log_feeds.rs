//! The Atom feeds of the archive's logs (RFC 4287): of corrections, and of all that has become of records. The latest
//! stand first.

use rapidhash::RapidHashMap;

use super::atom::{document, no_day};
use super::{Format, site_toml};
use crate::address::Address;
use crate::archive::RecordIx;
use crate::diag::Checked;
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::model::date::PartialDate;
use crate::model::record::Correction;
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{CHANGES, CHANGES_FEED, CORRECTIONS, CORRECTIONS_FEED, ChangeKind, LinkView, Views};

/// A log that has a feed.
#[derive(Clone, Copy)]
pub(super) struct LogFeed {
    key: &'static str,
    /// Where the log stands, and where its feed.
    page: &'static str,
    path: &'static str,
    /// The feed's name; nothing where the site has none.
    link: fn(&Views) -> Option<LinkView>,
    /// The latest that the log tells, as many as the settings give a feed.
    latest: fn(&Views) -> Vec<Told>,
}

/// What was corrected.
pub(super) const OF_CORRECTIONS: LogFeed = LogFeed {
    key: "corrections_feed",
    page: CORRECTIONS,
    path: CORRECTIONS_FEED,
    link: Views::corrections_feed,
    latest: corrections,
};

/// What was added, updated and corrected.
pub(super) const OF_CHANGES: LogFeed =
    LogFeed { key: "changes_feed", page: CHANGES, path: CHANGES_FEED, link: Views::changes_feed, latest: changes };

impl Format for LogFeed {
    fn key(&self) -> &'static str {
        self.key
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let output = |address: Address| Output {
            address: address.clone(),
            rank: Rank::Signpost,
            origin: site_toml(),
            listing: Listing::Unlisted,
            make: Box::new(Feed { log: *self, address }),
        };
        let is_wanted = (self.link)(views).is_some();
        Address::new(self.path).filter(|_| is_wanted).map(output).into_iter().collect()
    }
}

/// One thing that a log tells.
struct Told {
    /// When it was done; a correction may have no day.
    day: Option<PartialDate>,
    kind: ChangeKind,
    record: RecordIx,
}

fn corrections(views: &Views) -> Vec<Told> {
    let latest = views.corrections().iter().take(views.settings.feed_limit);
    let told = |(record, at): &(RecordIx, usize)| {
        let day = views.archive[*record].record.corrections[*at].date;
        Told { day, kind: ChangeKind::Corrected(*at), record: *record }
    };
    latest.map(told).collect()
}

fn changes(views: &Views) -> Vec<Told> {
    let latest = views.changes().iter().take(views.settings.feed_limit);
    latest.map(|change| Told { day: Some(change.date), kind: change.kind, record: change.record }).collect()
}

struct Feed {
    log: LogFeed,
    address: Address,
}

impl Make for Feed {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let entries = (self.log.latest)(views);
        views.base().with("what it tells", Inputs::new("entries").prints(entries.iter().map(|told| told.print(views))))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let views = &site.views;
        let name = (self.log.link)(views).map(|link| link.name).unwrap_or_default();
        let title = format!("{name} – {}", views.settings.title);
        let entries = (self.log.latest)(views);
        let day = entries.iter().find_map(|told| told.day).unwrap_or_else(no_day);
        let feed = document(views, &self.address, self.log.page, &title, &day, |xml| {
            for told in &entries {
                let entry = &views.archive[told.record];
                let url = views.settings.base_url.absolute(&entry.address.url);
                let day = told.day.unwrap_or_else(no_day).rfc3339();
                let (term, label) = told.kind_in_words(views);
                let summary = told.correction(views).map_or(label, |correction| &correction.text);
                xml.branch("entry", &[], |xml| {
                    xml.leaf("id", &[], &format!("{url}#{}", told.name(views)));
                    xml.leaf("title", &[], &entry.record.title);
                    xml.leaf("published", &[], &day);
                    xml.leaf("updated", &[], &day);
                    xml.leaf("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &url)], "");
                    xml.leaf("category", &[("term", term), ("label", label)], "");
                    xml.leaf("summary", &[], summary);
                });
            }
        });
        Checked::sound(feed)
    }
}

impl Told {
    /// What its entry shows; the record's row stands for the words of a correction too.
    fn print(&self, views: &Views) -> Fingerprint {
        let day = self.day.map(|day| day.rfc3339()).unwrap_or_default();
        Inputs::new("told").text(&self.name(views)).text(&day).print(views.row_print(self.record)).done()
    }

    fn correction<'v>(&self, views: &'v Views) -> Option<&'v Correction> {
        match self.kind {
            ChangeKind::Corrected(at) => views.archive[self.record].record.corrections.get(at),
            ChangeKind::Added | ChangeKind::Updated => None,
        }
    }

    /// What was done, for programs and in the theme's words.
    fn kind_in_words<'v>(&self, views: &'v Views) -> (&'static str, &'v str) {
        let (term, key) = match self.correction(views) {
            Some(correction) => (correction.by.word(), format!("corrected_by.{}", correction.by.word())),
            None => (self.kind.word(), format!("changes.{}", self.kind.word())),
        };
        (term, views.theme.strings.get(&key).unwrap_or(term))
    }

    /// What tells it from all else that was done to its record, for good.
    fn name(&self, views: &Views) -> String {
        let day = self.day.map(|day| day.iso());
        match self.kind {
            ChangeKind::Added => "added".to_owned(),
            ChangeKind::Updated => format!("updated-{}", day.unwrap_or_default()),
            ChangeKind::Corrected(at) => correction_name(&views.archive[self.record].record.corrections, at),
        }
    }
}

/// What tells a correction from the others of its record: its day, and how many of that day stand before it. So it keeps
/// its name when its words are mended, or when a correction of another day is put before it.
fn correction_name(corrections: &[Correction], at: usize) -> String {
    let mut seen: RapidHashMap<Option<PartialDate>, usize> = RapidHashMap::default();
    let count = corrections[..=at].iter().map(|correction| {
        let count = seen.entry(correction.date).or_default();
        *count += 1;
        *count
    });
    let day = corrections[at].date.map_or_else(|| "undated".to_owned(), |day| day.iso());
    format!("correction-{day}-{}", count.last().unwrap_or(1))
}
