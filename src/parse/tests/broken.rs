//! Files that are too broken to be read: what is told of them.

use super::*;

/// The problems of a file that is no document.
fn broken(text: &str) -> Vec<String> {
    let read = read(RECORD, text.as_bytes());
    assert!(read.value.is_none(), "{text:?} was read");
    told(text, &read.problems)
}

#[test]
fn fences() {
    assert_eq!(
        broken("---\ntitle: A\n\nText\n"),
        [
            "1:1-3 error[unclosed-front-matter]: the front matter that opens here is not closed = help: put a line `---` \
          between the front matter and the text"
        ]
    );
    assert_eq!(
        broken("\n+++\ntitle = 'A'\n+++\n"),
        ["2:1-3 error[toml-front-matter]: this front matter is TOML, not YAML = label: `+++` opens TOML = help: put \
          it between `---` lines, and write `title: …` where it has `title = \"…\"`"]
    );
}

#[test]
fn bytes_that_are_no_text() {
    let problem = |bytes: &[u8]| {
        let read = read(RECORD, bytes);
        assert!(read.value.is_none());
        let problem = read.problems[0].clone();
        (problem.place.spot, problem.severity, problem.code.name, problem.message, problem.help.unwrap())
    };
    assert_eq!(
        problem(b"---\ntitle: Caf\xe9\n---\n"),
        (
            Spot::Bytes(14..15),
            Severity::Error,
            // error[not-utf-8]
            "not-utf-8",
            "byte `0xE9` at offset 14, line 2, is not UTF-8".to_owned(),
            "the file is saved in another encoding: save it as UTF-8".to_owned()
        )
    );
    assert_eq!(problem(b"---\n---\nBody \xe2\x82").0, Spot::Bytes(13..15));
    assert_eq!(problem(b"\xff\xfe-\0-\0-\0").4, "the file is saved in UTF-16: save it as UTF-8");
}

#[test]
fn a_file_that_cannot_be_read() {
    let path = SitePath::new(RECORD).unwrap();
    let gone = std::env::temp_dir().join("reportage-no-such-folder");
    let read = document(&SourceFile::on_disk(path, gone.into()), &Room::Record);
    assert!(read.value.is_none());
    let said = told("", &read.problems).remove(0);
    assert!(said.starts_with("0:1-0 error[unreadable-file]: cannot read it: "), "{said}");
    assert!(said.ends_with(" = help: look at the file's permissions, and whether it is still there"), "{said}");
}

#[test]
fn syntax() {
    let usual = "usual causes: a `: ` in a value without quotes, a quote or bracket that is not closed, a tab in place \
                 of spaces, a line indented otherwise than its neighbours";
    let in_quotes = |key: &str, value: &str| format!("= help: put it in quotes: {key}: {value} = edit: {value}");
    for (yaml, place, message, rest) in [
        (
            "title: A: B",
            "2:8-4",
            "the value of `title` has a `: ` in it and no quotes around it",
            format!("= label: YAML takes the `: ` for the end of another key {}", in_quotes("title", "\"A: B\"")),
        ),
        (
            "date: 2018\r\ntitle: Ünï \"A\": B\r",
            "3:8-10",
            "the value of `title` has a `: ` in it and no quotes around it",
            format!(
                "= label: YAML takes the `: ` for the end of another key {}",
                in_quotes("title", "'Ünï \"A\": B'")
            ),
        ),
        (
            "title: A\n  dek: B",
            "3:3-6",
            "this line seems to belong to the value above it",
            "= label: indented further than the key above = help: give this key the same indentation as the keys above \
             it, or put the value above in quotes"
                .to_owned(),
        ),
        (
            "tags:\n\t- a",
            "3:1-1",
            "a tab indents this line",
            "= label: a tab = help: indent with spaces: YAML takes no tabs there".to_owned(),
        ),
        (
            "title: @home",
            "2:8-5",
            "a value without quotes cannot begin with `@`",
            in_quotes("title", "\"@home\""),
        ),
        (
            "title: `code` x",
            "2:8-8",
            "a value without quotes cannot begin with ```",
            in_quotes("title", "\"`code` x\""),
        ),
        (
            "title: *bold* move",
            "2:8-11",
            "a value without quotes cannot begin with `*`",
            in_quotes("title", "\"*bold* move\""),
        ),
        (
            "title: *name",
            "2:8-5",
            "a value without quotes cannot begin with `*`",
            in_quotes("title", "\"*name\""),
        ),
        (
            "title: >A",
            "2:8-2",
            "a value without quotes cannot begin with `>`",
            in_quotes("title", "\">A\""),
        ),
        (
            "title: \"A\ndate: 2018",
            "2:8-2",
            "the quote that opens here is not closed",
            "= label: opens here = help: close the quote at the end of the value".to_owned(),
        ),
        (
            "tags: [a, b\ndate: 2018",
            "2:7-5",
            "the bracket that opens here is not closed",
            "= label: opens here = help: close the bracket at the end of the value".to_owned(),
        ),
        (
            "title: \"A\" and B",
            "2:8-9",
            "the value of `title` goes on after its closing quote",
            "= label: the quote closes before the end of the line = help: put all of it in quotes: title: '\"A\" and B' \
             = edit: '\"A\" and B'"
                .to_owned(),
        ),
        (
            "title: 'it's here'",
            "2:8-11",
            "the value of `title` goes on after its closing quote",
            "= label: the quote closes before the end of the line = help: put all of it in quotes: title: \"it's here\" \
             = edit: \"it's here\""
                .to_owned(),
        ),
        (
            "title: A\n dek: B\nrights: C",
            "3:2-6",
            "this line seems to belong to the value above it",
            "= label: indented further than the key above = help: give this key the same indentation as the keys above \
             it, or put the value above in quotes"
                .to_owned(),
        ),
        (
            "title: A\ndate 2018\ndek: B",
            "3:1-9",
            "this line has no `: ` after its key",
            "= help: write `key: value`; if the text begins here, put a line `---` above it".to_owned(),
        ),
        (
            "title: {{ title }}",
            "2:9-10",
            "a key must be text",
            "= help: put a value that begins with `{` or `[` in quotes: \"{{ … }}\"".to_owned(),
        ),
        (
            "tags: - a",
            "2:7-3",
            "a list cannot begin here",
            "= help: put each `- item` on a line of its own below the key, or write [a, b]".to_owned(),
        ),
        (
            "title: \"C:\\xyz\"",
            "2:13-3",
            "a `\\` in double quotes begins an escape, and this is none",
            "= help: put the value in single quotes, or write `\\\\` for each `\\`".to_owned(),
        ),
        (
            "%YAML 1.1",
            "2:1-9",
            "a line of front matter cannot begin with `%`",
            "= label: YAML takes this for a directive = help: write `key: value` lines, and put a value that begins \
             with `%` in quotes"
                .to_owned(),
        ),
        (
            "just words",
            "2:1-10",
            "front matter is text, not `key: value` lines",
            "= help: write each field on a line of its own: `title: The headline as printed`".to_owned(),
        ),
        (
            "- a\n- b",
            "2:1-3",
            "front matter is a list, not `key: value` lines",
            "= help: write each field on a line of its own: `title: The headline as printed`".to_owned(),
        ),
        ("title: !a!b C", "2:8-6", "this is not YAML: found undefined tag handle", format!("= help: {usual}")),
    ] {
        let expected = format!("{place} error[bad-yaml]: {message} {rest}");
        assert_eq!(broken(&format!("---\n{yaml}\n---\nText\n")), [expected], "{yaml}");
    }
}
