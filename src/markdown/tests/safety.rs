//! Whatever is written: nothing runs, nothing is out of balance, nothing takes for ever.

use proptest::prelude::*;

use super::super::{scheme, tags};
use super::{BEFORE, Options, Rendered, Spot, english, render_with};

/// Fails where the HTML could run anything or an element is not closed where it should be.
#[track_caller]
fn check_safe(text: &str, rendered: &Rendered) {
    let html = &rendered.html;
    let mut open = Vec::new();
    for (piece, _) in tags::pieces(html) {
        match piece {
            tags::Piece::Text(words) => assert!(!words.contains('<'), "{text:?}: a stray sign in {html}"),
            tags::Piece::Open(name, inside) => {
                let is_known = ALLOWED.contains(&name);
                assert!(is_known, "{text:?}: <{name}> in {html}");
                for (attribute, value) in tags::attributes(inside) {
                    assert!(!attribute.starts_with("on") && attribute != "style", "{text:?}: {attribute} in {html}");
                    if matches!(attribute.as_str(), "href" | "src") {
                        let value = value.unwrap_or_default();
                        assert!(
                            scheme::is_allowed(&value) && !scheme::is_dangerous(&value),
                            "{text:?}: {value} in {html}"
                        );
                    }
                }
                if !matches!(name, "br" | "hr" | "img" | "input" | "wbr" | "col") {
                    open.push(name);
                }
            }
            tags::Piece::Close(name) => assert_eq!(open.pop(), Some(name), "{text:?}: {html}"),
            piece => panic!("{text:?}: {piece:?} in {html}"),
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "{text:?}: {html}");
    let ids: Vec<_> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(ids.len(), unique.len(), "{text:?}: an id twice in {html}");
    for problem in &rendered.problems {
        let Spot::Bytes(bytes) = &problem.place.spot else { panic!("{text:?}: a problem without bytes") };
        let found = bytes.start.checked_sub(BEFORE).and_then(|start| text.get(start..bytes.end - BEFORE));
        assert!(found.is_some(), "{text:?}: {bytes:?} of {}", problem.code.name);
    }
}

const ALLOWED: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

const HOSTILE: &[&str] = &[
    "<script>evil()</script>",
    "</title></style></textarea><script>evil()</script>",
    "<img src=x onerror=\"evil()\">",
    "<svg onload=evil()><g/onload=evil()//></svg>",
    "<svg><a xlink:href=\"javascript:evil()\"><text>x</text></a></svg>",
    "<details open ontoggle=\"evil()\">x</details>",
    "x\" autofocus onfocus=\"evil()\" y=\"",
    "'><img src=x onerror=evil()>",
    "--><img src=x onerror=evil()><!--",
    "]]><img src=x onerror=evil()><![CDATA[",
    "<a href=\"javascript:evil()\">x</a> <a href=\" \tjava\nscript:evil()\">x</a>",
    "<a href=\"java&#115;cript&colon;evil()\">x</a><a href=\"&#1;javascript:evil()\">x</a>",
    "[x](javascript:evil()) [x](JaVaScRiPt:evil()) [x](&#106;avascript:evil()) [x](java&Tab;script:evil())",
    "<javascript:evil()> <vbscript:evil()> [x](data:text/html,evil) ![x](data:image/svg+xml,evil)",
    "[x]\n\n[x]: javascript:evil()",
    "![x](x\"onerror=\"evil()) ![x\" onerror=\"evil()](y)",
    "[x](https://example.org \"\\\" onmouseover=evil() x=\\\"\")",
    "```x\"><script>evil()</script>\ncode</code></pre><script>evil()</script>\n```",
    "## heading {#x\" onmouseover=\"evil()}",
    "## <script>evil()</script> {#x}",
    "<iframe srcdoc=\"<script>evil()</script>\"></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.invalid/'><base href='https://evil.invalid/'>",
    "<form action=\"javascript:evil()\"><button formaction=javascript:evil()>x</button></form>",
    "<style>*{background:url(https://evil.invalid/x)}</style>",
    "<noscript><p title=\"</noscript><img src=x onerror=evil()>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=evil()&gt;\">",
    "<object data=\"javascript:evil()\"></object><embed src=\"javascript:evil()\">",
    "<div style=\"behavior:url(x)\" class=\"alert\" id=\"main\" role=\"alert\">x</div>",
    "<p title=\"<script>evil()</script>\">x</p>",
    "<p title='\"><script>evil()</script>'>x</p>",
    "<div title=\"\n\n<img src=x onerror=evil()>\n\n\">",
    "<plaintext>\n\nx <textarea>\n\ny <xmp> <noframes> <select> <template>\n\nz",
    "a <b><i>c</b></i> *d <u> e* f</u>",
    "[[javascript:evil()]] [[x|<script>evil()</script>]] [[1]](javascript:evil())",
    "|a|\n|-|\n|<script>evil()</script>|\n|<b>|",
    "x[^<script>]\n\n[^<script>]: <img src=x onerror=evil()>",
    "![<img src=x onerror=evil()>](y \"<script>evil()</script> | <b>\")",
    "> [!NOTE]\n> <script>evil()</script>\n> </div></div><b>",
    "term <b>\n: </dd></dl> x <i>",
    "a\u{0}b\u{b}c\u{1b}d\u{7f}e\u{ffff} &#0; &#x1b; \u{202e}x\u{202c} \u{feff}",
];

#[test]
fn nothing_runs() {
    let highlighted = Options { highlight: true, smart_punctuation: true, language: "fr".to_owned(), ..english() };
    for text in HOSTILE {
        for options in [&english(), &highlighted] {
            check_safe(text, &render_with(text, options));
            let within = format!("# A\n\n> - {text}\n\nb {text} c\n\n[^x]: {text}\n\n<div>\n\n{text}\n");
            check_safe(&within, &render_with(&within, options));
        }
    }
    for (first, second) in HOSTILE.iter().zip(HOSTILE.iter().skip(1)) {
        let text = format!("{first} {second}\n\n{first}");
        check_safe(&text, &render_with(&text, &english()));
    }
}

#[test]
fn no_control_character_reaches_the_page() {
    let rendered = render_with("# a\u{1b}b\n\nc\u{0}d\u{b} &#1; \u{ffff}\u{fdd0} `\u{7f}`\r\ne", &english());
    assert_eq!(rendered.html, "<h2 id=\"a-b\">ab</h2>\n<p>c\u{fffd}d   <code></code>\ne</p>\n");
    assert_eq!(rendered.headings[0].text, "ab");
}

#[test]
fn deep_and_endless_input_ends() {
    // Nothing is measured: what grows with the square of the input or recurses would not end in a test's time.
    const TIMES: usize = 10_000;
    for sign in [
        "[",
        "![",
        "[[",
        "]]",
        "> ",
        "- ",
        "*a ",
        "**a",
        "_a **b ",
        "~~a",
        "`",
        "<",
        "<b>",
        "<div>",
        "<a =\"",
        "<!--",
        "</i>",
        "[^",
        "[a](",
        "[a](b) ",
        "[[a|",
        "{{ *",
        "# a\n",
        "#\n",
        "[^a]: b\n\n",
        "x[^a] ",
        "|",
        "<?",
        "&#1;",
        "\"'",
        "![a](b)\n\n",
        "- [ ] a\n",
        "a\n: b\n\n",
        "> [!NOTE]\n",
        "<![CDATA[",
        "<details>",
        "<ul><li>",
    ] {
        let text = sign.repeat(TIMES);
        let smart = Options { smart_punctuation: true, ..english() };
        let rendered = Rendered { problems: Vec::new(), ..render_with(&text, &smart) };
        check_safe(sign, &rendered);
    }
}

/// Pieces that Markdown and HTML are made of.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "\n",
            "\n\n",
            " ",
            "    ",
            "> ",
            "- ",
            "1. ",
            "- [x] ",
            "# ",
            "## ",
            "|",
            "|-|\n",
            ": ",
            "*",
            "**",
            "_",
            "~~",
            "`",
            "```\n",
            "```rust\n",
            "[",
            "]",
            "(",
            ")",
            "![",
            "[[",
            "]]",
            "[^a]",
            "[^a]: ",
            "[a]: b\n",
            "[a](b)",
            "![a](b \"c | d\")",
            "<",
            ">",
            "<b>",
            "</b>",
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<li>",
            "<ul>",
            "</ul>",
            "<a href=",
            "<a href='x'>",
            "</a>",
            "<details>",
            "<summary>",
            "</summary>",
            "<table>",
            "<td>",
            "</table>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<img src=x>",
            "<svg>",
            "<h3>",
            "</h3>",
            "\"",
            "'",
            "&",
            "&lt;",
            "&#106;",
            "javascript:",
            "{{",
            "}}",
            "{%",
            "{#a}",
            "[!NOTE]",
            "é",
            "\u{0}",
            "\r\n",
            "\\",
            "---\n",
            "===\n",
            "x",
            "lost",
            "known",
            "<https://a.b>",
            "onclick=x",
            "=",
            "/>",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_becomes_sound_html(text in markdown(), smart in any::<bool>()) {
        let options = Options { smart_punctuation: smart, highlight: true, ..english() };
        check_safe(&text, &render_with(&text, &options));
    }

    #[test]
    fn any_text_is_taken(text in any::<String>()) {
        check_safe(&text, &render_with(&text, &english()));
        let _ = super::super::commonmark(&text);
    }
}
