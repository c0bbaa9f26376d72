//! What a person at the terminal sees: reports, summaries, failures.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::builder::PossibleValuesParser;

use super::Common;
use crate::diag::Diagnostic;
use crate::diag::render::{Format, Options};
use crate::diag::report::Report;
use crate::locate;
use crate::source::Files;

/// Problems shown in full on a screen; the rest is counted.
const CAP: usize = 50;

/// Names told of a list of unknown length.
const SOME: usize = 10;

/// Standard error for people, standard output for data.
#[derive(Clone, Debug)]
pub(super) struct Screen {
    format: Format,
    quiet: bool,
    verbose: bool,
    is_terminal: bool,
}

/// How many problems were shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reported {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl Reported {
    /// How many there are in `report`.
    pub(super) fn of(report: &Report) -> Reported {
        Reported { errors: report.errors(), warnings: report.warnings() }
    }

    /// In words: `1 error and 2 warnings`; nothing where there are none.
    #[cfg_attr(not(feature = "serve"), allow(dead_code, reason = "only the preview asks for it"))]
    pub(super) fn words(self) -> Option<String> {
        let errors = (self.errors > 0).then(|| counted(self.errors, "error", "errors"));
        let warnings = (self.warnings > 0).then(|| counted(self.warnings, "warning", "warnings"));
        let words: Vec<String> = errors.into_iter().chain(warnings).collect();
        (!words.is_empty()).then(|| words.join(" and "))
    }
}

/// The words that `--format` takes.
pub(super) fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(Format::WORDS)
}

impl Screen {
    /// The screen that the flags ask for.
    pub(super) fn new(common: &Common) -> Screen {
        Screen {
            format: Format::from_word(&common.format).unwrap_or(Format::Human),
            quiet: common.quiet,
            verbose: common.verbose,
            is_terminal: io::stderr().is_terminal(),
        }
    }

    /// Shows `problems`, sorted; people's formats on standard error, machines' on standard output, also when there are
    /// none.
    pub(super) fn report(&self, problems: Vec<Diagnostic>, files: &Files, strict: bool) -> Reported {
        self.show(&locate::report(problems, files, strict))
    }

    /// The same for problems whose places have been found.
    pub(super) fn show(&self, report: &Report) -> Reported {
        let is_for_people = matches!(self.format, Format::Human | Format::Short);
        let color = anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
        let options = Options { color, cap: if self.verbose { usize::MAX } else { CAP }, ..Options::default() };
        // A closed pipe ends the reading, not the build.
        let _ = if is_for_people {
            self.format.render(report, &mut anstream::stderr().lock(), &options)
        } else {
            self.format.render(report, &mut io::stdout().lock(), &options)
        };
        Reported::of(report)
    }

    /// A line of good news.
    pub(super) fn say(&self, line: &str) {
        if !self.quiet {
            print(line);
        }
    }

    /// A line that is the point of the command, and is said however quiet it is to be.
    pub(super) fn announce(&self, line: &str) {
        print(line);
    }

    /// A line for those who want to know more.
    pub(super) fn whisper(&self, line: &str) {
        if self.verbose {
            print(line);
        }
    }

    /// A line of bad news that belongs to no file.
    pub(super) fn fail(&self, line: &str) {
        print(&format!("error: {line}"));
    }

    /// What to do about it.
    pub(super) fn help(&self, line: &str) {
        print(&format!("  help: {line}"));
    }

    /// Whether a bar may be drawn.
    pub(super) fn shows_progress(&self) -> bool {
        self.is_terminal && !self.quiet
    }
}

fn print(line: &str) {
    // Nothing can be said where standard error is closed.
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Writes what a program may read to standard output.
pub(super) fn print_data(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    // A reader that has enough closes the pipe; that is no failure of ours.
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}

/// A path as a person at the prompt would write it: relative where it lies below the current folder.
pub(super) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let relative = path.strip_prefix(&current).ok().filter(|relative| !relative.as_os_str().is_empty());
    relative.unwrap_or(path).display().to_string()
}

/// The same for a folder, with a slash at its end.
pub(super) fn shown_folder(path: &Path) -> String {
    format!("{}/", shown(path).trim_end_matches('/'))
}

/// The first of many names, and how many more there are: `a.md, b.md and 12 more`.
pub(super) fn some_of(names: &[impl Display]) -> String {
    let first: Vec<String> = names.iter().take(SOME).map(ToString::to_string).collect();
    match names.len() - first.len() {
        0 => first.join(", "),
        more => format!("{} and {} more", first.join(", "), thousands(more)),
    }
}

/// A number and its noun: `1 record`, `1,234 records`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

/// A number with its thousands set apart.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(thousands(number), expected);
        }
    }

    #[test]
    fn many_names_are_cut_short() {
        let names: Vec<usize> = (1..=12).collect();
        assert_eq!(some_of(&names[..2]), "1, 2");
        assert_eq!(some_of(&names), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more");
    }

    #[test]
    fn problems_are_counted_in_words() {
        for (errors, warnings, expected) in [
            (0, 0, None),
            (1, 0, Some("1 error")),
            (0, 2, Some("2 warnings")),
            (1_000, 1, Some("1,000 errors and 1 warning")),
        ] {
            assert_eq!(Reported { errors, warnings }.words().as_deref(), expected);
        }
    }
}
