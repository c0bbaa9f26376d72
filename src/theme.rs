//! Templates, options, strings and assets of the site and its theme → Theme.
//!
//! Looked up layer by layer: the site's own files, the theme, the themes it extends, the built-in one.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{Context, Tera};

use crate::address::Address;
use crate::card::Face;
use crate::diag::{Checked, Diagnostic};
use crate::fingerprint::Fingerprint;
use crate::settings::Settings;
use crate::source::{Files, SitePath};

mod assets;
mod built_in;
mod card_face;
mod catalogue;
mod colour;
mod functions;
mod layers;
mod manifest;
mod options;
mod strings;
mod templates;

pub use assets::{Asset, integrity_of};
pub use catalogue::{Description, OptionDescription, Part, catalogue, parts};
pub use strings::{Strings, filled};

/// Everything a page needs beside its views.
pub struct Theme {
    /// The theme's name.
    pub name: String,
    /// What its templates, words, options and assets are made from.
    pub print: Fingerprint,
    /// Words in the site's language, and in the others that records may be in.
    pub strings: Arc<Strings>,
    /// Options by name: what the site sets, or else the theme's defaults.
    pub options: BTreeMap<String, tera::Value>,
    /// Whether one of them says a colour, so that the style sheet `options.css` has something to say.
    pub has_colours: bool,
    /// What sets the letters of social cards that the program's own faces lack.
    pub card_face: Option<Face>,
    /// Files with hashed names, sorted by path.
    pub assets: Vec<Asset>,
    /// Files that keep their names, sorted by path; of two layers with one path the nearer one's.
    pub statics: Vec<Asset>,
    tera: Tera,
    sources: templates::Sources,
    /// The names of the layers, the nearest first.
    layers: Vec<String>,
    faults: templates::Faults,
}

impl Theme {
    /// Renders `template`, a name such as `record.html`, with `context`; `page` is the file the page is made for.
    ///
    /// # Errors
    /// `template-failed`, at the place in the template; `bad-template`, for every page and always the same, where some
    /// template cannot be read: it is not known what such a page would look like.
    pub fn render(&self, template: &str, context: &Context, page: &SitePath) -> Result<Vec<u8>, Box<Diagnostic>> {
        let Some(fault) = self.faults.values().next() else {
            return self.made(template, context, page);
        };
        // What is wrong with the sound templates is told in the same run.
        if self.has(template) {
            self.made(template, context, page)?;
        }
        Err(Box::new(fault.clone()))
    }

    fn made(&self, template: &str, context: &Context, page: &SitePath) -> Result<Vec<u8>, Box<Diagnostic>> {
        thread_local! {
            /// Grown to the largest page once, so that no page grows its own.
            static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
        }
        let mut buffer = BUFFER.take();
        buffer.clear();
        let rendered = self.tera.render_to(template, context, &mut buffer);
        let bytes = buffer.as_slice().to_vec();
        BUFFER.set(buffer);
        rendered.map(|()| bytes).map_err(|error| Box::new(templates::failed(&error, &self.sources, page)))
    }

    /// Whether `template`, or one that it may lead to, can show `variable`. It may say so where none does.
    pub fn may_show(&self, template: &str, variable: &str) -> bool {
        self.shelf().may_show(template, variable)
    }

    /// The fields of `variable` that `template`, or one that it may lead to, can show; nothing where that may be any.
    pub fn shown_fields(&self, template: &str, variable: &str) -> Option<BTreeSet<String>> {
        self.shelf().fields(template, variable)
    }

    fn shelf(&self) -> templates::Shelf<'_> {
        templates::Shelf { sources: &self.sources, faults: &self.faults, layers: &self.layers }
    }

    /// Whether pages can be made with `template`.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// Whether some layer has `template`, sound or not.
    pub fn knows(&self, template: &str) -> bool {
        self.has(template) || self.sources.contains_key(template) || self.template_names().any(|name| name == template)
    }

    /// The names of the templates that a page may ask for, without their layers; sorted.
    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> =
            self.sources.keys().filter_map(|name| name.split_once('/')).map(|(_, name)| name).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter()
    }

    /// Lays down what every template may use without being given it: `site`, say.
    pub fn set_global(&mut self, name: &'static str, value: tera::Value) {
        self.tera.global_context().insert_value(name, value);
    }
}

/// Reads the theme that `settings` name, with the site's own layer over it.
pub fn load(files: &Files, settings: &Settings) -> Checked<Option<Theme>> {
    let mut problems = Vec::new();
    let Some(layers) = layers::find(files, settings, &mut problems) else {
        return Checked { value: None, problems };
    };
    let strings = Arc::new(strings::read(&layers, &settings.language, &mut problems));
    let mut assets = assets::gather(&layers, "assets", true, &mut problems);
    let has = |assets: &[Asset], name: &str| assets.iter().any(|asset| asset.name == name);
    if !has(&assets, "highlight.css") {
        assets.extend(assets::highlight());
    }
    let (options, colours) = options_of(&layers, settings, &assets, &mut problems);
    let has_colours = !colours.is_empty();
    if !has(&assets, "options.css") {
        assets.extend(assets::made("options.css", colours));
    }
    let integrity = assets.iter().filter_map(|asset| Some((asset.name.clone(), asset.integrity.clone()?))).collect();
    let card_face = card_face::find(&assets, &mut problems);
    let statics = assets::gather(&layers, "static", false, &mut problems);
    let urls: BTreeMap<String, String> =
        assets.iter().map(|asset| (asset.name.clone(), settings.base_url.local(&asset.address.url))).collect();
    let functions =
        functions::Functions { assets: urls, integrity, strings: strings.clone(), base_url: settings.base_url.clone() };
    let templates::Templates { tera, sources, faults } = templates::load(&layers, functions, &mut problems);
    let name = settings.theme.clone();
    let print = layers::print(&layers);
    Checked {
        value: Some(Theme {
            name,
            print,
            strings,
            options,
            has_colours,
            card_face,
            assets,
            statics,
            tera,
            sources,
            layers: layers.into_iter().map(|layer| layer.name).collect(),
            faults,
        }),
        problems,
    }
}

/// The options, each checked, and the style sheet of the colours among them.
fn options_of(
    layers: &[layers::Layer],
    settings: &Settings,
    assets: &[Asset],
    problems: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, tera::Value>, String) {
    let names: Vec<&str> = assets.iter().map(|asset| asset.name.as_str()).collect();
    for layer in layers {
        if let (Some(manifest), Some(file)) = (&layer.manifest, layer.file("theme.toml")) {
            options::check(&manifest.options, file, &names, problems);
        }
    }
    let options = options::values(layers, settings, &names, problems);
    let colours = options::style_sheet(layers, &options);
    (options, colours)
}

/// The address at which a file of the theme or the site stands, if it can stand anywhere.
fn address_of(path: &str) -> Option<Address> {
    Address::new(&format!("/{path}"))
}
