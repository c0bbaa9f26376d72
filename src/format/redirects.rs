//! Former addresses: a page that leads on at each.

use tera::Context;

use super::{Format, made};
use crate::address::Address;
use crate::archive::Redirect;
use crate::diag::Checked;
use crate::fingerprint::{Ingredients, Inputs};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::Views;

pub(super) struct Redirects;

impl Format for Redirects {
    fn key(&self) -> &'static str {
        "redirects"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let redirects = views.archive.redirects();
        if redirects.is_empty() {
            return Vec::new();
        }
        // An address that is the present one but for its case has no file of its own on many file systems.
        let is_page = |redirect: &Redirect| key(&redirect.from) != key(&redirect.to);
        let pages = redirects.iter().enumerate().filter(|(_, redirect)| is_page(redirect));
        pages.map(|(place, redirect)| output(place, redirect)).collect()
    }
}

fn key(address: &Address) -> String {
    address.output.as_str().to_lowercase()
}

fn output(place: usize, redirect: &Redirect) -> Output {
    Output {
        address: redirect.from.clone(),
        rank: Rank::Signpost,
        origin: redirect.place.clone(),
        listing: Listing::Unlisted,
        make: Box::new(RedirectPage(place)),
    }
}

/// The page at a former address, by its place among the archive's.
struct RedirectPage(usize);

impl RedirectPage {
    fn redirect<'s>(&self, site: &'s Site) -> &'s Redirect {
        &site.views.archive.redirects()[self.0]
    }
}

impl Make for RedirectPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let Redirect { from, to, .. } = self.redirect(site);
        site.views.base().with("the two addresses", Inputs::new("redirect").text(&from.url).text(&to.url))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let Redirect { from, to, place } = self.redirect(site);
        let views = &site.views;
        let mut context = Context::new();
        context.insert("page", &views.page("redirect", from, None));
        context.insert("target", &views.local(&to.url));
        context.insert("target_absolute", &views.settings.base_url.absolute(&to.url));
        made(views.theme.render("redirect.html", &context, &place.file))
    }
}
