//! What pages tell programs: elements of the head, JSON-LD, robust links, Markdown twins and `llms.txt`.

#![allow(clippy::unwrap_used)]

use crate::support::{Built, Site};
use serde_json::Value;

const SITE: &str = r#"-- site.toml --
title = "The Archive"
base_url = "https://x.example/archive/"
publisher = "The Desk"
excerpt_words = 3
-- content/organizations/acme.md --
---
name: Acme
type: Corporation
identifiers: {wikidata: Q1}
website: https://acme.example/
---
-- content/organizations/office.md --
---
name: The Office
type: GovernmentOrganization
parent_organization: acme
---
-- content/articles/first.md --
---
title: First
date: 2018-06-20
type: post-weblog
outlet: The Blog
url: https://blog.example/first
---
-- content/articles/letter.md --
---
title: 'A "letter" & </script><b>'
date: 2018-06
type: article-magazine
authors: [Jane Doe, {name: José Pérez, as: Jose Perez}]
outlet: The Outlet
section: Politics
url: https://outlet.example/letter?a=1&b=2
url_status: paywalled
accessed: 2018-07-02
archived:
  - {url: "https://web.archive.org/web/20180626100333/https://outlet.example/letter", date: 2018-06-26}
  - {url: "https://perma.cc/AB12-CD34"}
tags: [letters, borders]
organizations: [Acme, {name: The Office, role: mentioned}]
people: [Ann Lee]
places: [{name: San Francisco, lat: 37.77, lon: -122.42}]
sources:
  - {role: first-report, ref: first}
  - {role: confirms, outlet: The Paper, title: More, url: "https://paper.example/more"}
  - {role: quotes, outlet: The Paper, title: More, url: "https://paper.example/more"}
corrections: [{date: 2018-07-01, text: The number was wrong., by: archive}]
series: Letters
rights: All rights reserved
dek: What it says.
added: 2026-11-23
updated: 2026-11-24
---
See [[first]], [Acme](org:acme) and [below](#more), or <https://other.example/>.

## More

Words.
-- content/articles/gone.md --
---
title: Gone
date: 2018-01-01
outlet: The Outlet
url: https://outlet.example/gone
url_status: dead
archived: [{url: "https://web.archive.org/web/2018/https://outlet.example/gone", date: 2018-02-03}]
access: metadata
---
Nothing of this is published.
-- content/articles/part.md --
---
title: Part
date: 2017
outlet: The Outlet
url: https://outlet.example/part
access: excerpt
---
One two three four five.
-- content/articles/essay.md --
---
title: An essay
date: 2016-05-04
---
Of our own.
"#;

fn built() -> Built {
    Site::new(SITE).build_clean()
}

/// The JSON-LD of a page: the nodes of its graph.
fn graph(built: &Built, page: &str) -> Vec<Value> {
    let text = built.text(page);
    let (_, rest) = text.split_once("<script type=\"application/ld+json\">").expect("the page has a graph");
    let (json, _) = rest.split_once("</script>").expect("the element ends");
    let value: Value = serde_json::from_str(json).expect("it is JSON");
    value["@graph"].as_array().expect("it is a graph").clone()
}

/// The value at `path` (`/author/0/name`) of a node, as text.
fn at(node: &Value, path: &str) -> String {
    match node.pointer(path) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

fn meta(text: &str, name: &str) -> Vec<String> {
    let begin = format!("=\"{name}\" content=\"");
    text.lines()
        .filter(|line| line.starts_with("<meta "))
        .filter_map(|line| Some(line.split_once(&begin)?.1.strip_suffix("\">")?.to_owned()))
        .collect()
}

#[test]
#[rustfmt::skip]
fn the_head_tells_reference_managers_what_the_piece_is() {
    let built = built();
    let text = built.text("articles/letter/index.html");
    for (name, expected) in [
        ("z:itemType",                vec!["magazineArticle"]),
        ("citation_title",            vec!["A &quot;letter&quot; &amp; &lt;/script&gt;&lt;b&gt;"]),
        ("citation_author",           vec!["Doe, Jane", "Perez, Jose"]),
        ("citation_publication_date", vec!["2018-06"]),
        ("citation_public_url",       vec!["https://outlet.example/letter?a=1&amp;b=2"]),
        ("citation_language",         vec!["en"]),
        ("prism.publicationName",     vec!["The Outlet"]),
        ("z:archive",                 vec!["Internet Archive"]),
        ("z:archiveLocation",         vec!["https://web.archive.org/web/20180626100333/https://outlet.example/letter"]),
        ("DCTERMS.abstract",          vec!["What it says."]),
        ("DCTERMS.subject",           vec!["letters", "borders"]),
        ("DCTERMS.publisher",         vec![]),
        ("citation_journal_title",    vec![]),
        ("author",                    vec!["Jane Doe", "Jose Perez"]),
        // A month is no day: nothing is said where a day is wanted.
        ("article:published_time",    vec![]),
        ("article:modified_time",     vec!["2026-11-24"]),
        ("article:section",           vec!["Politics"]),
    ] {
        assert_eq!(meta(text, name), expected, "{name}");
    }
    assert_eq!(meta(built.text("articles/gone/index.html"), "article:published_time"), ["2018-01-01"]);
    assert_eq!(meta(built.text("articles/essay/index.html"), "prism.publicationName"), ["The Archive"]);
}

#[test]
#[rustfmt::skip]
fn the_graph_tells_the_piece_from_the_page() {
    let built = built();
    let nodes = graph(&built, "articles/letter/index.html");
    let [work, page] = &nodes[..] else { panic!("{nodes:#?}") };
    for (node, path, expected) in [
        (work, "/@type",                    "NewsArticle"),
        (work, "/headline",                 "A \"letter\" & </script><b>"),
        (work, "/url",                      "https://outlet.example/letter?a=1&b=2"),
        (work, "/datePublished",            "2018-06"),
        (work, "/author/1/name",            "Jose Perez"),
        (work, "/publisher/@type",          "NewsMediaOrganization"),
        (work, "/publisher/name",           "The Outlet"),
        (work, "/archivedAt/1",             "https://perma.cc/AB12-CD34"),
        (work, "/isAccessibleForFree",      "false"),
        (work, "/about/0/@type",            "Corporation"),
        (work, "/about/0/sameAs/0",         "https://www.wikidata.org/wiki/Q1"),
        (work, "/about/1/@type",            "Person"),
        (work, "/mentions/@type",           "GovernmentOrganization"),
        (work, "/keywords/1",               "borders"),
        (work, "/contentLocation/geo/latitude", "37.77"),
        (work, "/citation/0/@type",         "BlogPosting"),
        (work, "/citation/0/@id",           "https://x.example/archive/articles/first/#work"),
        (work, "/citation/1/name",          "More"),
        (work, "/citation/2",               ""),
        (work, "/correction/text",          "The number was wrong."),
        (work, "/isPartOf/name",            "Letters"),
        (work, "/sdPublisher/@id",          "https://x.example/archive/#publisher"),
        (page, "/@type",                    "WebPage"),
        (page, "/@id",                      "https://x.example/archive/articles/letter/"),
        (page, "/mainEntity/@id",           "https://x.example/archive/articles/letter/#work"),
        (page, "/isPartOf/name",            "The Archive"),
        (page, "/publisher/name",           "The Desk"),
        (page, "/dateModified",             "2026-11-24"),
        (page, "/datePublished",            ""),
    ] {
        assert_eq!(at(node, path), expected, "{path} in {node:#}");
    }
    let essay = graph(&built, "articles/essay/index.html");
    assert_eq!(at(&essay[0], "/@type"), "Article");
    assert_eq!(at(&essay[0], "/publisher/name"), "The Desk");
    assert_eq!(at(&essay[0], "/url"), "https://x.example/archive/articles/essay/");
}

#[test]
#[rustfmt::skip]
fn other_pages_tell_what_they_are() {
    let built = built();
    for (file, node, path, expected) in [
        ("index.html",                       0, "/@type",                        "WebSite"),
        ("index.html",                       1, "/name",                         "The Desk"),
        ("organizations/acme/index.html",    0, "/mainEntity/@id",               "https://x.example/archive/organizations/acme/#subject"),
        ("organizations/acme/index.html",    1, "/sameAs/1",                     "https://acme.example/"),
        ("organizations/office/index.html",  1, "/parentOrganization/name",      "Acme"),
        ("people/ann-lee/index.html",        1, "/@type",                        "Person"),
        ("tags/letters/index.html",          1, "/@type",                        "DefinedTerm"),
        ("years/2018/index.html",            0, "/@type",                        "CollectionPage"),
    ] {
        assert_eq!(at(&graph(&built, file)[node], path), expected, "{file} {path}");
    }
}

/// Checkers take the block for a script, so the page's own policy names it; nothing else may come in that way.
#[test]
fn the_policy_of_a_page_names_its_graph() {
    let built = built();
    let text = built.text("articles/letter/index.html");
    let (_, rest) = text.split_once("<script type=\"application/ld+json\">").unwrap();
    let hash = reportage::theme::integrity_of(rest.split_once("</script>").unwrap().0.as_bytes());
    assert!(text.contains(&format!(" '{hash}'; object-src 'none'")), "{text}");
}

#[test]
fn a_link_to_an_original_says_where_its_copies_are() {
    let built = built();
    let link = |file: &str| {
        let text = built.text(file);
        let (_, rest) = text.split_once("<a class=\"original\"").unwrap();
        rest.split_once('>').unwrap().0.to_owned()
    };
    let living = link("articles/letter/index.html");
    for part in [
        "href=\"https://outlet.example/letter?a=1&amp;b=2\"",
        "data-originalurl=\"https://outlet.example/letter?a=1&amp;b=2\"",
        "data-versionurl=\"https://web.archive.org/web/20180626100333/https://outlet.example/letter 2018-06-26 https://perma.cc/AB12-CD34\"",
        "data-versiondate=\"2018-07-02\"",
    ] {
        assert!(living.contains(part), "{part} is not in {living}");
    }
    let dead = link("articles/gone/index.html");
    for part in [
        "href=\"https://web.archive.org/web/2018/https://outlet.example/gone\"",
        "data-originalurl=\"https://outlet.example/gone\"",
        "data-versiondate=\"2018-02-03\"",
    ] {
        assert!(dead.contains(part), "{part} is not in {dead}");
    }
}

#[test]
fn a_twin_is_the_record_as_markdown_that_stands_by_itself() {
    let built = built();
    let twin = built.text("articles/letter/index.md");
    for part in [
        "title: A \"letter\" & </script><b>\n",
        "date: 2018-06\n",
        "outlet: The Outlet\n",
        "- role: first-report\n  outlet: The Blog\n  title: First\n  url: https://blog.example/first\n",
        "  record: https://x.example/archive/articles/letter/\n",
        "# A \"letter\" \\& \\</script\\>\\<b\\>\n\n*What it says.*\n\n",
        "See [First](https://x.example/archive/articles/first/), [Acme](https://x.example/archive/organizations/acme/) and \
         [below](https://x.example/archive/articles/letter/#more), or <https://other.example/>.\n",
        "## More\n",
    ] {
        assert!(twin.contains(part), "{part:?} is not in:\n{twin}");
    }
    assert!(!built.text("articles/gone/index.md").contains("Nothing of this"));
    let part = built.text("articles/part/index.md");
    assert!(part.ends_with("One two three …\n"), "{part}");
    assert!(built.text("articles/letter/index.html").contains(
        "<link rel=\"alternate\" type=\"text/markdown\" title=\"Markdown\" href=\"/archive/articles/letter/index.md\">"
    ));
}

/// What a twin says in its front matter is what the record says: another archive can take it in.
#[test]
fn a_twin_can_be_read_as_a_record() {
    let twins = built();
    let files: String = ["letter", "first", "gone", "part", "essay"]
        .iter()
        .map(|name| format!("-- content/articles/{name}.md --\n{}", twins.text(&format!("articles/{name}/index.md"))))
        .collect();
    let site = format!("-- site.toml --\ntitle = \"Another\"\nbase_url = \"https://y.example/\"\n{files}");
    let built = Site::new(&site).build();
    assert_eq!(built.problems(), Vec::<String>::new());
    assert_eq!(meta(built.text("articles/letter/index.html"), "citation_author"), ["Doe, Jane", "Perez, Jose"]);
    assert_eq!(meta(built.text("articles/gone/index.html"), "z:archive"), ["Internet Archive"]);
}

#[test]
fn the_overview_names_every_page_of_the_archives_own_and_the_latest_records() {
    let built = built();
    let text = built.text("llms.txt");
    for part in [
        "# The Archive\n",
        "- [Organizations](https://x.example/archive/organizations/)\n",
        "- [Gone](https://x.example/archive/articles/gone/index.md)\n",
        "Records: 5.",
    ] {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
}

#[test]
fn twins_and_overview_can_be_turned_off() {
    let site = SITE.replace("excerpt_words = 3", "off = [\"markdown\", \"llms\"]");
    let built = Site::new(&site).build_clean();
    assert!(!built.has("llms.txt") && !built.has("articles/letter/index.md"));
    assert!(!built.text("articles/letter/index.html").contains("text/markdown"));
}
