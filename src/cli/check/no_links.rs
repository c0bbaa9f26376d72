//! `reportage check --links`, where the feature `link-check` was left out: no network, and the reason why.

use clap::Args;

use super::super::absent::refuse;
use super::super::workplace::Workplace;
use super::super::{Outcome, Reading, screen::Screen};

/// The one flag that says what is lacking.
#[derive(Args)]
pub(super) struct Links {
    /// Ask the addresses outside; not built in
    #[arg(long)]
    pub(super) links: bool,
}

impl Links {
    pub(super) fn run(&self, _: Workplace, _: &Reading, screen: &Screen) -> Outcome {
        refuse("link-check", screen)
    }
}
