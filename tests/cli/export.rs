//! `export`: the bytes of the site's files, on standard output or in a file.

use std::fs;

use super::bench::Bench;

#[test]
fn what_is_exported_is_what_a_build_writes() {
    let bench = Bench::sound();
    bench.run(&["build"]).fine();
    for (arguments, built) in [
        (&["json"][..], "data/records.json"),
        (&["ndjson"], "data/records.ndjson"),
        (&["csv"], "data/records.csv"),
        (&["csv", "--table", "record_tags"], "data/record_tags.csv"),
        (&["sqlite"], "data/archive.sqlite"),
        (&["ftm"], "data/entities.ftm.json"),
        (&["frictionless"], "data/datapackage.json"),
        (&["gexf"], "data/organizations.gexf"),
    ] {
        let expected = fs::read(bench.path("public").join(built)).unwrap();
        let printed = bench.command(&[&["export"], arguments].concat()).output().unwrap();
        assert_eq!(printed.status.code(), Some(0), "{arguments:?}");
        assert!(printed.stdout == expected, "{arguments:?} is not {built}");
        assert_eq!(printed.stderr, b"", "{arguments:?}");
        // A file that is there is replaced, and nothing else is left beside it.
        bench.write("out/file", "as it was");
        bench.run(&[&["export", "-o", "out/file"], arguments].concat()).fine();
        assert!(fs::read(bench.path("out/file")).unwrap() == expected, "{arguments:?} in a file");
        assert_eq!(fs::read_dir(bench.path("out")).unwrap().count(), 1);
    }
}

#[test]
#[rustfmt::skip]
fn what_cannot_be_exported_is_told_with_what_can() {
    let bench = Bench::sound();
    for (arguments, code, says) in [
        (&["xls"][..],                        2, "there is no export `xls`"),
        (&["jsn"],                            2, "did you mean `json`?"),
        (&["csv", "--table", "tag"],          2, "did you mean `tags`?"),
        (&["json", "--table", "tags"],        2, "`json` has no tables to choose from"),
        (&["json", "-o", "no/such/folder/x"], 2, "cannot be written"),
        (&[],                                 2, "required"),
    ] {
        let ran = bench.run(&[&["export"], arguments].concat()).ended(code).says(&[says]);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
    bench.write("site.toml", "title = \"Test\"\nbase_url = \"https://example.org/\"\noff = [\"search\"]\n");
    bench.run(&["export", "opensearch"]).ended(2).says(&["the site has nothing for `opensearch`"]);
    bench.write("content/articles/broken.md", "---\ntitle: B\ndate: 2018-13\n---\n");
    let ran = bench.run(&["export", "json"]).ended(1).says(&["bad-date", "nothing was exported"]);
    assert_eq!(ran.out, "");
}

/// A report for programs would stand in the midst of what is exported.
#[test]
fn standard_output_is_the_exports_own() {
    let bench = Bench::sound();
    bench.write("content/articles/undated.md", "---\ntitle: Undated\n---\n");
    let ran = bench.run(&["export", "json", "--format", "json"]).fine().says(&["warning[undated]"]);
    assert_eq!(ran.json()["archive"]["count"], 3);
}

#[test]
fn the_list_has_every_export_and_table() {
    let bench = Bench::sound();
    let ran = bench.run(&["export", "--list"]).fine();
    for line in
        ["json          Every record as JSON, in one file\n", "--table organizations: /data/organizations.csv\n"]
    {
        assert!(ran.out.contains(line), "{line:?} is not in:\n{}", ran.out);
    }
    assert_eq!(ran.err, "");
}

#[test]
fn an_export_that_is_off_can_be_asked_for() {
    let bench = Bench::sound();
    bench.write("site.toml", "title = \"Test\"\nbase_url = \"https://example.org/\"\noff = [\"exports\"]\n");
    assert_eq!(bench.run(&["export", "json"]).fine().json()["archive"]["count"], 2);
    bench.run(&["build"]).fine();
    assert!(!bench.has("public/data"));
}
