//! Raw HTML: what stays, what goes, and what is mended.

use super::{Options, check, english, render_with};

#[test]
fn harmless_html_stays_and_the_rest_goes() {
    for (text, expected) in [
        ("a <b>*b*</b> <kbd>c</kbd>", "<p>a <b><em>b</em></b> <kbd>c</kbd></p>"),
        ("a <b class=x id=y style=z onclick=w title=\"v&amp;u\">c</b>", "<p>a <b title=\"v&amp;u\">c</b></p>"),
        ("a <script>x()</script> b", "<p>a  b</p>"),
        ("<script>\nx()\n\ny()\n</script>\n\nb", "<p>b</p>"),
        ("<style>\nb{}\n</style>\n\nb", "<p>b</p>"),
        ("<iframe src=x>y</iframe>\n\nb", "<p>b</p>"),
        ("a <script> b", "<p>a  b</p>"),
        ("a <form action=x><input name=y><button>z</button></form>", "<p>a z</p>"),
        ("<x-y>z</x-y>", "<p>z</p>"),
        ("a <img src=x onerror=y>", "<p>a <img src=\"x\" loading=\"lazy\" decoding=\"async\" alt=\"\"></p>"),
        ("a <img src=javascript:x> b <img alt=c>", "<p>a  b </p>"),
        ("a <a href=\"java&#115;cript:x\">b</a>", "<p>a <a>b</a></p>"),
        ("a <a href=lost>b</a> <a href=\"c d\">e</a>", "<p>a <a>b</a> <a href=\"c%20d\">e</a></p>"),
        ("a <a href=\"{{ url }}\">b</a>", "<p>a <a>b</a></p>"),
        ("a <time datetime=2018-06>b</time> <time>c</time>", "<p>a <time datetime=\"2018-06\">b</time> c</p>"),
        ("<center>a</center>", "<div>a</div>"),
        ("a <font color=red>b</font> <tt>c</tt> <strike>d</strike>", "<p>a <span>b</span> <code>c</code> <s>d</s></p>"),
        ("a <!-- b --> c", "<p>a  c</p>"),
        ("<!-- b -->\n\nc", "<p>c</p>"),
    ] {
        check(text, expected);
    }
}

#[test]
fn html_is_made_whole_and_valid() {
    for (text, expected) in [
        ("a <i>b *c*\n\nd", "<p>a <i>b <em>c</em></i></p>\n<p>d</p>"),
        ("a </em></p></div> *b </em>* c", "<p>a  <em>b </em> c</p>"),
        ("<div>\n\n*a*\n\n</div>\n\nb", "<div>\n<p><em>a</em></p>\n</div>\n<p>b</p>"),
        (
            "> [!TIP]\n> a\n>\n> </div>\n>\n> b",
            concat!(
                "<div class=\"alert alert-tip\" role=\"note\">\n<p class=\"alert-label\">Tip</p>\n<p>a</p>\n\n",
                "<p>b</p>\n</div>"
            ),
        ),
        ("<div title=\"\n\n- a\n", "&lt;div title=\"\n<ul>\n<li>a</li>\n</ul>"),
        ("<b><div>a</div></b>", "<p><b></b></p><div><b>a</b></div>"),
        ("<span>\n<div>a</div>\n</span>", "<span>\na\n</span>"),
        ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<details>a</details>", "<details><summary>Details</summary>a</details>"),
        ("<details>\n<summary>a</summary>\n\nb\n\n</details>", "<details>\n<summary>a</summary>\n<p>b</p>\n</details>"),
        ("<li>a</li>", "a"),
        (
            "<table><tr><td colspan=2 bgcolor=x>a</table>",
            "<table><tbody><tr><td colspan=\"2\">a</td></tr></tbody></table>",
        ),
        ("<p>a</p></p>", "<p>a</p>"),
        ("<h1>a</h1>\n<h4>b</H4>", "<h2>a</h2>\n<h2>b</h2>"),
        ("# a\n\n<h5>b</h5>\n\n## c", "<h2 id=\"a\">a</h2>\n<h3>b</h3>\n<h3 id=\"c\">c</h3>"),
        ("<ruby>a<rt>b</ruby> <ruby>c</ruby>", "<p><ruby>a<rt>b</rt></ruby> c</p>"),
        ("<dl>a<dt>b</dl>", "<dl><dt></dt><dd>a</dd><dt>b</dt><dd></dd></dl>"),
        ("<table><tr></tr><tr><td>a</table>", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("a <a href=b>c [d](e) f</a>", "<p>a <a href=\"b\">c </a><a href=\"e\">d</a> f</p>"),
    ] {
        check(text, expected);
    }
}

#[test]
fn our_own_marks_survive_beside_raw_html() {
    let text =
        "# A\n\nb[^c] <i>d</i>\n\n- [x] e\n\n|f|\n|:-|\n|g|\n\n![h](i.png \"j | k\")\n\n```rust\nfn\n```\n\n[^c]: l";
    let options = Options { highlight: true, ..english() };
    let with = render_with(text, &options).html;
    let without = render_with(&text.replace("<i>d</i>", "d"), &options).html;
    let normal = |html: &str| {
        let html = html.replace("<i>d</i>", "d").replace("=\"\"", "").replace(['\u{fe0e}', ' '], "");
        let mut parts: Vec<_> = html.split(['<', '>']).map(str::to_owned).collect();
        parts.retain(|part| !part.is_empty());
        parts
    };
    assert_eq!(normal(&with), normal(&without));
}

#[test]
fn trusted_html_goes_through_as_it_is() {
    let options = Options { trusted_html: true, ..english() };
    let text = "a <b onclick=x()>c</b>\n\n<script>d</script>\n";
    let rendered = render_with(text, &options);
    assert_eq!(rendered.html, "<p>a <b onclick=x()>c</b></p>\n<script>d</script>\n");
    assert!(rendered.problems.is_empty());
}
