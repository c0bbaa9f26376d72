//! Identifier of a record → its key in a file of BibTeX.

use unicode_normalization::UnicodeNormalization;

/// The key of the record `id`, which is as unique and as stable as the identifier is.
///
/// BibTeX takes few signs in a key, and old programs nothing outside ASCII. Where letters had to be left out, a few
/// digits of a hash keep two identifiers apart that differ in these alone.
pub(super) fn of(id: &str) -> String {
    let is_sound = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if !id.is_empty() && id.chars().all(is_sound) {
        return id.to_owned();
    }
    let letters: String = id.nfd().filter(|letter| is_sound(*letter) || *letter == '/').collect();
    let letters = letters.replace('/', "-");
    let hash = blake3::hash(id.as_bytes()).to_hex();
    format!("{}-{}", letters.trim_matches('-'), &hash[..8]).trim_start_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ascii_and_apart() {
        assert_eq!(of("salesforce-cbp-letter"), "salesforce-cbp-letter");
        let keys = ["café", "cafe\u{301}", "2018/letter", "رسالة", "خبر", ""].map(of);
        assert!(keys[0].starts_with("cafe-") && keys[2].starts_with("2018-letter-"), "{keys:?}");
        for (place, key) in keys.iter().enumerate() {
            assert!(!key.is_empty() && key.is_ascii() && !key.contains(['/', ' ', '{', ',']), "{key}");
            assert!(!keys[..place].contains(key), "{key} stands twice");
        }
    }
}
