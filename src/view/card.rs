//! What social cards say, and where they stand.

use schemars::JsonSchema;
use serde::Serialize;

use super::Views;
use super::site::{direction, title_of};
use crate::address::Address;
use crate::archive::{RecordIx, TermIx};
use crate::card::{CardText, Faces, HEIGHT, WIDTH};
use crate::theme::Theme;

/// A page's social card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CardView {
    /// Its absolute address.
    pub url: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What stands on it.
    pub alt: String,
}

/// The index whose terms have cards, where the site has it.
const ORGANIZATIONS: &str = "organizations";

/// The colour of the short rule, unless the theme has an option `accent`.
const ACCENT: [u8; 3] = [0x8a, 0x1c, 0x1c];

/// What stands between two parts of a line.
const BETWEEN: &str = " · ";

impl Views {
    /// What the card of a record says; nothing where it has none: cards are turned off, or no face has its letters.
    pub fn record_card(&self, this: RecordIx) -> Option<CardText> {
        if self.settings.is_off("cards") {
            return None;
        }
        let entry = &self.archive[this];
        let record = &entry.record;
        let outlet = record.outlet.as_ref().map(|name| match self.terms_of(entry, "outlets").next() {
            Some((mention, term)) => mention.printed().unwrap_or(&term.name),
            None => name,
        });
        let kind = record.kind.word();
        let kind = self.theme.strings.get(&format!("kind.{kind}")).unwrap_or(kind);
        self.drawable(CardText {
            kicker: outlet.into_iter().chain([kind]).collect::<Vec<_>>().join(BETWEEN),
            headline: record.title.clone(),
            note: record.date.as_ref().map(|date| self.theme.strings.date(date)).unwrap_or_default(),
            ..self.blank_card(record.language.as_deref())
        })
    }

    /// What the card of a term says; nothing where it has none: it is no organization, or as with records.
    pub fn term_card(&self, this: TermIx) -> Option<CardText> {
        let (index, term) = (self.archive.index_of(this), &self.archive[this]);
        if index.key != ORGANIZATIONS || self.settings.is_off("cards") {
            return None;
        }
        let kind = term.entity.as_ref().and_then(|entity| entity.kind.as_deref());
        let kicker = match kind {
            Some(kind) => self.theme.strings.get(&format!("entity.{kind}")).unwrap_or(kind).to_owned(),
            None => title_of(&index.key, &index.title, &self.theme),
        };
        let count = term.records.len();
        let counted = self.theme.strings.counted("records", i64::try_from(count).unwrap_or(i64::MAX));
        let note = counted.into_iter().filter(|_| count > 0).chain(self.years_covered(&term.records));
        self.drawable(CardText {
            kicker,
            headline: term.name.clone(),
            note: note.collect::<Vec<_>>().join(BETWEEN),
            ..self.blank_card(None)
        })
    }

    /// What a page tells of its card.
    pub fn card_view(&self, page: &Address, text: &CardText) -> Option<CardView> {
        let url = self.settings.base_url.absolute(&Views::card_address(page)?.url);
        Some(CardView { url, width: WIDTH, height: HEIGHT, alt: text.alt() })
    }

    /// Where the card of the page at `page` stands: at the page's own path, below `/cards/`, so that two cards are as far
    /// apart as their pages. Nothing where no file can stand there.
    pub fn card_address(page: &Address) -> Option<Address> {
        Address::new(&format!("/cards{}.png", page.path.strip_suffix('/').unwrap_or(&page.path)))
    }

    /// The faces that cards are set in.
    pub fn faces(&self) -> &Faces {
        &self.made.faces
    }

    fn blank_card(&self, language: Option<&str>) -> CardText {
        let language = language.unwrap_or(&self.settings.language);
        CardText {
            site: self.settings.title.clone(),
            kicker: String::new(),
            headline: String::new(),
            note: String::new(),
            language: language.to_owned(),
            site_language: self.settings.language.clone(),
            is_right_to_left: direction(language) == "rtl",
            accent: accent(&self.theme),
        }
    }

    fn drawable(&self, text: CardText) -> Option<CardText> {
        text.is_drawable(self.faces()).then_some(text)
    }

    /// The years of the records that have one: `2018`, `2018–2020`.
    fn years_covered(&self, records: &[RecordIx]) -> Option<String> {
        let years = || records.iter().filter_map(|record| Some(self.archive[*record].record.date.as_ref()?.year));
        let (first, last) = (years().min()?, years().max()?);
        Some(if first == last { first.to_string() } else { format!("{first}–{last}") })
    }
}

/// The colour of the theme's option `accent`, where it has one that reads `#8a1c1c`.
fn accent(theme: &Theme) -> [u8; 3] {
    let written = theme.options.get("accent").and_then(|accent| accent.as_str()).and_then(colour);
    written.unwrap_or(ACCENT)
}

fn colour(written: &str) -> Option<[u8; 3]> {
    let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6 && !digits.starts_with('+'))?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_stands_where_its_page_does() {
        for (page, card) in [
            ("/articles/2018/letter/", Some("/cards/articles/2018/letter.png")),
            ("/mother-jones/letter.html", Some("/cards/mother-jones/letter.html.png")),
            ("/tags/café/", Some("/cards/tags/café.png")),
            (&format!("/{}/", "x".repeat(255)), None),
        ] {
            let address = Address::new(page).expect("a sound path");
            assert_eq!(
                Views::card_address(&address).map(|address| address.path.to_string()).as_deref(),
                card,
                "{page}"
            );
        }
    }

    #[test]
    fn a_colour_is_six_digits() {
        for (written, expected) in [
            ("#8a1c1c", Some([0x8a, 0x1c, 0x1c])),
            ("#00Ff80", Some([0, 255, 128])),
            ("8a1c1c", None),
            ("#8a1", None),
            ("#+a1c1c", None),
            ("darkred", None),
            ("#ééé", None),
        ] {
            assert_eq!(colour(written), expected, "{written}");
        }
    }
}
