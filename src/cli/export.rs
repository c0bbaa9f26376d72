//! `reportage export`: the archive in a form that other programs read, as a build writes it, to standard output or a file.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::screen::{Screen, print_data, shown};
use super::workplace;
use super::{Common, Outcome, Reading};
use crate::export::{self, ExportFile};
use crate::names::suggest::nearest;
use crate::pipeline;
use crate::site::Site;
use crate::view::Views;

/// Print the archive in a form that other programs read
///
/// The bytes are those of the file in the site, which `--list` tells, whether `off` leaves it out or not.
#[derive(Args)]
pub(super) struct Export {
    /// The form: `json`, `ndjson`, `csv`, `sqlite` … as `--list` has them
    #[arg(required_unless_present = "list")]
    form: Option<String>,
    /// The file to write, in place of standard output; one that is there is replaced
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The table, where the form has a file for each [default: records]
    #[arg(long, value_name = "TABLE")]
    table: Option<String>,
    /// List the forms, and the tables of those that have several files
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    reading: Reading,
}

/// Why nothing can be exported.
struct Refusal {
    message: String,
    help: String,
}

impl Export {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        // Standard output is the export's own: no report in a form for programs may stand there.
        let is_for_people = matches!(&*common.format, "human" | "short");
        let format = if is_for_people { common.format.clone() } else { "short".to_owned() };
        let screen = Screen::new(&Common { format, ..common.clone() });
        let workplace = match workplace::find(common, &self.reading, None, &screen) {
            Ok(workplace) => workplace,
            Err(outcome) => return outcome,
        };
        let files = workplace.job.files.clone();
        let mut problems = workplace.problems;
        let prepared = pipeline::prepare(workplace.job);
        problems.extend(prepared.problems);
        let strict = prepared.value.as_ref().map_or(self.reading.strict, |site| site.views.settings.strict);
        let outcome = Outcome::of(&problems, strict);
        screen.report(problems, &files, strict);
        let Some(site) = prepared.value else { return Outcome::WrongUse };
        if outcome != Outcome::Fine {
            screen.say("nothing was exported");
            return outcome;
        }
        match self.export(&site) {
            Ok(()) => Outcome::Fine,
            Err(Refusal { message, help }) => {
                screen.fail(&message);
                screen.help(&help);
                Outcome::WrongUse
            }
        }
    }

    fn export(&self, site: &Site) -> Result<(), Refusal> {
        let views = &site.views;
        let Some(form) = self.form.as_ref().filter(|_| !self.list) else {
            print_data(list(views).as_bytes());
            return Ok(());
        };
        let file = self.file(form, views)?;
        match &self.output {
            Some(path) => write_file(&file, views, path).map_err(|error| Refusal {
                message: format!("{} cannot be written: {error}", shown(path)),
                help: "make room, give yourself the right to write there, or name another file".to_owned(),
            }),
            None => print(&file, views),
        }
    }

    /// The file that is asked for.
    fn file(&self, form: &str, views: &Views) -> Result<ExportFile, Refusal> {
        let registry = export::registry();
        let Some(export) = registry.iter().find(|export| export.key() == form) else {
            let known: Vec<&str> = registry.iter().map(|export| export.key()).collect();
            return Err(unknown(&format!("there is no export `{form}`"), form, &known));
        };
        let files = export.files(views);
        let tables: Vec<String> = files.iter().filter_map(|file| file.table.clone()).collect();
        let is_asked = |file: &ExportFile| self.table.is_none() || file.table == self.table;
        if let Some(file) = files.into_iter().find(is_asked) {
            return Ok(file);
        }
        match &self.table {
            Some(table) if !tables.is_empty() => {
                let tables: Vec<&str> = tables.iter().map(String::as_str).collect();
                Err(unknown(&format!("there is no table `{table}`"), table, &tables))
            }
            Some(_) => Err(Refusal {
                message: format!("`{form}` has no tables to choose from"),
                help: "leave out `--table`".to_owned(),
            }),
            None if export::NOT_BUILT_IN.contains(&form) => Err(Refusal {
                message: format!("this reportage was built without `{form}`"),
                help: format!("install one with it: `cargo install --locked reportage --features {form}`"),
            }),
            None => Err(Refusal {
                message: format!("the site has nothing for `{form}`"),
                help: "docs/data.md says what each export needs".to_owned(),
            }),
        }
    }
}

fn unknown(message: &str, word: &str, known: &[&str]) -> Refusal {
    let help = match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of `{}`", known.join("`, `")),
    };
    Refusal { message: message.to_owned(), help }
}

/// Every form with its chief file, and below it the tables of those that have several.
fn list(views: &Views) -> String {
    let registry = export::registry();
    let width = registry.iter().map(|export| export.key().len()).max().unwrap_or_default();
    let mut text = String::new();
    for export in &registry {
        text.push_str(&format!("{:width$}  {}\n", export.key(), export.title()));
        for file in export.files(views) {
            let table = file.table.map(|table| format!("--table {table}: ")).unwrap_or_default();
            text.push_str(&format!("{:width$}    {table}{}\n", "", file.path));
        }
    }
    text
}

/// Prints a file as it is made; a reader that has enough closes the pipe, and that is no failure.
fn print(file: &ExportFile, views: &Views) -> Result<(), Refusal> {
    let is_binary = file.media_type == "application/vnd.sqlite3";
    if is_binary && io::stdout().is_terminal() {
        return Err(Refusal {
            message: "a database is not for a terminal".to_owned(),
            help: "name a file with `--output`, or redirect standard output".to_owned(),
        });
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match file.writer.write(views, &mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Refusal {
            message: format!("standard output cannot be written: {error}"),
            help: "name a file with `--output`".to_owned(),
        }),
        _ => {
            // What a closed pipe left in the buffer has nobody to read it.
            let _ = out.into_parts();
            Ok(())
        }
    }
}

/// Writes a file beside its place and moves it there when it is whole.
fn write_file(file: &ExportFile, views: &Views, path: &Path) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let beside = path.with_file_name(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id()));
    let written = file.writer.write_file(views, &beside).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // A disk that is full is not to stay so for half a file.
        let _ = fs::remove_file(&beside);
    }
    written
}
