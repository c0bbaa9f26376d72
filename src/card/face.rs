//! Bytes of fonts → faces: which letters they have, and which of them sets a character.

use std::sync::{Arc, LazyLock};

use harfrust::Font;
use unicode_normalization::char::is_combining_mark;

use crate::fingerprint::Fingerprint;

/// A font that words can be set in.
#[derive(Clone)]
pub struct Face {
    /// What tells it from every other.
    pub(super) print: Fingerprint,
    pub(super) font: Font,
    /// Parts of an em that its measures count.
    pub(super) units: f32,
    /// From one line to the next, in ems.
    pub(super) leading: f32,
    /// Whether its letters join, so that they cannot stand apart.
    is_joined: bool,
}

impl Face {
    /// The face of a TrueType or OpenType font; nothing where the bytes are none, or it has no letters.
    pub fn new(bytes: &[u8]) -> Option<Face> {
        let font = Font::new(bytes.to_vec(), 0)?;
        Face::of(font, Fingerprint::of(bytes), SPACIOUS, false)
    }

    fn of(font: Font, print: Fingerprint, leading: f32, is_joined: bool) -> Option<Face> {
        let units = f32::from(font.units_per_em());
        let is_whole = units > 0.0 && font.charmap().has_unicode() && !font.outline_glyphs().is_empty();
        is_whole.then_some(Face { print, font, units, leading, is_joined })
    }

    /// Whether it has a character.
    fn has(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// Whether a line may hold its letters apart.
    pub(super) fn can_be_spaced(&self) -> bool {
        !self.is_joined
    }
}

/// Whether words are others without a character: a letter, a digit, a mark over one of them. What chooses the look of an
/// emoji is a mark too, and none of those.
fn is_letter(character: char) -> bool {
    let dresses_signs = matches!(character, '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}');
    character.is_alphanumeric() || (is_combining_mark(character) && !dresses_signs)
}

/// From line to line: letters that reach a little above and below, and others.
const CLOSE: f32 = 1.13;
const SPACIOUS: f32 = 1.3;
const JOINED: f32 = 1.5;

/// Headlines, or everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Serif,
    Sans,
}

/// The faces that cards are set in.
#[derive(Clone, Default)]
pub struct Faces {
    /// What the site adds: it sets what the program's own faces lack.
    own: Option<Arc<Face>>,
}

impl Faces {
    /// The program's own faces, and one of the site.
    pub fn new(own: Option<Face>) -> Faces {
        Faces { own: own.map(Arc::new) }
    }

    /// The fingerprint of the face that the site adds. The program's own are part of the program.
    pub fn print(&self) -> Fingerprint {
        self.own.as_ref().map_or(Fingerprint::default(), |face| face.print)
    }

    /// Whether there is a face for each letter of `text`; other signs do not count.
    pub(super) fn have_letters_of(&self, text: &str) -> bool {
        // All of Latin-1 is there.
        text.chars().all(|character| character < '\u{100}' || !is_letter(character) || self.have(character))
    }

    /// `text` without what no face has, and with one space where there were several. With a sign goes the space before
    /// it, so that none is left before a colon.
    pub(super) fn shown_of(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        for character in text.chars() {
            if character.is_whitespace() {
                if !shown.ends_with(' ') {
                    shown.push(' ');
                }
            } else if self.have(character) {
                shown.push(character);
            } else if shown.ends_with(' ') {
                shown.pop();
            }
        }
        shown.trim().to_owned()
    }

    /// Whether anything of `text` can be seen.
    pub(super) fn show_any_of(&self, text: &str) -> bool {
        text.chars().any(|character| !character.is_whitespace() && self.have(character))
    }

    /// Whether some face has a character.
    fn have(&self, character: char) -> bool {
        self.face_for(character, Style::Serif).is_some()
    }

    /// The face that sets a character: nothing where none has it.
    pub(super) fn face_for(&self, character: char, style: Style) -> Option<&Face> {
        let built_in = &*BUILT_IN;
        let first = match style {
            Style::Serif => &built_in.serif,
            Style::Sans => &built_in.sans,
        };
        let others = [&built_in.arabic, &built_in.hebrew].into_iter().flatten().chain(self.own.as_deref());
        first.iter().chain(others).find(|face| face.has(character))
    }

    /// The face that sets `character` behind one that `before` has set: a mark stays with its letter.
    pub(super) fn face_after<'f>(&'f self, before: &'f Face, character: char, style: Style) -> Option<&'f Face> {
        let stays = is_combining_mark(character) && before.has(character);
        if stays { Some(before) } else { self.face_for(character, style) }
    }
}

/// The faces in the program. `fonts/README.md` says where they come from.
struct BuiltIn {
    serif: Option<Face>,
    sans: Option<Face>,
    arabic: Option<Face>,
    hebrew: Option<Face>,
}

static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(|| BuiltIn {
    serif: built_in(include_bytes!("fonts/serif.ttf"), CLOSE, false),
    sans: built_in(include_bytes!("fonts/sans.ttf"), CLOSE, false),
    arabic: built_in(include_bytes!("fonts/arabic.ttf"), JOINED, true),
    hebrew: built_in(include_bytes!("fonts/hebrew.ttf"), CLOSE, false),
});

fn built_in(bytes: &'static [u8], leading: f32, is_joined: bool) -> Option<Face> {
    Face::of(Font::new(bytes, 0)?, Fingerprint::of(bytes), leading, is_joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_in_the_program_are_whole() {
        let BuiltIn { serif, sans, arabic, hebrew } = &*BUILT_IN;
        assert!([serif, sans, arabic, hebrew].into_iter().all(Option::is_some));
    }

    #[test]
    fn bytes_that_are_no_font_make_no_face() {
        for bytes in [&b""[..], b"wOF2", b"no font at all", &include_bytes!("fonts/hebrew.ttf")[..400]] {
            assert!(Face::new(bytes).is_none(), "{} bytes", bytes.len());
        }
        assert!(Face::new(include_bytes!("fonts/hebrew.ttf")).is_some());
    }

    /// `have_letters_of` takes it for granted.
    #[test]
    fn all_of_latin_1_is_there() {
        let printed = ('\u{20}'..='\u{7e}').chain('\u{a1}'..='\u{ff}').filter(|character| *character != '\u{ad}');
        for style in [Style::Serif, Style::Sans] {
            let missing: String =
                printed.clone().filter(|one| Faces::default().face_for(*one, style).is_none()).collect();
            assert_eq!(missing, "", "{style:?}");
        }
    }

    #[test]
    fn signs_that_no_face_has_are_left_out() {
        for (text, shown) in [
            ("We \u{2764}\u{fe0f} walkouts \u{1f4f0}: it\u{2019}s  time", "We walkouts: it\u{2019}s time"),
            ("\u{1f4f0} A letter", "A letter"),
            ("plain", "plain"),
            (" \u{1f4f0} ", ""),
        ] {
            assert_eq!(Faces::default().shown_of(text), shown);
        }
    }

    #[test]
    fn the_languages_of_the_theme_and_of_europe_can_be_set() {
        let faces = Faces::default();
        for (text, is_there) in [
            ("Zażółć gęślą jaźń, příliš žluťoučký kůň, árvíztűrő, şçğıİ, ħġż, ŵŷ, þðæø, ẞ", true),
            ("Ελλάδα: η έρευνα που άλλαξε τη νομοθεσία", true),
            ("Щодо їхнього ґанку; ђурђевак љубазни њушка џак", true),
            ("رسالة الموظفين إلى الإدارة، ٢٠١٨", true),
            ("עובדים שואלים: מי חתם על החוזה?", true),
            ("Một lá thư ngỏ", true),
            ("A letter \u{1f4f0} ✓, \u{2764}\u{fe0f} and a flag \u{1f1fa}\u{1f1f8}", true),
            ("国境の契約", false),
            ("국경 계약", false),
            ("सीमा", false),
        ] {
            assert_eq!(faces.have_letters_of(text), is_there, "{text}");
        }
    }
}
