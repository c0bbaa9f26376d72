//! `theme new`, `theme eject` and `theme list`.

use super::bench::Bench;

/// A site whose theme `ledger` extends the built-in one.
fn ledger() -> Bench {
    let bench = Bench::sound();
    bench.write(
        "site.toml",
        "title = \"T\"\nbase_url = \"https://example.org/\"\ntheme = \"ledger\"\n[theme_options]\nrows = 3\n",
    );
    bench.write(
        "themes/ledger/theme.toml",
        "extends = \"broadsheet\"\ndescription = \"Every list a table\"\n[options.rows]\ntype = \"number\"\ndefault = 2\n\
         description = \"How many\"\n[options.mood]\ntype = \"choice\"\nchoices = [\"grave\", \"light\"]\ndefault = \"grave\"\n",
    );
    bench.write("themes/ledger/templates/parts/footer.html", "<p>ledger</p>\n");
    bench
}

#[test]
fn a_new_theme_builds_at_once() {
    let bench = Bench::sound();
    let ran = bench.run(&["theme", "new", "court-papers"]).fine().says(&["next: write `theme = \"court-papers\"`"]);
    let files = ["theme.toml", "templates/base.html", "templates/parts/footer.html", "assets/court-papers.css"];
    assert_eq!(ran.out, files.map(|file| format!("themes/court-papers/{file}\n")).concat());
    assert!(bench.read("themes/court-papers/theme.toml").contains("name = \"Court papers\"\n"));
    let settings = "title = \"T\"\nbase_url = \"https://example.org/\"\ntheme = \"court-papers\"\n[theme_options]\nmotto = \"Fair\"\n";
    bench.write("site.toml", settings);
    bench.run(&["build", "--strict"]).fine();
    let home = bench.read("public/index.html");
    assert!(home.contains("/assets/court-papers.") && home.contains("<p class=\"motto\">Fair</p>"), "{home}");
    assert!(home.contains("/assets/style."), "the parent's style sheet stays: {home}");
}

#[test]
fn a_new_theme_takes_no_name_that_is_taken_or_is_none() {
    let bench = ledger();
    for (name, code, says) in [
        ("ledger", 1, "`themes/ledger` is there already"),
        ("broadsheet", 2, "`broadsheet` is the name of a layer"),
        ("site", 2, "`site` is the name of a layer"),
        ("Court Papers", 2, "`reportage theme new court-papers`"),
        ("../x", 2, "is not a name for a theme's folder"),
        ("", 2, "is not a name for a theme's folder"),
    ] {
        let ran = bench.run(&["theme", "new", name]).ended(code).says(&[says]);
        assert_eq!(ran.out, "", "{name}");
    }
    assert_eq!(bench.read("themes/ledger/templates/parts/footer.html"), "<p>ledger</p>\n");
    Bench::empty().run(&["theme", "new", "x"]).ended(2).says(&["there is no `site.toml`"]);
}

#[test]
fn a_file_of_the_theme_in_use_is_copied_to_where_the_copy_counts() {
    for (arguments, path, holds) in [
        (&["parts/footer.html"][..], "templates/parts/footer.html", "<p>ledger</p>"),
        (&["templates/parts/footer.html"], "templates/parts/footer.html", "<p>ledger</p>"),
        (&["footer"], "templates/parts/footer.html", "<p>ledger</p>"),
        (&["record"], "templates/record.html", "{% extends"),
        (&["style.css"], "assets/style.css", ":root"),
        (&["i18n/es.toml"], "i18n/es.toml", "skip = \"Saltar"),
        (&["es"], "i18n/es.toml", "skip = \"Saltar"),
        (&["parts/byline.html", "--theme", "ledger"], "themes/ledger/templates/parts/byline.html", "byline"),
    ] {
        let bench = ledger();
        let ran = bench.run(&[&["theme", "eject"], arguments].concat()).fine().says(&["from the theme `"]);
        assert_eq!(ran.out, format!("{path}\n"), "{arguments:?}");
        assert!(bench.read(path).contains(holds), "{arguments:?}: {}", bench.read(path));
        bench.run(&["check", "--strict"]).fine();
    }
}

#[test]
fn what_cannot_be_copied_is_told_with_what_could() {
    let bench = ledger();
    bench.write("templates/404.html", "mine\n");
    for (arguments, code, says) in [
        (&["parts/foter.html"][..], 2, "did you mean `templates/parts/footer.html`?"),
        (&["recrod"], 2, "did you mean `templates/record.html`?"),
        (&["zebra-crossing"], 2, "docs/themes.md lists the templates"),
        (&["theme.toml"], 2, "has no file `theme.toml`"),
        (&["../../etc/passwd"], 2, "has no file"),
        (&["404.html"], 1, "`templates/404.html` is there already"),
        (&["footer", "--theme", "ledger"], 1, "`themes/ledger/templates/parts/footer.html` is there already"),
        (&["footer", "--theme", "legder"], 2, "did you mean `ledger`?"),
        (&["footer", "--theme", "zebra"], 2, "`reportage theme new zebra` makes one"),
        (&["footer", "--theme", "broadsheet"], 2, "there is no folder `themes/broadsheet`"),
    ] {
        let ran = bench.run(&[&["theme", "eject"], arguments].concat()).ended(code).says(&[says]);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
    assert_eq!(bench.read("templates/404.html"), "mine\n");
    bench.write("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\ntheme = \"zebra\"\n");
    bench.run(&["theme", "eject", "footer"]).ended(2).says(&["error[unknown-theme]: there is no theme `zebra`"]);
}

#[test]
fn themes_are_listed_with_their_options() {
    let bench = ledger();
    let ran = bench.run(&["theme", "list"]).fine();
    let lines: Vec<Vec<&str>> =
        ran.out.lines().map(|line| line.split("  ").filter(|cell| !cell.is_empty()).map(str::trim).collect()).collect();
    assert_eq!(lines[0][..2], ["broadsheet", "built in"]);
    assert!(
        lines.iter().any(|line| line[..4.min(line.len())] == ["broadsheet", "accent", "colour", "\"\""]),
        "{lines:#?}"
    );
    assert_eq!(
        lines[lines.len() - 3..],
        [
            vec!["ledger", "extends broadsheet", "in use", "Every list a table"],
            vec!["ledger", "mood", "choice", "\"grave\"", "one of grave, light"],
            vec!["ledger", "rows", "number", "2", "How many"],
        ]
    );
    let themes = bench.run(&["theme", "list", "--json"]).fine().json();
    assert_eq!(themes[1]["theme"], "ledger");
    assert_eq!(
        (&themes[0]["built_in"], &themes[0]["in_use"], &themes[1]["in_use"]),
        (&true.into(), &false.into(), &true.into())
    );
    assert_eq!(themes[1]["options"][0]["choices"], serde_json::json!(["grave", "light"]));
    assert_eq!((&themes[1]["options"][1]["type"], &themes[1]["options"][1]["default"]), (&"number".into(), &2.into()));
    bench.write("themes/broken/theme.toml", "nmae = 1\n");
    let ran = bench.run(&["theme", "list"]).ended(1).says(&["error[bad-theme]: unknown field `nmae`"]);
    assert!(ran.out.contains("\nbroken"), "{}", ran.out);
}
