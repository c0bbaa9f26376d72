//! One line a problem: `path:line:column: error[code]: message`.

use std::io;

use super::visible::visible;
use super::{Options, word};
use crate::diag::report::Report;

/// Writes a line for each problem, the form in which editors and `grep` expect one; all of them, without a count.
///
/// # Errors
/// What `out` says.
pub fn render(report: &Report, out: &mut dyn io::Write, _options: &Options) -> io::Result<()> {
    for problem in &report.problems {
        let at = &problem.at;
        let (file, message) = (visible(at.file.as_str()), visible(&problem.message));
        let (severity, code) = (word(problem.severity), problem.code.name);
        writeln!(out, "{file}:{}:{}: {severity}[{code}]: {message}", at.line, at.column)?;
    }
    Ok(())
}
