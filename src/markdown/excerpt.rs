//! A bounded excerpt of a body: `access: excerpt` lets no more be published.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The beginning of `text`, Markdown, with at most `words` words: whole blocks, or, where the first block alone is
/// longer, its beginning and an ellipsis. Nothing where all of it may be published.
///
/// The definitions of those links that stand in it follow, for they are not shown; where those of others lead is not
/// told either.
pub fn excerpt(text: &str, words: usize) -> Option<String> {
    let parser = Parser::new_ext(text, Options::all());
    let definitions = parser.reference_definitions().iter();
    let mut definitions: Vec<_> = definitions.map(|(label, of)| (of.span.clone(), label.to_lowercase())).collect();
    definitions.sort_by_key(|(span, _)| span.start);
    let end = end_of(parser, words)?;
    let mut excerpt = match end {
        End::Before(block) => text[..block].to_owned(),
        End::Within(at) => format!("{} …", text[..at].trim_end()),
    };
    let shown = excerpt.len();
    definitions.retain(|(span, _)| span.start >= shown);
    let whole = definitions.iter().fold(excerpt.clone(), |whole, (span, _)| whole + "\n\n" + &text[span.clone()]);
    let used = labels(&whole);
    for (span, _) in definitions.into_iter().filter(|(_, label)| used.contains(label)) {
        excerpt.push_str("\n\n");
        excerpt.push_str(&text[span]);
    }
    Some(excerpt)
}

/// What the links and images of `text` that go by a definition call it, in lower case.
fn labels(text: &str) -> BTreeSet<String> {
    let label = |event| match event {
        Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) if !id.is_empty() => Some(id.to_lowercase()),
        _ => None,
    };
    Parser::new_ext(text, Options::all()).filter_map(label).collect()
}

/// Where an excerpt ends.
enum End {
    /// Before the block that begins at this byte.
    Before(usize),
    /// Inside the first block, at this byte.
    Within(usize),
}

fn end_of(parser: Parser<'_>, words: usize) -> Option<End> {
    let mut seen = 0;
    let mut depth = 0_usize;
    // The block that is being read, and how many words came before it.
    let mut block = (0, 0);
    for (event, span) in parser.into_offset_iter() {
        if depth == 0 {
            block = (span.start, seen);
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                let more = text.split_whitespace().count();
                if seen + more > words {
                    let (start, before) = block;
                    return Some(if before > 0 {
                        End::Before(start)
                    } else {
                        let left = text.split_whitespace().nth(words - seen).map_or(0, |word| offset(&text, word));
                        End::Within((span.start + left).min(span.end))
                    });
                }
                seen += more;
            }
            _ => {}
        }
    }
    None
}

/// Where `part`, a part of `text`, begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn an_excerpt_has_no_more_words_than_it_may() {
        for (text, words, expected) in [
            ("one two three",                        3, None),
            ("one two three",                        2, Some("one two …")),
            ("one two\n\nthree four\n",              2, Some("one two\n\n")),
            ("one two\n\nthree four\n",              3, Some("one two\n\n")),
            ("# One\n\ntwo three\n",                 2, Some("# One\n\n")),
            ("one *two three* four\n",               2, Some("one *two …")),
            ("- one\n- two\n- three\n",              2, Some("- one\n- two\n- …")),
            ("one [two][a]\n\nthree\n\n[a]: /x\n",   2, Some("one [two][a]\n\n\n\n[a]: /x")),
            ("one [Two]\n\nthree\n\n[two]: /x\n",   2, Some("one [Two]\n\n\n\n[two]: /x")),
            ("one two\n\nthree [b]\n\n[b]: /x\n",    2, Some("one two\n\n")),
            ("one ![two]\n\n[three][b]\n\n[b]: /x\n[two]: /y\n", 2, Some("one ![two]\n\n\n\n[two]: /y")),
            ("",                                     1, None),
            ("über die Brücke\n",                    2, Some("über die …")),
        ] {
            assert_eq!(excerpt(text, words).as_deref(), expected, "{text:?} {words}");
        }
    }
}
