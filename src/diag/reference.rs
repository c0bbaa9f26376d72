//! Registry of codes → the text of `docs/diagnostics.md`.

use std::fmt::Write;

use super::{Code, Severity, codes};

/// The families as the page names them, in the order of the stages.
const FAMILIES: [(&str, &[&Code]); 10] = [
    ("Settings", codes::settings::ALL),
    ("Front matter", codes::front_matter::ALL),
    ("Markdown", codes::markdown::ALL),
    ("Archive", codes::archive::ALL),
    ("Evidence", codes::evidence::ALL),
    ("Pictures", codes::picture::ALL),
    ("Links to other sites", codes::links::ALL),
    ("Theme", codes::theme::ALL),
    ("Site", codes::site::ALL),
    ("Deploy", codes::deploy::ALL),
];

/// The whole page in Markdown: every code by family, in the registry's order, with severity, cause and mend.
///
/// The text depends on nothing but the registry, so that a test can hold the page in `docs/` to it.
pub fn markdown() -> String {
    let mut page = String::from(
        "# Diagnostics\n\n\
         Every problem that Reportage reports has a code, which stays the same from version to version. An error \
         keeps the site from being written; a warning does not, unless the build is `--strict`.\n\n\
         This page is made from the code, by the registry in `src/diag/codes/`.\n",
    );
    for (family, codes) in FAMILIES.into_iter().filter(|(_, codes)| !codes.is_empty()) {
        let _ = write!(page, "\n## {family}\n");
        for code in codes {
            let severity = match code.severity {
                Severity::Error => "Error",
                Severity::Warning => "Warning",
            };
            let _ = write!(page, "\n### `{}`\n\n*{severity}.* {}\n\n{}\n", code.name, code.cause, code.mend);
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_page_has_every_code_of_the_registry_once() {
        let page = markdown();
        for code in codes::all() {
            let heading = format!("\n### `{}`\n", code.name);
            assert_eq!(page.matches(&heading).count(), 1, "{}", code.name);
            assert!(page.contains(code.cause) && page.contains(code.mend), "{}", code.name);
        }
        assert_eq!(page.matches("\n### ").count(), codes::all().count());
        assert!(page.contains("\n## Settings\n"));
    }

    #[test]
    fn codes_are_unique_words_in_kebab_case_with_whole_sentences() {
        let mut names = BTreeSet::new();
        for code in codes::all() {
            assert!(names.insert(code.name), "{} stands twice", code.name);
            let is_kebab = code.name.split('-').all(|part| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            });
            assert!(is_kebab, "{}", code.name);
            for sentence in [code.cause, code.mend] {
                assert!(sentence.ends_with('.') && !sentence.contains("  "), "{}: {sentence:?}", code.name);
            }
        }
    }
}
