//! A glyph → how much of each pixel it covers.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use harfrust::GlyphId;
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, PathElement};
use zeno::{Command, Mask, Placement, Vector};

use super::face::Face;
use crate::fingerprint::Fingerprint;

/// A glyph's coverage, and where it stands from its own origin, in pixels to the right and down.
pub(super) struct Coverage {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) width: usize,
    /// Row by row, 255 where a pixel is covered.
    pub(super) rows: Vec<u8>,
}

/// In how many places within a pixel a glyph may begin.
pub(super) const STEPS: u8 = 4;

/// Which coverage: the face, the glyph, the size, the step within a pixel.
type Key = (Fingerprint, u32, u32, u8);

/// The most pixels that a thread keeps: all letters of a language at all sizes.
const MOST_PIXELS: usize = 8 << 20;

/// The coverage of a glyph of `size` pixels that begins at `step` within a pixel. Each thread keeps those it has made: a
/// headline has few letters that the one before had not, and what is kept depends on its key alone.
pub(super) fn coverage(face: &Face, glyph: GlyphId, size: f32, step: u8) -> Rc<Coverage> {
    thread_local! {
        static KEPT: RefCell<(HashMap<Key, Rc<Coverage>>, usize)> = RefCell::default();
    }
    let key = (face.print, glyph.to_u32(), size.to_bits(), step);
    KEPT.with_borrow_mut(|(kept, pixels)| {
        if let Some(coverage) = kept.get(&key) {
            return coverage.clone();
        }
        let coverage = Rc::new(rasterized(face, glyph, size, step));
        if *pixels > MOST_PIXELS {
            kept.clear();
            *pixels = 0;
        }
        *pixels += coverage.rows.len();
        kept.insert(key, coverage.clone());
        coverage
    })
}

fn rasterized(face: &Face, glyph: GlyphId, size: f32, step: u8) -> Coverage {
    let mut outline: Vec<PathElement> = Vec::new();
    let options = DrawOptions::new().with_ppem(Some(size));
    let drawn = face.font.outline_glyphs().get(glyph).map(|it| it.draw(&options, DrawMemory::Scratch, &mut outline));
    let reach = size * WIDEST;
    let is_near = |point: &Vector| point.x.abs() <= reach && point.y.abs() <= reach;
    if !matches!(drawn, Some(Ok(_))) || !outline.iter().all(|element| points(element).iter().all(is_near)) {
        return Coverage { left: 0, top: 0, width: 0, rows: Vec::new() };
    }
    let path: Vec<Command> = outline.iter().map(command).collect();
    let shift = f32::from(step) / f32::from(STEPS);
    let (rows, Placement { left, top, width, .. }) = Mask::new(&path[..]).offset((shift, 0.0)).render();
    Coverage { left, top, width: width as usize, rows }
}

/// How far a glyph may reach from its origin, in ems: more is a mistake of its font.
const WIDEST: f32 = 6.0;

/// Fonts count upwards, pixels downwards.
fn command(element: &PathElement) -> Command {
    let [first, second, third] = points(element);
    match element {
        PathElement::MoveTo { .. } => Command::MoveTo(first),
        PathElement::LineTo { .. } => Command::LineTo(first),
        PathElement::QuadTo { .. } => Command::QuadTo(first, second),
        PathElement::CurveTo { .. } => Command::CurveTo(first, second, third),
        PathElement::Close => Command::Close,
    }
}

/// The points of an element, those that it lacks at the origin.
fn points(element: &PathElement) -> [Vector; 3] {
    let at = |x: f32, y: f32| Vector::new(x, -y);
    match *element {
        PathElement::MoveTo { x, y } | PathElement::LineTo { x, y } => [at(x, y), Vector::ZERO, Vector::ZERO],
        PathElement::QuadTo { cx0, cy0, x, y } => [at(cx0, cy0), at(x, y), Vector::ZERO],
        PathElement::CurveTo { cx0, cy0, cx1, cy1, x, y } => [at(cx0, cy0), at(cx1, cy1), at(x, y)],
        PathElement::Close => [Vector::ZERO; 3],
    }
}
