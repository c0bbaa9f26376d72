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
        "id": "letter", "title": "A letter", "date": "2018-06-25", "outlet": "The Post",
        "type": "article-newspaper", "language": "en", "access": "fulltext", "url": null,
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
fn types_languages_access_and_any_index_are_filters() {
    let bench = Bench::new(
        "-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\ntype: report\nlanguage: pt-BR\nseries: The border\n---\n\
         -- content/articles/b.md --\n---\ntitle: B\ndate: 2017\ntype: interview\naccess: excerpt\nseries: The border\n---\n\
         -- content/articles/c.md --\n---\ntitle: C\ndate: 2016\ntype: letter\nlanguage: es\nauthors: [Jane Doe]\n---\n",
    );
    for (arguments, expected) in [
        (&["--type", "report"][..], &["a"][..]),
        (&["--type", "report", "--type", "letter"], &["a", "c"]),
        (&["--language", "pt"], &["a"]),
        (&["--language", "PT-br"], &["a"]),
        (&["--language", "p"], &[]),
        (&["--language", "en"], &["b"]),
        (&["--access", "excerpt"], &["b"]),
        (&["--term", "series:The Border"], &["a", "b"]),
        (&["--term", "series:the-border", "--access", "fulltext"], &["a"]),
        (&["--term", "authors:Jane Doe"], &["c"]),
    ] {
        let listed = bench.run(&[&["list", "records", "--json"], arguments].concat()).fine().json();
        let ids: Vec<&str> = listed.as_array().unwrap().iter().filter_map(|record| record["id"].as_str()).collect();
        assert_eq!(ids, expected, "{arguments:?}");
    }
}

/// Something of all that an editor asks for.
fn desk() -> Bench {
    let bench = Bench::sound();
    bench.write(
        "content/articles/kept.md",
        "---\ntitle: Kept\ndate: 2018\nurl: https://a.example/kept\narchived: https://copies.example/kept\ntags: [letters]\n---\n",
    );
    bench.write(
        "content/articles/lost.md",
        "---\ntitle: Lost\ndate: 2017\nurl: https://a.example/lost\ntags: [letters]\npeople: [Jane Millward]\n\
         image: {file: x.svg}\n---\n![](x.svg)\n",
    );
    bench.write("content/articles/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
    bench.write(
        "content/articles/fine.md",
        "---\ntitle: Fine\ndate: 2019\nurl: https://a.example/fine\ntags: [letter]\npeople: [Jane Milward]\n---\n",
    );
    bench.write(
        "links.toml",
        "[\"https://a.example/fine\"]\nstatus = \"live\"\nchecked = 2026-11-01\n\n\
         [\"https://a.example/kept\"]\nstatus = \"dead\"\nchecked = 2026-11-01\nsince = 2026-10-01\n\n\
         [\"https://a.example/lost\"]\nstatus = \"dead\"\nchecked = 2026-11-01\n",
    );
    bench
}

#[test]
fn what_an_editor_asks_is_answered() {
    let bench = desk();
    for (what, expected) in [
        ("missing-copies", "dead  2017  lost  https://a.example/lost\nlive  2019  fine  https://a.example/fine\n"),
        (
            "missing-alt",
            "content/articles/lost.md:7  the image `x.svg` has no `alt`\n\
             content/articles/lost.md:9  `![](x.svg)` has no alternative text\n",
        ),
        ("single-mentions", "tags    fine  letter\npeople  lost  Jane Millward\npeople  fine  Jane Milward\n"),
        ("near-duplicates", "tags    1  letter        letters        3\npeople  1  Jane Milward  Jane Millward  1\n"),
        (
            "dead-links",
            "2026-10-01  1  content/articles/kept.md  https://a.example/kept\n\
             unknown     0  content/articles/lost.md  https://a.example/lost\n",
        ),
    ] {
        assert_eq!(bench.run(&["list", what]).fine().out, expected, "{what}");
    }
    assert_eq!(bench.run(&["list", "missing-copies", "--since", "2019"]).fine().out.lines().count(), 1);
}

#[test]
fn every_list_is_json_and_csv_too() {
    let bench = desk();
    bench.write("content/organizations/alone.md", "---\nname: =Alone\n---\n");
    bench.write("content/articles/draft.md", "---\ntitle: D\ndate: 2018\ndraft: true\ntags: [letters]\n---\n");
    for what in [
        "records",
        "terms",
        "tags",
        "drafts",
        "orphans",
        "missing-copies",
        "missing-alt",
        "single-mentions",
        "near-duplicates",
        "dead-links",
    ] {
        let listed = bench.run(&["list", what, "--json"]).fine().json();
        let objects = listed.as_array().unwrap();
        assert!(!objects.is_empty(), "{what}");
        let csv = bench.run(&["list", what, "--csv"]).fine().out;
        let fields: Vec<&str> = objects[0].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(csv.lines().next().unwrap(), fields.join(","), "{what}");
        assert_eq!(csv.lines().count(), objects.len() + 1, "{what}");
    }
    let orphans = bench.run(&["list", "orphans", "--csv"]).fine().out;
    assert!(orphans.contains("entity,'=Alone,content/organizations/alone.md\r\n"), "{orphans}");
    let dead = bench.run(&["list", "dead-links", "--json"]).fine().json();
    let expected = json!({
        "url": "https://a.example/kept", "since": "2026-10-01", "checked": "2026-11-01",
        "copies": ["https://copies.example/kept"], "files": ["content/articles/kept.md"], "path": "/articles/kept/",
    });
    assert_eq!(dead[0], expected);
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
        (
            &["list", "xyz"],
            "write one of `records`, `terms`, `orphans`, `drafts`, `missing-copies`, `missing-alt`, `single-mentions`, `near-duplicates`, `dead-links`, `tags`",
        ),
        (&["list", "records", "--tag", "leters"], "did you mean `letters`?"),
        (&["list", "records", "--since", "18"], "`--since`: `18` is not a date"),
        (&["list", "missing-copys"], "did you mean `missing-copies`?"),
        (&["list", "records", "--type", "article-magasine"], "did you mean `article-magazine`?"),
        (&["list", "records", "--access", "open"], "write one of `dark`, `metadata`"),
        (&["list", "records", "--term", "letters"], "write the index and the name: `tags:letters`"),
        (&["list", "records", "--term", "tgas:letters"], "did you mean `tags:letters`?"),
        (&["list", "records", "--term", "tags:leters"], "did you mean `letters`?"),
        (&["list", "dead-links", "--since", "2018"], "leave out the filters"),
        (&["list", "records", "--json", "--csv"], "cannot be used with"),
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
