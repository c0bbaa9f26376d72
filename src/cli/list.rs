//! `reportage list`: what the archive holds, as a table or as JSON.

use clap::Args;

use super::screen::{Screen, counted, print_data};
use super::table;
use super::workplace;
use super::{Common, Outcome, Reading};
use crate::archive::Archive;
use crate::names::suggest::nearest;
use crate::pipeline;
use crate::site::Site;

mod filter;
mod orphans;
mod rows;

use filter::Filter;

/// List what the archive holds
///
/// With --json, one array on standard output. Records and drafts: objects with `id`, `title`, `date`, `outlet`, `url`,
/// `file`, `path`, `draft`, and `terms`, the ids by index. Terms and indexes: `index`, `id`, `name`, `records`, `path`,
/// `file`. Orphans: `kind` (entity, record or file), `name`, `file`. What is not there is null.
#[derive(Args)]
pub(super) struct List {
    /// `records`, `terms`, an index such as `organizations`, `orphans` (entities that nothing names, records without
    /// terms, files that nothing names), or `drafts` (and what is dated after today)
    what: String,
    #[command(flatten)]
    filter: Filter,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// List drafts too
    #[arg(short = 'D', long)]
    drafts: bool,
    /// List records dated after today too
    #[arg(short = 'F', long)]
    future: bool,
    /// Today, in place of the machine's day: 2026-11-23, RFC 3339, or seconds since 1970
    #[arg(long, value_name = "TIME")]
    clock: Option<String>,
}

/// What is listed.
enum What<'a> {
    Records,
    Drafts,
    Orphans,
    /// The terms of one index, or of all.
    Terms(Option<&'a str>),
}

impl List {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        let workplace = match workplace::find(common, &self.reading(), None, &screen) {
            Ok(workplace) => workplace,
            Err(outcome) => return outcome,
        };
        let files = workplace.job.files.clone();
        let mut problems = workplace.problems;
        let prepared = pipeline::prepare(workplace.job);
        problems.extend(prepared.problems);
        let Some(site) = prepared.value.filter(|_| Outcome::of(&problems, false) != Outcome::WrongUse) else {
            screen.report(problems, &files, false);
            return Outcome::WrongUse;
        };
        let errors = problems.iter().filter(|problem| pipeline::is_error(problem)).count();
        if errors > 0 {
            let errors = counted(errors, "error", "errors");
            screen.say(&format!("{errors} in the content: something may be missing here; see `reportage check`"));
        }
        match self.list(&site) {
            Ok(text) => {
                if text.is_empty() {
                    screen.say("there are none");
                }
                print_data(text.as_bytes());
                Outcome::Fine
            }
            Err(refusal) => {
                screen.fail(&refusal.message);
                screen.help(&refusal.help);
                Outcome::WrongUse
            }
        }
    }

    fn list(&self, site: &Site) -> Result<String, Refusal> {
        let archive = &site.views.archive;
        let what = what(&self.what, archive)?;
        let selection = self.filter.select(archive)?;
        let text = match what {
            What::Records => self.show(&rows::records(site, &selection)),
            What::Drafts => self.show(&rows::drafts(site, &selection)),
            What::Terms(index) => self.show(&rows::terms(archive, index, &selection)),
            What::Orphans if self.filter.is_given() => {
                let message = "nothing that a record could be filtered by belongs to an orphan".to_owned();
                return Err(Refusal { message, help: "leave out the filters".to_owned() });
            }
            What::Orphans => self.show(&orphans::orphans(site)),
        };
        Ok(text)
    }

    fn show<R: table::Row>(&self, rows: &[R]) -> String {
        if self.json { table::json(rows) } else { table::text(rows, table::is_terminal()) }
    }

    /// Drafts are not read unless they are asked for; a file is no orphan because only a draft names it.
    fn reading(&self) -> Reading {
        let all = matches!(&*self.what, "drafts" | "orphans");
        Reading {
            drafts: self.drafts || all,
            future: self.future || all,
            clock: self.clock.clone(),
            ..Reading::default()
        }
    }
}

/// Why nothing can be listed.
#[derive(Debug)]
struct Refusal {
    message: String,
    help: String,
}

fn what<'a>(word: &'a str, archive: &Archive) -> Result<What<'a>, Refusal> {
    match word {
        "records" => Ok(What::Records),
        "terms" => Ok(What::Terms(None)),
        "orphans" => Ok(What::Orphans),
        "drafts" => Ok(What::Drafts),
        key if archive.index(key).is_some() => Ok(What::Terms(Some(key))),
        other => {
            let indexes = archive.indexes().iter().map(|index| &*index.key);
            let known: Vec<&str> = ["records", "terms", "orphans", "drafts"].into_iter().chain(indexes).collect();
            let help = match nearest(other, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of `{}`", known.join("`, `")),
            };
            Err(Refusal { message: format!("there is no list of `{other}`"), help })
        }
    }
}
