//! Bytes → pixels, within bounds.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageResult, Limits, RgbaImage};
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
        let form = self.image.color();
        let image = self.image.into_rgba8();
        // Neither size is 0, and both have four bytes a pixel: there is nothing to refuse.
        let scaled = resampled(&image, size, form.has_alpha()).unwrap_or(image);
        Pixels { image: of_form(scaled.into(), form), ..self }
    }
}

/// The pixels of `image` at another size. Whole numbers throughout, so that every machine comes to the same pixels.
///
/// Four bytes a pixel are the only form that the library is compiled for: each form that it is asked for is a hundred
/// functions in this program.
fn resampled(image: &RgbaImage, size: Size, has_alpha: bool) -> Option<RgbaImage> {
    let from = ImageRef::new(image.width(), image.height(), image.as_raw(), PixelType::U8x4).ok()?;
    let mut to = Image::new(size.width, size.height, PixelType::U8x4);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(has_alpha);
    Resizer::new().resize(&from, &mut to, &options).ok()?;
    RgbaImage::from_raw(size.width, size.height, to.into_vec())
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
    let form = match image.color() {
        ColorType::L8 | ColorType::L16 => ColorType::L8,
        ColorType::La8 | ColorType::La16 => ColorType::La8,
        form if form.has_alpha() => ColorType::Rgba8,
        _ => ColorType::Rgb8,
    };
    of_form(image, form)
}

/// The image in one of the forms of eight bits a channel.
fn of_form(image: DynamicImage, form: ColorType) -> DynamicImage {
    if image.color() == form {
        return image;
    }
    match form {
        ColorType::L8 => image.into_luma8().into(),
        ColorType::La8 => image.into_luma_alpha8().into(),
        ColorType::Rgb8 => image.into_rgb8().into(),
        _ => image.into_rgba8().into(),
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
