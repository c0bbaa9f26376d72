//! `build --explain`: why a file of the site was made again, or why not.

use std::fs;

use super::bench::Bench;

const LETTER: &str = "articles/2018/letter/index.html";
const ACME: &str = "organizations/acme/index.html";

/// A file of the site, its line, and what was done after the last build.
type Case = (&'static str, &'static str, fn(&Bench));

const CASES: &[Case] = &[
    (LETTER, "kept: what it is made from is what it was, and so is its file", |_| ()),
    (LETTER, "kept: ", |bench| {
        bench.write("content/articles/2019/answer.md", &bench.read("content/articles/2019/answer.md"));
    }),
    ("articles/new/index.html", "made: the last build had no such file", |bench| {
        bench.write("content/articles/new.md", "---\ntitle: New\ndate: 2018\n---\n");
    }),
    (LETTER, "made: nothing is known of the last build", |bench| {
        fs::remove_dir_all(bench.path(".reportage")).unwrap();
    }),
    (LETTER, "made: nothing is known of the last build", |bench| fs::remove_dir_all(bench.path("public")).unwrap()),
    (LETTER, "made again: changed is its file\n", |bench| {
        change(bench, "content/articles/2018/letter.md", "Text.", "Other text.");
    }),
    (LETTER, "made again: changed are its file and its front matter and address", |bench| {
        change(bench, "content/articles/2018/letter.md", "title: A letter", "title: The letter");
    }),
    (ACME, "made again: changed is the records on it\n", |bench| {
        change(bench, "content/articles/2018/letter.md", "title: A letter", "title: The letter");
    }),
    (ACME, "made again: changed is its own file\n", |bench| {
        change(bench, "content/organizations/acme.md", "name: Acme\n", "name: Acme\ndek: Makes things.\n");
    }),
    (
        ACME,
        "made again: changed are how many records name it, the names of its records' terms, the days of its \
         records and the records on it",
        |bench| {
            bench.write("content/articles/new.md", "---\ntitle: New\ndate: 2018\norganizations: [Acme]\n---\n");
        },
    ),
    (LETTER, "made again: changed is the settings\n", |bench| {
        bench.write("site.toml", "title = \"Test\"\nbase_url = \"https://example.org/\"\nexcerpt_words = 7\n");
    }),
    (LETTER, "made again: changed are the settings and the site's menu, pages and indexes\n", |bench| {
        bench.write("site.toml", "title = \"Best\"\nbase_url = \"https://example.org/\"\n");
    }),
    (LETTER, "made again: changed is the theme\n", |bench| bench.write("templates/parts/footer.html", "<p>Foot</p>")),
    (LETTER, "made again: its file is not the one that was written, or it is gone", |bench| {
        bench.write(&format!("public/{LETTER}"), "by hand");
    }),
    (LETTER, "made again: its file is not the one that was written, or it is gone", |bench| {
        fs::remove_file(bench.path(&format!("public/{LETTER}"))).unwrap();
    }),
    (ACME, "kept: ", |bench| {
        fs::remove_file(bench.path(&format!("public/{LETTER}"))).unwrap();
    }),
];

#[test]
fn every_reason_has_its_words() {
    for (path, line, edit) in CASES {
        let bench = Bench::sound();
        bench.run(&["build"]).fine();
        edit(&bench);
        bench.run(&["build", "--explain", path]).fine().says(&[&format!("{path}: {line}")]);
        let again = bench.run(&["build", "-q", "--explain", path]).fine();
        assert_eq!(again.err, format!("{path}: kept: what it is made from is what it was, and so is its file\n"));
    }
}

#[test]
fn what_had_a_problem_is_looked_at_again() {
    let bench = Bench::sound();
    bench.write("content/articles/linked.md", "---\ntitle: Linked\ndate: 2018\n---\n[x](record:secret)\n");
    bench.write("content/articles/secret.md", "---\ntitle: Secret\ndate: 2018\ndraft: true\n---\n");
    let path = "articles/linked/index.html";
    for reason in ["made: nothing is known", "made again: it had a problem, which is looked for again each time"] {
        bench.run(&["build", "--explain", path]).fine().says(&["warning[", &format!("{path}: {reason}")]);
    }
}

#[test]
fn a_forced_build_trusts_no_earlier_one() {
    let bench = Bench::sound();
    for _ in 0..2 {
        let ran = bench.run(&["build", "--force", "--explain", LETTER]).fine();
        ran.says(&[&format!("{LETTER}: made: nothing is known of the last build")]);
    }
}

/// However a file is asked for, its line names it as it stands in the site.
#[test]
#[rustfmt::skip]
fn a_file_is_known_by_many_names() {
    let bench = Bench::sound();
    bench.write("content/tags/straße.md", "---\nname: Straße\n---\n");
    change(&bench, "content/articles/2018/letter.md", "[letters]", "[letters, Straße]");
    bench.run(&["build"]).fine();
    let absolute = bench.path(&format!("public/{LETTER}"));
    for (folder, path, expected) in [
        ("", LETTER,                                    LETTER),
        ("", "articles/2018/letter/",                   LETTER),
        ("", "/articles/2018/letter/",                  LETTER),
        ("", "/articles/2018/letter",                   LETTER),
        ("", "/Articles/2018/LETTER/",                  LETTER),
        ("", "public/articles/2018/letter/index.html",  LETTER),
        ("", "./public/articles/2018/letter/",          LETTER),
        ("", absolute.to_str().unwrap(),                LETTER),
        ("content", "../public/articles/2018/letter",   LETTER),
        ("public/articles", "2018/letter/index.html",   LETTER),
        ("", "content/articles/2018/letter.md",         LETTER),
        ("", "./content/articles/2018/letter.md",       LETTER),
        ("content/articles", "2018/letter.md",          LETTER),
        ("content/tags", "../articles/2018/letter.md",  LETTER),
        ("", "/organizations/acme/",                    ACME),
        ("", "/tags/letters/",                          "tags/letters/index.html"),
        ("", "/tags/straße/",                           "tags/straße/index.html"),
        ("", "/tags/stra%C3%9Fe/",                      "tags/straße/index.html"),
        ("", "/",                                       "index.html"),
        ("", "public",                                  "index.html"),
        ("", "/feed.xml",                               "feed.xml"),
    ] {
        let ran = bench.run_in(folder, &["build", "-q", "--explain", path]).fine();
        ran.says(&[&format!("{expected}: kept: ")]);
    }
}

#[test]
fn the_output_folder_may_lie_beside_the_site() {
    let bench = Bench::empty();
    let site = Bench::sound();
    for file in ["content/articles/2018/letter.md", "content/organizations/acme.md"] {
        bench.write(&format!("site/{file}"), &site.read(file));
    }
    bench.write("site/site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\noutput = \"../beside\"\n");
    for (folder, path) in
        [("site", "../beside/articles/2018/letter/"), ("beside", LETTER), ("", "beside/articles/2018/letter")]
    {
        fs::create_dir_all(bench.path("beside")).unwrap();
        let root = bench.path("site");
        let ran = bench.run_in(folder, &["build", "--root", root.to_str().unwrap(), "--explain", path]).fine();
        ran.says(&[&format!("{LETTER}: ")]);
    }
}

/// A source file may ask for more than one file of the site.
#[test]
fn several_are_explained_at_once() {
    let bench = Bench::sound();
    bench.run(&["build"]).fine();
    let asked = ["build", "-q", "--explain", "content/organizations/acme.md", "--explain", "/"];
    let ran = bench.run(&asked).fine();
    let paths: Vec<&str> = ran.err.lines().filter_map(|line| line.split_once(": kept").map(|(path, _)| path)).collect();
    let expected = [
        ACME,
        "cards/organizations/acme.png",
        "organizations/acme/cite.json",
        "organizations/acme/cite.bib",
        "organizations/acme/cite.ris",
        "organizations/acme/feed.xml",
        "index.html",
    ];
    assert_eq!(paths, expected, "{}", ran.err);
}

#[test]
#[rustfmt::skip]
fn a_path_that_nothing_stands_at_is_told() {
    let bench = Bench::sound();
    bench.write("templates/parts/footer.html", "<p>Foot</p>");
    for (path, expected) in [
        ("organizations/akme/index.html",   "the site has no such file; did you mean `organizations/acme/index.html`?"),
        ("/organizations/akme/",            "the site has no such file; did you mean `/organizations/acme/`?"),
        ("content/organizations/akme.md",   "the site has no such file; did you mean `content/organizations/acme.md`?"),
        ("zzzz",                            "the site has no such file, and nothing is made from it"),
        ("templates/parts/footer.html",     "no file of the site is made from it alone; name one of those that it bears on"),
    ] {
        let ran = bench.run(&["build", "-q", "--explain", path]).fine();
        assert_eq!(ran.err, format!("{path}: {expected}\n"));
    }
}

fn change(bench: &Bench, path: &str, from: &str, to: &str) {
    let text = bench.read(path);
    assert!(text.contains(from), "{path}: {text}");
    bench.write(path, &text.replacen(from, to, 1));
}
