//! Bytes → pixels, within bounds.

use std::io::Cursor;

use fast_image_resize::pixels::{U8, U8x2, U8x3, U8x4};
use fast_image_resize::{
    FilterType, IntoImageView, IntoImageViewMut, PixelTrait, ResizeAlg, ResizeError, ResizeOptions, Resizer,
};
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageResult, Limits};
use rapidhash::RapidHashSet;

use super::{Facts, Fault, Kind, Size};

/// More pixels are not decoded: at four bytes each these are 400 megabytes.
pub(super) const MOST_PIXELS: u64 = 100_000_000;

/// No side may have more pixels.
pub(super) const LONGEST_SIDE: u32 = 32_000;

/// What a decoder may take beside its pixels and again as much.
const ROOM: u64 = 1 << 30;

/// A profile of more bytes than this describes no picture of the web.
const LONGEST_PROFILE: usize = 4 << 20;

/// A picture of no more colours than this is a drawing, in which loss shows.
const FEW_COLOURS: usize = 256;

/// A decoded picture, as readers see it.
pub(super) struct Pixels {
    /// Of eight bits a channel: grey or colour, with or without transparency.
    pub(super) image: DynamicImage,
    /// Its colour profile (ICC), if it fits the pixels.
    pub(super) profile: Option<Vec<u8>>,
    /// Whether it has few colours.
    pub(super) is_drawing: bool,
}

/// The size that a picture's head states, and how it is to be turned.
pub(super) fn head(bytes: &[u8], kind: Kind) -> Result<(Size, u8), Fault> {
    let damaged = |_| Fault::broken(kind, "its head is damaged");
    let mut decoder = decoder(bytes, kind).map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    let size = Size::new(width, height).ok_or_else(|| Fault::broken(kind, "it has no pixels"))?;
    // Some cameras write what Exif does not allow; the picture is then as it lies.
    let orientation = decoder.orientation().map_or(1, Orientation::to_exif);
    Ok((bounded(size)?, orientation))
}

/// The size, if a picture may have it.
pub(super) fn bounded(size: Size) -> Result<Size, Fault> {
    let is_bounded = u64::from(size.width) * u64::from(size.height) <= MOST_PIXELS
        && size.width <= LONGEST_SIDE
        && size.height <= LONGEST_SIDE;
    if is_bounded { Ok(size) } else { Err(Fault::Huge(size.width, size.height)) }
}

/// Decodes a picture, of one that moves the first frame, and turns it.
pub(super) fn pixels(bytes: &[u8], facts: &Facts) -> Result<Pixels, Fault> {
    let kind = facts.kind;
    let broken = |error: ImageError| {
        Fault::broken(
            kind,
            match error {
                ImageError::Limits(_) => "it takes more room than a picture may",
                ImageError::IoError(_) => "it ends too early",
                _ => "its pixels are damaged",
            },
        )
    };
    let mut decoder = decoder(bytes, kind).map_err(broken)?;
    let (width, height) = decoder.dimensions();
    Size::new(width, height).map(bounded).transpose()?;
    let profile = decoder.icc_profile().ok().flatten();
    let mut image = eight_bits(DynamicImage::from_decoder(decoder).map_err(broken)?);
    image.apply_orientation(Orientation::from_exif(facts.orientation).unwrap_or(Orientation::NoTransforms));
    let profile = profile.filter(|profile| fits(profile, &image));
    let is_drawing = kind != Kind::Jpeg && has_few_colours(&image);
    Ok(Pixels { image, profile, is_drawing })
}

impl Pixels {
    pub(super) fn size(&self) -> Size {
        Size { width: self.image.width(), height: self.image.height() }
    }

    /// The same picture at another size.
    pub(super) fn scaled(self, size: Size) -> Pixels {
        if size == self.size() {
            return self;
        }
        let mut scaled = DynamicImage::new(size.width, size.height, self.image.color());
        // Whole numbers throughout, so that every machine comes to the same pixels. The four forms are named, since to
        // ask for any form there is makes the program three megabytes larger.
        let resampled = match self.image.color() {
            ColorType::L8 => resample::<U8>(&self.image, &mut scaled),
            ColorType::La8 => resample::<U8x2>(&self.image, &mut scaled),
            ColorType::Rgb8 => resample::<U8x3>(&self.image, &mut scaled),
            _ => resample::<U8x4>(&self.image, &mut scaled),
        };
        if resampled.is_err() {
            // Sizes are not 0 and both pictures have one form: there is nothing left to refuse.
            return self;
        }
        Pixels { image: scaled, ..self }
    }
}

/// Fills `scaled` with the pixels of `image`, both of the form `P`.
fn resample<P: PixelTrait>(image: &DynamicImage, scaled: &mut DynamicImage) -> Result<(), ResizeError> {
    let (Some(from), Some(mut to)) = (image.image_view::<P>(), scaled.image_view_mut::<P>()) else {
        return Err(ResizeError::PixelTypesAreDifferent);
    };
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize_typed(&from, &mut to, &options)
}

fn decoder(bytes: &[u8], kind: Kind) -> ImageResult<Box<dyn ImageDecoder + '_>> {
    let cursor = Cursor::new(bytes);
    let mut limits = Limits::default();
    limits.max_alloc = Some(ROOM);
    let mut decoder: Box<dyn ImageDecoder + '_> = match kind {
        Kind::Jpeg => Box::new(JpegDecoder::new(cursor)?),
        Kind::Png => Box::new(PngDecoder::with_limits(cursor, limits.clone())?),
        Kind::Gif => Box::new(GifDecoder::new(cursor)?),
        // The other two are never decoded.
        Kind::WebP | Kind::Avif | Kind::Svg => Box::new(WebPDecoder::new(cursor)?),
    };
    decoder.set_limits(limits)?;
    Ok(decoder)
}

fn eight_bits(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageLuma8(_)
        | DynamicImage::ImageLumaA8(_)
        | DynamicImage::ImageRgb8(_)
        | DynamicImage::ImageRgba8(_) => image,
        DynamicImage::ImageLuma16(_) => DynamicImage::ImageLuma8(image.into_luma8()),
        DynamicImage::ImageLumaA16(_) => DynamicImage::ImageLumaA8(image.into_luma_alpha8()),
        _ if image.color().has_alpha() => DynamicImage::ImageRgba8(image.into_rgba8()),
        _ => DynamicImage::ImageRgb8(image.into_rgb8()),
    }
}

/// Whether a profile describes pixels of this form: that of a printing press does not describe what a screen shows.
///
/// Source: ICC.1:2022, section 7.2.
fn fits(profile: &[u8], image: &DynamicImage) -> bool {
    let space: &[u8] = if image.color().has_color() { b"RGB " } else { b"GRAY" };
    profile.len() <= LONGEST_PROFILE && profile.get(16..20) == Some(space) && profile.get(36..40) == Some(b"acsp")
}

fn has_few_colours(image: &DynamicImage) -> bool {
    let channels = usize::from(image.color().channel_count());
    let mut colours: RapidHashSet<&[u8]> = RapidHashSet::default();
    let mut last: &[u8] = &[];
    for colour in image.as_bytes().chunks_exact(channels) {
        if colour != last {
            last = colour;
            colours.insert(colour);
            if colours.len() > FEW_COLOURS {
                return false;
            }
        }
    }
    true
}
