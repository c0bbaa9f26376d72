//! Text of a file → text that a terminal shows and does not obey.

use std::borrow::Cow;

/// Replaces each control character and each that changes the direction or order of text by one that is seen.
///
/// One character for one, so that columns stay. C0 becomes its picture (`␛`), the rest U+FFFD.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| if is_hostile(letter) { picture(letter) } else { letter }).collect())
}

/// The same for a line of a file, in which a tab is no control character but a gap.
pub(super) fn visible_line(text: &str) -> String {
    text.chars().map(|letter| if is_hostile(letter) && letter != '\t' { picture(letter) } else { letter }).collect()
}

fn is_hostile(letter: char) -> bool {
    // Bidirectional controls, line and paragraph separators, the byte-order mark, interlinear marks, tags.
    letter.is_control()
        || matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn picture(letter: char) -> char {
    match letter {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7F}' => '␡',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        for (text, expected) in [
            ("plain é 日本", "plain é 日本"),
            ("\u{1b}[31mred", "␛[31mred"),
            ("\u{9b}31mred", "\u{FFFD}31mred"),
            ("a\r\nb\tc\0", "a␍␊b␉c␀"),
            ("\u{7f}", "␡"),
            ("a\u{202e}b\u{2066}c\u{200f}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
            ("a\u{2028}b", "a\u{FFFD}b"),
        ] {
            assert_eq!(visible(text), expected);
            assert_eq!(visible(text).chars().count(), text.chars().count());
        }
        assert_eq!(visible_line("a\tb\u{1b}"), "a\tb␛");
    }
}
