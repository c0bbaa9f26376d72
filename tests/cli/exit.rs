//! The code a command ends with, for scripts: 0 fine, 1 problems, 2 wrong use or configuration.

use super::bench::Bench;

#[test]
#[rustfmt::skip]
fn the_exit_code_tells_content_from_configuration() {
    let record = "-- content/articles/a.md --\n---\ntitle: A\ndate: ";
    let settings = "-- site.toml --\nbase_url = \"https://example.org/\"\n";
    for (site, arguments, code, says) in [
        (format!("{record}2018\n---\n"),             &["check"][..],                   0, "1 record"),
        (format!("{record}2018\n---\n"),             &["build", "--base-url", "x"],    2, "bad-flag"),
        (format!("{record}2018\n---\n"),             &["build", "--clock", "x"],       2, "bad-flag"),
        (format!("{record}2018\n---\n"),             &["build", "--output", ""],       2, "a value is required"),
        (format!("{record}2018\n---\n"),             &["build", "--output", "."],      2, "output-in-sources"),
        (format!("{record}2018\n---\n"),             &["build", "--no-such-flag"],     2, "unexpected argument"),
        (format!("{record}2018-13\n---\n"),          &["check"],                       1, "bad-date"),
        (format!("{record}2018-13\n---\n"),          &["build"],                       1, "nothing was written"),
        (format!("{record}\n---\n"),                 &["check"],                       0, "warning[undated]"),
        (format!("{record}\n---\n"),                 &["check", "--strict"],           1, "error[undated]"),
        (format!("{settings}title = 1\n"),           &["check"],                       2, "bad-setting-type"),
        (format!("{settings}titel = \"x\"\n"),       &["build", "--keep-going"],       2, "did you mean `title`?"),
        (format!("{settings}title ="),               &["build"],                       2, "bad-toml"),
        (format!("{settings}title = \"x\"\ntheme = \"none\"\n"),      &["build"],      2, "unknown-theme"),
        (format!("{settings}title = \"x\"\noff = [\"peple\"]\n"),     &["check"],      2, "did you mean `people`?"),
        (format!("{settings}title = \"x\"\noff = [\"people\", \"sitemap\"]\n"), &["check"], 0, "no problems"),
    ] {
        Bench::new(&site).run(arguments).ended(code).says(&[says]);
    }
}

#[test]
fn without_a_site_nothing_is_done() {
    let bench = Bench::empty();
    for arguments in [&["build"][..], &["check"], &["serve"], &["clean"], &["list", "records"], &["new", "A"]] {
        bench.run(arguments).ended(2).says(&["error[no-site]", "`--root DIR`", "1 error in 1 file"]);
    }
    bench.write("site.toml/x", "");
    bench.run(&["build", "--root", "."]).ended(2).says(&["error[no-site]"]);
    assert!(!bench.has("public") && !bench.has(".reportage"));
}

#[test]
fn a_word_of_off_is_marked_where_it_stands() {
    let bench = Bench::new(
        "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\noff = [\"robots\", \"zzz\"]\n\
         [[index]]\nkey = \"beat\"\n",
    );
    let ran = bench.run(&["check", "--format", "short"]).ended(2);
    let expected =
        "site.toml:3:18: error[unknown-setting]: `zzz` in `off` is neither an index nor an output of the site";
    assert_eq!(ran.err.lines().next(), Some(expected));
    let help = bench.run(&["check"]).ended(2).err;
    assert!(help.contains("help: the words are `tags`, ") && help.contains("`beat`, "), "{help}");
}

#[test]
fn help_and_version_are_data() {
    let bench = Bench::empty();
    let help = bench.run(&["--help"]).fine();
    assert!(help.out.contains("Usage: reportage") && help.err.is_empty());
    for command in ["build", "serve", "check", "new", "list", "export", "init", "clean", "completions", "schema"] {
        assert!(help.out.contains(command), "{command}");
        assert!(bench.run(&[command, "--help"]).fine().out.starts_with(|first: char| first.is_uppercase()));
    }
    assert!(bench.run(&["--version"]).fine().out.starts_with("reportage "));
    bench.run(&[]).ended(2).says(&["Usage: reportage"]);
}
