//! `reportage desk`: the preview, opened at the page that answers an editor's questions.

use clap::Args;

use super::serve::{Serve, Shows};
use super::{Common, Outcome};

/// Show what there is to do: originals without a copy, images without words, names that nearly meet, drafts
///
/// The page is part of the preview, as `reportage serve` has it, and of no site: a build never writes it.
#[derive(Args)]
pub(super) struct Desk {
    #[command(flatten)]
    serve: Serve,
}

impl Desk {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        self.serve.serve_showing(Shows::Desk, common)
    }
}
