//! `reportage build`: the site, written.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use clap::Args;

use super::progress::Progress;
use super::screen::{Screen, counted, shown_folder, some_of, thousands};
use super::workplace::{self, Workplace};
use super::{Common, Outcome, Reading};
use crate::cache::Cache;
use crate::compress::Encoding;
use crate::diag::Diagnostic;
use crate::fingerprint::{Fingerprint, Ingredients};
use crate::fixity;
use crate::format::SEARCH;
use crate::gallery::Tally;
use crate::host;
use crate::names::output_path::OutputPath;
use crate::picture::Memory;
use crate::pipeline;
use crate::search::Scope;
use crate::settings::{Overrides, Settings};
use crate::site::{Content, Output, Site};
use crate::source::SitePath;
use crate::stopwatch::{Stage, Stopwatch};
use crate::store::Store;
use crate::write::{Build as Building, Lock, Report, Target, Way, WriteError};

mod explain;
mod listing;
mod memo;
mod timings;

use explain::Explanation;
use memo::Memo;

/// Build the site
#[derive(Args)]
pub(super) struct Build {
    #[command(flatten)]
    reading: Reading,
    /// The folder to write to, in place of `output` in site.toml; relative to the current folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The kind of host that is to serve the site, in place of `host` in site.toml: what it reads is made
    #[arg(long, value_name = "HOST", value_parser = host::keys())]
    host: Option<String>,
    /// Make a compressed twin, `.br` and `.gz`, of each text, for servers that send it as it is
    #[arg(long)]
    precompress: bool,
    /// Leave out what has errors and build the rest; the exit code is still 1
    #[arg(long)]
    keep_going: bool,
    /// Write into a folder that holds files of another hand, and make everything anew
    #[arg(long)]
    force: bool,
    /// Say why this file of the site was made again, or why not; may be given several times
    #[arg(long, value_name = "PATH")]
    explain: Vec<String>,
    /// Say where the time went, stage by stage
    #[arg(long, value_name = "FORM", num_args = 0..=1, require_equals = true, default_missing_value = "table")]
    timings: Option<timings::Form>,
}

/// What a build has done.
struct Written {
    report: Report,
    /// Outputs that could not be made, sorted.
    unmade: Vec<OutputPath>,
}

impl Build {
    /// A build as `reportage build` does without further flags.
    #[cfg(feature = "deploy")]
    pub(super) fn of(reading: Reading, output: Option<PathBuf>) -> Build {
        Build {
            reading,
            output,
            host: None,
            precompress: false,
            keep_going: false,
            force: false,
            explain: Vec::new(),
            timings: None,
        }
    }

    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        let start = Instant::now();
        let stopwatch = Arc::new(Stopwatch::new(self.timings.is_some()));
        let outcome = self.build(common, &screen, &stopwatch, start);
        if let Some(form) = self.timings {
            timings::show(&stopwatch, start.elapsed().as_secs_f64(), form, &screen);
        }
        outcome
    }

    fn build(&self, common: &Common, screen: &Screen, stopwatch: &Arc<Stopwatch>, start: Instant) -> Outcome {
        let wanted = workplace::root(common, screen)
            .and_then(|root| Ok((root, workplace::overrides(&self.reading, self.output.as_deref(), screen)?)));
        let (root, overrides) = match wanted {
            Ok((root, overrides)) => {
                (root, Overrides { host: self.host.clone(), precompress: self.precompress, ..overrides })
            }
            Err(outcome) => return outcome,
        };
        let lock = match Lock::acquire(&root) {
            Ok(lock) => lock,
            Err(error) => {
                screen.report(vec![error.diagnostic()], &Default::default(), self.reading.strict);
                return Outcome::Problems;
            }
        };
        let now = lock.disk_time();
        let mut workplace = stopwatch.time(Stage::Discover, || Workplace::list(root, overrides, now));
        workplace.job.keep_going = self.keep_going;
        workplace.job.stopwatch = stopwatch.clone();
        workplace.introduce(screen);
        let files = workplace.job.files.clone();
        let mut problems = std::mem::take(&mut workplace.problems);
        let print = workplace.job.print().filter(|_| problems.is_empty());

        let target = stopwatch.time(Stage::Recall, || Target::open(&lock, &workplace.output, self.force));
        if let (Some(print), Ok(target), false, true) = (print, &target, self.force, self.explain.is_empty())
            && let Some((outputs, memo)) = stopwatch.time(Stage::Compare, || target.is_as_built(print.0))
            && let Some(Memo { records, problems }) = Memo::read(memo)
        {
            screen.report(problems, &files, false);
            let report = Report { unchanged: outputs, ..Report::default() };
            summarise(screen, records, outputs, &workplace, report, start);
            return Outcome::Fine;
        }

        if let Some(state) = lock.state() {
            let store = Arc::new(Store::open(&state));
            let pictures = || Memory::open(store.clone(), !self.force);
            workplace.job.pictures = Arc::new(stopwatch.time(Stage::Recall, pictures));
            let evidence = || fixity::Memory::open(store.clone(), !self.force);
            workplace.job.evidence = Arc::new(stopwatch.time(Stage::Recall, evidence));
            if !self.force {
                workplace.job.cache = Arc::new(stopwatch.time(Stage::Recall, || Cache::open(&state)));
            }
        }
        // Whoever has nothing to do for the plan, of which not all can be shared, looks at the files that are there.
        let (mut prepared, is_prepared) = (None, AtomicBool::new(false));
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| {
                prepared = Some(pipeline::prepare(workplace.job.clone()));
                is_prepared.store(true, Ordering::Relaxed);
            });
            target.iter().filter(|_| !self.force).for_each(|target| target.look_ahead(scope, &is_prepared));
        });
        let prepared = prepared.expect("the scope ends when all in it have");
        problems.extend(prepared.problems);
        let Some(site) = prepared.value else {
            screen.report(problems, &files, self.reading.strict);
            return Outcome::WrongUse;
        };
        let strict = site.views.settings.strict;
        let written = self.write(target, print, &workplace, &site, &mut problems, screen);
        if let Err(error) = &written {
            problems.push(error.diagnostic());
        }
        let outcome = Outcome::of(&problems, strict);
        let left_out = left_out(&site, &problems);
        let reported = screen.report(problems, &files, strict);
        match written {
            Ok(Some(Written { report, unmade })) => {
                tell_left_out(screen, &left_out, &unmade);
                let files = report.written + report.unchanged;
                summarise(screen, site.views.archive.len(), files, &workplace, report, start);
                tell_pictures(screen, site.views.gallery.tally());
                tell_scope(screen, &site.views.settings, site.views.archive.len());
            }
            Ok(None) => tell_refusal(screen, outcome, reported.errors),
            Err(_) => {}
        }
        // The process ends here, and the system takes back a large site in one piece.
        std::mem::forget((site, workplace));
        outcome
    }

    /// Makes and writes every output; nothing is written where there is an error, unless the build keeps going.
    fn write(
        &self,
        target: Result<Target<'_>, WriteError>,
        print: Option<Fingerprint>,
        workplace: &Workplace,
        site: &Site,
        problems: &mut Vec<Diagnostic>,
        screen: &Screen,
    ) -> Result<Option<Written>, WriteError> {
        let strict = site.views.settings.strict;
        let stopwatch = &workplace.job.stopwatch;
        if self.stops(problems, strict) {
            // The bodies may have problems of their own: all of them belong in one run.
            problems.extend(pipeline::check(site));
            return Ok(None);
        }
        let mut building = target?.build(if self.force { Way::Anew } else { Way::Incremental })?;
        let is_listed = listing::is_wanted(site);
        if is_listed {
            building.hash_files();
        }
        Explanation::of(site, &building, &self.explain, workplace).tell(screen);
        let outputs = site.in_order_of_writing();
        let put = std::thread::scope(|scope| {
            // What was parsed stays right whatever becomes of the pages, and they wait for the disk now and then. Without
            // a cache the next build takes longer, and that is all.
            let live = site.views.archive.len();
            let job = &workplace.job;
            scope.spawn(move || {
                stopwatch.time(Stage::Remember, || {
                    job.pictures.save(|path| job.files.get(path.as_str()).is_some());
                    job.evidence.save(|path| job.files.get(path.as_str()).is_some());
                    job.cache.save(live).ok()
                })
            });
            stopwatch.time(Stage::Make, || put_all(site, &outputs, &building, problems, screen, stopwatch))
        })?;
        if self.stops(problems, strict) {
            return Ok(None);
        }
        if is_listed {
            building.put_listing(&listing::heading(site))?;
        }
        problems.extend(listing::beyond_host(site, &building));
        if self.stops(problems, strict) {
            return Ok(None);
        }
        let mut unmade: Vec<OutputPath> = (outputs.iter().zip(&put))
            .filter(|(_, put)| !put.load(Ordering::Relaxed))
            .map(|(output, _)| output.address.output.clone())
            .collect();
        unmade.sort();
        if let Some(print) = print.filter(|_| unmade.is_empty() && !problems.iter().any(pipeline::is_error)) {
            let memo = Memo { records: site.views.archive.len(), problems: problems.clone() };
            memo.to_bytes().into_iter().for_each(|memo| building.note(print.0, memo));
        }
        let made = outputs.iter().zip(&put).filter(|(_, put)| put.load(Ordering::Relaxed));
        let made = made.map(|(output, _)| &output.address.output);
        let report = stopwatch.time(Stage::Commit, || building.commit(made))?;
        workplace.job.pictures.store.sweep();
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

/// Makes every output and hands it to `building`; tells of each whether it is part of the site now.
fn put_all(
    site: &Site,
    outputs: &[&Output],
    building: &Building<'_>,
    problems: &mut Vec<Diagnostic>,
    screen: &Screen,
    stopwatch: &Stopwatch,
) -> Result<Vec<AtomicBool>, WriteError> {
    let progress = Progress::new(screen, outputs.len());
    let put: Vec<AtomicBool> = outputs.iter().map(|_| AtomicBool::new(false)).collect();
    let failed: Mutex<Option<WriteError>> = Mutex::default();
    let failure = || failed.lock().unwrap_or_else(PoisonError::into_inner);
    let precompress = &site.views.settings.precompress;
    // Nobody sends what is for the host, and a file that the site has of its own is not taken for a twin.
    let twins = |output: &Output| -> Vec<Encoding> {
        let path = output.address.output.as_str();
        let is_free = |encoding: &Encoding| site.output(&format!("{path}.{}", encoding.extension())).is_none();
        precompress.iter().copied().filter(|encoding| !host::is_kept_back(path) && is_free(encoding)).collect()
    };
    let is_wanted = |place: usize, output: &Output, made_from: &Ingredients| {
        let is_current = building.is_current(&output.address.output, made_from, &twins(output));
        put[place].store(is_current, Ordering::Relaxed);
        !is_current
    };
    problems.extend(pipeline::render(site, outputs, stopwatch, &is_wanted, &|made| {
        progress.tick();
        // A disk that is full is as full for the next file.
        if failure().is_some() {
            return;
        }
        // What had problems is made again the next time, so that they are told again.
        let made_from = Some(&made.made_from).filter(|_| made.problems.is_empty());
        let path = &made.output.address.output;
        let taken = match made.content {
            Content::Whole(bytes) => building.put(path, made_from, &twins(made.output), bytes),
            Content::Streamed(stream) => {
                building.put_file(path, made_from, &twins(made.output), |file| stream.write_file(site, file))
            }
        };
        match taken {
            Ok(()) => put[made.place].store(true, Ordering::Relaxed),
            Err(error) => {
                failure().get_or_insert(error);
            }
        }
    }));
    progress.finish();
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(put),
    }
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

/// What the pictures took, where any were made: most of a first build's time goes into them.
fn tell_pictures(screen: &Screen, tally: Tally) {
    if tally != Tally::default() {
        let Tally { decoded, recalled } = tally;
        screen.say(&format!("pictures: {} decoded, {} from the cache", thousands(decoded), thousands(recalled)));
    }
}

/// What is searched of an archive of so many records, where that is not all of it.
fn tell_scope(screen: &Screen, settings: &Settings, records: usize) {
    if !settings.is_off(SEARCH) && Scope::of(records, settings) == Scope::Names {
        let bound = thousands(settings.full_text_up_to);
        screen.say(&format!(
            "search: headlines, deks, names and tags, no texts, for there are more than {bound} records (`full_text_up_to`)"
        ));
    }
}

fn summarise(screen: &Screen, records: usize, outputs: usize, workplace: &Workplace, report: Report, start: Instant) {
    let records = counted(records, "record", "records");
    let files = counted(outputs, "file", "files");
    let folder = shown_folder(&workplace.root.join(&workplace.output));
    let seconds = start.elapsed().as_secs_f64();
    let mut parts =
        vec![format!("{} written", thousands(report.written)), format!("{} unchanged", thousands(report.unchanged))];
    if report.deleted > 0 {
        parts.push(format!("{} deleted", thousands(report.deleted)));
    }
    screen.say(&format!("{records} → {files} in {folder}, {seconds:.2} s: {}", parts.join(", ")));
}
