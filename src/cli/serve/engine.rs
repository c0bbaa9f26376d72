//! The site's folder as it now is → a state of the preview, through the stages of a build.
//!
//! What was listed, parsed and planned before is kept: a file that was saved is looked up again, and no other; where no
//! more than a body has changed in it, the plan stands.
//!
//! Invariant: a state is never changed once it is shown; the next one takes its place.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::lagging::Lagging;
use super::state::{Sound, State};
use crate::cache::Cache;
use crate::cli::screen::{Reported, Screen, thousands};
use crate::cli::workplace::{self, Workplace};
use crate::diag::Diagnostic;
use crate::diag::render;
use crate::diag::report::Report;
use crate::discover::{SETTINGS_FILE, SOURCE_FILES, SOURCE_FOLDERS};
use crate::fixity;
use crate::history::History;
use crate::locate;
use crate::picture::Memory;
use crate::pipeline;
use crate::preview;
use crate::settings::Overrides;
use crate::site::Site;
use crate::source::{Files, SitePath};
use crate::store::Store;
use crate::write::STATE_FOLDER;

/// Outputs of a site that is rendered as a whole after every change, so that what is wrong with its links is known at
/// once; the pages of a larger one are rendered when they are asked for.
const SMALL: usize = 2_000;

/// So many changed files are no longer looked up one by one.
const MANY: usize = 200;

/// Later than any file: the preview is told what changes and forgets it, and keeps nothing beyond its own life, so that
/// no stamp need be settled.
const NOW: u64 = u64::MAX;

/// What makes the states of one preview.
pub(super) struct Engine {
    root: PathBuf,
    overrides: Overrides,
    /// The server's own, `http://127.0.0.1:1414`.
    origin: String,
    screen: Screen,
    /// Documents as they were parsed, in this process or by the last build.
    cache: Arc<Cache>,
    /// What is known of pictures, and where they lie that were drawn.
    pictures: Arc<Memory>,
    evidence: Arc<fixity::Memory>,
    /// What the last state was made from.
    last: Mutex<Last>,
    state: Mutex<Arc<State>>,
    lagging: Arc<Lagging>,
    /// What is to be told of that state once it is on show.
    news: Mutex<Option<News>>,
}

/// A state that has been made: of which changes, and how long it took.
struct News {
    changed: Vec<PathBuf>,
    state: Arc<State>,
    took: Duration,
}

/// What the last state was made from.
#[derive(Default)]
struct Last {
    /// The files, where nothing was wrong with their listing.
    files: Option<Files>,
    /// When they were committed, as far as that was asked with the listing.
    history: Arc<History>,
    /// The site, whether it could be shown or not, and what was found wrong before it was rendered.
    planned: Option<(Arc<Sound>, Vec<Diagnostic>)>,
}

/// The files as they now are.
struct Listing {
    workplace: Workplace,
    /// Those that changed, where nothing else has.
    changed: Option<Vec<SitePath>>,
}

impl Engine {
    /// Makes the site in `root`, an absolute path, for a server at `origin`; nothing is read yet.
    pub(super) fn new(root: PathBuf, overrides: Overrides, origin: String, screen: Screen) -> Engine {
        let cache = Arc::new(Cache::open(&root.join(STATE_FOLDER)).holding());
        let store = Arc::new(Store::open(&root.join(STATE_FOLDER)));
        let pictures = Arc::new(Memory::open(store.clone(), true));
        let evidence = Arc::new(fixity::Memory::open(store, true));
        let (last, state, lagging, news) = Default::default();
        Engine { root, overrides, origin, screen, cache, pictures, evidence, last, state, lagging, news }
    }

    /// The state on show.
    pub(super) fn state(&self) -> Arc<State> {
        self.locked().clone()
    }

    fn locked(&self) -> MutexGuard<'_, Arc<State>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The site as its files now are, and what is wrong with it; the last good site where this one has errors.
    fn next(&self, changed: &[PathBuf]) -> State {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        // Two saves within a tick of the clock look alike: what is said to have changed is parsed again.
        changed.iter().filter_map(|location| self.site_path(location)).for_each(|path| {
            self.cache.forget(&path);
            self.pictures.forget(&path);
            self.evidence.forget(&path);
        });
        let Listing { mut workplace, changed } = self.list(last.files.as_ref(), changed);
        match &changed {
            Some(_) => workplace.job.history = last.history.clone(),
            None => last.history = workplace.job.history.clone(),
        }
        workplace.job.cache = self.cache.clone();
        workplace.job.pictures = self.pictures.clone();
        workplace.job.evidence = self.evidence.clone();
        let listed = std::mem::take(&mut workplace.problems);
        let files = workplace.job.files.clone();
        last.files = Some(files.clone()).filter(|_| listed.is_empty());
        let before = last.planned.take();
        let revised = before.zip(changed).and_then(|((sound, problems), changed)| {
            Some((pipeline::revise(sound.site(), &files, &changed)?, problems))
        });
        let (site, mut problems) = revised.unzip();
        let site: Option<Site> = site.or_else(|| {
            let prepared = pipeline::prepare(workplace.job);
            problems = Some(prepared.problems);
            prepared.value
        });
        let mut problems = problems.unwrap_or_default();
        problems.extend(listed);
        let mut strict = self.overrides.strict;
        let sound = site.map(|site| {
            strict |= site.views.settings.strict;
            Arc::new(Sound::new(site, strict, self.screen.clone()))
        });
        if let Some(sound) = &sound {
            last.planned = Some((sound.clone(), problems.clone())).filter(|_| last.files.is_some());
            if sound.outputs() <= SMALL {
                problems.extend(sound.render_all());
            }
        }
        drop(last);
        self.shown(sound, problems, &files, strict)
    }

    /// The state of a site with these problems.
    fn shown(&self, sound: Option<Arc<Sound>>, problems: Vec<Diagnostic>, files: &Files, strict: bool) -> State {
        let is_sound = !problems.iter().any(|problem| strict || pipeline::is_error(problem));
        let report = locate::report(problems, files, strict);
        let (text, reported) = (short(&report), Reported::of(&report));
        let before = self.state();
        let is_news = before.text != text;
        let is_sound = is_sound && sound.is_some();
        if let Some(sound) = sound.as_ref().filter(|_| is_sound) {
            self.lagging.follow(sound.clone());
        }
        let sound = sound.filter(|_| is_sound).or_else(|| before.sound.clone());
        let lagging = self.lagging.clone();
        State { sound, is_sound, text, is_news, reported, report, desk: Mutex::default(), lagging }
    }

    /// The files as they now are: those of `before` but for the `changed` ones where that is all there is to know, or
    /// else listed anew.
    fn list(&self, before: Option<&Files>, changed: &[PathBuf]) -> Listing {
        let patched = before.filter(|_| !changed.is_empty() && changed.len() <= MANY).and_then(|before| {
            let paths: Option<Vec<SitePath>> = changed.iter().map(|path| self.plain_file(path, before)).collect();
            let (mut paths, root) = (paths?, &self.root);
            let files = before.looked_up(&paths, root);
            // Editors write beside a file first: what came and went meanwhile is nothing to the site.
            paths.retain(|path| [before, &files].iter().any(|files| files.get(path.as_str()).is_some()));
            Some((files, paths))
        });
        match patched {
            Some((files, paths)) => {
                let workplace = Workplace::of_files(self.root.clone(), self.overrides_here(), files);
                Listing { workplace, changed: Some(paths) }
            }
            None => {
                Listing { workplace: Workplace::list(self.root.clone(), self.overrides_here(), NOW), changed: None }
            }
        }
    }

    /// A changed file as the site names it, if it is, or was, a plain file that changes nothing but itself: no folder,
    /// no link, not the settings, and not what a folder has become.
    fn plain_file(&self, changed: &Path, before: &Files) -> Option<SitePath> {
        let path = self.site_path(changed).filter(|path| path.as_str() != SETTINGS_FILE)?;
        let is_plain = match changed.symlink_metadata() {
            Ok(metadata) => metadata.is_file(),
            Err(error) => error.kind() == ErrorKind::NotFound,
        };
        let was_folder = before.below(path.as_str()).next().is_some();
        (is_plain && !was_folder).then_some(path)
    }

    /// The path below the root as the site names it.
    fn site_path(&self, location: &Path) -> Option<SitePath> {
        SitePath::new(&location.strip_prefix(&self.root).ok()?.to_str()?.replace('\\', "/"))
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

    fn tell(&self, News { changed, state, took }: &News) {
        if state.is_news {
            self.screen.show(&state.report);
        }
        let name = |file: &PathBuf| file.strip_prefix(&self.root).unwrap_or(file).display().to_string();
        let what = match changed.as_slice() {
            [] => return,
            [file] => name(file),
            [first, rest @ ..] => format!("{} and {} more", name(first), thousands(rest.len())),
        };
        let took = format!("{} ms", took.as_millis());
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
        let state = Arc::new(self.next(changed));
        let before = std::mem::replace(&mut *self.locked(), state.clone());
        let news = News { changed: changed.to_vec(), state: state.clone(), took: start.elapsed() };
        *self.news.lock().unwrap_or_else(PoisonError::into_inner) = Some(news);
        // Nobody need wait until a large site is taken apart.
        std::thread::spawn(move || drop(before));
        state
    }

    fn on_show(&self) {
        let news = self.news.lock().unwrap_or_else(PoisonError::into_inner).take();
        news.iter().for_each(|news| self.tell(news));
    }

    fn watched(&self) -> Vec<PathBuf> {
        let names = SOURCE_FOLDERS.into_iter().chain(SOURCE_FILES);
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
