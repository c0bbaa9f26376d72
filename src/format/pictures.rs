//! The files of each picture: itself, and its renditions in WebP.

use std::sync::Arc;

use crate::diag::{Checked, Place};
use crate::fingerprint::Ingredients;
use crate::gallery::{Part, Picture};
use crate::site::{Listing, Make, Output, Rank, Site};

/// What is published of `picture`: one after another, so that one thread mostly makes them all.
pub(super) fn outputs(picture: &Picture) -> Vec<Output> {
    let output = |part| Output {
        address: match part {
            Part::Original => picture.address.clone(),
            Part::Rendition(place) => picture.renditions[place].1.clone(),
        },
        rank: Rank::Asset,
        origin: Place::file(&picture.file.path),
        listing: Listing::Unlisted,
        make: Box::new(PictureFile { path: picture.address.path.clone(), part }),
    };
    picture.parts().map(output).collect()
}

struct PictureFile {
    /// Where the picture stands.
    path: Arc<str>,
    part: Part,
}

impl Make for PictureFile {
    fn made_from(&self, site: &Site) -> Ingredients {
        let picture = site.views.gallery.at(&self.path);
        picture.map_or_else(Ingredients::new, |picture| picture.made_from(self.part))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let picture = site.views.gallery.at(&self.path);
        picture.map_or_else(Checked::default, |picture| picture.bytes(self.part, &site.files))
    }
}
