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

/// What ties one record to another.
struct Tie<'a> {
    /// The key of the theme's words for it.
    words: &'static str,
    /// What both have, at most `NAMES` of it; empty where the words say all.
    names: Vec<&'a str>,
}

/// How many shared names a reason has.
const NAMES: usize = 3;

impl Views {
    /// The related records of `this`: those that its editor lists, then those that have most in common with it.
    pub fn related(&self, this: RecordIx) -> Vec<RelatedView> {
        let chosen = self.archive[this].related.len();
        let view = |(place, (record, tie)): (usize, (RecordIx, Tie<'_>))| RelatedView {
            row: self.row(record),
            reason: self.reason(&tie),
            by: if place < chosen { "editor" } else { "archive" },
        };
        self.ties(this).enumerate().map(view).collect()
    }

    /// What the related records of `this` are, and why.
    pub fn related_print(&self, this: RecordIx) -> Fingerprint {
        let related = self.ties(this).map(|(record, tie)| {
            let reason = Inputs::new("reason").text(tie.words).number(tie.names.len());
            let reason = tie.names.iter().fold(reason, |reason, name| reason.text(name));
            Inputs::new("related").print(self.row_print(record)).print(reason.done()).done()
        });
        Inputs::new("related").number(self.archive[this].related.len()).prints(related).done()
    }

    fn related_records(&self, this: RecordIx) -> impl Iterator<Item = RecordIx> {
        self.archive[this].related.iter().chain(self.made.related.list(this)).copied()
    }

    /// The related records of `this`, and what ties each to it.
    fn ties(&self, this: RecordIx) -> impl Iterator<Item = (RecordIx, Tie<'_>)> {
        let own: RapidHashSet<TermIx> = match self.related_records(this).next() {
            None => RapidHashSet::default(),
            Some(_) => self.archive[this].terms.iter().map(|mention| mention.term).collect(),
        };
        self.related_records(this).map(move |other| (other, self.tie(this, &own, other)))
    }

    /// First how one relies on the other, then what both name, the rarest first, then the series, then what both are
    /// about, and at last the words that both have in headline and dek.
    fn tie(&self, this: RecordIx, own: &RapidHashSet<TermIx>, other: RecordIx) -> Tie<'_> {
        let nameless = |words| Tie { words, names: Vec::new() };
        let names = |entry: &Entry, record: RecordIx| entry.sources.contains(&Some(record));
        let entry = &self.archive[other];
        if names(entry, this) {
            return nameless("reason.relies_on_this");
        }
        if names(&self.archive[this], other) {
            return nameless("reason.source_of_this");
        }
        let (mut named, mut topics, mut is_in_series) = (Vec::new(), Vec::new(), false);
        for term in entry.terms.iter().map(|mention| mention.term).filter(|term| own.contains(term)) {
            match self.archive.index_of(term).key.as_str() {
                "organizations" | "people" => named.push(term),
                "series" => is_in_series = true,
                key if PROVENANCE.contains(&key) => {}
                _ => topics.push(term),
            }
        }
        if !named.is_empty() {
            return Tie { words: "reason.both_name", names: self.rarest(named) };
        }
        if is_in_series {
            return nameless("reason.same_series");
        }
        if self.are_in_one_chain(this, other) {
            return nameless("reason.same_chain");
        }
        if !topics.is_empty() {
            return Tie { words: "reason.both_about", names: self.rarest(topics) };
        }
        // An editor's choice is not explained by chance.
        let is_found = !self.archive[this].related.contains(&other);
        let mut shared = if is_found { self.made.related.shared_words(&self.archive, this, other) } else { Vec::new() };
        shared.truncate(NAMES);
        match shared.is_empty() {
            true => nameless("reason.editors"),
            false => Tie { words: "reason.both_say", names: shared },
        }
    }

    /// A tie in words, in the site's language.
    fn reason(&self, tie: &Tie<'_>) -> String {
        let words = self.theme.strings.get(tie.words).unwrap_or(tie.words);
        match tie.names[..] {
            [] => words.to_owned(),
            _ => filled(words, &[("names", &*self.listed(tie.names.iter().copied()))]),
        }
    }

    /// Whether both go back to one original.
    fn are_in_one_chain(&self, one: RecordIx, other: RecordIx) -> bool {
        let originals = |record| self.archive.chain().place(record).map_or(&[][..], |(place, _)| &place.originals);
        originals(one).iter().any(|report| originals(other).contains(report))
    }

    /// The names of the terms that the fewest records have.
    fn rarest(&self, mut terms: Vec<TermIx>) -> Vec<&str> {
        terms.sort_unstable_by_key(|term| (self.archive[*term].records.len(), *term));
        terms.into_iter().take(NAMES).map(|term| self.archive[term].name.as_str()).collect()
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
