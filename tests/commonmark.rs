//! Every example of the CommonMark specification, byte for byte.
#![allow(clippy::print_stdout)]

use pulldown_cmark::{Event, Parser};
use reportage::markdown::{self, Options, Reference, Resolution, Resolver, commonmark};
use reportage::source::SitePath;

/// The specification: see the README beside it for source and licence.
const SPECIFICATION: &str = include_str!("commonmark/spec.txt");

/// How many examples version 0.31.2 has; a reader of the file that loses some must not pass.
const EXAMPLES: usize = 652;

#[test]
fn every_example_of_the_specification_passes() {
    let examples = examples();
    let mut failures = String::new();
    let mut failed = 0;
    for (number, (markdown, expected)) in examples.iter().enumerate() {
        let html = commonmark(markdown);
        if html != *expected {
            failed += 1;
            failures +=
                &format!("example {}: {markdown:?}\n  expected {expected:?}\n  found    {html:?}\n", number + 1);
        }
    }
    println!("CommonMark 0.31.2: {} of {} examples pass", examples.len() - failed, examples.len());
    assert_eq!(examples.len(), EXAMPLES);
    assert!(failures.is_empty(), "{failures}");
}

/// Links lead where they are written to.
struct AsWritten;

impl Resolver for AsWritten {
    fn resolve(&self, reference: &Reference<'_>) -> Resolution {
        Resolution::To { url: reference.target.to_owned(), title: None, picture: None }
    }
}

/// What is made to stand by itself says what it said before. Raw HTML is another matter: it is taken out.
#[test]
fn every_example_without_html_stands_by_itself_unchanged() {
    let file = SitePath::new("content/articles/a.md").expect("a plain path");
    let options =
        Options { smart_punctuation: false, trusted_html: false, highlight: false, language: "en".to_owned() };
    let html = |text: &str| markdown::render(text, &file, &(0..text.len()), &options, &AsWritten).html;
    let has_html = |text: &str| Parser::new(text).any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    let (mut compared, mut failures) = (0, String::new());
    for (example, _) in examples().iter().filter(|(example, _)| !has_html(example)) {
        let resolved = markdown::resolved(example, &AsWritten, &str::to_owned);
        let [found, expected] = [html(&resolved), html(example)];
        if found != expected {
            failures += &format!("{example:?} became {resolved:?}\n  expected {expected:?}\n  found    {found:?}\n");
        }
        compared += 1;
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(compared > 550, "only {compared} examples were compared");
}

/// Markdown and HTML of each example; the specification writes tabs as arrows.
fn examples() -> Vec<(String, String)> {
    let fence = "`".repeat(32);
    let start = format!("\n{fence} example\n");
    SPECIFICATION
        .split(&start)
        .skip(1)
        .map(|rest| {
            let example = rest.split(&fence).next().unwrap_or_default();
            let (markdown, html) = example.split_once("\n.\n").unwrap_or_else(|| {
                // The Markdown of a few examples is empty.
                ("", example.strip_prefix(".\n").unwrap_or(example))
            });
            let markdown = if markdown.is_empty() { String::new() } else { format!("{markdown}\n") };
            (markdown.replace('→', "\t"), html.replace('→', "\t"))
        })
        .collect()
}
