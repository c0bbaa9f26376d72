//! A picture's bytes → what is known of it, and the files that are published in its place.
//!
//! ```text
//! bytes ─ look ─→ Facts ─ plan ─→ Plan: the picture itself, and at which widths ─ develop ─→ the bytes of each
//! ```
//!
//! Whatever a picture says of where, when and by whom it was made is left out; how it is turned is applied to it, and
//! its colours keep their profile.
//!
//! Invariants: the size that a picture claims is looked at before anything is decoded, so that none takes more than a
//! bounded room; nothing here reads a file, and the same bytes come out on every machine and on any number of threads.

use serde::{Deserialize, Serialize};

mod decode;
mod encode;
mod fault;
mod kind;
mod look;
mod memory;
mod plan;
mod strip;
mod svg;

pub use fault::Fault;
pub use kind::{Kind, is_raw};
pub use look::look;
pub use memory::Memory;
pub use plan::{Original, Plan, Use};

/// The program's part that draws pictures, by the hash of its sources and of the libraries that it rests on: what
/// another one has drawn is drawn anew.
pub const DRAWN_BY: &str = env!("REPORTAGE_PICTURES");

/// A file of more bytes than this is no picture for the web.
pub const MOST_BYTES: u64 = 256 << 20;

/// Width and height in pixels, neither of them 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Size {
    /// The size at another width, of the same shape; the height is at least 1.
    #[must_use]
    pub fn at_width(self, width: u32) -> Size {
        let height = (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width);
        Size { width, height: u32::try_from(height).unwrap_or(u32::MAX).max(1) }
    }

    fn turned(self) -> Size {
        Size { width: self.height, height: self.width }
    }
}

/// What can be known of a picture without decoding it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The hash of its bytes (BLAKE3).
    pub content: [u8; 32],
    /// What its bytes are.
    pub kind: Kind,
    /// Its size as readers see it, when it has been turned; nothing for a drawing that does not say its size.
    pub size: Option<Size>,
    /// How it is to be turned: Exif's number, 1 (as it is) to 8.
    pub orientation: u8,
    /// Whether it moves.
    pub is_animated: bool,
}

/// The files of a picture as they are published.
#[derive(Debug, Default)]
pub struct Developed {
    /// The picture itself, in its own format.
    pub original: Vec<u8>,
    /// The same in WebP, at each width of the plan.
    pub renditions: Vec<Vec<u8>>,
    /// What of a drawing was not let through, in a few words.
    pub removed: Option<String>,
}

/// Makes all files of a picture, of whose `source` these are the facts. It is decoded once, if at all.
///
/// # Errors
/// What is wrong with the picture.
pub fn develop(source: &[u8], facts: &Facts, plan: &Plan) -> Result<Developed, Fault> {
    let broken = |why: &str| Fault::broken(facts.kind, why);
    let mut developed = Developed::default();
    if facts.kind == Kind::Svg {
        // Whatever else is kept of it: a drawing could run something in the name of the site.
        let drawing = svg::sanitize(source).map_err(|why| broken(&why))?;
        return Ok(Developed { original: drawing.svg, removed: drawing.removed, ..developed });
    }
    let stripped = strip::strip(source, facts.kind).map_err(broken)?;
    let stripped = if plan.original == Original::AsItIs { source.to_vec() } else { stripped };
    if !facts.kind.is_decoded() {
        developed.original = stripped;
        return Ok(developed);
    }
    // Also where nothing is drawn of it: whether a picture is whole shows only then.
    let mut pixels = decode::pixels(source, facts)?;
    let drawn = |bytes: Option<Vec<u8>>| bytes.ok_or_else(|| broken("it cannot be drawn at the size that is wanted"));
    let largest = plan.largest(pixels.size());
    if plan.original == Original::Redrawn(pixels.size()) {
        developed.original = drawn(encode::alike(&pixels, facts.kind))?;
    }
    pixels = pixels.scaled(largest);
    match plan.original {
        Original::AsItIs | Original::Stripped => developed.original = stripped,
        Original::Redrawn(size) if size == largest && developed.original.is_empty() => {
            developed.original = drawn(encode::alike(&pixels, facts.kind))?;
        }
        Original::Redrawn(_) => {}
    }
    // From the widest down, each from the one before: that costs a fraction and looks the same.
    for width in plan.widths.iter().rev() {
        pixels = pixels.scaled(largest.at_width(*width));
        developed.renditions.push(drawn(encode::webp(&pixels))?);
    }
    developed.renditions.reverse();
    Ok(developed)
}

#[cfg(test)]
mod tests;
