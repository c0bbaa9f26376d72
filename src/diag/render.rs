//! Report → text, in the format that is asked for.
//!
//! A format is a file here and a line in `formats!`. None of them prints: the caller gives them where to write.

use std::io;

use super::report::Report;

pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod sarif;
pub mod short;
mod visible;

/// What the caller chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// With colours, as ANSI escape sequences (`human` only).
    pub color: bool,
    /// The columns of the terminal, into which excerpts are fitted (`human` only).
    pub width: usize,
    /// At most so many problems are shown, errors first (`human` only).
    pub cap: usize,
}

impl Default for Options {
    /// Without colour, 140 columns wide, 50 problems.
    fn default() -> Options {
        Options { color: false, width: 140, cap: 50 }
    }
}

/// Declares the formats: each as a variant, its word and its function.
macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident = $word:literal => $render:path;)*) => {
        /// A format in which problems are shown.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Format { $($(#[$doc])* $format),* }

        impl Format {
            /// The words of all formats, in the order of the documentation.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The format that `word` names.
            pub fn from_word(word: &str) -> Option<Format> {
                match word { $($word => Some(Format::$format),)* _ => None }
            }

            /// The word that names the format: `human`.
            pub fn word(self) -> &'static str {
                match self { $(Format::$format => $word),* }
            }

            /// Writes `report` to `out`.
            ///
            /// # Errors
            /// What `out` says.
            pub fn render(self, report: &Report, out: &mut dyn io::Write, options: &Options) -> io::Result<()> {
                match self { $(Format::$format => $render(report, out, options)),* }
            }
        }
    };
}

formats! {
    /// Excerpts with carets, for people.
    #[default]
    Human = "human" => human::render;
    /// A line a problem, for editors and `grep`.
    Short = "short" => short::render;
    /// One JSON document, for programs.
    Json = "json" => json::render;
    /// Workflow commands, for GitHub Actions.
    Github = "github" => github::render;
    /// A Code Quality report, for GitLab.
    Gitlab = "gitlab" => gitlab::render;
    /// SARIF 2.1.0, for code scanning.
    Sarif = "sarif" => sarif::render;
}

/// `error` or `warning`.
fn word(severity: super::Severity) -> &'static str {
    match severity {
        super::Severity::Error => "error",
        super::Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tests;
