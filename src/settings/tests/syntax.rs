use super::*;

#[test]
fn what_is_not_toml_is_told_with_the_problems_of_the_other_lines() {
    check(
        r#"  titel = "A"
# ^^^^^ error[unknown-setting]: `titel` is not a setting
# help: did you mean `title`?
  base_url = https://example.org/
#            ^^^^^^^^^^^^^^^^^^^^ error[bad-toml]: `https://example.org/` is not TOML: string values must be quoted
# help: put the text into double quotation marks
# edit: "https://example.org/"
  paginate_by = 0
#               ^ error[setting-out-of-range]: `paginate_by` cannot be `0`
# help: write a number from 1 up
  theme = "a"
  theme = "b"
# ^^^^^ error[bad-toml]: `theme` stands twice
# help: keep one of the two and delete the other
  language = "en
#               ^ error[bad-toml]: this is not TOML: invalid basic string
# help: close the text with `"`
  contact = the desk
#           ^^^^^^^^ error[bad-toml]: `the desk` is not TOML: string values must be quoted
# help: put the text into double quotation marks
# edit: "the desk"
  menu = [1, 2
#             ^ error[bad-toml]: this is not TOML: unclosed array
# help: expected here: `]`
"#,
    );
    check(
        "  title = \"a\u{1b}b\"
#           ^ error[bad-toml]: `\u{1b}` is not TOML: invalid basic string
# help: leave out the control character
  theme = \"a\\q\"
#            ^ error[bad-toml]: this is not TOML: missing escaped value
# help: expected here: `b`, `e`, `f`, `n`, `r`, `\\`, `\"`, `x`, `u`, `U`
  publisher =
#            ^ error[bad-toml]: this is not TOML: missing value
# help: write a value after the `=`
  [markdown
#          ^ error[bad-toml]: this is not TOML: unclosed table
# help: expected here: `]`
  contact
#        ^ error[bad-toml]: this is not TOML: key with no value
# help: expected here: `=`
",
    );
    assert!(read_text("title = ", &Overrides::default()).value.is_none());
}

#[test]
fn nothing_that_is_no_toml_makes_it_panic() {
    for text in [
        "",
        "[",
        "[[",
        "=",
        "a",
        "a.",
        "a=",
        "a={",
        "a=[",
        "\"",
        "'''",
        "\0",
        "\u{FEFF}",
        "é=é",
        "[a]\n[a]",
        "a.b=1\na=2",
        "[[index]]\n[index]",
        "index=1\n[[index]]\n",
        "title.x=1",
        "[title]\n",
        "[[title]]\n",
        "a=0x",
        "a=1e999",
        "extra=1\n[extra.x]",
        "[extra]\nx=0xffffffffffffffffffffffffffffffffffffff\ny=1e999\nz=nan",
    ] {
        read_text(text, &Overrides::default());
    }
    read_text(&format!("a = {}", "[".repeat(100_000)), &Overrides::default());
    read_text(&"[a]\n".repeat(2_000), &Overrides::default());
}

#[test]
fn bytes_that_are_not_utf8_are_told_with_their_offset() {
    let path = SitePath::new("site.toml").unwrap();
    let file = SourceFile::held(path.clone(), b"title = \"\xff\"\n".as_slice());
    let read_bytes = read(&file, &Overrides::default(), now());
    assert!(read_bytes.value.is_none());
    let expected = Diagnostic::new(
        codes::UNREADABLE_SETTINGS,
        Place::bytes(&path, 9..10),
        "byte 9 of `site.toml`, `0xFF`, is not UTF-8",
    );
    assert_eq!(read_bytes.problems, [expected.help("save the file as UTF-8")]);

    let nowhere = SourceFile::on_disk(path.clone(), std::path::Path::new("/nowhere/at/all").into());
    let problems = read(&nowhere, &Overrides::default(), now()).problems;
    assert_eq!((problems[0].code, &problems[0].place), (codes::UNREADABLE_SETTINGS, &Place::file(&path)));
    assert!(problems[0].message.starts_with("`site.toml` cannot be read: "));
    assert_eq!(problems[0].help.as_deref(), Some("make the file readable to the one who builds the site"));
}
