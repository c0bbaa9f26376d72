//! Text → text that a page can show.

use std::borrow::Cow;

use super::nfc::nfc;

/// `text` without control characters, and in normalization form C; a copy only where it is not so already.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return nfc(text);
    }
    let shown: String = text.chars().filter(|char| !is_control(*char)).collect();
    Cow::Owned(nfc(&shown).into_owned())
}

/// Whether `char` is no text: the controls but tab and line feed, and the two that XML cannot hold.
pub fn is_control(char: char) -> bool {
    matches!(char, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_can_show_is_left_out() {
        for (text, expected) in [("a\0b\u{c}c\td\n", "abc\td\n"), ("Cafe\u{301}\u{7}", "Caf\u{e9}"), ("plain", "plain")]
        {
            assert_eq!(clean(text), expected);
        }
    }
}
