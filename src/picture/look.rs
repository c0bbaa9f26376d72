//! Bytes → what is known of a picture without decoding it.

use super::{Facts, Fault, Kind, Size, decode, strip, svg};

/// Looks at a picture in a file of this `name`.
///
/// # Errors
/// What is wrong with it, as far as that shows before it is decoded: it is none, it is another kind than its name says,
/// it is too large, or its head is damaged.
pub fn look(bytes: &[u8], name: &str) -> Result<Option<Facts>, Fault> {
    let Some(claimed) = Kind::of_name(name) else { return Ok(None) };
    match Kind::of_bytes(bytes) {
        Some(found) if found == claimed => {}
        Some(found) => return Err(Fault::Mislabelled { claimed, found }),
        None => return Err(Fault::None(claimed)),
    }
    let content = *blake3::hash(bytes).as_bytes();
    let plain = Facts { content, kind: claimed, size: None, orientation: 1, is_animated: false };
    let facts = match claimed {
        Kind::Svg => Facts { size: svg::size(bytes).map_err(|why| Fault::broken(claimed, why))?, ..plain },
        Kind::Avif => {
            let size = strip::avif::size(bytes).map_err(|why| Fault::broken(claimed, why))?;
            let is_animated = bytes.get(8..12) == Some(b"avis");
            Facts { size: Some(decode::bounded(size)?), is_animated, ..plain }
        }
        _ => {
            let (size, orientation) = decode::head(bytes, claimed)?;
            let size = if orientation >= 5 { size.turned() } else { size };
            Facts { size: Some(size), orientation, is_animated: is_animated(bytes, claimed)?, ..plain }
        }
    };
    Ok(Some(facts))
}

fn is_animated(bytes: &[u8], kind: Kind) -> Result<bool, Fault> {
    Ok(match kind {
        Kind::Gif => strip::gif::frames(bytes).map_err(|why| Fault::broken(kind, why))? > 1,
        Kind::Png => strip::png::is_animated(bytes),
        Kind::WebP => strip::webp::is_animated(bytes),
        Kind::Jpeg | Kind::Avif | Kind::Svg => false,
    })
}

impl Size {
    /// The size of these sides; nothing where one is 0.
    pub(super) fn new(width: u32, height: u32) -> Option<Size> {
        (width > 0 && height > 0).then_some(Size { width, height })
    }
}
