//! People that a record is about or mentions.

use super::organizations::mentions;
use super::{IndexKind, Naming};
use crate::model::record::Record;

pub(super) struct People;

impl IndexKind for People {
    fn key(&self) -> &str {
        "people"
    }

    fn title(&self) -> &str {
        "People"
    }

    fn schemes(&self) -> &[&str] {
        &["person"]
    }

    fn names<'r>(&'r self, record: &'r Record, each: &mut dyn FnMut(Naming<'r>)) {
        mentions(&record.people, "people", each);
    }
}
