//! What pages are given: the home page's lead, charts by year, series, reasons, citations.

#![allow(clippy::unwrap_used)]

use crate::support::{Built, faults, probe, record};

/// A home page that prints what it is given, the lead among it.
const HOME: &str = r#"{% include "parts/list.html" %}
total {{ list.total }}
{% if lead %}lead {{ lead.row.id }} {{ lead.reason }} {{ lead.image?.url or "-" }}
{% endif %}{% for addition in added %}added {{ addition.row.id }} {{ addition.added.iso }}
{% endfor %}{% if span %}span {{ span.count }} {{ span.first?.text or "-" }} {{ span.last?.text or "-" }}
{% endif %}{% if activity %}activity {{ activity.first }} {{ activity.last }} {{ activity.step }}
{% for year in activity.years %}year {{ year.title }} {{ year.count }} {{ year.share }} {{ year.url or "-" }}
{% endfor %}{% endif %}{% for index in indexes %}{% for term in index.top %}top {{ index.key }} {{ term.name }} {{ term.share }}
{% endfor %}{% endfor %}"#;

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

/// A site of `text` with these settings; that a record has no date is the only thing wrong with it.
fn set(settings: &str, text: &str) -> Built {
    let settings = format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n{settings}\n");
    let built = probe::site(&format!("{settings}{text}")).build();
    assert!(built.problems().iter().all(|problem| problem.contains("[undated]")), "{:?}", built.problems());
    built
}

fn home(settings: &str, text: &str) -> Built {
    let settings = format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n{settings}\n");
    probe::site(&format!("{settings}{text}")).file("templates/home.html", HOME.as_bytes()).build()
}

#[test]
fn the_home_page_leads_with_the_record_that_the_settings_name() {
    let records = [
        record("a.md", "date: 2018-03"),
        record("b.md", "date: 2018-02\nimage: {file: b.svg, alt: B}"),
        record("c.md", "date: 2018-01"),
        format!("-- content/articles/b.svg --\n{DRAWING}\n"),
    ]
    .concat();
    for (settings, lead, rows) in [
        ("", "b illustrated /files/articles/b.svg", vec!["a", "c"]),
        ("lead = \"c\"", "c chosen -", vec!["a", "b"]),
        ("paginate_by = 2", "b illustrated /files/articles/b.svg", vec!["a"]),
        ("paginate_by = 2\nlead = \"c\"", "c chosen -", vec!["a", "b"]),
    ] {
        let built = home(settings, &records);
        assert_eq!(built.problems(), Vec::<String>::new());
        assert_eq!(built.facts("index.html", "lead"), [lead], "{settings}");
        assert_eq!(built.rows("index.html"), rows, "{settings}");
        assert_eq!(built.facts("index.html", "total"), ["3"], "{settings}");
    }
    let second = home("paginate_by = 2\nlead = \"c\"", &records);
    assert_eq!(second.rows("page/2/index.html"), ["c"], "what leads is missing on the first page alone");
    assert_eq!(second.facts("page/2/index.html", "lead"), Vec::<String>::new());
    let without = home("[theme_options]\nhome_sections = [\"latest\"]", &records);
    assert_eq!(without.rows("index.html"), ["a", "b", "c"], "a home page without a lead misses no record");
    let plain = home("", &record("a.md", "date: 2018"));
    assert_eq!(plain.facts("index.html", "lead"), ["a newest -"]);
    assert_eq!(home("", "").facts("index.html", "lead"), Vec::<String>::new());
}

/// The lead is left out of the list only where it is seen.
#[test]
fn a_theme_that_shows_no_lead_misses_no_record() {
    let built = probe::site(&[record("a.md", "date: 2018-02"), record("b.md", "date: 2018-01")].concat()).build_clean();
    assert_eq!(built.rows("index.html"), ["a", "b"]);
}

#[test]
fn a_lead_that_is_not_there_is_told() {
    let site = |lead: &str| {
        format!(
            "-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
lead = \"{lead}\"
{{}}
-- content/articles/letter.md --
---
title: A
date: 2018
---
-- content/articles/draft.md --
---
title: B
date: 2018
draft: true
---
"
        )
    };
    faults::check(&site("lettre").replace(
        "{}",
        "#      ^^^^^^^^ error[unknown-record]: no record has the id `lettre`
# = help: did you mean `letter`?",
    ));
    faults::check(
        &site("draft")
            .replace("{}", "#      ^^^^^^^ warning[unpublished-record]: `draft` is not published: it is a draft"),
    );
}

#[test]
fn what_was_taken_in_last_comes_first() {
    let days = ["2026-03-01", "2026-02", "2026-04-01", "2026-01-01", "2026-05-01", "2026-06-01", "2026-02-03"];
    let records: String = (days.iter().zip('a'..))
        .map(|(day, id)| record(&format!("{id}.md"), &format!("date: 2018\nadded: {day}")))
        .collect();
    let built = home("", &format!("{records}{}", record("z.md", "date: 2019")));
    let added = built.facts("index.html", "added");
    assert_eq!(added, ["f 2026-06-01", "e 2026-05-01", "c 2026-04-01", "a 2026-03-01", "g 2026-02-03", "b 2026-02"]);
    assert_eq!(built.facts("index.html", "span"), ["8 2018 2019"]);
    assert_eq!(home("", &record("a.md", "date: 2018")).facts("index.html", "added"), Vec::<String>::new());
}

#[test]
fn years_have_no_gaps_and_no_more_columns_than_can_be_seen() {
    let dated = |years: &[&str]| -> String {
        let record = |(at, year): (usize, &&str)| record(&format!("r{at}.md"), &format!("date: {year}"));
        years.iter().enumerate().map(record).collect()
    };
    let built = home("", &dated(&["2016-02", "2018-01-02", "2018", "2018~"]));
    assert_eq!(built.facts("index.html", "activity"), ["2016 2018 1"]);
    let years = ["2016 1 0.333 /years/2016/", "2017 0 0.0 -", "2018 3 1.0 /years/2018/"];
    assert_eq!(built.facts("index.html", "year"), years);
    let off = home("off = [\"years\"]", &dated(&["2018"]));
    assert_eq!(off.facts("index.html", "year"), ["2018 1 1.0 -"]);
    for (first, last, step, columns, title) in [
        ("1959", "2018", 1, 60, "1959 1 1.0 /years/1959/"),
        ("1958", "2018", 10, 7, "1950–1959 1 1.0 -"),
        ("1400", "2018", 100, 7, "1400–1499 1 1.0 -"),
    ] {
        let built = home("", &dated(&[first, last]));
        assert_eq!(built.facts("index.html", "activity"), [format!("{first} {last} {step}")]);
        let years = built.facts("index.html", "year");
        assert_eq!((years.len(), years[0].as_str()), (columns, title), "{first}");
    }
}

#[test]
fn shares_are_parts_of_the_largest() {
    let built = home(
        "",
        &[
            record("a.md", "date: 2018\ntags: [x, y, z]"),
            record("b.md", "date: 2018\ntags: [x, y]"),
            record("c.md", "date: 2018\ntags: [x]"),
        ]
        .concat(),
    );
    let top = built.facts("index.html", "top");
    assert_eq!(top[..3], ["tags x 1.0", "tags y 0.667", "tags z 0.333"]);
    assert_eq!(built.facts("tags/x/index.html", "share"), ["1.0", "0.5"]);
}

#[test]
fn a_term_tells_its_days_and_who_stands_beside_it() {
    let records = [
        record(
            "a.md",
            "date: 2019-05-02\ntags: [t]\noutlet: The Desk\norganizations: [Acme, Beta, Gamma, Delta]\npeople: [Jane Doe]",
        ),
        record("b.md", "date: 2017-03\norganizations: [Acme, Beta, Gamma]\ntags: [t, u]"),
        record("c.md", "tags: [u]\norganizations: [Acme, Delta]"),
        record("d.md", "date: 2018\norganizations: [Beta]"),
    ]
    .concat();
    let undated = "content/articles/c.md:1:1: warning[undated]: the record has no `date`";
    let built = probe::site(&records).build();
    assert_eq!(built.problems(), [undated]);
    let acme = "organizations/acme/index.html";
    assert_eq!(built.facts(acme, "first"), ["2017-03"]);
    assert_eq!(built.facts(acme, "last"), ["2019-05-02"]);
    assert_eq!(built.facts(acme, "year"), ["2017 1 1.0 /years/2017/", "2018 0 0.0 -", "2019 1 1.0 /years/2019/"]);
    assert_eq!(built.facts(acme, "together"), ["Beta 2", "Delta 2", "Gamma 2"]);
    assert_eq!(built.facts(acme, "others"), ["tags t=2 u=2", "people Jane Doe=1", "outlets The Desk=1"]);
    assert_eq!(built.facts(acme, "graph"), ["4 6"]);
    assert_eq!(built.facts(acme, "edge"), ["2", "1", "1"], "Beta and Gamma come before those with Delta");
    assert_eq!(built.facts("people/jane-doe/index.html", "graph"), Vec::<String>::new());
    assert_eq!(built.facts("tags/u/index.html", "last"), ["2017-03"]);
    let settings = "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\npaginate_terms = 1\n";
    let paged = probe::site(&format!("{settings}{records}")).build();
    for word in ["year", "together", "others", "graph"] {
        assert_eq!(paged.facts("organizations/acme/page/2/index.html", word), Vec::<String>::new(), "{word}");
    }
}

#[test]
fn a_series_is_told_from_its_beginning() {
    let records = [
        record("late.md", "date: 2019\nseries: Border"),
        record("undated.md", "series: Border"),
        record("early.md", "date: 2017-02-01\nseries: border"),
        record("middle.md", "date: 2018-05\nseries: Border"),
        record("alone.md", "date: 2018"),
    ]
    .concat();
    let built = set("paginate_terms = 3", &records);
    assert_eq!(built.rows("series/border/index.html"), ["early", "middle", "late"]);
    assert_eq!(built.rows("series/border/page/2/index.html"), ["undated"]);
    for (record, place) in [
        ("early", "1/4 /series/border/ - middle.md"),
        ("middle", "2/4 /series/border/ early.md late.md"),
        ("late", "3/4 /series/border/ middle.md undated.md"),
        ("undated", "4/4 /series/border/ late.md -"),
    ] {
        assert_eq!(built.facts(&format!("articles/{record}/index.html"), "part"), [place], "{record}");
    }
    assert_eq!(built.facts("articles/alone/index.html", "part"), Vec::<String>::new());
    let feed = built.text("series/border/feed.xml");
    assert!(feed.find("late.md").unwrap() < feed.find("early.md").unwrap(), "a feed begins with the newest");
    let off = set("off = [\"series\"]", &records);
    assert_eq!(off.facts("articles/early/index.html", "part"), Vec::<String>::new());
}

#[test]
#[rustfmt::skip]
fn related_records_are_there_for_a_reason() {
    let other = "organizations: [Acme, Beta, Gamma, Delta]\npeople: [Jane Doe]\ntags: [t, u]\nseries: S\noutlet: O";
    for (this, other, reason) in [
        ("organizations: [Acme, Delta]",             other,                   "Both name Delta and Acme"),
        ("organizations: [Acme, Beta, Gamma, Delta]", other,                  "Both name Delta, Gamma and Beta"),
        ("people: [Jane Doe]\ntags: [t]",            other,                   "Both name Jane Doe"),
        ("series: S\ntags: [t]",                     other,                   "In the same series"),
        ("tags: [u, t]\noutlet: O",                  other,                   "Both are about t and u"),
        ("outlet: O",                                other,                   "Chosen by the editors"),
        ("sources: [{ref: b, role: confirms}]",      other,                   "A source of this record"),
        ("series: S",                                "series: S\nsources: [a]", "Names this record as a source"),
    ] {
        let built = probe::site(&[
            record("a.md", &format!("date: 2018\nrelated: [b]\n{this}")),
            record("b.md", &format!("date: 2018\n{other}")),
            record("c.md", "date: 2018\norganizations: [Acme, Beta]"),
            record("d.md", "date: 2018\norganizations: [Acme]"),
        ].concat()).build_clean();
        assert_eq!(built.facts("articles/a/index.html", "reason"), [reason], "{this}");
    }
}

#[test]
#[rustfmt::skip]
fn the_chain_of_reporting_says_what_a_piece_is() {
    for (this, other, origin) in [
        ("sources: [{role: obtained-document, outlet: O}, {role: confirms, outlet: P}, {role: confirms, outlet: Q}]",
                                                                 "",                                       vec!["follows obtained-document=1 confirms=2"]),
        ("sources: [{role: first-report, ref: b}]",              "",                                       vec!["follows first-report=1"]),
        ("sources: [{role: syndicates, outlet: O}, {role: first-report, outlet: P}]",
                                                                 "",                                       vec!["syndicated first-report=1 syndicates=1"]),
        ("sources: [{role: background, ref: b}]",                "",                                       vec!["supported background=1"]),
        ("",                                                     "sources: [{role: first-report, ref: a}]", vec!["first"]),
        ("sources: [{role: quotes, outlet: O}]",                 "sources: [{role: first-report, ref: a}]", vec!["first quotes=1"]),
        ("",                                                     "sources: [{role: quotes, ref: a}]",       vec![]),
        ("",                                                     "",                                       vec![]),
    ] {
        let text = [record("a.md", &format!("date: 2018\n{this}")), record("b.md", &format!("date: 2018\n{other}"))].concat();
        assert_eq!(probe::site(&text).build_clean().facts("articles/a/index.html", "origin"), origin, "{this} {other}");
    }
}

#[test]
fn a_record_can_be_cited() {
    let whole = "date: 2018-06-25\nauthors: [Jane Doe, {name: José Pérez, as: Jose Perez}, X]\noutlet: Mother Jones\n\
                 url: https://example.com/a\narchived: [{url: \"https://web.archive.org/x\"}]";
    let own = "date: 2018-06\ntitle_by: archive\narchived: [{file: copy.warc}]";
    let copy = "-- content/articles/copy.warc --\ncopy\n";
    for (language, lines, expected) in [
        (
            "en",
            whole,
            "Jane Doe, Jose Perez and X, “a.md”, Mother Jones, 25 June 2018, https://example.com/a, archived copy: \
             https://web.archive.org/x. Record in {url} {piece}: https://example.org/archive/articles/a/",
        ),
        (
            "en",
            own,
            "[a.md], June 2018, archived copy: https://example.org/archive/files/articles/copy.warc. Record in {url} \
             {piece}: https://example.org/archive/articles/a/",
        ),
        (
            "es",
            "date: 2018~\nauthors: [A, B]",
            "A y B, «a.md», hacia 2018. Registro en {url} {piece}: https://example.org/archive/articles/a/",
        ),
    ] {
        let settings = format!(
            "-- site.toml --\ntitle = \"{{url}} {{piece}}\"\nbase_url = \"https://example.org/archive/\"\n\
             language = \"{language}\"\n"
        );
        let built = probe::site(&format!("{settings}{}{copy}", record("a.md", lines))).build_clean();
        assert_eq!(built.facts("articles/a/index.html", "cite"), [expected], "{lines}");
    }
}

#[test]
fn quotes_arrive() {
    let quotes = "date: 2018\nquotes: [{text: We ask, by: Jane Doe, role: an engineer}, Another]";
    let built = probe::site(&record("a.md", quotes)).build_clean();
    assert_eq!(built.facts("articles/a/index.html", "quote"), ["We ask | Jane Doe | an engineer", "Another | - | -"]);
}

#[test]
fn the_chronology_leads_to_every_month_on_whichever_page_it_is() {
    let days = ["2017", "2017-03-01", "2017-03-09", "2018-06", "2018-06-25"];
    let records: String =
        days.iter().enumerate().map(|(at, day)| record(&format!("r{at}.md"), &format!("date: {day}"))).collect();
    let built = set("paginate_by = 2", &format!("{records}{}", record("z.md", "")));
    for page in ["chronology/index.html", "chronology/page/3/index.html"] {
        assert_eq!(
            built.facts(page, "year"),
            [
                "2017 3 /chronology/#_2017",
                "2018 2 /chronology/page/2/#_2018-06",
                "Undated 1 /chronology/page/3/#_undated",
            ]
        );
        assert_eq!(
            built.facts(page, "month"),
            [
                "Month not known 1 /chronology/#_2017",
                "March 2 /chronology/#_2017-03",
                "June 2 /chronology/page/2/#_2018-06",
            ]
        );
    }
    assert_eq!(built.facts("chronology/index.html", "at"), ["_2017 2017 -", "_2017-03 2017 3"]);
    assert_eq!(built.facts("chronology/page/3/index.html", "at"), ["_2018-06 2018 6", "_undated - -"]);
}

#[test]
fn a_lost_reader_finds_ways_on() {
    let records: String =
        (1..=7).map(|day| record(&format!("r{day}.md"), &format!("date: 2018-01-0{day}\ntags: [t]"))).collect();
    let built = probe::site(&records).build_clean();
    assert_eq!(built.rows("404.html"), ["r7", "r6", "r5", "r4", "r3"]);
    assert_eq!(built.facts("404.html", "index"), ["tags", "years"]);
}
