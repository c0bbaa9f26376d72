//! The options that themes declare and what the site sets of them → their values, each checked by its type.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;
use url::Url;

use super::colour::{Colour, LEAST_CONTRAST};
use super::layers::Layer;
use crate::diag::codes::theme::{BAD_OPTION, BAD_THEME, LOW_CONTRAST, UNKNOWN_OPTION};
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::node::Node;
use crate::names::suggest::nearest;
use crate::settings::Settings;
use crate::source::{SitePath, SourceFile};

/// An option as a theme.toml declares it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThemeOption {
    /// What values it takes.
    #[serde(rename = "type")]
    pub(super) kind: OptionType,
    /// Its value where the site sets none.
    pub(super) default: toml::Value,
    /// What it does, for people.
    pub(super) description: Option<String>,
    /// The words that a `choice`, or an item of a `list`, may be.
    #[serde(default)]
    pub(super) choices: Vec<String>,
    /// The colour of the paper on which a `colour` must be readable.
    on: Option<String>,
}

/// What values an option takes. A colour, an address and an asset may be empty, which is to say none.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum OptionType {
    Text,
    Boolean,
    Number,
    List,
    Colour,
    Url,
    Asset,
    Choice,
}

impl OptionType {
    /// The word in theme.toml.
    pub(super) fn word(self) -> &'static str {
        match self {
            OptionType::Text => "text",
            OptionType::Boolean => "boolean",
            OptionType::Number => "number",
            OptionType::List => "list",
            OptionType::Colour => "colour",
            OptionType::Url => "url",
            OptionType::Asset => "asset",
            OptionType::Choice => "choice",
        }
    }

    fn says(self) -> &'static str {
        match self {
            OptionType::Text => "text",
            OptionType::Boolean => "true or false",
            OptionType::Number => "a number",
            OptionType::List => "a list",
            OptionType::Colour => "a colour",
            OptionType::Url => "an address",
            OptionType::Asset => "the name of an asset",
            OptionType::Choice => "one of its choices",
        }
    }

    fn takes(self, node: &Node) -> bool {
        match self {
            OptionType::Boolean => matches!(node, Node::Bool(_)),
            OptionType::Number => matches!(node, Node::Integer(_) | Node::Float(_)),
            OptionType::List => matches!(node, Node::List(_)),
            _ => matches!(node, Node::Text(_)),
        }
    }
}

/// What is wrong with a value.
struct Fault {
    /// The item of a list that has it.
    item: Option<usize>,
    message: String,
    help: String,
}

impl ThemeOption {
    /// What is wrong with `value`, which the message calls `subject`.
    fn fault(&self, name: &str, value: &Node, subject: &str, assets: &[&str]) -> Option<Fault> {
        let fault = |message, help| Some(Fault { item: None, message, help });
        let wanted = self.kind.says();
        if !self.kind.takes(value) {
            let message = format!("the option `{name}` is {wanted}, and {subject} is {}", value.kind());
            return fault(message, format!("write {wanted}"));
        }
        let is_none =
            |text: &str| fault(format!("the option `{name}` is {wanted}, and `{text}` is none"), help(self.kind, text));
        match (self.kind, value) {
            (OptionType::Colour, Node::Text(text)) if !text.is_empty() && Colour::parse(text).is_none() => {
                is_none(text)
            }
            (OptionType::Url, Node::Text(text)) if !text.is_empty() && !is_address(text) => is_none(text),
            (OptionType::Asset, Node::Text(text)) if !text.is_empty() && !assets.contains(&&**text) => {
                let help = match nearest(text, assets.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("put the file at assets/{text}"),
                };
                fault(format!("no layer has the asset `{text}`"), help)
            }
            (OptionType::Choice, Node::Text(text)) => self.no_choice(name, text, None),
            (OptionType::List, Node::List(items)) if !self.choices.is_empty() => {
                items.iter().enumerate().find_map(|(at, item)| match item {
                    Node::Text(text) => self.no_choice(name, text, Some(at)),
                    other => self.no_choice(name, other.kind(), Some(at)),
                })
            }
            _ => None,
        }
    }

    fn no_choice(&self, name: &str, word: &str, item: Option<usize>) -> Option<Fault> {
        if self.choices.iter().any(|choice| choice == word) {
            return None;
        }
        let help = match nearest(word, self.choices.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of: {}", list(self.choices.iter().map(String::as_str))),
        };
        Some(Fault { item, message: format!("`{word}` is none of the choices of `{name}`"), help })
    }

    /// What is wrong with the declaration itself.
    fn misdeclared(&self, name: &str) -> Option<(&'static str, String, &'static str)> {
        let takes_choices = matches!(self.kind, OptionType::Choice | OptionType::List);
        let paper = self.on.as_deref();
        if self.kind == OptionType::Choice && self.choices.is_empty() {
            Some((
                "type",
                format!("the option `{name}` is a choice without choices"),
                "write `choices = [\"one\", \"other\"]`",
            ))
        } else if !takes_choices && !self.choices.is_empty() {
            let message = format!("the option `{name}` is {}, which has no choices", self.kind.says());
            Some(("choices", message, "write `type = \"choice\"`, or take the line out"))
        } else if paper.is_some() && self.kind != OptionType::Colour {
            let message = format!("the option `{name}` is {}, which stands on no paper", self.kind.says());
            Some(("on", message, "write `type = \"colour\"`, or take the line out"))
        } else if paper.is_some_and(|paper| Colour::parse(paper).is_none()) {
            Some(("on", format!("`on` of the option `{name}` is no colour"), "write it as `#rgb` or `#rrggbb`"))
        } else {
            None
        }
    }

    /// The warning that text in the colour `value` could not be read.
    fn pale(&self, value: &Node, place: &Place) -> Option<Diagnostic> {
        let Node::Text(text) = value else { return None };
        let (colour, paper) = (Colour::parse(text)?, Colour::parse(self.on.as_deref()?)?);
        let contrast = colour.contrast(paper);
        (contrast < LEAST_CONTRAST).then(|| {
            // Cut and not rounded: 4.48 is not the 4.5 that is wanted.
            let contrast = (contrast * 10.0).floor() / 10.0;
            let message =
                format!("`{text}` has a contrast of {contrast:.1} on `{paper}`, and text needs {LEAST_CONTRAST}");
            let help = format!("`{}` can be read on it", colour.readable_on(paper));
            Diagnostic::new(LOW_CONTRAST, place.clone(), message).help(help)
        })
    }
}

/// The options of all layers, the nearest layer's declaration first.
pub(super) fn declared(layers: &[Layer]) -> BTreeMap<&str, &ThemeOption> {
    let mut declared: BTreeMap<&str, &ThemeOption> = BTreeMap::new();
    for manifest in layers.iter().filter_map(|layer| layer.manifest.as_ref()) {
        for (name, option) in &manifest.options {
            declared.entry(name).or_insert(option);
        }
    }
    declared
}

/// Checks the options that the theme.toml in `file` declares; `assets` are the names of all that can be named.
pub(super) fn check(
    options: &BTreeMap<String, ThemeOption>,
    file: &SourceFile,
    assets: &[&str],
    problems: &mut Vec<Diagnostic>,
) {
    let mut tell = |field: FieldPath, message: String, help: String| {
        problems.push(Diagnostic::new(BAD_THEME, Place::value(&file.path, field), message).help(help));
    };
    for (name, option) in options {
        let field = FieldPath::key("options").then(name);
        if let Some((key, message, help)) = option.misdeclared(name) {
            tell(field.then(key), message, help.to_owned());
        } else if let Some(fault) = option.fault(name, &node(&option.default), "its default", assets) {
            let field = field.then("default");
            tell(fault.item.map_or(field.clone(), |item| field.item(item)), fault.message, fault.help);
        }
    }
}

/// The value of every option of all layers: what the site sets, or else the default.
pub(super) fn values(
    layers: &[Layer],
    settings: &Settings,
    assets: &[&str],
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<String, tera::Value> {
    let declared = declared(layers);
    let site_toml = SitePath::new("site.toml").expect("a plain name");
    let mut set: BTreeMap<&str, &Node> = BTreeMap::new();
    for (name, value) in &settings.theme_options {
        let field = FieldPath::key("theme_options").then(name);
        let Some(option) = declared.get(name.as_str()) else {
            problems.push(unknown(name, &declared, Place::field_key(&site_toml, field)));
            continue;
        };
        if let Some(fault) = option.fault(name, value, "this", assets) {
            let field = fault.item.map_or(field.clone(), |item| field.item(item));
            let problem = Diagnostic::new(BAD_OPTION, Place::value(&site_toml, field), fault.message);
            problems.push(problem.help(fault.help));
            continue;
        }
        problems.extend(option.pale(value, &Place::value(&site_toml, field)));
        set.insert(name, value);
    }
    let value = |(name, option): (&&str, &&ThemeOption)| {
        let value = match set.get(name) {
            Some(set) => tera::Value::from_serializable(set),
            None => tera::Value::from_serializable(&node(&option.default)),
        };
        ((*name).to_owned(), value)
    };
    declared.iter().map(value).collect()
}

/// The style sheet by which the colours among `options` reach the others, since the pages' policy forbids inline style:
/// `--option-accent` for the option `accent`. Nothing where no option says a colour.
pub(super) fn style_sheet(layers: &[Layer], options: &BTreeMap<String, tera::Value>) -> String {
    let mut rules = String::new();
    for (name, _) in declared(layers).iter().filter(|(_, option)| option.kind == OptionType::Colour) {
        let colour = options.get(*name).and_then(|value| Colour::parse(value.as_str()?));
        if let Some(colour) = colour {
            let _ = writeln!(rules, "  --option-{}: {colour};", name.replace('_', "-"));
        }
    }
    if rules.is_empty() { rules } else { format!(":root {{\n{rules}}}\n") }
}

fn unknown(name: &str, declared: &BTreeMap<&str, &ThemeOption>, place: Place) -> Diagnostic {
    let problem = Diagnostic::new(UNKNOWN_OPTION, place, format!("the theme has no option `{name}`"));
    match nearest(name, declared.keys().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if declared.is_empty() => problem.help("this theme declares no options: take the line out"),
        None => problem.help(format!("the theme's options are: {}", list(declared.keys().copied()))),
    }
}

/// How to write a value of the type, if `text` is none.
fn help(kind: OptionType, text: &str) -> String {
    let meant = match kind {
        OptionType::Colour => format!("#{text}"),
        _ => format!("https://{}", text.trim_start_matches('/')),
    };
    match kind {
        OptionType::Colour if Colour::parse(&meant).is_some() => format!("did you mean `{meant}`?"),
        OptionType::Colour => "write it as `#rgb` or `#rrggbb`: `#8a1c1c`".to_owned(),
        _ if is_address(&meant) && text.contains('.') => format!("did you mean `{meant}`?"),
        _ => "write an address that begins with `https://`, or a path of the site that begins with `/`".to_owned(),
    }
}

/// Whether the text is an address of the web, or a path of the site.
fn is_address(text: &str) -> bool {
    let is_path = text.starts_with('/') && !text.starts_with("//");
    let is_plain = !text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '\\');
    let is_web = || {
        let url = Url::parse(text).ok().filter(|url| url.username().is_empty() && url.password().is_none());
        url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
    };
    is_plain && (is_path || (text.contains("://") && is_web()))
}

/// The value as front matter has it.
fn node(value: &toml::Value) -> Node {
    match value {
        toml::Value::String(text) => Node::Text(text.clone()),
        toml::Value::Datetime(date) => Node::Text(date.to_string()),
        toml::Value::Integer(number) => Node::Integer(i128::from(*number)),
        toml::Value::Float(number) => Node::Float(*number),
        toml::Value::Boolean(flag) => Node::Bool(*flag),
        toml::Value::Array(items) => Node::List(items.iter().map(node).collect()),
        toml::Value::Table(table) => Node::Map(table.iter().map(|(key, value)| (key.clone(), node(value))).collect()),
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
