//! `reportage check`: every problem that a build would find, and nothing written; with `--links`, what the web says.

use std::sync::Arc;

use clap::Args;

use super::screen::{Screen, counted};
use super::workplace;
use super::{Common, Outcome, Reading};
use crate::picture::Memory;
use crate::pipeline;
use crate::store::Store;
use crate::write::STATE_FOLDER;

#[cfg(feature = "link-check")]
mod clock;
#[cfg(feature = "link-check")]
mod links;
#[cfg(not(feature = "link-check"))]
#[path = "check/no_links.rs"]
mod links;
#[cfg(feature = "link-check")]
mod proposals;
#[cfg(feature = "link-check")]
mod table;

use links::Links;

/// Report every problem, and write nothing; with --links, ask the web
#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    reading: Reading,
    #[command(flatten, next_help_heading = "Links to other sites")]
    links: Links,
}

impl Check {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        let mut workplace = match workplace::find(common, &self.reading, None, &screen) {
            Ok(workplace) => workplace,
            Err(outcome) => return outcome,
        };
        workplace.introduce(&screen);
        if self.links.links {
            return self.links.run(workplace, &self.reading, &screen);
        }
        // A picture that a build has drawn is known to be whole.
        let store = Store::open(&workplace.root.join(STATE_FOLDER)).read_only();
        workplace.job.pictures = Arc::new(Memory::open(Arc::new(store), false));
        let mut problems = workplace.problems;
        let files = workplace.job.files.clone();
        let prepared = pipeline::prepare(workplace.job);
        problems.extend(prepared.problems);
        let Some(site) = prepared.value else {
            screen.report(problems, &files, self.reading.strict);
            return Outcome::WrongUse;
        };
        problems.extend(pipeline::check(&site));
        let strict = site.views.settings.strict;
        let outcome = Outcome::of(&problems, strict);
        let reported = screen.report(problems, &files, strict);
        if reported.errors == 0 && reported.warnings == 0 {
            let records = counted(site.views.archive.len(), "record", "records");
            let outputs = counted(site.outputs().len(), "file", "files");
            screen.say(&format!("{records} → {outputs}: no problems"));
        }
        outcome
    }
}
