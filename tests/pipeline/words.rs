//! What languages have of their own: plural forms, numbers, dates, and the order of an index.

#![allow(clippy::unwrap_used)]

use crate::support::{Site, record};

fn settings(language: &str) -> String {
    format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\nlanguage = \"{language}\"\n")
}

#[test]
#[rustfmt::skip]
fn words_take_the_plural_form_that_the_language_has_for_the_number() {
    for (language, counts, expected) in [
        ("en",    "[0, 1, 2, 1234]",          "0 records|1 record|2 records|1,234 records"),
        ("de",    "[0, 1, 2, 1234]",          "0 Einträge|1 Eintrag|2 Einträge|1.234 Einträge"),
        ("es",    "[0, 1, 1234, 1000000]",    "0 registros|1 registro|1234 registros|1.000.000 de registros"),
        ("fr",    "[0, 1, 1234, 1000000]",    "0 notice|1 notice|1\u{202F}234 notices|1\u{202F}000\u{202F}000 de notices"),
        ("ar",    "[0, 1, 2, 3, 11, 100]",    "لا سجلات|سجل واحد|سجلان|3 سجلات|11 سجلًا|100 سجل"),
        ("de-AT", "[1234]",                   "1\u{a0}234 Einträge"),
        ("ja",    "[1, 1234]",                "1 record|1,234 records"),
    ] {
        let page = format!(
            "{}-- templates/page.html --\n{{% for n in {counts} %}}{{{{ t(key=\"records\", count=n) }}}}{{% if not loop.last %}}|{{% endif %}}{{% endfor %}}\n-- content/pages/a.md --\n---\ntitle: A\n---\n",
            settings(language)
        );
        assert_eq!(Site::new(&page).build_clean().text("a/index.html").trim(), expected, "{language}");
    }
}

#[test]
fn words_without_forms_take_a_number_too_and_a_table_may_have_any_forms() {
    let built = Site::new(
        "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
language = \"pl-PL\"
-- i18n/pl.toml --
all = \"wszystkie: {count}\"
[cases]
one = \"{count} sprawa\"
few = \"{count} sprawy\"
other = \"{count} spraw\"
-- templates/page.html --
{% for n in [1, 3, 5, 12345] %}{{ t(key=\"cases\", count=n) }}|{% endfor %}{{ t(key=\"all\", count=12345) }}
-- content/pages/a.md --
---
title: A
---
",
    )
    .build_clean();
    assert_eq!(built.text("a/index.html"), "1 sprawa|3 sprawy|5 spraw|12\u{a0}345 spraw|wszystkie: 12\u{a0}345\n");
}

#[test]
#[rustfmt::skip]
fn dates_are_written_as_the_language_writes_them() {
    let dates = ["2018-06-25", "2018-06-01", "2018-06", "2018", "2018-06~"];
    for (language, expected) in [
        ("en", ["25 June 2018",          "1 June 2018",          "June 2018",       "2018", "about June 2018"]),
        ("es", ["25 de junio de 2018",   "1 de junio de 2018",   "junio de 2018",   "2018", "hacia junio de 2018"]),
        ("de", ["25. Juni 2018",         "1. Juni 2018",         "Juni 2018",       "2018", "etwa Juni 2018"]),
        ("fr", ["25 juin 2018",          "1er juin 2018",        "juin 2018",       "2018", "vers juin 2018"]),
        ("ar", ["25 يونيو 2018",         "1 يونيو 2018",         "يونيو 2018",      "2018", "نحو يونيو 2018"]),
    ] {
        let records: String = dates.iter().enumerate().map(|(at, date)| record(&format!("{at}.md"), &format!("date: {date}"))).collect();
        let template = "-- templates/record.html --\n{{ record.date.text }}\n";
        let built = Site::new(&format!("{}{template}{records}", settings(language))).build_clean();
        for (at, expected) in expected.iter().enumerate() {
            assert_eq!(built.text(&format!("articles/{at}/index.html")).trim(), *expected, "{language} {}", dates[at]);
        }
    }
}

/// The names of the index of tags in the order of its page, letter by letter.
fn tags(language: &str, names: &[&str]) -> String {
    let site = format!(
        "{}{}-- templates/index.html --\n{{% for group in index.groups %}}{{{{ group.letter }}}} {{{{ group.id }}}}:{{% for term in group.terms %}} {{{{ term.name }}}} {{{{ term.share }}}}{{% endfor %}}\n{{% else %}}{{% for term in index.terms %}}{{{{ term.name }}}} {{% endfor %}}{{% endfor %}}",
        settings(language),
        names
            .iter()
            .enumerate()
            .map(|(at, name)| record(&format!("{at}.md"), &format!("date: 20{at:02}\ntags: [\"{name}\", zz]")))
            .collect::<String>(),
    );
    Site::new(&site).build_clean().text("tags/index.html").to_owned()
}

#[test]
#[rustfmt::skip]
fn an_index_stands_in_the_order_of_the_language() {
    for (language, names, expected) in [
        ("en", &["Ñandú", "nave", "1984", "Öl"][..], "# _letter-other: 1984 0.25\nN _letter-n: Ñandú 0.25 nave 0.25\nO _letter-o: Öl 0.25\nZ _letter-z: zz 1.0\n"),
        ("es", &["Ñandú", "nube", "oro"],            "N _letter-n: nube 0.333\nÑ _letter-ud1: Ñandú 0.333\nO _letter-o: oro 0.333\nZ _letter-z: zz 1.0\n"),
        ("sv", &["ål", "älg", "öl"],                 "Z _letter-z: zz 1.0\nÅ _letter-uc5: ål 0.333\nÄ _letter-uc4: älg 0.333\nÖ _letter-ud6: öl 0.333\n"),
    ] {
        assert_eq!(tags(language, names), expected, "{language}");
    }
}

#[test]
fn an_index_that_is_not_sorted_by_name_has_no_letters() {
    let site = Site::new(&format!(
        "{}-- templates/index.html --\n{{{{ index.groups | length }}}}{{% for term in index.terms %}} {{{{ term.name }}}}{{% endfor %}}\n{}{}",
        settings("en"),
        record("a.md", "date: 2018\ntags: [x]"),
        record("b.md", "date: 2019")
    ));
    let built = site.build_clean();
    assert_eq!((built.text("years/index.html"), built.text("tags/index.html")), ("0 2019 2018\n", "1 x\n"));
}

#[test]
fn a_long_index_has_a_bar_of_its_letters() {
    let tags = |count: usize| {
        let names: Vec<String> = (0..count).map(|at| format!("{}{at}", char::from(b'a' + at as u8 % 3))).collect();
        Site::new(&record("a.md", &format!("date: 2018\ntags: [{}]", names.join(", "))))
            .build_clean()
            .text("tags/index.html")
            .to_owned()
    };
    let (short, long) = (tags(20), tags(21));
    assert!(!short.contains("_letter-") && short.contains("class=\"terms columns\""), "{short}");
    for letter in ["a", "b", "c"] {
        assert!(
            long.contains(&format!("<li><a href=\"#_letter-{letter}\">{}</a></li>", letter.to_uppercase())),
            "{long}"
        );
        assert!(long.contains(&format!("<h2 id=\"_letter-{letter}\">")), "{long}");
    }
    assert_eq!(long.matches("<rect width=\"1.0\" height=\"1\"").count(), 21);
}
