//! A record's lead image as pages show it.

use schemars::JsonSchema;
use serde::Serialize;

use super::Views;
use crate::archive::RecordIx;
use crate::fingerprint::{Fingerprint, Inputs};
use crate::gallery::Picture;

/// A picture.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImageView {
    /// Its address on the site's host.
    pub url: String,
    /// What it shows.
    pub alt: String,
    /// The caption.
    pub caption: Option<String>,
    /// Whose picture it is.
    pub credit: Option<String>,
    /// Its licence.
    pub license: Option<String>,
    /// Its width in pixels, where it is known.
    pub width: Option<u32>,
    /// Its height in pixels, where it is known.
    pub height: Option<u32>,
    /// Its renditions in WebP, as `srcset` has them; nothing where there are none.
    pub srcset: Option<String>,
    /// Its media type: `image/jpeg`.
    #[serde(rename = "type")]
    pub media_type: Option<&'static str>,
}

impl Views {
    /// A record's lead image.
    pub fn image(&self, this: RecordIx) -> Option<ImageView> {
        let record = &self.archive[this].record;
        let image = record.image.as_ref()?;
        let picture = self.picture(&record.file, &image.file);
        let size = picture.and_then(Picture::size);
        Some(ImageView {
            url: self.file_url(&record.file, &image.file)?,
            alt: image.alt.clone(),
            caption: image.caption.clone(),
            credit: image.credit.clone(),
            license: image.license.clone(),
            width: size.map(|size| size.width),
            height: size.map(|size| size.height),
            srcset: picture.and_then(|picture| picture.srcset(&self.settings.base_url)),
            media_type: picture.and_then(Picture::media_type),
        })
    }

    /// What a record's lead image is made from, beside its front matter; for whatever shows `image`.
    pub fn image_print(&self, this: RecordIx) -> Fingerprint {
        let record = &self.archive[this].record;
        let picture = record.image.as_ref().and_then(|image| self.picture(&record.file, &image.file));
        let url = record.image.as_ref().and_then(|image| self.file_url(&record.file, &image.file));
        Inputs::new("image").text(&url.unwrap_or_default()).prints(picture.map(Picture::print)).done()
    }
}
