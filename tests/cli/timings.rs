//! `build --timings`: where the time went, and nothing else changed by it.

use super::bench::Bench;

/// What a build of everything takes, beside those stages that may be too short to show.
const STAGES: [&str; 9] = ["discover", "theme", "parse", "archive", "plan", "fingerprint", "render", "write", "make"];

#[test]
fn people_get_a_line_a_stage() {
    let ran = Bench::sound().run(&["build", "--timings"]).fine();
    assert_eq!(ran.out, "");
    for stage in STAGES.into_iter().chain(["commit", "in all"]) {
        let lines = ran.err.lines().filter(|line| line.trim_start().starts_with(&format!("{stage} ")));
        assert_eq!(lines.filter(|line| line.contains(" ms")).count(), 1, "{stage}:\n{}", ran.err);
    }
    assert!(ran.err.starts_with("2 records → "), "the summary comes first:\n{}", ran.err);
}

#[test]
fn programs_get_an_object() {
    let ran = Bench::sound().run(&["build", "--timings=json"]).fine();
    let json = ran.json();
    for stage in STAGES {
        let place = if matches!(stage, "fingerprint" | "render" | "write") { "summed" } else { "stages" };
        assert!(json[place][stage].as_f64().is_some_and(|seconds| seconds > 0.0), "{stage}: {json}");
    }
    let stages: f64 = json["stages"].as_object().unwrap().values().filter_map(serde_json::Value::as_f64).sum();
    assert!(json["seconds"].as_f64().is_some_and(|seconds| seconds >= stages), "{json}");
    assert_eq!(ran.err.lines().count(), 1, "the summary alone:\n{}", ran.err);
}

#[test]
fn the_exit_code_is_that_of_the_build() {
    let whole = ("content/articles/a.md", "---\ntitle: A\ndate: 2018\n---\n");
    let warned = ("content/articles/a.md", "---\ntitle: A\n---\n");
    let broken = ("content/articles/a.md", "---\ntitle: A\ndate: 2018-13\n---\n");
    let unset = ("site.toml", "");
    for ((path, text), flags, expected) in [
        (whole, "-q", 0),
        (warned, "-q", 0),
        (warned, "--strict", 1),
        (broken, "-q", 1),
        (broken, "--keep-going", 1),
        (unset, "-q", 2),
    ] {
        for form in ["--timings", "--timings=json"] {
            let bench = Bench::sound();
            bench.write(path, text);
            let ran = bench.run(&["build", form, flags]).ended(expected);
            if form == "--timings" {
                assert_eq!(ran.out, "");
                ran.says(&["in all  "]);
            } else {
                assert!(ran.json()["seconds"].is_f64());
            }
        }
    }
}

/// Problems for programs and times for programs: one document a line.
#[test]
fn problems_come_before_the_times() {
    let ran = Bench::sound().run(&["build", "--format", "json", "--timings=json", "-q"]).fine();
    let documents: Vec<serde_json::Value> =
        serde_json::Deserializer::from_str(&ran.out).into_iter().collect::<Result<_, _>>().unwrap();
    assert_eq!(documents.len(), 2, "{}", ran.out);
    assert!(documents[0]["problems"].is_array() && documents[1]["stages"].is_object(), "{}", ran.out);
    assert_eq!(ran.err, "");
}

#[test]
fn another_form_is_refused() {
    Bench::sound().run(&["build", "--timings=xml"]).ended(2).says(&["invalid value 'xml'", "table, json"]);
}
