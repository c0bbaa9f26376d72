//! What is told of fields: place, message and help of each code.

use super::*;
use crate::names::suggest;

#[test]
fn dates() {
    check(
        "
-- content/articles/a.md --
---
title: A
date: 2026-13-40
#     ^^^^^^^^^^ error[bad-date]: `2026-13-40` is not a calendar date
# = label: there is no month 13
# = help: write the day the piece ran as YYYY-MM-DD, or YYYY-MM or YYYY where the day is not known
accessed: 2018-02-30
#         ^^^^^^^^^^ error[bad-date]: `2018-02-30` is not a calendar date
# = label: February 2018 has 28 days
# = help: write the day as YYYY-MM-DD, or YYYY-MM or YYYY where the day is not known
archived: [{url: \"https://example.org/\", date: 0000-00-00}]
#                                              ^^^^^^^^^^ error[bad-date]: `0000-00-00` is not a calendar date
corrections:
  - {date: 1.10, text: T}
#          ^^^^ error[bad-date]: `1.10` is not a calendar date
---
-- content/articles/b.md --
---
#!^ warning[undated]: the record has no `date`
# = label: it stands as undated, after the dated ones
# = help: add a line `date: YYYY-MM-DD`, or as much of it as is known
title: B
---
-- content/articles/c.md --
---
title: C
issued: {date-parts: [[2018, 13]]}
#^^^^^ warning[foreign-key]: `issued` is read as `date`
# = help: write it as `date`
#                    ^^^^^^^^^^^^ error[bad-date]: `2018-13` is not a calendar date
---
",
    );
}

#[test]
fn titles_and_names() {
    check(
        "
-- content/articles/a.md --
---
#!^ error[missing-title]: the file has no `title`
# = help: add a line `title: …`: the headline as printed, or the archive's own wording
date: 2018
---
-- content/articles/b.md --
---
title: \"\"
#      ^^ error[missing-title]: `title` has no text
# = help: write the headline as printed, or the archive's own wording
date: 2018
---
-- content/articles/c.md --
---
title:
#^^^^ error[missing-title]: `title` has no text
date: 2018
---
-- content/articles/d.md --
---
title: {a: b}
#      ^^^^^^ error[missing-title]: `title` has no text
date: 2018
---
-- content/tags/immigration.md --
---
#!^ error[missing-name]: the file has no `name`
# = help: add a line `name: …`: what the entity is called on its page
dek: D
---
-- content/pages/about.md --
---
#!^ error[missing-title]: the file has no `title`
---
",
    );
}

#[test]
fn a_file_without_front_matter_is_told_what_to_begin_with() {
    let read = read(RECORD, b"\n# Heading\n");
    assert_eq!(
        told("\n# Heading\n", &read.problems)[0],
        "2:1-9 error[missing-title]: the file has no `title` = help: begin the file with three lines:\n---\n\
         title: The headline as printed\n---"
    );
    assert!(matches!(read.value, Some(Document::Record(record)) if record.title == "a"));
    assert_eq!(read.problems.len(), 1);
    let nothing = super::read(RECORD, b"").problems;
    assert_eq!(told("", &nothing)[0].split(": ").next(), Some("0:1-0 error[missing-title]"));
}

#[test]
fn keys() {
    let near = |key: &str| match suggest::nearest(key, super::super::keys::RECORD.standard.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? If not, "),
        None => String::new(),
    };
    let kept = "it is kept for templates: to say that it is meant, move it under `extra:`";
    check(&format!(
        "
-- content/articles/a.md --
---
title: A
date: 2018
titel: B
#^^^^ warning[unknown-key]: `titel` is no field of a record
# = help: {}{kept}
slug: old
#^^^ warning[unknown-key]: `slug` is no field of a record
# = help: a record's address comes from its file name: rename the file, or name the old address in `aliases`
Section: Politics
#^^^^^^ warning[key-case]: `Section` is read as `section`
# = help: write `section:`
# = edit: section
URL: https://example.org/
#^^ warning[key-case]: `URL` is read as `url`
lastmod: 2018-06-26
#^^^^^^ warning[foreign-key]: `lastmod` is read as `updated`
# = help: write `updated:`
# = edit: updated
dek: D
description: E
#^^^^^^^^^^ warning[foreign-key]: `description` is left out, because `dek` says the same
# = help: delete the line, or write its value after `dek:`
image: {{file: a.jpg, alt: A, colour: red}}
#                            ^^^^^^ warning[unknown-key]: `colour` is no field of an image
# = help: it is left out
authors: [{{family: Doe, given: Jo}}]
#         ^^^^^^^^^^^^^^^^^^^^^^^^ warning[foreign-key]: CSL's parts of a name are read as `Jo Doe`
# = help: write {{name: …}}, or the name alone
source: {{publication: M, link: \"https://example.org/\"}}
#^^^^^ warning[foreign-key]: `source` is read as `url` or `outlet`
# = help: write it as `url` or `outlet`
taxonomies: {{tags: [a]}}
#^^^^^^^^^ warning[foreign-key]: `taxonomies` is read as `tags`, `organizations` and so on
# = help: write it as `tags`, `organizations` and so on
---
",
        near("titel"),
    ));
}

#[test]
fn duplicate_keys() {
    check(
        "
-- content/articles/a.md --
---
title: A
date: 2018
title: B
#^^^^ error[duplicate-key]: `title` stands here a second time
# = help: leave one `title`, or make one list of the values
Title: C
#^^^^ error[duplicate-key]: `Title` and `title` are one key
title: D
#^^^^ error[duplicate-key]: `title` stands here a second time
places: [{name: P, name: Q}]
#                  ^^^^ error[duplicate-key]: `name` stands here a second time
Beat: 1
#^^^ warning[unknown-key]: `Beat` is no field of a record
beat: 2
#^^^ error[duplicate-key]: `beat` and `Beat` are one key
extra: {deep: [{a: 1, b: 2, a: 3}]}
#                           ^ error[duplicate-key]: `a` stands here a second time
---
",
    );
}

#[test]
fn addresses_and_paths() {
    check(
        "
-- content/articles/a.md --
---
title: A
date: 2018
url: javascript:alert(1)
#    ^^^^^^^^^^^^^^^^^^^ error[bad-url]: `javascript:alert(1)` is not an address of the web
# = label: `javascript:` is never linked
# = help: write the whole address, beginning with `https://` or `http://`
archived:
  - www.example.org/a
#   ^^^^^^^^^^^^^^^^^ error[bad-url]: `www.example.org/a` is not an address of the web
  - file: /etc/passwd
#         ^^^^^^^^^^^ error[bad-path]: `/etc/passwd` is no file beside this one
# = label: this path is absolute
# = help: write the path from this file's folder, with `/` between its parts: `lead.jpg`
  - url: www.example.org/a
#        ^^^^^^^^^^^^^^^^^ error[bad-url]: `www.example.org/a` is not an address of the web
# = help: write the whole address: https://www.example.org/a
documents:
  - {title: T, file: ../../secret.pdf}
#                    ^^^^^^^^^^^^^^^^ error[bad-path]: `../../secret.pdf` is no file beside this one
# = label: this path leaves `content/`
image: 'C:\\a.jpg'
#      ^^^^^^^^^^ error[bad-path]: `C:\\a.jpg` is no file beside this one
aliases: [/a/../b/, /%2e%2e/c, //host/d, https://example.org/e, /?p=1, old/path/]
#         ^^^^^^^^ error[bad-path]: `/a/../b/` cannot be a former address of this page
# = label: it would leave its place
# = help: write the path from the site's root, beginning with `/`: `/old/path/`
#                   ^^^^^^^^^ error[bad-path]: `/%2e%2e/c` cannot be a former address of this page
#                              ^^^^^^^^ error[bad-path]: `//host/d` cannot be a former address of this page
#                                        ^^^^^^^^^^^^^^^^^^^^^ error[bad-path]: `https://example.org/e` cannot be a former address of this page
#                                                               ^^^^^ error[bad-path]: `/?p=1` cannot be a former address of this page
#                                                                      ^^^^^^^^^ warning[foreign-key]: `old/path/` is read as `/old/path/`
# = edit: /old/path/
template: ../theme/a.html
#         ^^^^^^^^^^^^^^^ error[bad-path]: `../theme/a.html` is no template's name
# = help: write the name below the theme's `templates/` folder: `article.html`
---
",
    );
}

#[test]
fn words_and_shapes() {
    let digest = "0".repeat(63);
    check(&format!(
        "
-- content/articles/a.md --
---
title: A
date: 2018
type: article-magasine
#     ^^^^^^^^^^^^^^^^ warning[unknown-word]: `article-magasine` is no `type`
sources: [{{role: hearsay, ref: b}}]
#                ^^^^^^^ warning[unknown-word]: `hearsay` is no `role`
access: excerp
#       ^^^^^^ error[bad-access]: `excerp` is no `access`
draft: maybe
#      ^^^^^ error[not-true-or-false]: `maybe` is neither true nor false
# = help: write `true` or `false`
documents: [{{file: a.pdf, sha256: \"{digest}\"}}]
#                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[bad-sha256]: `{digest}` is not a SHA-256
# = label: 63 digits
# = help: write the 64 hexadecimal digits that `sha256sum FILE` prints
language: Spanish
#         ^^^^^^^ warning[bad-language]: `Spanish` is not a language tag
# = help: write a tag of BCP 47: `en`, `es`, `pt-BR`
places: [{{name: P, lat: 91, lon: 0}}, {{name: Q, lat: 1}}]
#                       ^^ warning[bad-coordinate]: `91` is not within -90 and 90 degrees
# = help: write decimal degrees: `lat: 37.77, lon: -122.42`
#                                    ^^^^^^^^^^^^^^^^^ warning[bad-coordinate]: a place has no `lon` beside the other
tags: [a, null, \"\"]
#         ^^^^ warning[empty-item]: an item of `tags` is empty and is left out
# = help: write the item, or delete it
#               ^^ warning[empty-item]: an item of `tags` is empty and is left out
outlet: {{name: O}}
#       ^^^^^^^^^ warning[wrong-type]: `outlet` is a mapping, not text
# = help: write text after `outlet:`, or leave it out
image: lead.jpg
#      ^^^^^^^^ warning[missing-alt]: the image `lead.jpg` has no `alt`
# = help: say what it shows: image: {{file: lead.jpg, alt: \"…\"}}
figures: [{{unit: employees}}]
#         ^^^^^^^^^^^^^^^^^ warning[incomplete]: a figure has no `value` and is left out
# = help: write {{value: 650, unit: employees}}
quotes: [{{by: Jane Doe}}, {{quote: Q}}]
#        ^^^^^^^^^^^^^^ warning[incomplete]: a quote has no `text` and is left out
# = help: write {{text: what was said, by: Jane Doe}}
#                         ^^^^^ warning[foreign-key]: `quote` is read as `text`
series: \"a\\u0007b\"
#       ^^^^^^^^^^ warning[control-character]: the control character U+0007 is left out
# = help: delete the character, or its escape
---
-- content/organizations/b.md --
---
name: B
type: not a type
#     ^^^^^^^^^^ warning[unknown-word]: `not a type` is no `type`
identifiers: {{wikidata: \"42\", lei: X, other: any}}
#                       ^^^^ warning[bad-identifier]: `42` is no identifier of `wikidata`
# = help: write a Q and a number: `Q42`
#                                  ^ warning[bad-identifier]: `X` is no identifier of `lei`
relations: [{{type: contract}}]
#           ^^^^^^^^^^^^^^^^ warning[incomplete]: a relation needs both `type` and `with` and is left out
redirect_from: [ok, ../up]
#                   ^^^^^ error[bad-path]: `../up` cannot be a former address of this page
---
",
    ));
}

#[test]
fn help_for_a_word_gives_the_words() {
    let text = "---\ntitle: A\ndate: 2018\naccess: excerp\ntype: novel\n---\n";
    let problems = read(RECORD, text.as_bytes()).problems;
    let helps: Vec<&str> = problems.iter().map(|problem| problem.help.as_deref().unwrap()).collect();
    for (help, words) in helps.iter().zip(["`dark`, `metadata`, `excerpt`, `fulltext`", "`article-newspaper`, "]) {
        assert!(help.contains(words), "{help}");
    }
    assert_eq!(helps.len(), 2);
}

#[test]
fn every_code_of_the_family_has_a_test() {
    let tests = [include_str!("faults.rs"), include_str!("broken.rs"), include_str!("hostile.rs")].concat();
    for code in crate::diag::codes::front_matter::ALL {
        assert!(tests.contains(&format!("[{}]", code.name)), "no test of {}", code.name);
    }
}
