//! Organizations that a record is about or mentions.

use super::{Field, IndexKind, Naming};
use crate::model::record::{Mention, Record};
use crate::names::fold::Fold;

pub(super) struct Organizations;

impl IndexKind for Organizations {
    fn key(&self) -> &str {
        "organizations"
    }

    fn title(&self) -> &str {
        "Organizations"
    }

    fn fold(&self) -> Fold {
        Fold::Organization
    }

    fn schemes(&self) -> &[&str] {
        &["org", "organization"]
    }

    fn names<'r>(&'r self, record: &'r Record, each: &mut dyn FnMut(Naming<'r>)) {
        mentions(&record.organizations, "organizations", each);
    }
}

/// Hands the names of a list of mentions under `key` to `each`.
pub(super) fn mentions<'r>(mentions: &'r [Mention], key: &'r str, each: &mut dyn FnMut(Naming<'r>)) {
    let field = Field::key(key);
    let naming = |(place, mention): (usize, &'r Mention)| Naming {
        name: (&*mention.name).into(),
        by_id: mention.by_id,
        printed: mention.printed.as_deref(),
        role: mention.role.as_deref(),
        field: field.item(place),
    };
    mentions.iter().enumerate().map(naming).for_each(each);
}
