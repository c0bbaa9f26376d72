//! Raw HTML → its pieces, as a browser's tokeniser would see them.
//!
//! Source: HTML Standard §13.2.5, as far as tags and comments go. What is not surely a whole tag is text, so that no
//! quotation mark left open can swallow what comes after.

use std::borrow::Cow;
use std::ops::Range;

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, its character references not undone; a `<` in it is a mere sign.
    Text(&'a str),
    /// `<name …>`: the name as written, and what stands behind it.
    Open(&'a str, &'a str),
    /// `</name>`.
    Close(&'a str),
    /// `<!-- … -->`.
    Comment,
    /// `<!DOCTYPE …>`, `<?php … ?>`, `<![CDATA[ … ]]>`.
    Declaration,
}

/// The pieces of `html`, each with its bytes; together they are the whole of it.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = (Piece<'_>, Range<usize>)> {
    let mut at = 0;
    // Nothing behind the last `>` is markup; without this, thousands of unfinished comments would each be sought through.
    let last = html.rfind('>').unwrap_or(0);
    let markup = move |start: usize| if start < last { markup(&html[start..]) } else { None };
    std::iter::from_fn(move || {
        if at >= html.len() {
            return None;
        }
        let start = at;
        if let Some((piece, length)) = markup(start) {
            at += length;
            return Some((piece, start..at));
        }
        // The sign at `start` is no markup; the text goes on to the next that is.
        let mut end = start + html[start..].chars().next().map_or(1, char::len_utf8);
        at = loop {
            match html[end..].find('<') {
                None => break html.len(),
                Some(found) if markup(end + found).is_some() => break end + found,
                Some(found) => end += found + 1,
            }
        };
        Some((Piece::Text(&html[start..at]), start..at))
    })
}

/// Where `</name` stands in `html`, in any case, and the end of that tag.
pub(super) fn find_close(html: &str, name: &str) -> Option<Range<usize>> {
    let bytes = html.as_bytes();
    let mut from = 0;
    while let Some(found) = html[from..].find("</") {
        let start = from + found;
        from = start + 2;
        if bytes.get(from..from + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            let end = html[from..].find('>').map_or(html.len(), |end| from + end + 1);
            return Some(start..end);
        }
    }
    None
}

/// The attributes of an opening tag: names in lower case, values with their character references undone.
pub(super) fn attributes(inside: &str) -> impl Iterator<Item = (String, Option<Cow<'_, str>>)> {
    let mut rest = inside;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(is_between);
        if rest.is_empty() {
            return None;
        }
        // A tag may have `=` as the first sign of an attribute's name.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(|sign| is_between(sign) || sign == '=').map_or(rest.len(), |end| end + first);
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let Some(value) = rest.trim_start_matches(is_space).strip_prefix('=') else { return Some((name, None)) };
        let value = value.trim_start_matches(is_space);
        let (value, behind) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(is_space).unwrap_or(value.len())),
        };
        rest = behind;
        let value = quick_xml::escape::unescape(value).unwrap_or(Cow::Borrowed(value));
        Some((name, Some(value)))
    })
}

fn markup(html: &str) -> Option<(Piece<'_>, usize)> {
    let behind = html.strip_prefix('<')?;
    match behind.as_bytes().first()? {
        b'!' if behind.starts_with("!--") => {
            if behind[3..].starts_with('>') || behind[3..].starts_with("->") {
                let end = html.find('>')? + 1;
                return Some((Piece::Comment, end));
            }
            let end = html[4..].find("-->")?;
            Some((Piece::Comment, 4 + end + 3))
        }
        b'!' if behind.starts_with("![CDATA[") => Some((Piece::Declaration, html.find("]]>")? + 3)),
        b'!' => Some((Piece::Declaration, html.find('>')? + 1)),
        b'?' => Some((Piece::Declaration, html.find("?>")? + 2)),
        b'/' if behind[1..].starts_with(|sign: char| sign.is_ascii_alphabetic()) => {
            let end = tag_end(behind)?;
            let name = name(&behind[1..end]);
            Some((Piece::Close(name), end + 2))
        }
        first if first.is_ascii_alphabetic() => {
            let end = tag_end(behind)?;
            let name = name(&behind[..end]);
            Some((Piece::Open(name, &behind[name.len()..end]), end + 2))
        }
        _ => None,
    }
}

fn name(tag: &str) -> &str {
    tag.split(is_between).next().unwrap_or(tag)
}

/// Where the tag's `>` stands that is not inside a quoted value.
fn tag_end(tag: &str) -> Option<usize> {
    let bytes = tag.as_bytes();
    let mut at = 0;
    let mut may_quote = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at),
            b'"' | b'\'' if may_quote => at += 1 + tag[at + 1..].find(char::from(byte))?,
            b'=' => may_quote = true,
            byte if byte.is_ascii_whitespace() => {}
            _ => may_quote = false,
        }
        at += 1;
    }
    None
}

fn is_space(sign: char) -> bool {
    sign.is_ascii_whitespace()
}

fn is_between(sign: char) -> bool {
    sign.is_ascii_whitespace() || sign == '/'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_html_comes_apart_into_whole_tags_and_text() {
        for (html, expected) in [
            ("a <b>c</b>", vec!["a ", "<b>", "c", "</b>"]),
            ("<p title=\"a>b\">x", vec!["<p title=\"a>b\">", "x"]),
            ("<p title=\"a\nb", vec!["<p title=\"a\nb"]),
            ("1 < 2 <3", vec!["1 < 2 <3"]),
            ("<!-- a -- > b --><i>", vec!["<!-- a -- > b -->", "<i>"]),
            ("<!-->x", vec!["<!-->", "x"]),
            ("<?php echo '>' ?>x", vec!["<?php echo '>' ?>", "x"]),
            ("<![CDATA[ <b> ]]>x", vec!["<![CDATA[ <b> ]]>", "x"]),
            ("é<é <é", vec!["é<é <é"]),
        ] {
            let found: Vec<_> = pieces(html).map(|(_, range)| &html[range]).collect();
            assert_eq!(found, expected, "{html:?}");
        }
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        for (inside, expected) in [
            (" a=\"1\" b='2' c=3 d", vec![("a", Some("1")), ("b", Some("2")), ("c", Some("3")), ("d", None)]),
            ("/onload=x()", vec![("onload", Some("x()"))]),
            (" HREF = \"java&#115;cript:x\"", vec![("href", Some("javascript:x"))]),
            (" a=\"&bogus;&amp;\"", vec![("a", Some("&bogus;&amp;"))]),
            (" =x y", vec![("=x", None), ("y", None)]),
        ] {
            let found: Vec<_> = attributes(inside).collect();
            let found: Vec<_> = found.iter().map(|(name, value)| (name.as_str(), value.as_deref())).collect();
            assert_eq!(found, expected, "{inside:?}");
        }
    }
}
