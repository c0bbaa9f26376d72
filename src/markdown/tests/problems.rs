//! Every problem: its place, its message and its help.

use super::{Options, english, problems};

#[test]
fn every_code_has_its_place_message_and_help() {
    for (text, code, place, message, help) in [
        (
            "x [y](JavaScript:z) w",
            "unsafe-link",
            "JavaScript:z",
            "`JavaScript:z` is no safe address",
            "link to an `https:` address, to a file of the archive or to a record",
        ),
        (
            "x <b onclick=\"y()\">z</b>",
            "raw-html-removed",
            "<b onclick=\"y()\">",
            "`onclick` of `<b>` is not let through",
            "write it as Markdown, or set `trusted_html = true` under `[markdown]` in `site.toml`",
        ),
        (
            "x ![ ](y.png) z",
            "missing-alt",
            "![ ](y.png)",
            "`![ ](y.png)` has no alternative text",
            "write between the brackets what the image shows: `![A protest at the gate](…)`",
        ),
        (
            "x [](y.md) z",
            "empty-link",
            "[](y.md)",
            "`[](y.md)` has no text",
            "write between the brackets where the link leads: `[the letter](…)`",
        ),
        (
            "ü [^x] y",
            "undefined-footnote",
            "[^x]",
            "the footnote `[^x]` is not defined",
            "write `[^x]: …` on a line of its own, or `\\[^x]` if no footnote is meant",
        ),
        (
            "x\n\n[^y]: z",
            "unused-footnote",
            "[^y]",
            "nothing refers to the footnote `y`",
            "write `[^y]` where it belongs, or delete it",
        ),
        (
            "x[^y]\n\n[^y]: z\n\n[^Y]: w",
            "repeated-footnote",
            "[^Y]",
            "there is a footnote `Y` already",
            "give this one a name of its own, `[^Y-2]` say",
        ),
        (
            "## A {#x\" y=\"z}",
            "bad-heading-id",
            "x\" y=\"z",
            "`x\" y=\"z` cannot be the id of a heading",
            "write another one; it is `{#a}` for now",
        ),
        (
            "## A {#b}\n\n## C {#b}",
            "bad-heading-id",
            "b",
            "`b` is the id of another heading",
            "write another one; it is `{#b-2}` for now",
        ),
        (
            "x\n\n##\n\ny",
            "empty-heading",
            "##",
            "the heading `##` has no text",
            "write the heading's text, or delete its marks",
        ),
        (
            &format!("{}x", "> ".repeat(110)),
            "deep-nesting",
            ">",
            "`>` stands more than 100 levels deep",
            "nest less deeply, or write `\\` before a mark that is not meant as Markdown",
        ),
        (
            "[a [b](lost-1) c](d) [[lost-2|e]]",
            "unknown-record",
            "lost-1",
            "`lost-1` is no record",
            "did you mean `known`?",
        ),
    ] {
        let found = problems(text, &english());
        let expected = (code, place.to_owned(), message.to_owned(), help.to_owned());
        assert_eq!(found.first(), Some(&expected), "{text:?}");
    }
}

#[test]
fn a_reference_is_reported_where_its_target_stands() {
    for (text, places) in [
        ("[a](lost.md \"b\")", vec!["lost.md"]),
        ("[a]( <lost b.md> )", vec!["lost b.md"]),
        ("[a](lost\\(b.md)", vec!["lost\\(b.md"]),
        ("[a](lost&amp;b.md 'c')", vec!["lost&amp;b.md"]),
        ("[a][b] and [b]\n\n[b]: lost.md", vec!["lost.md", "lost.md"]),
        ("![a](lost.jpg)", vec!["lost.jpg"]),
        ("[[lost]] [[ lost|b]] ![[lost.jpg]]", vec!["lost", "lost", "lost.jpg"]),
        ("[[1]](lost-b)", vec!["lost-b"]),
        ("> é\n> - [a](lost)", vec!["lost"]),
        ("<lost:a>", vec!["lost:a"]),
        ("a <b><a href=\"lost\">c</a></b>", vec!["<a href=\"lost\">"]),
    ] {
        let found: Vec<_> = problems(text, &english()).into_iter().map(|(_, place, ..)| place).collect();
        assert_eq!(found, places, "{text:?}");
    }
}

#[test]
fn what_is_meant_as_text_is_no_problem() {
    let smart = Options { smart_punctuation: true, ..english() };
    for text in [
        "\\[^x] `[^x]` [^x y] [^] [^",
        "a[^b]\n\n[^b]: c",
        "![x](y.png)",
        "a <b>b</b> <!-- c --> <br> d",
        "{{ \"x\" }} {{<x>}}",
        "[a](b.md) <https://c.org> [d](#e) [f](?g) [h](tel:1)",
    ] {
        assert_eq!(problems(text, &smart), [], "{text:?}");
    }
}

#[test]
fn removed_html_is_reported_once_and_at_its_first_place() {
    for (text, place) in [
        ("a <i>b</i> <x-y>c</x-y> <script>d</script>", "<x-y>"),
        ("<div>\n<p class=\"x\">y</p>\n</div>", "<p class=\"x\">"),
        ("> <div>\n> <p\n> id=z>y</p>\n> </div>", "<p"),
        ("a\n\n<?php x ?>", "<?php x ?>"),
    ] {
        let found: Vec<_> = problems(text, &english()).into_iter().map(|(_, place, ..)| place).collect();
        assert_eq!(found, [place], "{text:?}");
    }
}
