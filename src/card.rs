//! What a social card says → a picture of it: a PNG of 1200 × 630 pixels, as social networks show beside a link.
//!
//! Every stroke is drawn from fonts that lie in the program (and one that a site may add), in whole numbers and plain
//! arithmetic: two machines make the same bytes.
//!
//! Invariant: a card depends on its `CardText` and the fonts, and never reads a file.

use crate::fingerprint::{Fingerprint, Inputs};

mod canvas;
mod capitals;
mod face;
mod fit;
mod glyph;
mod typeset;

pub use face::{Face, Faces};

use canvas::{Canvas, Ink};
use face::Style;
use fit::fitted;
use typeset::{Setting, Typesetter, Way};

/// A card's width in pixels.
pub const WIDTH: u32 = 1200;

/// A card's height in pixels.
pub const HEIGHT: u32 = 630;

/// Everything that stands on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardText {
    /// The site's name, at the foot.
    pub site: String,
    /// Where the piece comes from and what it is, above the headline; it is set in capitals.
    pub kicker: String,
    /// The headline, or an organization's name.
    pub headline: String,
    /// The date, or how much there is and of which years, at the foot; may be empty.
    pub note: String,
    /// BCP 47 tag of the headline's language, for the forms that letters have in it.
    pub language: String,
    /// The same of the words around it.
    pub site_language: String,
    /// Whether lines begin at the right.
    pub is_right_to_left: bool,
    /// The colour of the short rule: red, green, blue.
    pub accent: [u8; 3],
}

impl CardText {
    /// The fingerprint of all of it.
    pub fn print(&self) -> Fingerprint {
        let [red, green, blue] = self.accent.map(usize::from);
        Inputs::new("card")
            .text(&self.site)
            .text(&self.kicker)
            .text(&self.headline)
            .text(&self.note)
            .text(&self.language)
            .text(&self.site_language)
            .number(usize::from(self.is_right_to_left))
            .number((red << 16) | (green << 8) | blue)
            .done()
    }

    /// The same for who cannot see the picture.
    pub fn alt(&self) -> String {
        let parts = [&self.kicker, &self.headline, &self.note, &self.site].map(String::as_str);
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ")
    }

    /// Whether `faces` have every letter of it, and there is a headline that can be seen. Signs without which the words
    /// stay what they are (emoji, say) are left out where no face has them, and do not count.
    pub fn is_drawable(&self, faces: &Faces) -> bool {
        let texts = [&self.site, &self.kicker, &self.headline, &self.note];
        texts.into_iter().all(|text| faces.have_letters_of(text)) && faces.show_any_of(&self.headline)
    }
}

/// From the card's edge to its text.
const MARGIN: f32 = 80.0;

/// The short rule in the accent's colour, above everything.
const MARK: Rule = Rule { top: 72, width: 88, height: 10 };

/// The hairline above the foot.
const HAIRLINE: Rule = Rule { top: 528, width: WIDTH - 2 * MARGIN as u32, height: 2 };

struct Rule {
    top: u32,
    width: u32,
    height: u32,
}

/// Where the first line of the headline begins, and how far down the last one may reach.
const HEADLINE: std::ops::Range<f32> = 172.0..512.0;

/// On which lines the small type stands.
const KICKER_BASELINE: f32 = 136.0;
const FOOT_BASELINE: f32 = 578.0;

/// The least distance between the site's name and the note.
const GAP: f32 = 48.0;

/// How strong the ink is: of words, of words beside them, of a hairline.
const BLACK: Ink = Ink(255);
const GREY: Ink = Ink(180);
const FAINT: Ink = Ink(64);

/// Draws a card, as PNG.
pub fn draw(text: &CardText, faces: &Faces) -> Vec<u8> {
    let typesetter = |language| Typesetter { faces, language };
    let (words, title) = (typesetter(&text.site_language), typesetter(&text.language));
    let way = if text.is_right_to_left { Way::RightToLeft } else { Way::LeftToRight };
    let kicker_type = Setting { style: Style::Sans, size: 27.0, tracking: 0.09, way };
    // The foot is in the site's language, which may be another.
    let foot_type = Setting { style: Style::Sans, size: 28.0, tracking: 0.0, way: Way::OfItself };
    let width = WIDTH as f32 - 2.0 * MARGIN;
    let mut canvas = Canvas::new(WIDTH, HEIGHT);
    let start = |width: f32| if text.is_right_to_left { WIDTH as f32 - MARGIN - width } else { MARGIN };
    let end = |width: f32| if text.is_right_to_left { MARGIN } else { WIDTH as f32 - MARGIN - width };

    canvas.mark(start(MARK.width as f32) as u32, MARK.top, MARK.width, MARK.height);
    canvas.rule(MARGIN as u32, HAIRLINE.top, HAIRLINE.width, HAIRLINE.height, FAINT);

    let kicker = capitals::of(&faces.shown_of(&text.kicker), &text.site_language);
    let kicker = words.line_within(&kicker, &kicker_type, width);
    canvas.line(&kicker, start(kicker.width), KICKER_BASELINE, GREY);

    let headline = fitted(&title, &faces.shown_of(&text.headline), way, width, HEADLINE.end - HEADLINE.start);
    for (line, baseline) in headline.lines_from(HEADLINE.start) {
        canvas.line(line, start(line.width), baseline, BLACK);
    }

    let note = words.line_within(&faces.shown_of(&text.note), &foot_type, width / 2.0);
    canvas.line(&note, end(note.width), FOOT_BASELINE, GREY);
    let beside = if note.width > 0.0 { note.width + GAP } else { 0.0 };
    let site = words.line_within(&faces.shown_of(&text.site), &foot_type, width - beside);
    canvas.line(&site, start(site.width), FOOT_BASELINE, BLACK);

    canvas.png(text.accent)
}

#[cfg(test)]
mod tests;
