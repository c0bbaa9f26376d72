//! `init`, `schema` and `completions`.

use std::fs;

use super::bench::Bench;

#[test]
fn a_new_site_builds_at_once() {
    let bench = Bench::empty();
    let ran = bench.run(&["init", "border-archive"]).fine().says(&["border-archive: ", "reportage serve"]);
    assert_eq!(ran.out, "");
    assert!(bench.read("border-archive/site.toml").contains("title = \"Border archive\"\n"));
    bench.run_in("border-archive", &["build", "--strict"]).fine().says(&["1 record → "]);
    bench.run_in("border-archive", &["check", "--strict"]).fine().says(&["no problems"]);
    let json = bench.run_in("border-archive", &["check", "--format", "json"]).fine().json();
    assert_eq!(json["problems"].as_array().map(Vec::len), Some(0));
    assert_eq!(bench.run_in("border-archive", &["list", "orphans", "--json"]).fine().out, "[]\n");
}

#[test]
fn flags_are_written_as_they_are_meant() {
    let bench = Bench::empty();
    let title = "Who \"said\" what\\when";
    let arguments = ["init", ".", "--title", title, "--base-url", "https://a.example/b/", "--language", "pt-BR"];
    fs::create_dir(bench.path(".git")).unwrap();
    bench.run(&arguments).fine();
    bench.run(&["build", "--strict"]).fine();
    let home = bench.read("public/index.html");
    assert!(home.contains("lang=\"pt-BR\"") && home.contains("Who &quot;said&quot; what\\when"), "{home}");
    assert!(bench.read("public/articles/2026/a-first-record/index.html").contains("lang=\"en\""));
}

#[test]
fn what_is_there_is_not_touched() {
    let bench = Bench::sound();
    bench.run(&["init", "."]).ended(2).says(&["is not empty: it holds `"]);
    bench.run(&["init", "site.toml"]).ended(2).says(&["`site.toml` cannot be a site's folder"]);
    bench.run(&["init", "new", "--base-url", "example.org"]).ended(2).says(&["bad-base-url", "nothing was written"]);
    bench.run(&["init", "new", "--language", "en_US"]).ended(2).says(&["bad-language-setting"]);
    bench.run(&["init", "new", "--clock", "soon"]).ended(2).says(&["bad-flag"]);
    assert!(!bench.has("new"));
}

#[test]
fn editors_are_pointed_to_the_schemas() {
    let bench = Bench::empty();
    bench.run(&["init", "site"]).fine();
    for (subject, file, prefix) in [
        ("site", "site/site.toml", "#:schema "),
        ("record", "site/content/articles/2026/a-first-record.md", "# yaml-language-server: $schema="),
        ("organization", "site/content/organizations/example-works.md", "# yaml-language-server: $schema="),
        ("page", "site/content/pages/about.md", "# yaml-language-server: $schema="),
    ] {
        let text = bench.read(file);
        let line = text.lines().find_map(|line| line.strip_prefix(prefix)).unwrap_or_else(|| panic!("{file}:\n{text}"));
        let named = bench.path(file).parent().unwrap().join(line).canonicalize().unwrap();
        assert_eq!(named, bench.path(&format!("site/schema/{subject}.json")).canonicalize().unwrap());
    }
    let settings: serde_json::Value = serde_json::from_str(&bench.read("site/.vscode/settings.json")).unwrap();
    let schemas = settings["yaml.schemas"].as_object().unwrap();
    assert_eq!(schemas.len(), 4);
    assert!(schemas.keys().all(|schema| bench.path("site").join(schema).is_file()), "{schemas:?}");
}

#[test]
fn schemas_are_json() {
    let bench = Bench::empty();
    bench.run(&["init", "site"]).fine();
    for subject in ["site", "record", "organization", "person", "page"] {
        let ran = bench.run(&["schema", subject]).fine();
        assert_eq!(ran.err, "");
        assert!(ran.json()["properties"].as_object().is_some_and(|properties| properties.len() > 5), "{subject}");
        assert_eq!(bench.read(&format!("site/schema/{subject}.json")), ran.out);
    }
    bench.run(&["schema", "recrod"]).ended(2).says(&["record"]);
}

#[test]
fn every_shell_gets_its_script() {
    let bench = Bench::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = bench.run(&["completions", shell]).fine();
        assert!(ran.out.contains("reportage") && ran.out.contains("keep-going"), "{shell}");
        assert_eq!(ran.err, "");
    }
}
