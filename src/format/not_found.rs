//! `404.html`: what a host shows where there is nothing, with ways to go on.

use tera::{Context, Value};

use super::{Format, made, site_toml};
use crate::address::Address;
use crate::archive::RecordIx;
use crate::diag::Checked;
use crate::fingerprint::{Ingredients, Inputs};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::Views;

pub(super) struct NotFound;

impl Format for NotFound {
    fn key(&self) -> &'static str {
        "not_found"
    }

    fn plan(&self, _: &Views, _: &[Output]) -> Vec<Output> {
        let output = |address: Address| Output {
            address: address.clone(),
            rank: Rank::Content,
            origin: site_toml(),
            listing: Listing::Unlisted,
            make: Box::new(NotFoundPage(address)),
        };
        Address::new("/404.html").map(output).into_iter().collect()
    }
}

struct NotFoundPage(Address);

impl Make for NotFoundPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        views
            .base()
            .with("the most named terms", views.index_briefs().1)
            .with("the records on it", Inputs::new("rows").prints(views.row_prints(&latest(views))))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let views = &site.views;
        let title = views.theme.strings.get("not_found.title").unwrap_or("Page not found");
        let mut problems = Vec::new();
        // What is wrong with a row keeps nobody from hearing what is wrong with this page.
        let rows = views.rows(&latest(views)).unwrap_or_else(|problem| {
            problems.push(*problem);
            Value::safe_string("")
        });
        let mut context = Context::new();
        context.insert("page", &views.page("not_found", &self.0, Some(title)));
        context.insert_value("indexes", views.index_briefs().0.clone());
        context.insert_value("rows", rows);
        let bytes = made(views.theme.render("404.html", &context, &site_toml().file)).gather(&mut problems);
        Checked { value: bytes, problems }
    }
}

/// How many of the latest records it shows.
const LATEST: usize = 5;

fn latest(views: &Views) -> Vec<RecordIx> {
    views.archive.range(0..LATEST)
}
