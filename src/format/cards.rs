//! The social card of each record and organization, as PNG.

use rayon::prelude::*;

use super::{Format, indexes, keep_first};
use crate::address::Address;
use crate::archive::{RecordIx, TermIx};
use crate::card::{self, CardText, Faces};
use crate::diag::{Checked, Diagnostic, Place};
use crate::fingerprint::{Fingerprint, Ingredients, PROGRAM};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::store::Key;
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
            claim(&views.record_card(*record)?, views);
            output(&entry.address, Place::file(&entry.record.file), Card::Record(*record))
        };
        let of_term = |term: &TermIx| {
            claim(&views.term_card(*term)?, views);
            output(&archive[*term].address, indexes::origin(archive, *term), Card::Term(*term))
        };
        let mut outputs: Vec<Output> = records.par_iter().filter_map(of_record).collect();
        outputs.extend(terms.par_iter().filter_map(of_term).collect::<Vec<_>>());
        keep_first(&mut outputs);
        outputs
    }
}

/// The store is to keep what the site needs, also where it is not asked for.
fn claim(text: &CardText, views: &Views) {
    views.gallery.store.claim(key(text, views.faces()));
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
        Checked::sound(text.map(|text| picture(&text, &site.views)).unwrap_or_default())
    }

    fn problems(&self, _: &Site) -> Vec<Diagnostic> {
        Vec::new()
    }
}

/// The card's PNG: as it was drawn before, or drawn.
fn picture(text: &CardText, views: &Views) -> Vec<u8> {
    let (key, store) = (key(text, views.faces()), &views.gallery.store);
    store.get(key).unwrap_or_else(|| {
        let bytes = card::draw(text, views.faces());
        store.put(key, &bytes);
        bytes
    })
}

/// All that the bytes of a card are made from: the program, what stands on it, and the font that the site adds.
fn key(text: &CardText, faces: &Faces) -> Key {
    let CardText { site, kicker, headline, note, language, site_language, is_right_to_left, accent } = text;
    let words = [site, kicker, headline, note, language, site_language].map(String::as_bytes);
    let signs = [&[u8::from(*is_right_to_left)][..], accent, &faces.print().0.to_le_bytes(), PROGRAM.as_bytes()];
    Key::of("card", &[&words[..], &signs].concat())
}
