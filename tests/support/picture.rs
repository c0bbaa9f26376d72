//! Small pictures, made here.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A picture of 4 × 3 pixels.
pub fn picture(format: ImageFormat) -> Vec<u8> {
    sized(4, 3, format)
}

/// A picture of this size, with a slope of colours.
pub fn sized(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let colour = |x: u32, y: u32| Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, (x ^ y) as u8]);
    let image = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, colour));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with Exif: how it is to be turned, and where it was made.
pub fn from_camera(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let jpeg = sized(width, height, ImageFormat::Jpeg);
    let head = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    let exif = [&head[..], &[orientation], b"\0\0\0\0\0\0GPS 52.52N 13.40E"].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

/// Whether `text` stands somewhere in `bytes`.
pub fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
