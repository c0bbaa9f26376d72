//! Problems → what a command ends with.

use std::process::ExitCode;

use crate::diag::codes::{deploy, settings, site, theme};
use crate::diag::{Code, Diagnostic};
use crate::pipeline::is_error;

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// There are problems in the content, or the build failed.
    Problems,
    /// The command was used wrongly, or the site is not configured.
    WrongUse,
}

impl Outcome {
    /// What `problems` mean; `strict` makes errors of warnings, but a warning never means wrong use.
    pub(super) fn of(problems: &[Diagnostic], strict: bool) -> Outcome {
        if problems.iter().any(|problem| is_error(problem) && is_configuration(problem.code)) {
            Outcome::WrongUse
        } else if problems.iter().any(|problem| strict || is_error(problem)) {
            Outcome::Problems
        } else {
            Outcome::Fine
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Problems => 1,
            Outcome::WrongUse => 2,
        })
    }
}

/// Whether a problem lies in site.toml, a flag or the choice of folders, and not in the content.
fn is_configuration(code: &Code) -> bool {
    let others = [
        site::NO_SITE,
        site::OUTPUT_IN_SOURCES,
        site::UNFIT_OUTPUT,
        theme::UNKNOWN_THEME,
        deploy::SECRET_IN_SETTINGS,
        deploy::UNKNOWN_TARGET,
        deploy::BAD_TARGET,
        theme::UNKNOWN_OPTION,
        theme::BAD_OPTION,
    ];
    settings::ALL.iter().chain(&others).any(|known| *known == code)
}
