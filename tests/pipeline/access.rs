//! What `access` and `draft` keep from being published: no file of the site has any of it, whatever kind it is.
//!
//! Every field and every file of the record under test has words that stand nowhere else. A record that is published in
//! full shows that each of them would be found.

use crate::support::reader::Search;
use crate::support::{Built, Site};

/// The front matter of the record under test: every `zq…` stands in it alone.
const FIELDS: &str = "id: zqid
title: Zqtitle of the piece
date: 2018-06-25
dek: Zqdek says it
outlet: Zqoutlet
section: Zqsection
authors: [{name: Zqauthor, as: Zqprinted}]
url: https://zqoriginal.example/story
archived: [{url: 'https://zqmemento.example/copy'}, {file: zqcopy.wacz}]
tags: [zqtag]
organizations: [Zqorganization, {name: Acme, as: Zqacme}]
people: [{name: Zqperson, role: zqrole}]
places: [Zqplace]
beat: Zqbeat
sources: [{outlet: Zqsource, title: Zqheadline, role: first-report}, {url: 'https://zqreport.example/', role: confirms}]
figures: [{value: zqvalue, unit: zqunit, what: zqwhat, attributed_to: Zqcounter}]
quotes: [{text: Zqquote, by: Zqspeaker, role: zqoffice}]
image: {file: zqimage.svg, alt: Zqalt, caption: Zqcaption, credit: Zqcredit, license: Zqlicense}
documents: [{title: Zqdocument, file: zqletter.pdf}]
corrections: [{date: 2018-07-01, text: Zqcorrection}]
related: [known]
series: Zqseries
rights: Zqrights
aliases: [/zqalias/]
extra: {zqkey: zqextra}
";

/// Where each of these words would stand.
const FIELD_WORDS: &[&str] = &[
    "zqid",
    "zqtitle",
    "zqdek",
    "zqoutlet",
    "zqsection",
    "zqprinted",
    "zqoriginal",
    "zqmemento",
    "zqcopy",
    "zqtag",
    "zqorganization",
    "zqacme",
    "zqperson",
    "zqrole",
    "zqplace",
    "zqbeat",
    "zqsource",
    "zqheadline",
    "zqreport",
    "zqvalue",
    "zqunit",
    "zqwhat",
    "zqcounter",
    "zqquote",
    "zqspeaker",
    "zqoffice",
    "zqimage",
    "zqalt",
    "zqcaption",
    "zqcredit",
    "zqlicense",
    "zqdocument",
    "zqletter",
    "zqcorrection",
    "zqseries",
    "zqrights",
    "zqalias",
    "zqkey",
    "zqextra",
    "zqcrawl",
    "zqpage",
    "zqdrawn",
];

/// What only the text says, or names.
const BODY_WORDS: &[&str] = &[
    "zqheading",
    "zqone",
    "zqtwo",
    "zqthree",
    "zqfour",
    "zqfive",
    "zqsix",
    "zqseven",
    "zqcode",
    "zqcell",
    "zqnote",
    "zqplan",
    "zqmap",
    "zqtable",
    "zqrow",
    "zqsketch",
    "zqwiki",
];

/// A site in which the record under test has this access; others name it in every way that there is.
fn site(access: &str) -> Site {
    Site::new(&format!(
        "
-- site.toml --
title = \"Archive\"
base_url = \"https://example.org/\"
excerpt_words = 5
[[index]]
key = \"beat\"
title = \"Beats\"
-- templates/record.html --
{{% extends \"broadsheet/record.html\" -%}}
{{% block head -%}}
<script type=\"text/plain\">{{{{ record }}}} {{{{ headings }}}}</script>
{{% endblock -%}}
-- content/articles/2018/zqid.md --
---
{FIELDS}{access}
---
Zqone zqtwo [zqthree](zqplan.csv).

## Zqheading

Zqfour zqfive ![Zqsix](zqmap.svg) [zqseven][far] ![[zqsketch.svg|A sketch]] [[known|Zqwiki]][^1].

```
zqcode
```

| zqcell |
|---|
| b |

[^1]: Zqnote.

[far]: zqtable.csv
-- content/articles/2018/zqcopy.wacz --
zqcrawl
-- content/articles/2018/zqletter.pdf --
zqpage
-- content/articles/2018/zqimage.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\"><title>zqdrawn</title></svg>
-- content/articles/2018/zqplan.csv --
plan
-- content/articles/2018/zqmap.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\"><title>map</title></svg>
-- content/articles/2018/zqsketch.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\"><title>sketch</title></svg>
-- content/articles/2018/zqtable.csv --
zqrow
-- content/articles/known.md --
---
title: Known
date: 2018-06-26
outlet: The Desk
organizations: [Acme]
related: [zqid]
sources: [{{ref: zqid, role: first-report}}]
---
As [it was told](record:zqid), [there](2018/zqid.md) and [again](record:zqid#zqheading).
-- content/organizations/acme.md --
---
name: Acme
relations: [{{type: contract, with: Beta, proof: zqid}}]
---
A company, as [told](record:zqid).
-- content/organizations/beta.md --
---
name: Beta
---
Another.
-- content/pages/about.md --
---
title: About
---
What [was told](record:zqid).
"
    ))
}

/// The files of the site, and their paths, in which `word` stands, however its letters are written.
fn with<'b>(built: &'b Built, word: &str) -> Vec<&'b str> {
    let has = |bytes: &[u8]| bytes.to_ascii_lowercase().windows(word.len()).any(|window| window == word.as_bytes());
    let outputs = built.outputs.iter().filter(|(path, bytes)| has(path.as_bytes()) || has(bytes));
    // The words of the search lie there in pieces.
    let is_searched = built.has("search/index.json") && Search::new(&built.outputs).tells_of(word);
    outputs.map(|(path, _)| path.as_str()).chain(is_searched.then_some("the search")).collect()
}

/// Those of `words` that stand anywhere in the site, each with its files.
fn found(built: &Built, words: &[&str]) -> Vec<String> {
    let files = |word: &&str| (word.to_string(), with(built, word));
    let found = words.iter().map(files).filter(|(_, files)| !files.is_empty());
    found.map(|(word, files)| format!("{word} in {files:?}")).collect()
}

/// The words that stand nowhere in the site.
fn lacking<'w>(built: &Built, words: &[&'w str]) -> Vec<&'w str> {
    words.iter().copied().filter(|word| with(built, word).is_empty()).collect()
}

/// The site with errors left out, as the most that can come of it; links to what is hidden are warnings.
fn built(access: &str) -> Built {
    let built = site(access).keep_going().build();
    assert!(built.outputs.len() > 20, "{access}: {:#?}", built.problems());
    built
}

#[test]
fn a_record_in_full_shows_every_word() {
    for access in ["access: fulltext", ""] {
        let built = site(access).build_clean();
        assert_eq!(lacking(&built, FIELD_WORDS), Vec::<&str>::new());
        assert_eq!(lacking(&built, BODY_WORDS), Vec::<&str>::new());
    }
}

#[test]
fn nothing_of_a_record_that_is_not_published_is_anywhere() {
    for access in ["access: dark", "draft: true", "access: dark\ndraft: true", "date: 2030-01-01"] {
        // The last word on a day is that of the front matter's own line: a second would be an error.
        let site = if access.starts_with("date") {
            site("").changed("content/articles/2018/zqid.md", "date: 2018-06-25", access)
        } else {
            site(access)
        };
        let built = site.keep_going().build();
        assert!(built.has("articles/known/index.html") && built.has("about/index.html"), "{access}");
        let known: Vec<&str> = FIELD_WORDS.iter().chain(BODY_WORDS).copied().collect();
        assert_eq!(found(&built, &known), Vec::<String>::new(), "{access}");
        let told = built.problems();
        let told = told.iter().filter(|problem| problem.contains("warning[unpublished-record]")).count();
        assert_eq!(told, 8, "related, source, proof and five links: {:#?}", built.problems());
    }
}

#[test]
fn drafts_and_later_days_that_are_asked_for_do_not_lighten_what_is_dark() {
    let built = site("access: dark\ndraft: true").drafts().future().keep_going().build();
    let known: Vec<&str> = FIELD_WORDS.iter().chain(BODY_WORDS).copied().collect();
    assert_eq!(found(&built, &known), Vec::<String>::new());
}

#[test]
fn a_record_of_metadata_publishes_no_word_and_no_file_of_its_text() {
    let built = built("access: metadata");
    let told = "content/articles/known.md:9:66: error[unknown-fragment]: zqid.md has no heading `#zqheading`";
    assert_eq!(built.problems(), [told]);
    assert_eq!(found(&built, BODY_WORDS), Vec::<String>::new());
    assert_eq!(lacking(&built, FIELD_WORDS), Vec::<&str>::new());
}

#[test]
fn an_excerpt_has_no_more_words_than_it_may_and_no_file_of_the_rest() {
    let built = built("access: excerpt");
    assert_eq!(built.problems(), Vec::<String>::new());
    let (shown, hidden): (Vec<&str>, Vec<&str>) =
        BODY_WORDS.iter().partition(|word| ["zqheading", "zqone", "zqtwo", "zqthree", "zqplan"].contains(word));
    assert_eq!(found(&built, &hidden), Vec::<String>::new());
    assert_eq!(lacking(&built, &shown), Vec::<&str>::new());
    assert_eq!(lacking(&built, FIELD_WORDS), Vec::<&str>::new());
    assert!(built.has("files/articles/2018/zqplan.csv") && !built.has("files/articles/2018/zqtable.csv"));
}

/// A file that another page names is that page's to publish.
#[test]
fn a_file_that_others_name_is_published_all_the_same() {
    let site =
        site("access: excerpt").changed("content/pages/about.md", "What", "[Rows](../articles/2018/zqtable.csv), what");
    let built = site.keep_going().build();
    assert_eq!(found(&built, &["zqrow"]), ["zqrow in [\"files/articles/2018/zqtable.csv\"]"]);
}

/// What is searched of a record in full: each word is found, and the record by it.
#[test]
fn the_search_has_what_pages_show_and_no_more() {
    let searched: &[&str] = &[
        "zqtitle",
        "zqdek",
        "zqoutlet",
        "zqsection",
        "zqprinted",
        "zqtag",
        "zqorganization",
        "zqacme",
        "zqperson",
        "zqplace",
        "zqseries",
        "zqbeat",
        "zqquote",
        "zqalt",
        "zqcaption",
        "zqdocument",
        "zqcorrection",
    ];
    // Links of the text have words, and where they lead has none.
    let of_text: &[&str] = &[
        "zqone",
        "zqtwo",
        "zqthree",
        "zqheading",
        "zqfour",
        "zqfive",
        "zqsix",
        "zqseven",
        "zqwiki",
        "zqcode",
        "zqcell",
        "zqnote",
    ];
    let told = |built: &Built, words: &[&'static str]| {
        let search = Search::new(&built.outputs);
        words.iter().copied().filter(|word| search.tells_of(word)).collect::<Vec<&str>>()
    };
    let in_full = site("").build_clean();
    assert_eq!((told(&in_full, searched).as_slice(), told(&in_full, of_text).as_slice()), (searched, of_text));
    assert_eq!(
        told(&in_full, &["zqtable", "zqrow", "zqoriginal", "zqmemento", "zqextra", "zqalias"]),
        Vec::<&str>::new()
    );
    let excerpt = built("access: excerpt");
    assert_eq!(told(&excerpt, searched), searched);
    assert_eq!(told(&excerpt, of_text), ["zqone", "zqtwo", "zqthree", "zqheading"]);
    let metadata = built("access: metadata");
    assert_eq!((told(&metadata, searched).as_slice(), told(&metadata, of_text)), (searched, vec![]));
}
