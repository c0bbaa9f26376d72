//! Markdown → the words that its page shows, without markup: for what reads texts and does not show them.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::resolved::words;
use super::writer::EXTENSIONS;

/// The text of a body: paragraphs, headings, code, cells, footnotes, what pictures show and their captions, each block on
/// a line of its own. Where links lead is not told; `name` has the words of a link that has none (`[[letter]]`).
pub fn plain(text: &str, name: &dyn Fn(&str) -> Option<String>) -> String {
    let mut plain = String::with_capacity(text.len());
    // The words that take the place of the next ones, and the raw HTML of the open block.
    let (mut instead, mut html): (Option<String>, Option<String>) = (None, None);
    for event in Parser::new_ext(text, EXTENSIONS) {
        match event {
            Event::Text(words) => match instead.take() {
                Some(name) => plain.push_str(&name),
                None => push(&mut plain, &words),
            },
            Event::Code(words) => push(&mut plain, &words),
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, dest_url, .. }) => {
                instead = name(&dest_url);
            }
            Event::Start(Tag::Image { title, .. }) => {
                plain.push(' ');
                push(&mut plain, &title);
                plain.push(' ');
            }
            Event::End(TagEnd::Image) => plain.push(' '),
            Event::Start(Tag::HtmlBlock) => html = Some(String::new()),
            Event::Html(more) => html.iter_mut().for_each(|html| html.push_str(&more)),
            Event::End(TagEnd::HtmlBlock) => {
                html.take().into_iter().for_each(|html| push(&mut plain, &unescaped(&words(&html))));
                plain.push('\n');
            }
            Event::Start(tag) if !is_inline(&tag) => plain.push('\n'),
            Event::End(end) if !is_inline_end(end) => plain.push('\n'),
            _ => {}
        }
    }
    plain
}

/// Adds words; a line that ends in the midst of code is no block's end.
fn push(plain: &mut String, words: &str) {
    plain.extend(words.chars().map(|letter| if letter == '\n' { ' ' } else { letter }));
}

/// What is escaped in HTML that was written anew.
fn unescaped(html: &str) -> String {
    [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (escaped, letter)| text.replace(escaped, letter))
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn a_text_has_the_words_that_its_page_shows() {
        for (text, expected) in [
            ("One *two* **thr**ee\nfour.",              "One two three four."),
            ("# Head\n\nA [link](/far \"title\").",     "Head|A link."),
            ("- one\n- two\n\n> said",                  "one|two|said"),
            ("| a | b |\n|---|---|\n| c | d |",         "a|b|c|d"),
            ("```rust\nlet a;\nlet b;\n```",            "let a; let b;"),
            ("![A gate](gate.jpg \"At noon | Jane\")",  "At noon | Jane A gate"),
            ("See [[letter]], [[letter|it]], [[none]]", "See The letter, it, none"),
            ("`code` <b>bold</b> <!-- not told -->",    "code bold"),
            ("<div>\nwords &amp; more\n</div>\n\nAfter <https://x.example/a>", "words & more|After https://x.example/a"),
            ("<!-- not told -->\n\n<script>alert(1)</script>", ""),
            ("A note[^1]\n\n[^1]: Words",               "A note|Words"),
        ] {
            let name = |target: &str| (target == "letter").then(|| "The letter".to_owned());
            let plain = plain(text, &name);
            let lines: Vec<String> = plain.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
            assert_eq!(lines.join("|"), expected, "{text}");
        }
    }
}
