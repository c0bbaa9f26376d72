//! Files beside records: pictures, documents, copies of originals.

use super::statics::Copied;
use super::{Format, pictures};
use crate::attachment::Attachment;
use crate::diag::Place;
use crate::site::{Listing, Output, Rank};
use crate::view::Views;

pub(super) struct Attachments;

impl Format for Attachments {
    fn key(&self) -> &'static str {
        "files"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let outputs = |attachment: &Attachment| match views.gallery.at(&attachment.address.path) {
            Some(picture) => pictures::outputs(picture),
            None => vec![Output {
                address: attachment.address.clone(),
                rank: Rank::Asset,
                origin: Place::file(&attachment.file.path),
                listing: Listing::Unlisted,
                make: Box::new(Copied(attachment.file.clone())),
            }],
        };
        views.attachments.iter().flat_map(outputs).collect()
    }
}
