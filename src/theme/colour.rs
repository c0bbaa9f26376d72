//! Colours of theme options: read, written, and held against the paper that text in them stands on.

use std::fmt;

/// The contrast that text needs: WCAG 2.2, success criterion 1.4.3.
pub(super) const LEAST_CONTRAST: f64 = 4.5;

/// Red, green and blue in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour([u8; 3]);

impl Colour {
    /// Reads `#rgb` or `#rrggbb` (CSS Color 4, section 5.2); colours with an alpha channel are none, since what they
    /// look like depends on what is below.
    pub(super) fn parse(text: &str) -> Option<Colour> {
        let digits: Vec<u8> =
            text.strip_prefix('#')?.chars().map(|digit| Some(digit.to_digit(16)? as u8)).collect::<Option<_>>()?;
        match *digits.as_slice() {
            [r, g, b] => Some(Colour([r * 17, g * 17, b * 17])),
            [r, s, g, h, b, c] => Some(Colour([r * 16 + s, g * 16 + h, b * 16 + c])),
            _ => None,
        }
    }

    /// The contrast of two colours, from 1 to 21: WCAG 2.2's contrast ratio.
    pub(super) fn contrast(self, other: Colour) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The nearest darker colour on light paper, or lighter on dark, that can be read on it.
    pub(super) fn readable_on(self, paper: Colour) -> Colour {
        let end = if paper.luminance() > 0.18 { 0.0 } else { 255.0 };
        let towards = |step: u32| {
            let part = f64::from(step) / 64.0;
            Colour(self.0.map(|channel| (f64::from(channel) * (1.0 - part) + end * part).round() as u8))
        };
        (0..=64).map(towards).find(|colour| colour.contrast(paper) >= LEAST_CONTRAST).unwrap_or(self)
    }

    /// WCAG 2.2's relative luminance.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn colours_are_read_and_written() {
        for (text, expected) in [
            ("#8a1c1c",   Some("#8a1c1c")),
            ("#ABC",      Some("#aabbcc")),
            ("#abcd",     None),
            ("8a1c1c",    None),
            ("red",       None),
            ("#8a1c1c00", None),
            ("#",         None),
            ("#é12",      None),
        ] {
            assert_eq!(Colour::parse(text).map(|colour| colour.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn contrast_is_that_of_wcag_and_what_has_too_little_is_mended() {
        for (one, paper, contrast, mended) in [
            ("#000", "#fff",    "21.00", "#000000"),
            ("#777", "#fff",    "4.48",  "#757575"),
            ("#fc0", "#fffdfa", "1.49",  "#8b7000"),
            ("#821", "#171513", "1.98",  "#b16e63"),
        ] {
            let (one, paper) = (Colour::parse(one).expect("sound"), Colour::parse(paper).expect("sound"));
            assert_eq!(format!("{:.2}", one.contrast(paper)), contrast);
            let readable = one.readable_on(paper);
            assert!(readable.contrast(paper) >= LEAST_CONTRAST);
            assert_eq!(readable.to_string(), mended);
        }
    }
}
