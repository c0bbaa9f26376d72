//! Years in which the pieces ran; undated records are in none.

use super::{Field, IndexKind, Naming, Order};
use crate::model::record::Record;

pub(super) struct Years;

impl IndexKind for Years {
    fn key(&self) -> &str {
        "years"
    }

    fn title(&self) -> &str {
        "Years"
    }

    fn order(&self) -> Order {
        Order::Descending
    }

    fn names<'r>(&'r self, record: &'r Record, each: &mut dyn FnMut(Naming<'r>)) {
        let naming = |year: i16| Naming { name: format!("{year:04}").into(), ..Naming::plain("", Field::key("date")) };
        record.date.iter().map(|date| naming(date.year)).for_each(each);
    }
}
