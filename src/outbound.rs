//! Archive, LinkLedger → Outbound: every address outside that the archive names, who names it, and how it stands.

use std::collections::BTreeMap;

use crate::archive::{Archive, Subject, TermIx};
use crate::diag::Diagnostic;
use crate::link_ledger::{LinkEntry, LinkLedger, Verdict};
use crate::model::record::{Access, Record, UrlStatus};
use crate::model::{Body, entity::Entity};
use crate::names::web_address::WebAddress;
use crate::settings::{BaseUrl, Settings};
use crate::source::Files;

mod dead;

/// What is known of the addresses that the archive names.
#[derive(Debug, Default)]
pub struct Outbound {
    /// What is known.
    pub ledger: LinkLedger,
    uses: BTreeMap<WebAddress, Vec<Use>>,
}

/// One place where an address stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Whose file it is.
    pub by: Subject,
    /// What the address is there.
    pub field: Field,
}

/// What an address is to the one who names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The original of a record.
    Original,
    /// A copy of the original.
    Copy,
    /// The source at this place.
    Source(usize),
    /// The document at this place.
    Document(usize),
    /// An entity's own site.
    Website,
    /// A link of the text.
    Body,
}

/// Looks through the archive. Where nothing is known of any address, nobody asks who names it, and nothing is looked up.
pub fn gather(archive: &Archive, settings: &Settings, ledger: LinkLedger) -> Outbound {
    let uses = if ledger.is_empty() { BTreeMap::new() } else { uses(archive, settings) };
    Outbound { ledger, uses }
}

/// Every address outside that what is published names, sorted, with all who name it in the archive's order.
///
/// The site's own host is none of them. Of a text no more than what is published whole counts: a page on links shows no
/// word of one that is kept back.
pub fn uses(archive: &Archive, settings: &Settings) -> BTreeMap<WebAddress, Vec<Use>> {
    let mut gathering = Gathering { own: own_host(&settings.base_url), uses: BTreeMap::new() };
    for (record, entry) in archive.iter() {
        gathering.record(Subject::Record(record), &entry.record, archive);
    }
    for (place, page) in archive.pages().iter().enumerate() {
        gathering.body(Subject::Page(place), archive.current(&page.page.body));
    }
    for (index, of) in archive.indexes().iter().enumerate() {
        for (place, term) in of.terms.iter().enumerate() {
            let by = Subject::Term(TermIx::new(index, place));
            term.entity.iter().for_each(|entity| gathering.entity(by, entity, archive));
        }
    }
    gathering.uses
}

fn own_host(base_url: &BaseUrl) -> String {
    WebAddress::parse(&base_url.origin).map(|address| address.host()).unwrap_or_default()
}

struct Gathering {
    own: String,
    uses: BTreeMap<WebAddress, Vec<Use>>,
}

impl Gathering {
    fn record(&mut self, by: Subject, record: &Record, archive: &Archive) {
        self.add(by, Field::Original, record.url.as_deref());
        for copy in &record.archived {
            self.add(by, Field::Copy, copy.url.as_deref());
        }
        for (place, source) in record.sources.iter().enumerate() {
            self.add(by, Field::Source(place), source.url.as_deref());
        }
        for (place, document) in record.documents.iter().enumerate() {
            self.add(by, Field::Document(place), document.url.as_deref());
        }
        if record.access == Access::Fulltext {
            self.body(by, archive.current(&record.body));
        }
    }

    fn entity(&mut self, by: Subject, entity: &Entity, archive: &Archive) {
        self.add(by, Field::Website, entity.website.as_deref());
        self.body(by, archive.current(&entity.body));
    }

    fn body(&mut self, by: Subject, body: &Body) {
        for address in &body.mentions.outside {
            self.add(by, Field::Body, Some(address));
        }
    }

    fn add(&mut self, by: Subject, field: Field, text: Option<&str>) {
        let Some(address) = text.and_then(WebAddress::parse) else { return };
        if address.host() == self.own {
            return;
        }
        let uses = self.uses.entry(address).or_default();
        let this = Use { by, field };
        // What one file names stands together.
        if !uses.iter().rev().take_while(|used| used.by == by).any(|used| *used == this) {
            uses.push(this);
        }
    }
}

impl Outbound {
    /// What is known of an address as a file has it.
    pub fn find(&self, text: &str) -> Option<(WebAddress, &LinkEntry)> {
        if self.ledger.is_empty() {
            return None;
        }
        let address = WebAddress::parse(text)?;
        let entry = self.ledger.get(&address)?;
        Some((address, entry))
    }

    /// Every address that the archive names, sorted, with what is known of it; none where nothing is known of any.
    pub fn all(&self) -> impl Iterator<Item = (&WebAddress, Option<&LinkEntry>, &[Use])> {
        self.uses.iter().map(|(address, uses)| (address, self.ledger.get(address), uses.as_slice()))
    }

    /// Every address that the archive names and of which something is known, sorted.
    pub fn known(&self) -> impl Iterator<Item = (&WebAddress, &LinkEntry, &[Use])> {
        self.uses.iter().filter_map(|(address, uses)| Some((address, self.ledger.get(address)?, uses.as_slice())))
    }

    /// What is known of `address`, where the archive names it.
    pub fn at(&self, address: &WebAddress) -> Option<(&LinkEntry, &[Use])> {
        Some((self.ledger.get(address)?, self.uses.get(address)?.as_slice()))
    }

    /// How an address stands: as the editor of a record has it whose original it is, or else as it was when it was asked.
    pub fn verdict(&self, entry: &LinkEntry, uses: &[Use], archive: &Archive) -> Verdict {
        let of_editor = |used: &Use| match (used.field, used.by) {
            (Field::Original, Subject::Record(record)) => archive[record].record.url_status,
            _ => None,
        };
        match uses.iter().find_map(of_editor) {
            Some(UrlStatus::Live) => Verdict::Live,
            Some(UrlStatus::Dead) => Verdict::Dead,
            Some(UrlStatus::Moved) => Verdict::Moved,
            Some(UrlStatus::Paywalled) => Verdict::Forbidden,
            Some(UrlStatus::Changed) => Verdict::Doubtful,
            None => entry.status,
        }
    }

    /// A warning for each place of a record that leads to an address that is gone, and to no copy.
    pub fn dead_links(&self, archive: &Archive, files: &Files) -> Vec<Diagnostic> {
        let dead = self.known().filter(|(_, entry, uses)| {
            entry.status == Verdict::Dead && self.verdict(entry, uses, archive) == Verdict::Dead
        });
        dead.flat_map(|(address, entry, uses)| dead::problems(address, entry, uses, archive, files)).collect()
    }
}
