//! Images that say nothing to those who do not see them.

use serde::Serialize;

use crate::diag::codes::markdown::MISSING_ALT;
use crate::diag::report::Report;

/// An image without alternative text.
#[derive(Serialize)]
pub struct MissingAlt {
    /// The file that shows it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Which image, in words.
    pub message: String,
}

/// The images without alternative text among the problems that were found, in the order of files and lines.
pub fn missing_alt(report: &Report) -> Vec<MissingAlt> {
    let missing = report.problems.iter().filter(|problem| problem.code == MISSING_ALT);
    let row = missing.map(|problem| MissingAlt {
        file: problem.at.file.to_string(),
        line: problem.at.line,
        message: problem.message.clone(),
    });
    row.collect()
}
