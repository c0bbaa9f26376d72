//! The exports as files of the site: each of its own key, the files of single records, and the list of all of them.

use std::io::{self, Write};
use std::path::Path;

use super::{Format, Text, keep_first, site_toml};
use crate::address::Address;
use crate::archive::{Entry, RecordIx};
use crate::diag::{Checked, Diagnostic, Place};
use crate::export::{self, ALL, Contents, Export, ExportFile, RECORD_FILES, RecordFile, Writer};
use crate::fingerprint::Ingredients;
use crate::settings::Settings;
use crate::site::{Listing, Make, Output, Rank, Site, Stream, Streamed};
use crate::view::Views;

/// A format for each export of the registry.
pub(super) fn each() -> impl Iterator<Item = Box<dyn Format>> {
    export::registry().into_iter().map(|export| Box::new(Exported(export)) as Box<dyn Format>)
}

/// The files of one export.
struct Exported(Box<dyn Export>);

impl Format for Exported {
    fn key(&self) -> &'static str {
        self.0.key()
    }

    fn is_off(&self, settings: &Settings) -> bool {
        settings.is_off(ALL) || settings.is_off(self.key())
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let planned = |file: ExportFile| {
            let make = Streamed { stream: Written(file.writer), origin: site_toml() };
            output(&file.path, site_toml(), Box::new(make))
        };
        self.0.files(views).into_iter().filter_map(planned).collect()
    }
}

struct Written(Box<dyn Writer>);

impl Stream for Written {
    fn made_from(&self, site: &Site) -> Ingredients {
        self.0.made_from(&site.views)
    }

    fn write(&self, site: &Site, out: &mut dyn Write) -> io::Result<()> {
        self.0.write(&site.views, out)
    }

    fn write_file(&self, site: &Site, path: &Path) -> io::Result<()> {
        self.0.write_file(&site.views, path)
    }
}

/// Each record as JSON, beside its page.
pub(super) struct RecordFiles;

impl Format for RecordFiles {
    fn key(&self) -> &'static str {
        RECORD_FILES
    }

    fn is_off(&self, settings: &Settings) -> bool {
        settings.is_off(ALL) || settings.is_off(self.key())
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let file = |(record, entry): (RecordIx, &Entry)| {
            let file = RecordFile(record);
            Some(Output {
                address: file.address(views)?,
                // The record's page leads to it.
                rank: Rank::Asset,
                origin: Place::file(&entry.record.file),
                listing: Listing::Unlisted,
                make: Box::new(RecordJson(file)),
            })
        };
        let mut files: Vec<Output> = views.archive.iter().filter_map(file).collect();
        keep_first(&mut files);
        files
    }
}

struct RecordJson(RecordFile);

impl Make for RecordJson {
    fn made_from(&self, site: &Site) -> Ingredients {
        self.0.made_from(&site.views)
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        Checked::sound(self.0.bytes(&site.views))
    }

    fn problems(&self, _: &Site) -> Vec<Diagnostic> {
        Vec::new()
    }
}

/// `data/index.json`: what there is, so that a program finds it all.
pub(super) struct Index;

impl Format for Index {
    fn key(&self) -> &'static str {
        ALL
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let mut contents = Contents::new(views);
        for export in export::registry() {
            if !views.settings.is_off(export.key()) {
                export.files(views).iter().for_each(|file| contents.add(views, export.key(), file));
            }
        }
        output("/data/index.json", site_toml(), Box::new(Text(contents.text()))).into_iter().collect()
    }
}

fn output(path: &str, origin: Place, make: Box<dyn Make>) -> Option<Output> {
    Some(Output { address: Address::new(path)?, rank: Rank::Signpost, origin, listing: Listing::Unlisted, make })
}
