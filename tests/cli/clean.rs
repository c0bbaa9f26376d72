//! `clean`.

use super::bench::Bench;

#[test]
fn only_what_a_build_made_is_deleted() {
    let bench = Bench::sound();
    bench.run(&["build"]).fine();
    bench.write("public/articles/mine.txt", "mine");
    bench.write("public/notes.md", "mine");
    bench.run(&["clean"]).fine().says(&["deleted ", " of public/, and .reportage/"]);
    assert_eq!(bench.read("public/articles/mine.txt"), "mine");
    assert_eq!(bench.read("public/notes.md"), "mine");
    for gone in ["public/index.html", "public/tags", "public/articles/2018", "public/.reportage-site", ".reportage"] {
        assert!(!bench.has(gone), "{gone}");
    }
    assert!(bench.has("content/articles/2018/letter.md") && bench.has("site.toml"));
}

#[test]
fn a_whole_site_goes_with_its_folder() {
    let bench = Bench::sound();
    bench.run(&["build"]).fine();
    bench.run(&["build", "-o", "other"]).fine();
    bench.run(&["clean"]).fine();
    assert!(!bench.has("public") && bench.has("other/index.html"));
    bench.run(&["clean", "-o", "other"]).fine();
    assert!(!bench.has("other"));
    bench.run(&["clean"]).fine().says(&["deleted 0 files"]);
}

#[test]
fn a_folder_of_another_hand_is_refused() {
    let bench = Bench::sound();
    bench.write("public/index.html", "mine");
    bench.run(&["clean"]).ended(1).says(&["foreign-output"]);
    assert_eq!(bench.read("public/index.html"), "mine");
    bench.write("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\noutput = \"content\"\n");
    bench.run(&["clean"]).ended(2).says(&["bad-output"]);
}
