//! The site's folder → Files: every source file by its path, none of them read.
//!
//! Invariant: nothing outside the root gets a path, whatever links lie in the site.

use std::ffi::OsStr;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use walkdir::{DirEntry, WalkDir};

use crate::diag::codes::site as codes;
use crate::diag::{Checked, Code, Diagnostic, Place};
use crate::source::{Files, Folder, SitePath, SourceFile};

mod litter;

pub use litter::{is_left_by_system, is_litter};

/// The file that makes a folder a site.
pub const SETTINGS_FILE: &str = "site.toml";

/// The files at the root that are sources, sorted.
pub const SOURCE_FILES: [&str; 2] = ["links.toml", SETTINGS_FILE];

/// The folders of a site that are its sources, sorted.
pub const SOURCE_FOLDERS: [&str; 7] = ["assets", "content", "i18n", "static", "styles", "templates", "themes"];

/// The nearest folder with a `site.toml`: `start` or one above it, as an absolute path.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().find(|folder| folder.join(SETTINGS_FILE).is_file()).map(Path::to_path_buf)
}

/// Lists the sources of the site in `root`: the files `SOURCE_FILES` and all of the source folders, sorted by path.
///
/// Litter (`is_litter`) is left out, and `output`, the folder the site is written to, wherever it lies. Symbolic links
/// are followed inside the root. Names keep the form that the disk gives them, NFD included. `now` is the time by the
/// disk's clock, in nanoseconds since 1970, taken before: of files that changed too short a time ago it gives no stamps.
///
/// Errors: `no-site`, `bad-file-name`, `symlink-escapes`, `symlink-loop`, `unreadable-source`, `special-file`.
pub fn discover(root: &Path, output: &Path, now: u64) -> Checked<Files> {
    let Some(walk) = Walk::new(root, output) else {
        return Checked { value: Files::default(), problems: vec![no_site(root)] };
    };
    let mut checked = walk.run(now);
    if !checked.value.iter().any(|file| file.path.as_str() == SETTINGS_FILE) {
        checked.problems.push(no_site(root));
    }
    checked
}

/// The place of problems that lie in no file: `site.toml` as a whole.
pub(crate) fn site_place() -> Place {
    Place::file(&SitePath::new(SETTINGS_FILE).expect("a plain name is a site path"))
}

fn no_site(root: &Path) -> Diagnostic {
    Diagnostic::new(codes::NO_SITE, site_place(), format!("`{}` has no `{SETTINGS_FILE}`", root.display()))
        .help("name the site's folder with `--root DIR`, or begin one with `reportage init DIR`")
}

/// How many files are looked up in one go: enough that handing them over costs nothing.
const AT_ONCE: usize = 256;

/// One walk through one site.
struct Walk {
    /// Canonical, so that where a link leads can be compared with it.
    root: Arc<Path>,
    output: Option<PathBuf>,
    files: Vec<SourceFile>,
    problems: Vec<Diagnostic>,
}

impl Walk {
    fn new(root: &Path, output: &Path) -> Option<Walk> {
        let root: Arc<Path> = root.canonicalize().ok()?.into();
        // A folder that is not there yet cannot be walked into.
        let output = output.canonicalize().ok();
        Some(Walk { root, output, files: Vec::new(), problems: Vec::new() })
    }

    fn run(mut self, now: u64) -> Checked<Files> {
        let known: Mutex<Vec<SourceFile>> = Mutex::default();
        let folder = Folder::new(&self.root);
        let look_up = |mut files: Vec<SourceFile>| {
            files.iter_mut().for_each(|file| file.look_up_in(&folder, now));
            known.lock().unwrap_or_else(PoisonError::into_inner).append(&mut files);
        };
        // Most of the time goes into asking what the disk says of each file: all threads ask while one still walks.
        rayon::scope(|scope| {
            let mut entries = WalkDir::new(&self.root).min_depth(1).follow_links(true).into_iter();
            while let Some(entry) = entries.next() {
                let go_in = match entry {
                    Ok(entry) => self.visit(&entry),
                    Err(error) => {
                        self.refused(&error);
                        true
                    }
                };
                if !go_in {
                    entries.skip_current_dir();
                }
                if self.files.len() >= AT_ONCE {
                    let files = std::mem::take(&mut self.files);
                    scope.spawn(move |_| look_up(files));
                }
            }
            look_up(std::mem::take(&mut self.files));
        });
        let files = known.into_inner().unwrap_or_else(PoisonError::into_inner);
        Checked { value: Files::new(files), problems: self.problems }
    }

    /// Takes one file or folder up; says whether the walk may go on below it.
    ///
    /// The answer matters for folders only: `skip_current_dir` after a file would leave out its brothers.
    fn visit(&mut self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_dir();
        if !self.is_source(entry) {
            return !is_folder;
        }
        let Some(path) = self.site_path(entry.path()) else {
            let place = place(self.relative(entry.path()));
            let message = format!("`{}` is not a name that a site can have", place.file);
            let diagnostic = Diagnostic::new(codes::BAD_FILE_NAME, place, message)
                .help("rename it so that it is UTF-8 without backslashes and control characters");
            self.problems.push(diagnostic);
            return !is_folder;
        };
        if entry.path_is_symlink() && !self.stays_inside(entry.path(), &path) {
            return !is_folder;
        }
        if entry.file_type().is_file() {
            self.files.push(SourceFile::on_disk(path, self.root.clone()));
        } else if !is_folder {
            let message = format!("`{path}` is neither a file nor a folder");
            self.problems.push(Diagnostic::new(codes::SPECIAL_FILE, Place::file(&path), message).help("delete it"));
        }
        true
    }

    fn is_source(&self, entry: &DirEntry) -> bool {
        // Both are written as the walk writes paths: to compare them part by part would take ten times as long.
        let is_output = self.output.as_deref().map(Path::as_os_str) == Some(entry.path().as_os_str());
        if is_output || is_litter(entry.file_name()) {
            return false;
        }
        entry.depth() > 1 || is_top_source(entry.file_name())
    }

    /// Checks where the link at `location` leads.
    fn stays_inside(&mut self, location: &Path, path: &SitePath) -> bool {
        let Ok(target) = location.canonicalize() else {
            self.report(
                codes::UNREADABLE_SOURCE,
                path,
                format!("the link `{path}` leads to nothing"),
                "delete the link",
            );
            return false;
        };
        let hidden = |inside: &Path| inside.components().any(|part| is_litter(part.as_os_str()));
        let in_output = self.output.as_ref().is_some_and(|output| target.starts_with(output));
        let message = match target.strip_prefix(&self.root) {
            Err(_) => format!("the link `{path}` leads out of the site, to `{}`", target.display()),
            Ok(inside) if in_output || hidden(inside) => {
                format!("the link `{path}` leads to `{}`, which is no source of the site", inside.display())
            }
            Ok(_) => return true,
        };
        self.report(codes::SYMLINK_ESCAPES, path, message, "put the file itself where the link is");
        false
    }

    /// Reports what walkdir could not go into, unless nobody asked for it.
    fn refused(&mut self, error: &walkdir::Error) {
        let Some(location) = error.path() else { return };
        let relative = self.relative(location);
        let wanted = relative
            .components()
            .enumerate()
            .all(|(depth, part)| !is_litter(part.as_os_str()) && (depth > 0 || is_top_source(part.as_os_str())));
        if !wanted {
            return;
        }
        let place = place(relative);
        let shown = place.file.to_string();
        let diagnostic = if let Some(ancestor) = error.loop_ancestor() {
            let ancestor = self.relative(ancestor).display().to_string();
            let message = format!("the link `{shown}` leads back to `{ancestor}`, which holds it");
            Diagnostic::new(codes::SYMLINK_LOOP, place, message).help("delete the link")
        } else if location.is_symlink() {
            let message = format!("the link `{shown}` leads to nothing");
            Diagnostic::new(codes::UNREADABLE_SOURCE, place, message).help("delete the link")
        } else {
            let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            let message = format!("`{shown}` cannot be listed: {reason}");
            Diagnostic::new(codes::UNREADABLE_SOURCE, place, message).help("give yourself the right to read it")
        };
        self.problems.push(diagnostic);
    }

    fn report(&mut self, code: &'static Code, path: &SitePath, message: String, help: &str) {
        self.problems.push(Diagnostic::new(code, Place::file(path), message).help(help));
    }

    /// The path of what lies at `location` in the words of a site, where it has any.
    fn site_path(&self, location: &Path) -> Option<SitePath> {
        // The walk puts names behind the root's own text: where `/` parts them, nothing need be taken apart.
        let below = || location.to_str()?.strip_prefix(self.root.to_str()?)?.strip_prefix('/');
        if let Some(text) = below().filter(|_| MAIN_SEPARATOR == '/') {
            return sound(text);
        }
        let parts: Option<Vec<&str>> =
            self.relative(location).components().map(|part| part.as_os_str().to_str()).collect();
        sound(&parts?.join("/"))
    }

    fn relative<'a>(&self, location: &'a Path) -> &'a Path {
        location.strip_prefix(&self.root).unwrap_or(location)
    }
}

fn is_top_source(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| SOURCE_FILES.contains(&name) || SOURCE_FOLDERS.contains(&name))
}

fn sound(text: &str) -> Option<SitePath> {
    if text.chars().any(char::is_control) { None } else { SitePath::new(text) }
}

/// The nearest that a place can say of a path without words of its own: each bad character as U+FFFD.
fn place(relative: &Path) -> Place {
    let parts: Vec<String> = relative.components().map(|part| lossy(part.as_os_str())).collect();
    SitePath::new(&parts.join("/")).map_or_else(site_place, |path| Place::file(&path))
}

fn lossy(name: &OsStr) -> String {
    let bad = |character: char| character == '\\' || character.is_control();
    name.to_string_lossy().replace(bad, "\u{fffd}")
}

#[cfg(test)]
mod tests;
