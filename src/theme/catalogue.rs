//! The themes that a site could use, as people choose among them, and the files of one that could be taken over.

use std::collections::BTreeMap;

use serde::Serialize;

use super::layers::{self, Layer};
use super::{built_in, options};
use crate::diag::Checked;
use crate::settings::Settings;
use crate::source::{Files, SourceFile};

/// A theme as its theme.toml tells of it.
#[derive(Clone, Debug, Serialize)]
pub struct Description {
    /// What `theme` in site.toml calls it: the folder's name.
    pub theme: String,
    /// Whether it is compiled into the program.
    pub built_in: bool,
    /// The theme whose files stand in for those that it lacks.
    pub extends: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// What it looks like, in a line.
    pub description: Option<String>,
    /// The options that it declares itself, by name; it has those of its parents too.
    pub options: Vec<OptionDescription>,
}

/// An option as a theme.toml declares it.
#[derive(Clone, Debug, Serialize)]
pub struct OptionDescription {
    /// Its name in `[theme_options]`.
    pub name: String,
    /// The word for its type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Its value where the site sets none.
    pub default: toml::Value,
    /// What a choice, or an item of a list, may be; empty where it may be anything.
    pub choices: Vec<String>,
    /// What it does.
    pub description: Option<String>,
}

/// A file of a theme that a nearer layer could have in its place.
#[derive(Clone, Debug)]
pub struct Part {
    /// The theme that has it.
    pub theme: String,
    /// Its path in the theme: `templates/parts/footer.html`.
    pub path: String,
    /// The file.
    pub file: SourceFile,
}

/// Every theme below `themes/` and the built-in one, sorted by name.
pub fn catalogue(files: &Files) -> Checked<Vec<Description>> {
    let mut problems = Vec::new();
    let names = layers::names(files);
    let layers = names.iter().filter_map(|name| layers::theme_layer(name, files, &mut problems));
    let value = layers.map(|layer| describe(&layer)).collect();
    Checked { value, problems }
}

/// The files of the site's theme and its parents, without the site's own and without theme.toml: of those with one path
/// the nearest. Sorted by path; nothing where a theme is not there.
pub fn parts(files: &Files, settings: &Settings) -> Checked<Option<Vec<Part>>> {
    let mut problems = Vec::new();
    let layers = layers::find(files, settings, &mut problems);
    let value = layers.map(|layers| {
        let mut nearest: BTreeMap<String, Part> = BTreeMap::new();
        for layer in layers.iter().filter(|layer| layer.manifest.is_some()) {
            for (path, file) in layer.files.iter().filter(|(path, _)| path.contains('/')) {
                let part = || Part { theme: layer.name.clone(), path: path.clone(), file: file.clone() };
                nearest.entry(path.clone()).or_insert_with(part);
            }
        }
        nearest.into_values().collect()
    });
    Checked { value, problems }
}

fn describe(layer: &Layer) -> Description {
    let manifest = layer.manifest.as_ref();
    let option = |(name, option): (&String, &options::ThemeOption)| OptionDescription {
        name: name.clone(),
        kind: option.kind.word(),
        default: option.default.clone(),
        choices: option.choices.clone(),
        description: option.description.clone(),
    };
    Description {
        theme: layer.name.clone(),
        built_in: layer.name == built_in::NAME,
        extends: manifest.and_then(|manifest| manifest.extends.clone()),
        name: manifest.and_then(|manifest| manifest.name.clone()),
        description: manifest.and_then(|manifest| manifest.description.clone()),
        options: manifest.into_iter().flat_map(|manifest| manifest.options.iter().map(option)).collect(),
    }
}
