//! An index over any front-matter key that the site names.

use super::{Field, IndexKind, Naming};
use crate::model::node::Node;
use crate::model::record::Record;
use crate::settings::CustomIndex;

pub(super) struct Custom {
    key: String,
    title: String,
}

impl Custom {
    pub(super) fn new(index: &CustomIndex) -> Custom {
        Custom { key: index.key.clone(), title: index.title.clone() }
    }
}

impl IndexKind for Custom {
    fn key(&self) -> &str {
        &self.key
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn names<'r>(&'r self, record: &'r Record, each: &mut dyn FnMut(Naming<'r>)) {
        let Some((_, node)) = record.extra.iter().find(|(key, _)| *key == self.key) else { return };
        let field = Field::key(&self.key);
        match node {
            Node::List(items) => {
                let named = items.iter().enumerate().filter_map(|(place, item)| naming(item, field.item(place)));
                named.for_each(each);
            }
            single => naming(single, field).into_iter().for_each(each),
        }
    }
}

fn naming<'r>(node: &'r Node, field: Field<'r>) -> Option<Naming<'r>> {
    match node {
        Node::Text(text) if !text.trim().is_empty() => Some(Naming::plain(text, field)),
        Node::Integer(number) => Some(Naming { name: number.to_string().into(), ..Naming::plain("", field) }),
        Node::Float(number) => Some(Naming { name: number.to_string().into(), ..Naming::plain("", field) }),
        Node::Bool(value) => Some(Naming { name: value.to_string().into(), ..Naming::plain("", field) }),
        Node::Text(_) | Node::Null | Node::List(_) | Node::Map(_) => None,
    }
}
