//! What an author writes, and what a reader gets.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::diag::{Severity, Spot};

mod problems;
mod raw_html;
mod safety;

/// Bytes of front matter before a body, so that places are those of a file.
pub(super) const BEFORE: usize = 40;

static UNKNOWN_RECORD: Code = Code { name: "unknown-record", severity: Severity::Error, cause: "", mend: "" };

/// Knows everything but what begins with `lost`; `known` has a title.
struct Archive;

impl Resolver for Archive {
    fn resolve(&self, reference: &Reference<'_>) -> Resolution {
        let target = reference.target;
        if target.starts_with("lost") {
            let message = format!("`{target}` is no record");
            let help = Some("did you mean `known`?".to_owned());
            return Resolution::Broken { code: &UNKNOWN_RECORD, message, help };
        }
        match reference.kind {
            ReferenceKind::Wiki => {
                let title = (target == "known").then(|| "Known & printed".to_owned());
                Resolution::To { url: format!("/r/{target}/"), title, picture: None }
            }
            _ => Resolution::To { url: target.to_owned(), title: None, picture: None },
        }
    }
}

pub(super) fn english() -> Options {
    Options { smart_punctuation: false, trusted_html: false, highlight: false, language: "en".to_owned() }
}

/// The only way from these tests to `render`.
pub(super) fn render_with(text: &str, options: &Options) -> Rendered {
    let file = SitePath::new("content/articles/a.md").unwrap();
    let rendered = render(text, &file, &(BEFORE..BEFORE + text.len()), options, &Archive);
    let ids = |headings: &[Heading]| headings.iter().map(|h| (h.level, h.id.clone())).collect::<Vec<_>>();
    assert_eq!(ids(&rendered.headings), ids(&headings(text)), "{text:?}");
    rendered
}

#[track_caller]
pub(super) fn check(text: &str, expected: &str) {
    let rendered = render_with(text, &english());
    assert_eq!(rendered.html.trim(), expected, "{text:?}");
}

/// Code, source and message of each problem.
pub(super) fn problems(text: &str, options: &Options) -> Vec<(&'static str, String, String, String)> {
    let found = render_with(text, options).problems.into_iter().map(|problem| {
        let Spot::Bytes(bytes) = problem.place.spot else { panic!("a problem without bytes") };
        let source = text[bytes.start - BEFORE..bytes.end - BEFORE].to_owned();
        (problem.code.name, source, problem.message, problem.help.unwrap_or_default())
    });
    found.collect()
}

#[test]
fn extensions() {
    for (text, expected) in [
        ("~~gone~~", "<p><del>gone</del></p>"),
        ("a  \nb\n***", "<p>a<br>\nb</p>\n<hr>"),
        ("term\n: one\n: two", "<dl>\n<dt>term</dt>\n<dd>one</dd>\n<dd>two</dd>\n</dl>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        (
            "> [!WARNING]\n> said",
            "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-label\">Warning</p>\n<p>said</p>\n</div>",
        ),
        (
            "- [ ] a\n- [x] b\n- c",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"To do\"> a</li>\n\
             <li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> b</li>\n<li>c</li>\n</ul>",
        ),
        (
            "|a|b|c|\n|-|:-:|-:|\n|1|2|`3`|",
            "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n<thead>\n\
             <tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-center\">b</th>\
             <th scope=\"col\" class=\"align-right\">c</th></tr>\n</thead>\n<tbody>\n\
             <tr><td>1</td><td class=\"align-center\">2</td><td class=\"align-right\"><code>3</code></td></tr>\n\
             </tbody>\n</table>\n</div>",
        ),
        ("```text\na<b\n```", "<pre><code class=\"language-text\">a&lt;b\n</code></pre>"),
        ("```x\"><i>\na\n```", "<pre><code class=\"language-x\">a\n</code></pre>"),
        ("```{.py #id}\na\n```", "<pre><code class=\"language-py\">a\n</code></pre>"),
        ("    a\r\n    b", "<pre><code>a\nb</code></pre>"),
    ] {
        check(text, expected);
    }
}

#[test]
fn headings_begin_at_the_second_level_and_skip_none() {
    for (text, expected) in [
        ("# A\n## B\n# C", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h2 id=\"c\">C</h2>"),
        ("### A\n##### B\n### C", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h2 id=\"c\">C</h2>"),
        ("### A\n# B", "<h2 id=\"a\">A</h2>\n<h2 id=\"b\">B</h2>"),
        ("A\n=\nB\n-", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>"),
        ("## A {#the-a}\n## B *x* {#b.2} ##", "<h2 id=\"the-a\">A</h2>\n<h2 id=\"b.2\">B <em>x</em></h2>"),
        ("# One\n# One", "<h2 id=\"one\">One</h2>\n<h2 id=\"one-2\">One</h2>"),
        ("# See [a](b) `c`", "<h2 id=\"see-a-c\">See <a href=\"b\">a</a> <code>c</code></h2>"),
        ("# {{ x }}", "<h2 id=\"x\">{{ x }}</h2>"),
        ("# Set {a} and {# b}", "<h2 id=\"set-a-and\">Set {a} and</h2>"),
    ] {
        check(text, expected);
    }
    let text = "# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6\n# Über & *aus*";
    let found: Vec<_> = headings(text).into_iter().map(|heading| (heading.level, heading.text)).collect();
    let levels: Vec<_> = found.iter().map(|(level, _)| *level).collect();
    assert_eq!(levels, [2, 3, 4, 5, 6, 6, 2]);
    assert_eq!(found[6].1, "Über & aus");
}

#[test]
fn an_image_alone_in_its_paragraph_is_a_figure() {
    for (text, expected) in [
        (
            "![A *gate*](gate.jpg \"The <gate> | Photo: A & B\")",
            "<figure>\n<img src=\"gate.jpg\" alt=\"A gate\" loading=\"lazy\" decoding=\"async\">\n<figcaption>The &lt;gate&gt; \
             <span class=\"credit\">Photo: A &amp; B</span></figcaption>\n</figure>",
        ),
        (
            "![A](a.jpg \"The gate\")",
            "<figure>\n<img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\">\n<figcaption>The gate</figcaption>\n</figure>",
        ),
        (
            "![A](a.jpg \" | Jane\")",
            "<figure>\n<img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\">\n\
             <figcaption><span class=\"credit\">Jane</span></figcaption>\n</figure>",
        ),
        ("![A](a.jpg)", "<figure>\n<img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\">\n</figure>"),
        (
            "[![A](a.jpg \"T\")](b)",
            "<figure>\n<a href=\"b\"><img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\"></a>\n\
             <figcaption>T</figcaption>\n</figure>",
        ),
        (
            "[![A](a.jpg) b](c)",
            "<p><a href=\"c\"><img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\"> b</a></p>",
        ),
        (
            "![A](a.jpg \"T\") x",
            "<p><img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\" title=\"T\"> x</p>",
        ),
        ("x ![A](a.jpg)", "<p>x <img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\"></p>"),
        (
            "![A](a.jpg) ![B](b.jpg)",
            "<p><img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\"> <img src=\"b.jpg\" alt=\"B\" loading=\"lazy\" decoding=\"async\"></p>",
        ),
        ("![A](lost.jpg)", "<p>A</p>"),
        (
            "![[gate.jpg|A gate]]",
            "<figure>\n<img src=\"gate.jpg\" alt=\"A gate\" loading=\"lazy\" decoding=\"async\">\n</figure>",
        ),
    ] {
        check(text, expected);
    }
}

#[test]
fn references() {
    for (text, expected) in [
        ("[a](../b.md#c \"T\")", "<p><a href=\"../b.md#c\" title=\"T\">a</a></p>"),
        ("[a](</ü b>)", "<p><a href=\"/%C3%BC%20b\">a</a></p>"),
        ("[[known]]", "<p><a href=\"/r/known/\">Known &amp; printed</a></p>"),
        ("[[ some-id ]]", "<p><a href=\"/r/some-id/\">some-id</a></p>"),
        ("[[known|as *said*]]", "<p><a href=\"/r/known/\">as <em>said</em></a></p>"),
        ("[[lost]] and [[lost|*this*]] [a *b*](lost)", "<p>lost and <em>this</em> a <em>b</em></p>"),
        ("<https://a.org/?b&c>", "<p><a href=\"https://a.org/?b&amp;c\">https://a.org/?b&amp;c</a></p>"),
        ("<a@example.org>", "<p><a href=\"mailto:a@example.org\">a@example.org</a></p>"),
        ("[a]\n\n[a]: known", "<p><a href=\"known\">a</a></p>"),
        ("[[1]](https://a.org/_x_ 't') *b*", "<p><a href=\"https://a.org/_x_\">[1]</a> <em>b</em></p>"),
        ("[[1]](not a link)", "<p><a href=\"/r/1/\">1</a>(not a link)</p>"),
        ("x [[]] [[ y", "<p>x [[]] [[ y</p>"),
        ("`[[known]]`", "<p><code>[[known]]</code></p>"),
        ("x [](a) y", "<p>x  y</p>"),
    ] {
        check(text, expected);
    }
    let row = render_with("|a|\n|-|\n|[[known\\|b]]|", &english()).html;
    assert!(row.contains("<td><a href=\"/r/known/\">b</a></td>"), "{row}");
}

#[test]
fn template_code_of_other_generators_stays_text() {
    for (text, expected) in [
        ("{{ 7*7 }} and {{ 8*8 }}", "<p>{{ 7*7 }} and {{ 8*8 }}</p>"),
        ("{% if a_b %}*x*{% endif %}", "<p>{% if a_b %}<em>x</em>{% endif %}</p>"),
        ("{{< fig src=\"x\" >}}", "<p>{{&lt; fig src=\"x\" &gt;}}</p>"),
        ("{{<fig src=\"x\">}}", "<p>{{&lt;fig src=\"x\"&gt;}}</p>"),
        ("{{% note %}} <%= 1 %> ${x} #{y}", "<p>{{% note %}} &lt;%= 1 %&gt; ${x} #{y}</p>"),
    ] {
        check(text, expected);
    }
    let options = Options { smart_punctuation: true, ..english() };
    assert_eq!(render_with("{{ f(\"a\") }} \"b\"", &options).html, "<p>{{ f(\"a\") }} “b”</p>\n");
}

#[test]
fn quotation_marks_follow_the_language() {
    for (language, expected) in [
        ("en", "“a ‘b’ it’s” – c…"),
        ("en-GB", "“a ‘b’ it’s” – c…"),
        ("es", "«a “b” it’s» – c…"),
        ("es-MX", "«a “b” it’s» – c…"),
        ("fr", "«\u{a0}a “b” it’s\u{a0}» – c…"),
        ("de", "„a ‚b‘ it’s“ – c…"),
        ("de-CH", "«a ‹b› it’s» – c…"),
        ("sv", "”a ’b’ it’s” – c…"),
        ("pl", "„a «b» it’s” – c…"),
        ("ru", "«a „b“ it’s» – c…"),
        ("ja", "「a 『b』 it’s」 – c…"),
        ("pt-BR", "“a ‘b’ it’s” – c…"),
        ("xx", "“a ‘b’ it’s” – c…"),
    ] {
        let options = Options { smart_punctuation: true, language: language.to_owned(), ..english() };
        let html = render_with("\"a 'b' it's\" -- c...", &options).html;
        assert_eq!(html, format!("<p>{expected}</p>\n"), "{language}");
    }
    let options = Options { smart_punctuation: true, language: "es".to_owned(), ..english() };
    assert_eq!(render_with("“as it is” `\"x\"`", &options).html, "<p>“as it is” <code>\"x\"</code></p>\n");
}

#[test]
fn footnotes_are_numbered_by_their_first_reference() {
    let html = render_with("A[^b] B[^a] C[^b]\n\n[^a]: One\n\n[^b]:\n    - item", &english()).html;
    assert_eq!(
        html,
        "<p>A<sup class=\"footnote-ref\" id=\"fnref-1\"><a href=\"#fn-1\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup> \
         B<sup class=\"footnote-ref\" id=\"fnref-2\"><a href=\"#fn-2\" role=\"doc-noteref\" aria-label=\"Footnote 2\">2</a></sup> \
         C<sup class=\"footnote-ref\" id=\"fnref-1-2\"><a href=\"#fn-1\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup></p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"footnotes-title\">\n\
         <h2 class=\"footnotes-title\" id=\"footnotes-title\">Footnotes</h2>\n<ol>\n\
         <li id=\"fn-1\">\n<ul>\n<li>item</li>\n</ul>\n\
         <p><a class=\"footnote-back\" href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩\u{fe0e}</a> \
         <a class=\"footnote-back\" href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"Back to reference 1-2\">↩\u{fe0e}<sup>2</sup></a></p>\n</li>\n\
         <li id=\"fn-2\">\n<p>One \
         <a class=\"footnote-back\" href=\"#fnref-2\" role=\"doc-backlink\" aria-label=\"Back to reference 2\">↩\u{fe0e}</a></p>\n</li>\n\
         </ol>\n</section>\n"
    );
    let html = render_with("A[^b]\n\n[^b]:\n    # B\n\n# C", &english()).html;
    assert!(html.contains("<p><strong>B</strong> <a") && html.contains("<h2 id=\"c\">"), "{html}");
    let spanish = Options { language: "es".to_owned(), ..english() };
    let html = render_with("A[^b]\n\n[^b]: B", &spanish).html;
    assert!(html.contains(">Notas</h2>") && html.contains("aria-label=\"Volver a la referencia 1\""), "{html}");
}

#[test]
fn code_of_a_known_language_is_highlighted() {
    let options = Options { highlight: true, ..english() };
    let fence = "```rust\nfn main() { println!(\"<&>\"); } // x\n```";
    let html = render_with(fence, &options).html;
    assert_eq!(
        html,
        "<pre class=\"hl\"><code class=\"language-rust\"><span class=\"hl-k\">fn</span> <span class=\"hl-f\">main</span>() \
         { <span class=\"hl-a\">println!</span>(<span class=\"hl-s\">\"&lt;&amp;&gt;\"</span>); } \
         <span class=\"hl-c\">// x</span>\n</code></pre>\n"
    );
    assert_eq!(render_with(fence, &options).html, html);
    let plain = render_with("```unheard-of\nfn\n```", &options).html;
    assert_eq!(plain, "<pre><code class=\"language-unheard-of\">fn\n</code></pre>\n");
    for class in ["c", "s", "n", "k", "f", "t", "a"] {
        assert_eq!(
            highlight_css().matches(&format!(".hl-{class}{{--hl-hue:light-dark(#")).count(),
            1,
            "light and dark"
        );
    }
}

#[test]
fn only_extensions_are_off_in_plain_commonmark() {
    let text = "# A {#b}\n\n[[c]] ~~d~~ [e](javascript:f) <i>g\n\n|h|\n|-|\n";
    let expected = "<h1>A {#b}</h1>\n<p>[[c]] ~~d~~ <a href=\"javascript:f\">e</a> <i>g</p>\n<p>|h|\n|-|</p>\n";
    assert_eq!(commonmark(text), expected);
}
