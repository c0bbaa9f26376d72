//! The site's own files, its theme, and the themes that it extends: which come first.

use super::built_in;
use super::manifest::{self, Manifest};
use crate::diag::codes::theme::{BAD_THEME, UNKNOWN_THEME};
use crate::diag::{Diagnostic, FieldPath, Place};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::names::suggest::nearest;
use crate::settings::Settings;
use crate::source::{Files, SitePath, SourceFile};

/// One layer: files that shadow those of the layers after it.
pub(super) struct Layer {
    /// The name that templates may put before a path: `broadsheet/base.html`; `site` is the site's own.
    pub(super) name: String,
    /// What its theme.toml says; nothing for the site's own layer.
    pub(super) manifest: Option<Manifest>,
    /// Its files, with their paths inside the layer: `templates/base.html`; sorted by path.
    pub(super) files: Vec<(String, SourceFile)>,
}

impl Layer {
    /// Its file at `path`.
    pub(super) fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|(known, _)| known == path).map(|(_, file)| file)
    }

    /// The files below `folder`, with their paths inside it.
    pub(super) fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a SourceFile)> {
        self.files.iter().filter_map(move |(path, file)| Some((path.strip_prefix(folder)?.strip_prefix('/')?, file)))
    }
}

/// The layers, nearest first; nothing where the site's theme does not exist.
pub(super) fn find(files: &Files, settings: &Settings, problems: &mut Vec<Diagnostic>) -> Option<Vec<Layer>> {
    let mut layers = vec![site_layer(files)];
    let site_toml = SitePath::new("site.toml").expect("a plain name");
    let mut wanted = Some((settings.theme.clone(), Place::value(&site_toml, FieldPath::key("theme"))));
    while let Some((name, place)) = wanted.take() {
        if layers.iter().any(|layer| layer.name == name) {
            problems.push(
                Diagnostic::new(BAD_THEME, place, format!("the theme `{name}` extends itself"))
                    .help("take `extends` out of one of the themes"),
            );
            break;
        }
        let Some(layer) = theme_layer(&name, files, problems) else {
            problems.push(unknown(&name, place, files));
            return None;
        };
        let manifest = layer.manifest.as_ref();
        let toml = SitePath::new(&format!("themes/{name}/theme.toml"));
        wanted = manifest
            .and_then(|manifest| manifest.extends.clone())
            .zip(toml)
            .map(|(parent, toml)| (parent, Place::value(&toml, FieldPath::key("extends"))));
        layers.push(layer);
    }
    if layers.iter().all(|layer| layer.name != built_in::NAME) {
        layers.extend(theme_layer(built_in::NAME, &Files::default(), problems));
    }
    Some(layers)
}

/// What the layers are made from, less the files that are only published as they are.
pub(super) fn print(layers: &[Layer]) -> Fingerprint {
    let mut inputs = Inputs::new("theme");
    for layer in layers {
        inputs = inputs.text(&layer.name);
        for (path, file) in layer.files.iter().filter(|(path, _)| !path.starts_with("static/")) {
            // What cannot be read has been reported, and nothing is written.
            let bytes = file.read().unwrap_or_default();
            inputs = inputs.text(path).print(Fingerprint::of(&bytes));
        }
    }
    inputs.done()
}

fn site_layer(files: &Files) -> Layer {
    let own = ["templates", "static", "assets", "i18n"];
    let files = own.iter().flat_map(|folder| files.below(folder));
    let files = files.map(|file| (file.path.as_str().to_owned(), file.clone())).collect();
    Layer { name: "site".to_owned(), manifest: None, files }
}

/// The layer of one theme; nothing where it does not exist.
pub(super) fn theme_layer(name: &str, files: &Files, problems: &mut Vec<Diagnostic>) -> Option<Layer> {
    let folder = format!("themes/{name}");
    let mut found: Vec<SourceFile> = files.below(&folder).cloned().collect();
    if name == built_in::NAME {
        // A folder of the built-in theme's name need not be whole: what it lacks is in the binary.
        found.extend(built_in::files());
    }
    if found.is_empty() || name == "site" {
        return None;
    }
    let mut inside: Vec<(String, SourceFile)> =
        found.into_iter().filter_map(|file| Some((file.path.below(&folder)?.to_owned(), file))).collect();
    // Of two with one path the first is the folder's.
    inside.sort_by(|a, b| a.0.cmp(&b.0));
    inside.dedup_by(|b, a| a.0 == b.0);
    let toml = inside.iter().find(|(path, _)| path == "theme.toml").map(|(_, file)| file);
    let manifest = toml.map_or_else(Manifest::default, |file| manifest::read(file, problems));
    Some(Layer { name: name.to_owned(), manifest: Some(manifest), files: inside })
}

fn unknown(name: &str, place: Place, files: &Files) -> Diagnostic {
    let known = names(files);
    let problem = Diagnostic::new(UNKNOWN_THEME, place, format!("there is no theme `{name}`"));
    match nearest(name, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("put the theme in themes/{name}/, or use one of: {}", known.join(", "))),
    }
}

/// The names of the themes that there are, the site's own and the built-in one; sorted.
pub(super) fn names(files: &Files) -> Vec<&str> {
    let folders = files.below("themes").filter_map(|file| Some(file.path.below("themes")?.split_once('/')?.0));
    let mut names: Vec<&str> = folders.chain([built_in::NAME]).collect();
    names.sort_unstable();
    names.dedup();
    names
}
