//! What is left of drawings.

use super::*;

fn check(svg: &str) -> (String, Option<String>) {
    let drawing = sanitize(svg.as_bytes()).expect("it is a drawing");
    (String::from_utf8(drawing.svg).expect("it is text").trim_end().to_owned(), drawing.removed)
}

const OPEN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\">";

#[test]
fn what_draws_stays() {
    for (inside, expected) in [
        ("<path d='M0 0h9'/>", "<path d=\"M0 0h9\"/>"),
        ("<g id='a'><title>x &amp; &#x3C;</title></g>", "<g id=\"a\"><title>x &amp; &lt;</title></g>"),
        ("<use xlink:href='#a'/>", "<use href=\"#a\"/>"),
        (
            "<rect fill='url(#b)' style='stroke: url(\"#c\")'/>",
            "<rect fill=\"url(#b)\" style=\"stroke: url(&quot;#c&quot;)\"/>",
        ),
        ("<style><![CDATA[a > b { fill: red }]]></style>", "<style>a &gt; b { fill: red }</style>"),
        ("<animate attributeName='opacity' to='0'/>", "<animate attributeName=\"opacity\" to=\"0\"/>"),
        // Nothing of these draws, and nobody need be told.
        ("<!-- x --><metadata><a href='y'/></metadata><?php x ?>", ""),
        ("<sodipodi:namedview><x/></sodipodi:namedview>", ""),
        ("<g inkscape:label='layer' data-name='x' unheard='of'/>", "<g/>"),
    ] {
        assert_eq!(check(&format!("{OPEN}{inside}</svg>")), (format!("{OPEN}{expected}</svg>"), None), "{inside}");
    }
}

#[test]
fn what_runs_or_loads_goes() {
    for (inside, expected, removed) in [
        ("<script>x()</script>", "", "`<script>`"),
        ("<SCRIPT>x()</SCRIPT>", "", "`<SCRIPT>`"),
        ("<g onclick='x()'/>", "<g/>", "`onclick` of `<g>`"),
        ("<g ONLOAD='x()'/>", "<g/>", "`ONLOAD` of `<g>`"),
        ("<foreignObject><body onload='x()'/></foreignObject>", "", "`<foreignObject>`"),
        ("<image href='https://example.org/x.png'/>", "<image/>", "what `href` of `<image>` loads"),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "<image/>", "what `href` of `<image>` loads"),
        ("<use xlink:href='x.svg#a'/>", "<use/>", "what `href` of `<use>` loads"),
        ("<use href='data:image/svg+xml,x'/>", "<use/>", "what `href` of `<use>` loads"),
        ("<a href='javascript:x()'><path d='M0 0'/></a>", "<path d=\"M0 0\"/>", "the link of `<a>`"),
        ("<style>@import 'x.css';</style>", "<style></style>", "what `<style>` loads"),
        ("<style>a { b: &#117;rl(x) }</style>", "<style></style>", "what `<style>` loads"),
        ("<style>a { b: u<!-- -->rl(x) }</style>", "<style></style>", "what `<style>` loads"),
        ("<rect fill='url(https://example.org/#x)'/>", "<rect/>", "what `fill` of `<rect>` loads"),
        ("<rect style='fill: url&#40;x&#41;'/>", "<rect/>", "what `style` of `<rect>` loads"),
        ("<set attributeName='href' to='javascript:x()'/>", "", "`<set>`"),
        ("<animate attributeName='onclick' to='x()'/>", "", "`<animate>`"),
        ("<iframe src='x'/>", "", "`<iframe>`"),
    ] {
        let expected = (format!("{OPEN}{expected}</svg>"), Some(removed.to_owned()));
        assert_eq!(check(&format!("{OPEN}{inside}</svg>")), expected, "{inside}");
    }
}

/// However namespaces are bound, what is written is SVG's.
#[test]
fn namespaces_hide_nothing() {
    for (svg, expected) in [
        ("<svg/>", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:g/><g/></s:svg>", &format!("{OPEN}<g/></svg>")),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:h='http://www.w3.org/1999/xhtml'><h:script>x</h:script></svg>",
            &format!("{OPEN}</svg>"),
        ),
        (
            "<svg><style xmlns='http://www.w3.org/1999/xhtml'><script>x</script></style></svg>",
            &format!("{OPEN}<style></style></svg>"),
        ),
        (
            "<!DOCTYPE svg [<!ENTITY ns 'http://www.w3.org/2000/svg'><!ENTITY x '<script/>'>]><svg xmlns='&ns;'><text>a&x;b</text></svg>",
            &format!("{OPEN}<text>ab</text></svg>"),
        ),
    ] {
        assert_eq!(check(svg), (expected.to_owned(), None), "{svg}");
    }
}

#[test]
fn what_is_no_drawing_is_told() {
    let deep = format!("{OPEN}{}", "<g>".repeat(300));
    for (svg, why) in [
        ("<svg>", ENDS),
        ("<svg><g></svg>", NOT_XML),
        ("<svg a='1' a='2'/>", NOT_XML),
        ("<html/>", NO_SVG),
        ("", ENDS),
        (&deep, "its elements stand more than 256 deep in one another"),
    ] {
        assert_eq!(sanitize(svg.as_bytes()).err().as_deref(), Some(why), "{svg}");
    }
    assert_eq!(sanitize(b"<svg>\xFF</svg>").err().as_deref(), Some("it is not UTF-8"));
}

#[test]
fn a_picture_inside_loses_what_it_says() {
    let png = b"\x89PNG\r\n\x1A\n\0\0\0\x05tEXtwheresum!\0\0\0\0IENDsum!";
    let bare = b"\x89PNG\r\n\x1A\n\0\0\0\0IENDsum!";
    let image =
        |bytes: &[u8]| format!("{OPEN}<image href=\"data:image/png;base64,{}\"/></svg>", STANDARD.encode(bytes));
    assert_eq!(check(&image(png)), (image(bare), None));
}

#[test]
#[rustfmt::skip]
fn a_drawing_says_its_size() {
    for (attributes, size) in [
        ("width='300' height='200px'",                  Some((300, 200))),
        ("width='1in' height='2.54cm'",                 Some((96, 96))),
        ("viewBox='0 0 40 30'",                         Some((40, 30))),
        ("viewBox='0,0,40,30' width='80'",              Some((80, 60))),
        ("width='100%' height='100%' viewBox='0 0 4 3'", Some((4, 3))),
        ("width='100%'",                                None),
        ("width='10'",                                  None),
        ("width='-1' height='0'",                       None),
        ("viewBox='0 0 0 0'",                           None),
        ("width='0.2' height='1e9px'",                  None),
    ] {
        let svg = format!("<svg {attributes}/>");
        let expected = size.map(|(width, height)| Size { width, height });
        assert_eq!(super::size(svg.as_bytes()), Ok(expected), "{attributes}");
    }
}
