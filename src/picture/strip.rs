//! A picture's file → the same picture, less what it says of where, when and by whom it was made.
//!
//! The pixels are not touched: a file is a list of parts, and those that are known to bear on how it looks are copied.
//! A part that nobody knows is left out.

use super::Kind;

pub(super) mod avif;
pub(super) mod gif;
mod jpeg;
pub(super) mod png;
pub(super) mod webp;

/// Why a file cannot be taken apart.
pub(super) type Damage = &'static str;

pub(super) const ENDS_EARLY: Damage = "it ends too early";

/// The file without metadata; a drawing comes back as it is, for it is not a list of parts.
pub(super) fn strip(bytes: &[u8], kind: Kind) -> Result<Vec<u8>, Damage> {
    match kind {
        Kind::Jpeg => jpeg::strip(bytes),
        Kind::Png => png::strip(bytes),
        Kind::Gif => gif::strip(bytes),
        Kind::WebP => webp::strip(bytes),
        Kind::Avif => avif::strip(bytes),
        Kind::Svg => Ok(bytes.to_vec()),
    }
}

/// Bytes that are taken from the front.
#[derive(Clone, Copy)]
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn new(bytes: &'b [u8]) -> Reader<'b> {
        Reader { bytes, at: 0 }
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], Damage> {
        let end = self.at.checked_add(length).filter(|end| *end <= self.bytes.len()).ok_or(ENDS_EARLY)?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Damage> {
        self.take(N)?.first_chunk().copied().ok_or(ENDS_EARLY)
    }

    fn byte(&mut self) -> Result<u8, Damage> {
        self.array().map(|[byte]| byte)
    }

    fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }
}
