//! The social card of each record and organization, as PNG.

use rayon::prelude::*;

use super::{Format, indexes};
use crate::address::Address;
use crate::archive::{RecordIx, TermIx};
use crate::card::{self, CardText, Faces};
use crate::diag::{Checked, Diagnostic, Place};
use crate::fingerprint::{Fingerprint, Ingredients, PROGRAM};
use crate::site::{ByPath, Listing, Make, Output, Rank, Site};
use crate::view::Views;

pub(super) struct Cards;

impl Format for Cards {
    fn key(&self) -> &'static str {
        "cards"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let archive = &views.archive;
        let records: Vec<RecordIx> = archive.iter().map(|(record, _)| record).collect();
        let terms: Vec<TermIx> = archive.indexes().iter().enumerate().flat_map(terms_of).collect();
        let of_record = |record: &RecordIx| {
            let entry = &archive[*record];
            views.record_card(*record)?;
            output(&entry.address, Place::file(&entry.record.file), Card::Record(*record))
        };
        let of_term = |term: &TermIx| {
            views.term_card(*term)?;
            output(&archive[*term].address, indexes::origin(archive, *term), Card::Term(*term))
        };
        let mut outputs: Vec<Output> = records.par_iter().filter_map(of_record).collect();
        outputs.extend(terms.par_iter().filter_map(of_term).collect::<Vec<_>>());
        // Two pages at one address are reported where they stand, and once is enough.
        let mut by_path = ByPath::default();
        outputs.retain(|output| by_path.add(output.address.output.as_str(), 0).is_none());
        outputs
    }
}

fn terms_of((index, of): (usize, &crate::archive::Index)) -> impl Iterator<Item = TermIx> + use<> {
    (0..of.terms.len()).map(move |term| TermIx::new(index, term))
}

fn output(page: &Address, origin: Place, card: Card) -> Option<Output> {
    let address = Views::card_address(page)?;
    Some(Output { address, rank: Rank::Asset, origin, listing: Listing::Unlisted, make: Box::new(card) })
}

/// Whose card.
enum Card {
    Record(RecordIx),
    Term(TermIx),
}

impl Card {
    fn text(&self, views: &Views) -> Option<CardText> {
        match self {
            Card::Record(record) => views.record_card(*record),
            Card::Term(term) => views.term_card(*term),
        }
    }
}

impl Make for Card {
    fn made_from(&self, site: &Site) -> Ingredients {
        let text = self.text(&site.views).map_or(Fingerprint::default(), |text| text.print());
        Ingredients::new()
            .with("this program", Fingerprint::of(PROGRAM.as_bytes()))
            .with("what stands on it", text)
            .with("the font that the site adds", site.views.faces().print())
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let text = self.text(&site.views);
        Checked::sound(text.map(|text| picture(&text, site.views.faces())).unwrap_or_default())
    }

    fn problems(&self, _: &Site) -> Vec<Diagnostic> {
        Vec::new()
    }
}

/// The card's PNG. It depends on the program, on `text.print()` and on `faces.print()`, and on nothing else: whoever keeps
/// pictures from build to build asks here, and knows them by these three.
fn picture(text: &CardText, faces: &Faces) -> Vec<u8> {
    card::draw(text, faces)
}
