//! The registry of problem codes and its page in the documentation.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use reportage::diag::{codes, reference};

/// `REPORTAGE_BLESS=1 cargo test` writes the page anew.
#[test]
fn the_page_of_codes_is_the_registry() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let made = reference::markdown();
    if std::env::var_os("REPORTAGE_BLESS").is_some() {
        fs::write(&path, &made).expect("docs can be written");
    }
    let page = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        page == made,
        "docs/diagnostics.md is not what the code says: run REPORTAGE_BLESS=1 cargo test --test diagnostics"
    );
}

#[test]
fn every_code_has_one_name_and_two_sentences() {
    let mut names = HashSet::new();
    for code in codes::all() {
        assert!(names.insert(code.name), "`{}` stands twice", code.name);
        let kebab =
            code.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-' || letter.is_ascii_digit());
        assert!(kebab, "`{}` is not in kebab case", code.name);
        for sentence in [code.cause, code.mend] {
            assert!(sentence.ends_with('.') && sentence.len() > 20, "{}: {sentence:?}", code.name);
        }
    }
}

/// A code that no test names is a code of which nobody knows that it works.
#[test]
fn every_code_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = String::new();
    gather(&root.join("tests"), &mut tests);
    gather(&root.join("src"), &mut tests);
    let untested: Vec<&str> = codes::all()
        .map(|code| code.name)
        .filter(|name| {
            let constant = format!("::{}", name.to_uppercase().replace('-', "_"));
            ![format!("[{name}]"), format!("\"{name}\""), format!("\"{name} "), format!("\"{name}: "), constant]
                .iter()
                .any(|sign| tests.contains(sign))
        })
        .collect();
    assert!(untested.is_empty(), "codes without a test: {untested:?}");
}

/// Gathers the text of test files, and of the test modules of sources.
fn gather(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "txt") {
            let content = fs::read_to_string(&path).unwrap_or_default();
            let name = path.to_string_lossy();
            let is_test = name.contains("tests");
            text.push_str(if is_test {
                &content
            } else {
                content.split_once("#[cfg(test)]").map_or("", |(_, test)| test)
            });
        }
    }
}
