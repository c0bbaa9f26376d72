//! A copy or document that the archive keeps, as a page tells of it: `PDF, 2.1 MB`.

use schemars::JsonSchema;
use serde::Serialize;

use super::Views;
use crate::names::counting;
use crate::source::SitePath;
use crate::theme::filled;

/// A file that the archive keeps as evidence.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "KeptFile")]
pub struct FileView {
    /// Its bytes.
    pub size: u64,
    /// The same in words, in the site's language: `2.1 MB`.
    pub size_text: String,
    /// Its media type, by what it begins with: `application/pdf`.
    pub media_type: String,
    /// What people call such a file: `PDF`; empty where it is not known.
    pub format: String,
    /// Format and size in words: `PDF, 2.1 MB`.
    pub text: String,
    /// Whether it is an archived page that the site's player can show (`site.replay`).
    pub plays: bool,
}

/// What the player plays: a crawl that can be read piece by piece, so that no reader loads the whole of it.
const PLAYED: &str = "application/wacz";

/// Units of a thousand each (SI prefixes), by their keys in the theme's words.
const UNITS: [&str; 5] = ["bytes", "kilobytes", "megabytes", "gigabytes", "terabytes"];

impl Views {
    /// What is told of the copy or document that `from` calls `file`; nothing where it is not one of the archive's own.
    pub fn file_view(&self, from: &SitePath, file: &str) -> Option<FileView> {
        let facts = self.file_facts(from, file)?;
        let size_text = self.size_text(facts.size);
        let comma = self.theme.strings.get("comma").unwrap_or(", ");
        let (format, media_type) = (facts.format.name.clone(), facts.format.media_type.clone());
        let text = if format.is_empty() { size_text.clone() } else { format!("{format}{comma}{size_text}") };
        let plays = self.settings.replay.is_some() && media_type == PLAYED;
        Some(FileView { size: facts.size, size_text, media_type, format, text, plays })
    }

    fn size_text(&self, size: u64) -> String {
        let (tenths, unit) = in_tenths(size);
        let pattern = self.theme.strings.get(&format!("size.{unit}")).unwrap_or("{number}");
        let number = match tenths % 10 {
            0 => counting::written(&self.settings.language, tenths / 10),
            _ => counting::with_tenths(&self.settings.language, tenths),
        };
        filled(pattern, &[("number", &number)])
    }
}

/// A number of bytes in tenths of the largest unit that goes into it, rounded; from ten on in whole units.
fn in_tenths(size: u64) -> (i64, &'static str) {
    let mut unit = 0;
    let mut one = 1_u64;
    // What would be rounded up to a thousand is one of the next.
    while unit + 1 < UNITS.len() && size >= one * 1000 - one / 2 {
        one *= 1000;
        unit += 1;
    }
    let rounded = |number: u128| i64::try_from((number + u128::from(one) / 2) / u128::from(one)).unwrap_or(i64::MAX);
    let tenths = rounded(u128::from(size) * 10);
    (if tenths < 100 { tenths } else { rounded(u128::from(size)).saturating_mul(10) }, UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn a_size_is_told_in_two_digits_or_three() {
        for (size, expected) in [
            (0,             (0, "bytes")),
            (999,           (9990, "bytes")),
            (1000,          (10, "kilobytes")),
            (1499,          (15, "kilobytes")),
            (9_949,         (99, "kilobytes")),
            (9_960,         (100, "kilobytes")),
            (10_400,        (100, "kilobytes")),
            (999_499,       (9990, "kilobytes")),
            (999_500,       (10, "megabytes")),
            (2_100_000,     (21, "megabytes")),
            (3_000_000_000, (30, "gigabytes")),
            (u64::MAX,      (184_467_440, "terabytes")),
        ] {
            assert_eq!(in_tenths(size), expected, "{size}");
        }
    }
}
