//! What is known of a picture → the markup around its address.

use pulldown_cmark_escape::escape_href;

use super::Picture;

/// How wide a picture in a text is shown: as wide as the window, and no wider than a column of text.
const SIZES: &str = "(max-width: 46rem) 100vw, 46rem";

/// What stands before the picture's own element.
pub(super) fn open(html: &mut String, picture: Option<&Picture>) {
    let Some(srcset) = picture.and_then(|picture| picture.srcset.as_deref()) else { return };
    html.push_str("<picture><source type=\"image/webp\" srcset=\"");
    // Addresses, widths and commas: a string takes every letter.
    let _ = srcset.split(' ').enumerate().try_for_each(|(place, part)| {
        if place > 0 {
            html.push(' ');
        }
        escape_href(&mut *html, part)
    });
    html.push_str("\" sizes=\"");
    html.push_str(SIZES);
    html.push_str("\">");
}

/// The attributes that a picture in a text has beside address and words; its size, so that nothing moves when it comes.
pub(super) fn attributes(html: &mut String, picture: Option<&Picture>) {
    size(html, picture);
    html.push_str(" loading=\"lazy\" decoding=\"async\"");
}

/// The size alone.
pub(super) fn size(html: &mut String, picture: Option<&Picture>) {
    if let Some((width, height)) = picture.and_then(|picture| picture.size) {
        html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
}

/// What stands behind the picture's own element.
pub(super) fn close(html: &mut String, picture: Option<&Picture>) {
    if picture.is_some_and(|picture| picture.srcset.is_some()) {
        html.push_str("</picture>");
    }
}
