//! Flags → which records of the archive are meant.

use clap::Args;
use jiff::civil::Date;

use super::Refusal;
use crate::archive::{Archive, Entry, RecordIx, Term};
use crate::model::date::PartialDate;
use crate::model::record::{Access, RecordType};
use crate::names::suggest::nearest;

/// Conditions on records; all that are given must hold.
#[derive(Args)]
pub(super) struct Filter {
    /// Records with this organization, by name or id; may be repeated
    #[arg(long = "organization", value_name = "NAME")]
    organizations: Vec<String>,
    /// Records with this person, by name or id; may be repeated
    #[arg(long = "person", value_name = "NAME")]
    people: Vec<String>,
    /// Records with this tag; may be repeated
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Records of this outlet
    #[arg(long = "outlet", value_name = "NAME")]
    outlets: Vec<String>,
    /// Records with this term of any index, named as links name it: `series:Tech and the border`; may be repeated
    #[arg(long = "term", value_name = "INDEX:NAME")]
    terms: Vec<String>,
    /// Records of this type, in CSL's words: `article-magazine`; of several, those of any
    #[arg(long = "type", value_name = "TYPE")]
    kinds: Vec<String>,
    /// Records in this language: `es`; of several, those in any
    #[arg(long = "language", value_name = "TAG")]
    languages: Vec<String>,
    /// Records of which so much is published: `metadata`, `excerpt` or `fulltext`; of several, those of any
    #[arg(long = "access", value_name = "ACCESS")]
    access: Vec<String>,
    /// Records of this day, month or year, or later
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Records of this day, month or year, or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

/// The records that are meant.
pub(super) struct Selection {
    /// For each record of the archive's order, whether it is meant.
    chosen: Vec<bool>,
    /// Whether there was any condition.
    pub(super) is_filtered: bool,
}

impl Selection {
    /// Whether `record` is meant.
    pub(super) fn holds(&self, record: RecordIx) -> bool {
        self.chosen[record.place()]
    }
}

impl Filter {
    /// Whether there is any condition.
    pub(super) fn is_given(&self) -> bool {
        let has_names = self.named().into_iter().any(|(_, _, names)| !names.is_empty());
        let has_words = [&self.terms, &self.kinds, &self.languages, &self.access].iter().any(|words| !words.is_empty());
        has_names || has_words || self.since.is_some() || self.until.is_some()
    }

    /// The records for which everything holds.
    pub(super) fn select(&self, archive: &Archive, language: &str) -> Result<Selection, Refusal> {
        let mut chosen = vec![true; archive.len()];
        let named =
            self.named().into_iter().flat_map(|(flag, key, names)| names.iter().map(move |name| (flag, key, name)));
        let mut terms: Vec<&Term> =
            named.map(|(flag, key, name)| term(archive, flag, key, name)).collect::<Result<_, _>>()?;
        for text in &self.terms {
            terms.push(term_of_any(archive, text)?);
        }
        for term in terms {
            let mut has_term = vec![false; archive.len()];
            term.records.iter().for_each(|record| has_term[record.place()] = true);
            chosen.iter_mut().zip(has_term).for_each(|(chosen, has_term)| *chosen &= has_term);
        }
        known("--type", &self.kinds, RecordType::WORDS)?;
        known("--access", &self.access, Access::WORDS)?;
        for ((_, entry), chosen) in archive.iter().zip(&mut chosen) {
            let record = &entry.record;
            let own = record.language.as_deref().unwrap_or(language);
            let is_one_of = |words: &[String], is_it: &dyn Fn(&str) -> bool| {
                words.is_empty() || words.iter().any(|word| is_it(word))
            };
            *chosen &= is_one_of(&self.kinds, &|word| word == record.kind.word())
                && is_one_of(&self.access, &|word| word == record.access.word())
                && is_one_of(&self.languages, &|word| speaks(own, word));
        }
        let since = self.since.as_deref().map(|text| day("--since", text)).transpose()?;
        let until = self.until.as_deref().map(|text| day("--until", text)).transpose()?;
        if since.is_some() || until.is_some() {
            for ((_, entry), chosen) in archive.iter().zip(&mut chosen) {
                *chosen &= is_between(entry, since.as_ref(), until.as_ref());
            }
        }
        Ok(Selection { chosen, is_filtered: self.is_given() })
    }

    /// The conditions on terms: the flag, the key of its index, and the names.
    fn named(&self) -> [(&'static str, &'static str, &[String]); 4] {
        [
            ("--organization", "organizations", &self.organizations),
            ("--person", "people", &self.people),
            ("--tag", "tags", &self.tags),
            ("--outlet", "outlets", &self.outlets),
        ]
    }
}

/// The term that a link's destination names: `series:Tech and the border`.
fn term_of_any<'a>(archive: &'a Archive, text: &str) -> Result<&'a Term, Refusal> {
    let keys = || archive.indexes().iter().map(|index| &*index.key);
    let Some((scheme, name)) = text.split_once(':') else {
        let help = format!("write the index and the name: `{}:{text}`", keys().next().unwrap_or("tags"));
        return Err(Refusal { message: format!("`--term`: `{text}` names no index"), help });
    };
    match archive.index_by_scheme(scheme) {
        Some((_, index)) => term(archive, "--term", &index.key, name.trim()),
        None => {
            let help = match nearest(scheme, keys()) {
                Some(near) => format!("did you mean `{near}:{name}`?"),
                None => format!("the indexes are `{}`", keys().collect::<Vec<_>>().join("`, `")),
            };
            Err(Refusal { message: format!("`--term`: the site has no index `{scheme}`"), help })
        }
    }
}

/// Whether each of `words` is one of those that `flag` can have.
fn known(flag: &str, words: &[String], known: &[&str]) -> Result<(), Refusal> {
    let Some(word) = words.iter().find(|word| !known.contains(&word.as_str())) else { return Ok(()) };
    let help = match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of `{}`", known.join("`, `")),
    };
    Err(Refusal { message: format!("`{flag}`: there is no `{word}`"), help })
}

/// Whether a language is the one that is asked for, or a kind of it: `pt-BR` is `pt`.
fn speaks(language: &str, asked_for: &str) -> bool {
    let (language, asked_for) = (language.to_ascii_lowercase(), asked_for.to_ascii_lowercase());
    language == asked_for || language.strip_prefix(&*asked_for).is_some_and(|rest| rest.starts_with('-'))
}

fn term<'a>(archive: &'a Archive, flag: &str, key: &str, name: &str) -> Result<&'a Term, Refusal> {
    let Some(index) = archive.index(key) else {
        let message = format!("`{flag}`: the site has no index `{key}`");
        return Err(Refusal { message, help: "take it out of `off` in site.toml".to_owned() });
    };
    index.find(name).or_else(|| index.terms.iter().find(|term| term.id == name)).ok_or_else(|| {
        let known = index.terms.iter().flat_map(|term| [&*term.name, &*term.id]);
        let help = match nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`reportage list {key}` shows them all"),
        };
        Refusal { message: format!("`{flag}`: `{name}` is none of the {key}"), help }
    })
}

/// Whether the record's day may lie in the span; one without a date is in none.
fn is_between(entry: &Entry, since: Option<&PartialDate>, until: Option<&PartialDate>) -> bool {
    let Some(date) = &entry.record.date else { return false };
    since.is_none_or(|since| last(date) >= first(since)) && until.is_none_or(|until| first(date) <= last(until))
}

/// The first day that a date can mean.
fn first(date: &PartialDate) -> (i16, u8, u8) {
    (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

/// The last day that a date can mean, or one after it: days are only compared.
fn last(date: &PartialDate) -> (i16, u8, u8) {
    (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31))
}

fn day(flag: &str, text: &str) -> Result<PartialDate, Refusal> {
    partial(text).ok_or_else(|| Refusal {
        message: format!("`{flag}`: `{text}` is not a date"),
        help: "write it as YYYY-MM-DD, YYYY-MM or YYYY".to_owned(),
    })
}

fn partial(text: &str) -> Option<PartialDate> {
    let is_plain = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split('-');
    let year = parts.next().filter(|part| is_plain(part, 4))?.parse().ok()?;
    let mut number = || match parts.next() {
        None => Some(None),
        Some(part) if is_plain(part, 2) => part.parse::<u8>().ok().map(Some),
        Some(_) => None,
    };
    let (month, day) = (number()?, number()?);
    let is_whole = parts.next().is_none();
    let exists =
        Date::new(year, month.unwrap_or(1).try_into().ok()?, day.unwrap_or(1).try_into().ok()?).is_ok() && year > 0;
    (is_whole && exists).then(|| PartialDate { month, day, ..PartialDate::day(year, 1, 1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn a_date_is_a_day_a_month_or_a_year() {
        for (text, expected) in [
            ("2018",          Some("2018")),
            ("2018-06",       Some("2018-06")),
            ("2018-06-25",    Some("2018-06-25")),
            ("2018-13",       None),
            ("2018-02-30",    None),
            ("0000",          None),
            ("18",            None),
            ("2018-6",        None),
            ("2018-06-25-01", None),
            ("2018-",         None),
            ("yesterday",     None),
        ] {
            assert_eq!(partial(text).map(|date| date.iso()).as_deref(), expected, "{text:?}");
        }
    }
}
