//! `reportage man`: the manual pages of all commands.

use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory};

use super::screen::{Screen, counted, shown_folder};
use super::{Arguments, Common, Outcome};

/// Write the manual pages of these commands
///
/// One page for the program and one for each command, as `man` reads them: `reportage.1`, `reportage-build.1` …
#[derive(Args)]
pub(super) struct Man {
    /// The folder, such as `~/.local/share/man/man1`; made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Man {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        let mut program = Arguments::command().disable_help_subcommand(true);
        program.build();
        let pages = pages(&program);
        match fs::create_dir_all(&self.folder).and_then(|()| clap_mangen::generate_to(program, &self.folder)) {
            Ok(()) => {
                screen.say(&format!("{} in {}", counted(pages, "page", "pages"), shown_folder(&self.folder)));
                Outcome::Fine
            }
            Err(error) => {
                screen.fail(&format!("`{}` cannot be written: {error}", self.folder.display()));
                Outcome::Problems
            }
        }
    }
}

/// One of the command, and those of what stands below it.
fn pages(command: &clap::Command) -> usize {
    1 + command.get_subcommands().map(pages).sum::<usize>()
}
