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

/// Whether some run of bytes has more than ASCII text in it, looked at without branches, which the compiler turns into
/// vector instructions; runs that have are looked at again. May say yes where `is_allowed` then finds nothing.
fn may_hold_any(bytes: &[u8]) -> bool {
    const RUN: usize = 64;
    let is_odd = |found: u8, byte: &u8| {
        let is_control = *byte < 0x20 && *byte != b'\n' && *byte != b'\t' && *byte != b'\r';
        found | u8::from(is_control) | u8::from(*byte >= 0x7F)
    };
    bytes.chunks(RUN).enumerate().any(|(at, run)| {
        // The first bytes of the next run belong to a letter that begins in this one.
        let with_next = &bytes[at * RUN..(at * RUN + run.len() + 2).min(bytes.len())];
        run.iter().fold(0, is_odd) != 0 && is_suspicious(with_next)
    })
}

/// The same for a run with letters beyond ASCII: lone bytes for C0 and DEL, pairs for what takes more.
fn is_suspicious(run: &[u8]) -> bool {
    let is_control = |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\n' | b'\t' | b'\r')) || *byte == 0x7F;
    run.iter().any(is_control)
        || run.windows(2).any(|pair| match pair {
            [0xC2, second] => *second < 0xA0,
            [0xEF, second] => *second == 0xB7,
            [0xBF, second] => *second >= 0xBE,
            _ => false,
        })
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
            // Wherever the runs that are looked at together begin and end.
            for before in 0..130 {
                let (text, expected) = (format!("{:before$}{text}", ""), format!("{:before$}{expected}", ""));
                assert_eq!(drop_controls(text.clone()), expected, "{text:?}");
            }
        }
    }
}
