//! Terms: which spellings meet, what files say of them, and who stands beside whom.

#![allow(clippy::unwrap_used)]

use crate::support::{Site, faults, probe, record};

/// Records `a`, `b` … each naming one of `names` under `key`, the first the newest.
fn naming(key: &str, names: &[&str]) -> String {
    let record = |(at, name): (usize, &&str)| {
        let id = char::from(b'a' + u8::try_from(at).unwrap());
        let name = name.replace('\'', "''");
        record(&format!("{id}.md"), &format!("date: 2018-01-{:02}\n{key}: ['{name}']", 28 - at))
    };
    names.iter().enumerate().map(record).collect()
}

#[test]
#[rustfmt::skip]
fn spellings_of_one_name_meet_on_one_page() {
    for (key, names, terms) in [
        ("tags",          vec!["Border", "border", "BORDER", "border"],                   vec!["border 4"]),
        ("tags",          vec!["open letters", "Open-Letters", "open letters"],           vec!["open letters 3"]),
        ("tags",          vec!["café", "Cafe", "cafe\u{301}"],                            vec!["café 3"]),
        ("tags",          vec!["R&D", "R & D", "R and D"],                                vec!["R & D 3"]),
        ("tags",          vec!["C", "C++", "C#"],                                         vec!["C 1", "C# 1", "C++ 1"]),
        ("organizations", vec!["Acme, Inc.", "ACME", "The Acme Corporation", "Acme GmbH"], vec!["ACME 4"]),
        ("organizations", vec!["Johnson & Johnson", "Johnson and Johnson"],               vec!["Johnson & Johnson 2"]),
        ("organizations", vec!["Médecins Sans Frontières", "Medecins sans frontieres"],   vec!["Medecins sans frontieres 2"]),
        ("people",        vec!["José Pérez", "Jose Perez", "JOSÉ PÉREZ"],                 vec!["JOSÉ PÉREZ 3"]),
        ("people",        vec!["Jane Doe", "Jane, Doe"],                                  vec!["Jane Doe 2"]),
    ] {
        let built = probe::site(&naming(key, &names)).build();
        assert_eq!(built.report.errors(), 0);
        assert_eq!(built.terms(key), terms, "{key} {names:?}");
    }
}

#[test]
fn declared_names_lead_to_the_entity_and_records_keep_their_own() {
    let built = probe::site(&format!(
        "{}
-- content/organizations/us-cbp.md --
---
name: US Customs and Border Protection
alternate_name: [Customs and Border Protection, U.S. CBP]
former_name: [United States Customs Service]
---
",
        naming(
            "organizations",
            &[
                "us customs & border protection",
                "Customs and Border Protection",
                "U.S. CBP",
                "United States Customs Service",
                "us-cbp",
                "US Customs and Border Protection",
            ]
        )
    ))
    .build_clean();
    assert_eq!(built.terms("organizations"), ["US Customs and Border Protection 6"]);
    let page = "= US Customs and Border Protection /organizations/us-cbp/ subject";
    for (id, printed) in [
        ("a", "us customs & border protection"),
        ("b", "Customs and Border Protection"),
        ("c", "U.S. CBP"),
        ("d", "United States Customs Service"),
        ("e", "US Customs and Border Protection"),
        ("f", "US Customs and Border Protection"),
    ] {
        let path = format!("articles/{id}/index.html");
        assert_eq!(built.facts(&path, "organizations"), [format!("{printed} {page}")], "{id}");
    }
    assert_eq!(built.rows("organizations/us-cbp/index.html"), ["a", "b", "c", "d", "e", "f"]);
}

#[test]
fn a_term_without_a_file_has_the_name_that_most_records_print() {
    let built = probe::site(&naming("outlet", &["the verge", "The Verge", "The Verge", "Verge"])).build_clean();
    assert_eq!(built.terms("outlets"), ["The Verge 4"]);
    assert_eq!(built.facts("articles/a/index.html", "outlet"), ["the verge /outlets/the-verge/"]);
    assert_eq!(built.facts("articles/d/index.html", "outlet"), ["Verge /outlets/the-verge/"]);
    let built = probe::site(&naming("tags", &["open letters", "open letters", "Open Letters"])).build_clean();
    let tags = built.facts("articles/c/index.html", "tags");
    assert_eq!(tags, ["Open Letters = open letters /tags/open-letters/ subject"], "the record's spelling stays");
}

/// Die Presse is an Austrian newspaper, La Presse a Canadian one.
#[test]
fn an_editor_can_keep_apart_what_the_fold_would_join() {
    let names = ["Die Presse", "La Presse", "die presse", "LA PRESSE", "Presse Wien"];
    let joined = probe::site(&naming("organizations", &names)).build_clean();
    assert_eq!(joined.terms("organizations"), ["Die Presse 4", "Presse Wien 1"]);
    let files = "
-- content/organizations/die-presse.md --
---
name: Die Presse
alternate_name: Presse Wien
---
-- content/organizations/la-presse.md --
---
name: La Presse
parent_organization: Die Presse
---
";
    let apart = probe::site(&format!("{}{files}", naming("organizations", &names))).build_clean();
    assert_eq!(apart.terms("organizations"), ["Die Presse 3", "La Presse 2"]);
    let parent = apart.facts("organizations/la-presse/index.html", "parent");
    assert_eq!(parent, ["Die Presse /organizations/die-presse/"]);
    faults::check(&format!(
        "{files}
-- content/articles/a.md --
---
title: A
date: 2018
organizations: [Presse, The Presse, Le Presse Inc.]
#               ^^^^^^ warning[near-duplicate]: `Presse` could be `Die Presse` or `La Presse`
# = help: did you mean `Die Presse` or `La Presse`? write the name as its file has it, or the id
---
"
    ));
}

#[test]
fn a_role_tells_the_subject_from_the_mentioned() {
    let built = probe::site(
        &[
            record(
                "a.md",
                "date: 2018-02\norganizations: [Acme, {name: Palantir, role: mentioned}, {id: ice, role: customer}]",
            ),
            record(
                "b.md",
                "date: 2018-01\norganizations: [{name: Acme, role: mentioned, as: ACME Labs}, Palantir, ICE]",
            ),
            "-- content/organizations/ice.md --\n---\nname: ICE\n---\n".to_owned(),
        ]
        .concat(),
    )
    .build_clean();
    let organizations = [
        "Acme = Acme /organizations/acme/ subject",
        "Palantir = Palantir /organizations/palantir/ mentioned",
        "ICE = ICE /organizations/ice/ customer",
    ];
    assert_eq!(built.facts("articles/a/index.html", "organizations"), organizations);
    let acme = &built.facts("articles/b/index.html", "organizations")[0];
    assert_eq!(acme, "ACME Labs = Acme /organizations/acme/ mentioned");
    for (term, counts) in [("acme", "2 1 1"), ("palantir", "2 1 1"), ("ice", "2 1 1")] {
        assert_eq!(built.facts(&format!("organizations/{term}/index.html"), "count"), [counts], "{term}");
    }
    let together = built.facts("organizations/acme/index.html", "together");
    assert_eq!(together, ["ICE 2", "Palantir 2"]);
}

#[test]
fn entities_stand_in_relations_that_records_prove() {
    let built = probe::site(
        "
-- content/organizations/salesforce.md --
---
name: Salesforce
relations:
  - {type: contract, with: us-cbp, proof: letter}
  - {type: employs, with: Marc Benioff}
---
-- content/organizations/us-cbp.md --
---
name: US CBP
parent_organization: us-dhs
relations: [{type: contract, with: Salesforce}]
---
-- content/organizations/us-dhs.md --
---
name: US DHS
---
-- content/people/marc-benioff.md --
---
name: Marc Benioff
relations: [{type: leads, with: salesforce}]
---
-- content/articles/letter.md --
---
title: L
date: 2018
---
",
    )
    .build_clean();
    for (page, word, facts) in [
        ("organizations/salesforce", "relation", vec!["contract US CBP letter", "employs Marc Benioff -"]),
        ("organizations/us-cbp", "relation", vec!["contract Salesforce -"]),
        ("organizations/us-cbp", "parent", vec!["US DHS /organizations/us-dhs/"]),
        ("people/marc-benioff", "relation", vec!["leads Salesforce -"]),
    ] {
        assert_eq!(built.facts(&format!("{page}/index.html"), word), facts, "{page}");
    }
    assert_eq!(built.terms("organizations"), ["Salesforce 0", "US CBP 0", "US DHS 0"]);
}

#[test]
fn identifiers_of_terms_do_not_collide() {
    let names = ["C++", "c plus plus", "C plus plus 2", "★", "Ünïcode", "con"];
    let built = probe::site(&naming("tags", &names)).build_clean();
    let expected = ["c-plus-plus", "c-plus-plus-2", "c-plus-plus-3", "con-x", "x-2605", "ünïcode"];
    let mut pages: Vec<&str> =
        built.below("tags/").into_iter().filter_map(|path| path.strip_suffix("/index.html")).collect();
    pages.sort_unstable();
    assert_eq!(pages, expected);
    assert_eq!(built.facts("tags/c-plus-plus-3/index.html", "name"), ["c plus plus"]);
}

#[test]
fn an_index_of_the_sites_own_and_one_turned_off() {
    let built = probe::site(
        "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
off = [\"people\", \"term_feeds\"]
[[index]]
key = \"beat\"
[[index]]
key = \"court_cases\"
title = \"Cases\"
-- content/articles/a.md --
---
title: A
date: 2018
beat: [Labour, 12, true, labour]
court_cases: Doe v. Roe
people: [Jane Doe]
---
-- content/beat/labour.md --
---
name: Labour
alternate_name: [Labor]
---
-- content/people/jane-doe.md --
---
name: Jane Doe
---
",
    )
    .build_clean();
    assert_eq!(built.terms("beat"), ["12 1", "Labour 1", "true 1"]);
    assert_eq!(built.terms("court-cases"), ["Doe v. Roe 1"]);
    assert_eq!(built.below("people/"), Vec::<&str>::new());
    assert!(!built.outputs.keys().any(|path| path.ends_with("labour/feed.xml")));
}

#[test]
fn lists_have_fifty_records_on_a_page() {
    let record = |at: usize| record(&format!("r{at:03}.md"), &format!("date: {}\ntags: [t]", 2200 - at));
    let site: String = (0..120).map(record).collect();
    let built = probe::site(&site).future().base_url("https://example.org/archive/").build_clean();
    for (list, pages) in [("", ["", "page/2/", "page/3/"]), ("tags/t/", ["", "page/2/", "page/3/"])] {
        let url = |at: usize| pages.get(at).map_or("-".to_owned(), |page| format!("/archive/{list}{page}"));
        for (at, page) in pages.iter().enumerate() {
            let file = format!("{list}{page}index.html");
            let previous = at.checked_sub(1).map_or("-".to_owned(), url);
            assert_eq!(built.facts(&file, "pager"), [format!("{}/3 {previous} {}", at + 1, url(at + 1))], "{file}");
            let rows = built.rows(&file);
            let first = format!("r{:03}", at * 50);
            assert_eq!((rows.len(), rows[0].as_str()), (if at < 2 { 50 } else { 20 }, first.as_str()), "{file}");
        }
        assert!(!built.has(&format!("{list}page/4/index.html")) && !built.has(&format!("{list}page/1/index.html")));
    }
    let themed = Site::new(&site).future().build_clean();
    let page = themed.text("tags/t/page/2/index.html");
    assert!(
        page.contains("<link rel=\"prev\" href=\"/tags/t/\">")
            && page.contains("<link rel=\"next\" href=\"/tags/t/page/3/\">")
    );
    let short =
        Site::new(&format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://e.org/\"\npaginate_by = 100\n{site}"));
    assert!(!short.future().build_clean().has("tags/t/page/3/index.html"));
}
