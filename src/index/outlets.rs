//! Outlets: who published the pieces.

use super::{Field, IndexKind, Naming};
use crate::model::record::Record;
use crate::names::fold::Fold;

pub(super) struct Outlets;

impl IndexKind for Outlets {
    fn key(&self) -> &str {
        "outlets"
    }

    fn title(&self) -> &str {
        "Outlets"
    }

    fn fold(&self) -> Fold {
        Fold::Organization
    }

    fn schemes(&self) -> &[&str] {
        &["outlet"]
    }

    fn names<'r>(&'r self, record: &'r Record, each: &mut dyn FnMut(Naming<'r>)) {
        record.outlet.iter().map(|outlet| Naming::plain(outlet, Field::key("outlet"))).for_each(each);
    }
}
