//! `reportage clean`: deletes what builds have made, and nothing else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::screen::{Screen, counted, shown_folder};
use super::workplace;
use super::{Common, Outcome, Reading};
use crate::source::Files;
use crate::write::{Lock, STATE_FOLDER, Target, WriteError};

/// Delete what builds have made
#[derive(Args)]
pub(super) struct Clean {
    /// The folder that was written to, in place of `output` in site.toml; relative to the current folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Clean {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        let reading = Reading::default();
        let found = workplace::root(common, &screen)
            .and_then(|root| Ok((root, workplace::overrides(&reading, self.output.as_deref(), &screen)?)));
        let (root, overrides) = match found {
            Ok(found) => found,
            Err(outcome) => return outcome,
        };
        // Nothing is deleted where it is not certain which folder is meant.
        let settings = workplace::settings_of(&root, &overrides);
        let outcome = Outcome::of(&settings.problems, false);
        let Some(settings) = settings.value.filter(|_| outcome == Outcome::Fine) else {
            screen.report(settings.problems, &workplace::settings_file(&root), false);
            return Outcome::WrongUse;
        };
        match clean(&root, Path::new(&settings.output)) {
            Ok((deleted, folder)) => {
                let files = counted(deleted, "file", "files");
                screen.say(&format!("deleted {files} of {}, and {STATE_FOLDER}/", shown_folder(&folder)));
                Outcome::Fine
            }
            Err(error) => {
                let problem = vec![error.diagnostic()];
                let outcome = Outcome::of(&problem, false);
                screen.report(problem, &Files::default(), false);
                outcome
            }
        }
    }
}

/// Gives how many files of the site were deleted, and its folder.
fn clean(root: &Path, output: &Path) -> Result<(usize, PathBuf), WriteError> {
    let lock = Lock::acquire(root)?;
    let target = Target::open(&lock, output, false)?;
    let folder = target.output().to_path_buf();
    let report = target.clean()?;
    let state = lock.root().join(STATE_FOLDER);
    // The lock lies in the folder, and some systems delete no file that is open.
    drop(lock);
    let refused = |error: io::Error| WriteError::Failed { action: "deleted", path: state.clone(), error, mixed: false };
    match fs::remove_dir_all(&state) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refused(error)),
        _ => Ok((report.deleted, folder)),
    }
}
