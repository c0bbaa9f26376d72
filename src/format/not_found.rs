//! `404.html`: what a host shows where there is nothing.

use tera::Context;

use super::{Format, made, site_toml};
use crate::address::Address;
use crate::diag::Checked;
use crate::fingerprint::Ingredients;
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
        site.views.base()
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let views = &site.views;
        let title = views.theme.strings.get("not_found.title").unwrap_or("Page not found");
        let mut context = Context::new();
        context.insert("page", &views.page("not_found", &self.0, Some(title)));
        made(views.theme.render("404.html", &context, &site_toml().file))
    }
}
