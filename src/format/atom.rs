//! Atom feeds (RFC 4287): of the archive, and of each term.

use std::cmp::Reverse;

use super::indexes::origin;
use super::xml::Xml;
use super::{Format, site_toml};
use crate::address::Address;
use crate::archive::{RecordIx, TermIx};
use crate::diag::Checked;
use crate::fingerprint::{Ingredients, Inputs};
use crate::model::date::PartialDate;
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::Views;

/// `feed.xml`: what was taken in last.
pub(super) struct Feed;

/// `feed.xml` beside the page of each term.
pub(super) struct TermFeeds;

impl Format for Feed {
    fn key(&self) -> &'static str {
        "feeds"
    }

    fn plan(&self, _: &Views, _: &[Output]) -> Vec<Output> {
        let output = |address: Address| Output {
            address: address.clone(),
            rank: Rank::Signpost,
            origin: site_toml(),
            listing: Listing::Unlisted,
            make: Box::new(ArchiveFeed(address)),
        };
        Address::new("/feed.xml").map(output).into_iter().collect()
    }
}

impl Format for TermFeeds {
    fn key(&self) -> &'static str {
        "term_feeds"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let mut outputs = Vec::new();
        for (place, index) in views.archive.indexes().iter().enumerate() {
            for (term_place, term) in index.terms.iter().enumerate().filter(|(_, term)| !term.records.is_empty()) {
                let this = TermIx::new(place, term_place);
                let Some(address) = Address::new(&format!("{}feed.xml", term.address.path)) else { continue };
                outputs.push(Output {
                    address: address.clone(),
                    rank: Rank::Signpost,
                    origin: origin(&views.archive, this),
                    listing: Listing::Unlisted,
                    make: Box::new(TermFeed { this, address }),
                });
            }
        }
        outputs
    }
}

struct ArchiveFeed(Address);

impl Make for ArchiveFeed {
    fn made_from(&self, site: &Site) -> Ingredients {
        made_from(&site.views, &newest_of_all(&site.views))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let views = &site.views;
        Checked::sound(feed(views, &self.0, "/", &views.settings.title, &newest_of_all(views)))
    }
}

struct TermFeed {
    this: TermIx,
    address: Address,
}

impl Make for TermFeed {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let records = newest(views, &views.archive[self.this].records);
        made_from(views, &records).with("its name and address", views.term_print(self.this))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let views = &site.views;
        let term = &views.archive[self.this];
        let title = format!("{} – {}", term.name, views.settings.title);
        Checked::sound(feed(views, &self.address, &term.address.url, &title, &newest(views, &term.records)))
    }
}

/// What a feed of `records` is made from.
pub(super) fn made_from(views: &Views, records: &[RecordIx]) -> Ingredients {
    let terms = records.iter().map(|record| views.terms_print(*record));
    let ingredients = views.base().with("the records in it", Inputs::new("rows").prints(views.row_prints(records)));
    ingredients.with("the names of their terms", Inputs::new("terms").prints(terms))
}

/// The newest records of the archive, as `newest`.
pub(super) fn newest_of_all(views: &Views) -> Vec<RecordIx> {
    newest(views, &views.archive.iter().map(|(record, _)| record).collect::<Vec<_>>())
}

/// The records of a feed: those taken in last, or else those that ran last; at most as many as the settings say.
fn newest(views: &Views, records: &[RecordIx]) -> Vec<RecordIx> {
    let limit = views.settings.feed_limit;
    let ranked = |record: &RecordIx| (Reverse(taken_in(views, *record).map(|date| date.sort_key())), *record);
    let mut records: Vec<_> = records.iter().map(ranked).collect();
    if records.len() > limit {
        records.select_nth_unstable(limit);
        records.truncate(limit);
    }
    records.sort_unstable();
    records.into_iter().map(|(_, record)| record).collect()
}

/// When a record came to the archive: `added`, or else the day the piece ran.
pub(super) fn taken_in(views: &Views, record: RecordIx) -> Option<PartialDate> {
    let record = &views.archive[record].record;
    record.added.or(record.date)
}

/// What stands for a day that is not known where a feed must give one (RFC 4287, section 4.2.15).
pub(super) fn no_day() -> PartialDate {
    PartialDate::day(1970, 1, 1)
}

fn feed(views: &Views, own: &Address, page: &str, title: &str, records: &[RecordIx]) -> Vec<u8> {
    let changed = |record: RecordIx| {
        let entry = &views.archive[record].record;
        entry.updated.or_else(|| taken_in(views, record)).unwrap_or_else(no_day)
    };
    let latest = records.iter().map(|record| changed(*record)).max_by(PartialDate::chronological);
    document(views, own, page, title, &latest.unwrap_or_else(no_day), |xml| {
        for record in records {
            entry(xml, views, *record, &changed(*record));
        }
    })
}

/// A feed at `own` about the page at `page`, whose entries `entries` writes; the last of them changed on `latest`.
pub(super) fn document(
    views: &Views,
    own: &Address,
    page: &str,
    title: &str,
    latest: &PartialDate,
    entries: impl FnOnce(&mut Xml),
) -> Vec<u8> {
    let base_url = &views.settings.base_url;
    let mut xml = Xml::new();
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", views.settings.language.as_str())];
    xml.branch("feed", &attributes, |xml| {
        xml.leaf("id", &[], &base_url.absolute(page));
        xml.leaf("title", &[], title);
        if let Some(description) = &views.settings.description {
            xml.leaf("subtitle", &[], description);
        }
        xml.leaf("updated", &[], &latest.rfc3339());
        xml.leaf(
            "link",
            &[("rel", "self"), ("type", "application/atom+xml"), ("href", &base_url.absolute(&own.url))],
            "",
        );
        xml.leaf("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &base_url.absolute(page))], "");
        let publisher = views.settings.publisher.as_ref().unwrap_or(&views.settings.title);
        xml.branch("author", &[], |xml| xml.leaf("name", &[], publisher));
        entries(xml);
    });
    xml.finish()
}

fn entry(xml: &mut Xml, views: &Views, this: RecordIx, changed: &PartialDate) {
    let entry = &views.archive[this];
    let record = &entry.record;
    let url = views.settings.base_url.absolute(&entry.address.url);
    let language = record.language.as_deref().map(|language| ("xml:lang", language));
    xml.branch("entry", language.as_slice(), |xml| {
        xml.leaf("id", &[], &url);
        xml.leaf("title", &[], &record.title);
        if let Some(published) = taken_in(views, this) {
            xml.leaf("published", &[], &published.rfc3339());
        }
        xml.leaf("updated", &[], &changed.rfc3339());
        xml.leaf("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &url)], "");
        if let Some(original) = &record.url {
            xml.leaf("link", &[("rel", "via"), ("href", original)], "");
        }
        for author in &record.authors {
            xml.branch("author", &[], |xml| xml.leaf("name", &[], &author.name));
        }
        for (_, tag) in views.terms_of(entry, "tags") {
            xml.leaf("category", &[("term", &tag.name)], "");
        }
        if let Some(dek) = &record.dek {
            xml.leaf("summary", &[], dek);
        }
    });
}
