//! Template files of every layer → the template engine, with each problem at its place.

use std::collections::BTreeMap;

use tera::{ErrorKind, Tera};

use super::functions::Functions;
use super::layers::Layer;
use crate::diag::codes::theme::BAD_TEMPLATE;
use crate::diag::{Diagnostic, Place};
use crate::source::{SitePath, SourceFile};

mod problem;
mod shown;

pub(super) use problem::failed;
pub(super) use shown::Shelf;

/// Templates by their full names: `<layer>/<path>`.
pub(super) type Sources = BTreeMap<String, Source>;

/// Templates that cannot be used → what is wrong with each.
pub(super) type Faults = BTreeMap<String, Diagnostic>;

/// A template's file and its text.
pub(super) struct Source {
    file: SitePath,
    text: String,
}

/// The template engine with every sound template.
pub(super) struct Templates {
    /// The engine.
    pub(super) tera: Tera,
    /// Every template, sound or not.
    pub(super) sources: Sources,
    /// Those that are not sound, and what is wrong with each.
    pub(super) faults: Faults,
}

/// Loads every template of every layer under `<layer>/<path>`; a path alone means the nearest layer's.
///
/// Every problem is told in one run. A template with problems is left out, so that the next layer's stands in for it
/// and pages can be made all the same, to see what is wrong with those.
pub(super) fn load(layers: &[Layer], functions: Functions, problems: &mut Vec<Diagnostic>) -> Templates {
    let mut tera = Tera::default();
    // A template is looked for in one layer after the other, whenever it is included.
    let stocked = layers.iter().filter(|layer| layer.below("templates").next().is_some());
    let prefixes: Vec<String> = stocked.map(|layer| format!("{}/", layer.name)).collect();
    tera.set_fallback_prefixes(prefixes).expect("no template has been added yet");
    tera.autoescape_on([".html", ".xml"]);
    functions.register(&mut tera);
    let mut sources = BTreeMap::new();
    for layer in layers {
        for (path, file) in layer.below("templates") {
            let Some(text) = text_of(file, problems) else { continue };
            sources.insert(format!("{}/{path}", layer.name), Source { file: file.path.clone(), text });
        }
    }
    let faults = add(&mut tera, &sources, problems);
    Templates { tera, sources, faults }
}

/// Adds the templates that are sound, and tells what is wrong with the others.
fn add(tera: &mut Tera, sources: &Sources, problems: &mut Vec<Diagnostic>) -> Faults {
    let mut faults = Faults::new();
    for (name, source) in sources {
        // What a template needs of others is looked at below, when all are there.
        if let Err(error) = Tera::default().add_raw_template(name, &source.text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            for (_, problem) in problem::of(&error, sources) {
                faults.insert(name.clone(), problem.clone());
                problems.push(problem);
            }
        }
    }
    loop {
        let sound = sources.iter().filter(|(name, _)| !faults.contains_key(*name));
        let Err(error) = tera.add_raw_templates(sound.map(|(name, source)| (name, &source.text))) else { break };
        let before = faults.len();
        // A template that needs one that was left out is not wrong itself.
        let first = (before > 0).then(|| faults.values().next().cloned()).flatten();
        for (name, problem) in problem::of(&error, sources) {
            let cause = first.clone().filter(|_| problem::may_follow(&problem, sources));
            if cause.is_none() {
                problems.push(problem.clone());
            }
            if let Some(name) = name {
                faults.entry(name).or_insert(cause.unwrap_or(problem));
            }
        }
        if faults.len() == before {
            break;
        }
    }
    faults
}

fn text_of(file: &SourceFile, problems: &mut Vec<Diagnostic>) -> Option<String> {
    let text = file.read().ok().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    if text.is_none() {
        let message = format!("`{}` cannot be read as UTF-8 text", file.path);
        problems.push(
            Diagnostic::new(BAD_TEMPLATE, Place::file(&file.path), message)
                .help("save the template as UTF-8, or move a file that is no template out of `templates/`"),
        );
    }
    text
}
