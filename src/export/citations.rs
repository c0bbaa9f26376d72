//! `csl-json`, `bibtex`, `ris`: every record as reference managers take it, in one file.

use std::io::{self, Write};

use super::{Export, ExportFile, Writer};
use crate::citation::{Item, bibtex, csl_json, ris};
use crate::fingerprint::{Fingerprint, Ingredients, Inputs, PROGRAM};
use crate::view::Views;

/// One form.
pub(super) struct Bibliography {
    key: &'static str,
    title: &'static str,
    path: &'static str,
    media_type: &'static str,
    form: Form,
}

/// What writes items in it.
type Form = fn(&mut dyn Iterator<Item = Item>, &mut dyn Write) -> io::Result<()>;

pub(super) const CSL_JSON: Bibliography = Bibliography {
    key: "csl-json",
    title: "Every record as CSL-JSON",
    path: "/data/citations.json",
    media_type: "application/vnd.citationstyles.csl+json",
    form: csl_json::write,
};

pub(super) const BIBTEX: Bibliography = Bibliography {
    key: "bibtex",
    title: "Every record as BibTeX",
    path: "/data/citations.bib",
    media_type: "application/x-bibtex",
    form: bibtex::write,
};

pub(super) const RIS: Bibliography = Bibliography {
    key: "ris",
    title: "Every record as RIS",
    path: "/data/citations.ris",
    media_type: "application/x-research-info-systems",
    form: ris::write,
};

impl Export for Bibliography {
    fn key(&self) -> &'static str {
        self.key
    }

    fn title(&self) -> &'static str {
        self.title
    }

    fn files(&self, _: &Views) -> Vec<ExportFile> {
        vec![ExportFile {
            path: self.path.to_owned(),
            table: None,
            what: format!("{}, for reference managers.", self.title),
            media_type: self.media_type,
            writer: Box::new(Items { key: self.key, form: self.form }),
        }]
    }
}

struct Items {
    key: &'static str,
    form: Form,
}

impl Writer for Items {
    fn made_from(&self, views: &Views) -> Ingredients {
        let items = views.archive.iter().map(|(record, _)| views.item_print(record));
        Ingredients::new()
            .with("this program", Fingerprint::of(PROGRAM.as_bytes()))
            .with("the pieces in it", Inputs::new(self.key).prints(items))
    }

    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        (self.form)(&mut views.archive.iter().map(|(record, _)| views.item(record)), out)
    }
}
