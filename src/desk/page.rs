//! The editor's questions, answered on one page in HTML, for the preview to show.
//!
//! It is in English, as problems and commands are, and uses nothing of the theme: it must stand where the theme is broken.

use std::fmt::Write;

use super::{
    dead_links, missing_alt, missing_copies, near_duplicates, orphans, single_mentions, unasked_since, unpublished,
};
use crate::diag::Severity;
use crate::diag::report::{Problem, Report};
use crate::site::Site;

/// A section shows no more lines; the command prints all.
const MOST: usize = 200;

/// An answer older than this is due to be asked for again: what `check --links` does if it is not told otherwise.
const FRESH_DAYS: i64 = 30;

/// The page. `own` is the folder of the preview's own files; without a site there is nothing but the problems to show.
pub fn page(site: Option<&Site>, report: &Report, own: &str) -> String {
    let title = site.map_or("the archive", |site| &site.views.settings.title);
    let mut sections = vec![problems(report)];
    if let Some(site) = site {
        sections.extend(answers(site, report));
    }
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>Desk: {title}</title>\n<link rel=\"stylesheet\" href=\"{own}desk.css\">\n\
         </head>\n<body>\n<header>\n",
        title = escaped(title)
    );
    if let Some(site) = site {
        let home = escaped(&site.views.local("/"));
        push(&mut html, format_args!("<p><a href=\"{home}\">{}</a></p>\n", escaped(title)));
    }
    html.push_str("<h1>Desk</h1>\n<p>Only this preview has this page: no build writes it.</p>\n");
    if let Some(site) = site {
        push(&mut html, format_args!("<p>{}</p>\n", size(site)));
    }
    html.push_str("</header>\n<nav aria-label=\"Questions\">\n<ul>\n");
    for Section { id, heading, lines, .. } in &sections {
        push(&mut html, format_args!("<li><a href=\"#{id}\">{heading}</a> <b>{}</b></li>\n", lines.len()));
    }
    html.push_str("</ul>\n</nav>\n<main>\n");
    sections.iter().for_each(|section| section.write(&mut html));
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

/// One question.
struct Section {
    id: &'static str,
    heading: &'static str,
    /// What the answer is good for.
    note: String,
    /// What prints the same.
    command: &'static str,
    lines: Vec<Line>,
}

/// One answer.
struct Line {
    name: String,
    /// Where its page is.
    url: Option<String>,
    /// What else is to be said.
    note: String,
    file: String,
}

fn problems(report: &Report) -> Section {
    let severity = |problem: &Problem| match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let line = |problem: &Problem| Line {
        name: format!("{}[{}]", severity(problem), problem.code.name),
        url: None,
        note: match &problem.help {
            Some(help) => format!("{} ({help})", problem.message),
            None => problem.message.clone(),
        },
        file: format!("{}:{}:{}", problem.at.file, problem.at.line, problem.at.column),
    };
    Section {
        id: "problems",
        heading: "Problems",
        note: "What is wrong with the files as they now are.".to_owned(),
        command: "reportage check",
        lines: report.problems.iter().map(line).collect(),
    }
}

fn answers(site: &Site, report: &Report) -> Vec<Section> {
    let archive = &site.views.archive;
    let url = |path: &str| Some(site.views.local(path));
    let dated = |date: &Option<String>, words: &str| match date {
        Some(date) => format!("{date} · {words}"),
        None => words.to_owned(),
    };
    let unpublished = unpublished(site).into_iter().map(|row| Line {
        name: row.title.to_owned(),
        url: row.path.and_then(url),
        note: dated(&row.date, row.why),
        file: row.file.to_owned(),
    });
    let copies = missing_copies(site, |_| true).into_iter().map(|row| Line {
        name: row.title.to_owned(),
        url: url(row.path),
        note: dated(&row.date, &[row.outlet, row.status].map(Option::unwrap_or_default).join(" ")),
        file: row.file.to_owned(),
    });
    let images = missing_alt(report).into_iter().map(|row| Line {
        name: row.message,
        url: None,
        note: String::new(),
        file: format!("{}:{}", row.file, row.line),
    });
    let dead = dead_links(site).into_iter().map(|row| Line {
        name: row.url,
        url: row.path.as_deref().and_then(url),
        note: match (&row.since, row.copies.first()) {
            (since, Some(copy)) => dated(since, &format!("a copy is at {copy}")),
            (since, None) => dated(since, "no copy is known"),
        },
        file: row.files.join(", "),
    });
    let single = single_mentions(archive).into_iter().map(|row| Line {
        name: row.name.to_owned(),
        url: url(row.path),
        note: format!("{} · {}", row.index, row.record),
        file: row.file.to_owned(),
    });
    let near = near_duplicates(archive).into_iter().map(|row| Line {
        name: row.name.to_owned(),
        url: url(row.path),
        note: format!("{} · nearly `{}`", row.index, row.near),
        file: row.file.unwrap_or_default().to_owned(),
    });
    let alone = orphans(site).into_iter().map(|row| Line {
        name: row.name,
        url: None,
        note: row.kind.to_owned(),
        file: row.file,
    });
    let due = match unasked_since(site, FRESH_DAYS) {
        0 => "Addresses that were gone when they were last asked.".to_owned(),
        due => format!(
            "Addresses that were gone when they were last asked. Of all, {due} were asked more than {FRESH_DAYS} days ago: \
             `reportage check --links` asks them again."
        ),
    };
    let section = |id, heading, command, note: &str, lines: Vec<Line>| Section {
        id,
        heading,
        note: note.to_owned(),
        command,
        lines,
    };
    vec![
        section(
            "unpublished",
            "Drafts, and what is not published yet",
            "reportage list drafts",
            "A build of today leaves them out.",
            unpublished.collect(),
        ),
        section(
            "missing-copies",
            "Originals without a copy",
            "reportage list missing-copies",
            "If the original goes, nothing is left of it. Those in trouble come first.",
            copies.collect(),
        ),
        section(
            "missing-alt",
            "Images without alternative text",
            "reportage list missing-alt",
            "Who does not see them does not know what they show. In the texts of a large site they are found as its pages \
             are looked at.",
            images.collect(),
        ),
        section("dead-links", "Dead links", "reportage list dead-links", &due, dead.collect()),
        section(
            "single-mentions",
            "Names that one record has",
            "reportage list single-mentions",
            "They may be right, or another spelling of a name that others have.",
            single.collect(),
        ),
        section(
            "near-duplicates",
            "Names that nearly meet",
            "reportage list near-duplicates",
            "Write both the same way, or give one a file of its own.",
            near.collect(),
        ),
        section(
            "orphans",
            "What nothing names",
            "reportage list orphans",
            "Entities without a record, records without a term, files that no text names.",
            alone.collect(),
        ),
    ]
}

impl Section {
    fn write(&self, html: &mut String) {
        let Section { id, heading, note, command, lines } = self;
        push(
            html,
            format_args!(
                "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading} <b>{}</b></h2>\n<p>{} <code>{command}</code> \
                 prints the same.</p>\n",
                lines.len(),
                escaped(note)
            ),
        );
        if lines.is_empty() {
            html.push_str("<p>There are none.</p>\n</section>\n");
            return;
        }
        html.push_str("<ul>\n");
        for Line { name, url, note, file } in lines.iter().take(MOST) {
            let name = escaped(name);
            html.push_str("<li><p dir=\"auto\">");
            match url {
                Some(url) => push(html, format_args!("<a href=\"{}\">{name}</a>", escaped(url))),
                None => html.push_str(&name),
            }
            html.push_str("</p>");
            if !note.is_empty() {
                push(html, format_args!("<p dir=\"auto\">{}</p>", escaped(note)));
            }
            push(html, format_args!("<p><code dir=\"ltr\">{}</code></p></li>\n", escaped(file)));
        }
        html.push_str("</ul>\n");
        if let Some(more) = lines.len().checked_sub(MOST).filter(|more| *more > 0) {
            push(html, format_args!("<p>And {more} more.</p>\n"));
        }
        html.push_str("</section>\n");
    }
}

fn size(site: &Site) -> String {
    let archive = &site.views.archive;
    let indexes = archive.indexes().iter().map(|index| format!("{} {}", index.terms.len(), escaped(&index.key)));
    let counts: Vec<String> = indexes.collect();
    format!("{} records; {}.", archive.len(), counts.join(", "))
}

fn push(html: &mut String, words: std::fmt::Arguments<'_>) {
    // A text takes every letter.
    let _ = html.write_fmt(words);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
