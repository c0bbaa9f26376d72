//! Files beside records: which are published, where, and what is told of those that are not.

use crate::support::picture::picture;
use crate::support::{Site, faults, probe};
use image::ImageFormat;

const SITE: &str = "
-- content/articles/2018/a.md --
---
title: A
date: 2018
image: {file: lead photo.jpg, alt: A photograph}
documents:
  - {title: The letter, file: ../shared/Brief über alles.pdf}
  - letter(1).pdf
  - https://example.org/elsewhere.pdf
archived: [{file: copy.wacz}, {url: \"https://example.com/copy\"}]
---
![One](one.png) and ![two](<deep/two three.png>), [four](four.zip#x), [LICENSE](LICENSE).

[five]: five.csv?download=1
See [five]. <img src=\"six.gif\" alt=\"six\">
-- content/articles/shared/Brief über alles.pdf --
letter
-- content/articles/2018/letter(1).pdf --
letter 1
-- content/articles/2018/copy.wacz --
copy
-- content/articles/2018/four.zip --
four
-- content/articles/2018/five.csv --
five
-- content/articles/2018/LICENSE --
licence
-- content/articles/2018/nobody-names-me.png --
secret
-- content/articles/draft.md --
---
title: D
date: 2018
draft: true
image: {file: draft.png, alt: A}
---
-- content/articles/draft.png --
secret
-- content/organizations/acme.md --
---
name: Acme
---
![Logo](logo.svg)
-- content/organizations/logo.svg --
<svg/>
";

#[test]
fn what_somebody_names_is_published_and_nothing_else() {
    let site = probe::site(SITE)
        .file("content/articles/2018/lead photo.jpg", &picture(ImageFormat::Jpeg))
        .file("content/articles/2018/one.png", &picture(ImageFormat::Png))
        .file("content/articles/2018/deep/two three.png", &picture(ImageFormat::Png))
        .file("content/articles/2018/six.gif", &picture(ImageFormat::Gif));
    let built = site.base_url("https://example.org/archive/").build_clean();
    let files = [
        "articles/2018/LICENSE",
        "articles/2018/copy.wacz",
        "articles/2018/deep/two three.png",
        "articles/2018/five.csv",
        "articles/2018/four.zip",
        "articles/2018/lead photo.jpg",
        "articles/2018/letter(1).pdf",
        "articles/2018/one.png",
        "articles/2018/six.gif",
        "articles/shared/Brief über alles.pdf",
        "organizations/logo.svg",
    ];
    assert_eq!(built.below("files/"), files);
    assert_eq!(built.text("files/articles/shared/Brief über alles.pdf"), "letter\n");
    let page = "articles/2018/a/index.html";
    let path = "articles/a/index.html";
    let page = if built.has(page) { page } else { path };
    let files = "/archive/files/articles/2018";
    assert_eq!(built.facts(page, "image"), [format!("{files}/lead%20photo.jpg")]);
    assert_eq!(built.facts(page, "copy"), [format!("{files}/copy.wacz"), "https://example.com/copy".to_owned()]);
    let documents = [
        "The letter /archive/files/articles/shared/Brief%20%C3%BCber%20alles.pdf".to_owned(),
        format!("letter(1).pdf {files}/letter(1).pdf"),
        "elsewhere.pdf https://example.org/elsewhere.pdf".to_owned(),
    ];
    assert_eq!(built.facts(page, "document"), documents);
    let content = built.text(page);
    for address in ["one.png\"", "deep/two%20three.png\"", "four.zip#x\"", "five.csv\"", "six.gif\"", "LICENSE\""] {
        assert!(content.contains(&format!("=\"{files}/{address}")), "{address} in {content}");
    }
    assert!(built.text("organizations/acme/index.html").contains("\"/archive/files/organizations/logo.svg\""));
}

#[test]
fn a_file_that_is_not_there_is_told_where_it_is_named() {
    faults::check("
-- content/articles/a.md --
---
title: A
date: 2018
image: {file: lead-foto.jpg, alt: A}
#             ^^^^^^^^^^^^^ error[missing-file]: there is no file `lead-foto.jpg` beside a.md
# = help: did you mean `lead-photo.jpg`?
documents: [letter.pdf, {title: D, file: deep/zebra.pdf}, draft.md]
#           ^^^^^^^^^^ error[missing-file]: there is no file `letter.pdf` beside a.md
# = help: put it into content/articles/, or write its path from there
#                                        ^^^^^^^^^^^^^^ error[missing-file]: there is no file `deep/zebra.pdf` beside a.md
#                                                         ^^^^^^^^ error[missing-file]: `draft.md` is a content file, which is not published as it is
# = help: name another kind of file, or link to the record in the text
archived: [copy.wacz]
#          ^^^^^^^^^ error[missing-file]: there is no file `copy.wacz` beside a.md
---
![A picture](lead-photos.jpg) and [a page](dark1.markdown)
#            ^^^^^^^^^^^^^^^ error[missing-file]: there is no file `lead-photos.jpg` as seen from content/articles
# = help: did you mean `lead-photo.jpg`?
#                                          ^^^^^^^^^^^^^^ warning[unpublished-record]: `dark1.markdown` is not published
-- content/articles/lead-photo.jpg --
x
-- content/articles/draft.md --
---
title: D
date: 2018
draft: true
---
-- content/articles/dark1.markdown --
---
title: D
date: 2018
access: dark
---
-- content/articles/b.md --
---
title: B
date: 2018
image: {file: 'a*b.jpg', alt: A}
#             ^^^^^^^^^ error[bad-address]: `a*b.jpg` cannot be an address of the site
# = help: rename the file: shorter, and without characters that file systems refuse
---
Again ![A](a*b.jpg)
#          ^^^^^^^ error[bad-address]: `a*b.jpg` cannot be an address of the site
-- content/articles/a*b.jpg --
x
");
}

#[test]
fn a_record_with_metadata_only_publishes_no_text_and_nothing_that_it_names() {
    let built = Site::new(
        "
-- content/articles/a.md --
---
title: A
date: 2018
access: metadata
---
The whole text ![x](x.png)
-- content/articles/x.png --
x
-- content/articles/b.md --
---
title: B
date: 2018
access: excerpt
---
One two three.

Four five six seven.
-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
excerpt_words = 5
",
    )
    .build_clean();
    let says = |path: &str, words: &str| built.text(path).contains(words);
    assert!(!says("articles/a/index.html", "whole text") && !built.has("files/articles/x.png"));
    assert!(says("articles/b/index.html", "One two three.") && !says("articles/b/index.html", "Four"));
}
