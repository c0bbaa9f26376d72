//! `reportage init`: a small site that builds at once, to be written over; and the workflow that builds it elsewhere.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::new::write_new;
use super::screen::{Screen, shown};
use super::workplace;
use super::{Common, Outcome, Reading};
use crate::discover::SETTINGS_FILE;
use crate::settings;
use crate::source::{Files, SitePath, SourceFile};

mod ci;
mod starter;

use ci::Ci;
use starter::Starter;

/// Make a new site that builds at once
///
/// With `--ci` the site gets a workflow that checks and publishes it. In the folder of a site that is there already,
/// nothing else is written.
#[derive(Args)]
pub(super) struct Init {
    /// The folder of the new site; made if it is not there, else it must be empty [with --ci: the current folder]
    #[arg(value_name = "DIR", required_unless_present = "ci")]
    folder: Option<PathBuf>,
    /// The service that checks, builds and publishes the site
    #[arg(long, value_enum, value_name = "SERVICE")]
    ci: Option<Ci>,
    /// The archive's name [default: the folder's]
    #[arg(long)]
    title: Option<String>,
    /// Where the site will stand
    #[arg(short = 'u', long, value_name = "URL", default_value = "https://example.org/")]
    base_url: String,
    /// The archive's language: a tag such as `en` or `pt-BR`
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
    /// Today, in place of the machine's day: 2026-11-23, RFC 3339, or seconds since 1970
    #[arg(long, value_name = "TIME")]
    clock: Option<String>,
}

impl Init {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        let folder = self.folder.clone().unwrap_or_else(|| PathBuf::from("."));
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        let made = match self.ci {
            Some(ci) if folder.join(SETTINGS_FILE).is_file() => add(ci, &folder, &screen),
            _ => self.make(&folder, &screen),
        };
        made.err().unwrap_or(Outcome::Fine)
    }

    fn make(&self, folder: &Path, screen: &Screen) -> Result<(), Outcome> {
        refuse_folder(folder, screen)?;
        let today = workplace::day(&Reading { clock: self.clock.clone(), ..Reading::default() }, screen)?;
        let starter = Starter {
            title: self.title.clone().unwrap_or_else(|| title_of(folder)),
            base_url: self.base_url.clone(),
            language: self.language.clone(),
            today,
        };
        let mut files = starter.files();
        self.check(&files, screen)?;
        files.extend(self.ci.map(|ci| (ci.file().to_owned(), ci.text())));
        for (path, text) in &files {
            write(folder, path, text, screen)?;
        }
        let shown = shown(folder);
        screen.say(&format!("{shown}: {} files", files.len()));
        screen.say(&format!("next: cd {shown}, then `reportage serve --open`"));
        if let Some(ci) = self.ci {
            screen.say(&format!("{}: {}", ci.file(), ci.next()));
        }
        Ok(())
    }

    /// What would be wrong with the new site.toml is wrong with the flags.
    fn check(&self, files: &[(String, String)], screen: &Screen) -> Result<(), Outcome> {
        let held = |(path, text): &(String, String)| Some(SourceFile::held(SitePath::new(path)?, text.as_bytes()));
        let files = Files::new(files.iter().filter_map(held).collect());
        let Some(file) = files.get(SETTINGS_FILE) else { return Ok(()) };
        let overrides = Reading::default().overrides();
        let problems = settings::read(file, &overrides, workplace::today()).problems;
        if Outcome::of(&problems, false) == Outcome::Fine {
            return Ok(());
        }
        screen.report(problems, &files, false);
        screen.say("nothing was written");
        Err(Outcome::WrongUse)
    }
}

/// Adds the workflow to a site; a file of that name is somebody's work and stays.
fn add(ci: Ci, folder: &Path, screen: &Screen) -> Result<(), Outcome> {
    let file = ci.file();
    if folder.join(file).exists() {
        screen.fail(&format!("`{}` is there already", shown(&folder.join(file))));
        screen.help("move it away, or change it by hand; nothing was written");
        return Err(Outcome::WrongUse);
    }
    write(folder, file, &ci.text(), screen)?;
    screen.say(&format!("{}: {}", shown(&folder.join(file)), ci.next()));
    Ok(())
}

fn write(folder: &Path, path: &str, text: &str, screen: &Screen) -> Result<(), Outcome> {
    write_new(&folder.join(path), text).map_err(|error| {
        screen.fail(&format!("`{}` cannot be written: {error}", folder.join(path).display()));
        Outcome::Problems
    })
}

/// The folder must be new, or hold nothing but a repository's own files.
fn refuse_folder(folder: &Path, screen: &Screen) -> Result<(), Outcome> {
    let shown = shown(folder);
    let found = match fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.file_name()).find(|name| name != ".git"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            screen.fail(&format!("`{shown}` cannot be a site's folder: {error}"));
            screen.help("name a new folder: `reportage init DIR`");
            return Err(Outcome::WrongUse);
        }
    };
    match found {
        None => Ok(()),
        Some(name) => {
            screen.fail(&format!("`{shown}` is not empty: it holds `{}`", name.to_string_lossy()));
            screen.help("name a new folder: `reportage init DIR`");
            Err(Outcome::WrongUse)
        }
    }
}

/// The folder's name as a title: `border-archive` is "Border archive".
fn title_of(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "The archive".to_owned(),
    }
}
