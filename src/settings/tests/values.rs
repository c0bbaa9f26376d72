use super::*;

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
