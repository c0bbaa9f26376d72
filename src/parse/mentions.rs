//! Body → where it may lead: a quick look for destinations, so that nothing need be rendered to know them.
//!
//! It finds too much (a destination inside code) and never too little: one that leads nowhere does no harm.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr3_iter};
use percent_encoding::percent_decode_str;

use crate::model::{Mentions, Texts};

/// Longer destinations are not looked at: what they mean cannot be seen at a glance.
const LONGEST: usize = 1024;

/// A footnote with a longer label counts as a definition of a link, which does no harm.
const LONGEST_LABEL: usize = 64;

/// What is found, in the order in which it stands.
#[derive(Default)]
struct Found<'t> {
    files: Vec<Cow<'t, str>>,
    links: Vec<&'t str>,
    wiki: Vec<&'t str>,
    outside: Vec<Cow<'t, str>>,
    is_obscure: bool,
}

/// Looks for every link, image, reference definition, wiki link and raw HTML attribute in `text`, in one pass.
pub fn mentions(text: &str) -> Mentions {
    let bytes = text.as_bytes();
    let mut found = Found::default();
    // Where the next wiki link may begin: `[[[` is one opening and a bracket.
    let mut wiki_from = 0;
    for at in memchr3_iter(b'[', b']', b'<', bytes) {
        match (bytes[at], bytes.get(at + 1)) {
            (b']', Some(b'(')) => destination(&text[at + 2..], &mut found),
            // What a footnote says is no destination.
            (b']', Some(b':')) if !is_footnote(&bytes[..at]) => destination(&text[at + 2..], &mut found),
            (b'[', Some(b'[')) if at >= wiki_from => {
                wiki_from = at + 2;
                wiki(&text[at + 2..], text[..at].ends_with('!'), &mut found);
            }
            (b'<', Some(letter)) if letter.is_ascii_alphabetic() => angle_bracket(&text[at + 1..], &mut found),
            _ => {}
        }
    }
    for at in memchr_iter(b'=', bytes) {
        if bytes[..at].ends_with(b"src") || bytes[..at].ends_with(b"href") {
            destination(&text[at + 1..], &mut found);
        }
    }
    Mentions {
        files: sorted(found.files),
        links: sorted(found.links),
        wiki: sorted(found.wiki),
        outside: sorted(found.outside),
        is_obscure: found.is_obscure,
    }
}

/// Each text once.
fn sorted<T: Ord + AsRef<str>>(mut texts: Vec<T>) -> Texts {
    texts.sort_unstable();
    texts.dedup();
    texts.into_iter().collect()
}

/// Whether the bracket that closes behind `before` was opened by `[^` a little before, on the same line.
fn is_footnote(before: &[u8]) -> bool {
    let near = &before[before.len().saturating_sub(LONGEST_LABEL)..];
    let opening = near.iter().rposition(|byte| matches!(byte, b'[' | b'\n'));
    opening.is_some_and(|opening| near[opening..].starts_with(b"[^"))
}

/// What stands before the first of `closings`, if that is not too far.
fn until<'t>(text: &'t str, closings: &[char]) -> Option<&'t str> {
    let near = &text[..text.floor_char_boundary(LONGEST)];
    near.find(closings).map(|end| &near[..end])
}

fn wiki<'t>(after: &'t str, is_image: bool, found: &mut Found<'t>) {
    let near = &after[..after.floor_char_boundary(LONGEST)];
    let Some((inside, _)) = near.split_once("]]") else {
        found.is_obscure |= near.len() < after.len();
        return;
    };
    let target = inside.split('|').next().unwrap_or(inside);
    found.is_obscure |= is_obscure(target);
    let target = target.trim_end_matches('\\').trim();
    if is_image && is_file_beside(target) {
        found.files.push(percent_decode_str(target).decode_utf8_lossy());
    }
    found.wiki.push(target);
}

fn destination<'t>(after: &'t str, found: &mut Found<'t>) {
    let after = after.trim_start();
    let text = match after.chars().next() {
        None => return,
        Some('<') => until(&after[1..], &['>']),
        Some(quote @ ('"' | '\'')) => until(&after[1..], &[quote]),
        Some(_) => Some(&after[..end_of_plain(after)]).filter(|text| text.len() < LONGEST),
    };
    let Some(text) = text else {
        found.is_obscure = true;
        return;
    };
    if text.is_empty() || is_elsewhere(text) {
        outside(text, found);
        return;
    }
    found.is_obscure |= is_obscure(text);
    found.links.push(text);
    let plain = plain(text);
    let path = plain.split(['#', '?']).next().unwrap_or(&plain);
    if is_file_beside(path) {
        found.files.push(percent_decode_str(path).decode_utf8_lossy().into_owned().into());
    }
}

fn is_file_beside(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or(path);
    !path.is_empty()
        && !path.starts_with('/')
        && !path.ends_with(['/', '.'])
        && !first.contains(':')
        && !path.ends_with(".md")
}

/// Where a destination without `<` and `>` ends: parentheses in it are balanced (CommonMark 0.31.2, section 6.3).
fn end_of_plain(text: &str) -> usize {
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let mut open = 0;
    let end = near.bytes().position(|byte| {
        match byte {
            b'(' => open += 1,
            b')' => open -= 1,
            _ => {}
        }
        open < 0 || matches!(byte, b'>' | b' ' | b'\n' | b'\t')
    });
    end.unwrap_or(near.len())
}

/// `<record:ID>` is a link; `<img …>` is HTML, whose attributes may be written in more ways than are looked for here.
fn angle_bracket<'t>(after: &'t str, found: &mut Found<'t>) {
    if is_elsewhere(after) {
        until(after, &['>', '<', ' ', '\t', '\n']).into_iter().for_each(|text| outside(text, found));
        return;
    }
    // No link between angle brackets has a space, a line end or another bracket in it (CommonMark 0.31.2, section 6.5).
    let inside = until(after, &['>', '<', ' ', '\t', '\n']).filter(|inside| after[inside.len()..].starts_with('>'));
    match inside.and_then(|inside| Some((inside, inside.split_once(':')?.0))) {
        Some((inside, scheme)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte)) => {
            found.is_obscure |= is_obscure(inside);
            found.links.push(inside);
        }
        _ => found.is_obscure = true,
    }
}

/// Notes an address of the web that lies on another host.
fn outside<'t>(text: &'t str, found: &mut Found<'t>) {
    if text.starts_with("http") {
        found.outside.push(plain(text));
    }
}

/// A destination without its escapes, as far as they are usual in addresses.
fn plain(text: &str) -> Cow<'_, str> {
    match is_obscure(text) {
        true => text.replace('\\', "").replace("&amp;", "&").into(),
        false => text.into(),
    }
}

fn is_elsewhere(text: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|start| text.starts_with(start))
}

fn is_obscure(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'\\' | b'&' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Openings that nothing closes cost no more than what they hold, however many there are.
    #[test]
    fn a_hostile_body_is_looked_through_in_one_pass() {
        for opening in ["[[", "](", "](<", "<a:", "src=\"", "[a](((("] {
            let found = mentions(&opening.repeat(10_000));
            let kept: usize = found.links.iter().chain(&found.wiki).map(str::len).sum();
            assert!(found.is_obscure || kept == 0, "{opening}");
            assert!(kept <= LONGEST * LONGEST, "{opening}: {kept}");
        }
    }

    #[test]
    fn a_body_names_its_files() {
        for (text, expected) in [
            ("![a](lead.jpg)", vec!["lead.jpg"]),
            ("![a](../x/my%20photo.jpg \"Title\") [b](<a b.pdf>)", vec!["../x/my photo.jpg", "a b.pdf"]),
            ("[a]\n\n[a]: letter.pdf#page=2", vec!["letter.pdf"]),
            ("![a](my\\_photo.jpg)", vec!["my_photo.jpg"]),
            ("![a](photo(1).jpg) [b](LICENSE)", vec!["LICENSE", "photo(1).jpg"]),
            ("<img src=\"x.png\"> <a href='y.zip'>", vec!["x.png", "y.zip"]),
            ("[a](b.md) [c](https://example.org/d.png) [e](/f.png) [g](record:h.i) [j](#k.l)", vec![]),
            ("[a](LICENSE)", vec!["LICENSE"]),
            ("![[gate.jpg]] and ![[my gate.png|The gate]], [[gate.svg]]", vec!["gate.jpg", "my gate.png"]),
            ("[^a]: note.pdf", vec![]),
            ("[a^b]: letter.pdf", vec!["letter.pdf"]),
            ("no links", vec![]),
        ] {
            assert_eq!(mentions(text).files.to_strings(), expected, "{text}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn a_body_names_the_addresses_outside() {
        for (text, expected) in [
            ("[a](https://b.org/c_(d) \"T\") <http://e.org/?f&amp;g>", vec!["http://e.org/?f&g", "https://b.org/c_(d)"]),
            ("[a]\n\n[a]: <https://b.org/c>",                        vec!["https://b.org/c"]),
            ("<a href='https://b.org/'>x</a> https://plain.org/",    vec!["https://b.org/"]),
            ("[a](https://b.org/c\\_d) [e](https://b.org/c_d)",      vec!["https://b.org/c_d"]),
            ("[a](mailto:b@c.org) [d](/e) [f](record:g)",            vec![]),
        ] {
            assert_eq!(mentions(text).outside.to_strings(), expected, "{text}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn a_body_names_what_it_links_to() {
        for (text, links, wiki, is_obscure) in [
            ("[a](record:x) [b](org:y#z)",      vec!["org:y#z", "record:x"], vec![],         false),
            ("[a]\n\n[a]:\n  <c d.md>",         vec!["c d.md"],              vec![],         true),
            ("<record:x> <https://example.org>", vec!["record:x"],           vec![],         false),
            ("[[a|b]] and ![[ c ]]",            vec![],                      vec!["a", "c"], false),
            ("[a](record:x\\_y)",               vec!["record:x\\_y"],        vec![],         true),
            ("<a href = 'x'>",                  vec![],                      vec![],         true),
            ("[a](https://example.org/?a&b)",   vec![],                      vec![],         false),
            ("[[[a]]",                          vec![],                      vec!["[a"],     false),
            ("<a:b c>",                         vec![],                      vec![],         true),
            ("[a](<b",                          vec![],                      vec![],         true),
        ] {
            let found = mentions(text);
            assert_eq!((found.links, found.wiki, found.is_obscure), (links.into_iter().collect(), wiki.into_iter().collect(), is_obscure), "{text}");
        }
    }
}
