//! Places of problems → bytes of files: a field is looked for in its file only when a problem with it is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::report::{Located, Report};
use crate::diag::{Diagnostic, FieldPath, Place, Spot, Step};
use crate::parse::Places;
use crate::source::{Files, SitePath, Span};

/// Finds the place of every problem, in the text of `files`; `strict` makes errors of warnings.
///
/// Each file is read once, and its front matter once more only if a problem names a field of it.
pub fn report(problems: Vec<Diagnostic>, files: &Files, strict: bool) -> Report {
    let places = problems
        .iter()
        .flat_map(|problem| std::iter::once(&problem.place).chain(problem.related.iter().map(|(place, _)| place)));
    let texts: BTreeMap<SitePath, Option<Arc<str>>> = places
        .map(|place| &place.file)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|path| (path.clone(), text_of(path, files)))
        .collect();
    let fields: BTreeMap<&SitePath, Places<'_>> =
        texts.iter().filter_map(|(path, text)| Some((path, Places::of(text.as_deref()?)))).collect();
    let locate = |place: &Place| {
        let text = texts.get(&place.file).cloned().flatten();
        let span = match &place.spot {
            Spot::File => None,
            Spot::Bytes(span) => Some(span.clone()),
            spot if place.file.extension() == "toml" => text.as_deref().and_then(|text| in_toml(text, spot)),
            spot => fields.get(&place.file).and_then(|places| places.find(spot)),
        };
        Located { span, text }
    };
    Report::new(problems, locate, strict)
}

fn text_of(path: &SitePath, files: &Files) -> Option<Arc<str>> {
    let bytes = files.get(path.as_str())?.read().ok()?;
    Some(String::from_utf8_lossy(&bytes).into())
}

/// The bytes of a field of a TOML file; of its nearest parent where it is not there.
fn in_toml(text: &str, spot: &Spot) -> Option<Span> {
    let (path, wants_key) = match spot {
        Spot::Value(path) | Spot::Text(path, _) => (path, false),
        Spot::Key(path) | Spot::Repeat(path, _) => (path, true),
        Spot::File | Spot::Bytes(_) => return None,
    };
    let table = toml::de::DeTable::parse(text).ok()?;
    let FieldPath(steps) = path;
    let mut found = None;
    let mut here: Option<&toml::de::DeValue<'_>> = None;
    for (depth, step) in steps.iter().enumerate() {
        let inside = match (depth, here) {
            (0, _) => Some(table.get_ref()),
            (_, Some(toml::de::DeValue::Table(table))) => Some(table),
            _ => None,
        };
        match step {
            Step::Key(key) => {
                let Some((key, value)) =
                    inside.and_then(|table| table.iter().find(|(known, _)| known.get_ref() == key))
                else {
                    break;
                };
                found = Some(if wants_key { key.span() } else { value.span() });
                here = Some(value.get_ref());
            }
            Step::Item(index) => {
                let Some(toml::de::DeValue::Array(items)) = here else { break };
                let Some(item) = items.get(*index) else { break };
                found = Some(item.span());
                here = Some(item.get_ref());
            }
        }
    }
    found
}
