//! How an address outside the site stands, in words.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, Views};
use crate::archive::RecordIx;
use crate::link_ledger::{Fault, LinkEntry, Verdict};
use crate::model::date::PartialDate;
use crate::theme::filled;

/// How an address outside the site stood when it was last asked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "LinkStatus")]
pub struct LinkStatusView {
    /// `live`, `moved`, `dead`, `forbidden`, `doubtful`, `unreachable` or `unsure`.
    pub verdict: &'static str,
    /// The same in a sentence, in the site's language.
    pub text: String,
    /// What was answered, or why nothing was, in a few words; nothing where all is well.
    pub reason: Option<String>,
    /// When it was last asked.
    pub checked: DateView,
    /// The first day of those on which it did not stand well.
    pub since: Option<DateView>,
    /// Where it leads for good.
    pub moved_to: Option<String>,
    /// Copies that the ledger knows of; a record may name them, or others.
    pub copies: Vec<LinkCopyView>,
}

/// A copy of what stood at an address.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "LinkCopy")]
pub struct LinkCopyView {
    /// Where it is.
    pub url: String,
    /// When it was taken.
    pub date: Option<DateView>,
}

impl Views {
    /// What the ledger knows of the address `url`; nothing where it is not in it.
    pub fn link_status(&self, url: &str) -> Option<LinkStatusView> {
        let (_, entry) = self.outbound.find(url)?;
        Some(self.status_of(entry, entry.status))
    }

    /// The same of a record's original, where the editor does not say it: what they write is worth more.
    pub fn original_status(&self, record: RecordIx) -> Option<LinkStatusView> {
        let record = &self.archive[record].record;
        let url = record.url.as_ref().filter(|_| record.url_status.is_none())?;
        self.link_status(url)
    }

    pub(super) fn status_of(&self, entry: &LinkEntry, verdict: Verdict) -> LinkStatusView {
        LinkStatusView {
            verdict: verdict.word(),
            text: self.words(&format!("link_status.{}", verdict.word())),
            reason: self.reason_of(entry).filter(|_| !verdict.is_well()),
            checked: self.day(entry.checked),
            since: entry.since.filter(|_| !verdict.is_well()).map(|day| self.day(day)),
            moved_to: entry.moved_to.as_ref().map(ToString::to_string),
            copies: entry
                .copies
                .iter()
                .map(|copy| LinkCopyView { url: copy.url.to_string(), date: copy.date.map(|day| self.day(day)) })
                .collect(),
        }
    }

    fn reason_of(&self, entry: &LinkEntry) -> Option<String> {
        let fault = |fault: Fault| self.words(&format!("link_fault.{}", fault.word()));
        let answer = |answer: u16| filled(&self.words("links.answer"), &[("number", &answer.to_string())]);
        entry.fault.map(fault).or_else(|| entry.answer.map(answer))
    }

    fn day(&self, day: Date) -> DateView {
        self.date(&PartialDate::day(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs()))
    }

    /// The theme's words under `key`; the key itself where a theme of another hand has none.
    pub(super) fn words(&self, key: &str) -> String {
        self.theme.strings.get(key).unwrap_or(key).to_owned()
    }
}
