//! `reportage theme eject`: a file of the theme in use, copied to where the copy takes its place.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::screen::{Screen, print_data, shown};
use crate::cli::workplace;
use crate::cli::{Common, Outcome, Reading};
use crate::names::suggest::nearest;
use crate::settings::Settings;
use crate::source::Files;
use crate::theme::{self, Part};

/// Copy a file of the theme in use to where a copy of yours takes its place
///
/// Without `--theme` the copy is the site's own, beside site.toml. Of the file as it is now: what later versions of the
/// theme mend in theirs is not mended in yours.
#[derive(Args)]
pub(super) struct Eject {
    /// A template, asset or file of words: `parts/footer.html`, `style.css`, `es.toml`
    #[arg(value_name = "PARTIAL")]
    part: String,
    /// The theme below themes/ that is to have the copy
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
}

impl Eject {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        match self.eject(common, &screen) {
            Ok(location) => {
                print_data(format!("{}\n", shown(&location)).as_bytes());
                Outcome::Fine
            }
            Err(outcome) => outcome,
        }
    }

    fn eject(&self, common: &Common, screen: &Screen) -> Result<PathBuf, Outcome> {
        let workplace = workplace::find(common, &Reading::default(), None, screen)?;
        let files = &workplace.job.files;
        let mut settings = workplace::settings(&workplace, screen)?;
        if let Some(theme) = &self.theme {
            refuse_theme(theme, files, screen)?;
            settings.theme.clone_from(theme);
        }
        let parts = parts(&settings, files, screen)?;
        let part = find(&self.part, &parts).map_err(|help| {
            screen.fail(&format!("the theme `{}` has no file `{}`", settings.theme, self.part));
            screen.help(&help);
            Outcome::WrongUse
        })?;
        let layer = self.theme.as_ref().map(|theme| format!("themes/{theme}/")).unwrap_or_default();
        let path = format!("{layer}{}", part.path);
        let location = workplace.root.join(&path);
        copy(part, &location).map_err(|error| {
            match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    screen.fail(&format!("`{path}` is there already"));
                    screen.help("edit it, or take it away first");
                }
                _ => screen.fail(&format!("`{path}` cannot be written: {error}")),
            }
            Outcome::Problems
        })?;
        screen.say(&format!("from the theme `{}`", part.theme));
        Ok(location)
    }
}

/// A theme that is to have the copy must be there.
fn refuse_theme(theme: &str, files: &Files, screen: &Screen) -> Result<(), Outcome> {
    let folders = files.below("themes").filter_map(|file| Some(file.path.below("themes")?.split_once('/')?.0));
    let folders: Vec<&str> = folders.collect();
    if folders.contains(&theme) {
        return Ok(());
    }
    screen.fail(&format!("there is no folder `themes/{theme}`"));
    screen.help(&match nearest(theme, folders) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`reportage theme new {theme}` makes one"),
    });
    Err(Outcome::WrongUse)
}

fn parts(settings: &Settings, files: &Files, screen: &Screen) -> Result<Vec<Part>, Outcome> {
    let parts = theme::parts(files, settings);
    parts.value.ok_or_else(|| {
        screen.report(parts.problems, files, false);
        Outcome::WrongUse
    })
}

/// The file that is meant: by its path in the theme, or a shorter name that only one file has.
fn find<'p>(name: &str, parts: &'p [Part]) -> Result<&'p Part, String> {
    let name = name.trim_start_matches("./");
    let names = |part: &Part| {
        let path = part.path.clone();
        let below = path.split_once('/').map_or(path.clone(), |(_, below)| below.to_owned());
        let file = below.rsplit('/').next().unwrap_or_default().to_owned();
        let bare = |text: &str| text.rsplit_once('.').map_or(text.to_owned(), |(stem, _)| stem.to_owned());
        [path, below.clone(), bare(&below), file.clone(), bare(&file)]
    };
    // A longer name is meant before a shorter one that is the same.
    for length in 0..5 {
        let meant: Vec<&Part> = parts.iter().filter(|part| names(part)[length] == name).collect();
        match meant.as_slice() {
            [] => {}
            [part] => return Ok(part),
            several => {
                let paths: Vec<String> = several.iter().map(|part| format!("`{}`", part.path)).collect();
                return Err(format!("did you mean {}?", paths.join(" or ")));
            }
        }
    }
    let known: Vec<[String; 5]> = parts.iter().map(names).collect();
    let near = nearest(name, known.iter().flatten().map(String::as_str));
    let part = near.and_then(|near| parts.iter().zip(&known).find(|(_, names)| names.iter().any(|name| name == near)));
    Err(match part {
        Some((part, _)) => format!("did you mean `{}`?", part.path),
        None => "docs/themes.md lists the templates; `style.css` and `en.toml` are files too".to_owned(),
    })
}

fn copy(part: &Part, location: &Path) -> io::Result<()> {
    let bytes = part.file.read()?;
    if let Some(folder) = location.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(location)?.write_all(&bytes)
}
