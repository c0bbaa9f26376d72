//! One table of the ledger → LinkEntry, or what is wrong with it.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fault, LinkCopy, LinkEntry, Verdict};
use crate::diag::codes::links as codes;
use crate::diag::{Code, Diagnostic, Place};
use crate::names::suggest::nearest;
use crate::names::web_address::WebAddress;
use crate::source::{SitePath, SourceFile, Span};

/// The keys of an entry, in the order in which they are written.
const KEYS: [&str; 8] = ["status", "checked", "answer", "fault", "since", "moved_to", "copies", "note"];

/// Reads entries and gathers what is wrong with them.
pub(super) struct EntryReader<'t> {
    file: SitePath,
    text: &'t str,
    pub(super) problems: Vec<Diagnostic>,
}

type Value<'t> = Spanned<DeValue<'t>>;

impl<'t> EntryReader<'t> {
    pub(super) fn new(file: &SourceFile, text: &'t str) -> EntryReader<'t> {
        EntryReader { file: file.path.clone(), text, problems: Vec::new() }
    }

    pub(super) fn report(
        &mut self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Diagnostic::new(code, Place::bytes(&self.file, span), message).help(help));
    }

    /// The entry below `header`; nothing where something in it is wrong.
    pub(super) fn entry(&mut self, header: Span, mut table: DeTable<'t>) -> Option<LinkEntry> {
        let before = self.errors();
        let status = self.word(&mut table, "status", Verdict::from_word, &words(Verdict::ALL, Verdict::word));
        let checked = self.day(&mut table, "checked");
        let answer = self.answer(&mut table);
        let fault = self.word(&mut table, "fault", Fault::from_word, &words(Fault::ALL, Fault::word));
        let since = self.day(&mut table, "since");
        let moved_to = self.address(&mut table, "moved_to");
        let copies = self.copies(&mut table);
        let note = table.remove("note").and_then(|value| self.text("note", &value));
        let rest = self.rest(table);
        if self.errors() > before {
            return None;
        }
        let (Some(status), Some(checked)) = (status, checked) else {
            let lacking = if status.is_none() { "status" } else { "checked" };
            let help = "write `status = \"live\"` and `checked = 2026-11-20`, or delete the entry";
            self.report(codes::BAD_LINK_ENTRY, header, format!("this entry has no `{lacking}`"), help);
            return None;
        };
        Some(LinkEntry { status, checked, answer, fault, since, moved_to, copies, note, rest })
    }

    fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.code == codes::BAD_LINK_ENTRY).count()
    }

    fn wrong(&mut self, span: &Span, what: &str, help: impl Into<String>) {
        let written = self.text.get(span.clone()).unwrap_or_default();
        let shown: String = written.trim_matches('"').chars().take_while(|letter| *letter != '\n').take(60).collect();
        self.report(codes::BAD_LINK_ENTRY, span.clone(), format!("`{shown}` is {what}"), help);
    }

    fn text(&mut self, key: &str, value: &Value<'t>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(&value.span(), "no text", format!("write `{key} = \"…\"`"));
        }
        text
    }

    fn word<T>(
        &mut self,
        table: &mut DeTable<'t>,
        key: &str,
        read: fn(&str) -> Option<T>,
        known: &[&'static str],
    ) -> Option<T> {
        let value = table.remove(key)?;
        let text = value.get_ref().as_str().unwrap_or_default();
        let word = read(text);
        if word.is_none() {
            let help = match nearest(text, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the words are `{}`", known.join("`, `")),
            };
            self.wrong(&value.span(), &format!("no `{key}` of a link"), help);
        }
        word
    }

    fn day(&mut self, table: &mut DeTable<'t>, key: &str) -> Option<Date> {
        let value = table.remove(key)?;
        let date = date(value.get_ref());
        if date.is_none() {
            self.wrong(&value.span(), "no day", format!("write `{key} = 2026-11-20`, without quotation marks"));
        }
        date
    }

    fn answer(&mut self, table: &mut DeTable<'t>) -> Option<u16> {
        let value = table.remove("answer")?;
        let number = match value.get_ref() {
            DeValue::Integer(integer) => u16::from_str_radix(integer.as_str(), integer.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| (100..1000).contains(number));
        if number.is_none() {
            self.wrong(&value.span(), "no status code of HTTP", "write a number such as `answer = 404`");
        }
        number
    }

    fn address(&mut self, table: &mut DeTable<'t>, key: &str) -> Option<WebAddress> {
        let value = table.remove(key)?;
        let address = value.get_ref().as_str().and_then(WebAddress::parse);
        if address.is_none() {
            let help = format!("write `{key} = \"https://…\"`");
            self.wrong(&value.span(), "no address of the web", help);
        }
        address
    }

    fn copies(&mut self, table: &mut DeTable<'t>) -> Vec<LinkCopy> {
        let Some(value) = table.remove("copies") else { return Vec::new() };
        let span = value.span();
        let help = "write `copies = [{ url = \"https://…\", date = 2018-06-26 }]`";
        let DeValue::Array(items) = value.into_inner() else {
            self.wrong(&span, "no list of copies", help);
            return Vec::new();
        };
        let mut copies = Vec::with_capacity(items.len());
        for item in items {
            let span = item.span();
            let DeValue::Table(mut item) = item.into_inner() else {
                self.wrong(&span, "no copy", help);
                continue;
            };
            if !item.contains_key("url") {
                self.wrong(&span, "a copy without `url`", help);
            }
            let (url, date) = (self.address(&mut item, "url"), self.day(&mut item, "date"));
            for (key, _) in &item {
                let message = format!("`{}` is no key of a copy", key.get_ref());
                self.report(codes::BAD_LINK_ENTRY, key.span(), message, "the keys of a copy are `url`, `date`");
            }
            copies.extend(url.map(|url| LinkCopy { url, date }));
        }
        copies
    }

    /// What is left of an entry: told of, and kept as it is written.
    fn rest(&mut self, table: DeTable<'t>) -> Vec<String> {
        let mut rest = Vec::new();
        for (key, value) in table {
            let name = key.get_ref();
            let message = format!("`{name}` is no key of a link");
            let help = match nearest(name, KEYS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the keys are `{}`", KEYS.join("`, `")),
            };
            self.report(codes::UNKNOWN_LINK_KEY, key.span(), message, help);
            let written = |span: Span| self.text.get(span).unwrap_or_default();
            // A table of its own has a header in the place of a key, and cannot stand on a line.
            if !matches!(value.get_ref(), DeValue::Table(_)) {
                rest.push(format!("{} = {}", written(key.span()), written(value.span())));
            }
        }
        rest
    }
}

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| word(*one)).collect()
}

/// A local date of TOML.
fn date(value: &DeValue<'_>) -> Option<Date> {
    let DeValue::Datetime(written) = value else { return None };
    if written.time.is_some() || written.offset.is_some() {
        return None;
    }
    let date = written.date?;
    let (year, month, day) =
        (i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    Date::new(year, month, day).ok()
}
