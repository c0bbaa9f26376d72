//! `reportage deploy`: the site, built and put where readers have it.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::build::Build;
use super::progress::Progress;
use super::screen::{Screen, counted, print_data, thousands};
use super::{Common, Outcome, Reading, workplace};
use crate::diag::Diagnostic;
use crate::diag::codes::deploy::UNKNOWN_TARGET;
use crate::names::suggest::nearest;
use crate::publish::{
    self, Change, ChangeKind, DeployError, Fault, LocalSite, Planned, Sample, Surroundings, Target, check_deletes,
};
use crate::settings::{DeployTarget, Settings};
use crate::write::Lock;

/// Paths told of what is not as it should be.
const SHOWN: usize = 10;

/// Put the site where readers have it
///
/// The target is a table of site.toml: `[deploy.production]` with `to = "s3://bucket/prefix"`. The site is built first,
/// and deployed if nothing is wrong with it. Only what differs is sent.
#[derive(Args)]
pub(super) struct Deploy {
    /// The target's name in site.toml; it need not be given where there is only one
    target: Option<String>,
    #[command(flatten)]
    reading: Reading,
    /// The folder that the site is built in, in place of `output` in site.toml; relative to the current folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Deploy the folder as the last build left it
    #[arg(long)]
    no_build: bool,
    /// Print what would change at the target, and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// Print the plan as JSON
    #[arg(long, requires = "dry_run")]
    json: bool,
    /// Delete up to so many files at the target [default: 256, or a fifth of the site where that is more]
    #[arg(long, value_name = "N")]
    max_deletes: Option<usize>,
    /// Read back from the target what is there now, fifty files or all, and compare it with the site
    #[arg(long, value_name = "HOW MUCH", num_args = 0..=1, require_equals = true, default_missing_value = "some")]
    verify: Option<HowMuch>,
    /// Bring back the site that was at the target before this one
    #[arg(long, conflicts_with_all = ["verify", "no_build"])]
    rollback: bool,
    /// Take away the lock of a deploy that is no more
    #[arg(long)]
    break_lock: bool,
}

/// How much is read back.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum HowMuch {
    /// Fifty files, spread over the site
    Some,
    /// Every file
    All,
}

impl Deploy {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        // Standard output is the plan's own: no report in a form for programs may stand there.
        let is_for_people = matches!(&*common.format, "human" | "short");
        let format = if is_for_people || !self.dry_run { common.format.clone() } else { "short".to_owned() };
        let common = &Common { format, ..common.clone() };
        let screen = Screen::new(common);
        let found = workplace::root(common, &screen)
            .and_then(|root| Ok((root, workplace::overrides(&self.reading, self.output.as_deref(), &screen)?)));
        let (root, overrides) = match found {
            Ok(found) => found,
            Err(outcome) => return outcome,
        };
        let refuse = |problem: Diagnostic| {
            let outcome = Outcome::of(std::slice::from_ref(&problem), false);
            screen.report(vec![problem], &workplace::settings_file(&root), false);
            outcome
        };
        let settings = workplace::settings_of(&root, &overrides);
        let outcome = Outcome::of(&settings.problems, false);
        let Some(settings) = settings.value.filter(|_| outcome == Outcome::Fine) else {
            screen.report(settings.problems, &workplace::settings_file(&root), false);
            return Outcome::WrongUse;
        };
        let target = match self.target(&settings) {
            Ok(target) => target,
            Err(problem) => return refuse(*problem),
        };
        if !self.no_build && !self.rollback {
            let outcome = Build::of(self.reading.clone(), self.output.clone()).run(common);
            if outcome != Outcome::Fine {
                screen.say("nothing was deployed");
                return outcome;
            }
        }
        // Nobody may build while the folder is read, nor deploy from here a second time.
        let lock = match Lock::acquire(&root) {
            Ok(lock) => lock,
            Err(error) => return refuse(error.diagnostic()),
        };
        let surroundings = surroundings(&lock, &settings, self.dry_run);
        let folder = root.join(&settings.output);
        let deployed = publish::open(target, &surroundings)
            .and_then(|opened| self.deploy(&*opened, target, || LocalSite::open(&folder), &screen));
        match deployed {
            Ok(()) => Outcome::Fine,
            Err(error) => refuse(error.diagnostic(&target.place)),
        }
    }

    /// The target that is asked for.
    fn target<'s>(&self, settings: &'s Settings) -> Result<&'s DeployTarget, Box<Diagnostic>> {
        let names: Vec<&str> = settings.deploy.iter().map(|target| target.name.as_str()).collect();
        let found = match &self.target {
            Some(name) => settings.deploy.iter().find(|target| target.name == *name),
            None => settings.deploy.first().filter(|_| names.len() == 1),
        };
        found.ok_or_else(|| {
            let message = match &self.target {
                Some(name) => format!("there is no target `{name}` in `site.toml`"),
                None if names.is_empty() => "there is no target in `site.toml`".to_owned(),
                None => "there are several targets in `site.toml`".to_owned(),
            };
            let near = self.target.as_deref().and_then(|name| nearest(name, names.iter().copied()));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if names.is_empty() => {
                    "write `[deploy.production]`, and below it `to = \"s3://bucket/prefix\"`".to_owned()
                }
                None => format!("name one of `{}`", names.join("`, `")),
            };
            Box::new(Diagnostic::new(UNKNOWN_TARGET, workplace::settings_place(), message).help(help))
        })
    }

    fn deploy(
        &self,
        target: &dyn Target,
        settings: &DeployTarget,
        site: impl FnOnce() -> Result<LocalSite, DeployError>,
        screen: &Screen,
    ) -> Result<(), DeployError> {
        let start = Instant::now();
        if self.break_lock {
            target.break_lock()?;
        }
        if self.rollback {
            let planned = target.plan_back()?;
            return self.carry_out(&*planned, target, settings, screen, start);
        }
        let site = site()?;
        let planned = target.plan(&site)?;
        self.carry_out(&*planned, target, settings, screen, start)?;
        match self.verify {
            Some(how_much) => verify(target, &site, how_much, screen),
            None => Ok(()),
        }
    }

    fn carry_out(
        &self,
        planned: &dyn Planned,
        target: &dyn Target,
        settings: &DeployTarget,
        screen: &Screen,
        start: Instant,
    ) -> Result<(), DeployError> {
        let changes = planned.changes();
        if self.dry_run {
            print_data(if self.json { json(changes) } else { lines(changes) }.as_bytes());
            screen.say(&format!("{}: {}; nothing was changed", target.place(), summary(changes)));
            return Ok(());
        }
        let most = self.max_deletes.or(settings.max_deletes);
        check_deletes(changes, planned.files(), most, &settings.place)?;
        let progress = Progress::of_changes(screen, changes.len());
        let done = planned.carry_out(&|| progress.tick());
        progress.finish();
        done?;
        screen.say(&format!("{}: {}, {:.2} s", target.place(), summary(changes), start.elapsed().as_secs_f64()));
        Ok(())
    }
}

fn verify(target: &dyn Target, site: &LocalSite, how_much: HowMuch, screen: &Screen) -> Result<(), DeployError> {
    let sample = match how_much {
        HowMuch::Some => Sample::Some,
        HowMuch::All => Sample::All,
    };
    let verified = target.verify(site, sample)?;
    let read = counted(verified.read, "file", "files");
    if verified.differing.is_empty() {
        screen.say(&format!("{read} read back, all as they should be"));
        return Ok(());
    }
    for (path, what) in verified.differing.iter().take(SHOWN) {
        screen.announce(&format!("{path}: {what}"));
    }
    let message = format!("{} of {read} at the target are not as they should be", thousands(verified.differing.len()));
    Err(DeployError::new(Fault::Differs, message))
}

/// All that a target may ask of this machine.
fn surroundings(lock: &Lock, settings: &Settings, only_looks: bool) -> Surroundings {
    let environment: Vec<(String, String)> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let variable = |name: &str| environment.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let now = jiff::Timestamp::now();
    let user = variable("USER").or_else(|| variable("USERNAME")).unwrap_or_else(|| "somebody".to_owned());
    Surroundings {
        root: lock.root().to_path_buf(),
        output: lock.root().join(&settings.output),
        state: lock.state(),
        home: std::env::home_dir(),
        base_url: settings.base_url.clone(),
        who: machine().map_or(user.clone(), |machine| format!("{user} on {machine}")),
        now: now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        token: format!("{:x}-{:x}", now.as_nanosecond(), std::process::id()),
        only_looks,
        environment,
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn machine() -> Option<String> {
    rustix::system::uname().nodename().to_str().ok().map(str::to_owned)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn machine() -> Option<String> {
    std::env::var("COMPUTERNAME").ok()
}

/// The plan, a line a file: `+ articles/a/index.html`.
fn lines(changes: &[Change]) -> String {
    changes.iter().map(|change| format!("{} {}\n", change.kind.sign(), change.path)).collect()
}

fn json(changes: &[Change]) -> String {
    let of = |kind: ChangeKind| {
        let changes = changes.iter().filter(move |change| change.kind == kind);
        changes.map(|change| serde_json::json!({ "path": change.path, "bytes": change.bytes })).collect::<Vec<_>>()
    };
    let (add, replace, delete) = (of(ChangeKind::Add), of(ChangeKind::Replace), of(ChangeKind::Delete));
    format!("{:#}\n", serde_json::json!({ "add": add, "replace": replace, "delete": delete }))
}

/// `3 added, 12 replaced, 1 deleted, 40 kB`.
fn summary(changes: &[Change]) -> String {
    let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
    let kinds = [(ChangeKind::Add, "added"), (ChangeKind::Replace, "replaced"), (ChangeKind::Delete, "deleted")];
    let parts = kinds.into_iter().map(|(kind, word)| (count(kind), word)).filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> = parts.map(|(count, word)| format!("{} {word}", thousands(count))).collect();
    if parts.is_empty() {
        return "nothing to change".to_owned();
    }
    let kilobytes = changes.iter().map(|change| change.bytes).sum::<u64>().div_ceil(1000);
    parts.push(format!("{} kB", thousands(usize::try_from(kilobytes).unwrap_or(usize::MAX))));
    parts.join(", ")
}
