//! Quotation marks by language: the English ones that the parser sets → those of the record's language.
//!
//! Source: Unicode CLDR, `delimiters`, and for French spacing the Imprimerie nationale.

/// The marks of one language: outer opening and closing, inner opening and closing.
type Marks = [&'static str; 4];

/// Turns the parser's marks into those of one language.
pub(super) struct Quotes {
    marks: &'static Marks,
    /// Inner quotations that are open: a closing mark without one is an apostrophe.
    open_inner: usize,
}

impl Quotes {
    /// The marks of `language`, a BCP 47 tag; nothing where they are the English ones.
    pub(super) fn of(language: &str) -> Option<Quotes> {
        marks(language).map(|marks| Quotes { marks, open_inner: 0 })
    }

    /// The mark to write for `mark`, one that the parser made of a straight one.
    pub(super) fn map(&mut self, mark: &str) -> Option<&'static str> {
        match mark {
            "“" => Some(self.marks[0]),
            "”" => Some(self.marks[1]),
            "‘" => {
                self.open_inner += 1;
                Some(self.marks[2])
            }
            "’" if self.open_inner > 0 => {
                self.open_inner -= 1;
                Some(self.marks[3])
            }
            _ => None,
        }
    }

    /// Forgets what is open: no quotation goes on from one block to the next.
    pub(super) fn reset(&mut self) {
        self.open_inner = 0;
    }
}

/// The first part of a BCP 47 tag: `es` of `es-MX`.
pub(super) fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or(language)
}

fn marks(language: &str) -> Option<&'static Marks> {
    let tag = language.replace('_', "-").to_ascii_lowercase();
    let marks: &Marks = match tag.as_str() {
        "de-ch" | "de-li" | "fr-ch" | "it-ch" => &["«", "»", "‹", "›"],
        "pt-br" => return None,
        "zh-tw" | "zh-hk" | "zh-hant" => &["「", "」", "『", "』"],
        _ => match primary(&tag) {
            "es" | "it" | "ca" | "pt" | "gl" | "eu" | "ast" | "el" | "ar" => &["«", "»", "“", "”"],
            "fr" => &["«\u{a0}", "\u{a0}»", "“", "”"],
            "de" | "cs" | "sk" | "sl" | "is" | "et" | "lt" => &["„", "“", "‚", "‘"],
            "bg" | "ka" => &["„", "“", "«", "»"],
            "ru" | "uk" | "be" => &["«", "»", "„", "“"],
            "pl" | "ro" | "hu" => &["„", "”", "«", "»"],
            "hr" | "bs" | "sr" => &["„", "”", "‚", "’"],
            "sv" | "fi" => &["”", "”", "’", "’"],
            "no" | "nb" | "nn" => &["«", "»", "‘", "’"],
            "da" => &["»", "«", "›", "‹"],
            "ja" => &["「", "」", "『", "』"],
            _ => return None,
        },
    };
    Some(marks)
}
