//! Every example of the CommonMark specification, byte for byte.
#![allow(clippy::print_stdout)]

use reportage::markdown::commonmark;

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
