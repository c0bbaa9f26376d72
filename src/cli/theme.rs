//! `reportage theme`: themes are begun, changed file by file, and listed.

use clap::{Args, Subcommand};

use super::{Common, Outcome};

mod eject;
mod list;
mod new;

/// Make, change and list themes
#[derive(Args)]
pub(super) struct Theme {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Begin a theme of your own in themes/
    New(new::New),
    /// Copy a file of the theme in use to where a copy of yours takes its place
    Eject(eject::Eject),
    /// List the themes there are, with their options
    List(list::List),
}

impl Theme {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        match &self.what {
            What::New(command) => command.run(common),
            What::Eject(command) => command.run(common),
            What::List(command) => command.run(common),
        }
    }
}
