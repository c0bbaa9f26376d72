//! Comparison → Markdown for a comment on a pull request.
//!
//! Titles come from records, and records from many hands: they stand in code spans, where nobody is mentioned and
//! nothing is a link.

use super::text::{by_size, files, rest, size};
use crate::cli::screen::{counted, thousands};
use crate::comparison::Comparison;

/// Pages that are listed of a kind: GitHub takes 65,536 characters in a comment.
const SOME: usize = 40;

/// Letters of a title.
const TITLE: usize = 120;

/// The comment, with a mark in its first line by which a later run may find it.
pub(super) fn of(comparison: &Comparison) -> String {
    let Comparison { added, changed, moved, removed, touched, .. } = comparison;
    let counts = [(added.len(), "added"), (changed.len(), "changed"), (moved.len(), "moved"), (removed.len(), "gone")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, what)| format!("{} {what}", thousands(count))).collect();
    let summary = if counts.is_empty() { "no page says anything else".to_owned() } else { counts.join(", ") };
    let mut text = format!("<!-- reportage diff -->\n**Pages:** {summary}\n");
    if !removed.is_empty() {
        let pages = counted(removed.len(), "address dies", "addresses die");
        let lines = removed.iter().map(|page| match &page.instead {
            Some(instead) => {
                let field = code(&format!("aliases: [{}]", page.path));
                format!("{} → write {field} in the file of {}", code(&page.path), code(instead))
            }
            None => format!("{} {}", code(&page.path), title(&page.title)),
        });
        text.push_str(&format!("\n⚠️ **{pages}: nothing leads on from there**\n\n{}", list(lines)));
    }
    let added = added.iter().map(|page| format!("{} {}", code(&page.path), title(&page.title)));
    let changed = by_size(changed).into_iter().map(|page| {
        let before = page.old_title.as_ref().map(|old| format!(" (was {})", title(old))).unwrap_or_default();
        format!("{} {}{before}: {}", code(&page.path), title(&page.title), size(page))
    });
    let moved = moved.iter().map(|page| {
        let arrives = if page.arrives { "" } else { " ⚠️ **where there is nothing**" };
        format!("{} → {}{arrives}", code(&page.from), code(&page.to))
    });
    text.push_str(&folded("Added", list(added)));
    text.push_str(&folded("Changed", list(changed)));
    text.push_str(&folded("Moved", list(moved)));
    text.extend(rest(*touched).map(|line| format!("\nAlso different: {line}.\n")));
    text.extend(files(comparison).map(|line| format!("\nOther files: {line}.\n")));
    text
}

fn folded(heading: &str, list: String) -> String {
    if list.is_empty() {
        return list;
    }
    format!("\n<details><summary>{heading}</summary>\n\n{list}\n</details>\n")
}

fn list(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    let mut list: String = lines.iter().take(SOME).map(|line| format!("- {line}\n")).collect();
    if lines.len() > SOME {
        list.push_str(&format!("- and {} more\n", thousands(lines.len() - SOME)));
    }
    list
}

fn title(title: &str) -> String {
    let cut: String = title.chars().take(TITLE).collect();
    code(&if cut.len() < title.len() { format!("{cut}…") } else { cut })
}

/// A code span (CommonMark 0.31, section 6.1): one more backtick on either side than the text has in a row.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}
