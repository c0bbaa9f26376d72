//! `reportage init`: a small site that builds at once, to be written over.

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

mod starter;

use starter::Starter;

/// Make a new site that builds at once
#[derive(Args)]
pub(super) struct Init {
    /// The folder of the new site; made if it is not there, else it must be empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
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
        match self.make(&screen) {
            Ok(files) => {
                let folder = shown(&std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone()));
                screen.say(&format!("{folder}: {files} files"));
                screen.say(&format!("next: cd {folder}, then `reportage serve --open`"));
                Outcome::Fine
            }
            Err(outcome) => outcome,
        }
    }

    fn make(&self, screen: &Screen) -> Result<usize, Outcome> {
        self.refuse_folder(screen)?;
        let today = workplace::day(&Reading { clock: self.clock.clone(), ..Reading::default() }, screen)?;
        let folder = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let starter = Starter {
            title: self.title.clone().unwrap_or_else(|| title_of(&folder)),
            base_url: self.base_url.clone(),
            language: self.language.clone(),
            today,
        };
        let files = starter.files();
        self.check(&files, screen)?;
        for (path, text) in &files {
            write_new(&folder.join(path), text).map_err(|error| {
                screen.fail(&format!("`{}` cannot be written: {error}", folder.join(path).display()));
                Outcome::Problems
            })?;
        }
        Ok(files.len())
    }

    /// The folder must be new, or hold nothing but a repository's own files.
    fn refuse_folder(&self, screen: &Screen) -> Result<(), Outcome> {
        let shown = self.folder.display();
        let found = match fs::read_dir(&self.folder) {
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

/// The folder's name as a title: `border-archive` is "Border archive".
fn title_of(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "The archive".to_owned(),
    }
}
