//! `list`.

use serde_json::json;

use super::bench::Bench;

/// Two records that are published, a draft, one of a later day, and what stands alone.
fn archive() -> Bench {
    let bench = Bench::sound();
    bench.write(
        "content/articles/draft.md",
        "---\ntitle: Draft\ndate: 2018\ndraft: true\ntags: [a]\n---\n![](used.png)\n",
    );
    bench.write("content/articles/later.md", "---\ntitle: Later\ndate: 2027-01-01\ntags: [a]\n---\n");
    bench.write("content/articles/used.png", "");
    bench.write("content/articles/left.png", "");
    bench.write("content/organizations/post.md", "---\nname: The Post\n---\n");
    bench.write("content/organizations/linked.md", "---\nname: Linked\n---\n");
    bench.write("content/organizations/alone.md", "---\nname: Alone\n---\nLike [another](org:linked).\n");
    bench
}

#[test]
fn records_are_a_table_or_json() {
    let bench = archive();
    let ran = bench.run(&["list", "records"]).fine();
    assert_eq!(ran.out, "2019-03     answer            答え\n2018-06-25  letter  The Post  A letter\n");
    assert_eq!(ran.err, "");
    let listed = bench.run(&["list", "records", "--json", "--until", "2018"]).fine().json();
    let expected = json!([{
        "id": "letter", "title": "A letter", "date": "2018-06-25", "outlet": "The Post", "url": null,
        "file": "content/articles/2018/letter.md", "path": "/articles/2018/letter/", "draft": false,
        "terms": {"organizations": ["acme"], "outlets": ["the-post"], "tags": ["letters"], "years": ["2018"]},
    }]);
    assert_eq!(listed, expected);
}

#[test]
fn filters_must_all_hold() {
    let bench = archive();
    for (arguments, expected) in [
        (&["--organization", "acme"][..], &["answer", "letter"][..]),
        (&["--organization", "ACME", "--tag", "letters"], &["letter"]),
        (&["--outlet", "The Post"], &["letter"]),
        (&["--since", "2019"], &["answer"]),
        (&["--since", "2019-03-15"], &["answer"]),
        (&["--since", "2019-04"], &[]),
        (&["--until", "2018-06"], &["letter"]),
        (&["--until", "2018-06-24"], &[]),
        (&["--future", "--since", "2020"], &["later"]),
        (&["--drafts", "--tag", "a"], &["draft"]),
    ] {
        let listed = bench.run(&[&["list", "records", "--json"], arguments].concat()).fine().json();
        let ids: Vec<&str> = listed.as_array().unwrap().iter().filter_map(|record| record["id"].as_str()).collect();
        assert_eq!(ids, expected, "{arguments:?}");
    }
}

#[test]
fn terms_count_the_records_that_are_meant() {
    let bench = archive();
    let ran = bench.run(&["list", "organizations"]).fine();
    let expected = "\
        organizations  2  acme    Acme\n\
        organizations  0  alone   Alone\n\
        organizations  0  linked  Linked\n\
        organizations  0  post    The Post\n";
    assert_eq!(ran.out, expected);
    let listed = bench.run(&["list", "terms", "--json", "--tag", "letters"]).fine().json();
    let terms: Vec<_> = listed.as_array().unwrap().iter().map(|term| (&term["index"], &term["records"])).collect();
    assert_eq!(terms.len(), 4);
    assert!(terms.iter().all(|(_, records)| **records == 1), "{terms:?}");
    assert_eq!(listed[1]["file"], "content/organizations/acme.md");
}

#[test]
fn an_index_of_the_site_is_a_word_too() {
    let bench = Bench::new(
        "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\noff = [\"people\"]\n[[index]]\nkey = \"beat\"\n\
         -- content/articles/a.md --\n---\ntitle: A\ndate: 2018\nbeat: Labour\n---\n",
    );
    assert_eq!(bench.run(&["list", "beat"]).fine().out, "beat  1  labour  Labour\n");
    bench.run(&["list", "people"]).ended(2).says(&["there is no list of `people`"]);
    bench.run(&["list", "records", "--person", "X"]).ended(2).says(&["no index `people`"]);
}

#[test]
fn drafts_are_what_a_build_leaves_out() {
    let bench = archive();
    let listed = bench.run(&["list", "drafts"]).fine();
    assert_eq!(listed.out, "2027-01-01  later    Later\n2018        draft    Draft\n");
    assert_eq!(bench.run(&["list", "drafts", "--clock", "2027-02-01"]).fine().out, "2018  draft    Draft\n");
}

#[test]
fn orphans_are_what_nothing_names() {
    let bench = archive();
    bench.write("content/articles/bare.md", "---\ntitle: Bare\ndate: 2018\noutlet: The Post\n---\n");
    let listed = bench.run(&["list", "orphans", "--json"]).fine().json();
    let expected = json!([
        {"kind": "entity", "name": "Alone", "file": "content/organizations/alone.md"},
        {"kind": "record", "name": "Bare", "file": "content/articles/bare.md"},
        {"kind": "file", "name": "left.png", "file": "content/articles/left.png"},
    ]);
    assert_eq!(listed, expected);
    bench.run(&["list", "orphans", "--tag", "letters"]).ended(2).says(&["leave out the filters"]);
}

#[test]
fn a_wrong_word_is_answered_with_the_right_one() {
    let bench = archive();
    for (arguments, says) in [
        (&["list", "recrods"][..], "did you mean `records`?"),
        (&["list", "organisations"], "did you mean `organizations`?"),
        (&["list", "xyz"], "write one of `records`, `terms`, `orphans`, `drafts`, `tags`"),
        (&["list", "records", "--tag", "leters"], "did you mean `letters`?"),
        (&["list", "records", "--since", "18"], "`--since`: `18` is not a date"),
        (&["list"], "<WHAT>"),
    ] {
        let ran = bench.run(arguments).ended(2).says(&[says]);
        assert_eq!(ran.out, "");
    }
}

#[test]
fn an_error_in_the_content_is_told_beside_the_list() {
    let bench = archive();
    bench.write("content/articles/broken.md", "---\ntitle: [\n---\n");
    let ran = bench.run(&["list", "records"]).fine().says(&["1 error in the content", "`reportage check`"]);
    assert_eq!(ran.out.lines().count(), 2);
}
