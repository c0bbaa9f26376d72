//! The site that a command works on: where it is, and its files as a job.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::screen::{Screen, counted, shown_folder};
use super::{Common, Outcome, Reading, history};
use crate::diag::codes::site::NO_SITE;
use crate::diag::{Checked, Diagnostic, Place};
use crate::discover::{self, SETTINGS_FILE};
use crate::model::date::PartialDate;
use crate::pipeline::Job;
use crate::settings::{self, Overrides, Settings, UpdatedFrom};
use crate::source::{Files, SitePath, SourceFile};

/// A site on the disk, listed and ready to be built.
pub(super) struct Workplace {
    /// Its root, absolute.
    pub(super) root: PathBuf,
    /// The folder it is written to, relative to the root unless absolute.
    pub(super) output: PathBuf,
    /// What to build.
    pub(super) job: Job,
    /// What was wrong with its folders and names.
    pub(super) problems: Vec<Diagnostic>,
}

/// The site's root, absolute: the one asked for, or the nearest folder with a site.toml, from the current one upwards.
pub(super) fn root(common: &Common, screen: &Screen) -> Result<PathBuf, Outcome> {
    let start = match &common.root {
        Some(root) => std::path::absolute(root).unwrap_or_else(|_| root.clone()),
        None => std::env::current_dir().unwrap_or_default(),
    };
    let found = match &common.root {
        Some(_) => Some(start.clone()).filter(|root| root.join(SETTINGS_FILE).is_file()),
        None => discover::find_root(&start),
    };
    found.ok_or_else(|| {
        let or_above = if common.root.is_some() { "" } else { " or above it" };
        let message = format!("there is no `{SETTINGS_FILE}` in `{}`{or_above}", start.display());
        let problem = Diagnostic::new(NO_SITE, settings_place(), message)
            .help("name the site's folder with `--root DIR`, or make a new site with `reportage init DIR`");
        screen.report(vec![problem], &Files::default(), false);
        Outcome::WrongUse
    })
}

/// Lists the site that the flags name; `output` is `--output`.
pub(super) fn find(
    common: &Common,
    reading: &Reading,
    output: Option<&Path>,
    screen: &Screen,
) -> Result<Workplace, Outcome> {
    let root = root(common, screen)?;
    let overrides = overrides(reading, output, screen)?;
    // Nothing is kept of what is read here, so that no stamp need be trusted.
    Ok(Workplace::list(root, overrides, 0))
}

/// What the flags and the environment say over site.toml. `output`, which is `--output`, is relative to the current
/// folder, as shells complete it; `output` in site.toml is relative to the site.
pub(super) fn overrides(reading: &Reading, output: Option<&Path>, screen: &Screen) -> Result<Overrides, Outcome> {
    let mut overrides = reading.overrides();
    if let Some(output) = output {
        // An empty path has no absolute form; the settings say what is wrong with it.
        let absolute = std::path::absolute(output).unwrap_or_default();
        let Some(text) = absolute.to_str() else {
            screen.fail(&format!("`--output`: `{}` is not UTF-8", output.display()));
            return Err(Outcome::WrongUse);
        };
        overrides.output = Some(text.to_owned());
    }
    Ok(overrides)
}

impl Workplace {
    /// Lists the site in `root`, an absolute path; `now` is the time by the disk's clock, in nanoseconds since 1970.
    pub(super) fn list(root: PathBuf, overrides: Overrides, now: u64) -> Workplace {
        // The output folder is no source, so the settings come first; what is wrong with them is reported by the build.
        let settings = settings_of(&root, &overrides).value;
        let asks_git = settings.as_ref().is_some_and(|settings| settings.updated_from == UpdatedFrom::Git);
        let output = settings.map_or_else(|| "public".to_owned(), |settings| settings.output);
        let output = PathBuf::from(output);
        let discovered = discover::discover(&root, &root.join(&output), now);
        let mut problems = discovered.problems;
        let history = asks_git.then(|| history::of_content(&root).gather(&mut problems));
        let mut workplace = Workplace::of_files(root, overrides, discovered.value);
        workplace.job.history = Arc::new(history.unwrap_or_default());
        Workplace { output, problems, ..workplace }
    }

    /// The site in `root` of files that are known already; its output folder is not.
    pub(super) fn of_files(root: PathBuf, overrides: Overrides, files: Files) -> Workplace {
        let job = Job { overrides, ..Job::new(files, today()) };
        Workplace { root, output: PathBuf::new(), job, problems: Vec::new() }
    }

    /// Says what is going to be read, to those who want to know.
    pub(super) fn introduce(&self, screen: &Screen) {
        let files = counted(self.job.files.iter().len(), "file", "files");
        let threads = counted(rayon::current_num_threads(), "thread", "threads");
        screen.whisper(&format!("{files} in {}, {threads}", shown_folder(&self.root)));
    }
}

/// The settings of a workplace, which must be sound; says what is wrong with them otherwise.
pub(super) fn settings(workplace: &Workplace, screen: &Screen) -> Result<Settings, Outcome> {
    let settings = settings_of(&workplace.root, &workplace.job.overrides);
    let outcome = Outcome::of(&settings.problems, false);
    settings.value.filter(|_| outcome == Outcome::Fine).ok_or_else(|| {
        screen.report(settings.problems, &settings_file(&workplace.root), false);
        Outcome::WrongUse
    })
}

/// What site.toml and `overrides` say; nothing where the file cannot be read.
pub(super) fn settings_of(root: &Path, overrides: &Overrides) -> Checked<Option<Settings>> {
    let files = settings_file(root);
    match files.get(SETTINGS_FILE) {
        Some(file) => settings::read(file, overrides, today()),
        None => Checked::default(),
    }
}

/// The site's site.toml, by itself.
pub(super) fn settings_file(root: &Path) -> Files {
    Files::new(vec![SourceFile::on_disk(settings_path(), root.into())])
}

fn settings_path() -> SitePath {
    SitePath::new(SETTINGS_FILE).expect("a plain name")
}

pub(super) fn settings_place() -> Place {
    Place::file(&settings_path())
}

/// The machine's day, UTC: the same command makes the same site wherever it runs.
pub(super) fn today() -> PartialDate {
    let date = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date();
    PartialDate::day(date.year(), date.month().unsigned_abs(), date.day().unsigned_abs())
}

/// The day that a command counts as today: the flag's, the environment's or the machine's.
pub(super) fn day(reading: &Reading, screen: &Screen) -> Result<PartialDate, Outcome> {
    // The settings read the flag; whatever else they hold does not matter here.
    let text = "title = \"-\"\nbase_url = \"http://localhost/\"\n";
    let file = SourceFile::held(settings_path(), text.as_bytes());
    let read = settings::read(&file, &reading.overrides(), today());
    match read.value.filter(|_| read.problems.is_empty()) {
        Some(settings) => Ok(settings.today),
        None => {
            screen.report(read.problems, &Files::default(), false);
            Err(Outcome::WrongUse)
        }
    }
}
