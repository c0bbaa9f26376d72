//! Facts → which files a picture is published as.

use serde::{Deserialize, Serialize};

use super::{Facts, Kind, Size};

/// Pictures beside records are published no wider than this: as wide as a text column of the widest screen at two
/// pixels a point.
const WIDEST: u32 = 2000;

/// The widths at which there are renditions. What each saves over the next is about half, and one more costs its bytes
/// on the disk and its time at the first build.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];

/// A picture between two widths has one rendition at its own, if it is wider than the last by this part.
const WORTH: u32 = 8;

/// The format has no more pixels a side (RFC 9649, section 2.4: 14 bits, less one for libwebp).
const WEBP_SIDE: u32 = 16_383;

/// What a picture is published for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// It lies beside a record. Otherwise it is one of the site's own, which keep their size.
    pub is_beside: bool,
    /// Some page shows it.
    pub is_shown: bool,
    /// Whatever it says of itself is kept.
    pub keeps_metadata: bool,
}

/// What becomes of the picture itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Original {
    /// Every byte of it is published.
    AsItIs,
    /// Its pixels are as they are, and what it says of itself is left out.
    Stripped,
    /// It is drawn anew at this size, in its own format.
    Redrawn(Size),
}

/// Which files a picture is published as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What becomes of the picture itself.
    pub original: Original,
    /// The widths at which it is published in WebP, ascending; none where there is no need.
    pub widths: Vec<u32>,
}

impl Plan {
    /// The plan for a picture of which these are the facts.
    pub fn of(facts: &Facts, purpose: Use) -> Plan {
        let is_drawn = facts.kind.is_decoded() && !facts.is_animated;
        let size = facts.size.filter(|_| is_drawn);
        let original = match size {
            _ if purpose.keeps_metadata => Original::AsItIs,
            // Its palette is drawn for it, and larger ones hardly exist.
            Some(size) if purpose.is_beside && size.width > WIDEST && facts.kind != Kind::Gif => {
                Original::Redrawn(size.at_width(WIDEST))
            }
            Some(size) if facts.orientation != 1 => Original::Redrawn(size),
            _ => Original::Stripped,
        };
        let widths = size.filter(|_| purpose.is_shown).map(widths).unwrap_or_default();
        Plan { original, widths }
    }

    /// The plan for what nothing can be made of.
    pub fn none() -> Plan {
        Plan { original: Original::AsItIs, widths: Vec::new() }
    }

    /// The size of the published picture itself; that of the `source` where it is not drawn anew.
    pub fn shown(&self, source: Size) -> Size {
        match self.original {
            Original::Redrawn(size) => size,
            Original::AsItIs | Original::Stripped => source,
        }
    }

    /// The size from which the renditions of a picture of this size are drawn.
    pub(super) fn largest(&self, source: Size) -> Size {
        if source.width > WIDEST { source.at_width(WIDEST) } else { source }
    }
}

fn widths(size: Size) -> Vec<u32> {
    let narrowest = WIDTHS[0];
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width <= size.width).collect();
    let last = widths.last().copied().unwrap_or(size.width);
    if size.width < WIDTHS[WIDTHS.len() - 1] && size.width > last + last / WORTH {
        widths.push(size.width);
    }
    // A small picture is small in any format.
    widths.retain(|width| size.width > narrowest && size.at_width(*width).height <= WEBP_SIDE);
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    const BESIDE: Use = Use { is_beside: true, is_shown: true, keeps_metadata: false };

    fn facts(kind: Kind, width: u32, height: u32) -> Facts {
        let size = Some(Size { width, height });
        Facts { content: [0; 32], kind, size, orientation: 1, is_animated: false }
    }

    #[test]
    fn no_rendition_is_wider_than_the_picture() {
        for (width, height, widths) in [
            (4000, 3000, vec![480, 800, 1200, 1600]),
            (1600, 900, vec![480, 800, 1200, 1600]),
            (1500, 900, vec![480, 800, 1200, 1500]),
            (1210, 900, vec![480, 800, 1200]),
            (600, 900, vec![480, 600]),
            (500, 900, vec![480]),
            (480, 900, vec![]),
            (1, 1, vec![]),
            (800, 20_000, vec![480]),
            (500, 30_000, vec![]),
        ] {
            assert_eq!(Plan::of(&facts(Kind::Jpeg, width, height), BESIDE).widths, widths, "{width} × {height}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn a_picture_is_drawn_anew_only_where_it_must() {
        let size = |width, height| Size { width, height };
        let own = Use { is_beside: false, ..BESIDE };
        let kept = Use { keeps_metadata: true, ..BESIDE };
        let turned = Facts { orientation: 6, ..facts(Kind::Jpeg, 900, 600) };
        let moving = Facts { is_animated: true, ..facts(Kind::Gif, 3000, 2000) };
        for (facts, purpose, original) in [
            (facts(Kind::Jpeg, 900, 600),   BESIDE, Original::Stripped),
            (facts(Kind::Jpeg, 4000, 3000), BESIDE, Original::Redrawn(size(2000, 1500))),
            (facts(Kind::Jpeg, 4000, 3000), own,    Original::Stripped),
            (facts(Kind::Jpeg, 4000, 3000), kept,   Original::AsItIs),
            (turned.clone(),                own,    Original::Redrawn(size(900, 600))),
            (turned,                        kept,   Original::AsItIs),
            (moving,                        BESIDE, Original::Stripped),
            (facts(Kind::Svg, 4000, 3000),  BESIDE, Original::Stripped),
            (facts(Kind::Avif, 4000, 3000), BESIDE, Original::Stripped),
        ] {
            let plan = Plan::of(&facts, purpose);
            assert_eq!(plan.original, original, "{facts:?}");
            assert_eq!(plan.widths.is_empty(), !facts.kind.is_decoded() || facts.is_animated);
        }
    }
}
