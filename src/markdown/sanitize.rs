//! HTML → the same, parsed and serialised once more: every element closed, and nothing but what this module writes.
//!
//! It runs over bodies with raw HTML only. `policy` has filtered that already; this is what makes a tree of it, and a
//! second lock on the door.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::labels::Labels;
use super::{content_model, scheme};

/// Mends and filters `html`, which this module has written, an author's tags in it.
pub(super) fn sanitize(html: &str, labels: &Labels) -> String {
    static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(builder);
    content_model::enforce(&BUILDER.clean(html).to_string(), labels)
}

fn builder() -> Builder<'static> {
    let tags = [
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
        "picture",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "source",
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
    let attributes: [(&str, &[&str]); 14] = [
        ("a", &["href"]),
        ("img", &["src", "alt", "decoding", "height", "loading", "width"]),
        // An author's own are gone by now.
        ("source", &["sizes", "srcset", "type"]),
        ("input", &["type", "disabled", "checked"]),
        ("ol", &["start", "reversed", "type"]),
        ("li", &["value"]),
        ("td", &["colspan", "rowspan"]),
        ("th", &["colspan", "rowspan", "scope"]),
        ("col", &["span"]),
        ("colgroup", &["span"]),
        ("details", &["open"]),
        ("time", &["datetime"]),
        ("div", &["tabindex"]),
        ("bdo", &["dir"]),
    ];
    let attributes: HashMap<_, HashSet<_>> =
        attributes.into_iter().map(|(tag, names)| (tag, names.iter().copied().collect())).collect();
    let everywhere = ["aria-label", "aria-labelledby", "class", "dir", "id", "lang", "role", "title"];
    let mut builder = Builder::empty();
    builder
        .tags(tags.into())
        .clean_content_tags(["script", "style"].into())
        .tag_attributes(attributes)
        .generic_attributes(everywhere.into())
        .url_schemes(scheme::ALLOWED.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
}
