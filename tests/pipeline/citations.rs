//! What reference software is given of records: each form, each type, each precision, and whatever stands in a headline.
#![allow(clippy::unwrap_used)]

use crate::support::page::between;
use crate::support::{Built, Site, faults, record};
use reportage::citation::Styles;
use serde_json::{Value, json};

const SETTINGS: &str = "-- site.toml --
title = \"The Archive\"
base_url = \"https://example.org/archive/\"
publisher = \"The Desk\"
";

const WHOLE: &str = "title: Workers ask BuzzFeed to leave
date: 2018-06-25
type: article-magazine
outlet: Mother Jones
section: Politics
url: https://example.com/original?a=b&c=d_e
accessed: 2018-07-02
archived: {url: \"https://web.archive.org/web/2018/https://example.com/original\", date: 2018-06-26}
authors: [Anna van der Berg, Reuters Staff, {name: José Pérez, as: Jose Perez}]
tags: [open letters, border]
dek: One sentence.
language: es";

/// A site with one record of these lines, and what its CSL-JSON says.
fn item(lines: &str) -> Value {
    let built = build(&format!("-- content/articles/a.md --\n---\n{lines}\n---\n"));
    let list: Value = serde_json::from_str(built.text("articles/a/cite.json")).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    list[0].clone()
}

fn build(files: &str) -> Built {
    let built = Site::new(&format!("{SETTINGS}{files}")).build();
    assert_eq!(built.report.errors(), 0, "{:?}", built.problems());
    built
}

#[test]
fn all_that_is_known_of_a_piece_is_in_csl_json() {
    let expected = json!({
        "id": "a",
        "type": "article-magazine",
        "title": "Workers ask BuzzFeed to leave",
        "author": [
            {"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"},
            {"literal": "Reuters Staff"},
            {"family": "Perez", "given": "Jose"},
        ],
        "container-title": "Mother Jones",
        "section": "Politics",
        "issued": {"date-parts": [[2018, 6, 25]]},
        "accessed": {"date-parts": [[2018, 7, 2]]},
        "URL": "https://example.com/original?a=b&c=d_e",
        "archive": "Internet Archive",
        "archive_location": "https://web.archive.org/web/2018/https://example.com/original",
        "language": "es",
        "abstract": "One sentence.",
        "keyword": "open letters, border",
    });
    assert_eq!(item(WHOLE), expected);
}

#[test]
fn types_are_those_of_each_form() {
    for (kind, csl, bibtex, ris) in [
        ("article-newspaper", "article-newspaper", "@article{", "NEWS"),
        ("article-magazine", "article-magazine", "@article{", "MGZN"),
        ("webpage", "webpage", "@online{", "ELEC"),
        ("post-weblog", "post-weblog", "@online{", "BLOG"),
        ("report", "report", "@report{", "RPRT"),
        ("letter", "personal_communication", "@misc{", "PCOMM"),
        ("broadcast", "broadcast", "@misc{", "MULTI"),
        ("interview", "interview", "@misc{", "PCOMM"),
    ] {
        let built = build(&record("a.md", &format!("date: 2018\noutlet: The Outlet\ntype: {kind}")));
        let [json, bib, reference] = ["json", "bib", "ris"].map(|form| built.text(&format!("articles/a/cite.{form}")));
        assert_eq!(serde_json::from_str::<Value>(json).unwrap()[0]["type"], csl, "{kind}");
        assert!(bib.starts_with(bibtex) && bib.contains("= {The Outlet},"), "{kind}: {bib}");
        assert!(reference.starts_with(&format!("TY  - {ris}\r\n")), "{kind}: {reference}");
        assert!(json.contains("The Outlet") && reference.contains("T2  - The Outlet\r\n"), "{kind}");
    }
}

#[test]
fn dates_are_as_precise_as_they_are_known() {
    for (date, csl, bibtex, ris) in [
        ("2018-06-25", json!({"date-parts": [[2018, 6, 25]]}), "date = {2018-06-25}", "DA  - 2018/06/25/\r\n"),
        ("2018-06", json!({"date-parts": [[2018, 6]]}), "date = {2018-06}", "DA  - 2018/06//\r\n"),
        ("2018", json!({"date-parts": [[2018]]}), "date = {2018}", "DA  - 2018///\r\n"),
        (
            "2018-06~",
            json!({"date-parts": [[2018, 6]], "circa": true}),
            "date = {2018-06~}",
            "DA  - 2018/06//circa\r\n",
        ),
        ("\"2018?\"", json!({"date-parts": [[2018]], "circa": true}), "date = {2018?}", "DA  - 2018///circa\r\n"),
    ] {
        let built = build(&record("a.md", &format!("date: {date}")));
        let list: Value = serde_json::from_str(built.text("articles/a/cite.json")).unwrap();
        assert_eq!(list[0]["issued"], csl, "{date}");
        assert!(built.text("articles/a/cite.bib").contains(bibtex), "{date}: {}", built.text("articles/a/cite.bib"));
        assert!(built.text("articles/a/cite.ris").contains(ris), "{date}: {}", built.text("articles/a/cite.ris"));
    }
    let undated = build(&record("a.md", "outlet: O"));
    for form in ["json", "bib", "ris"] {
        let text = undated.text(&format!("articles/a/cite.{form}"));
        assert!(!["issued", "date =", "year", "DA  -", "PY  -"].iter().any(|word| text.contains(word)), "{text}");
    }
}

#[test]
fn a_dead_original_is_cited_by_its_copy() {
    let dead = item(&format!("{WHOLE}\nurl_status: dead"));
    assert_eq!(dead["URL"], "https://web.archive.org/web/2018/https://example.com/original");
    assert_eq!(dead["note"], "Original: https://example.com/original?a=b&c=d_e");
    let without_copy = item("title: A\nurl: https://example.com/a\nurl_status: dead");
    assert_eq!((&without_copy["URL"], &without_copy["note"]), (&json!("https://example.com/a"), &Value::Null));

    let files = format!("-- content/articles/a.md --\n---\n{WHOLE}\nurl_status: dead\n---\n");
    let built = build(&files);
    let bib = built.text("articles/a/cite.bib");
    assert!(bib.contains("url = {https://web.archive.org/web/2018/https://example.com/original}"), "{bib}");
    assert!(bib.contains("note = {Original: \\url{https://example.com/original?a=b&c=d_e}}"), "{bib}");
    let ris = built.text("articles/a/cite.ris");
    assert!(ris.contains("UR  - https://web.archive.org/web/2018/"), "{ris}");
    assert!(ris.contains("N1  - Original: https://example.com/original?a=b&c=d_e\r\n"), "{ris}");
    for citation in &cited(&built, "articles/a/index.html")[..3] {
        assert!(citation.contains("https://web.archive.org/web/2018/"), "{citation}");
        let end = "[Original, no longer there: https://example.com/original?a=b&amp;c=d_e]";
        assert!(citation.ends_with(end), "{citation}");
    }
}

#[test]
fn the_archive_publishes_its_own_essays_and_nothing_else() {
    let own = item("title: What we found\nauthors: [Jane Doe]");
    assert_eq!(own["publisher"], "The Desk");
    assert_eq!(own["URL"], "https://example.org/archive/articles/a/");
    assert_eq!((&own["container-title"], &own["type"]), (&Value::Null, &json!("webpage")));
    for lines in ["title: A\nurl: https://example.com/a", "title: A\noutlet: O", WHOLE] {
        let text = item(lines).to_string();
        assert!(!text.contains("The Desk") && !text.contains("The Archive"), "{text}");
    }
    // A report stands in nothing: who gives it out publishes it.
    let report = item("title: A\ntype: report\noutlet: Human Rights Group");
    assert_eq!((&report["publisher"], &report["container-title"]), (&json!("Human Rights Group"), &Value::Null));
}

#[test]
fn a_copy_of_our_own_is_the_archives() {
    let file = "-- content/articles/copy.pdf --\n%PDF\n";
    let lines = "outlet: O\nurl: https://example.com/a\narchived: {file: copy.pdf, date: 2018}";
    let built = build(&format!("{file}{}", record("a.md", lines)));
    let list: Value = serde_json::from_str(built.text("articles/a/cite.json")).unwrap();
    assert_eq!(list[0]["archive"], "The Archive");
    assert_eq!(list[0]["archive_location"], "https://example.org/archive/files/articles/copy.pdf");
}

#[test]
fn an_outlet_or_organization_that_writes_is_no_person() {
    let files = format!(
        "{}-- content/people/page.md --\n---\nname: Mary Press\n---\n",
        record(
            "a.md",
            "outlet: Mother Jones\nauthors: [Mother Jones, Mary Press, Green Peace, Acme Staff]\norganizations: [Green Peace]\npeople: [Mary Press]"
        )
    );
    let list: Value = serde_json::from_str(build(&files).text("articles/a/cite.json")).unwrap();
    let expected = json!([
        {"literal": "Mother Jones"},
        {"family": "Press", "given": "Mary"},
        {"literal": "Green Peace"},
        {"literal": "Acme Staff"},
    ]);
    assert_eq!(list[0]["author"], expected);
}

#[test]
fn no_headline_breaks_a_form() {
    let title = "\"50 % of {it} & \\\\ $1 #2 a_b ~ ^ }{ @x: <b>\\nTY  - BOOK\\r\\nER  - \"";
    let lines = format!("title: {title}\ndate: 2018\noutlet: \"O & {{P\"\nauthors: [\"D{{oe, J}}ane and Roe\"]");
    let built = build(&format!("-- content/articles/a.md --\n---\n{lines}\n---\n"));
    let list: Value = serde_json::from_str(built.text("articles/a/cite.json")).unwrap();
    assert_eq!(list[0]["title"], "50 % of {it} & \\ $1 #2 a_b ~ ^ }{ @x: <b> TY - BOOK ER -");
    let ris = built.text("articles/a/cite.ris");
    assert_eq!((ris.matches("TY  - ").count(), ris.matches("ER  - ").count()), (1, 1), "{ris}");
    assert!(ris.lines().all(|line| line.get(2..6) == Some("  - ")), "{ris}");
    assert_eq!(ris.matches('\n').count(), ris.matches("\r\n").count());
    let bib = built.text("articles/a/cite.bib");
    let depth = bib.chars().fold(0_i32, |depth, letter| {
        let depth = depth + i32::from(letter == '{') - i32::from(letter == '}');
        assert!(depth >= 0, "{bib}");
        depth
    });
    assert_eq!(depth, 0, "{bib}");
    assert!(bib.contains("50 \\% of \\textbraceleft{}it\\textbraceright{} \\& \\textbackslash{}"), "{bib}");
    let page = built.text("articles/a/index.html");
    assert!(page.contains("&lt;b&gt;") && !between(page, "class=\"cite\"", "</section>")[0].contains("<b>"));
}

#[test]
fn terms_and_the_whole_archive_have_files() {
    let lines =
        "date: 2018\noutlet: O\ntags: [t]\norganizations: [Acme]\npeople: [Jane Doe]\nseries: S\nauthors: [A B]";
    let files =
        [record("a.md", lines), record("b.md", "date: 2019\ntags: [t]"), record("c.md", "access: dark\ntags: [t]")];
    let alone = "-- content/tags/alone.md --\n---\nname: alone\n---\n";
    let built = build(&format!("{}{alone}", files.concat()));
    let ids = |path: &str| -> Vec<String> {
        let list: Vec<Value> = serde_json::from_str(built.text(path)).unwrap();
        list.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    for (path, expected) in [
        ("data/citations", &["b", "a"][..]),
        ("tags/t/cite", &["b", "a"]),
        ("organizations/acme/cite", &["a"]),
        ("people/jane-doe/cite", &["a"]),
        ("outlets/o/cite", &["a"]),
        ("series/s/cite", &["a"]),
    ] {
        assert_eq!(ids(&format!("{path}.json")), expected, "{path}");
        let count = |form: &str, mark: &str| built.text(&format!("{path}.{form}")).matches(mark).count();
        assert_eq!((count("bib", "title = {"), count("ris", "TY  - ")), (expected.len(), expected.len()), "{path}");
    }
    for path in ["tags/alone/cite.json", "authors/a-b/cite.json", "years/2018/cite.json", "articles/c/cite.json"] {
        assert!(!built.has(path), "{path}");
    }
    let page = built.text("tags/t/index.html");
    assert!(page.contains("href=\"/archive/tags/t/cite.bib\" type=\"application/x-bibtex\""), "{page}");

    let off = Site::new(&format!("{SETTINGS}off = [\"citations\", \"csl-json\", \"bibtex\", \"ris\"]\n{}", files[0]))
        .build_clean();
    let paths: Vec<&String> = off.outputs.keys().filter(|path| path.contains("cit") || path.contains("CIT")).collect();
    assert_eq!(paths, Vec::<&String>::new());
    assert!(!off.text("articles/a/index.html").contains("cite.bib"));
}

#[test]
fn a_page_that_is_a_file_has_its_citation_beside_it() {
    let built = build(&format!("permalink = \"/{{id}}.html\"\n{}", record("a.md", "date: 2018")));
    assert!(built.has("a.html") && built.has("a.cite.json") && built.has("a.cite.bib"));
    assert!(built.text("a.html").contains("href=\"/archive/a.cite.ris\""));
}

/// The citations on a page, as HTML.
fn cited(built: &Built, path: &str) -> Vec<String> {
    let parts = between(built.text(path), "<p class=\"citation\"", "</p>");
    parts.iter().map(|part| part.split_once('>').unwrap().1.to_owned()).collect()
}

#[test]
fn pages_cite_in_the_styles_of_the_site() {
    let files = format!("-- content/articles/a.md --\n---\n{WHOLE}\n---\n");
    let address = "https://example.com/original?a=b&amp;c=d_e";
    let chicago = format!(
        "Berg, Anna van der, Reuters Staff, and Jose Perez. “Workers ask BuzzFeed to leave.” <i>Mother Jones</i>, June 25, 2018. {address}."
    );
    let apa = format!(
        "van der Berg, A., Reuters Staff, &amp; Perez, J. (2018, June 25). Workers ask BuzzFeed to leave. <i>Mother Jones</i>. {address}"
    );
    let mla = format!(
        "van der Berg, Anna, et al. “Workers ask BuzzFeed to leave.” <i>Mother Jones</i>, 25 June 2018, {address}."
    );
    assert_eq!(cited(&build(&files), "articles/a/index.html")[..3], [chicago, apa.clone(), mla]);

    let own = "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\"><info><title>Ours</title>\
        <id>ours</id></info><citation><layout suffix=\"!\"><text variable=\"title\" font-weight=\"bold\"/></layout></citation></style>";
    let settings = "citation_styles = [\"styles/ours.csl\", \"apa\"]\n";
    let built = build(&format!("{settings}-- styles/ours.csl --\n{own}\n{files}"));
    assert_eq!(cited(&built, "articles/a/index.html")[..2], ["<b>Workers ask BuzzFeed to leave</b>!", &apa]);
    assert!(built.text("articles/a/index.html").contains("<h3>Ours</h3>"));

    let none = build(&format!("citation_styles = []\n{files}"));
    assert_eq!(cited(&none, "articles/a/index.html").len(), 1, "the archive's own line stays");
    let german = build(&format!("language = \"de\"\n{files}"));
    assert!(cited(&german, "articles/a/index.html")[0].contains("25. Juni 2018"));
}

#[test]
fn a_headline_of_the_archives_own_stands_in_brackets() {
    let lines = "title: A letter\ntitle_by: archive\noutlet: O\ndate: 2018";
    let built = build(&format!("-- content/articles/a.md --\n---\n{lines}\n---\n"));
    for citation in cited(&built, "articles/a/index.html") {
        assert!(citation.contains("[A Letter]") || citation.contains("[A letter]"), "{citation}");
    }
    assert_eq!(item(lines)["title"], "A letter");
}

#[test]
fn styles_that_are_none_are_told() {
    faults::check(
        "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
citation_styles = [\"chigaco\", \"styles/our.csl\", \"styles/broken.csl\", \"styles/other.csl\", \"styles/like.csl\", \"styles/endless.csl\"]
#                  ^^^^^^^^^ error[unknown-citation-style]: no citation style is called `chigaco`
# = help: did you mean `chicago`?
#                             ^^^^^^^^^^^^^^^^ error[unknown-citation-style]: there is no citation style `styles/our.csl`
# = help: did you mean `styles/ours.csl`?
-- styles/ours.csl --
<style/>
-- styles/broken.csl --
<style><info></style>
#            ^ error[bad-citation-style]: this is not XML: ill-formed document: expected `</info>`, but `</style>` was found
# = help: correct the file, or take its original again
-- styles/other.csl --
<style class=\"note\" version=\"1.0\"><info><title>O</title><id>o</id></info><citation><text/></citation></style>
#^^^^^ error[bad-citation-style]: `styles/other.csl` is no citation style (CSL 1.0): missing field `layout` in `citation`
# = help: take a style from https://www.zotero.org/styles, or make one valid by the schema of CSL
-- styles/like.csl --
<style version=\"1.0\"><info><title>L</title><id>l</id><link href=\"http://www.zotero.org/styles/apa\" rel=\"independent-parent\"/></info></style>
#^^^^^ error[bad-citation-style]: `styles/like.csl` only says that it is like `http://www.zotero.org/styles/apa`
# = help: name that style, or put its file into `styles/`
-- styles/endless.csl --
<style class=\"in-text\" version=\"1.0\"><info><title>E</title><id>e</id></info>
<macro name=\"title\"><text variable=\"title\"/></macro>
<macro name=\"a\"><group><text macro=\"b\"/></group></macro>
#^^^^^ error[bad-citation-style]: the macro `a` of `styles/endless.csl` calls itself, so that no citation comes to an end
# = help: take the call out of it, or out of a macro that it calls
<macro name=\"b\"><text macro=\"title\"/><text macro=\"a\"/></macro>
<citation><layout><text macro=\"a\"/></layout></citation></style>
",
    );
}

#[test]
fn the_archive_itself_can_be_cited() {
    let records = [record("a.md", "date: 2018\nadded: 2026-03-01"), record("b.md", "date: 2018\nupdated: 2026-04")];
    let text = |settings: &str| {
        let built = Site::new(&format!("{SETTINGS}{settings}{}", records.concat())).build_clean();
        built.text("CITATION.cff").to_owned()
    };
    let expected = "cff-version: 1.2.0
message: \"If you use this archive, please cite it as below.\"
type: dataset
title: \"The Archive\"
authors:
  - name: \"The Desk\"
url: \"https://example.org/archive/\"
date-released: \"2026-03-01\"
";
    assert_eq!(text(""), expected);
    assert_eq!(text("license = \"CC-BY-4.0\"\n"), format!("{expected}license: \"CC-BY-4.0\"\n"));
    let terms = "license = \"https://example.org/terms/\"\n";
    assert_eq!(text(terms), format!("{expected}license-url: \"https://example.org/terms/\"\n"));
}

#[test]
fn nothing_is_cited_where_no_template_shows_it() {
    let lines = record("a.md", "date: 2018\noutlet: O");
    let plain = build(&format!("-- templates/record.html --\n{{{{ record.title }}}}\n{lines}"));
    assert_eq!(plain.text("articles/a/index.html"), "a.md\n");
    assert!(Styles::default().is_empty());
}
