//! The page of each record.

use rayon::prelude::*;
use serde::Serialize;
use tera::Context;

use super::{Format, body, made};
use crate::archive::{Entry, RecordIx};
use crate::diag::codes::theme::UNKNOWN_TEMPLATE;
use crate::diag::{Checked, Diagnostic, FieldPath, Place};
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::markdown::Rendered;
use crate::model::record::Access;
use crate::names::suggest::nearest;
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::source::SitePath;
use crate::theme::Theme;
use crate::view::{Costly, Fields, Seen, SeriesPlace, Views};

pub(super) struct Records;

impl Format for Records {
    fn key(&self) -> &'static str {
        "records"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let output = |this: RecordIx| {
            let Entry { address, record, .. } = &views.archive[this];
            Output {
                address: address.clone(),
                rank: Rank::Content,
                origin: Place::file(&record.file),
                listing: Listing::Listed(record.updated.or(record.added)),
                make: Box::new(RecordPage(this)),
            }
        };
        let records: Vec<RecordIx> = views.archive.iter().map(|(record, _)| record).collect();
        records.par_iter().filter(|record| views.shows_citations(**record)).for_each(|record| {
            // The store is to keep what the site needs, also where it is not asked for.
            views.gallery.store.claim(views.styles.key(&views.item(*record)));
        });
        records.into_par_iter().map(output).collect()
    }
}

struct RecordPage(RecordIx);

impl Make for RecordPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let entry = &views.archive[self.0];
        let record = &entry.record;
        let body::Prints { text, links } = body::prints(site, &record.body);
        let mementos = record.archived.iter().map(|memento| (&memento.file, &memento.sha256));
        let documents = record.documents.iter().map(|document| (&document.file, &document.sha256));
        let evidence = mementos.chain(documents).filter_map(|(file, sha256)| Some((file.as_ref()?, sha256)));
        let facts = evidence.clone().map(|(file, sha256)| {
            let facts = views.file_facts(&record.file, file);
            facts.map_or(Fingerprint::default(), |facts| facts.print(sha256.as_deref()))
        });
        let files = evidence.map(|(file, _)| file).chain(record.image.iter().map(|image| &image.file)).map(|file| {
            let url = views.file_url(&record.file, file).unwrap_or_default();
            Fingerprint::of(url.as_bytes())
        });
        let neighbours = views
            .neighbours(self.0)
            .map(|record| record.map_or(Fingerprint::default(), |record| views.name_print(record)));
        let series = views.place_in_series(self.0).map(|place| series(views, &place));
        let files = files.chain([views.image_print(self.0), of_what_is_known(views.original_status(self.0))]);
        views
            .base()
            .with("its file", text)
            .with("its front matter and address", views.row_print(self.0))
            .with("what its links lead to", links)
            .with(
                "its terms, and what is known of them",
                Inputs::new("terms").print(views.terms_print(self.0)).prints(views.known_prints(self.0)),
            )
            .with("its sources", sources(views, self.0))
            .with("the records it is related to", views.related_print(self.0))
            .with("who picked it up", Inputs::new("picked up").prints(views.row_prints(&entry.picked_up_by)))
            .with(
                "its files, its link, its series, its neighbours in time and the styles it is cited in",
                Inputs::new("around")
                    .prints(files)
                    .prints(facts)
                    .prints(series)
                    .prints(neighbours)
                    .print(views.cited_print(self.0)),
            )
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        page(site, self.0)
    }
}

fn of_what_is_known(view: Option<impl Serialize>) -> Fingerprint {
    view.map_or(Fingerprint::default(), |view| Fingerprint::of_value(&view))
}

/// A series, and where a record stands in it.
fn series(views: &Views, place: &SeriesPlace) -> Fingerprint {
    let beside = [place.previous, place.next]
        .map(|record| record.map_or(Fingerprint::default(), |record| views.row_print(record)));
    Inputs::new("series").number(place.place).number(views.archive[place.term].records.len()).prints(beside).done()
}

/// The records and outlets that a record names as its sources, and the story that it is part of.
fn sources(views: &Views, this: RecordIx) -> Inputs {
    let entry = &views.archive[this];
    let records =
        entry.sources.iter().map(|source| source.map_or(Fingerprint::default(), |source| views.row_print(source)));
    let outlets = entry.record.sources.iter().map(|source| {
        let name = source.outlet.as_deref().unwrap_or_default();
        views.outlet_url(name).map_or(Fingerprint::default(), |url| Fingerprint::of(url.as_bytes()))
    });
    Inputs::new("sources").prints(records).prints(outlets).print(of_what_is_known(views.chain_view(this)))
}

fn page(site: &Site, this: RecordIx) -> Checked<Vec<u8>> {
    let views = &site.views;
    let entry = &views.archive[this];
    let record = &entry.record;
    let mut problems = Vec::new();
    let render = |words| body::render_up_to(site, &record.body, record.language.as_deref(), words);
    let rendered = match record.access {
        Access::Metadata | Access::Dark => Rendered::default(),
        Access::Excerpt => render(Some(views.settings.excerpt_words)).gather(&mut problems),
        Access::Fulltext => render(None).gather(&mut problems),
    };
    let view = views.record(this);
    let mut page = views.page("record", &entry.address, Some(&record.title));
    page.description.clone_from(&record.dek);
    page.has_code = rendered.has_code;
    if view.plays() {
        page.let_play(views.policy());
    }
    page.alternates = views.record_alternates(&entry.address);
    page.feed = if record.corrections.is_empty() { None } else { views.corrections_feed() };
    page.card = views.record_card(this).and_then(|card| views.card_view(&entry.address, &card));
    let mut context = Context::new();
    let is_told = record.template.is_some() || views.shows(Costly::RecordMetadata);
    let metadata = is_told.then(|| views.record_metadata(this));
    views.tell(metadata.as_ref(), &mut page, &mut context);
    context.insert("citations", &views.citations(this));
    context.insert_value("content", body::content(&rendered));
    context.insert_value("headings", body::headings(&rendered));
    let template = template_or(&views.theme, record.template.as_deref(), "record.html", &record.file, &mut problems);
    let mut render = |is_whole: bool| {
        let fields = |seen| if is_whole { &Fields::ALL } else { views.fields(seen) };
        context.insert_value("page", fields(Seen::RecordPage).value(&page));
        context.insert_value("record", fields(Seen::Record).value(&view));
        views.theme.render(&template, &context, &record.file)
    };
    // What a template of the record's own shows is not looked up. One that asks for what is not there is told what is.
    let is_whole = record.template.is_some();
    let bytes = made(render(is_whole).or_else(|_| render(true))).gather(&mut problems);
    Checked { value: bytes, problems }
}

/// The template that a file asks for, if some layer has it, or else `standard`.
pub(super) fn template_or(
    theme: &Theme,
    asked: Option<&str>,
    standard: &str,
    file: &SitePath,
    problems: &mut Vec<Diagnostic>,
) -> String {
    let Some(asked) = asked else { return standard.to_owned() };
    if theme.has(asked) {
        return asked.to_owned();
    }
    if theme.knows(asked) {
        // What is wrong with the template has been told.
        return standard.to_owned();
    }
    let place = Place::text(file, FieldPath::key("template"), asked);
    let problem = Diagnostic::new(UNKNOWN_TEMPLATE, place, format!("no layer has the template `{asked}`"));
    let names = theme.template_names().filter_map(|name| name.strip_suffix(".html"));
    problems.push(match nearest(asked.trim_end_matches(".html"), names) {
        Some(near) => problem.help(format!("did you mean `{near}.html`?")),
        None => problem.help(format!("add templates/{asked}, or take the line out")),
    });
    standard.to_owned()
}
