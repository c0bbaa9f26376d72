//! `theme.toml`: the interface's version, the parent, the options with their types and defaults.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::layers::Layer;
use crate::diag::codes::theme::{BAD_OPTION, BAD_THEME, UNKNOWN_OPTION};
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::model::node::Node;
use crate::names::suggest::nearest;
use crate::settings::Settings;
use crate::source::{SitePath, SourceFile};

/// The version of what templates are given that this build provides.
pub(super) const INTERFACE: u32 = 1;

/// What a theme.toml says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    interface: Option<u32>,
    /// The theme whose files stand in for those that this one lacks.
    pub(super) extends: Option<String>,
    #[serde(rename = "name")]
    _name: Option<String>,
    #[serde(rename = "description")]
    _description: Option<String>,
    #[serde(default)]
    options: BTreeMap<String, ThemeOption>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeOption {
    #[serde(rename = "type")]
    kind: OptionType,
    default: toml::Value,
    #[serde(rename = "description")]
    _description: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum OptionType {
    Text,
    Boolean,
    Number,
    List,
}

impl OptionType {
    fn says(self) -> &'static str {
        match self {
            OptionType::Text => "text",
            OptionType::Boolean => "true or false",
            OptionType::Number => "a number",
            OptionType::List => "a list",
        }
    }

    fn takes(self, node: &Node) -> bool {
        match self {
            OptionType::Text => matches!(node, Node::Text(_)),
            OptionType::Boolean => matches!(node, Node::Bool(_)),
            OptionType::Number => matches!(node, Node::Integer(_) | Node::Float(_)),
            OptionType::List => matches!(node, Node::List(_)),
        }
    }
}

/// Reads a theme.toml; an empty one where it is broken, with the problem.
pub(super) fn read(file: &SourceFile, problems: &mut Vec<Diagnostic>) -> Manifest {
    let text = file.read().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let manifest: Manifest = match toml::from_str(&text) {
        Ok(manifest) => manifest,
        Err(error) => {
            let place = match error.span() {
                Some(span) => Place::bytes(&file.path, span),
                None => Place::file(&file.path),
            };
            problems.push(Diagnostic::new(BAD_THEME, place, error.message().trim().to_owned())
                .help("a theme.toml has `interface`, `extends`, `name`, `description` and `[options.NAME]` tables with `type` and `default`"));
            return Manifest::default();
        }
    };
    if manifest.interface.is_some_and(|version| version != INTERFACE) {
        let message = format!("this theme asks for version {} of the theme interface", manifest.interface.unwrap_or(0));
        problems.push(
            Diagnostic::new(BAD_THEME, Place::value(&file.path, FieldPath::key("interface")), message)
                .help(format!("this build provides version {INTERFACE}: update the theme or reportage")),
        );
    }
    for (name, option) in &manifest.options {
        let (wanted, default) = (option.kind.says(), shape(&option.default));
        if !option.kind.takes(&default) {
            let field = FieldPath::key("options").then(name).then("default");
            let message = format!("the option `{name}` is {wanted}, and its default is {}", default.kind());
            let problem = Diagnostic::new(BAD_THEME, Place::value(&file.path, field), message);
            problems.push(problem.help(format!("write {wanted}")));
        }
    }
    manifest
}

/// A value of the same kind as a TOML value.
fn shape(value: &toml::Value) -> Node {
    match value {
        toml::Value::String(_) | toml::Value::Datetime(_) => Node::Text(String::new()),
        toml::Value::Integer(_) | toml::Value::Float(_) => Node::Integer(0),
        toml::Value::Boolean(_) => Node::Bool(false),
        toml::Value::Array(_) => Node::List(Vec::new()),
        toml::Value::Table(_) => Node::Map(Vec::new()),
    }
}

/// The options of all layers, the nearest layer's declaration first, with what the site sets.
pub(super) fn options(
    layers: &[Layer],
    settings: &Settings,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<String, tera::Value> {
    let mut declared: BTreeMap<&str, &ThemeOption> = BTreeMap::new();
    for manifest in layers.iter().filter_map(|layer| layer.manifest.as_ref()) {
        for (name, option) in &manifest.options {
            declared.entry(name).or_insert(option);
        }
    }
    let site_toml = SitePath::new("site.toml").expect("a plain name");
    for (name, value) in &settings.theme_options {
        let field = FieldPath::key("theme_options").then(name);
        match declared.get(name.as_str()) {
            None => {
                let message = format!("the theme has no option `{name}`");
                let problem = Diagnostic::new(UNKNOWN_OPTION, Place::field_key(&site_toml, field), message);
                problems.push(match nearest(name, declared.keys().copied()) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None if declared.is_empty() => problem.help("this theme declares no options: take the line out"),
                    None => problem.help(format!("the theme's options are: {}", list(declared.keys()))),
                });
            }
            Some(option) if !option.kind.takes(value) => {
                let wanted = option.kind.says();
                let message = format!("the option `{name}` is {wanted}, and this is {}", value.kind());
                problems.push(
                    Diagnostic::new(BAD_OPTION, Place::value(&site_toml, field), message)
                        .help(format!("write {wanted}")),
                );
            }
            Some(_) => {}
        }
    }
    let value = |(name, option): (&&str, &&ThemeOption)| {
        let value = match settings.theme_options.get(*name).filter(|value| option.kind.takes(value)) {
            Some(set) => tera::Value::from_serializable(set),
            None => tera::Value::from_serializable(&option.default),
        };
        ((*name).to_owned(), value)
    };
    declared.iter().map(value).collect()
}

fn list<'a>(names: impl Iterator<Item = &'a &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
