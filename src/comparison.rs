//! Two built folders → Comparison: which pages readers get anew, differently, elsewhere, or no longer.
//!
//! It goes by the bytes of both folders alone, so that it can compare builds of any two versions of the program, and a
//! site that is on the web already. Invariant: nothing is written, and no page is judged by the settings or records that
//! it was made from.

use std::collections::{BTreeMap, HashMap};
use std::io;

use rayon::prelude::*;
use serde::Serialize;

mod asset;
mod folder;
mod leads;
mod page;
mod problems;

use asset::Hashes;
pub use folder::BuiltFolder;
use leads::Leads;
use page::Page;

/// What is different, each list sorted by path. A path is a page's address within the site: `/articles/2018/letter/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Pages that were not there.
    pub added: Vec<Added>,
    /// Pages whose title, or text in `<main>`, is another.
    pub changed: Vec<Changed>,
    /// Pages from whose address a reader is led on.
    pub moved: Vec<Moved>,
    /// Pages that are gone, and nothing leads on.
    pub removed: Vec<Removed>,
    /// Pages that differ, and not in what they say.
    pub touched: Touched,
    /// Files that are no pages; those with a hash in their name are left out, as a new name means no more than new bytes.
    pub files: OtherFiles,
}

/// A new page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Added {
    /// Its address.
    pub path: String,
    /// Its title.
    pub title: String,
}

/// A page that says something else than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Its address.
    pub path: String,
    /// Its title.
    pub title: String,
    /// What it was called before, if that was something else.
    pub old_title: Option<String>,
    /// Words of its text that were not there, each as often as it stands there more often than before.
    pub words_added: usize,
    /// Words that are no longer there.
    pub words_removed: usize,
}

/// A page whose address leads to another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The address it had.
    pub from: String,
    /// Where it leads; an address of the site, or of another one.
    pub to: String,
    /// Whether there is something: an address of another site counts as there.
    pub arrives: bool,
}

/// A page that is gone without a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// The address it had.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The one new page with the same title, or else with the same text.
    pub instead: Option<String>,
}

/// How many pages differ in something that is not their title or text; each counts once, by the first of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Touched {
    /// The text around `<main>`: navigation, footer.
    pub frame: usize,
    /// Elements and attributes of the body: links, pictures.
    pub markup: usize,
    /// The head: descriptions, metadata, feeds.
    pub head: usize,
    /// Nothing but the hashes of style sheets, scripts and pictures.
    pub assets: usize,
}

/// Files that are no pages, by their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OtherFiles {
    /// Files that were not there.
    pub added: Vec<String>,
    /// Files with other bytes.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub removed: Vec<String>,
}

impl Comparison {
    /// Whether both folders hold the same, but for the hashes of assets.
    pub fn is_empty(&self) -> bool {
        *self == Comparison::default()
    }
}

/// Compares two builds of a site.
///
/// # Errors
/// A file that cannot be read.
pub fn compare(old: &BuiltFolder, new: &BuiltFolder) -> io::Result<Comparison> {
    let hashes = Hashes::of(old.paths().chain(new.paths()));
    let leads = Leads::of(new)?;
    let paths: Vec<&str> = old.paths().chain(new.paths().filter(|path| !old.has(path))).collect();
    let findings: Vec<Finding> = paths
        .par_iter()
        .map(|path| Finding::of(path, old, new, &hashes))
        .collect::<io::Result<Vec<Option<Finding>>>>()?
        .into_iter()
        .flatten()
        .collect();
    let mut comparison = Comparison::default();
    let mut gone = Vec::new();
    let mut arrivals = Vec::new();
    for finding in findings {
        match finding {
            Finding::NewPage(path, page) => arrivals.push((address(&path), page)),
            Finding::GonePage(path, page) => gone.push((path, page)),
            Finding::Changed(changed) => comparison.changed.push(changed),
            Finding::LeadsOn { path, to } => comparison.moved.push(leads.moved(&path, &to, new)),
            Finding::Touched(part) => comparison.touched.count(part),
            Finding::NewFile(path) => comparison.files.added.push(path),
            Finding::ChangedFile(path) => comparison.files.changed.push(path),
            Finding::GoneFile(path) => comparison.files.removed.push(path),
        }
    }
    let successors = Successors::of(&arrivals);
    for (path, page) in gone {
        match leads.rule(&path) {
            Some(to) => comparison.moved.push(leads.moved(&path, &to, new)),
            None => comparison.removed.push(Removed {
                instead: successors.of_page(&page),
                path: address(&path),
                title: page.title,
            }),
        }
    }
    comparison.added = arrivals.into_iter().map(|(path, page)| Added { path, title: page.title }).collect();
    comparison.sort();
    Ok(comparison)
}

/// What one path has to say.
enum Finding {
    NewPage(String, Page),
    GonePage(String, Page),
    Changed(Changed),
    LeadsOn { path: String, to: String },
    Touched(Part),
    NewFile(String),
    ChangedFile(String),
    GoneFile(String),
}

/// The part of a page that differs.
#[derive(Clone, Copy)]
enum Part {
    Frame,
    Markup,
    Head,
    Assets,
}

impl Finding {
    fn of(path: &str, old: &BuiltFolder, new: &BuiltFolder, hashes: &Hashes) -> io::Result<Option<Finding>> {
        let is_page = path.ends_with(".html");
        if !is_page && Hashes::is_hashed(path) {
            return Ok(None);
        }
        let parsed = |bytes: &[u8]| Page::parse(&hashes.without(bytes));
        Ok(match (old.has(path), new.has(path)) {
            (true, true) => {
                let (before, after) = (old.read(path)?, new.read(path)?);
                if before == after {
                    None
                } else if is_page {
                    Finding::between(path, &hashes.without(&before), &hashes.without(&after))
                } else {
                    Some(Finding::ChangedFile(path.to_owned()))
                }
            }
            // A page that only leads on is no page to a reader.
            (false, _) if is_page => {
                let page = parsed(&new.read(path)?);
                page.leads_to.is_none().then(|| Finding::NewPage(path.to_owned(), page))
            }
            (true, _) if is_page => Some(Finding::GonePage(path.to_owned(), parsed(&old.read(path)?))),
            (false, _) => Some(Finding::NewFile(path.to_owned())),
            (true, _) => Some(Finding::GoneFile(path.to_owned())),
        })
    }

    /// Of a page that is in both, with other bytes.
    fn between(path: &str, before: &[u8], after: &[u8]) -> Option<Finding> {
        if before == after {
            return Some(Finding::Touched(Part::Assets));
        }
        let (before, after) = (Page::parse(before), Page::parse(after));
        let finding = match (&before.leads_to, &after.leads_to) {
            (Some(_), None) => Finding::NewPage(path.to_owned(), after),
            (Some(from), Some(to)) if from == to => Finding::Touched(Part::Head),
            (_, Some(to)) => Finding::LeadsOn { path: path.to_owned(), to: to.clone() },
            (None, None) if before.title != after.title || before.text != after.text => {
                let (words_added, words_removed) = words_between(&before.text, &after.text);
                Finding::Changed(Changed {
                    path: address(path),
                    old_title: (before.title != after.title).then_some(before.title),
                    title: after.title,
                    words_added,
                    words_removed,
                })
            }
            (None, None) if before.frame != after.frame => Finding::Touched(Part::Frame),
            (None, None) if before.markup != after.markup => Finding::Touched(Part::Markup),
            (None, None) => Finding::Touched(Part::Head),
        };
        Some(finding)
    }
}

impl Touched {
    fn count(&mut self, part: Part) {
        *match part {
            Part::Frame => &mut self.frame,
            Part::Markup => &mut self.markup,
            Part::Head => &mut self.head,
            Part::Assets => &mut self.assets,
        } += 1;
    }
}

impl Comparison {
    fn sort(&mut self) {
        self.added.sort_by(|one, other| one.path.cmp(&other.path));
        self.changed.sort_by(|one, other| one.path.cmp(&other.path));
        self.moved.sort_by(|one, other| one.from.cmp(&other.from));
        self.removed.sort_by(|one, other| one.path.cmp(&other.path));
        for paths in [&mut self.files.added, &mut self.files.changed, &mut self.files.removed] {
            paths.sort();
        }
    }
}

/// New pages by what they say; nothing where two say the same.
struct Successors<'a> {
    by_title: BTreeMap<&'a str, Option<&'a str>>,
    by_text: HashMap<&'a str, Option<&'a str>>,
}

impl Successors<'_> {
    fn of(added: &[(String, Page)]) -> Successors<'_> {
        let mut successors = Successors { by_title: BTreeMap::new(), by_text: HashMap::new() };
        for (path, page) in added {
            let path = Some(path.as_str());
            successors.by_title.entry(&page.title).and_modify(|known| *known = None).or_insert(path);
            successors.by_text.entry(&page.text).and_modify(|known| *known = None).or_insert(path);
        }
        successors
    }

    fn of_page(&self, gone: &Page) -> Option<String> {
        let by_title = self.by_title.get(gone.title.as_str()).copied().flatten();
        let by_text = || self.by_text.get(gone.text.as_str()).copied().flatten();
        by_title.or_else(by_text).map(str::to_owned)
    }
}

/// The address at which a file stands: `about/index.html` is `/about/`.
fn address(path: &str) -> String {
    format!(
        "/{}",
        path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path)
    )
}

/// How many words there are more, and fewer.
fn words_between(before: &str, after: &str) -> (usize, usize) {
    let mut words: HashMap<&str, isize> = HashMap::new();
    for word in before.split_whitespace() {
        *words.entry(word).or_default() -= 1;
    }
    for word in after.split_whitespace() {
        *words.entry(word).or_default() += 1;
    }
    words.values().fold((0, 0), |(more, fewer), count| {
        let times = count.unsigned_abs();
        if *count > 0 { (more + times, fewer) } else { (more, fewer + times) }
    })
}

#[cfg(test)]
mod tests;
