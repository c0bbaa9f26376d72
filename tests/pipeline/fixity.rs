//! Copies and documents: what is told of them, and that none passes for another file than its record states.

use crate::support::{Site, faults};

#[test]
fn a_file_that_is_another_one_is_an_error_where_its_hash_is_stated() {
    let page = |site: Site| {
        let built = site.keep_going().build();
        built.text("articles/a/index.html").to_owned()
    };
    let text = "
-- content/articles/a.md --
---
title: A
date: 2018
documents:
  - {title: Right, file: letter.txt, sha256: 5f9f00f8c446e4bf63fcd2636fb71477c8e3766a0675f03e0912852078eb443e}
  - {title: In capitals, file: letter.txt, sha256: 5F9F00F8C446E4BF63FCD2636FB71477C8E3766A0675F03E0912852078EB443E}
  - title: Wrong
    file: letter.txt
    sha256: 4d00967e353d87ca937a76b4b1dafe6a72fd872e4f8370534972ec111cb86c0e
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[sha256-mismatch]: `letter.txt` is not the file with the SHA-256 `4d00967e353d87ca937a76b4b1dafe6a72fd872e4f8370534972ec111cb86c0e`: its own is `5f9f00f8c446e4bf63fcd2636fb71477c8e3766a0675f03e0912852078eb443e`
# = help: put the file back as it was; if this one is right, write `sha256: 5f9f00f8c446e4bf63fcd2636fb71477c8e3766a0675f03e0912852078eb443e`
  - {title: Elsewhere, url: \"https://example.org/a.pdf\", sha256: 4d00967e353d87ca937a76b4b1dafe6a72fd872e4f8370534972ec111cb86c0e}
archived:
  - {file: ../articles/copy.wacz, sha256: 0000000000000000000000000000000000000000000000000000000000000000}
#                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[sha256-mismatch]: `../articles/copy.wacz` is not the file with the SHA-256 `0000000000000000000000000000000000000000000000000000000000000000`: its own is `4d00967e353d87ca937a76b4b1dafe6a72fd872e4f8370534972ec111cb86c0e`
---
-- content/articles/dark.md --
---
title: D
date: 2018
access: dark
documents: [{title: D, file: letter.txt, sha256: 0000000000000000000000000000000000000000000000000000000000000000}]
---
-- content/articles/letter.txt --
letter
-- content/articles/copy.wacz --
copy
";
    assert!(!faults::check(text).has("articles/a/index.html"));
    let stripped: String = text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    let page = page(Site::new(&stripped));
    // A build that keeps going vouches for no file that is another one.
    assert_eq!(page.matches("<code dir=\"ltr\">5f9f00f8").count(), 2);
    assert_eq!(page.matches("<code dir=\"ltr\">4d00967e").count(), 1, "the address elsewhere is the editor's word");
    assert!(!page.contains("<code dir=\"ltr\">0000"));
}

#[test]
fn a_page_tells_format_and_size_in_its_language() {
    let pdf: Vec<u8> = b"%PDF-1.7\n".iter().copied().chain(std::iter::repeat_n(b' ', 2_099_991)).collect();
    for (language, expected) in [
        ("en", "PDF, 2.1\u{a0}MB"),
        ("de", "PDF, 2,1\u{a0}MB"),
        ("fr", "PDF, 2,1\u{202f}Mo"),
        ("es", "PDF, 2,1\u{a0}MB"),
        ("ar", "PDF، 2.1\u{a0}ميغابايت"),
    ] {
        let site = Site::new(&format!(
            "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/\"
language = \"{language}\"
-- content/articles/a.md --
---
title: A
date: 2018
documents: [{{title: The letter, file: letter.bin}}, {{title: Elsewhere, url: \"https://example.org/b.pdf\"}}]
archived: [copy.txt, \"https://example.org/c\"]
---
-- content/articles/copy.txt --
copy
"
        ));
        let built = site.file("content/articles/letter.bin", &pdf).build_clean();
        let page = built.text("articles/a/index.html");
        assert_eq!(page.matches(&format!("<span class=\"note\">{expected}</span>")).count(), 1, "{language}: {page}");
        assert_eq!(page.matches("<span class=\"note\">TXT").count(), 1, "{language}");
        // What is evidence is published byte for byte.
        assert!(built.outputs["files/articles/letter.bin"] == pdf);
    }
}
