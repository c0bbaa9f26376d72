//! Words of a language → the stem that its forms have in common, by Snowball's algorithms.

use rust_stemmers::{Algorithm, Stemmer as Snowball};

use super::fold::{Word, fold};

/// The stemmer of a language; none for a language that Snowball does not know.
pub struct Stemmer {
    snowball: Option<Snowball>,
    /// Tells stemmers apart.
    pub(super) number: u8,
}

impl Stemmer {
    /// The stemmer for the language of a BCP 47 tag.
    pub fn of(language: &str) -> Stemmer {
        let algorithm = algorithm(language.split('-').next().unwrap_or_default());
        Stemmer {
            snowball: algorithm.map(Snowball::create),
            number: algorithm.map_or(0, |algorithm| algorithm as u8 + 1),
        }
    }

    /// The stem of a word, folded: a stemmer goes by accents that a reader may leave out.
    pub(super) fn stem(&self, word: &Word) -> String {
        let stem = self.snowball.as_ref().zip(word.plain.as_ref()).map(|(snowball, plain)| fold(&snowball.stem(plain)));
        stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| word.form.clone())
    }
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fold::words_of;
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn forms_of_a_word_have_one_stem() {
        for (language, one, other) in [
            ("en",    "employee",      "Employees"),
            ("en-GB", "contracting",   "contracts"),
            ("es",    "investigación", "investigaciones"),
            ("fr",    "enquête",       "l'enquêtes"),
            ("de",    "Verträge",      "Vertrages"),
            ("ar",    "العمال",        "عمال"),
            ("ru",    "рабочий",       "рабочего"),
        ] {
            let stem = |word: &str| Stemmer::of(language).stem(&words_of(word)[0]);
            assert_eq!(stem(one), stem(other), "{language}");
            assert_eq!(fold(&stem(one)), stem(one), "{language}");
        }
    }

    #[test]
    fn an_unknown_language_has_no_stems() {
        assert_eq!(Stemmer::of("eo").stem(&words_of("Laboristoj")[0]), "laboristoj");
    }
}
