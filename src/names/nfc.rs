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
    const RUN: usize = 64;
    let bytes = text.as_bytes();
    bytes.chunks(RUN).enumerate().all(|(at, run)| {
        // Run by run without branches, which the compiler turns into vector instructions.
        let most = run.iter().fold(0, |most, byte| most.max(*byte));
        let is_harmless = |(place, byte): (usize, &u8)| {
            *byte < 0xCC || (*byte == 0xE2 && bytes.get(at * RUN + place + 1) == Some(&0x80))
        };
        most < 0xCC || run.iter().enumerate().all(is_harmless)
    })
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
