//! `new`.

use super::bench::Bench;

#[test]
fn a_record_is_begun_in_its_place() {
    let bench = Bench::sound();
    let ran = bench.run(&["new", "Engineers walk out: “enough”"]).fine();
    let path = "content/articles/2026/engineers-walk-out-enough.md";
    assert_eq!((ran.out.as_str(), ran.err.as_str()), (&*format!("{path}\n"), ""));
    let text = bench.read(path);
    assert!(text.starts_with("---\ntitle: \"Engineers walk out: “enough”\"\ndate: 2026-11-23\n"), "{text}");
    assert!(
        text.contains("\n# outlet: ") && text.contains("\n# tags: [") && text.ends_with("\nadded: 2026-11-23\n---\n\n")
    );
    bench.run(&["build"]).fine().says(&["3 records → "]);
    assert!(bench.has("public/articles/2026/engineers-walk-out-enough/index.html"));
}

#[test]
fn what_is_known_is_written_so_that_it_is_read_back() {
    let bench = Bench::sound();
    let title = "yes: \"no\" # [a, b] {c} & *d* 'e' \\f | g";
    let arguments = [
        "new",
        title,
        "--organization",
        "Bolt, Nut & Sons",
        "--organization",
        "NO",
        "--tag",
        "2018",
        "--person=- x: y",
        "--url",
        "https://example.org/a?b=c&d#e",
        "--outlet",
        "@The: Post",
        "--date",
        "2018-06~",
        "--draft",
        "--dir",
        "letters/open",
    ];
    let ran = bench.run(&arguments).fine();
    assert!(ran.out.starts_with("content/articles/letters/open/"), "{}", ran.out);
    assert_eq!(ran.err, "");
    let listed = bench.run(&["list", "drafts", "--json"]).fine().json();
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    let record = &listed[0];
    assert_eq!(
        (&record["title"], &record["outlet"], &record["date"]),
        (&title.into(), &"@The: Post".into(), &"2018-06~".into())
    );
    assert_eq!((&record["url"], &record["draft"]), (&"https://example.org/a?b=c&d#e".into(), &true.into()));
    let terms = bench.run(&["list", "terms", "--json", "-D"]).fine().json();
    let names: Vec<&str> = terms.as_array().unwrap().iter().filter_map(|term| term["name"].as_str()).collect();
    for name in ["Bolt, Nut & Sons", "NO", "2018", "- x: y"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
}

#[test]
fn what_a_build_would_refuse_is_refused_now() {
    let bench = Bench::sound();
    for (arguments, says) in [
        (&["new", "A", "--date", "2026-13-40"][..], "error[bad-date]: `2026-13-40` is not a calendar date"),
        (&["new", "A", "--date", "soon\nx: y"], "error[bad-date]"),
        (&["new", "A", "--url", "javascript:alert(1)"], "error[bad-url]"),
        (&["new", " "], "error[missing-title]"),
        (&["new", "A", "--dir", "../pages"], "`../pages` is not a folder below content/articles/"),
        (&["new", "A", "--dir", "/tmp"], "`/tmp` is not a folder below content/articles/"),
        (&["new", "A", "--clock", "x"], "error[bad-flag]: `--clock`"),
        (&["new", "A", "--kind", "person", "--tag", "x"], "`--tag` is a flag for records"),
    ] {
        let ran = bench.run(arguments).ended(2).says(&[says]);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
    assert_eq!(bench.run(&["list", "records"]).fine().out.lines().count(), 2);
}

#[test]
fn nothing_is_overwritten() {
    let bench = Bench::sound();
    bench
        .run(&["new", "Acme", "--kind", "organization"])
        .ended(1)
        .says(&["`content/organizations/acme.md` is there already"]);
    assert_eq!(bench.read("content/organizations/acme.md"), "---\nname: Acme\n---\n");
    bench.run(&["new", "Letter", "--date", "2018-01-01"]).ended(1).says(&["2018/letter.md` is there already"]);
}

#[test]
fn other_kinds_have_their_own_places() {
    let bench = Bench::sound();
    for (kind, title, path) in [
        ("organization", "Müller & Söhne", "content/organizations/müller-söhne.md"),
        ("person", "José Pérez", "content/people/josé-pérez.md"),
        ("page", "How we work", "content/pages/how-we-work.md"),
    ] {
        assert_eq!(bench.run(&["new", title, "-k", kind]).fine().out, format!("{path}\n"));
        assert!(bench.read(path).contains(title));
    }
    bench.run(&["check", "--strict"]).fine();
}

#[test]
fn the_schema_is_named_where_the_site_has_it() {
    let bench = Bench::empty();
    bench.run(&["init", "site"]).fine();
    let path = bench.run_in("site/content", &["new", "A"]).fine().out;
    assert_eq!(path, "articles/2026/a.md\n", "as it is called from the current folder");
    let text = bench.read("site/content/articles/2026/a.md");
    assert!(text.starts_with("---\n# yaml-language-server: $schema=../../../schema/record.json\n"), "{text}");
    bench.run_in("site", &["check", "--strict"]).fine();
}
