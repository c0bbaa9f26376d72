//! Text → Unicode's normalization form C, in which HTML is to be written (W3C Character Model, §3.1).

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// `text` in normalization form C; a copy only where it is not.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if cannot_compose(text) || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether nothing in `text` can hang together with what stands before it: nothing at or above U+0300 but general
/// punctuation, which is most prose in Latin script.
fn cannot_compose(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut place = 0;
    while let Some(byte) = bytes.get(place) {
        // Run by run without branches, which the compiler turns into vector instructions.
        let run = bytes.get(place..place + 64).unwrap_or_default();
        if !run.is_empty() && run.iter().fold(0, |most, byte| most.max(*byte)) < 0xCC {
            place += run.len();
        } else if *byte < 0xCC {
            place += 1;
        } else if *byte == 0xE2 && bytes.get(place + 1) == Some(&0x80) {
            place += 3;
        } else {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_composed_where_it_is_not() {
        for (text, expected) in
            [("plain", "plain"), ("“Pérez” – x", "“Pérez” – x"), ("Pe\u{301}rez", "P\u{e9}rez"), ("公共", "公共")]
        {
            assert_eq!(nfc(text), expected);
        }
        assert!(matches!(nfc("“Pérez” – x"), Cow::Borrowed(_)));
        for before in 0..130 {
            let text = format!("{:before$}e\u{301}", "");
            assert_eq!(nfc(&text), format!("{:before$}é", ""));
        }
    }
}
