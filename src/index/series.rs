//! Series that pieces belong to.

use super::{Field, IndexKind, Naming, Sequence};
use crate::model::record::Record;

pub(super) struct Series;

impl IndexKind for Series {
    fn key(&self) -> &str {
        "series"
    }

    fn title(&self) -> &str {
        "Series"
    }

    fn sequence(&self) -> Sequence {
        Sequence::OldestFirst
    }

    fn schemes(&self) -> &[&str] {
        &["series"]
    }

    fn names<'r>(&'r self, record: &'r Record, each: &mut dyn FnMut(Naming<'r>)) {
        record.series.iter().map(|series| Naming::plain(series, Field::key("series"))).for_each(each);
    }
}
