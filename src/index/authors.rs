//! Authors: who wrote the pieces.

use super::{Field, IndexKind, Naming};
use crate::model::record::{Author, Record};

pub(super) struct Authors;

impl IndexKind for Authors {
    fn key(&self) -> &str {
        "authors"
    }

    fn title(&self) -> &str {
        "Authors"
    }

    fn schemes(&self) -> &[&str] {
        &["author"]
    }

    fn names<'r>(&'r self, record: &'r Record, each: &mut dyn FnMut(Naming<'r>)) {
        let field = Field::key("authors");
        let naming = |(place, author): (usize, &'r Author)| Naming {
            printed: author.printed.as_deref(),
            ..Naming::plain(&author.name, field.item(place))
        };
        record.authors.iter().enumerate().map(naming).for_each(each);
    }
}
