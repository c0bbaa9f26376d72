//! Spanned TOML → checked values: each taken by its key, whatever is wrong noted with its bytes.
//!
//! What is left in a table when all its settings have been taken is unknown (`unknown`), so the known keys are by
//! construction those that are read.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{free, unknown};
use crate::diag::codes::settings as codes;
use crate::diag::{Code, Diagnostic, Place};
use crate::model::node::Node;
use crate::names::clean::clean;
use crate::source::{SitePath, Span};

/// The problems of one file as they are met.
pub(super) struct Reader<'i> {
    file: SitePath,
    text: &'i str,
    problems: Vec<Diagnostic>,
    finished: Vec<Section<'i>>,
}

/// One table of the file, from which the settings are taken.
pub(super) struct Section<'i> {
    /// What it is called: `markdown`, `index`; empty for the top of the file.
    pub(super) name: &'static str,
    /// The bytes of its header, for what is missing in it; nothing for the top.
    header: Option<Span>,
    /// What has not been taken yet.
    pub(super) rest: DeTable<'i>,
    /// The settings that have been asked for, and whether they were there.
    pub(super) asked: Vec<(&'static str, bool)>,
}

impl<'i> Section<'i> {
    fn new(name: &'static str, header: Option<Span>, rest: DeTable<'i>) -> Section<'i> {
        Section { name, header, rest, asked: Vec::new() }
    }

    /// Whether the file has the table.
    pub(super) fn is_there(&self) -> bool {
        self.header.is_some()
    }

    /// Whether `key` is there and not taken yet.
    pub(super) fn has(&self, key: &str) -> bool {
        self.rest.contains_key(key)
    }

    /// Whether `key` is there, not taken yet, and a list.
    pub(super) fn holds_list(&self, key: &str) -> bool {
        self.rest.get(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Array(_)))
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'i>>> {
        let value = self.rest.remove(key);
        self.asked.push((key, value.is_some()));
        value
    }
}

impl<'i> Reader<'i> {
    /// A reader of `text`, which is that of `file`; the problems of its syntax are `problems`.
    pub(super) fn new(file: &SitePath, text: &'i str, problems: Vec<Diagnostic>) -> Reader<'i> {
        Reader { file: file.clone(), text, problems, finished: Vec::new() }
    }

    /// The top of the file.
    pub(super) fn top(&self, table: DeTable<'i>) -> Section<'i> {
        Section::new("", None, table)
    }

    /// The bytes at `span`.
    pub(super) fn written(&self, span: &Span) -> &'i str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// The place of the bytes at `span`.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::bytes(&self.file, span)
    }

    /// Notes a problem at `span`.
    pub(super) fn report(
        &mut self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Diagnostic::new(code, Place::bytes(&self.file, span), message).help(help));
    }

    /// Notes a problem at `span` whose mend is certain: `edit`.
    pub(super) fn report_with_edit(
        &mut self,
        code: &'static Code,
        span: Span,
        message: String,
        help: String,
        edit: String,
    ) {
        self.problems.push(Diagnostic::new(code, Place::bytes(&self.file, span), message).help(help).edit(edit));
    }

    /// Notes a problem of the file as a whole.
    pub(super) fn report_file(&mut self, code: &'static Code, message: &str, help: &str) {
        self.problems.push(Diagnostic::new(code, Place::file(&self.file), message).help(help));
    }

    /// Text, without white space around it.
    pub(super) fn text(&mut self, section: &mut Section<'i>, key: &'static str) -> Option<Spanned<String>> {
        let value = section.take(key)?;
        let span = value.span();
        match value.into_inner() {
            DeValue::String(text) => Some(Spanned::new(span, clean(text.trim()).into_owned())),
            other => {
                let is_plain = !matches!(other, DeValue::Array(_) | DeValue::Table(_));
                let mend = if is_plain { format!("\"{}\"", self.written(&span)) } else { String::new() };
                self.wrong_type(key, span, &other, "text", &mend);
                None
            }
        }
    }

    /// Text that must be there and not be empty; `example` is a value for the help line, quotation marks and all.
    pub(super) fn required_text(
        &mut self,
        section: &mut Section<'i>,
        key: &'static str,
        example: &str,
    ) -> Option<Spanned<String>> {
        let is_absent = !section.has(key);
        let text = self.text(section, key);
        let help = format!("write `{key} = {example}`");
        match text {
            Some(text) if text.get_ref().is_empty() => {
                self.report(codes::MISSING_SETTING, text.span(), format!("`{key}` is empty"), help);
                None
            }
            None if is_absent => {
                match &section.header {
                    Some(header) => {
                        let message = format!("this `{}` has no `{key}`", section.name);
                        self.report(codes::MISSING_SETTING, header.clone(), message, help);
                    }
                    None => self.report_file(codes::MISSING_SETTING, &format!("`{key}` is missing"), &help),
                }
                None
            }
            text => text,
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, section: &mut Section<'i>, key: &'static str) -> Option<bool> {
        let value = section.take(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        let mend = match value.get_ref().as_str().map(|text| text.trim().to_ascii_lowercase()).as_deref() {
            Some("true" | "yes" | "on") => "true",
            Some("false" | "no" | "off") => "false",
            _ => "",
        };
        self.wrong_type(key, value.span(), value.get_ref(), "`true` or `false`", mend);
        None
    }

    /// A whole number of at least `least`.
    pub(super) fn number(&mut self, section: &mut Section<'i>, key: &'static str, least: usize) -> Option<usize> {
        let value = section.take(key)?;
        let DeValue::Integer(integer) = value.get_ref() else {
            let mend = value.get_ref().as_str().map(str::trim).filter(|text| text.parse::<u32>().is_ok());
            self.wrong_type(key, value.span(), value.get_ref(), "a whole number", mend.unwrap_or_default());
            return None;
        };
        let number = usize::from_str_radix(integer.as_str(), integer.radix()).ok().filter(|number| *number >= least);
        if number.is_none() {
            let message = format!("`{key}` cannot be `{}`", self.written(&value.span()));
            self.report(codes::SETTING_OUT_OF_RANGE, value.span(), message, format!("write a number from {least} up"));
        }
        number
    }

    /// A list of texts; one text is a list of one.
    pub(super) fn texts(&mut self, section: &mut Section<'i>, key: &'static str) -> Vec<String> {
        self.spanned_texts(section, key).into_iter().map(Spanned::into_inner).collect()
    }

    /// The same, each with its place.
    pub(super) fn spanned_texts(&mut self, section: &mut Section<'i>, key: &'static str) -> Vec<Spanned<String>> {
        let Some(value) = section.take(key) else { return Vec::new() };
        let whole = value.span();
        let items: Vec<_> = match value.into_inner() {
            DeValue::Array(items) => items.into_iter().map(|item| (item.span(), item.into_inner())).collect(),
            single => vec![(whole, single)],
        };
        let mut texts = Vec::with_capacity(items.len());
        for (span, item) in items {
            match item {
                DeValue::String(text) => texts.push(Spanned::new(span, clean(text.trim()).into_owned())),
                other => self.wrong_type(key, span, &other, "a list of texts", ""),
            }
        }
        texts
    }

    /// A table: `[markdown]`.
    pub(super) fn section(&mut self, section: &mut Section<'i>, key: &'static str) -> Section<'i> {
        let Some(value) = section.take(key) else { return Section::new(key, None, DeTable::new()) };
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => Section::new(key, Some(span), table),
            other => {
                self.wrong_type(key, span, &other, &format!("a table, written `[{key}]`"), "");
                Section::new(key, None, DeTable::new())
            }
        }
    }

    /// Tables in a list: `[[menu]]`.
    pub(super) fn sections(&mut self, section: &mut Section<'i>, key: &'static str) -> Vec<Section<'i>> {
        let Some(value) = section.take(key) else { return Vec::new() };
        let expected = format!("a list of tables, written `[[{key}]]`");
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(items) => {
                let mut sections = Vec::with_capacity(items.len());
                for item in items {
                    let span = item.span();
                    match item.into_inner() {
                        DeValue::Table(table) => sections.push(Section::new(key, Some(span), table)),
                        other => self.wrong_type(key, span, &other, &expected, ""),
                    }
                }
                sections
            }
            other => {
                let is_header = self.written(&span) == format!("[{key}]");
                let mend = if is_header { format!("[[{key}]]") } else { String::new() };
                self.wrong_type(key, span, &other, &expected, &mend);
                Vec::new()
            }
        }
    }

    /// Tables below names of the editor's own, in the order of the names: `[deploy.production]`.
    pub(super) fn named_sections(
        &mut self,
        section: &mut Section<'i>,
        key: &'static str,
    ) -> Vec<(Spanned<String>, Section<'i>)> {
        let outer = self.section(section, key);
        let mut sections = Vec::new();
        for (name, value) in outer.rest {
            let name = Spanned::new(name.span(), name.into_inner().into_owned());
            let span = value.span();
            match value.into_inner() {
                DeValue::Table(table) => sections.push((name, Section::new(key, Some(span), table))),
                other => {
                    let expected = format!("a table, written `[{key}.NAME]`");
                    self.wrong_type(name.get_ref(), span, &other, &expected, "");
                }
            }
        }
        sections
    }

    /// A table of whatever the editor likes: `[extra]`.
    pub(super) fn free(&mut self, section: &mut Section<'i>, key: &'static str) -> BTreeMap<String, Node> {
        let Some(value) = section.take(key) else { return BTreeMap::new() };
        match value.get_ref() {
            DeValue::Table(table) => free::entries(table).into_iter().collect(),
            other => {
                self.wrong_type(key, value.span(), other, &format!("a table, written `[{key}]`"), "");
                BTreeMap::new()
            }
        }
    }

    /// Ends a table: whatever has not been taken from it is unknown.
    pub(super) fn finish(&mut self, section: Section<'i>) {
        self.finished.push(section);
    }

    /// Every problem that was met.
    pub(super) fn into_problems(mut self) -> Vec<Diagnostic> {
        self.problems.extend(unknown::problems(&self.file, &self.finished));
        self.problems
    }

    fn wrong_type(&mut self, key: &str, span: Span, value: &DeValue<'_>, expected: &str, mend: &str) {
        let message = format!("`{key}` is {}, not {expected}", kind(value));
        let problem = Diagnostic::new(codes::BAD_SETTING_TYPE, Place::bytes(&self.file, span), message);
        self.problems.push(match mend {
            "" => problem.help(format!("write {expected}")),
            _ if mend.starts_with("[[") => problem.help(format!("write `{mend}`")).edit(mend),
            _ => problem.help(format!("write `{key} = {mend}`")).edit(mend),
        });
    }
}

/// What a value is, for a message.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
