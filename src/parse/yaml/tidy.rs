//! Nodes that need a second look → nodes as they shall be: duplicates out, merges in, control characters out.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::shown::shown;
use crate::diag::codes::front_matter as codes;
use crate::diag::{Diagnostic, FieldPath, Place, Spot};
use crate::model::node::Node;
use crate::names::clean::is_control;
use crate::source::SitePath;

/// `yaml` with spaces for the characters that no YAML may hold, byte for byte as long, and where they stood.
pub(super) fn without_control_characters(yaml: &str) -> (Cow<'_, str>, Vec<usize>) {
    // A carriage return is a line end, and U+0085 is one to YAML 1.1.
    let is_foreign = |char: char| is_control(char) && char != '\r' && char != '\u{85}';
    let removed: Vec<usize> = yaml.char_indices().filter(|(_, char)| is_foreign(*char)).map(|(at, _)| at).collect();
    if removed.is_empty() {
        return (Cow::Borrowed(yaml), removed);
    }
    let mut clean = String::with_capacity(yaml.len());
    for char in yaml.chars() {
        if is_foreign(char) {
            (0..char.len_utf8()).for_each(|_| clean.push(' '));
        } else {
            clean.push(char);
        }
    }
    (Cow::Owned(clean), removed)
}

/// The warning for the control character at byte `at` of the file `text`.
pub(super) fn control_problem(file: &SitePath, text: &str, at: usize) -> Diagnostic {
    let char = text[at..].chars().next().unwrap_or_default();
    let place = Place::bytes(file, at..at + char.len_utf8());
    let message = format!("the control character {} is left out", named(char));
    Diagnostic::new(codes::CONTROL_CHARACTER, place, message).help("delete the character")
}

/// `U+0007`.
fn named(char: char) -> String {
    format!("U+{:04X}", u32::from(char))
}

/// Takes duplicates and control characters out of `entries`, each with its problem, and folds merge keys in.
pub(super) fn tidy(
    file: &SitePath,
    entries: Vec<(String, Node)>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(String, Node)> {
    Tidier { file, problems }.entries(entries, &FieldPath::default())
}

struct Tidier<'a> {
    file: &'a SitePath,
    problems: &'a mut Vec<Diagnostic>,
}

impl Tidier<'_> {
    fn entries(&mut self, entries: Vec<(String, Node)>, path: &FieldPath) -> Vec<(String, Node)> {
        let mut counts: HashMap<String, usize> = HashMap::with_capacity(entries.len());
        let mut kept = Vec::with_capacity(entries.len());
        let mut merged = Vec::new();
        for (key, value) in entries {
            let field = path.then(key.clone());
            if key == "<<" && matches!(value, Node::Map(_) | Node::List(_)) {
                self.merge(value, &field, &mut merged);
                continue;
            }
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            if *count > 1 {
                self.duplicate(&key, field, *count - 1);
                continue;
            }
            let value = self.node(value, &field);
            let key = self.text(key, || Spot::Key(field));
            kept.push((key, value));
        }
        for (key, value) in merged {
            if !counts.contains_key(&key) {
                counts.insert(key.clone(), 1);
                kept.push((key, value));
            }
        }
        kept
    }

    /// Of merged mappings the first that has a key gives its value, and the mapping's own keys go before all.
    fn merge(&mut self, value: Node, field: &FieldPath, merged: &mut Vec<(String, Node)>) {
        match value {
            Node::Map(entries) => merged.extend(self.entries(entries, field)),
            Node::List(items) => {
                for (at, item) in items.into_iter().enumerate() {
                    if let Node::Map(entries) = item {
                        merged.extend(self.entries(entries, &field.item(at)));
                    }
                }
            }
            _ => {}
        }
    }

    fn duplicate(&mut self, key: &str, field: FieldPath, nth: usize) {
        let at = |nth| Place { file: self.file.clone(), spot: Spot::Repeat(field.clone(), nth) };
        let key = shown(key);
        let problem = Diagnostic::new(codes::DUPLICATE_KEY, at(nth), format!("`{key}` stands here a second time"))
            .help(format!("leave one `{key}`, or make one list of the values"))
            .related(at(0), "it stands here first");
        self.problems.push(problem);
    }

    fn node(&mut self, node: Node, path: &FieldPath) -> Node {
        match node {
            Node::Text(text) => Node::Text(self.text(text, || Spot::Value(path.clone()))),
            Node::List(items) => {
                Node::List(items.into_iter().enumerate().map(|(at, item)| self.node(item, &path.item(at))).collect())
            }
            Node::Map(entries) => Node::Map(self.entries(entries, path)),
            other => other,
        }
    }

    fn text(&mut self, text: String, spot: impl FnOnce() -> Spot) -> String {
        let Some(char) = text.chars().find(|char| is_control(*char)) else { return text };
        let place = Place { file: self.file.clone(), spot: spot() };
        let message = format!("the control character {} is left out", named(char));
        self.problems.push(
            Diagnostic::new(codes::CONTROL_CHARACTER, place, message).help("delete the character, or its escape"),
        );
        text.replace(is_control, "")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn merges_give_way_to_own_keys() {
        let yaml = "base: &base {a: 1, b: 2}\nother: &other {b: 3, c: 4}\nuse:\n  b: 5\n  <<: [*base, *other]\n";
        let (node, flags) = super::super::visit::read(yaml).unwrap();
        assert!(flags.merges);
        let Node::Map(entries) = node else { panic!("{node:?}") };
        let mut problems = Vec::new();
        let entries = tidy(&SitePath::new("a.md").unwrap(), entries, &mut problems);
        let used = entries.iter().find(|(key, _)| key == "use").unwrap();
        assert_eq!(serde_json::to_string(&used.1).unwrap(), r#"{"b":5,"a":1,"c":4}"#);
        assert_eq!(problems, []);
    }
}
