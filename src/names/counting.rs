//! A number → how a language writes it, and which of its plural forms goes with it (CLDR).

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_plurals::{PluralCategory, PluralRules};

use super::language::locale;

/// The number in the language's digits, its thousands set apart as the language does: `1,234`, `1.234`, `1 234`.
///
/// Arabic has the digits 0 to 9, as CLDR has them for the language as a whole.
pub fn written(language: &str, number: i64) -> String {
    let digits = DecimalFormatter::try_new((&locale(language)).into(), Default::default());
    digits.map_or_else(|_| number.to_string(), |digits| digits.format(&number.into()).to_string())
}

/// The same of a number of tenths: 21 is `2.1`, or `2,1`.
pub fn with_tenths(language: &str, tenths: i64) -> String {
    let mut number = Decimal::from(tenths);
    number.multiply_pow10(-1);
    let digits = DecimalFormatter::try_new((&locale(language)).into(), Default::default());
    digits.map_or_else(|_| number.to_string(), |digits| digits.format(&number).to_string())
}

/// The plural category of so many things: `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn category(language: &str, number: i64) -> &'static str {
    let Ok(rules) = PluralRules::try_new_cardinal((&locale(language)).into()) else { return "other" };
    match rules.category_for(number) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_have_the_language_s_own_point() {
        for (language, tenths, expected) in
            [("en", 21, "2.1"), ("de", 21, "2,1"), ("ar", 21, "2.1"), ("fa", 5, "۰٫۵"), ("en", 123_451, "12,345.1")]
        {
            assert_eq!(with_tenths(language, tenths), expected, "{language} {tenths}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn every_language_counts_its_own_way() {
        for (language, number, written_so, category_so) in [
            ("en", 0,         "0",                     "other"),
            ("en", 1,         "1",                     "one"),
            ("en", 1234,      "1,234",                 "other"),
            ("de", 1234,      "1.234",                 "other"),
            ("es", 1234,      "1234",                  "other"),
            ("es", 12345,     "12.345",                "other"),
            ("es", 1_000_000, "1.000.000",             "many"),
            ("fr", 0,         "0",                     "one"),
            ("fr", 1234,      "1\u{202F}234",          "other"),
            ("fr", 1_000_000, "1\u{202F}000\u{202F}000", "many"),
            ("ar", 0,         "0",                     "zero"),
            ("ar", 1,         "1",                     "one"),
            ("ar", 2,         "2",                     "two"),
            ("ar", 3,         "3",                     "few"),
            ("ar", 11,        "11",                    "many"),
            ("ar", 100,       "100",                   "other"),
            ("ar", 1234,      "1,234",                 "many"),
            ("pl", 22,        "22",                    "few"),
            ("ja", 1,         "1",                     "other"),
            ("fa", 12,        "۱۲",                    "other"),
            ("de-CH", 1234,   "1'234",                 "other"),
            ("xx", 1,         "1",                     "other"),
        ] {
            assert_eq!((&*written(language, number), category(language, number)), (written_so, category_so), "{language} {number}");
        }
    }
}
