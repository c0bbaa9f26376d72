//! `reportage completions`: the script by which a shell completes the commands.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::screen::print_data;
use super::{Arguments, Outcome};

/// Print the script by which a shell completes these commands
#[derive(Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "reportage", &mut script);
        print_data(&script);
        Outcome::Fine
    }
}
