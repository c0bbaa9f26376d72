//! Text → lines: each letter's glyph, of which face, and where it stands.
//!
//! Directions are those of the Unicode Bidirectional Algorithm (UAX #9); a run of one direction, script and face is
//! shaped as a whole.

use std::cell::RefCell;
use std::ops::Range;

use harfrust::{Buffer, Direction, Language, Script, ShapeOptions, ShapePlan, ShaperFont, unicode};
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::face::{Face, Faces, Style};
use crate::fingerprint::Fingerprint;

/// Sets the words of one card.
pub(super) struct Typesetter<'a> {
    pub(super) faces: &'a Faces,
    /// BCP 47 tag.
    pub(super) language: &'a str,
}

/// Which way a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    LeftToRight,
    RightToLeft,
    /// As its first letter is.
    OfItself,
}

/// How a line is set.
pub(super) struct Setting {
    pub(super) style: Style,
    /// Pixels an em.
    pub(super) size: f32,
    /// Space behind each letter, in ems, where letters do not join.
    pub(super) tracking: f32,
    pub(super) way: Way,
}

/// A line as it stands: its glyphs from left to right.
pub(super) struct Line<'a> {
    pub(super) glyphs: Vec<Glyph<'a>>,
    /// In pixels.
    pub(super) width: f32,
    /// Pixels an em.
    pub(super) size: f32,
}

/// A glyph on its line; all measures in pixels.
pub(super) struct Glyph<'a> {
    pub(super) face: &'a Face,
    pub(super) id: harfrust::GlyphId,
    /// From the line's left end.
    pub(super) x: f32,
    /// Above the baseline.
    pub(super) y: f32,
    /// How far it moves on what follows.
    advance: f32,
    /// The byte of the text at which its letters begin.
    cluster: usize,
}

/// What a line ends with where there was more.
const ELLIPSIS: char = '…';

impl<'a> Typesetter<'a> {
    /// `text` on one line.
    pub(super) fn line(&self, text: &str, setting: &Setting) -> Line<'a> {
        let mut line = Line { glyphs: Vec::with_capacity(text.len()), width: 0.0, size: setting.size };
        for (run, is_right_to_left) in runs(text, setting.way) {
            let mut pieces = self.pieces(text, run, setting.style);
            if is_right_to_left {
                pieces.reverse();
            }
            for piece in pieces {
                self.shape(text, &piece, is_right_to_left, setting, &mut line);
            }
        }
        line
    }

    /// `text` on a line of at most `width` pixels: what is too much is left out, and an ellipsis says so.
    pub(super) fn line_within(&self, text: &str, setting: &Setting, width: f32) -> Line<'a> {
        let line = self.line(text, setting);
        if line.width <= width {
            return line;
        }
        let room = width - self.line(&ELLIPSIS.to_string(), setting).width;
        let mut used = 0.0;
        let mut fits = |(_, advance): &(usize, f32)| {
            used += advance;
            used <= room
        };
        let end = self.advances(text, setting).into_iter().find(|cluster| !fits(cluster)).map_or(0, |(at, _)| at);
        self.line(&cut(&text[..end]), setting)
    }

    /// Each cluster of `text` in its order: where it begins, and how far it moves on what follows.
    pub(super) fn advances(&self, text: &str, setting: &Setting) -> Vec<(usize, f32)> {
        let mut advances: Vec<(usize, f32)> =
            self.line(text, setting).glyphs.iter().map(|glyph| (glyph.cluster, glyph.advance)).collect();
        advances.sort_by_key(|(cluster, _)| *cluster);
        advances.dedup_by(|next, first| {
            let is_same = next.0 == first.0;
            if is_same {
                first.1 += next.1;
            }
            is_same
        });
        advances
    }

    /// How far apart the lines of `text` must stand, in ems: the face that asks for most decides.
    pub(super) fn leading(&self, text: &str, style: Style) -> f32 {
        let leadings = text.chars().filter_map(|one| self.faces.face_for(one, style)).map(|face| face.leading);
        leadings.fold(0.0, f32::max)
    }

    /// The pieces of a run that have one face and one script. Characters that no face has are in none of them.
    fn pieces(&self, text: &str, run: Range<usize>, style: Style) -> Vec<Piece<'a>> {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        for (at, character) in text[run.clone()].char_indices() {
            let (from, to) = (run.start + at, run.start + at + character.len_utf8());
            let last = pieces.last_mut().filter(|last| last.range.end == from);
            let face = match &last {
                Some(last) => self.faces.face_after(last.face, character, style),
                None => self.faces.face_for(character, style),
            };
            let Some(face) = face else { continue };
            let script = unicode::script(character.into());
            let script = Some(script).filter(|script| !matches!(*script, Script::COMMON | Script::INHERITED));
            match last {
                Some(last) if last.face.print == face.print && last.takes(script) => {
                    last.range.end = to;
                    last.script = last.script.or(script);
                }
                _ => pieces.push(Piece { range: from..to, face, script }),
            }
        }
        pieces
    }

    /// Adds the glyphs of a piece to the line.
    fn shape(&self, text: &str, piece: &Piece<'a>, is_right_to_left: bool, setting: &Setting, line: &mut Line<'a>) {
        let Piece { range, face, script } = piece;
        let direction = if is_right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        let mut buffer = Buffer::new();
        buffer.push_str(&text[range.clone()]);
        buffer.set_direction(direction);
        buffer.set_script(*script);
        let shaper = ShaperFont::new(&face.font);
        let shaped = with_plan(face, direction, *script, self.language, |plan| {
            harfrust::shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(plan)))
        });
        if shaped.is_err() {
            // It can only say that plan and buffer differ, and the plan was made for the buffer.
            return;
        }
        let scale = setting.size / face.units;
        let tracking = if face.can_be_spaced() { setting.tracking * setting.size } else { 0.0 };
        for (glyph, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            // A mark has no width and stands over its letter.
            let space = if position.x_advance == 0 { 0.0 } else { tracking };
            let advance = position.x_advance as f32 * scale + space;
            line.glyphs.push(Glyph {
                face,
                id: harfrust::GlyphId::new(glyph.glyph_id),
                x: line.width + position.x_offset as f32 * scale,
                y: position.y_offset as f32 * scale,
                advance,
                cluster: range.start + glyph.cluster as usize,
            });
            line.width += advance;
        }
    }
}

/// The runs of one direction, from left to right, and whether each is written from right to left.
fn runs(text: &str, way: Way) -> Vec<(Range<usize>, bool)> {
    // Below Hebrew all is written from left to right.
    if way != Way::RightToLeft && text.chars().all(|character| character < '\u{590}') {
        return vec![(0..text.len(), false)];
    }
    let level = match way {
        Way::LeftToRight => Some(Level::ltr()),
        Way::RightToLeft => Some(Level::rtl()),
        Way::OfItself => None,
    };
    let paragraph = ParagraphBidiInfo::new(text, level);
    let (levels, runs) = paragraph.visual_runs(0..text.len());
    runs.into_iter().filter(|run| !run.is_empty()).map(|run| (run.clone(), levels[run.start].is_rtl())).collect()
}

/// Words of one face, script and direction.
struct Piece<'a> {
    range: Range<usize>,
    face: &'a Face,
    /// Nothing where it has only signs that all scripts use.
    script: Option<Script>,
}

impl Piece<'_> {
    /// Whether a letter of `script` may stand in it; what all scripts use may stand anywhere.
    fn takes(&self, script: Option<Script>) -> bool {
        self.script.is_none() || script.is_none() || self.script == script
    }
}

/// `text`, of which there was more, and an ellipsis: it ends with a whole word, unless that would leave little of it.
pub(super) fn cut(text: &str) -> String {
    let last_word = text.rfind(' ').filter(|space| space * 2 > text.len()).unwrap_or(text.len());
    let words = text[..last_word].trim_end_matches(|character: char| !character.is_alphanumeric());
    format!("{words}{ELLIPSIS}")
}

/// What a plan is made for.
type PlanKey = (Fingerprint, Direction, Option<Script>, String);

/// The most plans that a thread keeps: more than an archive in a few languages needs.
const MOST_PLANS: usize = 64;

/// Does `work` with the plan for such runs. To make one costs as much as to shape a headline, so each thread keeps them;
/// a plan depends on its key alone.
fn with_plan<T>(
    face: &Face,
    direction: Direction,
    script: Option<Script>,
    language: &str,
    work: impl FnOnce(&ShapePlan) -> T,
) -> T {
    thread_local! {
        static PLANS: RefCell<Vec<(PlanKey, ShapePlan)>> = const { RefCell::new(Vec::new()) };
    }
    PLANS.with_borrow_mut(|plans| {
        let is_it = |((print, way, of, tongue), _): &(PlanKey, ShapePlan)| {
            *print == face.print && *way == direction && *of == script && tongue == language
        };
        let place = plans.iter().position(is_it).unwrap_or_else(|| {
            if plans.len() == MOST_PLANS {
                plans.clear();
            }
            let plan = ShapePlan::new(&face.font, direction, script, Language::new(language).as_ref(), &[]);
            plans.push(((face.print, direction, script, language.to_owned()), plan));
            plans.len() - 1
        });
        work(&plans[place].1)
    })
}
