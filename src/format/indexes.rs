//! The page of each index, and the pages of each of its terms.

use tera::{Context, Value};

use super::{Format, body, made, site_toml};
use crate::address::Address;
use crate::archive::{Archive, RecordIx, TermIx};
use crate::diag::{Checked, Place};
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::index::Sequence;
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{Costly, Fields, LinkView, Seen, Views, page_count, page_path};

pub(super) struct Indexes;

impl Format for Indexes {
    fn key(&self) -> &'static str {
        "indexes"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let mut outputs = Vec::new();
        for (place, index) in views.archive.indexes().iter().enumerate().filter(|(_, index)| !index.terms.is_empty()) {
            outputs.push(Output {
                address: index.address.clone(),
                rank: Rank::List,
                origin: site_toml(),
                listing: Listing::Listed(None),
                make: Box::new(IndexPage(place)),
            });
            for (term_place, term) in index.terms.iter().enumerate() {
                let this = TermIx::new(place, term_place);
                let pages = page_count(term.records.len(), views.settings.paginate_terms);
                let output = |number: usize| {
                    Some(Output {
                        address: Address::new(&page_path(&term.address.path, number))?,
                        rank: Rank::List,
                        origin: origin(&views.archive, this),
                        listing: Listing::Listed(None),
                        make: Box::new(TermPage { this, number }),
                    })
                };
                outputs.extend((1..=pages).filter_map(output));
            }
        }
        outputs
    }
}

/// The file that a term comes from: its entity's, or else that of the first record that names it.
pub(super) fn origin(archive: &Archive, this: TermIx) -> Place {
    let term = &archive[this];
    let entity = term.entity.as_ref().map(|entity| &entity.file);
    let file = entity.or_else(|| term.records.first().map(|record| &archive[*record].record.file));
    file.map_or_else(site_toml, Place::file)
}

struct IndexPage(usize);

impl Make for IndexPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let index = &views.archive.indexes()[self.0];
        let terms = index.terms.iter().enumerate().map(|(place, term)| {
            let this = TermIx::new(self.0, place);
            Inputs::new("count").print(views.term_print(this)).number(term.records.len()).done()
        });
        views.base().with("its terms and their counts", Inputs::new("index").text(&index.key).prints(terms))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        index_page(site, self.0)
    }
}

struct TermPage {
    this: TermIx,
    number: usize,
}

impl Make for TermPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let term = &views.archive[self.this];
        let entity = term.entity.as_ref();
        let proofs = term.relations.iter().map(|(with, proof)| {
            let with = with.map_or(Fingerprint::default(), |with| views.term_print(with));
            let proof = proof.map_or(Fingerprint::default(), |proof| views.row_print(proof));
            Inputs::new("relation").print(with).print(proof).done()
        });
        let name = Inputs::new("term")
            .text(&views.archive.index_of(self.this).key)
            .text(&term.id)
            .print(views.term_print(self.this))
            .number(self.number);
        let days = if self.number == 1 { views.days_print(self.this) } else { Fingerprint::default() };
        let counts = Inputs::new("counts").number(term.records.len()).number(term.subjects);
        // The card also counts the years.
        let counts = counts.prints(views.term_card(self.this).map(|card| card.print()));
        let parent = term.parent.map(|parent| {
            let file = views.archive[parent].entity.as_ref().map(|entity| entity.body.header);
            Inputs::new("parent").print(views.term_print(parent)).prints(file).done()
        });
        views
            .base()
            .with("its name and address", name)
            .with("how many records name it", counts)
            .with("the names of its records' terms", views.together_print(self.this))
            .with("the days of its records", days)
            .with("its own file", Inputs::new("file").prints(entity.map(|entity| body::print(site, &entity.body))))
            .with("what it is tied to", Inputs::new("ties").prints(proofs).prints(parent))
            .with(
                "the records on it",
                Inputs::new("rows").prints(views.row_prints(&rows(site, self.this, self.number))),
            )
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        term_page(site, self.this, self.number)
    }
}

/// The records on the page `number` of a term, in the order of its index.
fn rows(site: &Site, this: TermIx, number: usize) -> Vec<RecordIx> {
    let archive = &site.views.archive;
    let records = &archive[this].records;
    let places = match site.views.settings.paginate_terms {
        0 => 0..records.len(),
        size => (number - 1) * size..records.len().min(number * size),
    };
    match archive.index_of(this).sequence {
        Sequence::NewestFirst => records.get(places).unwrap_or_default().to_vec(),
        Sequence::OldestFirst => archive.in_order_of_events(records, places),
    }
}

fn index_page(site: &Site, place: usize) -> Checked<Vec<u8>> {
    let views = &site.views;
    let index = &views.archive.indexes()[place];
    let view = views.index(index);
    let mut context = Context::new();
    context.insert("page", &views.page("index", &index.address, Some(&view.title)));
    context.insert("index", &view);
    made(views.theme.render("index.html", &context, &site_toml().file))
}

fn term_page(site: &Site, this: TermIx, number: usize) -> Checked<Vec<u8>> {
    let views = &site.views;
    let term = &views.archive[this];
    let records = rows(site, this, number);
    let mut problems = Vec::new();
    let entity = term.entity.as_ref();
    let profile =
        entity.filter(|_| number == 1).map(|entity| body::render(site, &entity.body, None).gather(&mut problems));
    let together = (number == 1).then(|| views.together(this));
    let html = views.rows(&records).and_then(|rows| {
        let address = Address::new(&page_path(&term.address.path, number)).unwrap_or_else(|| term.address.clone());
        let view = views.term(this, together.as_ref());
        let mut page = views.page("term", &address, Some(&term.name));
        page.description = entity.and_then(|entity| entity.dek.clone());
        page.card = views.term_card(this).and_then(|card| views.card_view(&term.address, &card));
        page.has_code = profile.as_ref().is_some_and(|profile| profile.has_code);
        page.alternates = views.term_alternates(this);
        page.feed = view.feed.as_ref().map(|url| LinkView { name: term.name.clone(), url: url.clone() });
        let mut context = Context::new();
        let is_told = number == 1 && views.shows(Costly::TermMetadata);
        views.tell(is_told.then(|| views.term_linked(this)).as_ref(), &mut page, &mut context);
        context.insert("list", &views.list(&term.address, term.records.len(), views.settings.paginate_terms, number));
        context.insert_value("rows", rows);
        context.insert_value("records", views.row_values(Costly::TermRecords, &records));
        let shown = |costly: Costly| together.as_ref().filter(|_| views.shows(costly));
        let activity = shown(Costly::TermActivity).and_then(|_| views.years(term.records.iter().copied()));
        context.insert("activity", &activity);
        context.insert("graph", &shown(Costly::TermGraph).and_then(|together| views.graph(this, together)));
        context.insert("others", &shown(Costly::TermOthers).map(|together| views.others(together)).unwrap_or_default());
        context.insert_value("content", profile.as_ref().map_or_else(|| Value::safe_string(""), body::content));
        let mut render = |fields: [&Fields; 2]| {
            context.insert_value("page", fields[0].value(&page));
            context.insert_value("term", fields[1].value(&view));
            views.theme.render("term.html", &context, &origin(&views.archive, this).file)
        };
        // A template that asks for what is not there is told what is.
        let shown = [views.fields(Seen::TermPage), views.fields(Seen::Term)];
        render(shown).or_else(|_| render([&Fields::ALL; 2]))
    });
    let bytes = made(html).gather(&mut problems);
    Checked { value: bytes, problems }
}
