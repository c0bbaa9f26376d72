//! What an author may write as raw HTML: elements and attributes that can do no harm and are valid where they stand.

use super::ReferenceKind;

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// It stays.
    Keep,
    /// It is obsolete, and this one takes its place.
    Replace(&'static str),
    /// Its tags go and its content stays.
    Unwrap,
    /// It goes, and its content with it.
    Remove,
}

/// What becomes of an attribute.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    /// It stays with its value.
    Keep,
    /// It stays, without a value.
    Flag,
    /// Its value is an address to be resolved.
    Address(ReferenceKind),
    /// It goes.
    Remove,
}

/// What becomes of the element `name`, which is in lower case.
pub(super) fn element(name: &str) -> Element {
    match name {
        "a" | "abbr" | "b" | "bdi" | "bdo" | "blockquote" | "br" | "caption" | "cite" | "code" | "col" | "colgroup"
        | "dd" | "del" | "details" | "dfn" | "div" | "dl" | "dt" | "em" | "figcaption" | "figure" | "h1" | "h2"
        | "h3" | "h4" | "h5" | "h6" | "hr" | "i" | "img" | "ins" | "kbd" | "li" | "mark" | "ol" | "p" | "pre" | "q"
        | "rp" | "rt" | "ruby" | "s" | "samp" | "small" | "span" | "strong" | "sub" | "summary" | "sup" | "table"
        | "tbody" | "td" | "tfoot" | "th" | "thead" | "time" | "tr" | "u" | "ul" | "var" | "wbr" => Element::Keep,
        "acronym" => Element::Replace("abbr"),
        "big" | "font" => Element::Replace("span"),
        "center" => Element::Replace("div"),
        "strike" => Element::Replace("s"),
        "tt" => Element::Replace("code"),
        "script" | "style" | "template" | "noscript" | "iframe" | "frameset" | "noframes" | "noembed" | "object"
        | "applet" | "svg" | "math" | "xmp" | "plaintext" | "title" | "textarea" | "select" | "datalist" | "canvas" => {
            Element::Remove
        }
        _ => Element::Unwrap,
    }
}

/// Whether the element has no content and no closing tag.
pub(super) fn is_void(element: &str) -> bool {
    matches!(element, "br" | "col" | "hr" | "img" | "input" | "source" | "wbr")
}

/// Whether Markdown that follows may stand inside the element.
pub(super) fn holds_blocks(element: &str) -> bool {
    matches!(
        element,
        "blockquote"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "figcaption"
            | "figure"
            | "li"
            | "ol"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// The level of a heading.
pub(super) fn heading(element: &str) -> Option<u8> {
    match element.as_bytes() {
        [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// What becomes of the attribute `name`, in lower case, of `element`, which stays.
pub(super) fn attribute(element: &str, name: &str, value: &str) -> Attribute {
    // A value that another generator was to fill in says nothing here.
    if value.contains("{{") || value.contains("{%") {
        return Attribute::Remove;
    }
    let is_kept = match (element, name) {
        ("a", "href") => return Attribute::Address(ReferenceKind::Link),
        ("img", "src") => return Attribute::Address(ReferenceKind::Image),
        ("details", "open") | ("ol", "reversed") => return Attribute::Flag,
        (_, "title") | ("img", "alt") => true,
        (_, "lang") => is_language(value),
        (_, "dir") => matches!(value, "ltr" | "rtl" | "auto"),
        ("img", "width" | "height") => is_number(value, u32::MAX),
        ("td" | "th", "colspan") | ("col" | "colgroup", "span") => is_number(value, 1000) && value != "0",
        ("td" | "th", "rowspan") => is_number(value, 65534) && value != "0",
        ("th", "scope") => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        ("ol", "start") | ("li", "value") => is_number(value.strip_prefix('-').unwrap_or(value), i32::MAX as u32),
        ("ol", "type") => matches!(value, "1" | "a" | "A" | "i" | "I"),
        ("time", "datetime") => is_date(value),
        _ => false,
    };
    if is_kept { Attribute::Keep } else { Attribute::Remove }
}

/// The attribute without which the element says nothing valid.
pub(super) fn required(element: &str) -> Option<&'static str> {
    match element {
        "bdo" => Some("dir"),
        "img" => Some("src"),
        "time" => Some("datetime"),
        _ => None,
    }
}

fn is_number(value: &str, most: u32) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit()) && value.parse::<u32>().is_ok_and(|value| value <= most)
}

fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    parts.next().is_some_and(|first| matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// A year, month, day, or a day and a time: what `<time>` may hold of what editors write.
fn is_date(value: &str) -> bool {
    let (date, time) = match value.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (value, None),
    };
    let lengths: Vec<_> = date.split('-').map(str::len).collect();
    let is_dated = match lengths[..] {
        [4, 2, 2] => date.parse::<jiff::civil::Date>().is_ok(),
        [4, 2] => format!("{date}-01").parse::<jiff::civil::Date>().is_ok(),
        [4] => date.bytes().all(|byte| byte.is_ascii_digit()) && date != "0000",
        _ => false,
    };
    let is_timed = |time: &str| {
        let time = time.strip_suffix('Z').unwrap_or(time);
        matches!(time.len(), 5 | 8) && time.contains(':') && time.parse::<jiff::civil::Time>().is_ok()
    };
    is_dated && time.is_none_or(|time| lengths.len() == 3 && is_timed(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_kept_where_they_are_valid() {
        for (element, name, value, kept) in [
            ("p", "title", "x", true),
            ("p", "lang", "es-MX", true),
            ("p", "lang", "x y", false),
            ("p", "dir", "rtl", true),
            ("p", "dir", "up", false),
            ("p", "class", "alert", false),
            ("p", "id", "main", false),
            ("p", "style", "color:red", false),
            ("p", "onclick", "x()", false),
            ("img", "width", "300", true),
            ("img", "width", "50%", false),
            ("td", "colspan", "2", true),
            ("td", "colspan", "0", false),
            ("time", "datetime", "2018-06-25", true),
            ("time", "datetime", "2018-06", true),
            ("time", "datetime", "2018-06-25T10:30Z", true),
            ("time", "datetime", "2018-13-01", false),
            ("time", "datetime", "yesterday", false),
            ("p", "title", "{{ title }}", false),
        ] {
            assert_eq!(attribute(element, name, value) == Attribute::Keep, kept, "{element} {name}={value}");
        }
    }
}
