//! What exports are made from, as fingerprints.

use crate::archive::{Entry, RecordIx};
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::view::Views;

/// What a file of the whole archive is made from.
pub(super) fn of_archive(views: &Views) -> Ingredients {
    views.plain_base().with("the front matter of all files", views.archive_print())
}

/// What the file of one record is made from.
pub(super) fn of_record(views: &Views, this: RecordIx) -> Ingredients {
    let entry = &views.archive[this];
    views
        .plain_base()
        .with("its front matter and address", views.row_print(this))
        .with("the names of its terms", Inputs::new("terms").print(views.terms_print(this)).prints(ids(views, entry)))
        .with("its sources", sources(views, this))
        .with("the records it is related to", Inputs::new("related").prints(views.row_prints(&entry.related)))
        .with("who picked it up", Inputs::new("picked up").prints(views.row_prints(&entry.picked_up_by)))
        .with("its files", views.files_print(this))
}

fn ids<'v>(views: &'v Views, entry: &'v Entry) -> impl Iterator<Item = Fingerprint> + 'v {
    entry.terms.iter().map(|mention| Fingerprint::of(views.archive[mention.term].id.as_bytes()))
}

/// The records and outlets that a record names as its sources.
fn sources(views: &Views, this: RecordIx) -> Inputs {
    let entry = &views.archive[this];
    let records =
        entry.sources.iter().map(|source| source.map_or(Fingerprint::default(), |source| views.row_print(source)));
    let outlets = entry.record.sources.iter().map(|source| {
        let term = source.outlet.as_deref().and_then(|name| views.outlet_term(name));
        term.map_or(Fingerprint::default(), |term| Inputs::new("outlet").text(&term.id).text(&term.address.url).done())
    });
    // What the chain names is told by address, and a story by its counts.
    let chain = Fingerprint::of_value(&super::chain::chain(views, this));
    Inputs::new("sources").prints(records).prints(outlets).print(chain)
}
