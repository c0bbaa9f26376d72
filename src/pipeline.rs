//! Every stage once, in order: files → settings → theme, documents → archive → site → bytes.
//!
//! Every stage gives its value and its problems; whoever writes the result looks first for an error among them.

use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{self, Archive, Broken};
use crate::attachment::{self, is_content};
use crate::cache::Cache;
use crate::citation;
use crate::diag::codes::archive::UNKNOWN_FOLDER;
use crate::diag::codes::settings::UNKNOWN_SETTING;
use crate::diag::codes::site::NO_SITE;
use crate::diag::{Checked, Diagnostic, FieldPath, Place, Severity};
use crate::export;
use crate::fingerprint::{Fingerprint, Ingredients, Inputs, PROGRAM};
use crate::fixity;
use crate::format;
use crate::gallery;
use crate::history::History;
use crate::index::{self, IndexKind};
use crate::link_ledger;
use crate::model::Document;
use crate::model::date::PartialDate;
use crate::names::suggest::nearest;
use crate::outbound;
use crate::parse::{self, Room};
use crate::picture::Memory;
use crate::plan;
use crate::related::Related;
use crate::search::Shape;
use crate::settings::{self, Overrides, Settings};
use crate::site::{Content, Output, Site};
use crate::source::{Files, SitePath, SourceFile};
use crate::stopwatch::{Stage, Stopwatch};
use crate::theme;
use crate::view::{Published, SiteView, Views};

/// What to build, and how.
#[derive(Clone, Debug)]
pub struct Job {
    /// The site's files.
    pub files: Files,
    /// What the command line and the environment say.
    pub overrides: Overrides,
    /// The machine's day.
    pub now: PartialDate,
    /// When files were last changed, where the settings ask for it.
    pub history: Arc<History>,
    /// Records with errors are left out, and the rest is built.
    pub keep_going: bool,
    /// What was parsed before.
    pub cache: Arc<Cache>,
    /// What is known of pictures, and was drawn of them.
    pub pictures: Arc<Memory>,
    /// What is known of copies and documents.
    pub evidence: Arc<fixity::Memory>,
    /// Where the time goes.
    pub stopwatch: Arc<Stopwatch>,
}

impl Job {
    /// The site of `files` on the day `now`: nothing is overridden, and nothing is known from before.
    pub fn new(files: Files, now: PartialDate) -> Job {
        Job {
            files,
            overrides: Overrides::default(),
            now,
            history: Arc::default(),
            keep_going: false,
            cache: Arc::new(Cache::none()),
            pictures: Arc::default(),
            evidence: Arc::default(),
            stopwatch: Arc::default(),
        }
    }

    /// The fingerprint of all that goes into the build, by the stamps of its files; nothing where a file has none.
    pub fn print(&self) -> Option<Fingerprint> {
        let inputs = Inputs::new("job")
            .text(PROGRAM)
            .text(&format!("{:?} {:?} {}", self.overrides, self.now, self.keep_going))
            .print(self.history.print())
            .number(self.files.iter().len());
        let file = |inputs: Inputs, file: &SourceFile| {
            let stamp = file.stamp?;
            let stamp = Inputs::new("stamp")
                .print(Fingerprint(stamp.len))
                .print(Fingerprint(stamp.modified))
                .print(Fingerprint(stamp.changed));
            Some(inputs.text(file.path.as_str()).print(stamp.done()))
        };
        self.files.iter().try_fold(inputs, file).map(Inputs::done)
    }
}

/// Plans the site of `job`; nothing where there are no settings or no theme to plan it with.
pub fn prepare(job: Job) -> Checked<Option<Site>> {
    let mut problems = Vec::new();
    let Some(settings) = settings_of(&job, &mut problems) else {
        return Checked { value: None, problems };
    };
    let stopwatch = job.stopwatch.clone();
    let registry = index::registry(&settings);
    // One thread reads the theme, the others begin with the records.
    let (theme, documents) = rayon::join(
        || stopwatch.time(Stage::Theme, || theme::load(&job.files, &settings)),
        || stopwatch.time(Stage::Parse, || documents(&job, &settings, &registry)),
    );
    let theme = theme.gather(&mut problems);
    problems.extend(unknown_off(&settings));
    problems.extend(export::not_built_in(&settings));
    let Documents { whole, broken } = documents.gather(&mut problems);
    let archive = stopwatch.time(Stage::Archive, || archive::assemble(whole, &broken, &settings, &registry));
    let archive = archive.gather(&mut problems);
    let attachments =
        stopwatch.time(Stage::Archive, || attachment::gather(&archive, &job.files, settings.excerpt_words));
    let attachments = attachments.gather(&mut problems);
    let fixity = stopwatch.time(Stage::Archive, || fixity::gather(&archive, &attachments, &job.evidence));
    let fixity = fixity.gather(&mut problems);
    let ledger = stopwatch.time(Stage::Archive, || link_ledger::read(&job.files)).gather(&mut problems);
    let outbound = stopwatch.time(Stage::Archive, || outbound::gather(&archive, &settings, ledger));
    problems.extend(outbound.dead_links(&archive, &job.files));
    let Some(mut theme) = theme else {
        return Checked { value: None, problems };
    };
    // A theme that shows none pays for none; a template that a record asks for itself may.
    let has_related =
        theme.may_show("record.html", "related") || archive.iter().any(|(_, entry)| entry.record.template.is_some());
    let most = if has_related { settings.related } else { 0 };
    let related = stopwatch.time(Stage::Archive, || Related::of(&archive, most));
    let gallery =
        stopwatch.time(Stage::Pictures, || gallery::gather(&archive, &attachments, &theme, &settings, &job.pictures));
    let styles = stopwatch.time(Stage::Theme, || citation::load(&job.files, &settings)).gather(&mut problems);
    let planned = stopwatch.time(Stage::Plan, || {
        let site = SiteView::new(&archive, &settings, &theme, &outbound);
        theme.set_global("site", tera::Value::from_serializable(&site));
        let files = Published { attachments, fixity, gallery };
        let (styles, outbound) = (Arc::new(styles), Arc::new(outbound));
        let archive = Arc::new(archive);
        let views = Views::new(archive, Arc::new(settings), Arc::new(theme), files, styles, outbound, related);
        plan::plan(views, job.files)
    });
    Checked { value: Some(planned.gather(&mut problems)), problems }
}

/// The site after the `changed` ones of its files, which are now as in `files`, where no more than the text below their
/// front matter has: then the plan stands, and one file's change costs one file's reading. Nothing where more has
/// changed, or a file has problems.
pub fn revise(site: &Site, files: &Files, changed: &[SitePath]) -> Option<Site> {
    let settings = &site.views.settings;
    let registry = index::registry(settings);
    let site_keys = site_keys(settings);
    let mut archive = Archive::clone(&site.views.archive);
    for path in changed {
        let (file, _) = (files.get(path.as_str())?, site.files.get(path.as_str())?);
        let room = room(path, &registry).filter(|_| is_content(path))?;
        let Checked { value, problems } = parse::document_with_keys(file, &room, &site_keys);
        if !problems.is_empty() {
            return None;
        }
        let document = value?;
        // A warning about a dead link stands at bytes of the text, which may have moved.
        let is_dead = |text: &str| {
            site.views.outbound.find(text).is_some_and(|(_, entry)| entry.status == link_ledger::Verdict::Dead)
        };
        if document.body().mentions.outside.iter().any(is_dead) {
            return None;
        }
        archive = archive.with_body(document.body())?;
    }
    // How many files the index has hangs on how much text there is.
    if !settings.is_off(format::SEARCH) && Shape::of(&archive, settings) != Shape::of(&site.views.archive, settings) {
        return None;
    }
    Some(site.of_revised(archive, files.clone()))
}

/// An output and its bytes.
pub struct Made<'a> {
    /// Its place in the order of writing.
    pub place: usize,
    /// The output.
    pub output: &'a Output,
    /// What it was made from.
    pub made_from: Ingredients,
    /// Its bytes, or what writes them.
    pub content: Content<'a>,
    /// What was wrong with it.
    pub problems: &'a [Diagnostic],
}

/// Makes every one of `outputs` that `is_wanted`, on all threads, and hands each to `take` as soon as it is made; gives
/// the problems of all. The outputs are those of `site`, in the order of writing, and so is the first argument of
/// `is_wanted`.
///
/// Outputs of one rank may come in any order; those of a rank come before those of the next.
pub fn render(
    site: &Site,
    outputs: &[&Output],
    stopwatch: &Stopwatch,
    is_wanted: &(dyn Fn(usize, &Output, &Ingredients) -> bool + Sync),
    take: &(dyn Fn(Made<'_>) + Sync),
) -> Vec<Diagnostic> {
    let make = |(place, output): (usize, &&Output)| {
        let made_from = stopwatch.time(Stage::Fingerprint, || {
            let made_from = output.make.made_from(site);
            is_wanted(place, output, &made_from).then_some(made_from)
        });
        let Some(made_from) = made_from else { return Vec::new() };
        if let Some(stream) = output.make.stream() {
            let content = Content::Streamed(stream);
            stopwatch.time(Stage::Render, || take(Made { place, output, made_from, content, problems: &[] }));
            return Vec::new();
        }
        let Checked { value: bytes, problems } = stopwatch.time(Stage::Render, || output.make.bytes(site));
        if !bytes.is_empty() || !problems.iter().any(is_error) {
            let content = Content::Whole(&bytes);
            stopwatch.time(Stage::Write, || take(Made { place, output, made_from, content, problems: &problems }));
        }
        problems
    };
    // Some outputs hang on the fingerprints of all records: whoever asked for them first would make them alone.
    site.views.make_prints();
    let mut problems = Vec::new();
    let mut from = 0;
    for rank in outputs.chunk_by(|a, b| a.rank == b.rank) {
        let places = from..from + rank.len();
        let made = places.into_par_iter().zip(rank).map(make).filter(|problems| !problems.is_empty());
        let found: Vec<Vec<Diagnostic>> = made.collect();
        problems.extend(found.into_iter().flatten());
        from += rank.len();
    }
    problems
}

/// The problems that come up only when the outputs are made; nothing is kept of them.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    site.outputs().par_iter().flat_map_iter(|output| output.make.problems(site)).collect()
}

/// Whether a problem keeps the site from being written.
pub fn is_error(problem: &Diagnostic) -> bool {
    problem.severity == Severity::Error
}

fn settings_of(job: &Job, problems: &mut Vec<Diagnostic>) -> Option<Settings> {
    match job.files.get("site.toml") {
        Some(file) => settings::read(file, &job.overrides, job.now).gather(problems),
        None => {
            let place = Place::file(&SitePath::new("site.toml").expect("a plain name"));
            problems.push(
                Diagnostic::new(NO_SITE, place, "there is no site.toml here")
                    .help("`reportage init DIR` makes a new site; `--root DIR` names an existing one"),
            );
            None
        }
    }
}

/// The word of `off` for the list of all files, which is no format: it is made of what they have made.
pub const BUILD_JSON: &str = "build_json";

/// The words of `off` that turn nothing off.
fn unknown_off(settings: &Settings) -> Vec<Diagnostic> {
    let built_in = index::built_in();
    let formats = format::registry();
    let known: Vec<&str> = built_in
        .iter()
        .map(|index| index.key())
        .chain(settings.indexes.iter().map(|index| &*index.key))
        .chain(formats.iter().map(|format| format.key()))
        .chain([BUILD_JSON])
        .collect();
    let words = settings.off.iter().enumerate().filter(|(_, word)| !known.contains(&&***word));
    words.map(|(place, word)| unknown_off_word(word, FieldPath::key("off").item(place), &known)).collect()
}

fn unknown_off_word(word: &str, field: FieldPath, known: &[&str]) -> Diagnostic {
    let place = Place::value(&SitePath::new("site.toml").expect("a plain name"), field);
    let message = format!("`{word}` in `off` is neither an index nor an output of the site");
    let problem = Diagnostic::new(UNKNOWN_SETTING, place, message);
    match nearest(word, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the words are `{}`", known.join("`, `"))),
    }
}

/// The content files, typed.
struct Documents {
    /// Those that can be used.
    whole: Vec<Document>,
    /// Those that cannot.
    broken: Vec<Broken>,
}

fn documents(job: &Job, settings: &Settings, registry: &[Box<dyn IndexKind>]) -> Checked<Documents> {
    let mut problems = Vec::new();
    let site_keys = site_keys(settings);
    let mut context = Inputs::new("parse");
    for key in registry.iter().map(|kind| kind.key()).chain(site_keys.iter().map(String::as_str)) {
        context = context.text(key);
    }
    job.cache.enter(context.done());
    let files: Vec<&SourceFile> = job.files.below("content").filter(|file| is_content(&file.path)).collect();
    let parsed: Vec<Checked<Option<Document>>> = files
        .par_iter()
        .map(|file| match room(&file.path, registry) {
            Some(room) => parsed(file, &room, &site_keys, &job.cache),
            None => Checked { value: None, problems: unknown_folder(&file.path, registry, settings) },
        })
        .collect();
    let mut documents = Documents { whole: Vec::with_capacity(parsed.len()), broken: Vec::new() };
    for (checked, file) in parsed.into_iter().zip(files) {
        let is_broken = job.keep_going && checked.problems.iter().any(is_error);
        match checked.gather(&mut problems) {
            Some(document) if !is_broken => documents.whole.push(dated(document, &job.history)),
            Some(document) => documents.broken.push(Broken { file: file.path.clone(), id: id_of(&document) }),
            None => documents.broken.push(Broken { file: file.path.clone(), id: id_line(file) }),
        }
    }
    Checked { value: documents, problems }
}

/// A record that does not say when it was last changed, with the day of its last commit.
fn dated(mut document: Document, history: &History) -> Document {
    if let Document::Record(record) = &mut document
        && record.updated.is_none()
        && let Some(day) = history.day(&record.file)
    {
        Arc::make_mut(record).updated = Some(day);
    }
    document
}

/// The front-matter keys that the site itself names.
fn site_keys(settings: &Settings) -> Vec<String> {
    settings.indexes.iter().map(|index| index.key.clone()).collect()
}

fn id_of(document: &Document) -> Option<String> {
    match document {
        Document::Record(record) => record.id.clone(),
        Document::Entity(entity) => Some(entity.id.clone()),
        Document::Page(_) => None,
    }
}

/// The `id` of a file whose front matter cannot be read, if a line of it looks like one.
fn id_line(file: &SourceFile) -> Option<String> {
    let bytes = file.read().ok()?;
    let line = bytes.split(|byte| *byte == b'\n').skip(1).find_map(|line| line.strip_prefix(b"id:"))?;
    let id = std::str::from_utf8(line).ok()?.trim().trim_matches(['"', '\'']);
    (!id.is_empty()).then(|| id.to_owned())
}

/// The document of a file, from the cache where it is as it was.
fn parsed(file: &SourceFile, room: &Room, site_keys: &[String], cache: &Cache) -> Checked<Option<Document>> {
    if let Some(document) = cache.document(file) {
        return Checked::sound(Some(document));
    }
    let checked = parse::document_with_keys(file, room, site_keys);
    if let (Some(document), true) = (&checked.value, checked.problems.is_empty()) {
        cache.keep(file, document);
    }
    checked
}

/// What the file is, by its folder; nothing where no stage knows the folder.
fn room(path: &SitePath, registry: &[Box<dyn IndexKind>]) -> Option<Room> {
    if path.as_str() == "content/index.md" {
        return Some(Room::Page);
    }
    match path.below("content")?.split_once('/')? {
        ("articles", _) => Some(Room::Record),
        ("pages", _) => Some(Room::Page),
        (folder, _) => registry.iter().any(|kind| kind.key() == folder).then(|| Room::Entity(folder.to_owned())),
    }
}

/// The problem of a file in a folder that nothing is made of; none where the site itself turns the folder's index off.
fn unknown_folder(path: &SitePath, registry: &[Box<dyn IndexKind>], settings: &Settings) -> Vec<Diagnostic> {
    let folder = path.below("content").and_then(|below| below.split_once('/')).map_or("content/", |(folder, _)| folder);
    if settings.is_off(folder) {
        return Vec::new();
    }
    let known = ["articles", "pages"].into_iter().chain(registry.iter().map(|kind| kind.key()));
    let problem = Diagnostic::new(UNKNOWN_FOLDER, Place::file(path), format!("nothing is made of files in `{folder}`"));
    vec![match nearest(folder, known) {
        Some(near) => problem.help(format!("did you mean content/{near}/?")),
        None => problem.help("move the file to content/articles/ if it is a record, to content/pages/ if it is a page"),
    }]
}
