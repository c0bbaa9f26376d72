//! The site's folder as it now is → a state of the preview: through the whole pipeline, every time.
//!
//! Invariant: a state is never changed once it is shown; the next one takes its place.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rayon::prelude::*;

use super::state::{Sound, State};
use crate::cli::screen::{Reported, Screen, thousands};
use crate::cli::workplace::{self, Workplace};
use crate::diag::render;
use crate::diag::report::Report;
use crate::discover::{SETTINGS_FILE, SOURCE_FOLDERS};
use crate::locate;
use crate::pipeline;
use crate::preview;
use crate::settings::Overrides;
use crate::source::{Files, SourceFile};

/// Outputs of a site that is rendered as a whole after every change, so that what is wrong with its links is known at
/// once; the pages of a larger one are rendered when they are asked for.
const SMALL: usize = 2_000;

/// What makes the states of one preview.
pub(super) struct Engine {
    root: PathBuf,
    overrides: Overrides,
    /// The server's own, `http://127.0.0.1:1414`.
    origin: String,
    screen: Screen,
    state: Mutex<Arc<State>>,
}

impl Engine {
    /// Makes the site in `root`, an absolute path, for a server at `origin`; nothing is read yet.
    pub(super) fn new(root: PathBuf, overrides: Overrides, origin: String, screen: Screen) -> Engine {
        Engine { root, overrides, origin, screen, state: Mutex::default() }
    }

    /// The state on show.
    pub(super) fn state(&self) -> Arc<State> {
        self.locked().clone()
    }

    fn locked(&self) -> MutexGuard<'_, Arc<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The site as its files now are, and what is wrong with it; the last good site where this one has errors.
    fn next(&self) -> State {
        let mut workplace = Workplace::list(self.root.clone(), self.overrides_here());
        let mut problems = std::mem::take(&mut workplace.problems);
        workplace.job.files = held(&workplace.job.files);
        let files = workplace.job.files.clone();
        let mut strict = self.overrides.strict;
        let prepared = pipeline::prepare(workplace.job);
        problems.extend(prepared.problems);
        let sound = prepared.value.map(|site| {
            strict |= site.views.settings.strict;
            Sound::new(site, strict, self.screen.clone())
        });
        if let Some(sound) = &sound
            && sound.outputs() <= SMALL
        {
            problems.extend(sound.render_all());
        }
        let is_sound = !problems.iter().any(|problem| strict || pipeline::is_error(problem));
        let report = locate::report(problems, &files, strict);
        let (text, reported) = (short(&report), Reported::of(&report));
        let last = self.state();
        let is_news = last.text != text;
        if is_news {
            self.screen.show(&report);
        }
        match sound {
            Some(sound) if is_sound => State { sound: Some(Arc::new(sound)), is_sound, text, is_news, reported },
            _ => State { sound: last.sound.clone(), is_sound: false, text, is_news, reported },
        }
    }

    /// Addresses lead to this server, below the path that the site will have, so that a link which forgets it is seen.
    fn overrides_here(&self) -> Overrides {
        let mut overrides = self.overrides.clone();
        if overrides.base_url.is_none() {
            let settings = workplace::settings_of(&self.root, &overrides);
            let path = settings.value.map(|settings| settings.base_url.path).unwrap_or_default();
            overrides.base_url = Some(format!("{}{path}/", self.origin));
        }
        overrides
    }

    fn tell(&self, changed: &[PathBuf], state: &State, start: Instant) {
        let name = |file: &PathBuf| file.strip_prefix(&self.root).unwrap_or(file).display().to_string();
        let what = match changed {
            [] => return,
            [file] => name(file),
            [first, rest @ ..] => format!("{} and {} more", name(first), thousands(rest.len())),
        };
        let took = format!("{} ms", start.elapsed().as_millis());
        let as_before = if state.is_news { "" } else { ", as before" };
        let problems = state.reported.words().map(|words| format!("{words}{as_before}"));
        self.screen.say(&match (problems, state.is_sound) {
            (None, _) => format!("{what}: made again in {took}"),
            (Some(problems), true) => format!("{what}: made again in {took}; {problems}"),
            (Some(problems), false) if state.sound.is_some() => {
                format!("{what}: {problems} in {took}; the last good site stays on show")
            }
            (Some(problems), false) => format!("{what}: {problems} in {took}"),
        });
    }
}

impl preview::Engine for Engine {
    fn build(&self, changed: &[PathBuf]) -> Arc<dyn preview::Site> {
        let start = Instant::now();
        let state = Arc::new(self.next());
        self.tell(changed, &state, start);
        *self.locked() = state.clone();
        state
    }

    fn watched(&self) -> Vec<PathBuf> {
        let names = SOURCE_FOLDERS.into_iter().chain([SETTINGS_FILE]);
        names.map(|name| self.root.join(name)).collect()
    }
}

/// What is wrong, a line a problem; empty where nothing is.
pub(super) fn short(report: &Report) -> String {
    let mut text = Vec::new();
    // Memory takes every byte.
    let _ = render::short::render(report, &mut text, &render::Options::default());
    String::from_utf8_lossy(&text).trim_end().to_owned()
}

/// The same files, the Markdown among them read now: a page of this state may be rendered after its file was changed,
/// and the places in it are those of the text that was parsed.
fn held(files: &Files) -> Files {
    let files: Vec<&SourceFile> = files.iter().collect();
    let hold = |file: &SourceFile| match file.path.extension() {
        // Where it cannot be read, the parser says why.
        "md" | "markdown" => file.read().map(|bytes| SourceFile::held(file.path.clone(), bytes.to_vec())).ok(),
        _ => None,
    };
    Files::new(files.into_par_iter().map(|file| hold(file).unwrap_or_else(|| file.clone())).collect())
}
