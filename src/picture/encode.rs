//! Pixels → files.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder};
use webp::Encoder;

use super::Kind;
use super::decode::Pixels;
use super::strip::webp as container;

/// Where loss can hardly be seen in a photograph.
const QUALITY: u8 = 82;

/// The picture in the format that it came in; nothing where it cannot be written at its size.
pub(super) fn alike(pixels: &Pixels, kind: Kind) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let profile = || pixels.profile.clone().unwrap_or_default();
    let image = &pixels.image;
    let written = match kind {
        Kind::Jpeg => {
            let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
            encoder.set_icc_profile(profile()).ok()?;
            encoder.write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
        }
        Kind::WebP => return webp(pixels),
        // GIF keeps its palette in PNG; none of the others comes here.
        Kind::Png | Kind::Gif | Kind::Avif | Kind::Svg => {
            let mut encoder = PngEncoder::new(&mut bytes);
            encoder.set_icc_profile(profile()).ok()?;
            encoder.write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
        }
    };
    written.ok()?;
    Some(bytes)
}

/// The picture in WebP: a drawing without loss.
pub(super) fn webp(pixels: &Pixels) -> Option<Vec<u8>> {
    let (width, height) = (pixels.image.width(), pixels.image.height());
    let is_coloured = pixels.image.color().has_color();
    let encoded = |encoder: Encoder<'_>| encoder.encode_simple(pixels.is_drawing, f32::from(QUALITY)).ok();
    let encoded = match &pixels.image {
        DynamicImage::ImageRgb8(image) => encoded(Encoder::from_rgb(image, width, height)),
        DynamicImage::ImageRgba8(image) => encoded(Encoder::from_rgba(image, width, height)),
        other if other.color().has_alpha() => encoded(Encoder::from_rgba(&other.to_rgba8(), width, height)),
        other => encoded(Encoder::from_rgb(&other.to_rgb8(), width, height)),
    };
    let encoded = encoded?;
    // The format has no grey: a profile of grey would not fit what it holds.
    match pixels.profile.as_ref().filter(|_| is_coloured) {
        Some(profile) => container::with_profile(&encoded, profile, (width, height), pixels.image.color().has_alpha()),
        None => Some(encoded.to_vec()),
    }
}
