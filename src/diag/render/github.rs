//! Workflow commands of GitHub Actions: `::error file=…,line=…,col=…,endColumn=…,title=…::message`.
//!
//! Source: GitHub Docs, "Workflow commands for GitHub Actions", and the escapes of `actions/toolkit`,
//! `packages/core/src/command.ts`.

use std::io;

use super::visible::visible;
use super::{Options, word};
use crate::diag::report::Report;

/// Writes a command for each problem; its help is the message's second line.
///
/// Nothing of a file can begin a command of its own: line ends are escaped wherever text is put in. A place over
/// several lines has no columns, for GitHub ignores them then.
///
/// # Errors
/// What `out` says.
pub fn render(report: &Report, out: &mut dyn io::Write, _options: &Options) -> io::Result<()> {
    for problem in &report.problems {
        let at = &problem.at;
        write!(out, "::{} file={},line={}", word(problem.severity), property(at.file.as_str()), at.line)?;
        match at.line == at.end_line {
            true => write!(out, ",col={},endColumn={}", at.column, at.end_column)?,
            false => write!(out, ",endLine={}", at.end_line)?,
        }
        write!(out, ",title={}::{}", property(problem.code.name), value(&problem.message))?;
        if let Some(help) = &problem.help {
            write!(out, "%0Ahelp: {}", help.split('\n').map(value).collect::<Vec<_>>().join("%0A"))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn value(text: &str) -> String {
    visible(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    value(text).replace(':', "%3A").replace(',', "%2C")
}
