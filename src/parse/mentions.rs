//! Body → where it may lead: a quick look for destinations, so that nothing need be rendered to know them.
//!
//! It finds too much (a destination inside code) and never too little: one that leads nowhere does no harm.

use percent_encoding::percent_decode_str;

use crate::model::Mentions;

/// Looks for every link, image, reference definition, wiki link and raw HTML attribute in `text`.
pub(super) fn mentions(text: &str) -> Mentions {
    let mut found = Mentions::default();
    for opening in ["](", "]:", "src=", "href="] {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(opening) {
            destination(after, &mut found);
            rest = after;
        }
    }
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("[[") {
        if let Some((inside, _)) = after.split_once("]]") {
            let target = inside.split('|').next().unwrap_or(inside);
            found.is_obscure |= is_obscure(target);
            found.wiki.push(target.trim().to_owned());
        }
        rest = after;
    }
    angle_brackets(text, &mut found);
    for list in [&mut found.files, &mut found.links, &mut found.wiki] {
        list.sort_unstable();
        list.dedup();
    }
    found
}

fn destination(after: &str, found: &mut Mentions) {
    let after = after.trim_start();
    let text = match after.chars().next() {
        None => return,
        Some('<') => after[1..].split('>').next(),
        Some(quote @ ('"' | '\'')) => after[1..].split(quote).next(),
        Some(_) => Some(&after[..end_of_plain(after)]),
    };
    let Some(text) = text.filter(|text| !text.is_empty() && !is_elsewhere(text)) else { return };
    found.is_obscure |= is_obscure(text);
    found.links.push(text.to_owned());
    let plain = text.replace('\\', "").replace("&amp;", "&");
    let path = plain.split(['#', '?']).next().unwrap_or(&plain);
    let first = path.split('/').next().unwrap_or(path);
    let is_file_beside = !path.is_empty()
        && !path.starts_with('/')
        && !path.ends_with(['/', '.'])
        && !first.contains(':')
        && !path.ends_with(".md");
    if is_file_beside {
        found.files.push(percent_decode_str(path).decode_utf8_lossy().into_owned());
    }
}

/// Where a destination without `<` and `>` ends: parentheses in it are balanced (CommonMark 0.31.2, section 6.3).
fn end_of_plain(text: &str) -> usize {
    let mut open = 0;
    let end = text.find(|letter: char| {
        match letter {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        open < 0 || matches!(letter, '>' | ' ' | '\n' | '\t')
    });
    end.unwrap_or(text.len())
}

/// `<record:ID>` is a link; `<img …>` is HTML, whose attributes may be written in more ways than are looked for here.
fn angle_brackets(text: &str, found: &mut Mentions) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if !after.starts_with(|letter: char| letter.is_ascii_alphabetic()) || is_elsewhere(after) {
            continue;
        }
        let inside = after.split('>').next().unwrap_or(after);
        match inside.split_once(':') {
            Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte)) => {
                found.is_obscure |= is_obscure(inside);
                found.links.push(inside.to_owned());
            }
            _ => found.is_obscure = true,
        }
    }
}

fn is_elsewhere(text: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|start| text.starts_with(start))
}

fn is_obscure(text: &str) -> bool {
    text.contains(['\\', '&', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("no links", vec![]),
        ] {
            assert_eq!(mentions(text).files, expected, "{text}");
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
        ] {
            let found = mentions(text);
            assert_eq!((found.links, found.wiki, found.is_obscure), (links.into_iter().map(str::to_owned).collect(), wiki.into_iter().map(str::to_owned).collect(), is_obscure), "{text}");
        }
    }
}
