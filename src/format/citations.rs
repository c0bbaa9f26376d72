//! Files for reference managers: CSL-JSON, BibTeX and RIS of each record and of terms; and `CITATION.cff`, by which the
//! archive itself is cited. Those of the whole archive are exports.
//!
//! CSL-JSON stands in files that end in `.json`: it has a media type of its own and no ending that hosts know, so that
//! under any other they would send it as bytes of no kind.

use std::io;

use rayon::prelude::*;

use super::{Format, indexes, keep_first, site_toml};
use crate::address::Address;
use crate::archive::{Archive, RecordIx, TermIx};
use crate::citation::{Item, bibtex, cff, csl_json, ris};
use crate::diag::{Checked, Diagnostic, Place};
use crate::fingerprint::{Fingerprint, Ingredients, Inputs, PROGRAM};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::Views;

pub(super) struct Citations;

/// The path of the archive's own citation.
const CFF: &str = "/CITATION.cff";

impl Format for Citations {
    fn key(&self) -> &'static str {
        "citations"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let archive = &views.archive;
        let records: Vec<RecordIx> = archive.iter().map(|(record, _)| record).collect();
        let indexes = archive.indexes().iter().enumerate();
        let terms = indexes.flat_map(|(index, of)| (0..of.terms.len()).map(move |term| TermIx::new(index, term)));
        let terms: Vec<TermIx> = terms.filter(|term| views.term_is_cited(*term)).collect();
        let of_record = |record: &RecordIx| {
            let entry = &archive[*record];
            files(&entry.address, &Place::file(&entry.record.file), Pieces::One(*record))
        };
        let of_term =
            |term: &TermIx| files(&archive[*term].address, &indexes::origin(archive, *term), Pieces::OfTerm(*term));
        let mut outputs: Vec<Output> = records.par_iter().flat_map_iter(of_record).collect();
        outputs.extend(terms.par_iter().flat_map_iter(of_term).collect::<Vec<_>>());
        keep_first(&mut outputs);
        outputs.extend(Address::new(CFF).map(|address| output(address, site_toml(), Box::new(Cff))));
        outputs
    }
}

/// The three files of what is cited on `page`.
fn files(page: &Address, origin: &Place, pieces: Pieces) -> Vec<Output> {
    let file = |form: &Form| {
        let address = Views::citation_address(page, form.extension())?;
        Some(output(address, origin.clone(), Box::new(Bibliography { pieces, form: *form })))
    };
    FORMS.iter().filter_map(file).collect()
}

/// Pages link to it, so that it is there before them.
fn output(address: Address, origin: Place, make: Box<dyn Make>) -> Output {
    Output { address, rank: Rank::Asset, origin, listing: Listing::Unlisted, make }
}

/// The records of a file.
#[derive(Clone, Copy)]
enum Pieces {
    One(RecordIx),
    OfTerm(TermIx),
}

impl Pieces {
    fn records<'a>(&'a self, archive: &'a Archive) -> Box<dyn Iterator<Item = RecordIx> + 'a> {
        match self {
            Pieces::One(record) => Box::new(std::iter::once(*record)),
            Pieces::OfTerm(term) => Box::new(archive[*term].records.iter().copied()),
        }
    }
}

/// The form of a file.
#[derive(Clone, Copy)]
enum Form {
    CslJson,
    Bibtex,
    Ris,
}

const FORMS: [Form; 3] = [Form::CslJson, Form::Bibtex, Form::Ris];

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Form::CslJson => "json",
            Form::Bibtex => "bib",
            Form::Ris => "ris",
        }
    }

    fn write(self, items: &mut dyn Iterator<Item = Item>, out: &mut dyn io::Write) -> io::Result<()> {
        match self {
            Form::CslJson => csl_json::write(items, out),
            Form::Bibtex => bibtex::write(items, out),
            Form::Ris => ris::write(items, out),
        }
    }
}

/// Some records, in one form.
struct Bibliography {
    pieces: Pieces,
    form: Form,
}

impl Make for Bibliography {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let items = self.pieces.records(&views.archive).map(|record| views.item_print(record));
        Ingredients::new()
            .with("this program", Fingerprint::of(PROGRAM.as_bytes()))
            .with("the pieces in it", Inputs::new(self.form.extension()).prints(items))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let views = &site.views;
        let mut items = self.pieces.records(&views.archive).map(|record| views.item(record));
        let mut bytes = Vec::new();
        self.form.write(&mut items, &mut bytes).expect("a vector takes all that is written to it");
        Checked::sound(bytes)
    }

    fn problems(&self, _: &Site) -> Vec<Diagnostic> {
        Vec::new()
    }
}

/// The archive's own citation.
struct Cff;

impl Cff {
    fn text(site: &Site) -> String {
        cff::write(&site.views.archive, &site.views.settings)
    }
}

impl Make for Cff {
    fn made_from(&self, site: &Site) -> Ingredients {
        Ingredients::new().with("its text", Fingerprint::of(Cff::text(site).as_bytes()))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        Checked::sound(Cff::text(site).into_bytes())
    }

    fn problems(&self, _: &Site) -> Vec<Diagnostic> {
        Vec::new()
    }
}
