//! File names and first bytes → which format of pictures it is.

use serde::{Deserialize, Serialize};

/// A format of pictures that browsers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG, moving ones included.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// AVIF.
    Avif,
    /// SVG.
    Svg,
}

impl Kind {
    /// The format that a file's name claims; nothing where it claims none.
    pub fn of_name(name: &str) -> Option<Kind> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(match &*extension.to_ascii_lowercase() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Kind::Jpeg,
            "png" | "apng" => Kind::Png,
            "gif" => Kind::Gif,
            "webp" => Kind::WebP,
            "avif" => Kind::Avif,
            "svg" => Kind::Svg,
            _ => return None,
        })
    }

    /// The format that the bytes are; nothing where they are none that browsers show.
    pub fn of_bytes(bytes: &[u8]) -> Option<Kind> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Kind::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Kind::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Kind::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::WebP),
            [_, _, _, _, b'f', b't', b'y', b'p', brands @ ..] => {
                // ISO/IEC 14496-12, section 4.3: the brand, a version, and the compatible brands.
                let length = u32::from_be_bytes(*bytes.first_chunk()?) as usize;
                let brands = &brands[..brands.len().min(length.saturating_sub(8))];
                brands.chunks(4).any(|brand| matches!(brand, b"avif" | b"avis")).then_some(Kind::Avif)
            }
            _ => {
                let start = &bytes[..bytes.len().min(4096)];
                let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
                let has = |tag: &[u8]| start.windows(tag.len()).any(|window| window == tag);
                let is_markup = start.starts_with(b"<") && !start.to_ascii_lowercase().starts_with(b"<!doctype html");
                (is_markup && (has(b"<svg") || has(b":svg"))).then_some(Kind::Svg)
            }
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Jpeg => "JPEG",
            Kind::Png => "PNG",
            Kind::Gif => "GIF",
            Kind::WebP => "WebP",
            Kind::Avif => "AVIF",
            Kind::Svg => "SVG",
        }
    }

    /// The extension that its files mostly have.
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Gif => "gif",
            Kind::WebP => "webp",
            Kind::Avif => "avif",
            Kind::Svg => "svg",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Gif => "image/gif",
            Kind::WebP => "image/webp",
            Kind::Avif => "image/avif",
            Kind::Svg => "image/svg+xml",
        }
    }

    /// Whether its pixels are looked at. Decoders of AVIF are large, and what is in it is small already.
    pub fn is_decoded(self) -> bool {
        !matches!(self, Kind::Avif | Kind::Svg)
    }
}

/// Whether a file of this name is a picture as cameras and scanners make them, which browsers do not show and from which
/// nothing is taken out.
pub fn is_raw(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    matches!(
        &*extension,
        "arw"
            | "bmp"
            | "cr2"
            | "cr3"
            | "dng"
            | "heic"
            | "heif"
            | "jp2"
            | "jxl"
            | "nef"
            | "orf"
            | "psd"
            | "raf"
            | "rw2"
            | "tif"
            | "tiff"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_what_its_bytes_say() {
        for (bytes, kind) in [
            (&b"\xFF\xD8\xFF\xE0"[..], Some(Kind::Jpeg)),
            (b"\x89PNG\r\n\x1A\n", Some(Kind::Png)),
            (b"GIF89a", Some(Kind::Gif)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some(Kind::WebP)),
            (b"RIFF\0\0\0\0WAVE", None),
            (b"\0\0\0\x14ftypavif\0\0\0\0", Some(Kind::Avif)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0heicavif", Some(Kind::Avif)),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", None),
            (b"\0\0\0\x10ftypheic\0\0\0\0avif", None),
            (b"\xEF\xBB\xBF <?xml version='1.0'?><!-- x --><svg/>", Some(Kind::Svg)),
            (b"<s:svg xmlns:s='http://www.w3.org/2000/svg'/>", Some(Kind::Svg)),
            (b"<!DOCTYPE html><svg></svg>", None),
            (b"see <svg>", None),
            (b"", None),
        ] {
            assert_eq!(Kind::of_bytes(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn names_claim_a_kind_in_any_case() {
        for (name, kind, is_camera_s) in [
            ("a/photo.JPG", Some(Kind::Jpeg), false),
            ("a.b.webp", Some(Kind::WebP), false),
            ("letter.pdf", None, false),
            ("svg", None, false),
            ("scan.TIFF", None, true),
        ] {
            assert_eq!((Kind::of_name(name), is_raw(name)), (kind, is_camera_s), "{name}");
        }
    }
}
