//! The page on links: how many stand how, and each that does not stand well, with who names it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{LinkCopyView, LinkStatusView, LinkView, RowView, Views};
use crate::archive::{Archive, Subject};
use crate::fingerprint::Fingerprint;
use crate::link_ledger::Verdict;
use crate::model::record::Memento;
use crate::names::web_address::WebAddress;
use crate::outbound::{Field, Outbound, Use};
use crate::settings::Settings;

/// Where the page stands.
pub const LINK_HEALTH: &str = "/links/";

/// Of those who name one address, no more are listed.
const MOST_NAMED: usize = 5;

/// How many addresses stand in one way.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VerdictCount {
    /// `dead`, `unreachable`, `doubtful`, `moved`, `forbidden`, `unsure` or `live`.
    pub verdict: &'static str,
    /// The same as a heading, in the site's language.
    pub label: String,
    /// What it means, in a sentence.
    pub text: String,
    /// How many there are.
    pub count: usize,
}

/// Addresses that stand in one way.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LinkGroup {
    /// The verdict, as in the counts.
    pub verdict: &'static str,
    /// The same as a heading.
    pub label: String,
    /// The addresses, sorted.
    pub links: Vec<NamedLink>,
}

/// An address, how it stands, and who names it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NamedLink {
    /// The address.
    pub url: String,
    /// How it stands.
    pub status: LinkStatusView,
    /// The records that name it, at most five.
    pub records: Vec<RowView>,
    /// Pages and terms that name it, at most five.
    pub others: Vec<LinkView>,
    /// How many more name it.
    pub more: usize,
    /// Copies of what stood there: those that its record names, or else those that are known.
    pub copies: Vec<LinkCopyView>,
}

/// What the page lists, and in which order: worked out once.
#[derive(Debug, Default)]
pub(super) struct Health {
    counts: Vec<(Verdict, usize)>,
    troubled: Vec<(Verdict, WebAddress)>,
}

/// Whether the site has a page on links: whether anything is known of them, and it is not turned off.
pub fn has_link_health(outbound: &Outbound, settings: &Settings) -> bool {
    !settings.is_off("link_health") && outbound.known().next().is_some()
}

impl Health {
    fn of(outbound: &Outbound, archive: &Archive) -> Health {
        let mut all: Vec<(Verdict, &WebAddress)> =
            outbound.known().map(|(address, entry, uses)| (outbound.verdict(entry, uses, archive), address)).collect();
        all.sort();
        let count = |verdict: &Verdict| (*verdict, all.iter().filter(|(known, _)| known == verdict).count());
        let counts = Verdict::ALL.iter().rev().map(count).filter(|(_, count)| *count > 0).collect();
        let is_troubled = |verdict: Verdict| verdict != Verdict::Live;
        let troubled = all.into_iter().filter(|(verdict, _)| is_troubled(*verdict));
        Health { counts, troubled: troubled.map(|(verdict, address)| (verdict, address.clone())).collect() }
    }
}

impl Views {
    fn health(&self) -> &Health {
        self.made.health.get_or_init(|| Health::of(&self.outbound, &self.archive))
    }

    /// How many addresses do not stand as they should.
    pub fn troubled_links(&self) -> usize {
        self.health().troubled.len()
    }

    /// How many addresses stand how, the best first; ways in which none stands are left out.
    pub fn verdict_counts(&self) -> Vec<VerdictCount> {
        let count = |(verdict, count): &(Verdict, usize)| VerdictCount {
            verdict: verdict.word(),
            label: self.verdict_label(*verdict),
            text: self.words(&format!("link_status.{}", verdict.word())),
            count: *count,
        };
        self.health().counts.iter().map(count).collect()
    }

    /// The page `number`, counted from 1 and of `size` addresses, of those that do not stand as they should.
    pub fn link_groups(&self, number: usize, size: usize) -> Vec<LinkGroup> {
        let page = self.health().troubled.chunks(size.max(1)).nth(number - 1).unwrap_or_default();
        let groups = page.chunk_by(|(one, _), (other, _)| one == other);
        let group = |group: &[(Verdict, WebAddress)]| {
            let verdict = group.first()?.0;
            let links = group.iter().filter_map(|(_, address)| self.named_link(address, verdict)).collect();
            Some(LinkGroup { verdict: verdict.word(), label: self.verdict_label(verdict), links })
        };
        groups.filter_map(group).collect()
    }

    /// What a page of that list shows.
    pub fn link_groups_print(&self, number: usize, size: usize) -> Fingerprint {
        Fingerprint::of_value(&self.link_groups(number, size))
    }

    fn verdict_label(&self, verdict: Verdict) -> String {
        self.words(&format!("verdict.{}", verdict.word()))
    }

    fn named_link(&self, address: &WebAddress, verdict: Verdict) -> Option<NamedLink> {
        let (entry, uses) = self.outbound.at(address)?;
        let mut named: Vec<Subject> = uses.iter().map(|used| used.by).collect();
        // What one record names twice stands together, for uses are in the archive's order.
        named.dedup();
        let records = named.iter().filter_map(|by| match by {
            Subject::Record(record) => Some(self.row(*record)),
            _ => None,
        });
        let others = named.iter().filter_map(|by| match by {
            Subject::Record(_) => None,
            Subject::Term(term) => Some(self.term_link(*term)),
            Subject::Page(place) => {
                let page = &self.archive.pages()[*place];
                Some(LinkView { name: page.page.title.clone(), url: self.local(&page.address.url) })
            }
        });
        let (records, others): (Vec<_>, Vec<_>) =
            (records.take(MOST_NAMED).collect(), others.take(MOST_NAMED).collect());
        let status = self.status_of(entry, verdict);
        let copies = self.copies_named(uses);
        Some(NamedLink {
            url: address.to_string(),
            more: named.len() - records.len() - others.len(),
            copies: if copies.is_empty() { status.copies.clone() } else { copies },
            status,
            records,
            others,
        })
    }

    /// The copies that a record names of its original.
    fn copies_named(&self, uses: &[Use]) -> Vec<LinkCopyView> {
        let record = uses.iter().find_map(|used| match used {
            Use { by: Subject::Record(record), field: Field::Original } => Some(*record),
            _ => None,
        });
        let Some(record) = record.map(|record| &self.archive[record].record) else { return Vec::new() };
        let copy = |memento: &Memento| {
            let own = memento.file.as_ref().and_then(|file| self.file_url(&record.file, file));
            Some(LinkCopyView { url: own.or_else(|| memento.url.clone())?, date: self.date_of(&memento.date) })
        };
        record.archived.iter().filter_map(copy).collect()
    }
}
