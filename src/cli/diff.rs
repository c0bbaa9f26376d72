//! `reportage diff`: what readers of one build would see otherwise in another, and which addresses would die.

use std::path::{Path, PathBuf};

use clap::Args;

use super::screen::{Screen, print_data};
use super::{Common, Outcome};
use crate::comparison::{self, BuiltFolder, Comparison};
use crate::source::Files;

mod markdown;
mod text;

/// Tell what is different between two built sites
///
/// Pages are told apart by their title and text. What differs in nothing but the hashes of style sheets and scripts is
/// counted and not listed. A page that is gone and from which nothing leads on is a warning.
#[derive(Args)]
pub(super) struct Diff {
    /// The folder of the one build: what readers see now
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The folder of the other: what they would see
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Print Markdown, for a comment on a pull request
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// Warnings are errors: end with 1 where an address would die
    #[arg(long)]
    strict: bool,
}

impl Diff {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        // Standard output is the comparison's own: no report in a form for programs may stand there.
        let is_for_people = matches!(&*common.format, "human" | "short");
        let format = if is_for_people { common.format.clone() } else { "short".to_owned() };
        let screen = Screen::new(&Common { format, ..common.clone() });
        let comparison = match self.compare(&screen) {
            Ok(comparison) => comparison,
            Err(outcome) => return outcome,
        };
        let shown = match (self.json, self.markdown) {
            // Texts and numbers, for which JSON has words.
            (true, _) => serde_json::to_string_pretty(&comparison).unwrap_or_default() + "\n",
            (_, true) => markdown::of(&comparison),
            _ => text::of(&comparison, common.verbose),
        };
        print_data(shown.as_bytes());
        let problems = comparison.problems();
        let outcome = Outcome::of(&problems, self.strict);
        screen.report(problems, &Files::default(), self.strict);
        outcome
    }

    fn compare(&self, screen: &Screen) -> Result<Comparison, Outcome> {
        let (old, new) = (listed(&self.old, screen)?, listed(&self.new, screen)?);
        comparison::compare(&old, &new).map_err(|error| {
            screen.fail(&format!("a file of the builds cannot be read: {error}"));
            Outcome::Problems
        })
    }
}

/// A folder without a page is taken for a mistake: every page would be new, or dead.
fn listed(folder: &Path, screen: &Screen) -> Result<BuiltFolder, Outcome> {
    let shown = folder.display();
    let (message, help) = match BuiltFolder::list(folder) {
        Ok(built) if built.has_pages() => return Ok(built),
        Ok(_) => (format!("there is no page in `{shown}`"), "name a folder that `reportage build` has written"),
        Err(error) => (format!("`{shown}` cannot be listed: {error}"), "name two folders: `reportage diff OLD NEW`"),
    };
    screen.fail(&message);
    screen.help(help);
    Err(Outcome::WrongUse)
}
