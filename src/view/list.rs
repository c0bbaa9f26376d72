//! Lists of records, page by page.

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::contexts::Markup;
use super::{Costly, RowView, Views};
use crate::address::Address;
use crate::archive::RecordIx;
use crate::diag::Diagnostic;
use crate::names::url::encode_path;

/// One page of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ListView {
    /// How many records the whole list has.
    pub total: usize,
    /// Where this page stands among the others; nothing where there is only one.
    pub pager: Option<Pager>,
}

/// Where a page stands among the others of its list.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Pager {
    /// This page, from 1.
    pub number: usize,
    /// How many there are.
    pub pages: usize,
    /// The first page's address.
    pub first: String,
    /// The page before; nothing on the first.
    pub previous: Option<String>,
    /// The page after; nothing on the last.
    pub next: Option<String>,
    /// The last page's address.
    pub last: String,
}

/// Records that belong together under a heading.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// Its anchor, by which the chronology's `years` lead to it.
    pub id: String,
    /// The year; nothing for records without a date.
    pub year: Option<i16>,
    /// The month, 1 to 12; nothing where it is not known.
    pub month: Option<u8>,
    /// The records, as `row.html` rendered them.
    #[schemars(with = "Markup")]
    pub rows: Value,
    /// How many there are.
    pub count: usize,
}

/// How many pages of `size` a list of `total` has; at least one, and no more where `size` is 0.
pub fn page_count(total: usize, size: usize) -> usize {
    if size == 0 { 1 } else { total.div_ceil(size).max(1) }
}

/// The path of the page `number` of the list at `base`: the list's own for the first.
///
/// ```
/// assert_eq!(reportage::view::page_path("/tags/x/", 3), "/tags/x/page/3/");
/// ```
pub fn page_path(base: &str, number: usize) -> String {
    if number == 1 { base.to_owned() } else { format!("{base}page/{number}/") }
}

impl Views {
    /// The rows of `records`, joined: markup that is safe to print.
    ///
    /// # Errors
    /// `template-failed`.
    pub fn rows(&self, records: &[RecordIx]) -> Result<Value, Box<Diagnostic>> {
        let mut html = String::new();
        for record in records {
            html.push_str(self.row_html(*record)?);
        }
        Ok(Value::safe_string(&html))
    }

    /// The same records as values, where the theme makes rows of its own of `records`; `None` where it does not.
    pub fn row_values(&self, records: Costly, of: &[RecordIx]) -> Value {
        if self.shows(records) {
            Value::from(of.iter().map(|record| self.row_value(*record)).collect::<Vec<_>>())
        } else {
            Value::none()
        }
    }

    /// What the page `number` of the list at `base`, with `total` records, `size` on a page, tells of itself.
    pub fn list(&self, base: &Address, total: usize, size: usize, number: usize) -> ListView {
        let pages = page_count(total, size);
        let url = |number: usize| self.local(&encode_path(&page_path(&base.path, number)));
        let pager = (pages > 1).then(|| Pager {
            number,
            pages,
            first: url(1),
            previous: (number > 1).then(|| url(number - 1)),
            next: (number < pages).then(|| url(number + 1)),
            last: url(pages),
        });
        ListView { total, pager }
    }

    /// The records as lists show them.
    pub fn row_views(&self, records: &[RecordIx]) -> Vec<RowView> {
        records.iter().map(|record| self.row(*record)).collect()
    }
}
