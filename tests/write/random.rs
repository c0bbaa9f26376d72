//! Whatever happens to a site, an update and a clean build of the same tree are the same bytes.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;

const PATHS: &[&str] = &["a", "a/b", "a/b/c", "a/d", "e/f.html", "e/f.html/g", "h", "i/j/k/l", "i/j/m"];
const TEXTS: &[&str] = &["", "one", "two", "three"];

/// Something that happens between two builds.
#[derive(Clone, Debug)]
enum Event {
    Build(Vec<(&'static str, &'static str)>, bool),
    LedgerLost,
    Edited(usize, &'static str),
    Deleted(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let outputs = (subsequence(PATHS, 0..=PATHS.len()), vec(select(TEXTS), PATHS.len()))
        .prop_map(|(paths, texts)| without_conflicts(paths.into_iter().zip(texts)));
    prop_oneof![
        6 => (outputs, any::<bool>()).prop_map(|(tree, anew)| Event::Build(tree, anew)),
        1 => Just(Event::LedgerLost),
        1 => (any::<usize>(), select(TEXTS)).prop_map(|(at, text)| Event::Edited(at, text)),
        1 => any::<usize>().prop_map(Event::Deleted),
    ]
}

/// A path cannot be a file and a folder in one site.
fn without_conflicts(tree: impl Iterator<Item = (&'static str, &'static str)>) -> Vec<(&'static str, &'static str)> {
    let mut kept: Vec<(&str, &str)> = Vec::new();
    for (path, text) in tree {
        if !kept.iter().any(|(other, _)| path.starts_with(&format!("{other}/"))) {
            kept.push((path, text));
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_update_and_a_clean_build_are_the_same_bytes(events in vec(event(), 1..9)) {
        let project = Project::new();
        project.update(&[]);
        project.write_output("CNAME", "example.org");
        let mut is_tidy = true;
        for event in events {
            let site: Vec<String> = project.site().into_keys().filter(|path| path != "CNAME").collect();
            let chosen = |at: usize| site.get(at % site.len().max(1));
            match event {
                Event::LedgerLost => {
                    project.ledger().map(fs::remove_file);
                }
                Event::Edited(at, text) => {
                    chosen(at).inspect(|path| project.write_output(path, text));
                }
                Event::Deleted(at) => {
                    // Its folder may stay, since nobody knows then that it was ours.
                    is_tidy = false;
                    chosen(at).map(|path| fs::remove_file(project.output(path)));
                }
                Event::Build(outputs, anew) => {
                    let way = if anew { Way::Anew } else { Way::Incremental };
                    let report = project.build(&outputs, way).unwrap();
                    prop_assert_eq!(report.written + report.unchanged, outputs.len());
                    let clean = Project::new();
                    clean.update(&outputs);
                    let mut expected = files(&clean.path("public"));
                    expected.insert("CNAME".to_owned(), "example.org".to_owned());
                    prop_assert_eq!(files(&project.path("public")), expected);
                    prop_assert!(!is_tidy || folders(&project.path("public")) == folders(&clean.path("public")));
                }
            }
        }
    }
}

fn folders(output: &Path) -> BTreeSet<PathBuf> {
    let entries = walkdir::WalkDir::new(output).into_iter().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.file_type().is_dir());
    folders.map(|entry| entry.path().strip_prefix(output).unwrap().to_owned()).collect()
}
