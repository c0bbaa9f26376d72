//! A bounded excerpt of a body: `access: excerpt` lets no more be published.

use pulldown_cmark::{Event, Options, Parser};

/// The beginning of `text`, Markdown, with at most `words` words: whole blocks, or, where the first block alone is
/// longer, its beginning and an ellipsis. Nothing where all of it may be published.
///
/// Definitions of links stay whole, for they are not shown.
pub(super) fn of(text: &str, words: usize) -> Option<String> {
    let parser = Parser::new_ext(text, Options::all());
    let mut definitions: Vec<_> = parser.reference_definitions().iter().map(|(_, of)| of.span.clone()).collect();
    definitions.sort_by_key(|span| span.start);
    let end = end_of(parser, words)?;
    let mut excerpt = match end {
        End::Before(block) => text[..block].to_owned(),
        End::Within(at) => format!("{} …", text[..at].trim_end()),
    };
    let shown = excerpt.len();
    for span in definitions.into_iter().filter(|span| span.start >= shown) {
        excerpt.push_str("\n\n");
        excerpt.push_str(&text[span]);
    }
    Some(excerpt)
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
            ("",                                     1, None),
            ("über die Brücke\n",                    2, Some("über die …")),
        ] {
            assert_eq!(of(text, words).as_deref(), expected, "{text:?} {words}");
        }
    }
}
