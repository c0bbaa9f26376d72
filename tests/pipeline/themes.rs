//! Themes: which file is taken, what a theme may say of itself, and where a template is wrong.

#![allow(clippy::unwrap_used)]

use crate::support::{Site, faults, record};

fn settings(lines: &str) -> String {
    format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/archive/\"\n{lines}\n")
}

/// A theme `child` that extends `parent`, each with some templates, and some of the site's own.
const LAYERS: &str = "
-- themes/child/theme.toml --
extends = \"parent\"
-- themes/parent/theme.toml --
name = \"Parent\"
-- templates/one.html --
site
-- themes/child/templates/one.html --
child
-- themes/child/templates/two.html --
child
-- themes/parent/templates/one.html --
parent
-- themes/parent/templates/two.html --
parent
-- themes/parent/templates/three.html --
parent
-- templates/parent-of-two.html --
{% include \"parent/two.html\" %} {% include \"child/one.html\" %} {% include \"two.html\" %}
-- templates/page.html --
{% extends \"broadsheet/page.html\" %}{% block title %}Own{% endblock %}
-- templates/base.html --
{% extends \"broadsheet/base.html\" %}{% block head %}<meta name=\"own\">{% endblock %}
";

#[test]
fn the_nearest_layer_has_a_template_and_any_can_be_named() {
    let pages = ["one", "two", "three", "parent-of-two", "page"];
    let page =
        |name: &&str| format!("-- content/pages/{name}.md --\n---\ntitle: {name}\ntemplate: {name}.html\n---\nText\n");
    let pages: String = pages.iter().map(page).collect();
    let built = Site::new(&format!("{}{LAYERS}{pages}", settings("theme = \"child\""))).build_clean();
    for (page, expected) in
        [("one", "site\n"), ("two", "child\n"), ("three", "parent\n"), ("parent-of-two", "parent\n child\n child\n\n")]
    {
        assert_eq!(built.text(&format!("{page}/index.html")), expected, "{page}");
    }
    let page = built.text("page/index.html");
    for part in ["<title>Own</title>", "<meta name=\"own\">", "<h1>page</h1>"] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn assets_strings_and_static_files_come_from_the_nearest_layer() {
    let built = Site::new(&format!("{}
-- themes/child/theme.toml --
extends = \"parent\"
-- themes/parent/theme.toml --
-- themes/parent/assets/style.css --
parent
-- themes/parent/assets/deep/own.js --
script
-- themes/child/assets/style.css --
child
-- themes/parent/static/humans.txt --
parent
-- themes/child/static/humans.txt --
child
-- static/icon.svg --
<svg/>
-- themes/parent/i18n/de.toml --
skip = \"Elternteil\"
home = \"Start\"
-- themes/child/i18n/de.toml --
skip = \"Kind\"
-- i18n/en.toml --
only_english = \"English\"
-- i18n/de-AT.toml --
home = \"Daham\"
[records]
one = \"{{count}} Stück\"
other = \"{{count}} Stücke\"
-- templates/page.html --
{{{{ t(key=\"skip\") }}}}|{{{{ t(key=\"home\") }}}}|{{{{ t(key=\"only_english\") }}}}|{{{{ t(key=\"none\", default=\"else\") }}}}
{{{{ t(key=\"records\", count=1) }}}}|{{{{ t(key=\"records\", count=0) }}}}|{{{{ url(path=\"/x/\") }}}}|{{{{ absolute_url(path=\"/x/\") }}}}
{{{{ asset(path=\"style.css\") }}}}
{{{{ asset(path=\"deep/own.js\") }}}}
-- content/pages/a.md --
---
title: A
---
", settings("theme = \"child\"\nlanguage = \"de-AT\""))).build_clean();
    let lines: Vec<&str> = built.text("a/index.html").lines().collect();
    assert_eq!(lines[..2], ["Kind|Daham|English|else", "1 Stück|0 Stücke|/archive/x/|https://example.org/archive/x/"]);
    for (line, name, bytes) in [(lines[2], "style", "child\n"), (lines[3], "deep/own", "script\n")] {
        let hash = &blake3::hash(bytes.as_bytes()).to_hex()[..12];
        let extension = line.rsplit('.').next().unwrap();
        assert_eq!(line, format!("/archive/assets/{name}.{hash}.{extension}"));
        assert_eq!(built.text(line.strip_prefix("/archive/").unwrap()), bytes);
    }
    assert_eq!(
        (built.text("humans.txt"), built.text("icon.svg")),
        ("child\n", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
    );
}

#[test]
fn a_theme_of_the_built_in_ones_name_needs_not_be_whole() {
    let built = Site::new(
        "
-- themes/broadsheet/templates/404.html --
own
-- content/pages/a.md --
---
title: A
---
",
    )
    .build_clean();
    assert_eq!(built.text("404.html"), "own\n");
    assert!(built.text("a/index.html").contains("<h1>A</h1>"));
}

#[test]
fn options_have_types_and_defaults() {
    let theme = "
-- themes/own/theme.toml --
interface = 1
[options.accent]
type = \"text\"
default = \"red\"
[options.columns]
type = \"number\"
default = 3
[options.wide]
type = \"boolean\"
default = false
[options.links]
type = \"list\"
default = [\"a\", \"b\"]
-- templates/page.html --
{{ site.options.accent }}|{{ site.options.columns + 1 }}|{{ site.options.wide }}|{{ site.options.links | join(sep=\",\") }}
-- content/pages/a.md --
---
title: A
---
";
    for (options, expected) in [
        ("", "red|4|false|a,b\n"),
        ("[theme_options]\naccent = \"blue\"\ncolumns = 2\nwide = true\nlinks = []", "blue|3|true|\n"),
    ] {
        let built = Site::new(&format!("{}{theme}", settings(&format!("theme = \"own\"\n{options}")))).build_clean();
        assert_eq!(built.text("a/index.html"), expected);
    }
    let wrong = "
[theme_options]
acent = \"blue\"
#^^^^ error[unknown-option]: the theme has no option `acent`
# = help: did you mean `accent`?
zebra = 1
#^^^^ error[unknown-option]: the theme has no option `zebra`
# = help: the theme's options are: `accent`, `accent_dark`, `columns`, `comments`, `comments_url`, `footer_text`, `home_sections`, `links`, `logo`, `newsletter`, `newsletter_text`, `support`, `support_text`, `wide`
columns = \"two\"
#         ^^^^^ error[bad-option]: the option `columns` is a number, and this is text
# = help: write a number
wide = \"yes\"
#      ^^^^^ error[bad-option]: the option `wide` is true or false, and this is text
";
    faults::check(&format!("{}{theme}", settings(&format!("theme = \"own\"{wrong}"))));
}

/// A theme with an option of each type that looks at its value.
const TYPED: &str = "
-- themes/own/theme.toml --
interface = 1
[options.ink]
type = \"colour\"
default = \"\"
on = \"#fff\"
[options.night_ink]
type = \"colour\"
default = \"#EEE\"
[options.shop]
type = \"url\"
default = \"\"
[options.picture]
type = \"asset\"
default = \"\"
[options.mood]
type = \"choice\"
choices = [\"grave\", \"light\"]
default = \"grave\"
[options.parts]
type = \"list\"
choices = [\"one\", \"two\"]
default = [\"one\"]
-- assets/logo.svg --
<svg/>
-- templates/page.html --
{{ site.options.ink }}|{{ site.options.shop }}|{{ site.options.picture }}|{{ site.options.mood }}|{{ site.options.parts | join(sep=\",\") }}
-- content/pages/a.md --
---
title: A
---
";

fn typed(options: &str) -> String {
    format!("{}{TYPED}", settings(&format!("theme = \"own\"\n[theme_options]\n{options}")))
}

#[test]
fn options_of_every_type_reach_the_templates() {
    for (options, expected) in [
        ("", "|||grave|one\n"),
        (
            "ink = \"#123\"\nshop = \"https://example.org/a?b\"\npicture = \"logo.svg\"\nmood = \"light\"\nparts = [\"two\", \"one\"]",
            "#123|https://example.org/a?b|logo.svg|light|two,one\n",
        ),
        ("shop = \"/join/\"\nparts = []", "|/join/||grave|\n"),
    ] {
        assert_eq!(Site::new(&typed(options)).build_clean().text("a/index.html"), expected);
    }
}

#[test]
fn a_value_that_an_option_does_not_take_is_told_with_the_right_one() {
    faults::check(&typed(
        "ink = \"12a\"
#     ^^^^^ error[bad-option]: the option `ink` is a colour, and `12a` is none
# = help: did you mean `#12a`?
night_ink = \"red\"
#           ^^^^^ error[bad-option]: the option `night_ink` is a colour, and `red` is none
# = help: write it as `#rgb` or `#rrggbb`: `#8a1c1c`
shop = \"example.org/shop\"
#      ^^^^^^^^^^^^^^^^^^ error[bad-option]: the option `shop` is an address, and `example.org/shop` is none
# = help: did you mean `https://example.org/shop`?
picture = \"logo.sgv\"
#         ^^^^^^^^^^ error[bad-option]: no layer has the asset `logo.sgv`
# = help: did you mean `logo.svg`?
mood = \"grav\"
#      ^^^^^^ error[bad-option]: `grav` is none of the choices of `mood`
# = help: did you mean `grave`?
parts = [\"one\", \"zebra\"]
#               ^^^^^^^ error[bad-option]: `zebra` is none of the choices of `parts`
# = help: write one of: `one`, `two`
",
    ));
    faults::check(&typed(
        "shop = \"javascript:alert(1)\"
#      ^^^^^^^^^^^^^^^^^^^^^ error[bad-option]: the option `shop` is an address, and `javascript:alert(1)` is none
# = help: write an address that begins with `https://`, or a path of the site that begins with `/`
picture = \"zebra.png\"
#         ^^^^^^^^^^^ error[bad-option]: no layer has the asset `zebra.png`
# = help: put the file at assets/zebra.png
mood = 3
#      ^ error[bad-option]: the option `mood` is one of its choices, and this is a number
# = help: write one of its choices
ink = \"#ffcc00\"
#     ^^^^^^^^^ warning[low-contrast]: `#ffcc00` has a contrast of 1.5 on `#ffffff`, and text needs 4.5
# = help: `#8f7300` can be read on it
",
    ));
}

#[test]
fn an_option_that_is_declared_wrongly_is_told() {
    faults::check(&format!(
        "{}{}",
        settings("theme = \"own\""),
        "
-- themes/own/theme.toml --
[options.a]
type = \"choice\"
#      ^^^^^^^^ error[bad-theme]: the option `a` is a choice without choices
# = help: write `choices = [\"one\", \"other\"]`
default = \"\"
[options.b]
type = \"text\"
default = \"\"
choices = [\"x\"]
#         ^^^^^ error[bad-theme]: the option `b` is text, which has no choices
# = help: write `type = \"choice\"`, or take the line out
[options.c]
type = \"url\"
default = \"\"
on = \"#fff\"
#    ^^^^^^ error[bad-theme]: the option `c` is an address, which stands on no paper
# = help: write `type = \"colour\"`, or take the line out
[options.d]
type = \"colour\"
default = \"\"
on = \"white\"
#    ^^^^^^^ error[bad-theme]: `on` of the option `d` is no colour
# = help: write it as `#rgb` or `#rrggbb`
[options.e]
type = \"list\"
choices = [\"one\"]
default = [\"one\", \"oen\"]
#                 ^^^^^ error[bad-theme]: `oen` is none of the choices of `e`
# = help: did you mean `one`?
"
    ));
}

#[test]
fn colours_reach_the_pages_as_a_style_sheet() {
    let sheet = |site: &str| {
        let built = Site::new(site).build_clean();
        let name = built.below("assets/").into_iter().find(|name| name.starts_with("options.")).unwrap().to_owned();
        let is_linked = built.text("index.html").contains(&format!("/archive/assets/{name}"));
        (built.text(&format!("assets/{name}")).to_owned(), is_linked)
    };
    let options = |lines: &str| settings(&format!("[theme_options]\n{lines}"));
    for (site, expected, is_linked) in [
        (options(""), "", false),
        (options("accent = \"#138\""), ":root {\n  --option-accent: #113388;\n}\n", true),
        (
            options("accent = \"#113388\"\naccent_dark = \"#9cf\""),
            ":root {\n  --option-accent: #113388;\n  --option-accent-dark: #99ccff;\n}\n",
            true,
        ),
        (typed(""), ":root {\n  --option-night-ink: #eeeeee;\n}\n", true),
        (format!("{}-- assets/options.css --\nown\n", options("")), "own\n", false),
    ] {
        assert_eq!(sheet(&site), (expected.to_owned(), is_linked));
    }
}

#[test]
fn a_theme_file_that_is_wrong_is_told() {
    for (theme, files) in [
        ("theme = \"brodsheet\"
#       ^^^^^^^^^^^ error[unknown-theme]: there is no theme `brodsheet`
# = help: did you mean `broadsheet`?", ""),
        ("theme = \"zebra\"
#       ^^^^^^^ error[unknown-theme]: there is no theme `zebra`
# = help: put the theme in themes/zebra/, or use one of: broadsheet, own", "-- themes/own/theme.toml --\n-- themes/readme.txt --\nx\n"),
        ("theme = \"own\"", "
-- themes/own/theme.toml --
extends = \"missing\"
#         ^^^^^^^^^ error[unknown-theme]: there is no theme `missing`
"),
        ("theme = \"one\"", "
-- themes/one/theme.toml --
extends = \"two\"
-- themes/two/theme.toml --
extends = \"one\"
#         ^^^^^ error[bad-theme]: the theme `one` extends itself
# = help: take `extends` out of one of the themes
"),
        ("theme = \"own\"", "
-- themes/own/theme.toml --
interface = 2
#           ^ error[bad-theme]: this theme asks for version 2 of the theme interface
# = help: this build provides version 1: update the theme or reportage
"),
        ("theme = \"own\"", "
-- themes/own/theme.toml --
name = \"Own
#          | error[bad-theme]: invalid basic string, expected `\"`
"),
        ("theme = \"own\"", "
-- themes/own/theme.toml --
nmae = \"Own\"
#^^^ error[bad-theme]: unknown field `nmae`, expected one of `interface`, `extends`, `name`, `description`, `options`
# = help: did you mean `name`?
"),
        ("theme = \"own\"", "
-- themes/own/theme.toml --
zebra = 1
#^^^^ error[bad-theme]: unknown field `zebra`, expected one of `interface`, `extends`, `name`, `description`, `options`
# = help: a theme.toml has `interface`, `extends`, `name`, `description` and `[options.NAME]` tables with `type` and `default`
"),
        ("theme = \"own\"", "
-- themes/own/theme.toml --
[options.ink]
type = \"colur\"
#      ^^^^^^^ error[bad-theme]: unknown variant `colur`, expected one of `text`, `boolean`, `number`, `list`, `colour`, `url`, `asset`, `choice`
# = help: did you mean `colour`?
default = \"\"
"),
        ("theme = \"own\"", "
-- themes/own/theme.toml --
[options.columns]
type = \"number\"
default = \"three\"
#         ^^^^^^^ error[bad-theme]: the option `columns` is a number, and its default is text
# = help: write a number
"),
        ("", "
-- i18n/en.toml --
skip = 3
#      ^ error[bad-strings]: `skip` is a number, not text
# = help: write `skip = \"…\"`
[months]
2 = [\"x\"]
#   ^^^^^ error[bad-strings]: `months.2` is a list, not text
-- i18n/de.toml --
skip = Weiter
#      ^^^^^^ error[bad-strings]: string values must be quoted, expected literal string
# = help: each entry is `name = \"text\"`
"),
    ] {
        faults::check(&format!("{}{files}", settings(theme)));
    }
}

#[test]
fn an_unknown_theme_does_not_hide_what_is_wrong_with_records() {
    faults::check(&format!(
        "{}{}",
        settings(
            "theme = \"zebra\"
#       ^^^^^^^ error[unknown-theme]: there is no theme `zebra`"
        ),
        record(
            "a.md",
            "date: 2018-13
#     ^^^^^^^ error[bad-date]: `2018-13` is not a calendar date
related: b
#        ^ error[unknown-record]: no record has the id `b`"
        )
    ));
}

#[test]
fn every_template_that_cannot_be_read_is_told_in_one_run() {
    let records = record("a.md", "date: 2018") + &record("b.md", "date: 2018");
    faults::check(&format!(
        "{records}
-- templates/record.html --
<h1>{{{{ record.title }}
#                   ^ error[bad-template]: found `}}` but expected }}}}
# = help: correct the template here; the Tera documentation describes its syntax
-- templates/404.html --
{{% if page %}}
{{% endfor %}}
#  ^^^^^^ error[bad-template]: unknown tag
-- templates/row.html --
{{% extends \"bsae.html\" %}}
#          ^^^^^^^^^^^ error[bad-template]: no layer has the template `bsae.html`, which is extended here
# = help: did you mean `base.html`?
-- templates/page.html --
{{% extends \"zebra/zebra.html\" %}}
#          ^^^^^^^^^^^^^^^^^^ error[bad-template]: no layer has the template `zebra/zebra.html`, which is extended here
# = help: write the name of an existing template: `base.html`
-- templates/chronology.html --
{{% include \"parts/meun.html\" %}}
#          ^^^^^^^^^^^^^^^^^ error[bad-template]: unknown template `parts/meun.html`
# = help: did you mean `parts/menu.html`?
{{{{ page.title | shout }}}} {{{{ shout(x=1) }}}} {{% if page is loud %}}{{% endif %}}
#               ^^^^^ error[bad-template]: unknown filter `shout`
#                           ^^^^^^^^^^ error[bad-template]: unknown function `shout`
#                                                       ^^^^ error[bad-template]: unknown test `loud`
-- templates/term.html --
{{% extends \"term.html\" %}}
#          ^^^^^^^^^^^ error[bad-template]: `term.html` extends or includes itself
# = help: to change a template of another layer, name the layer too: `{{% extends \"broadsheet/term.html\" %}}`
-- templates/parts/footer.html --
{{% include \"parts/footer.html\" %}}
#          ^^^^^^^^^^^^^^^^^^^ error[bad-template]: `parts/footer.html` extends or includes itself
"
    ));
}

#[test]
fn a_variable_that_does_not_exist_is_told_once() {
    let records: String =
        (0..20).map(|at| record(&format!("r{at}.md"), &format!("date: 2018\naliases: /r{at}/"))).collect();
    faults::check(&format!(
        "{records}
-- templates/record.html --
{{{{ record.titel }}}}
#         ^^^^^ error[template-failed]: field `titel` is not defined
-- templates/index.html --
<p>é {{{{ indx.title }}}}
#       ^^^^ error[template-failed]: variable `indx` is not defined
# = help: available variables: index, page, site
-- templates/404.html --
{{{{ asset(path=\"stile.css\") }}}}
#  ^^^^^^^^^^^^^^^^^^^^^^^ error[template-failed]: no layer has the asset `stile.css`
# = help: did you mean `style.css`?
-- templates/row.html --
{{{{ row.title | round }}}}
#  ^^^ error[template-failed]: invalid type for the value, expected `f64` but got `string`
-- templates/redirect.html --
{{{{ t(key=\"skpi\") }}}}
#  ^^^^^^^^^^^^^ error[template-failed]: i18n/en.toml has no `skpi`
# = help: did you mean `skip`?
"
    ));
}

#[test]
fn a_record_or_a_page_may_have_a_template_of_its_own() {
    let site = "
-- templates/long-read.html --
long read: {{ record.title }}
-- templates/parts/wide.html --
wide: {{ title }}
-- content/articles/a.md --
---
title: A
date: 2018
template: long-read.html
---
-- content/pages/b.md --
---
title: B
template: parts/wide.html
---
";
    let built = Site::new(site).build_clean();
    assert_eq!(built.text("articles/a/index.html"), "long read: A\n");
    assert_eq!(built.text("b/index.html"), "wide: B\n");
    let wrong = "
-- content/articles/c.md --
---
title: C
date: 2018
template: long-raed.html
#         ^^^^^^^^^^^^^^ error[unknown-template]: no layer has the template `long-raed.html`
# = help: did you mean `long-read.html`?
---
-- content/pages/d.md --
---
title: D
template: zebra.html
#         ^^^^^^^^^^ error[unknown-template]: no layer has the template `zebra.html`
# = help: add templates/zebra.html, or take the line out
---
";
    faults::check(&format!("{site}{wrong}"));
}

#[test]
fn a_template_that_is_no_text_is_told() {
    let site = Site::new(&record("a.md", "date: 2018")).file("templates/x.html", b"<p>\xff").file("i18n/en.toml", b"");
    let problem = &site.build().report.problems[0];
    assert_eq!((problem.code.name, problem.at.file.as_str()), ("bad-template", "templates/x.html"));
    assert_eq!(problem.message, "`templates/x.html` cannot be read as UTF-8 text");
}
