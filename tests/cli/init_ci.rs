//! `init --ci`.

use super::bench::Bench;

const WORKFLOWS: [(&str, &str); 4] = [
    ("github", ".github/workflows/archive.yml"),
    ("gitlab", ".gitlab-ci.yml"),
    ("forgejo", ".forgejo/workflows/archive.yml"),
    ("woodpecker", ".woodpecker/archive.yml"),
];

#[test]
fn a_new_site_has_its_workflow() {
    for (service, file) in WORKFLOWS {
        let bench = Bench::empty();
        bench.run(&["init", "site", "--ci", service]).fine().says(&[&format!("{file}: commit it")]);
        assert!(bench.read(&format!("site/{file}")).starts_with("# Written by `reportage init --ci "), "{service}");
        // The workflow is none of the site's sources.
        bench.run_in("site", &["build", "--strict"]).fine();
        assert!(!bench.has(&format!("site/public/{file}")));
    }
}

#[test]
fn a_site_that_is_there_gets_the_workflow_and_nothing_else() {
    for (service, file) in WORKFLOWS {
        let bench = Bench::sound();
        bench.run(&["init", "--ci", service]).fine().says(&[file]);
        assert!(bench.has(file) && !bench.has("schema") && !bench.has("content/pages"), "{service}");
        bench.write(file, "# mine");
        bench.run(&["init", ".", "--ci", service]).ended(2).says(&[&format!("`{file}` is there already")]);
        assert_eq!(bench.read(file), "# mine");
    }
}

#[test]
fn without_a_service_a_folder_must_be_named() {
    let bench = Bench::empty();
    bench.run(&["init"]).ended(2).says(&["<DIR>"]);
    bench.run(&["init", "--ci", "jenkins"]).ended(2).says(&["github", "woodpecker"]);
    bench.write("notes.txt", "");
    bench.run(&["init", "--ci", "github"]).ended(2).says(&["is not empty: it holds `notes.txt`"]);
}
