//! `reportage build`: the site, written.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use clap::Args;

use super::progress::Progress;
use super::screen::{Screen, counted, shown_folder, some_of, thousands};
use super::workplace::{self, Workplace};
use super::{Common, Outcome, Reading};
use crate::cache::Cache;
use crate::diag::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::names::output_path::OutputPath;
use crate::pipeline;
use crate::site::{Output, Site};
use crate::source::SitePath;
use crate::write::{Build as Building, Lock, Report, Target, Way, WriteError};

/// Build the site
#[derive(Args)]
pub(super) struct Build {
    #[command(flatten)]
    reading: Reading,
    /// The folder to write to, in place of `output` in site.toml; relative to the current folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Leave out what has errors and build the rest; the exit code is still 1
    #[arg(long)]
    keep_going: bool,
    /// Write into a folder that holds files of another hand, and make everything anew
    #[arg(long)]
    force: bool,
}

/// What a build has done.
struct Written {
    report: Report,
    /// Outputs that could not be made, sorted.
    unmade: Vec<OutputPath>,
}

impl Build {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        let start = Instant::now();
        let mut workplace = match workplace::find(common, &self.reading, self.output.as_deref(), &screen) {
            Ok(workplace) => workplace,
            Err(outcome) => return outcome,
        };
        workplace.job.keep_going = self.keep_going;
        workplace.introduce(&screen);
        let files = workplace.job.files.clone();
        let mut problems = std::mem::take(&mut workplace.problems);
        let lock = match Lock::acquire(&workplace.root) {
            Ok(lock) => lock,
            Err(error) => {
                screen.report(vec![error.diagnostic()], &files, self.reading.strict);
                return Outcome::Problems;
            }
        };
        if let Some(state) = lock.state().filter(|_| !self.force) {
            workplace.job.cache = Arc::new(Cache::open(&state));
        }
        let prepared = pipeline::prepare(workplace.job.clone());
        problems.extend(prepared.problems);
        let Some(site) = prepared.value else {
            screen.report(problems, &files, self.reading.strict);
            return Outcome::WrongUse;
        };
        let strict = site.views.settings.strict;
        let written = self.write(&lock, &workplace, &site, &mut problems, &screen, strict);
        if let Err(error) = &written {
            problems.push(error.diagnostic());
        }
        let outcome = Outcome::of(&problems, strict);
        let left_out = left_out(&site, &problems);
        let reported = screen.report(problems, &files, strict);
        match written {
            Ok(Some(written)) => {
                tell_left_out(&screen, &left_out, &written.unmade);
                summarise(&screen, &site, &workplace, &written, start);
            }
            Ok(None) => tell_refusal(&screen, outcome, reported.errors),
            Err(_) => {}
        }
        outcome
    }

    /// Makes and writes every output; nothing is written where there is an error, unless the build keeps going.
    fn write(
        &self,
        lock: &Lock,
        workplace: &Workplace,
        site: &Site,
        problems: &mut Vec<Diagnostic>,
        screen: &Screen,
        strict: bool,
    ) -> Result<Option<Written>, WriteError> {
        if self.stops(problems, strict) {
            // The bodies may have problems of their own: all of them belong in one run.
            problems.extend(pipeline::check(site));
            return Ok(None);
        }
        let target = Target::open(lock, &workplace.output, self.force)?;
        let building = target.build(if self.force { Way::Anew } else { Way::Incremental })?;
        let made = put_all(site, &building, problems, screen)?;
        if self.stops(problems, strict) {
            return Ok(None);
        }
        let mut outputs: Vec<_> = site.outputs().iter().collect();
        outputs.sort_by_key(|output| output.rank);
        let paths = || outputs.iter().map(|output| &output.address.output);
        let report = building.commit(paths().filter(|path| made.contains(*path)))?;
        // Without a cache the next build takes longer, and that is all.
        let _ = workplace.job.cache.save(site.views.archive.len());
        let mut unmade: Vec<OutputPath> = paths().filter(|path| !made.contains(*path)).cloned().collect();
        unmade.sort();
        Ok(Some(Written { report, unmade }))
    }

    /// Whether nothing may be written. A site that is not configured is wrong everywhere: there is no rest to build.
    fn stops(&self, problems: &[Diagnostic], strict: bool) -> bool {
        match Outcome::of(problems, strict) {
            Outcome::Fine => false,
            Outcome::Problems => !self.keep_going,
            Outcome::WrongUse => true,
        }
    }
}

/// Makes every output and hands it to `building`; gives the paths of those that could be made.
fn put_all(
    site: &Site,
    building: &Building<'_>,
    problems: &mut Vec<Diagnostic>,
    screen: &Screen,
) -> Result<BTreeSet<OutputPath>, WriteError> {
    let progress = Progress::new(screen, site.outputs().len());
    let put: Mutex<Result<BTreeSet<OutputPath>, WriteError>> = Mutex::new(Ok(BTreeSet::new()));
    let locked = || put.lock().unwrap_or_else(PoisonError::into_inner);
    let is_wanted = |output: &Output, print: Fingerprint| {
        let path = &output.address.output;
        let is_current = building.is_current(path, print.0);
        if is_current && let Ok(made) = &mut *locked() {
            made.insert(path.clone());
        }
        !is_current
    };
    problems.extend(pipeline::render(site, &is_wanted, &|made| {
        progress.tick();
        // A disk that is full is as full for the next file.
        if locked().is_err() {
            return;
        }
        let path = &made.output.address.output;
        // What had problems is made again the next time, so that they are told again.
        let print = if made.problems.is_empty() { made.print.0 } else { 0 };
        let result = building.put(path, print, made.bytes);
        let mut put = locked();
        match (result, &mut *put) {
            (Ok(()), Ok(made)) => {
                made.insert(path.clone());
            }
            (Err(error), Ok(_)) => *put = Err(error),
            (_, Err(_)) => {}
        }
    }));
    progress.finish();
    put.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// The content files with errors of which the site has nothing.
fn left_out(site: &Site, problems: &[Diagnostic]) -> Vec<SitePath> {
    let files: BTreeSet<&SitePath> =
        problems.iter().filter(|problem| pipeline::is_error(problem)).map(|problem| &problem.place.file).collect();
    let is_left_out =
        |file: &SitePath| file.below("content").is_some() && site.views.archive.by_file(file.as_str()).is_none();
    files.into_iter().filter(|file| is_left_out(file)).cloned().collect()
}

fn tell_left_out(screen: &Screen, files: &[SitePath], unmade: &[OutputPath]) {
    if !files.is_empty() {
        screen.say(&format!("left out: {}", some_of(files)));
    }
    if !unmade.is_empty() {
        screen.say(&format!("not made: {}", some_of(unmade)));
    }
}

fn tell_refusal(screen: &Screen, outcome: Outcome, errors: usize) {
    let mend = if errors == 1 { "mend the error" } else { "mend the errors" };
    screen.say(&match outcome {
        Outcome::WrongUse => format!("nothing was written: {mend}"),
        _ => format!("nothing was written: {mend}, or build the rest with `--keep-going`"),
    });
}

fn summarise(screen: &Screen, site: &Site, workplace: &Workplace, written: &Written, start: Instant) {
    let Written { report, unmade } = written;
    let records = counted(site.views.archive.len(), "record", "records");
    let files = counted(site.outputs().len() - unmade.len(), "file", "files");
    let folder = shown_folder(&workplace.root.join(&workplace.output));
    let seconds = start.elapsed().as_secs_f64();
    let mut parts =
        vec![format!("{} written", thousands(report.written)), format!("{} unchanged", thousands(report.unchanged))];
    if report.deleted > 0 {
        parts.push(format!("{} deleted", thousands(report.deleted)));
    }
    screen.say(&format!("{records} → {files} in {folder}, {seconds:.2} s: {}", parts.join(", ")));
}
