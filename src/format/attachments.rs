//! Files beside records: pictures, documents, copies of originals.

use super::Format;
use super::statics::Copied;
use crate::address::Address;
use crate::diag::Place;
use crate::site::{Listing, Output, Rank};
use crate::source::SourceFile;
use crate::view::Views;

pub(super) struct Attachments;

impl Format for Attachments {
    fn key(&self) -> &'static str {
        "files"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let output = |(file, address): (&SourceFile, &Address)| Output {
            address: address.clone(),
            rank: Rank::Asset,
            origin: Place::file(&file.path),
            listing: Listing::Unlisted,
            make: Box::new(Copied(file.clone())),
        };
        views.attachments.iter().map(output).collect()
    }
}
