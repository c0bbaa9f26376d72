#![allow(clippy::unwrap_used)]

use super::*;
use crate::diag::{Severity, Spot};
use crate::source::SitePath;

mod links;
mod overlay;
mod schema;

const NOW: &str = "2026-11-23";

fn now() -> PartialDate {
    PartialDate::day(2026, 11, 23)
}

fn read_text(text: &str, overrides: &Overrides) -> Checked<Option<Settings>> {
    let file = SourceFile::held(SitePath::new("site.toml").unwrap(), text.as_bytes());
    read(&file, overrides, now())
}

/// The settings of `text`, in which nothing is wrong.
fn sound(text: &str, overrides: &Overrides) -> Settings {
    let read = read_text(text, overrides);
    assert_eq!(read.problems, [], "{text}");
    read.value.unwrap()
}

/// Reads `marked` without its marks, and writes the problems into it as marks: both must be the same.
///
/// A problem stands below its line, `#` first, with carets below its bytes; one of the whole file at the top.
fn check(marked: &str) {
    check_with(marked, &Overrides::default());
}

fn check_with(marked: &str, overrides: &Overrides) {
    let is_mark = |line: &&str| line.starts_with('#');
    let text: String = marked.lines().filter(|line| !is_mark(line)).map(|line| format!("{line}\n")).collect();
    let mut problems = read_text(&text, overrides).problems;
    problems.sort_by_key(|problem| match &problem.place.spot {
        Spot::Bytes(span) => span.start,
        _ => 0,
    });
    let mut shown = String::new();
    let mut marks = |problem: &Diagnostic, carets: &str| {
        let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
        shown.push_str(&format!("#{carets} {severity}[{}]: {}\n", problem.code.name, problem.message));
        shown.push_str(&problem.help.as_ref().map_or(String::new(), |help| format!("# help: {help}\n")));
        shown.push_str(&problem.edit.as_ref().map_or(String::new(), |edit| format!("# edit: {}\n", edit.text)));
        std::mem::take(&mut shown)
    };
    let mut expected = String::new();
    let whole = problems.iter().filter(|problem| problem.place.spot == Spot::File);
    whole.for_each(|problem| expected.push_str(&marks(problem, "")));
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        expected.push_str(line);
        for problem in &problems {
            let Spot::Bytes(span) = &problem.place.spot else { continue };
            if !(start..start + line.len()).contains(&span.start) {
                continue;
            }
            let before = line[..span.start - start].chars().count();
            let length = text[span.clone()].chars().take_while(|letter| *letter != '\n').count().max(1);
            let carets = format!("{}{}", " ".repeat(before.saturating_sub(1)), "^".repeat(length));
            expected.push_str(&marks(problem, &carets));
        }
        start += line.len();
    }
    let marked: String = marked.lines().map(|line| format!("{line}\n")).collect();
    assert_eq!(expected, marked, "\n-- made --\n{expected}\n-- expected --\n{marked}");
}

#[test]
fn a_site_of_two_lines_has_all_defaults() {
    let settings = sound("title = \"A\"\nbase_url = \"https://example.org/a/\"\n", &Overrides::default());
    let expected = Settings { today: now(), ..Settings::new("A", BaseUrl::parse("https://example.org/a").unwrap()) };
    assert_eq!(format!("{settings:?}"), format!("{expected:?}"));
    assert_eq!(settings.today.iso(), NOW);
}

#[test]
fn every_setting_is_read() {
    let settings = sound(EVERYTHING, &Overrides::default());
    assert_eq!(settings.title, "The Archive");
    assert_eq!(settings.base_url.path, "/archive");
    assert_eq!(settings.language, "pt-BR");
    assert_eq!(settings.description.as_deref(), Some("What we keep"));
    assert_eq!(settings.publisher.as_deref(), Some("The Press"));
    assert_eq!(settings.contact.as_deref(), Some("desk@example.org"));
    assert_eq!(settings.lead.as_deref(), Some("the-letter"));
    assert_eq!(settings.theme, "broadsheet");
    assert_eq!(settings.permalink.to_string(), "/{year}/{slug}.html");
    assert_eq!((settings.paginate_by, settings.paginate_terms), (20, 0));
    assert_eq!((settings.feed_limit, settings.excerpt_words), (30, 0));
    assert_eq!(settings.related, 7);
    assert_eq!(settings.updated_from, UpdatedFrom::Git);
    assert!(settings.keep_picture_metadata);
    assert_eq!(settings.citation_styles, ["mla", "styles/ours.csl"]);
    assert_eq!(settings.license.as_deref(), Some("CC-BY-4.0"));
    assert_eq!((settings.memento.as_str(), settings.full_text_up_to), ("https://timegate.example/", 7));
    assert_eq!(settings.output, "../site");
    let markdown = MarkdownSettings { smart_punctuation: true, trusted_html: true, highlight: false };
    assert_eq!(settings.markdown, markdown);
    let beat = CustomIndex { key: "beat".into(), title: "Beats".into() };
    let cases = CustomIndex { key: "court_cases".into(), title: "Court cases".into() };
    assert_eq!(settings.indexes, [beat, cases]);
    let about = MenuItem { title: "About".into(), url: "/about/".into() };
    let press = MenuItem { title: "Press".into(), url: "https://example.com/".into() };
    assert_eq!(settings.menu, [about, press]);
    assert_eq!(settings.theme_options["accent"], Node::Text("#b00".into()));
    let nested = Node::Map(vec![
        ("z".into(), Node::List(vec![Node::Integer(1), Node::Float(1.5), Node::Bool(true)])),
        ("a".into(), Node::Text("2026-11-23".into())),
    ]);
    assert_eq!(settings.extra["nested"], nested);
}

const EVERYTHING: &str = r##"title = "The Archive"
base_url = "https://example.org/archive/"
language = "pt-br"
description = "What we keep"
publisher = "The Press"
contact = "desk@example.org"
lead = "the-letter"
theme = "broadsheet"
permalink = "/{year}/{slug}.html"
paginate_by = 20
paginate_terms = 0
feed_limit = 30
related = 7
excerpt_words = 0
updated_from = "git"
keep_picture_metadata = true
citation_styles = ["mla", "styles/ours.csl"]
license = "CC-BY-4.0"
output = "../site"
markdown.smart_punctuation = true
markdown.trusted_html = true
markdown.highlight = false
index = [{ key = "beat", title = "Beats" }, { key = "court_cases" }]
[[menu]]
title = "About"
url = "/about/"
[[menu]]
title = "Press"
url = "https://example.com/"
[links]
memento = "https://timegate.example/"
[search]
full_text_up_to = 7
[theme_options]
accent = "#b00"
[extra]
nested = { z = [1, 1.5, true], a = 2026-11-23 }
"##;

#[test]
fn a_byte_order_mark_and_carriage_returns_do_not_matter() {
    let settings = sound("\u{FEFF}title = \"A\"\r\nbase_url = \"https://example.org\"\r\n", &Overrides::default());
    assert_eq!(settings.title, "A");
}

#[test]
fn unknown_settings_are_errors_with_the_nearest_name() {
    check(
        r#"  title = "A"
  base_url = "https://example.org/"
  descripton = "x"
# ^^^^^^^^^^ error[unknown-setting]: `descripton` is not a setting
# help: did you mean `description`?
  Feed-Limit = 3
# ^^^^^^^^^^ error[unknown-setting]: `Feed-Limit` is not a setting
# help: did you mean `feed_limit`?
# edit: feed_limit
  "Title" = "B"
# ^^^^^^^ error[unknown-setting]: `Title` is not a setting
# help: did you mean `title`?
  paginate = 10
# ^^^^^^^^ error[unknown-setting]: `paginate` is not a setting
# help: did you mean `paginate_by`?
  highlight = true
# ^^^^^^^^^ error[unknown-setting]: `highlight` is not a setting
# help: `highlight` belongs below `[markdown]`
  wibble.wobble = 1
# ^^^^^^ error[unknown-setting]: `wibble` is not a setting
# help: the settings are `base_url`, `citation_styles`, `contact`, `description`, `excerpt_words`, `extra`, `feed_limit`, `index`, `keep_picture_metadata`, `language`, `lead`, `license`, `links`, `markdown`, `menu`, `off`, `output`, `paginate_by`, `paginate_terms`, `permalink`, `publisher`, `related`, `search`, `theme`, `theme_options`, `title`, `updated_from`; values of your own go below `[extra]`
  [markdown]
  smart_punctuatoin = true
# ^^^^^^^^^^^^^^^^^ error[unknown-setting]: `smart_punctuatoin` is not a setting of `markdown`
# help: did you mean `smart_punctuation`?
  theme = "x"
# ^^^^^ error[unknown-setting]: `theme` is not a setting of `markdown`
# help: `theme` belongs to the top of the file, before the first `[table]`
  [[index]]
  key = "beat"
  wibble = 1
# ^^^^^^ error[unknown-setting]: `wibble` is not a setting of `index`
# help: the settings of `index` are `key`, `title`
  [[menu]]
  name = "A"
# ^^^^ error[unknown-setting]: `name` is not a setting of `menu`
# help: did you mean `title`?
  title = "A"
  url = "/a/"
  [wobble]
#  ^^^^^^ error[unknown-setting]: `wobble` is not a setting
# help: the settings are `base_url`, `citation_styles`, `contact`, `description`, `excerpt_words`, `extra`, `feed_limit`, `index`, `keep_picture_metadata`, `language`, `lead`, `license`, `links`, `markdown`, `menu`, `off`, `output`, `paginate_by`, `paginate_terms`, `permalink`, `publisher`, `related`, `search`, `theme`, `theme_options`, `title`, `updated_from`; values of your own go below `[extra]`
  x = 1
"#,
    );
}

#[test]
fn values_of_another_kind_are_errors_and_mended_where_that_is_certain() {
    check(
        r#"  title = 2026
#         ^^^^ error[bad-setting-type]: `title` is a number, not text
# help: write `title = "2026"`
# edit: "2026"
  base_url = "https://example.org/"
  description = ["x"]
#               ^^^^^ error[bad-setting-type]: `description` is a list, not text
# help: write text
  paginate_by = "20"
#               ^^^^ error[bad-setting-type]: `paginate_by` is text, not a whole number
# help: write `paginate_by = 20`
# edit: 20
  feed_limit = 1.5
#              ^^^ error[bad-setting-type]: `feed_limit` is a number, not a whole number
# help: write a whole number
  extra = 1
#         ^ error[bad-setting-type]: `extra` is a number, not a table, written `[extra]`
# help: write a table, written `[extra]`
  [markdown]
  highlight = "yes"
#             ^^^^^ error[bad-setting-type]: `highlight` is text, not `true` or `false`
# help: write `highlight = true`
# edit: true
  trusted_html = 1
#                ^ error[bad-setting-type]: `trusted_html` is a number, not `true` or `false`
# help: write `true` or `false`
  [index]
# ^^^^^^^ error[bad-setting-type]: `index` is a table, not a list of tables, written `[[index]]`
# help: write `[[index]]`
# edit: [[index]]
  key = "beat"
"#,
    );
}

#[test]
fn what_is_missing_or_out_of_range_is_told() {
    check(
        r#"# error[missing-setting]: `title` is missing
# help: write `title = "The Archive"`
  base_url = "https://example.org/"
  paginate_by = 0
#               ^ error[setting-out-of-range]: `paginate_by` cannot be `0`
# help: write a number from 1 up
  feed_limit = -5
#              ^^ error[setting-out-of-range]: `feed_limit` cannot be `-5`
# help: write a number from 1 up
  excerpt_words = 99999999999999999999999999
#                 ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[setting-out-of-range]: `excerpt_words` cannot be `99999999999999999999999999`
# help: write a number from 0 up
  [[menu]]
# ^^^^^^^^ error[missing-setting]: this `menu` has no `title`
# help: write `title = "About"`
  url = ""
#       ^^ error[missing-setting]: `url` is empty
# help: write `url = "/about/"`
"#,
    );
    check("  title = \"A\"\n  base_url = 'https://example.org/'\n");
    check(
        r#"# warning[no-base-url]: `base_url` is missing, so feeds and citations lead to `http://localhost/`
# help: write `base_url = "https://example.org/"` with the address of the site
  title = "  "
#         ^^^^ error[missing-setting]: `title` is empty
# help: write `title = "The Archive"`
"#,
    );
}

#[test]
fn single_settings_are_checked() {
    check(
        r#"  title = "A"
  base_url = "example.org/archive"
#            ^^^^^^^^^^^^^^^^^^^^^ error[bad-base-url]: `example.org/archive` is not the address of a site: it does not begin with `https://`
# help: did you mean `https://example.org/archive`?
  language = "en_us"
#            ^^^^^^^ error[bad-language-setting]: `en_us` is not a language tag
# help: write `en-US`
# edit: "en-US"
  theme = "themes/mine/"
#         ^^^^^^^^^^^^^^ error[bad-theme-name]: `themes/mine/` is not the name of a folder of `themes/`
# help: write `theme = "mine"`
  permalink = "/{yaer}/{slug}"
#               ^^^^^^ error[bad-permalink]: `{yaer}` is no placeholder
# help: did you mean `{year}`?
  output = "content/public"
#          ^^^^^^^^^^^^^^^^ error[bad-output]: `content/public` lies in `content/`, which holds the site's sources
# help: name a folder of its own, such as `public`
  [[index]]
  key = "tags"
#       ^^^^^^ error[bad-index]: the index `tags` is built in
# help: delete this `[[index]]`
  [[index]]
  key = "beat"
  [[index]]
  key = "beat"
#       ^^^^^^ error[bad-index]: there is an `[[index]]` of `beat` already
# help: delete one of the two
  [[index]]
  key = "con"
#       ^^^^^ error[bad-index]: `con` cannot be the name of a folder
# help: write letters, digits, `_` and `-`
  [[index]]
  key = "../x"
#       ^^^^^^ error[bad-index]: `../x` cannot be the name of a folder
# help: write letters, digits, `_` and `-`
  [[menu]]
  title = "A"
  url = "about"
#       ^^^^^^^ error[bad-menu-url]: `about` is neither a path of the site nor an address
# help: did you mean `/about`?
  [[menu]]
  title = "B"
  url = "javascript:alert(1)"
#       ^^^^^^^^^^^^^^^^^^^^^ error[bad-menu-url]: `javascript:alert(1)` is neither a path of the site nor an address
# help: write a path such as `/about/`, or an address that begins with `https://`
"#,
    );
    check(
        r#"  title = "A"
  base_url = "https://example.org/?q"
#            ^^^^^^^^^^^^^^^^^^^^^^^^ error[bad-base-url]: `https://example.org/?q` is not the address of a site: it has a query or fragment, which a folder cannot have
# help: write the address of the home page, such as `https://example.org/archive/`
  language = "english"
#            ^^^^^^^^^ error[bad-language-setting]: `english` is not a language tag
# help: write a BCP 47 tag such as `en`, `es` or `pt-BR`
  permalink = "/\u007Bx}/{slug}/"
#             ^^^^^^^^^^^^^^^^^^^ error[bad-permalink]: `{x}` is no placeholder
# help: the placeholders are `{path}`, `{slug}`, `{id}`, `{year}`, `{month}`, `{day}`, `{outlet}`
  output = "./"
#          ^^^^ error[bad-output]: `./` is the site's root itself
# help: name a folder of its own, such as `public`
"#,
    );
}

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

#[test]
fn the_day_of_a_change_comes_from_the_record_or_from_git() {
    check(
        r#"  title = "A"
  base_url = "https://example.org/"
  updated_from = "svn"
#                ^^^^^ error[bad-updated-from]: `svn` says nothing of when records were changed
# help: write `record` or `git`
"#,
    );
}
