//! Tags: what a record is about.

use super::{Field, IndexKind, Naming};
use crate::model::record::Record;

pub(super) struct Tags;

impl IndexKind for Tags {
    fn key(&self) -> &str {
        "tags"
    }

    fn title(&self) -> &str {
        "Tags"
    }

    fn schemes(&self) -> &[&str] {
        &["tag"]
    }

    fn names<'r>(&'r self, record: &'r Record, each: &mut dyn FnMut(Naming<'r>)) {
        let field = Field::key("tags");
        record.tags.iter().enumerate().map(|(place, tag)| Naming::plain(tag, field.item(place))).for_each(each);
    }
}
