use super::*;

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
# help: the settings are `base_url`, `citation_styles`, `contact`, `deploy`, `description`, `excerpt_words`, `extra`, `feed_limit`, `host`, `index`, `keep_picture_metadata`, `language`, `lead`, `license`, `links`, `markdown`, `menu`, `off`, `output`, `paginate_by`, `paginate_terms`, `permalink`, `precompress`, `publisher`, `related`, `replay`, `search`, `theme`, `theme_options`, `title`, `updated_from`; values of your own go below `[extra]`
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
# help: the settings are `base_url`, `citation_styles`, `contact`, `deploy`, `description`, `excerpt_words`, `extra`, `feed_limit`, `host`, `index`, `keep_picture_metadata`, `language`, `lead`, `license`, `links`, `markdown`, `menu`, `off`, `output`, `paginate_by`, `paginate_terms`, `permalink`, `precompress`, `publisher`, `related`, `replay`, `search`, `theme`, `theme_options`, `title`, `updated_from`; values of your own go below `[extra]`
  x = 1
"#,
    );
}
