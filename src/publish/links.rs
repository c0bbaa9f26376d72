//! The text of a page or style sheet → the files of the site that it leads to or needs.
//!
//! It takes more for a link than is one: whatever stands in an attribute, or in the quotation marks and brackets of a
//! style sheet. A link too many costs nothing but a wait.

use std::borrow::Cow;

use memchr::memchr_iter;
use percent_encoding::percent_decode_str;

use crate::settings::BaseUrl;

/// Every file that the page at `path` may lead to, as `find` knows it: `articles/a/index.html`. The same one may come
/// more than once.
pub(super) fn of<'f>(
    text: &[u8],
    path: &str,
    base_url: &BaseUrl,
    find: impl Fn(&str) -> Option<&'f str>,
) -> Vec<&'f str> {
    let text = String::from_utf8_lossy(text);
    let words = if path.ends_with(".css") { of_style(&text) } else { of_page(&text) };
    let mut found = Vec::new();
    for word in words {
        let Some(target) = resolve(word, path, base_url) else { continue };
        let as_page = match target.as_str() {
            "" => "index.html".to_owned(),
            folder if folder.ends_with('/') => format!("{folder}index.html"),
            file => file.to_owned(),
        };
        let target = find(&as_page)
            .or_else(|| find(&format!("{as_page}/index.html")))
            .or_else(|| find(&format!("{as_page}.html")));
        found.extend(target);
    }
    found
}

/// Values of attributes: what stands behind `=`, with or without quotation marks; of lists of them, each.
fn of_page(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for at in memchr_iter(b'=', text.as_bytes()) {
        let rest = &text[at + 1..];
        let value = match rest.as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => {
                let inside = &rest[1..];
                memchr::memchr(*quote, inside.as_bytes()).map_or("", |end| &inside[..end])
            }
            _ => rest.split(|letter: char| letter.is_ascii_whitespace() || letter == '>').next().unwrap_or_default(),
        };
        // A refresh is `0; url=/x/`, and a set of pictures `/a.png 1x, /b.png 2x`.
        words.extend(
            value.split(|letter: char| letter.is_ascii_whitespace() || letter == ',').filter(|word| !word.is_empty()),
        );
    }
    words
}

fn of_style(text: &str) -> Vec<&str> {
    let is_mark = |letter: char| matches!(letter, '"' | '\'' | '(' | ')');
    text.split(is_mark)
        .map(str::trim)
        .filter(|word| !word.is_empty() && !word.contains(['{', '}', ';', '\n']))
        .collect()
}

/// The path below the site that `word` on the page at `path` means; nothing where it leads elsewhere.
fn resolve(word: &str, path: &str, base_url: &BaseUrl) -> Option<String> {
    let word = if word.contains("&amp;") { Cow::Owned(word.replace("&amp;", "&")) } else { Cow::Borrowed(word) };
    let word = word.strip_prefix("url=").unwrap_or(&word);
    let word = word.split(['?', '#']).next().unwrap_or_default();
    if word.is_empty() {
        return None;
    }
    let local = word.strip_prefix(base_url.origin.as_str()).unwrap_or(word);
    let joined = match local.strip_prefix('/') {
        Some(rest) if rest.starts_with('/') => return None,
        Some(_) => local.strip_prefix(base_url.path.as_str())?.trim_start_matches('/').to_owned(),
        None if local.contains(':') => return None,
        None => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            climb(folder, local)?
        }
    };
    Some(percent_decode_str(&joined).decode_utf8().ok()?.into_owned())
}

/// `word` from within `folder`: `../b/` within `a` is `b/`.
fn climb(folder: &str, word: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in word.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let end = if word.ends_with('/') || word.ends_with("..") || word == "." { "/" } else { "" };
    let joined = parts.join("/");
    Some(if joined.is_empty() { joined } else { format!("{joined}{end}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn links_are_found_however_they_are_written() {
        let known = ["index.html", "a/index.html", "a/x.png", "b.html", "é/index.html", "assets/s.css", "feed.xml"];
        let base_url = BaseUrl::parse("https://example.org/archive/").expect("an address");
        for (page, text, expected) in [
            ("index.html",   r#"<a href="/archive/a/">"#,                          vec!["a/index.html"]),
            ("index.html",   r#"<a href='/archive/a/?q=1#top'>"#,                  vec!["a/index.html"]),
            ("index.html",   "<a href=/archive/a>",                                vec!["a/index.html"]),
            ("index.html",   r#"<a href="https://example.org/archive/feed.xml">"#, vec!["feed.xml"]),
            ("index.html",   r#"<a href="/archive/%C3%A9/">"#,                     vec!["é/index.html"]),
            ("index.html",   r#"<a href="/archive/b">"#,                           vec!["b.html"]),
            ("a/index.html", r#"<img src="x.png">"#,                               vec!["a/x.png"]),
            ("a/index.html", r#"<a href="..">"#,                                   vec!["index.html"]),
            ("a/index.html", r#"<link href=../assets/s.css>"#,                     vec!["assets/s.css"]),
            ("a/index.html", r#"<img srcset="x.png 1x, ../b.html 2x">"#,           vec!["a/x.png", "b.html"]),
            ("a/index.html", r#"<meta content="0; url=/archive/">"#,               vec!["index.html"]),
            ("assets/s.css", "@import \"../a/x.png\"; p { background: url(../a/x.png) }", vec!["a/x.png", "a/x.png"]),
            ("index.html",   r#"<a href="/a/">"#,                                  vec![]),
            ("index.html",   r#"<a href="//example.org/archive/a/">"#,             vec![]),
            ("index.html",   r#"<a href="https://example.com/archive/a/">"#,       vec![]),
            ("index.html",   r##"<a href="#top"><a href="mailto:a@example.org">"##,  vec![]),
        ] {
            let find = |path: &str| known.into_iter().find(|known| *known == path);
            assert_eq!(of(text.as_bytes(), page, &base_url, find), expected, "{page}: {text}");
        }
    }
}
