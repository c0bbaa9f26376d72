//! A build of a site in which nothing has changed: what it looks at, what it tells, and whatever must not escape it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::bench::{Bench, Ran};

/// A field without a date, and one under another program's word.
const WARNED: &str = "\
-- content/articles/a.md --
---
title: A
organisations: [Acme]
---
[secret](record:secret)
-- content/articles/secret.md --
---
title: Secret
date: 2018
draft: true
---
";

#[test]
fn an_unchanged_build_looks_at_stamps_alone() {
    let bench = Bench::sound();
    bench.settle(&[]);
    assert_eq!(bench.stages(&[]), ["discover", "recall", "compare"]);
    let ran = bench.run(&["build"]).fine();
    let (before, files) = ran.err.split_once(" files in public/, ").unwrap();
    let count = before.strip_prefix("2 records → ").unwrap();
    assert!(files.trim_end().ends_with(&format!(" s: 0 written, {count} unchanged")), "{}", ran.err);
    // Whoever asks why gets an answer.
    bench.run(&["build", "--explain", "/"]).fine().says(&["index.html: kept: "]);
}

#[test]
fn warnings_are_told_again() {
    for form in
        [&["--format", "human"] as &[&str], &["--format", "short"], &["--format", "json"], &["--format", "sarif"]]
    {
        let bench = Bench::new(WARNED);
        let first = problems(&bench.run(&[&["build", "-q"], form].concat()).fine());
        for code in ["undated", "foreign-key", "unpublished-record"] {
            assert!(first.contains(code), "{code}: {first}");
        }
        bench.settle(&[]);
        assert_eq!(problems(&bench.run(&[&["build", "-q"], form].concat()).fine()), first);
        assert_eq!(bench.stages(&["-q"]), ["discover", "recall", "compare"]);
    }
}

#[test]
fn warnings_become_errors_when_asked_to() {
    let bench = Bench::new(WARNED);
    bench.settle(&[]);
    bench.run(&["build", "--strict"]).ended(1).says(&["error[undated]", "nothing was written: mend the errors"]);
    bench.run(&["build"]).fine().says(&["warning[undated]"]);
}

/// What may happen between two builds.
type Event = (&'static str, fn(&Bench), &'static [&'static str]);

const EVENTS: &[Event] = &[
    ("nothing", |_| (), &[]),
    ("a file touched", |bench| touch(&bench.path("content/articles/2018/letter.md")), &[]),
    ("the settings touched", |bench| touch(&bench.path("site.toml")), &[]),
    ("a page touched", |bench| touch(&bench.path("public/index.html")), &[]),
    ("another day", |_| (), &["--clock", "2027-06-01"]),
    ("an earlier day", |_| (), &["--clock", "2018-12-01"]),
    ("the future", |_| (), &["--future"]),
    ("drafts", |_| (), &["--drafts"]),
    ("another address", |_| (), &["--base-url", "https://example.com/x/"]),
    ("a page deleted", |bench| fs::remove_file(bench.path("public/articles/2018/letter/index.html")).unwrap(), &[]),
    ("a folder of pages deleted", |bench| fs::remove_dir_all(bench.path("public/articles")).unwrap(), &[]),
    ("a page changed", |bench| bench.write("public/articles/2018/letter/index.html", "by hand"), &[]),
    (
        "a page changed, as long as it was",
        |bench| {
            let text = bench.read("public/articles/2018/letter/index.html");
            bench.write("public/articles/2018/letter/index.html", &text.replace("A letter", "B letter"));
        },
        &[],
    ),
    ("a new record", |bench| bench.write("content/articles/new.md", "---\ntitle: New\ndate: 2018\n---\n"), &[]),
    ("a new static file", |bench| bench.write("static/new.txt", "new"), &[]),
    ("a new template", |bench| bench.write("templates/parts/footer.html", "<p>Foot</p>"), &[]),
    ("a record deleted", |bench| fs::remove_file(bench.path("content/articles/2019/answer.md")).unwrap(), &[]),
    (
        "a record renamed",
        |bench| {
            fs::rename(bench.path("content/articles/2019/answer.md"), bench.path("content/articles/2019/reply.md"))
                .unwrap();
        },
        &[],
    ),
    (
        "a record changed, as long as it was",
        |bench| {
            let text = bench.read("content/articles/2018/letter.md");
            bench.write("content/articles/2018/letter.md", &text.replace("A letter", "B letter"));
        },
        &[],
    ),
    ("the memory lost", |bench| fs::remove_dir_all(bench.path(".reportage")).unwrap(), &[]),
];

/// A moment after it, when no stamp can be trusted, and when all of them can.
#[test]
fn whatever_happens_the_site_is_that_of_a_clean_build() {
    for (what, happen, flags) in EVENTS {
        for has_lain in [false, true] {
            let bench = Bench::sound();
            bench.write("content/articles/later.md", "---\ntitle: Later\ndate: 2027-01-01\n---\n");
            bench.write("content/articles/draft.md", "---\ntitle: Draft\ndate: 2018\ndraft: true\n---\n");
            bench.settle(&[]);
            happen(&bench);
            if has_lain {
                bench.run(&[&["build", "--force", "-o", "clean"], *flags].concat()).fine();
            }
            for _ in 0..2 {
                bench.run(&[&["build"], *flags].concat()).fine();
            }
            bench.run(&[&["build", "--force", "-o", "clean"], *flags].concat()).fine();
            assert!(tree(&bench.path("public")) == tree(&bench.path("clean")), "{what}, has lain: {has_lain}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_told() {
    let bench = Bench::sound();
    bench.settle(&[]);
    for (link, code) in [("content/articles/gone.md", "unreadable-source"), ("content/loop", "symlink-loop")] {
        let target = if code == "symlink-loop" { bench.path("content") } else { bench.path("nowhere.md") };
        std::os::unix::fs::symlink(target, bench.path(link)).unwrap();
        for _ in 0..2 {
            bench.run(&["build"]).ended(1).says(&[&format!("error[{code}]"), link, "nothing was written"]);
        }
        fs::remove_file(bench.path(link)).unwrap();
        bench.run(&["build"]).fine().says(&[": 0 written, "]);
    }
}

#[test]
fn force_makes_everything_anew() {
    let bench = Bench::sound();
    bench.settle(&[]);
    let before = tree(&bench.path("public"));
    for _ in 0..2 {
        let ran = bench.run(&["build", "--force"]).fine();
        assert!(ran.err.ends_with(" written, 0 unchanged\n"), "{}", ran.err);
    }
    assert!(bench.stages(&["--force"]).contains(&"parse".to_owned()));
    assert!(tree(&bench.path("public")) == before);
}

/// A build that left something out is no whole site: the next one does not rest on it.
#[test]
fn errors_are_told_each_time() {
    let bench = Bench::sound();
    bench.write("content/articles/broken.md", "---\ntitle: B\ndate: 2018-13\n---\n");
    for _ in 0..4 {
        bench
            .run(&["build", "--keep-going"])
            .ended(1)
            .says(&["error[bad-date]", "left out: content/articles/broken.md"]);
    }
    bench.run(&["build"]).ended(1).says(&["error[bad-date]", "nothing was written"]);
}

/// All that a quiet build says.
fn problems(ran: &Ran) -> String {
    [&*ran.out, &*ran.err].concat()
}

/// Gives a file the time of now, and the bytes it has.
fn touch(location: &Path) {
    fs::File::options().append(true).open(location).unwrap().set_modified(SystemTime::now()).unwrap();
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    entries.map(|entry| (path(&entry), fs::read(entry.path()).unwrap())).collect()
}
