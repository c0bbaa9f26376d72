//! `build` and `check`.

use std::fs;

use reportage::write::Lock;

use super::bench::Bench;

/// One record is whole, one has no title, one has a template that fails.
const MIXED: &str = "\
-- content/articles/whole.md --
---
title: Whole
date: 2018
---
-- content/articles/broken.md --
---
date: 2018-13-01
---
-- content/articles/failing.md --
---
title: Failing
date: 2018
template: failing.html
---
-- templates/failing.html --
{{ nothing.at.all }}
";

#[test]
fn a_build_says_what_it_did() {
    let bench = Bench::sound();
    let first = bench.run(&["build"]).fine();
    assert_eq!(first.out, "");
    let line = first.err.trim_end();
    assert!(
        line.starts_with("2 records → ") && line.contains(" files in public/, ") && line.contains(" s: "),
        "{line}"
    );
    assert!(line.ends_with(" written, 0 unchanged"), "{line}");
    let second = bench.run(&["build"]).fine();
    assert!(second.err.contains(": 0 written, "), "{}", second.err);
    fs::remove_file(bench.path("content/articles/2019/answer.md")).unwrap();
    bench.run(&["build"]).fine().says(&["1 record → ", " deleted"]);
    assert!(!bench.has("public/articles/2019/answer/index.html"));
    assert_eq!(bench.run(&["build", "-q"]).fine().err, "");
    bench.run(&["build", "-v"]).fine().says(&[" files in ", " thread"]);
}

#[test]
fn an_error_keeps_the_old_site() {
    let bench = Bench::sound();
    bench.run(&["build"]).fine();
    let old = bench.read("public/index.html");
    bench.write("content/articles/broken.md", "---\ntitle: B\ndate: 2018-13\n---\n");
    let ran = bench.run(&["build"]).ended(1);
    assert!(
        ran.err.ends_with("nothing was written: mend the error, or build the rest with `--keep-going`\n"),
        "{}",
        ran.err
    );
    assert_eq!(bench.read("public/index.html"), old);
}

#[test]
fn what_is_whole_can_be_built_alone() {
    let bench = Bench::new(MIXED);
    bench.run(&["build"]).ended(1).says(&["missing-title", "bad-date", "template-failed", "mend the errors, or"]);
    assert!(!bench.has("public"));
    let ran = bench.run(&["build", "--keep-going"]).ended(1);
    let ran = ran.says(&[
        "left out: content/articles/broken.md\n",
        "not made: articles/failing/index.html\n",
        "2 records → ",
    ]);
    assert_eq!(ran.err.matches("error[missing-title]").count(), 1, "{}", ran.err);
    assert!(bench.has("public/articles/whole/index.html"));
    assert!(!bench.has("public/articles/broken") && !bench.has("public/articles/failing/index.html"));
    // What it says is whole: only its page is not.
    assert!(bench.has("public/articles/failing/record.json"));
}

#[test]
fn a_foreign_folder_is_left_alone() {
    let bench = Bench::sound();
    bench.write("content/articles/undated.md", "---\ntitle: Undated\n---\n");
    bench.write("public/thesis.doc", "mine");
    let ran =
        bench.run(&["build"]).ended(1).says(&["it holds `thesis.doc`", "pass `--force`", "1 error and 1 warning"]);
    for code in ["foreign-output", "undated"] {
        assert_eq!(ran.err.matches(&format!("[{code}]")).count(), 1, "{}", ran.err);
    }
    assert!(!bench.has("public/index.html"));
    bench.run(&["build", "--force"]).fine();
    assert_eq!(bench.read("public/thesis.doc"), "mine");
}

#[test]
fn a_disk_that_refuses_is_an_error() {
    let bench = Bench::sound();
    bench.write("file", "");
    bench.run(&["build", "-o", "file/public"]).ended(1).says(&["error[write-failed]", "file"]);
    bench.run(&["build", "-o", "file"]).ended(2).says(&["error[unfit-output]", "is a file"]);
    bench.run(&["build", "-o", "content/public"]).ended(2).says(&["error[output-in-sources]"]);
}

#[test]
fn one_builds_at_a_time() {
    let bench = Bench::sound();
    let lock = Lock::acquire(bench.root()).unwrap();
    let holder = format!("process `{}` is building this site", std::process::id());
    bench.run(&["build"]).ended(1).says(&["error[locked]", &holder]);
    drop(lock);
    bench.run(&["build"]).fine();
}

#[test]
fn folders_are_found_from_anywhere() {
    let bench = Bench::empty();
    let site = Bench::sound();
    for file in ["site.toml", "content/articles/2018/letter.md"] {
        bench.write(&format!("site/{file}"), &site.read(file));
    }
    bench.run(&["build", "--root", "site"]).fine().says(&["in site/public/, "]);
    assert!(bench.has("site/public/index.html"));
    bench.run(&["build", "--root", "site", "--output", "out"]).fine().says(&["in out/, "]);
    assert!(bench.has("out/index.html") && !bench.has("site/out"));
    bench.run_in("site/content/articles", &["build", "--root", "../.."]).fine();
    bench.run_in("site/content", &["build", "-o", "../other"]).fine();
    assert!(bench.has("site/other/index.html"));
    bench.write("site/site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\noutput = \"../beside\"\n");
    bench.run_in("site/content", &["build"]).fine();
    assert!(bench.has("beside/index.html"), "`output` in site.toml is relative to the site");
}

#[test]
fn problems_are_data_where_they_are_for_programs() {
    let bench = Bench::sound();
    for command in ["build", "check"] {
        let json = bench.run(&[command, "--format", "json"]).fine().json();
        assert_eq!(json["counts"]["errors"], 0);
        assert_eq!(json["problems"].as_array().map(Vec::len), Some(0));
    }
    bench.write("content/articles/b.md", "---\ntitle: B\ndate: 2018-13\n---\n");
    bench.write("content/articles/a.md", "---\ntitle: A\n---\n");
    let ran = bench.run(&["check", "--format", "json"]).ended(1);
    assert_eq!(ran.err, "");
    let json = ran.json();
    let codes: Vec<_> = json["problems"].as_array().unwrap().iter().map(|problem| &problem["code"]).collect();
    assert_eq!(codes, ["undated", "bad-date"], "sorted by file");
    assert_eq!(bench.run(&["check", "--format", "sarif"]).ended(1).json()["version"], "2.1.0");
    let short = bench.run(&["check", "--format", "short"]).ended(1);
    assert_eq!((short.out.as_str(), short.err.lines().count()), ("", 2));
    assert_eq!(bench.run(&["check", "-q"]).ended(1).out, "");
}

#[test]
fn check_writes_nothing() {
    let bench = Bench::sound();
    bench.run(&["check"]).fine().says(&["2 records → ", " files: no problems"]);
    assert!(!bench.has("public") && !bench.has(".reportage"));
}
