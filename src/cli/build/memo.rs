//! What a build lets the next one know, so that where nothing has changed nothing need be read.

use serde::{Deserialize, Serialize};

use crate::diag::Diagnostic;

/// What there is to say of a build that made the whole site.
#[derive(Serialize, Deserialize)]
pub(super) struct Memo {
    /// How many records the site has.
    pub(super) records: usize,
    /// The warnings, which are told again each time.
    pub(super) problems: Vec<Diagnostic>,
}

impl Memo {
    /// Nothing where the bytes are of another version.
    pub(super) fn read(bytes: &[u8]) -> Option<Memo> {
        postcard::from_bytes(bytes).ok()
    }

    /// The memo as bytes; nothing where some problem cannot be kept.
    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        postcard::to_stdvec(self).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::codes::front_matter::{BAD_DATE, FOREIGN_KEY};
    use crate::diag::{FieldPath, Place};
    use crate::source::SitePath;

    #[test]
    fn problems_are_read_as_they_were_kept() {
        let file = SitePath::new("content/articles/a.md").expect("sound");
        let first = Diagnostic::new(BAD_DATE, Place::text(&file, FieldPath::key("date").item(1), "x"), "`x`")
            .label("here")
            .help("there")
            .edit("y")
            .related(Place::bytes(&file, 3..5), "also");
        let second = Diagnostic::new(FOREIGN_KEY, Place::field_key(&file, FieldPath::default()), "z");
        let memo = Memo { records: 7, problems: vec![first, second] };
        let read = memo.to_bytes().and_then(|bytes| Memo::read(&bytes)).expect("sound");
        assert_eq!((read.records, &read.problems), (7, &memo.problems));
        assert!(Memo::read(b"\xff").is_none());
    }
}
