//! A kicker → the same in capitals, as its language writes them.

use unicode_normalization::UnicodeNormalization;

/// `text` in capitals: Turkish and Azeri keep their two i apart, and Greek capitals carry no accent.
pub(super) fn of(text: &str, language: &str) -> String {
    match language.split('-').next().unwrap_or_default() {
        "tr" | "az" => text.replace('i', "İ").to_uppercase(),
        "el" => without_accents(text).to_uppercase(),
        _ => text.to_uppercase(),
    }
}

/// Without the accent and the breathings; a diaeresis stays.
fn without_accents(text: &str) -> String {
    let is_accent = |mark: &char| matches!(mark, '\u{300}' | '\u{301}' | '\u{313}' | '\u{314}' | '\u{342}');
    text.nfd().filter(|character| !is_accent(character)).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn each_language_has_its_own_capitals() {
        for (text, language, expected) in [
            ("Mother Jones · Magazine article", "en", "MOTHER JONES · MAGAZINE ARTICLE"),
            ("Süddeutsche Zeitung · Straße", "de", "SÜDDEUTSCHE ZEITUNG · STRASSE"),
            ("Milliyet · dergi yazısı", "tr", "MİLLİYET · DERGİ YAZISI"),
            ("Καθημερινή · Άρθρο, προϊόν", "el-GR", "ΚΑΘΗΜΕΡΙΝΗ · ΑΡΘΡΟ, ΠΡΟΪΟΝ"),
            ("الحياة", "ar", "الحياة"),
            ("", "en", ""),
        ] {
            assert_eq!(of(text, language), expected);
        }
    }
}
