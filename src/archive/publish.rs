//! Which records a build publishes, and their order.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::record::{Access, Record};
use crate::settings::Settings;

/// A record that is not published, and why.
pub(super) type Hidden = (Arc<Record>, &'static str);

/// Sorts out what is not to be published, and sorts the rest, which come in the order of their files: newest first,
/// undated last, then by file.
pub(super) fn select(records: Vec<Arc<Record>>, settings: &Settings) -> (Vec<Arc<Record>>, Vec<Hidden>) {
    let mut published = Vec::with_capacity(records.len());
    let mut hidden = Vec::new();
    for record in records {
        match why_hidden(&record, settings) {
            None => published.push(record),
            Some(why) => hidden.push((record, why)),
        }
    }
    // They come in the order of their files, and the sort is stable.
    published.par_sort_by_cached_key(|record| Reverse(record.date.map(|date| date.sort_key())));
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
