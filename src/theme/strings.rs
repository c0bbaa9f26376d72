//! The theme's words: `i18n/<language>.toml` of every layer, laid over one another.

use std::array::from_fn;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::layers::Layer;
use crate::diag::codes::theme::BAD_STRINGS;
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::date::PartialDate;
use crate::names::counting;
use crate::source::SourceFile;

/// The language whose words stand in for those that another lacks.
const FALLBACK: &str = "en";

/// Words by language and key; a key inside a table is `table.key`.
#[derive(Debug, Default)]
pub struct Strings {
    language: String,
    by_language: BTreeMap<String, BTreeMap<String, String>>,
    date_words: OnceLock<DateWords>,
}

/// What dates are made of, looked up once: an archive has many.
#[derive(Debug)]
struct DateWords {
    months: [String; 12],
    /// Patterns of the first of a month, of any other day, of a month, and of a year.
    first: Vec<DatePiece>,
    day: Vec<DatePiece>,
    month: Vec<DatePiece>,
    year: Vec<DatePiece>,
    approximate: String,
    uncertain: String,
}

/// A piece of a pattern for dates.
#[derive(Debug)]
enum DatePiece {
    Words(String),
    Day,
    Month,
    Year,
}

/// The pieces of `pattern`, in which `{day}`, `{month}` and `{year}` stand for numbers and names.
fn date_pieces(pattern: &str) -> Vec<DatePiece> {
    const NAMES: [(&str, DatePiece); 3] =
        [("{day}", DatePiece::Day), ("{month}", DatePiece::Month), ("{year}", DatePiece::Year)];
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while !rest.is_empty() {
        let first = NAMES.into_iter().filter_map(|(name, piece)| Some((rest.find(name)?, name, piece)));
        let (before, behind) = match first.min_by_key(|(at, ..)| *at) {
            Some((at, name, piece)) => {
                let before = DatePiece::Words(rest[..at].to_owned());
                rest = &rest[at + name.len()..];
                (before, Some(piece))
            }
            None => (DatePiece::Words(std::mem::take(&mut rest).to_owned()), None),
        };
        pieces.push(before);
        pieces.extend(behind);
    }
    pieces
}

/// Reads the words of every language that some layer has.
pub(super) fn read(layers: &[Layer], language: &str, problems: &mut Vec<Diagnostic>) -> Strings {
    let mut strings = Strings { language: language.to_owned(), ..Strings::default() };
    for layer in layers.iter().rev() {
        for (path, file) in layer.below("i18n") {
            let Some(language) = path.strip_suffix(".toml") else { continue };
            let words = strings.by_language.entry(language.to_owned()).or_default();
            add(file, words, problems);
        }
    }
    strings
}

fn add(file: &SourceFile, words: &mut BTreeMap<String, String>, problems: &mut Vec<Diagnostic>) {
    let text = file.read().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    match text.parse::<toml::Table>() {
        Ok(table) => flatten(&FieldPath::default(), &table, file, words, problems),
        Err(error) => {
            let place = match error.span() {
                Some(span) => Place::bytes(&file.path, span),
                None => Place::file(&file.path),
            };
            problems.push(
                Diagnostic::new(BAD_STRINGS, place, error.message().trim().to_owned())
                    .help("each entry is `name = \"text\"`"),
            );
        }
    }
}

fn flatten(
    inside: &FieldPath,
    table: &toml::Table,
    file: &SourceFile,
    words: &mut BTreeMap<String, String>,
    problems: &mut Vec<Diagnostic>,
) {
    for (key, value) in table {
        let field = inside.then(key);
        match value {
            toml::Value::String(text) => {
                words.insert(field.to_string(), text.clone());
            }
            toml::Value::Table(table) => flatten(&field, table, file, words, problems),
            other => {
                let message = format!("`{field}` is {}, not text", kind(other));
                let problem = Diagnostic::new(BAD_STRINGS, Place::value(&file.path, field), message);
                problems.push(problem.help(format!("write `{key} = \"…\"`")));
            }
        }
    }
}

fn kind(value: &toml::Value) -> &'static str {
    match value {
        toml::Value::String(_) => "text",
        toml::Value::Integer(_) | toml::Value::Float(_) => "a number",
        toml::Value::Boolean(_) => "true or false",
        toml::Value::Datetime(_) => "a date",
        toml::Value::Array(_) => "a list",
        toml::Value::Table(_) => "a table",
    }
}

/// The language, the same without its region, and the one whose words stand in for all others.
fn with_fallbacks(language: &str) -> impl Iterator<Item = &str> {
    [language, language.split('-').next().unwrap_or(language), FALLBACK].into_iter()
}

impl Strings {
    /// The words for `key` in the site's language, or else in English.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.get_in(&self.language, key)
    }

    /// The words for `key` in `language`, in the language without its region, or else in English.
    pub fn get_in(&self, language: &str, key: &str) -> Option<&str> {
        with_fallbacks(language).find_map(|language| self.exactly(language, key))
    }

    /// All words whose keys begin with `prefix`, by what follows it, in the site's language, or else in English.
    pub fn below(&self, prefix: &str) -> BTreeMap<String, String> {
        let mut below = BTreeMap::new();
        // The nearest language comes last, and lays its words over the others'.
        for language in with_fallbacks(&self.language).collect::<Vec<_>>().into_iter().rev() {
            let words = self.by_language.get(language).into_iter().flatten();
            let own = words.filter_map(|(key, text)| Some((key.strip_prefix(prefix)?.to_owned(), text.clone())));
            below.extend(own);
        }
        below
    }

    /// The words for `key` and a number, which `{count}` in them stands for: the form of the number's plural category in
    /// the language that has the words, or else the form `other`, or words that are the same for all numbers.
    pub fn counted(&self, key: &str, count: i64) -> Option<String> {
        let (language, words) = with_fallbacks(&self.language).find_map(|language| {
            let form = |form: &str| self.exactly(language, &format!("{key}.{form}"));
            let words = form(counting::category(language, count)).or_else(|| form("other"));
            Some((language, words.or_else(|| self.exactly(language, key))?))
        })?;
        // Thousands are set apart as the region does, whose words may be those of the language as a whole.
        let is_own = self.language.split('-').next() == Some(language);
        let language = if is_own { &self.language } else { language };
        Some(words.replace("{count}", &counting::written(language, count)))
    }

    fn exactly(&self, language: &str, key: &str) -> Option<&str> {
        self.by_language.get(language)?.get(key).map(String::as_str)
    }

    fn date_words(&self) -> &DateWords {
        self.date_words.get_or_init(|| {
            let words = |key: &str, otherwise: &str| self.get(key).unwrap_or(otherwise).to_owned();
            // Some languages write the first of a month otherwise: `1er juin`.
            let first = |language| self.exactly(language, "date.first").or_else(|| self.exactly(language, "date.day"));
            let day = words("date.day", "{day} {month} {year}");
            DateWords {
                months: from_fn(|place| words(&format!("months.{}", place + 1), &format!("{:02}", place + 1))),
                first: date_pieces(with_fallbacks(&self.language).find_map(first).unwrap_or(&day)),
                day: date_pieces(&day),
                month: date_pieces(&words("date.month", "{month} {year}")),
                year: date_pieces("{year}"),
                approximate: words("date.approximate", "about {date}"),
                uncertain: words("date.uncertain", "{date} (uncertain)"),
            }
        })
    }

    /// A date in words, at its precision: `25 June 2018`, `June 2018`, `2018`, with `about` or `perhaps` where it says so.
    pub fn date(&self, date: &PartialDate) -> String {
        let words = self.date_words();
        let month = date.month.and_then(|month| words.months.get(usize::from(month).checked_sub(1)?));
        let pattern = match (date.month, date.day) {
            (Some(_), Some(1)) => &words.first,
            (Some(_), Some(_)) => &words.day,
            (Some(_), None) => &words.month,
            _ => &words.year,
        };
        let mut told = String::with_capacity(32);
        for piece in pattern {
            match piece {
                DatePiece::Words(words) => told.push_str(words),
                DatePiece::Day => told.push_str(&date.day.unwrap_or_default().to_string()),
                DatePiece::Month => told.push_str(month.map(String::as_str).unwrap_or_default()),
                DatePiece::Year => told.push_str(&date.year.to_string()),
            }
        }
        match (date.approximate, date.uncertain) {
            (false, false) => told,
            (true, _) => words.approximate.replace("{date}", &told),
            (false, true) => words.uncertain.replace("{date}", &told),
        }
    }

    /// Every key of English, for a message.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_language.get(FALLBACK).into_iter().flat_map(|words| words.keys().map(String::as_str))
    }
}

/// `pattern` with the value of each name in the place of its `{name}`; in the values, which may be anybody's words,
/// nothing is looked for.
///
/// ```
/// let values = [("piece", "{url}"), ("url", "/a/")];
/// assert_eq!(reportage::theme::filled("{piece}: {url} {x}", &values), "{url}: /a/ {x}");
/// ```
pub fn filled(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let name = behind.split_once('}').filter(|(name, _)| values.iter().any(|(known, _)| known == name));
        rest = match name {
            Some((name, behind)) => {
                values.iter().filter(|(known, _)| *known == name).for_each(|(_, value)| text.push_str(value));
                behind
            }
            None => {
                text.push('{');
                behind
            }
        };
    }
    text.push_str(rest);
    text
}
