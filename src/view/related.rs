//! Related records, and in words what ties each to the record that lists it.

use rapidhash::RapidHashSet;
use schemars::JsonSchema;
use serde::Serialize;

use super::{RowView, Views};
use crate::archive::{Entry, RecordIx, TermIx};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::related::PROVENANCE;
use crate::theme::filled;

/// A related record and the reason why it is one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RelatedView {
    /// The record.
    pub row: RowView,
    /// What the two have in common, in the site's language: `Both name Salesforce and Palantir`.
    pub reason: String,
    /// `editor` where the record's front matter names it, `archive` where it has been found.
    pub by: &'static str,
}

/// How many shared names a reason has.
const NAMES: usize = 3;

impl Views {
    /// The related records of `this`: those that its editor lists, then those that have most in common with it.
    pub fn related(&self, this: RecordIx) -> Vec<RelatedView> {
        let chosen = self.archive[this].related.len();
        let related = self.related_records(this).zip(self.reasons(this)).enumerate();
        let view = |(place, (record, reason))| RelatedView {
            row: self.row(record),
            reason,
            by: if place < chosen { "editor" } else { "archive" },
        };
        related.map(view).collect()
    }

    /// What the related records of `this` are, and why.
    pub fn related_print(&self, this: RecordIx) -> Fingerprint {
        let related = self.related_records(this).zip(self.reasons(this));
        let related =
            related.map(|(record, reason)| Inputs::new("related").print(self.row_print(record)).text(&reason).done());
        Inputs::new("related").number(self.archive[this].related.len()).prints(related).done()
    }

    fn related_records(&self, this: RecordIx) -> impl Iterator<Item = RecordIx> {
        self.archive[this].related.iter().chain(self.made.related.list(this)).copied()
    }

    /// For each of the related records of `this`, in their order, what ties it to `this`: first how one relies on the
    /// other, then what both name, the rarest first, then the series, then what both are about, and at last the words
    /// that both have in headline and dek.
    fn reasons(&self, this: RecordIx) -> Vec<String> {
        let entry = &self.archive[this];
        let own: RapidHashSet<TermIx> = match self.related_records(this).next() {
            None => RapidHashSet::default(),
            Some(_) => entry.terms.iter().map(|mention| mention.term).collect(),
        };
        let reason = |other: RecordIx| self.reason(this, &own, other);
        self.related_records(this).map(reason).collect()
    }

    fn reason(&self, this: RecordIx, own: &RapidHashSet<TermIx>, other: RecordIx) -> String {
        let words = |key: &str| self.theme.strings.get(&format!("reason.{key}")).unwrap_or(key).to_owned();
        let names = |entry: &Entry, record: RecordIx| entry.sources.contains(&Some(record));
        let entry = &self.archive[other];
        if names(entry, this) {
            return words("relies_on_this");
        }
        if names(&self.archive[this], other) {
            return words("source_of_this");
        }
        let shared: Vec<TermIx> =
            entry.terms.iter().map(|mention| mention.term).filter(|term| own.contains(term)).collect();
        let key = |term: &TermIx| self.archive.index_of(*term).key.as_str();
        let told = |is_told: &dyn Fn(&str) -> bool, phrase: &str| {
            let terms: Vec<TermIx> = shared.iter().copied().filter(|term| is_told(key(term))).collect();
            (!terms.is_empty()).then(|| filled(&words(phrase), &[("names", &*self.rarest(terms))]))
        };
        let is_name = |key: &str| matches!(key, "organizations" | "people");
        let is_topic = |key: &str| !is_name(key) && key != "series" && !PROVENANCE.contains(&key);
        let said = || {
            // An editor's choice is not explained by chance.
            let is_found = !self.archive[this].related.contains(&other);
            let shared = if is_found { self.made.related.shared_words(&self.archive, this, other) } else { Vec::new() };
            let shared = shared.into_iter().take(NAMES);
            let names = self.listed(shared);
            (!names.is_empty()).then(|| filled(&words("both_say"), &[("names", &*names)]))
        };
        told(&is_name, "both_name")
            .or_else(|| shared.iter().any(|term| key(term) == "series").then(|| words("same_series")))
            .or_else(|| self.are_in_one_chain(this, other).then(|| words("same_chain")))
            .or_else(|| told(&is_topic, "both_about"))
            .or_else(said)
            .unwrap_or_else(|| words("editors"))
    }

    /// Whether both go back to one original.
    fn are_in_one_chain(&self, one: RecordIx, other: RecordIx) -> bool {
        let originals = |record| self.archive.chain().place(record).map_or(&[][..], |(place, _)| &place.originals);
        originals(one).iter().any(|report| originals(other).contains(report))
    }

    /// The names of the terms that the fewest records have, as a list in words.
    fn rarest(&self, mut terms: Vec<TermIx>) -> String {
        terms.sort_unstable_by_key(|term| (self.archive[*term].records.len(), *term));
        self.listed(terms.into_iter().take(NAMES).map(|term| self.archive[term].name.as_str()))
    }

    /// Names as a list in the site's language: `A, B and C`.
    pub(super) fn listed<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        let strings = &self.theme.strings;
        // Names of another direction than the words around them would change places with their neighbours.
        let is_turned = super::site::direction(&self.settings.language) == "rtl";
        let names: Vec<String> =
            names.map(|name| if is_turned { format!("\u{2068}{name}\u{2069}") } else { name.to_owned() }).collect();
        let comma = strings.get("comma").unwrap_or(", ");
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{}{}{last}", before.join(comma), strings.get("list.and").unwrap_or(comma)),
            None => String::new(),
        }
    }
}
