//! The chain of reporting: what pages say of it, and what is told of chains that cannot be.

use crate::support::{faults, probe, record};

#[test]
fn a_page_says_how_many_reports_go_back_to_how_many_sources() {
    let text = [
        record("a.md", "date: 2018-06-25\noutlet: The Desk"),
        record("b.md", "date: 2018-06-26\noutlet: The Wire\nsources: [{ref: a, role: first-report}]"),
        record("c.md", "date: 2018-06-27\noutlet: The Hill\nsources: [{ref: b, role: syndicates}]"),
        record(
            "alone.md",
            "date: 2018\nsources: [{outlet: The Mirror, role: obtained-document}, {outlet: Other, role: confirms}]",
        ),
        record(
            "two.md",
            "date: 2018\nsources: [{outlet: X, role: obtained-document}, {outlet: Y, title: Why, role: first-report}]",
        ),
        record("plain.md", "date: 2018\nsources: [{ref: a}]"),
    ];
    let built = probe::site(&text.concat()).build_clean();
    for (id, chain, originals) in [
        ("a", "one 2 0 2 reports in this archive go back to this one.", vec!["a The Desk a.md"]),
        ("b", "one 2 1 2 reports in this archive, one original source: The Desk.", vec!["a The Desk a.md"]),
        ("c", "one 2 2 2 reports in this archive, one original source: The Desk.", vec!["a The Desk a.md"]),
        ("alone", "one 1 1 It goes back to one original source: The Mirror.", vec!["- The Mirror -"]),
        ("two", "several 1 1 It goes back to several original sources: X and Y.", vec!["- X -", "- Y Why"]),
    ] {
        let page = format!("articles/{id}/index.html");
        assert_eq!(built.facts(&page, "chain"), [chain], "{id}");
        assert_eq!(built.facts(&page, "original"), originals, "{id}");
    }
    assert_eq!(built.facts("articles/plain/index.html", "chain"), Vec::<String>::new());
}

#[test]
fn a_record_is_known_by_the_address_of_its_original() {
    let text = [
        record("a.md", "date: 2018-06-25\nurl: https://www.example.org/a/"),
        record("b.md", "date: 2018-06-26\nsources: [{url: 'http://example.org/a#top', role: quotes}]"),
        record(
            "c.md",
            "date: 2018-06-26\nurl: https://example.org/c\nsources: ['https://example.org/c', 'https://example.org/d']",
        ),
        record("d.md", "date: 2018-06-26\nurl: https://example.org/d"),
        record("e.md", "date: 2018-06-26\nurl: https://example.org/d"),
    ];
    let built = probe::site(&text.concat()).build_clean();
    assert_eq!(built.facts("articles/b/index.html", "source"), ["quotes a -"]);
    assert_eq!(built.facts("articles/a/index.html", "picked_up_by"), ["b"]);
    // Neither the record itself nor one of several of the same address.
    assert_eq!(built.facts("articles/c/index.html", "source"), ["background - -", "background - -"]);
}

#[test]
fn the_words_have_the_forms_of_each_language() {
    for (language, expected) in [
        ("de", "2 Berichte in diesem Archiv, eine ursprüngliche Quelle: The Desk."),
        ("es", "2 informaciones en este archivo, una sola fuente original: The Desk."),
        ("fr", "2 articles dans cette archive, une seule source originale : The Desk."),
        ("ar", "تقريران في هذا الأرشيف، ومصدر أصلي واحد: \u{2068}The Desk\u{2069}."),
    ] {
        let text = [
            format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"{language}\"\n"),
            record("a.md", "date: 2018-06-25\noutlet: The Desk"),
            record("b.md", "date: 2018-06-26\nsources: [{ref: a, role: first-report}]"),
            record("c.md", "date: 2018-06-27\nsources: [{ref: a, role: first-report}]"),
        ];
        let built = probe::site(&text.concat()).build_clean();
        assert_eq!(built.facts("articles/b/index.html", "chain"), [format!("one 2 1 {expected}")], "{language}");
    }
}

#[test]
fn a_ring_is_told_with_each_of_its_places() {
    faults::check(
        "
-- content/articles/a.md --
---
title: A
date: 2018
url: https://example.org/a
sources: [{ref: b, role: first-report}, {ref: c, role: background}]
#               ^ warning[source-cycle]: sources go back in a ring: `a` to `b`, `b` to `c`, `c` to `a`
# = help: one of them came first: take its source out, or give it another role
# = also: content/articles/b.md:6:9 `b` names its source here
# = also: content/articles/c.md:4:17 `c` names its source here
---
-- content/articles/b.md --
---
title: B
date: 2018
sources:
- c
- {ref: c, role: obtained-document}
---
-- content/articles/c.md --
---
title: C
date: 2018
sources: [{url: https://example.org/a, role: syndicates}]
---
-- content/articles/self.md --
---
title: Self
date: 2018
sources: [self]
#         ^^^^ warning[source-cycle]: `self` names itself as its source
# = help: name the other report, or take the source out
---
",
    );
}

#[test]
fn a_first_report_cannot_come_after_what_it_fed() {
    faults::check(
        "
-- content/articles/one.md --
---
title: One
date: 2018-06-25
sources: [{ref: two, role: first-report}]
#               ^^^ warning[source-order]: `one` and `two` each call the other the first
# = help: leave `obtained-document` or `first-report` to the one that came later
# = also: content/articles/two.md:4:17 `two` names its source here
---
-- content/articles/two.md --
---
title: Two
date: 2018-06-25
sources: [{ref: one, role: obtained-document}]
---
-- content/articles/late.md --
---
title: Late
date: 2018-07
---
-- content/articles/early.md --
---
title: Early
date: 2018-06-30
sources:
  - {ref: late, role: first-report}
#         ^^^^ warning[source-order]: `late` is dated `2018-07`, after the piece that it is said to have fed, of `2018-06-30`
# = help: correct one of the dates, or the role: `confirms` and `background` do not say who was first
# = also: content/articles/late.md:3:7 the source's date
# = also: content/articles/early.md:3:7 the date of the piece
  - {outlet: The Wire, date: 2019, role: syndicates}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[source-order]: `The Wire` is dated `2019`, after the piece that it is said to have fed, of `2018-06-30`
# = also: content/articles/early.md:6:30 the source's date
  - {outlet: Same Month, date: 2018-06, role: first-report}
  - {outlet: Same Day, date: 2018-06-30, role: first-report}
  - {outlet: About, date: 2018-07~, role: first-report}
  - {outlet: Confirmed, date: 2019, role: confirms}
---
",
    );
}

/// That one of the two ran later says which is wrong, and is no second fault; what else it says may still be one.
#[test]
fn two_that_call_each_other_the_first_are_told_once_though_their_dates_differ() {
    faults::check(
        "
-- content/articles/one.md --
---
title: One
date: 2018-06-25
sources: [{ref: two, role: first-report}, {ref: three, role: first-report}]
#                                               ^^^^^ warning[source-order]: `three` is dated `2019`, after the piece that it is said to have fed, of `2018-06-25`
---
-- content/articles/two.md --
---
title: Two
date: 2018-07-01
sources: [{ref: one, role: obtained-document}]
#               ^^^ warning[source-order]: `two` and `one` each call the other the first
# = also: content/articles/one.md:4:17 `one` names its source here
---
-- content/articles/three.md --
---
title: Three
date: 2019
---
",
    );
}
