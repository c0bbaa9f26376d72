//! Text → the same text without the characters that HTML does not allow; U+0000 becomes U+FFFD, as CommonMark says.
//!
//! Source: HTML Standard §13.2.3.5 "Preprocessing the input stream": control characters other than white space, and
//! noncharacters, are errors wherever they stand; U+000C goes too, since XML 1.0 §2.2 has no place for it.

/// Removes control characters and noncharacters; gives `text` back untouched where there is none, which is all but
/// always.
pub(super) fn drop_controls(text: String) -> String {
    if !may_hold_any(text.as_bytes()) || text.chars().all(is_allowed) {
        return text;
    }
    let replaced = |character| if character == '\0' { '\u{fffd}' } else { character };
    text.chars().map(replaced).filter(|&character| is_allowed(character)).collect()
}

fn is_allowed(character: char) -> bool {
    let point = u32::from(character);
    let is_noncharacter = (0xFDD0..=0xFDEF).contains(&point) || point & 0xFFFE == 0xFFFE;
    !is_noncharacter && (!character.is_control() || matches!(character, '\t' | '\n' | '\r'))
}

/// A test without branches, which the compiler turns into vector instructions: lone bytes for C0 and DEL, pairs for
/// what takes more. It may say yes where `is_allowed` then finds nothing.
fn may_hold_any(bytes: &[u8]) -> bool {
    let mut found = false;
    for &byte in bytes {
        found |= byte < 0x20 && byte != b'\n' && byte != b'\t' && byte != b'\r';
        found |= byte == 0x7F;
    }
    for (&first, &second) in bytes.iter().zip(bytes.iter().skip(1)) {
        found |= first == 0xC2 && second < 0xA0;
        found |= first == 0xEF && second == 0xB7;
        found |= first == 0xBF && second >= 0xBE;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_html_forbids_is_dropped() {
        for (text, expected) in [
            ("plain\ttext\r\n", "plain\ttext\r\n"),
            ("form\u{c}feed", "formfeed"),
            ("a\u{0}b\u{b}c\u{1b}d\u{7f}e\u{ffff}f\u{fffe}g", "a\u{fffd}bcdefg"),
            ("\u{85}x\u{9f}\u{a0}y", "x\u{a0}y"),
            ("\u{fdd0}x\u{fdf0}", "x\u{fdf0}"),
            ("\u{1f7fe}\u{1fffe}\u{10ffff}", "\u{1f7fe}"),
            ("\u{fffd} \u{202e}bidi\u{202c} \u{200d}", "\u{fffd} \u{202e}bidi\u{202c} \u{200d}"),
        ] {
            assert_eq!(drop_controls(text.to_owned()), expected, "{text:?}");
        }
    }
}
