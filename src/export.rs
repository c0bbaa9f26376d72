//! Views → the archive as other programs take it: one file an export, one line in `registry`.
//!
//! Exports say what front matter says, of records that are published; the text of bodies is in none of them, so that no
//! more than its own page is made again when a text is mended (`links` has the addresses that texts lead to). Each writes its bytes as they come: of a hundred thousand
//! records no more than a few are in memory at once.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::diag::{Diagnostic, Place, codes};
use crate::fingerprint::Ingredients;
use crate::settings::Settings;
use crate::source::SitePath;
use crate::view::Views;

mod chain;
mod citations;
mod csv;
mod frictionless;
mod ftm;
mod gexf;
mod json;
mod links;
mod ndjson;
mod opensearch;
mod prints;
mod record;
pub mod reference;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(not(feature = "sqlite"))]
#[path = "export/no_sqlite.rs"]
mod sqlite;
mod table;
mod tables;

pub(crate) use csv::is_formula;

pub use json::{Contents, RecordFile, SCHEMA};
pub use record::RECORD_FILES;

/// The word of `off` that turns all exports off.
pub const ALL: &str = "exports";

/// The exports that this program was built without, by the names of their features, which are their keys.
pub const NOT_BUILT_IN: &[&str] = if cfg!(feature = "sqlite") { &[] } else { &["sqlite"] };

/// A warning for each export that is lacking, unless the site does without it.
pub fn not_built_in(settings: &Settings) -> Vec<Diagnostic> {
    missed(NOT_BUILT_IN, settings)
}

fn missed(keys: &[&str], settings: &Settings) -> Vec<Diagnostic> {
    let missed = keys.iter().filter(|key| !settings.is_off(ALL) && !settings.is_off(key));
    let place = || SitePath::new("site.toml").map(|file| Place::file(&file));
    let told = missed.filter_map(|key| {
        let message = format!("this reportage was built without `{key}`, and the site has no such export");
        let help = format!("install one with `--features {key}`, or write `off = [\"{key}\"]`");
        Some(Diagnostic::new(codes::site::NOT_BUILT_IN, place()?, message).help(help))
    });
    told.collect()
}

/// One form in which the archive can be taken away.
pub trait Export: Send + Sync {
    /// The name by which `off` in site.toml turns it off and `reportage export` asks for it; unique.
    fn key(&self) -> &'static str;

    /// What it is, in a few words.
    fn title(&self) -> &'static str;

    /// Its files, the chief one first; none where the site has nothing to put in.
    fn files(&self, views: &Views) -> Vec<ExportFile>;
}

/// A file of an export.
pub struct ExportFile {
    /// Where it stands in the site: `/data/records.json`.
    pub path: String,
    /// The table that it holds, where the export has a file for each.
    pub table: Option<String>,
    /// What is in it, in a sentence.
    pub what: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Writes it.
    pub writer: Box<dyn Writer>,
}

/// Writes one file: a pure function of the views.
pub trait Writer: Send + Sync {
    /// What the bytes are made from: while all of it is the same, so are they.
    fn made_from(&self, views: &Views) -> Ingredients {
        prints::of_archive(views)
    }

    /// Writes the bytes.
    ///
    /// # Errors
    /// Those of `out`.
    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()>;

    /// Writes the same bytes to a new file at `path`.
    ///
    /// # Errors
    /// What the operating system says: `AlreadyExists` where there is one.
    fn write_file(&self, views: &Views, path: &Path) -> io::Result<()> {
        let mut out = BufWriter::new(File::create_new(path)?);
        self.write(views, &mut out)?;
        out.flush()
    }
}

/// Every export, in the order in which they are told.
pub fn registry() -> Vec<Box<dyn Export>> {
    vec![
        Box::new(json::Json),
        Box::new(ndjson::Ndjson),
        Box::new(csv::Csv),
        Box::new(frictionless::Frictionless),
        Box::new(sqlite::Sqlite),
        Box::new(ftm::Ftm),
        Box::new(gexf::Gexf),
        Box::new(citations::CSL_JSON),
        Box::new(citations::BIBTEX),
        Box::new(citations::RIS),
        Box::new(links::Links),
        Box::new(opensearch::OpenSearch),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::BaseUrl;

    #[test]
    fn what_is_not_built_in_is_told_unless_it_is_off() {
        let site = SitePath::new("site.toml").expect("a plain name");
        for (off, is_told) in [("", true), ("sqlite", false), ("exports", false), ("json", true)] {
            let mut settings = Settings::new("T", BaseUrl::parse("https://example.org/").expect("an address"));
            settings.off = vec![off.to_owned()];
            let told = missed(&["sqlite"], &settings);
            assert_eq!(!told.is_empty(), is_told, "{off}");
            for problem in told {
                assert_eq!((problem.code.name, &problem.place), ("not-built-in", &Place::file(&site)));
                assert_eq!(
                    problem.message,
                    "this reportage was built without `sqlite`, and the site has no such export"
                );
                let help = "install one with `--features sqlite`, or write `off = [\"sqlite\"]`";
                assert_eq!(problem.help.as_deref(), Some(help));
            }
        }
    }
}
