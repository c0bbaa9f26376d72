//! Which records a build publishes, and their order.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::record::{Access, Record};
use crate::settings::Settings;

/// A record that is not published, and why.
pub(super) type Hidden = (Arc<Record>, &'static str);

/// Sorts out what is not to be published, and sorts the rest: newest first, undated last, then by file.
pub(super) fn select(records: Vec<Arc<Record>>, settings: &Settings) -> (Vec<Arc<Record>>, Vec<Hidden>) {
    let mut published = Vec::with_capacity(records.len());
    let mut hidden = Vec::new();
    for record in records {
        match why_hidden(&record, settings) {
            None => published.push(record),
            Some(why) => hidden.push((record, why)),
        }
    }
    published.par_sort_by(|a, b| newest_first(a, b));
    (published, hidden)
}

fn why_hidden(record: &Record, settings: &Settings) -> Option<&'static str> {
    let is_future = || record.date.is_some_and(|date| date.chronological(&settings.today_end()) == Ordering::Greater);
    if record.access == Access::Dark {
        Some("it has `access: dark`")
    } else if record.draft && !settings.drafts {
        Some("it is a draft")
    } else if !settings.future && is_future() {
        Some("its date has not come yet")
    } else {
        None
    }
}

fn newest_first(a: &Record, b: &Record) -> Ordering {
    let by_date = match (&a.date, &b.date) {
        (Some(a), Some(b)) => b.chronological(a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    by_date.then_with(|| a.file.cmp(&b.file))
}
