//! `diff`: two builds of one site.

use super::bench::Bench;

/// A site, built; then changed by `change`, and built once more beside it.
fn built_twice(change: impl Fn(&Bench)) -> Bench {
    let bench = Bench::sound();
    bench.run(&["build", "--output", "old"]).fine();
    change(&bench);
    bench.run(&["build", "--output", "new"]).fine();
    bench
}

fn change_text(bench: &Bench) {
    let letter = bench.read("content/articles/2018/letter.md");
    bench.write("content/articles/2018/letter.md", &letter.replace("Text.", "Text, and more of it."));
}

fn rename(bench: &Bench) {
    let text = bench.read("content/articles/2018/letter.md");
    std::fs::remove_file(bench.path("content/articles/2018/letter.md")).unwrap();
    bench.write("content/articles/2018/the-letter.md", &text);
}

#[test]
fn a_build_is_the_same_as_itself() {
    let bench = built_twice(|_| {});
    assert_eq!(bench.run(&["diff", "old", "new", "--strict"]).fine().out, "nothing is different\n");
    let json = bench.run(&["diff", "old", "new", "--json"]).fine().json();
    assert_eq!(json["changed"], serde_json::json!([]));
    assert!(bench.run(&["diff", "old", "new", "--markdown"]).fine().out.contains("no page says anything else"));
}

#[test]
fn a_changed_text_is_one_page_and_a_changed_style_none() {
    let bench = built_twice(|bench| {
        change_text(bench);
        bench.run(&["theme", "eject", "style.css"]).fine();
        let style = bench.read("assets/style.css");
        bench.write("assets/style.css", &format!("{style}main {{ color: inherit }}\n"));
    });
    let ran = bench.run(&["diff", "old", "new", "--strict"]).fine();
    assert!(ran.out.contains("  /articles/2018/letter/  A letter (+5 −1 words)\n"), "{}", ran.out);
    assert!(ran.out.contains(" pages by the hash of a style sheet, script or picture\n"), "{}", ran.out);
    let json = bench.run(&["diff", "old", "new", "--json"]).fine().json();
    let letter = serde_json::json!({
        "path": "/articles/2018/letter/", "title": "A letter", "old_title": null, "words_added": 5, "words_removed": 1
    });
    assert_eq!(json["changed"].as_array().unwrap().iter().find(|page| page["path"] == letter["path"]), Some(&letter));
    for kind in ["added", "moved", "removed"] {
        assert_eq!(json[kind], serde_json::json!([]), "{kind}");
    }
}

#[test]
fn a_permalink_never_dies_silently() {
    let bench = built_twice(rename);
    let message = "[dead-permalink]: `/articles/2018/letter/` is no longer there, and nothing leads on from it";
    let help = "help: write `aliases: [/articles/2018/letter/]` in the file of `/articles/2018/the-letter/`";
    let ran = bench.run(&["diff", "old", "new"]).fine().says(&["warning", message, help]);
    assert!(ran.out.contains("1 page gone\n  /articles/2018/letter/  A letter\n"), "{}", ran.out);
    bench.run(&["diff", "old", "new", "--strict"]).ended(1).says(&["error", message]);
    // What the help says mends it.
    let text = bench.read("content/articles/2018/the-letter.md");
    let text = text.replace("title: A letter\n", "title: A letter\naliases: [/articles/2018/letter/]\n");
    bench.write("content/articles/2018/the-letter.md", &text);
    bench.run(&["build", "--output", "new"]).fine();
    let ran = bench.run(&["diff", "old", "new", "--strict"]).fine();
    assert!(ran.out.contains("  /articles/2018/letter/  → /articles/2018/the-letter/\n"), "{}", ran.out);
}

#[test]
fn a_comment_takes_no_orders_from_a_title() {
    let bench = built_twice(|bench| {
        bench.write("content/articles/x.md", "---\ntitle: \"`@everyone` <img> [a](b)\"\ndate: 2020\n---\n");
        rename(bench);
    });
    let out = bench.run(&["diff", "old", "new", "--markdown"]).fine().out;
    assert!(out.starts_with("<!-- reportage diff -->\n**Pages:** "), "{out}");
    assert!(out.contains("`` `@everyone` <img> [a](b)"), "{out}");
    assert!(out.contains("⚠️ **1 address dies: nothing leads on from there**"), "{out}");
    assert!(
        out.contains("→ write `aliases: [/articles/2018/letter/]` in the file of `/articles/2018/the-letter/`"),
        "{out}"
    );
}

#[test]
fn folders_that_are_no_builds_are_wrong_use() {
    let bench = built_twice(|_| {});
    bench.run(&["diff", "old", "nwe"]).ended(2).says(&["`nwe` cannot be listed", "reportage diff OLD NEW"]);
    bench.run(&["diff", "content", "new"]).ended(2).says(&["there is no page in `content`"]);
    bench.run(&["diff", "old"]).ended(2);
}
