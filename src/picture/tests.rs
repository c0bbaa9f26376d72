//! Pictures that are made here, whole and broken, and what becomes of them.

use std::io::Cursor;
use std::sync::LazyLock;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GenericImageView, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;

/// Something like a photograph: a slope of colours with a little noise, its upper left corner red.
fn photograph(width: u32, height: u32) -> DynamicImage {
    let mut noise = 1_u32;
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (noise >> 28) as u8;
        if x < width / 4 && y < height / 4 {
            return Rgb([240, grain, grain]);
        }
        Rgb([grain, (x * 200 / width) as u8 + grain, (y * 200 / height) as u8 + grain])
    }))
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("it can be written");
    bytes.into_inner()
}

/// A camera's file: with Exif that says how to turn it and where it was, and with a profile.
fn from_camera(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let image = photograph(width, height);
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_icc_profile(profile()).expect("a profile fits");
    encoder.set_exif_metadata(exif(orientation)).expect("Exif fits");
    encoder.write_image(image.as_bytes(), width, height, image.color().into()).expect("it can be written");
    bytes
}

/// One entry, the orientation, and behind it what no reader shall see.
fn exif(orientation: u8) -> Vec<u8> {
    [&b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"[..], &[orientation], b"\0\0\0\0\0\0GPS 52.52N 13.40E"].concat()
}

/// As much of a profile as is looked at.
fn profile() -> Vec<u8> {
    let mut profile = vec![7; 200];
    profile[16..20].copy_from_slice(b"RGB ");
    profile[36..40].copy_from_slice(b"acsp");
    profile
}

const BESIDE: Use = Use { is_beside: true, is_shown: true, keeps_metadata: false };

fn developed(bytes: &[u8], name: &str, purpose: Use) -> Result<(Facts, Plan, Developed), Fault> {
    let facts = look(bytes, name)?.expect("its name claims a picture");
    let plan = Plan::of(&facts, purpose);
    let developed = develop(bytes, &facts, &plan)?;
    Ok((facts, plan, developed))
}

fn has(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn a_photograph_loses_its_metadata_and_keeps_its_colours() {
    let source = from_camera(2400, 1600, 1);
    assert!(has(&source, b"GPS"));
    let (facts, plan, developed) = developed(&source, "lead.jpg", BESIDE).expect("sound");
    assert_eq!(facts.size, Some(Size { width: 2400, height: 1600 }));
    assert_eq!(plan.shown(facts.size.expect("known")), Size { width: 2000, height: 1333 });
    let files = std::iter::once((&developed.original, 2000)).chain(developed.renditions.iter().zip(plan.widths));
    let mut before = usize::MAX;
    for (bytes, width) in files.collect::<Vec<_>>().into_iter().rev() {
        let image = image::load_from_memory(bytes).expect("it can be read");
        assert_eq!(image.width(), width);
        assert!(!has(bytes, b"GPS") && has(bytes, &profile()), "{width}");
        assert!(image.get_pixel(2, 2).0[0] > 200, "{width}: the corner is red");
        let is_original = width == 2000;
        assert!(is_original || bytes.len() < before, "{width}: narrower is smaller");
        before = bytes.len();
    }
    let again = super::tests::developed(&source, "lead.jpg", BESIDE).expect("sound").2;
    assert_eq!((again.original, again.renditions), (developed.original, developed.renditions));
}

/// Exif numbers the corners at which a picture begins: what is at the upper left of the file goes there.
#[test]
fn a_picture_is_turned_as_its_camera_was_held() {
    for (orientation, is_tall, corner) in [
        (1, false, (0, 0)),
        (2, false, (1, 0)),
        (3, false, (1, 1)),
        (4, false, (0, 1)),
        (5, true, (0, 0)),
        (6, true, (1, 0)),
        (7, true, (1, 1)),
        (8, true, (0, 1)),
    ] {
        let source = from_camera(640, 400, orientation);
        let (facts, _, developed) = developed(&source, "lead.jpg", BESIDE).expect("sound");
        let size = if is_tall { (400, 640) } else { (640, 400) };
        assert_eq!(facts.size.map(|size| (size.width, size.height)), Some(size), "{orientation}");
        for bytes in std::iter::once(&developed.original).chain(&developed.renditions) {
            let image = image::load_from_memory(bytes).expect("it can be read");
            let (width, height) = (image.width() - 1, image.height() - 1);
            assert_eq!(image.width() > image.height(), !is_tall, "{orientation}");
            for at in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let is_red = image.get_pixel(at.0 * width, at.1 * height).0[0] > 200;
                assert_eq!(is_red, at == corner, "{orientation} at {at:?}");
            }
        }
        assert_eq!(developed.renditions.len(), usize::from(!is_tall) * 2);
        assert!(!has(&developed.original, b"GPS"));
    }
}

#[test]
fn a_small_picture_keeps_its_pixels() {
    let source = from_camera(300, 200, 1);
    let (_, plan, small) = developed(&source, "lead.jpeg", BESIDE).expect("sound");
    assert_eq!((plan.original, small.renditions.len()), (Original::Stripped, 0));
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).expect("it can be read").into_rgb8();
    assert_eq!(pixels(&small.original), pixels(&source));
    assert!(!has(&small.original, b"GPS") && small.original.len() < source.len());
    let kept = Use { keeps_metadata: true, ..BESIDE };
    assert_eq!(developed(&source, "lead.jpg", kept).expect("sound").2.original, source);
}

#[test]
fn a_drawing_in_png_stays_sharp_and_transparent() {
    let image = DynamicImage::ImageRgba8(RgbaImage::from_fn(1000, 300, |x, _| {
        if x < 500 { Rgba([20, 40, 160, 255]) } else { Rgba([0, 0, 0, 0]) }
    }));
    let (_, plan, drawn) = developed(&encoded(&image, ImageFormat::Png), "map.png", BESIDE).expect("sound");
    assert_eq!(plan.widths, [480, 800, 1000]);
    for bytes in &drawn.renditions {
        let image = image::load_from_memory(bytes).expect("it can be read");
        assert_eq!(image.get_pixel(10, 10), Rgba([20, 40, 160, 255]));
        assert_eq!(image.get_pixel(image.width() - 10, 10).0[3], 0);
    }
    for (image, name) in [
        (DynamicImage::ImageLuma8(photograph(700, 300).into_luma8()), "grey.png"),
        (DynamicImage::ImageRgb16(photograph(700, 300).into_rgb16()), "deep.png"),
        (DynamicImage::ImageLumaA16(photograph(700, 300).into_luma_alpha16()), "both.png"),
    ] {
        let (_, plan, drawn) = developed(&encoded(&image, ImageFormat::Png), name, BESIDE).expect("sound");
        assert_eq!((plan.widths, drawn.renditions.len()), (vec![480, 700], 2), "{name}");
    }
}

#[test]
fn what_moves_goes_on_moving() {
    let frame = |red| image::Frame::new(RgbaImage::from_pixel(600, 400, Rgba([red, 0, 0, 255])));
    let mut gif = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    encoder.encode_frames([frame(10), frame(200)]).expect("it can be written");
    drop(encoder);
    let (facts, plan, moving) = developed(&gif, "a.gif", BESIDE).expect("sound");
    assert!(facts.is_animated && plan.widths.is_empty());
    assert_eq!(strip::gif::frames(&moving.original), Ok(2));
    let still = encoded(&photograph(600, 400), ImageFormat::Gif);
    let (facts, plan, _) = developed(&still, "a.gif", BESIDE).expect("sound");
    assert_eq!((facts.is_animated, plan.widths), (false, vec![480, 600]));
}

#[test]
fn what_is_wrong_is_said() {
    let jpeg = encoded(&photograph(300, 200), ImageFormat::Jpeg);
    let png = encoded(&photograph(300, 200), ImageFormat::Png);
    let mut wide = png.clone();
    wide[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    // The sum of the head, which a decoder may look at before the size.
    let sum = crc(&wide[12..29]).to_be_bytes();
    wide[29..33].copy_from_slice(&sum);
    let size = jpeg.windows(2).position(|marker| marker == [0xFF, 0xC0]).expect("a frame") + 5;
    let mut bomb = jpeg.clone();
    bomb[size..size + 4].fill(0xFF);
    let broken = |kind, why: &str| Fault::broken(kind, why);
    for (bytes, name, fault) in [
        (&b""[..], "a.png", Fault::None(Kind::Png)),
        (b"<html></html>", "a.jpg", Fault::None(Kind::Jpeg)),
        (&jpeg, "a.png", Fault::Mislabelled { claimed: Kind::Png, found: Kind::Jpeg }),
        (b"<svg/>", "a.gif", Fault::Mislabelled { claimed: Kind::Gif, found: Kind::Svg }),
        (&jpeg[..jpeg.len() / 2], "a.jpg", broken(Kind::Jpeg, "it ends too early")),
        (&jpeg[..30], "a.jpg", broken(Kind::Jpeg, "its head is damaged")),
        (&png[..png.len() / 2], "a.png", broken(Kind::Png, "it ends too early")),
        (&png[..40], "a.png", broken(Kind::Png, "its head is damaged")),
        (&wide, "a.png", Fault::Huge(65_535, 65_535)),
        (&bomb, "a.jpg", Fault::Huge(65_535, 65_535)),
        (b"<svg>", "a.svg", broken(Kind::Svg, "it ends too early")),
        (b"\0\0\0\x0Cftypavif", "a.avif", broken(Kind::Avif, "it does not say what is in it")),
    ] {
        assert_eq!(developed(bytes, name, BESIDE).err(), Some(fault), "{name}, {} bytes", bytes.len());
    }
    assert_eq!(look(b"anything", "letter.pdf"), Ok(None));
}

/// PNG, section 5.5.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    })
}

static SAMPLES: LazyLock<Vec<(&'static str, Vec<u8>)>> = LazyLock::new(|| {
    let image = photograph(60, 40);
    let webp =
        encode::webp(&decode::pixels(&from_camera(60, 40, 1), &facts_of(&from_camera(60, 40, 1))).expect("sound"));
    vec![
        ("a.jpg", from_camera(60, 40, 6)),
        ("a.png", encoded(&image, ImageFormat::Png)),
        ("a.gif", encoded(&image, ImageFormat::Gif)),
        ("a.webp", webp.expect("it can be written")),
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' width='9'><style>a{}</style><use href='#a'/>&amp;</svg>".to_vec(),
        ),
    ]
});

fn facts_of(bytes: &[u8]) -> Facts {
    look(bytes, "a.jpg").expect("sound").expect("a picture")
}

#[test]
fn samples_are_sound() {
    for (name, bytes) in SAMPLES.iter() {
        let (facts, ..) = developed(bytes, name, BESIDE).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
        assert!(facts.size.is_some() || *name == "a.svg", "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is done to a picture, it is a picture or a fault.
    #[test]
    fn damage_is_told_and_no_more(
        which in 0..5_usize,
        cut in 0..=100_usize,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
        head in any::<bool>(),
    ) {
        let (name, mut bytes) = SAMPLES[which].clone();
        for (at, mask) in flips {
            let room = if head { bytes.len().min(80) } else { bytes.len() };
            let at = at.index(room);
            bytes[at] ^= mask;
        }
        bytes.truncate(bytes.len() * cut / 100);
        let _ = developed(&bytes, name, BESIDE);
    }

    #[test]
    fn anything_behind_a_sound_beginning_is_told(
        which in 0..5_usize,
        keep in 4..40_usize,
        rest in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let (name, mut bytes) = SAMPLES[which].clone();
        bytes.truncate(keep);
        bytes.extend(rest);
        let _ = developed(&bytes, name, BESIDE);
    }
}
