use super::*;

#[test]
fn the_worker_stands_beside_the_script_where_it_is_not_named() {
    for (settings, script, worker) in [
        ("script = \"/replay/ui.js\"", "/replay/ui.js", "/replay/sw.js"),
        ("script = \"/a/b/ui.js\"\nworker = \"/play/w.js\"", "/a/b/ui.js", "/play/w.js"),
        ("script = \"/ui.js\"\nworker = \"/play/w.js\"", "/ui.js", "/play/w.js"),
    ] {
        let text = format!("title = \"A\"\nbase_url = \"https://example.org/\"\n[replay]\n{settings}\n");
        let expected = Replay { script: script.into(), worker: worker.into() };
        assert_eq!(sound(&text, &Overrides::default()).replay, Some(expected), "{settings}");
    }
}

#[test]
fn the_player_is_scripts_of_the_site_below_its_top() {
    for settings in [
        r#"  script = "https://cdn.example.org/ui.js"
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[bad-replay]: `https://cdn.example.org/ui.js` is not the path of a script of the site
# help: write a path such as `/replay/ui.js`, where the file lies in `static/replay/`
"#,
        r#"  script = "/replay/"
#          ^^^^^^^^^^ error[bad-replay]: `/replay/` is not the path of a script of the site
# help: write a path such as `/replay/ui.js`, where the file lies in `static/replay/`
"#,
        r#"  script = "/ui.js"
#          ^^^^^^^^ error[bad-replay]: `/sw.js` at the top of the site would answer for every page of it
# help: put the player into a folder of its own, such as `static/replay/`
"#,
        r#"  script = "/replay/ui.js"
  worker = "/replay/../sw.js"
#          ^^^^^^^^^^^^^^^^^^ error[bad-replay]: `/replay/../sw.js` is not the path of a script of the site
# help: write a path such as `/replay/ui.js`, where the file lies in `static/replay/`
"#,
    ] {
        check(&format!("  title = \"A\"\n  base_url = \"https://example.org/\"\n  [replay]\n{settings}"));
    }
    check(
        r#"  title = "A"
  base_url = "https://example.org/"
  [replay]
# ^^^^^^^^ error[missing-setting]: this `replay` has no `script`
# help: write `script = "/replay/ui.js"`
  worker = "/replay/sw.js"
"#,
    );
}
