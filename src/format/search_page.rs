//! `/search/`: the page whose script asks the search index; without script, the ways into the indexes.

use tera::Context;

use super::{made, site_toml};
use crate::address::Address;
use crate::diag::Checked;
use crate::fingerprint::Ingredients;
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::SEARCH_PAGE;

/// The page; none where the editor has made one of their own, which has the index to ask as well.
pub(super) fn output(planned: &[Output]) -> Option<Output> {
    let address = Address::new(SEARCH_PAGE)?;
    let is_taken = planned.iter().any(|output| output.address.path == address.path);
    (!is_taken).then(|| Output {
        address: address.clone(),
        rank: Rank::List,
        origin: site_toml(),
        listing: Listing::Unlisted,
        make: Box::new(SearchPage(address)),
    })
}

struct SearchPage(Address);

impl Make for SearchPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        // The words are the theme's, of which the base knows.
        site.views.base().with("the most named terms", site.views.index_briefs().1)
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let views = &site.views;
        let title = views.word("search.title", "Search");
        let mut context = Context::new();
        context.insert("page", &views.page("search", &self.0, Some(&title)));
        context.insert_value("indexes", views.index_briefs().0.clone());
        context.insert("words", &views.search_words());
        made(views.theme.render("search.html", &context, &site_toml().file))
    }
}
