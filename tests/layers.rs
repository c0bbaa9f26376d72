//! The house is one-way: a module uses only modules of the rows above its own. The rows are those of ARCHITECTURE.md.

use std::fs;
use std::path::Path;

/// Rows of modules, first to last; modules of one row do not use each other.
const ROWS: &[&[&str]] = &[
    &["compress", "fingerprint", "interruption", "source", "stopwatch", "store"],
    &["names", "stamps"],
    &["diag"],
    &["host", "model"],
    &["address", "cache", "card", "discover", "history", "link_ledger", "markdown", "parse", "picture", "settings"],
    &["index"],
    &["archive"],
    &["attachment", "outbound", "related", "theme"],
    &["citation", "fixity", "gallery"],
    &["link", "view"],
    &["export", "search"],
    &["site"],
    &["format"],
    &["plan"],
    &["desk", "locate", "pipeline", "write"],
    &["check", "comparison", "import", "publish", "preview", "verify"],
    &["cli"],
];

#[test]
fn every_module_uses_only_those_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    gather(&root.join("src"), root, &mut sources);
    assert!(sources.len() > 50, "the walk found only {} files", sources.len());
    let broken: Vec<String> = sources.iter().flat_map(|(path, text)| violations(path, text)).collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn a_planted_violation_is_named_with_file_and_line() {
    let text = "//! X\n\nuse std::fs;\nuse crate::diag::Diagnostic;\nuse crate::view::Views;\n";
    assert_eq!(
        violations("src/archive/terms.rs", text),
        ["src/archive/terms.rs:5: `archive` uses `view`, which stands below it in the house"]
    );
    let text = "fn f() { crate::theme::load() }\n";
    assert_eq!(
        violations("src/attachment.rs", text),
        ["src/attachment.rs:1: `attachment` uses `theme`, which stands beside it in the house"]
    );
    assert_eq!(
        violations("src/format/atom.rs", "use crate::cupboard::Thing;\n"),
        ["src/format/atom.rs:1: `cupboard` has no place in the house: add it to ROWS and to ARCHITECTURE.md"]
    );
    assert_eq!(violations("src/view/list.rs", "use crate::{archive, diag};\n"), Vec::<String>::new());
    assert_eq!(
        violations("src/index.rs", "use crate::{\n    diag,\n    archive::Archive,\n};\n"),
        ["src/index.rs:3: `index` uses `archive`, which stands below it in the house"]
    );
}

fn gather(folder: &Path, root: &Path, sources: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            gather(&path, root, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            sources.push((name, fs::read_to_string(&path).expect("a source is text")));
        }
    }
}

/// Each use of a module that does not stand above the file's own.
fn violations(path: &str, text: &str) -> Vec<String> {
    let below = path.strip_prefix("src/").expect("a source lies in src");
    let own = below.split(['/', '.']).next().expect("a path has a first part");
    if matches!(own, "lib" | "main") {
        return Vec::new();
    }
    // Tests may reach anywhere: they check stages against each other.
    let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
    let text = if is_test { "" } else { text.split("#[cfg(test)]").next().unwrap_or(text) };
    let Some(own_row) = row(own) else {
        return vec![format!("{path}:1: `{own}` has no place in the house: add it to ROWS and to ARCHITECTURE.md")];
    };
    let mut found = Vec::new();
    for (line, module) in uses(text) {
        if module == own {
            continue;
        }
        let side = match row(&module) {
            None => {
                found.push(format!(
                    "{path}:{line}: `{module}` has no place in the house: add it to ROWS and to ARCHITECTURE.md"
                ));
                continue;
            }
            Some(other) if other < own_row => continue,
            Some(other) if other == own_row => "beside",
            Some(_) => "below",
        };
        found.push(format!("{path}:{line}: `{own}` uses `{module}`, which stands {side} it in the house"));
    }
    found
}

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

/// Every `crate::module` outside comments, with its line from 1; groups of `use crate::{…}` are opened.
fn uses(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut in_group = false;
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or(line);
        if in_group || code.contains("use crate::{") {
            let group = code.split_once("use crate::{").map_or(code, |(_, group)| group);
            for item in group.split(',') {
                found.extend(word(item.trim_start()).map(|module| (number + 1, module)));
            }
            in_group = !code.contains("};");
            continue;
        }
        let mut rest = code;
        while let Some((_, after)) = rest.split_once("crate::") {
            found.extend(word(after).map(|module| (number + 1, module)));
            rest = after;
        }
    }
    found
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    (!word.is_empty()).then_some(word)
}
