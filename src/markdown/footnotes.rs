//! Footnotes: gathered while the body is written, numbered by their first reference, shown at its end.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use super::labels::Labels;

/// The footnotes of one body.
#[derive(Default)]
pub(super) struct Footnotes {
    by_label: HashMap<String, usize>,
    notes: Vec<Note>,
    /// Places in `notes`, in the order of the numbers.
    numbered: Vec<usize>,
}

struct Note {
    label: String,
    /// From 1, where anything refers to it.
    number: Option<usize>,
    references: usize,
    definition: Option<Definition>,
}

struct Definition {
    html: String,
    source: Range<usize>,
}

/// One reference to a footnote.
pub(super) struct Mark {
    /// The footnote's number, from 1.
    pub(super) number: usize,
    /// Which of the references to it, from 1.
    pub(super) nth: usize,
}

impl Footnotes {
    /// Notes a reference that the reader can follow back.
    pub(super) fn refer(&mut self, label: &str) -> Mark {
        let number = self.mention(label);
        let note = &mut self.notes[self.numbered[number - 1]];
        note.references += 1;
        Mark { number, nth: note.references }
    }

    /// The number of a footnote, given on its first mention.
    pub(super) fn mention(&mut self, label: &str) -> usize {
        let at = self.at(label);
        let numbered = &mut self.numbered;
        *self.notes[at].number.get_or_insert_with(|| {
            numbered.push(at);
            numbered.len()
        })
    }

    /// Notes a definition; false where there was one.
    pub(super) fn define(&mut self, label: &str, html: String, source: Range<usize>) -> bool {
        let at = self.at(label);
        let is_first = self.notes[at].definition.is_none();
        if is_first {
            self.notes[at].definition = Some(Definition { html, source });
        }
        is_first
    }

    /// The footnotes that nothing refers to: label and place of each, in the order of the text.
    pub(super) fn unused(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.notes.iter().filter(|note| note.number.is_none()).filter_map(|note| {
            let definition = note.definition.as_ref()?;
            Some((note.label.as_str(), definition.source.clone()))
        })
    }

    /// Writes the list of all footnotes; nothing where there is none.
    pub(super) fn write(&self, html: &mut String, labels: &Labels) {
        if self.notes.is_empty() {
            return;
        }
        let _ = write!(
            html,
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"footnotes-title\">\n\
             <h2 class=\"footnotes-title\" id=\"footnotes-title\">{}</h2>\n<ol>\n",
            labels.footnotes
        );
        let unused = self.notes.iter().filter(|note| note.number.is_none());
        let notes = self.numbered.iter().map(|&at| &self.notes[at]).chain(unused);
        for (index, note) in notes.enumerate() {
            let number = index + 1;
            let _ = writeln!(html, "<li id=\"fn-{number}\">");
            let body = note.definition.as_ref().map_or("", |definition| definition.html.trim_end());
            match body.strip_suffix("</p>") {
                Some(body) => html.push_str(body),
                None => {
                    html.push_str(body);
                    html.push_str(if note.references > 0 { "\n<p>" } else { "" });
                }
            }
            for nth in 1..=note.references {
                html.push_str(if html.ends_with("<p>") { "" } else { " " });
                write_way_back(html, labels, number, nth);
            }
            html.push_str(if note.references > 0 || body.ends_with("</p>") { "</p>\n</li>\n" } else { "\n</li>\n" });
        }
        html.push_str("</ol>\n</section>\n");
    }

    fn at(&mut self, label: &str) -> usize {
        let key = label.to_lowercase();
        if let Some(&at) = self.by_label.get(&key) {
            return at;
        }
        self.by_label.insert(key, self.notes.len());
        self.notes.push(Note { label: label.to_owned(), number: None, references: 0, definition: None });
        self.notes.len() - 1
    }
}

/// Writes the mark of a reference: a link to the footnote.
pub(super) fn write_mark(html: &mut String, labels: &Labels, mark: &Mark) {
    let Mark { number, nth } = mark;
    let _ = write!(html, "<sup class=\"footnote-ref\" id=\"fnref-{number}");
    if *nth > 1 {
        let _ = write!(html, "-{nth}");
    }
    let _ = write!(
        html,
        "\"><a href=\"#fn-{number}\" role=\"doc-noteref\" aria-label=\"{} {number}\">{number}</a></sup>",
        labels.footnote
    );
}

fn write_way_back(html: &mut String, labels: &Labels, number: usize, nth: usize) {
    let (suffix, shown) = match nth {
        1 => (String::new(), String::new()),
        nth => (format!("-{nth}"), format!("<sup>{nth}</sup>")),
    };
    let _ = write!(
        html,
        "<a class=\"footnote-back\" href=\"#fnref-{number}{suffix}\" role=\"doc-backlink\" \
         aria-label=\"{} {number}{suffix}\">↩\u{fe0e}{shown}</a>",
        labels.back
    );
}
