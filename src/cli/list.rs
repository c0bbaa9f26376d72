//! `reportage list`: what the archive holds, as a table or as JSON.

use clap::Args;

use super::screen::{Screen, counted, print_data};
use super::table;
use super::workplace;
use super::{Common, Outcome, Reading};
use crate::archive::Archive;
use crate::desk::{self, MissingAlt};
use crate::diag::Diagnostic;
use crate::locate;
use crate::names::suggest::nearest;
use crate::pipeline;
use crate::site::Site;

mod filter;
mod rows;

use filter::Filter;

/// List what the archive holds
///
/// With --json, one array on standard output; with --csv, the same fields. Records and drafts: objects with `id`,
/// `title`, `date`, `outlet`, `type`, `language`, `access`, `url`, `file`, `path`, `draft`, and `terms`, the ids by index.
/// Terms and indexes: `index`, `id`, `name`, `records`, `path`, `file`. What is not there is null. docs/commands.md has
/// the fields of the others.
#[derive(Args)]
pub(super) struct List {
    /// `records`, `terms`, an index such as `organizations`, `drafts` (and what is dated after today), `orphans` (entities
    /// that nothing names, records without terms, files that nothing names), `missing-copies` (originals without a copy),
    /// `missing-alt` (images without alternative text), `single-mentions` (names that one record has), `near-duplicates`
    /// (names that nearly meet) or `dead-links` (what links.toml knows to be gone)
    what: String,
    #[command(flatten)]
    filter: Filter,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Print CSV
    #[arg(long, conflicts_with = "json")]
    csv: bool,
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

/// What may be asked for, beside the site's indexes.
const WORDS: [&str; 9] = [
    "records",
    "terms",
    "orphans",
    "drafts",
    "missing-copies",
    "missing-alt",
    "single-mentions",
    "near-duplicates",
    "dead-links",
];

/// What is listed.
enum What<'a> {
    Records,
    Drafts,
    Orphans,
    MissingCopies,
    MissingAlt,
    SingleMentions,
    NearDuplicates,
    DeadLinks,
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
        match self.list(&site, problems) {
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

    fn list(&self, site: &Site, problems: Vec<Diagnostic>) -> Result<String, Refusal> {
        let archive = &site.views.archive;
        let what = what(&self.what, archive)?;
        let selection = self.filter.select(archive, &site.views.settings.language)?;
        let text = match what {
            What::Records => self.show(&rows::records(site, &selection)),
            What::Drafts => self.show(&rows::drafts(site, &selection)),
            What::Terms(index) => self.show(&rows::terms(archive, index, &selection)),
            What::MissingCopies => self.show(&desk::missing_copies(site, |record| selection.holds(record))),
            _ if self.filter.is_given() => {
                let message = format!("`{}` is not a list of records, and nothing filters it", self.what);
                return Err(Refusal { message, help: "leave out the filters".to_owned() });
            }
            What::Orphans => self.show(&desk::orphans(site)),
            What::MissingAlt => self.show(&missing_alt(site, problems)),
            What::SingleMentions => self.show(&desk::single_mentions(archive)),
            What::NearDuplicates => self.show(&desk::near_duplicates(archive)),
            What::DeadLinks => self.show(&desk::dead_links(site)),
        };
        Ok(text)
    }

    fn show<R: table::Fields>(&self, rows: &[R]) -> String {
        match (self.json, self.csv) {
            (true, _) => table::json(rows),
            (_, true) => table::csv(rows),
            _ => table::text(rows, table::is_terminal()),
        }
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

/// The images of all pages that say nothing: those of front matter are among `problems`, those of texts are found when
/// the pages are made.
fn missing_alt(site: &Site, mut problems: Vec<Diagnostic>) -> Vec<MissingAlt> {
    problems.extend(pipeline::check(site));
    desk::missing_alt(&locate::report(problems, &site.files, false))
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
        "missing-copies" => Ok(What::MissingCopies),
        "missing-alt" => Ok(What::MissingAlt),
        "single-mentions" => Ok(What::SingleMentions),
        "near-duplicates" => Ok(What::NearDuplicates),
        "dead-links" => Ok(What::DeadLinks),
        key if archive.index(key).is_some() => Ok(What::Terms(Some(key))),
        other => {
            let indexes = archive.indexes().iter().map(|index| &*index.key);
            let known: Vec<&str> = WORDS.into_iter().chain(indexes).collect();
            let help = match nearest(other, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of `{}`", known.join("`, `")),
            };
            Err(Refusal { message: format!("there is no list of `{other}`"), help })
        }
    }
}
