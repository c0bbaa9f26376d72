//! `reportage check --links`: every address outside that the archive names is asked, and the ledger written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use clap::Args;
use jiff::civil::Date;

use super::clock::Clock;
use super::proposals;
use super::table::{Change, Tally};
use crate::archive::Archive;
use crate::check::{End, Manner, Memento, SharedPace, Since, due, judge, visit_all};
use crate::cli::progress::Progress;
use crate::cli::screen::{Screen, counted, print_data, shown};
use crate::cli::table as rows;
use crate::cli::workplace::Workplace;
use crate::cli::{Outcome, Reading};
use crate::link_ledger::{LEDGER_FILE, LinkLedger, Verdict};
use crate::model::date::PartialDate;
use crate::names::web_address::WebAddress;
use crate::outbound::{self, Use};
use crate::pipeline;

/// How the addresses are asked.
#[derive(Args)]
pub(super) struct Links {
    /// Ask every address outside that the archive names whether it is still there, and note it in links.toml
    #[arg(long)]
    pub(super) links: bool,
    /// Ask again what was last asked before this day, or so long ago: 30d, 4w, 2026-11-01
    #[arg(long, value_name = "TIME", default_value = "30d", value_parser = Since::parse, requires = "links")]
    since: Since,
    /// Ask no more than so many addresses
    #[arg(long, value_name = "N", requires = "links")]
    limit: Option<usize>,
    /// How long one request may take
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = seconds, requires = "links")]
    timeout: Duration,
    /// How long a host is left alone between two requests
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds, requires = "links")]
    delay: Duration,
    /// How often to ask again where the answer was not clear
    #[arg(long, value_name = "N", default_value = "2", value_parser = clap::value_parser!(u32).range(..=10), requires = "links")]
    retry: u32,
    /// Look for copies of what is dead, at this service or the one in site.toml
    #[arg(long, value_name = "URL", num_args = 0..=1, require_equals = true, default_missing_value = "", requires = "links")]
    memento: Option<String>,
    /// Print the addresses that would be asked; ask and write nothing
    #[arg(long, requires = "links")]
    dry_run: bool,
}

/// Where so many hosts are silent, and none answers, the fault is not theirs.
const SILENT_HOSTS: usize = 3;

/// Everything that a run works with.
pub(super) struct Run<'a> {
    pub(super) screen: &'a Screen,
    root: &'a Path,
    pub(super) archive: &'a Archive,
    pub(super) uses: BTreeMap<WebAddress, Vec<Use>>,
    today: Date,
    pub(super) pace: SharedPace,
    pub(super) manner: Manner,
}

impl Links {
    pub(super) fn run(&self, workplace: Workplace, reading: &Reading, screen: &Screen) -> Outcome {
        let memento = match self.memento.as_deref().map(|flag| (flag, Memento::at(flag))) {
            Some((flag, None)) if !flag.is_empty() => {
                screen.fail(&format!("`--memento`: `{flag}` is not the address of a service"));
                screen.help("write an address that begins with `https://`");
                return Outcome::WrongUse;
            }
            given => given.and_then(|(_, memento)| memento),
        };
        let files = workplace.job.files.clone();
        let mut problems = workplace.problems;
        let prepared = pipeline::prepare(workplace.job);
        problems.extend(prepared.problems);
        let is_of_ledger = |file: &str| file == LEDGER_FILE;
        let errors = problems.iter().filter(|problem| pipeline::is_error(problem)).count();
        let is_broken =
            problems.iter().any(|found| pipeline::is_error(found) && is_of_ledger(found.place.file.as_str()));
        let outcome = Outcome::of(&problems, false);
        let Some(site) = prepared.value.filter(|_| outcome != Outcome::WrongUse && !is_broken) else {
            // A ledger that cannot be read whole would be written anew without what is in it.
            problems.retain(|problem| outcome == Outcome::WrongUse || is_of_ledger(problem.place.file.as_str()));
            screen.report(problems, &files, false);
            return if is_broken { Outcome::Problems } else { Outcome::WrongUse };
        };
        if errors > 0 {
            let errors = counted(errors, "error", "errors");
            screen.say(&format!("{errors} in the content: some links may be missing here; see `reportage check`"));
        }
        let settings = &site.views.settings;
        let run = Run {
            screen,
            root: &workplace.root,
            archive: &site.views.archive,
            uses: outbound::uses(&site.views.archive, settings),
            today: day(&settings.today),
            pace: Arc::new(Clock::new()),
            manner: Manner {
                agent: format!(
                    "Reportage/{} (link check; +{})",
                    env!("CARGO_PKG_VERSION"),
                    settings.base_url.absolute("/")
                ),
                timeout: self.timeout,
                delay: self.delay,
                retries: self.retry,
                uses_proxy: true,
            },
        };
        let memento = self.memento.is_some().then(|| memento.or_else(|| Memento::at(&settings.memento))).flatten();
        self.ask(&run, site.views.outbound.ledger.clone(), errors == 0, memento.as_ref(), reading.strict)
    }

    fn ask(
        &self,
        run: &Run<'_>,
        before: LinkLedger,
        is_whole: bool,
        memento: Option<&Memento>,
        strict: bool,
    ) -> Outcome {
        let due = due(run.uses.keys(), &before, self.since, self.limit, run.today);
        if self.dry_run {
            let lines: String = due.iter().map(|address| format!("{address}\n")).collect();
            print_data(lines.as_bytes());
            run.screen.say(&format!("{} of {}", counted(due.len(), "address", "addresses"), run.uses.len()));
            return Outcome::Fine;
        }
        let mut ledger = before.clone();
        let Some(asked) = run.visit(due, &mut ledger) else {
            run.screen.fail("no host answers: this machine seems to have no way to the network");
            run.screen.help("nothing was written; try again when it has");
            return Outcome::Problems;
        };
        let proposed = memento.map(|memento| proposals::look_for(run, memento, &mut ledger));
        if is_whole {
            // What a person wrote about an address outlives its link.
            ledger.entries.retain(|address, entry| run.uses.contains_key(address) || entry.note.is_some());
        }
        if ledger != before
            && let Err(reason) = write(run.root, &ledger)
        {
            run.screen.fail(&format!("`{LEDGER_FILE}` cannot be written: {reason}"));
            return Outcome::Problems;
        }
        let changes = Change::between(&before, &ledger);
        print_data(rows::text(&changes, rows::is_terminal()).as_bytes());
        print_data(proposed.unwrap_or_default().as_bytes());
        let written = if ledger == before { "nothing to write" } else { &shown(&run.root.join(LEDGER_FILE)) };
        let asked = counted(asked, "address asked", "addresses asked");
        run.screen.say(&format!("{asked}, {} known: {} → {written}", run.uses.len(), Tally::of(&ledger)));
        if run.pace.is_stopped() {
            run.screen.say("stopped: what was not asked is asked first the next time");
        }
        let is_newly_dead = changes.iter().any(|change| change.now == Verdict::Dead.word());
        if strict && is_newly_dead { Outcome::Problems } else { Outcome::Fine }
    }
}

impl Run<'_> {
    /// Asks every address and notes what is learnt, until all are asked or somebody wants to stop; gives how many were.
    /// Nothing where several hosts were asked and none answered: that says more of this machine than of them.
    fn visit(&self, addresses: Vec<WebAddress>, ledger: &mut LinkLedger) -> Option<usize> {
        let progress = Progress::of_requests(self.screen, addresses.len());
        let visits = visit_all(addresses, &self.manner, &self.pace);
        let mut asked = 0;
        let mut silent = BTreeSet::new();
        let mut answers = 0;
        loop {
            match visits.recv_timeout(Duration::from_millis(200)) {
                Ok(visit) => {
                    progress.tick();
                    match &visit.end {
                        End::Answer { .. } => answers += 1,
                        End::Fault(_) => silent.extend([visit.address.host()]),
                        End::PutOff => {}
                    }
                    let known = ledger.entries.get(&visit.address);
                    if let Some(entry) = judge(&visit.address, &visit.end, known, self.today) {
                        asked += 1;
                        ledger.entries.insert(visit.address, entry);
                    }
                }
                // Requests on their way may take as long as they like: nobody waits for them.
                Err(RecvTimeoutError::Timeout) if self.pace.is_stopped() => break,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        progress.finish();
        (answers > 0 || silent.len() < SILENT_HOSTS).then_some(asked)
    }
}

/// Puts the ledger in its place in one step: whoever reads it has the old one or the new one.
fn write(root: &Path, ledger: &LinkLedger) -> std::io::Result<()> {
    let path = root.join(LEDGER_FILE);
    if ledger.is_empty() && !path.exists() {
        return Ok(());
    }
    // A name that begins with a dot is no source, so that no build takes it up.
    let staged = root.join(format!(".{LEDGER_FILE}.{}", std::process::id()));
    let put = || {
        let mut file = std::fs::File::create(&staged)?;
        std::io::Write::write_all(&mut file, ledger.to_toml().as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&staged, &path)
    };
    put().inspect_err(|_| {
        let _ = std::fs::remove_file(&staged);
    })
}

fn day(date: &PartialDate) -> Date {
    let [month, day] = [date.month, date.day].map(|number| i8::try_from(number.unwrap_or(1)).unwrap_or(1));
    // A day of the settings is one of the calendar.
    Date::new(date.year, month, day).unwrap_or_default()
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.0..=3600.0).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "write a number of seconds, from 0 to 3600".to_owned())
}
