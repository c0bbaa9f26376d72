//! Lines and rules → pixels, and pixels → PNG.
//!
//! A card has sixteen colours: fifteen steps from paper to ink, and the accent. Two pixels are a byte, and most of a card
//! is paper, so that it compresses to little.

use miniz_oxide::deflate::compress_to_vec_zlib;
use png::chunk::IDAT;
use png::{BitDepth, ColorType, Encoder};

use super::glyph::{self, STEPS};
use super::typeset::Line;

/// A sheet of paper, a byte a pixel: the place of its colour in the palette.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// How strong ink is, 255 being all of it.
#[derive(Clone, Copy)]
pub(super) struct Ink(pub(super) u8);

/// The colours of a card.
const PAPER: [u8; 3] = [0xff, 0xfd, 0xfa];
const INK: [u8; 3] = [0x1d, 0x1b, 0x18];

/// Of compression. The third makes a card of 18 kB of one of 22, in twice the time.
const LEVEL: u8 = 1;

/// The last of the steps from paper, which is 0, to ink.
const DARKEST: u8 = 14;
const ACCENT: u8 = 15;

impl Canvas {
    /// Blank paper.
    pub(super) fn new(width: u32, height: u32) -> Canvas {
        let (width, height) = (width as usize, height as usize);
        Canvas { width, height, pixels: vec![0; width * height] }
    }

    /// A rule in the accent's colour.
    pub(super) fn mark(&mut self, left: u32, top: u32, width: u32, height: u32) {
        self.fill(left, top, width, height, ACCENT);
    }

    /// A rule in ink.
    pub(super) fn rule(&mut self, left: u32, top: u32, width: u32, height: u32, ink: Ink) {
        self.fill(left, top, width, height, step(255, ink));
    }

    fn fill(&mut self, left: u32, top: u32, width: u32, height: u32, colour: u8) {
        let (left, width) = (left as usize, width as usize);
        for row in self.pixels.chunks_exact_mut(self.width).skip(top as usize).take(height as usize) {
            row[left..left + width].fill(colour);
        }
    }

    /// A line whose left end is at `left`, on the baseline `baseline`. What reaches over an edge is not seen.
    pub(super) fn line(&mut self, line: &Line<'_>, left: f32, baseline: f32, ink: Ink) {
        let steps: [u8; 256] = std::array::from_fn(|covered| step(covered as u8, ink));
        for glyph in &line.glyphs {
            let quarters = ((left + glyph.x) * f32::from(STEPS)).round() as i32;
            let (x, within) = (quarters.div_euclid(STEPS.into()), quarters.rem_euclid(STEPS.into()));
            let coverage = glyph::coverage(glyph.face, glyph.id, line.size, within as u8);
            if coverage.width == 0 {
                continue;
            }
            let (left, top) = (x + coverage.left, (baseline - glyph.y).round() as i32 + coverage.top);
            for (row, covered) in coverage.rows.chunks_exact(coverage.width).enumerate() {
                self.row(left, top + row as i32, covered, &steps);
            }
        }
    }

    fn row(&mut self, left: i32, y: i32, covered: &[u8], steps: &[u8; 256]) {
        let Some(y) = usize::try_from(y).ok().filter(|y| *y < self.height) else { return };
        // Of what lies left of the paper so many pixels are not seen.
        let hidden = usize::try_from(-left).unwrap_or_default();
        let Some(covered) = covered.get(hidden..) else { return };
        let from = usize::try_from(left).unwrap_or_default().min(self.width);
        let row = &mut self.pixels[y * self.width..(y + 1) * self.width][from..];
        for (pixel, covered) in row.iter_mut().zip(covered) {
            *pixel = (*pixel).max(steps[usize::from(*covered)]);
        }
    }

    /// The paper as PNG, with the accent in this colour.
    pub(super) fn png(&self, accent: [u8; 3]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Four);
        encoder.set_palette(palette(accent));
        // At once, since the encoder would do it row by row, in twice the time; and by name, since other compressors look at
        // what the processor can do and differ by it.
        let compressed = compress_to_vec_zlib(&self.scanlines(), LEVEL);
        let written = encoder.write_header().and_then(|mut writer| {
            writer.write_chunk(IDAT, &compressed)?;
            writer.finish()
        });
        // A vector takes whatever is written.
        debug_assert!(written.is_ok(), "{written:?}");
        bytes
    }

    /// Row after row as PNG has them: a zero, for they are not filtered (which saves nothing where two pixels are a byte),
    /// and the pixels.
    fn scanlines(&self) -> Vec<u8> {
        let length = 1 + self.width / 2;
        let mut lines = vec![0; length * self.height];
        for (line, row) in lines.chunks_exact_mut(length).zip(self.pixels.chunks_exact(self.width)) {
            // Most rows are blank: without a way out of the loop, sixteen pixels are looked at in one step.
            if row.iter().fold(0, |all, pixel| all | pixel) != 0 {
                for (byte, [left, right]) in line[1..].iter_mut().zip(row.as_chunks().0) {
                    *byte = (left << 4) | right;
                }
            }
        }
        lines
    }
}

/// The step of the palette for a pixel that is covered so much by such ink.
fn step(covered: u8, ink: Ink) -> u8 {
    let whole = 255 * 255;
    let strength = u32::from(covered) * u32::from(ink.0);
    ((strength * u32::from(DARKEST) + whole / 2) / whole) as u8
}

/// Sixteen colours, three bytes each.
fn palette(accent: [u8; 3]) -> Vec<u8> {
    let between = |paper: u8, ink: u8, step: u8| {
        let [paper, ink, step, last] = [paper, ink, step, DARKEST].map(u32::from);
        ((paper * (last - step) + ink * step + last / 2) / last) as u8
    };
    let steps = (0..=DARKEST).flat_map(|step| (0..3).map(move |part| between(PAPER[part], INK[part], step)));
    steps.chain(accent).collect()
}
