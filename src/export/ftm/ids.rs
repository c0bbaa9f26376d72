//! Identifiers: those that entities get here, and those of other registers as far as their form can be judged.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Bytes of a hash that an identifier has.
const BYTES: usize = 16;

/// The identifier of what `parts` name: the same wherever the archive stands, of letters and digits alone, as the model
/// wants them.
pub(super) fn id(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut id = format!("{kind}-");
    for byte in hash.finalize().iter().take(BYTES) {
        write!(id, "{byte:02x}").expect("memory takes all");
    }
    id
}

/// Whether it is an item of Wikidata: `Q941127`.
pub(super) fn is_wikidata(value: &str) -> bool {
    let number = value.strip_prefix('Q').unwrap_or_default();
    !number.is_empty() && number.len() < 32 && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is a Legal Entity Identifier by its check digits (ISO 17442, ISO 7064 MOD 97-10).
pub(super) fn is_lei(value: &str) -> bool {
    let is_formed = value.len() == 20 && value.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let rest = value.chars().filter_map(|letter| letter.to_digit(36)).fold(0, |rest, digit| {
        let shifted = if digit < 10 { rest * 10 } else { rest * 100 };
        (shifted + digit) % 97
    });
    is_formed && rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_tells_its_parts_apart() {
        assert_eq!(id("article", &["records", "a"]), "article-922aa0f0b860918a9b2c7537b62269e8");
        assert_ne!(id("x", &["ab", "c"]), id("x", &["a", "bc"]));
    }

    #[test]
    #[rustfmt::skip]
    fn identifiers_are_judged_by_their_form() {
        for (value, wikidata, lei) in [
            ("Q941127",              true,  false),
            ("q941127",              false, false),
            ("Q",                    false, false),
            ("https://x.org/Q1",     false, false),
            // Apple's, and the same with two digits changed round.
            ("HWUPKR0MPOU8FGXBT394", false, true),
            ("HWUPKR0MPOU8FGXBT349", false, false),
            ("hwupkr0mpou8fgxbt394", false, false),
            ("",                     false, false),
        ] {
            assert_eq!((is_wikidata(value), is_lei(value)), (wikidata, lei), "{value:?}");
        }
    }
}
