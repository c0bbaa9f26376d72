//! One state of the preview: a site whose pages are rendered when they are first asked for, and what is wrong.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;

use super::engine::short;
use super::lagging::Lagging;
use crate::cli::screen::{Reported, Screen, counted};
use crate::desk;
use crate::diag::Diagnostic;
use crate::diag::report::Report;
use crate::fingerprint::{Fingerprint, Inputs};
use crate::locate;
use crate::pipeline::is_error;
use crate::preview::{self, Page, media_type};
use crate::site::{Output, Rank, Site};

/// What the preview shows between two changes.
#[derive(Default)]
pub(super) struct State {
    /// The last site without errors, if there was one.
    pub(super) sound: Option<Arc<Sound>>,
    /// Whether that is the site as its files now are.
    pub(super) is_sound: bool,
    /// What is wrong with the site as its files now are, warnings included, a line a problem.
    pub(super) text: String,
    /// Whether that is something else than was wrong before.
    pub(super) is_news: bool,
    /// How much it is.
    pub(super) reported: Reported,
    /// The same, problem by problem.
    pub(super) report: Report,
    /// The editor's page, once it has been asked for, and how many problems rendering had shown by then.
    pub(super) desk: Mutex<Option<(usize, Page)>>,
    /// What may be of an earlier state.
    pub(super) lagging: Arc<Lagging>,
}

/// A site that was planned without errors, and those of its pages that were rendered.
pub(super) struct Sound {
    site: Site,
    strict: bool,
    screen: Screen,
    /// By the output's place. Files that are only copied are not kept, nor are those of any size.
    pages: Vec<OnceLock<Page>>,
    /// What only the rendering of a page that was asked for has shown.
    late: Mutex<Vec<Diagnostic>>,
    lagging_print: OnceLock<Fingerprint>,
}

impl Sound {
    /// Renders nothing yet.
    pub(super) fn new(site: Site, strict: bool, screen: Screen) -> Sound {
        let pages = site.outputs().iter().map(|_| OnceLock::new()).collect();
        Sound { site, strict, screen, pages, late: Mutex::default(), lagging_print: OnceLock::new() }
    }

    /// The site.
    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    /// The archive's name.
    pub(super) fn title(&self) -> &str {
        &self.site.views.settings.title
    }

    /// How much there is: `24 records, 213 files`.
    pub(super) fn size(&self) -> String {
        let records = counted(self.site.views.archive.len(), "record", "records");
        format!("{records}, {}", counted(self.outputs(), "file", "files"))
    }

    /// How many files the site has.
    pub(super) fn outputs(&self) -> usize {
        self.site.outputs().len()
    }

    /// Renders every page, on all threads, and gives the problems.
    pub(super) fn render_all(&self) -> Vec<Diagnostic> {
        let problems: Vec<Vec<Diagnostic>> = (0..self.outputs())
            .into_par_iter()
            .filter(|place| is_rendered(&self.site.outputs()[*place]))
            .map(|place| {
                let mut problems = Vec::new();
                self.render(place, |found| problems = found);
                problems
            })
            .collect();
        problems.into_iter().flatten().collect()
    }

    /// What everything that may lag is made from.
    pub(super) fn lagging_print(&self) -> Fingerprint {
        *self.lagging_print.get_or_init(|| {
            let prints = self.lagging().map(|output| output.make.made_from(&self.site).print());
            Inputs::new("lagging").prints(prints).done()
        })
    }

    /// Does what costs most of making what may lag.
    pub(super) fn prepare_lagging(&self) {
        self.lagging().for_each(|output| output.make.prepare(&self.site));
    }

    fn lagging(&self) -> impl Iterator<Item = &Output> {
        self.site.outputs().iter().filter(|output| output.make.may_lag())
    }

    /// The file at `path` of this very state.
    pub(super) fn whole_page(&self, path: &str) -> Option<Page> {
        Some(self.render(self.place(path)?, |problems| self.report_late(problems)))
    }

    /// The place of the output at `path`, as the preview names it; the difference of case counts, as it does on most
    /// servers.
    fn place(&self, path: &str) -> Option<usize> {
        let mut file = path.strip_prefix('/')?.to_owned();
        if file.is_empty() || file.ends_with('/') {
            file.push_str("index.html");
        }
        self.site.place(&file).filter(|place| self.site.outputs()[*place].address.output.as_str() == file)
    }

    /// The page of the output at `place`; its problems are handed to `found` if it had not been rendered before.
    fn render(&self, place: usize, found: impl FnOnce(Vec<Diagnostic>)) -> Page {
        let output = &self.site.outputs()[place];
        let make = || {
            let made = output.make.bytes(&self.site);
            let is_made = !made.value.is_empty() || !made.problems.iter().any(is_error);
            let page = if is_made { self.page(output, made.value) } else { self.failure(made.problems.clone()) };
            found(made.problems);
            page
        };
        if is_rendered(output) { self.pages[place].get_or_init(make).clone() } else { make() }
    }

    fn page(&self, output: &Output, bytes: Vec<u8>) -> Page {
        let fingerprint = output.make.made_from(&self.site).print().0;
        Page { bytes: bytes.into(), media_type: media_type(output.address.output.as_str()), fingerprint }
    }

    /// What stands in for a page that cannot be rendered.
    fn failure(&self, problems: Vec<Diagnostic>) -> Page {
        let text = self.short(problems).replace('&', "&amp;").replace('<', "&lt;");
        let html = format!("<!doctype html><meta charset=\"utf-8\"><title>No page</title><pre>{text}</pre>\n");
        let fingerprint = rapidhash_v3(html.as_bytes());
        Page { bytes: html.into(), media_type: media_type(".html"), fingerprint }
    }

    fn report_late(&self, problems: Vec<Diagnostic>) {
        if problems.is_empty() {
            return;
        }
        self.screen.report(problems.clone(), &self.site.files, self.strict);
        self.late().extend(problems);
    }

    fn late(&self) -> MutexGuard<'_, Vec<Diagnostic>> {
        self.late.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn late_problems(&self) -> Option<String> {
        let problems = self.late().clone();
        let has_error = problems.iter().any(|problem| self.strict || is_error(problem));
        has_error.then(|| self.short(problems))
    }

    fn short(&self, problems: Vec<Diagnostic>) -> String {
        short(&self.located(problems))
    }

    fn located(&self, problems: Vec<Diagnostic>) -> Report {
        locate::report(problems, &self.site.files, self.strict)
    }
}

impl preview::Site for State {
    fn base_path(&self) -> &str {
        self.sound.as_ref().map_or("", |sound| &sound.site.views.settings.base_url.path)
    }

    fn page(&self, path: &str) -> Option<Page> {
        let sound = self.sound.as_ref()?;
        let may_lag = sound.place(path).is_some_and(|place| sound.site.outputs()[place].make.may_lag());
        if may_lag { self.lagging.page(path, sound) } else { sound.whole_page(path) }
    }

    fn fingerprint(&self, path: &str) -> Option<u64> {
        let sound = self.sound.as_ref()?;
        let place = sound.place(path)?;
        match sound.pages[place].get() {
            // What could not be rendered is known by what is wrong with it.
            Some(page) => Some(page.fingerprint),
            None => Some(sound.site.outputs()[place].make.made_from(&sound.site).print().0),
        }
    }

    fn desk(&self) -> Option<Page> {
        let late = self.sound.as_ref().filter(|_| self.is_sound).map(|sound| sound.late().clone()).unwrap_or_default();
        let mut made = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, page)) = made.as_ref().filter(|(known, _)| *known == late.len()) {
            return Some(page.clone());
        }
        let mut report = self.report.clone();
        let known = late.len();
        report.problems.extend(self.sound.iter().flat_map(|sound| sound.located(late.clone()).problems));
        let html = desk::page(self.sound.as_ref().map(|sound| &sound.site), &report, preview::OWN);
        let fingerprint = rapidhash_v3(html.as_bytes());
        let page = Page { bytes: html.into(), media_type: media_type(".html"), fingerprint };
        *made = Some((known, page.clone()));
        Some(page)
    }

    fn problems(&self) -> Option<String> {
        match &self.sound {
            Some(sound) if self.is_sound => sound.late_problems(),
            _ => Some(self.text.clone()),
        }
    }
}

/// Whether an output is made of more than the bytes of one file, so that it is worth keeping, and not of so many that
/// memory would fill with what hardly anybody asks for.
fn is_rendered(output: &Output) -> bool {
    output.rank != Rank::Asset && output.make.stream().is_none() && !output.make.may_lag()
}
