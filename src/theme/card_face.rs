//! The face that a site or theme adds for its social cards: `assets/fonts/card.ttf` or `card.otf`.

use super::assets::Asset;
use crate::card::Face;
use crate::diag::codes::theme::BAD_CARD_FONT;
use crate::diag::{Diagnostic, Place};

/// Where it lies below `assets/`.
const NAMES: [&str; 2] = ["fonts/card.otf", "fonts/card.ttf"];

/// The face among `assets`, if there is one.
pub(super) fn find(assets: &[Asset], problems: &mut Vec<Diagnostic>) -> Option<Face> {
    let asset = assets.iter().find(|asset| NAMES.contains(&&*asset.name))?;
    // What cannot be read has been reported, and is no asset.
    let bytes = asset.file.read().ok()?;
    let face = Face::new(&bytes);
    if face.is_none() {
        let message = format!("`{}` is not a font that cards can be set in", asset.file.path);
        let problem = Diagnostic::new(BAD_CARD_FONT, Place::file(&asset.file.path), message);
        problems
            .push(problem.help("put a TrueType or OpenType font there: .ttf or .otf, not .woff2 and not a collection"));
    }
    face
}
