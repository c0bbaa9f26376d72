//! Why the site was not written, and how that reads as a problem.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;
use crate::diag::codes::site as codes;
use crate::discover::site_place;

/// Why the site was not written.
#[derive(Debug)]
pub enum WriteError {
    /// Another process is building the site; its id, where it could be read.
    Locked(Option<u32>),
    /// The output folder is, holds or lies in `source`, which the site is built from.
    InSources {
        /// The output folder.
        output: PathBuf,
        /// The source: `site folder`, `content` …
        source: String,
    },
    /// The output folder can never be one.
    Unfit {
        /// The output folder.
        output: PathBuf,
        /// What it is: "a file".
        what: &'static str,
    },
    /// The output folder holds files, and no build of ours made it.
    ForeignOutput {
        /// The output folder.
        output: PathBuf,
        /// The name of something in it.
        found: String,
    },
    /// Something that no build of ours made stands where the build wants to write.
    ForeignFile {
        /// Where it stands.
        path: PathBuf,
        /// A folder is not replaced even by force.
        is_folder: bool,
    },
    /// The operating system refused.
    Failed {
        /// What was to be done: "written".
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// Its reason.
        error: io::Error,
        /// Whether some of the new site is already in place.
        mixed: bool,
    },
}

impl WriteError {
    /// A refusal of the operating system; `action` is what was to be done with `path`: "written".
    pub(super) fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
        move |error| WriteError::Failed { action, path: path.to_path_buf(), error, mixed: false }
    }

    /// The same error once the old site is no longer whole.
    pub(super) fn midway(self) -> WriteError {
        match self {
            WriteError::Failed { action, path, error, .. } => WriteError::Failed { action, path, error, mixed: true },
            other => other,
        }
    }

    /// The error as a problem of the site.
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, help) = match self {
            WriteError::Locked(Some(holder)) => {
                (codes::LOCKED, format!("wait until it is done, or stop process {holder}"))
            }
            WriteError::Locked(None) => (codes::LOCKED, "wait until it is done, or stop it".to_owned()),
            WriteError::InSources { .. } => (codes::OUTPUT_IN_SOURCES, "write `--output public`".to_owned()),
            WriteError::Unfit { .. } => (codes::UNFIT_OUTPUT, "write `--output public`".to_owned()),
            WriteError::ForeignOutput { .. } => (
                codes::FOREIGN_OUTPUT,
                "name a new folder with `--output DIR`, or pass `--force` to write among its files".to_owned(),
            ),
            WriteError::ForeignFile { is_folder: true, .. } => {
                (codes::FOREIGN_FILE, "move the folder away; `--force` does not replace it".to_owned())
            }
            WriteError::ForeignFile { is_folder: false, .. } => (
                codes::FOREIGN_FILE,
                "move it into the site's `static` folder or away, or pass `--force` to replace it".to_owned(),
            ),
            WriteError::Failed { error, mixed, .. } => (codes::WRITE_FAILED, failure_help(error, *mixed)),
        };
        Diagnostic::new(code, site_place(), self.to_string()).help(help)
    }
}

fn failure_help(error: &io::Error, mixed: bool) -> String {
    let mend = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room",
        io::ErrorKind::PermissionDenied => "give yourself the right to write there",
        _ => "name another folder with `--output DIR`",
    };
    let state = if mixed { "the next build mends the site" } else { "the site that was there is unchanged" };
    format!("{mend}; {state}")
}

/// The operating system's reason in a few words, without its number where the kind says it all.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Locked(Some(holder)) => write!(f, "process `{holder}` is building this site"),
            WriteError::Locked(None) => f.write_str("another process is building this site"),
            WriteError::InSources { output, source } => {
                write!(
                    f,
                    "the output folder `{}` would overwrite `{source}`, which the site is built from",
                    output.display()
                )
            }
            WriteError::Unfit { output, what } => {
                write!(f, "the output folder `{}` is {what}", output.display())
            }
            WriteError::ForeignOutput { output, found } => {
                write!(f, "`{}` was not made by reportage: it holds `{found}`", output.display())
            }
            WriteError::ForeignFile { path, .. } => {
                write!(f, "`{}` stands where the build wants to write, and was not made by it", path.display())
            }
            WriteError::Failed { action, path, error, .. } => {
                write!(f, "`{}` cannot be {action}: {}", path.display(), reason(error))
            }
        }
    }
}

impl std::error::Error for WriteError {}

impl From<WriteError> for Diagnostic {
    fn from(error: WriteError) -> Diagnostic {
        error.diagnostic()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_reads_as_a_problem() {
        let path = || PathBuf::from("/srv/public");
        let failed = |kind: io::ErrorKind, mixed| WriteError::Failed {
            action: "written",
            path: path(),
            error: kind.into(),
            mixed,
        };
        for (error, expected) in [
            (
                WriteError::Locked(Some(7)),
                "locked: process `7` is building this site / wait until it is done, or stop process 7",
            ),
            (
                WriteError::Locked(None),
                "locked: another process is building this site / wait until it is done, or stop it",
            ),
            (
                WriteError::InSources { output: path(), source: "content".to_owned() },
                "output-in-sources: the output folder `/srv/public` would overwrite `content`, which the site is built \
                 from / write `--output public`",
            ),
            (
                WriteError::Unfit { output: path(), what: "a file" },
                "unfit-output: the output folder `/srv/public` is a file / write `--output public`",
            ),
            (
                WriteError::ForeignOutput { output: path(), found: "thesis.doc".to_owned() },
                "foreign-output: `/srv/public` was not made by reportage: it holds `thesis.doc` / name a new folder with \
                 `--output DIR`, or pass `--force` to write among its files",
            ),
            (
                WriteError::ForeignFile { path: path(), is_folder: false },
                "foreign-file: `/srv/public` stands where the build wants to write, and was not made by it / move it \
                 into the site's `static` folder or away, or pass `--force` to replace it",
            ),
            (
                WriteError::ForeignFile { path: path(), is_folder: true },
                "foreign-file: `/srv/public` stands where the build wants to write, and was not made by it / move the \
                 folder away; `--force` does not replace it",
            ),
            (
                failed(io::ErrorKind::StorageFull, false),
                "write-failed: `/srv/public` cannot be written: the disk is full / make room; the site that was there is \
                 unchanged",
            ),
            (
                failed(io::ErrorKind::ReadOnlyFilesystem, false),
                "write-failed: `/srv/public` cannot be written: the disk is read-only / name another folder with \
                 `--output DIR`; the site that was there is unchanged",
            ),
            (
                failed(io::ErrorKind::PermissionDenied, true),
                "write-failed: `/srv/public` cannot be written: permission denied / give yourself the right to write \
                 there; the next build mends the site",
            ),
        ] {
            let problem = Diagnostic::from(error);
            let help = problem.help.as_deref().unwrap_or("");
            assert_eq!(format!("{}: {} / {help}", problem.code.name, problem.message), expected);
            assert_eq!(problem.place.file.as_str(), "site.toml");
        }
    }
}
