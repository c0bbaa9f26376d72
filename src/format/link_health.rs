//! The page on links: how the addresses outside stand that the archive names. There is none where nothing is known.

use tera::Context;

use super::{Format, made, site_toml};
use crate::address::Address;
use crate::diag::Checked;
use crate::fingerprint::{Fingerprint, Ingredients};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{LINK_HEALTH, Views, has_link_health, page_count, page_path};

pub(super) struct LinkHealth;

impl Format for LinkHealth {
    fn key(&self) -> &'static str {
        "link_health"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        if !has_link_health(&views.outbound, &views.settings) {
            return Vec::new();
        }
        let output = |number: usize| {
            Some(Output {
                address: Address::new(&page_path(LINK_HEALTH, number))?,
                rank: Rank::List,
                origin: site_toml(),
                listing: Listing::Listed(None),
                make: Box::new(LinkHealthPage(number)),
            })
        };
        (1..=page_count(views.troubled_links(), views.settings.paginate_by)).filter_map(output).collect()
    }
}

struct LinkHealthPage(usize);

impl Make for LinkHealthPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let counts = Fingerprint::of_value(&views.verdict_counts());
        views
            .base()
            .with("how many links stand how", counts)
            .with("the links on it", views.link_groups_print(self.0, views.settings.paginate_by))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let Self(number) = self;
        let views = &site.views;
        let size = views.settings.paginate_by;
        let base = Address::new(LINK_HEALTH).expect("a plain path");
        let address = Address::new(&page_path(LINK_HEALTH, *number)).unwrap_or_else(|| base.clone());
        let title = views.theme.strings.get("links.title").unwrap_or("Links");
        let mut context = Context::new();
        context.insert("page", &views.page("link_health", &address, Some(title)));
        context.insert("counts", &views.verdict_counts());
        context.insert("groups", &views.link_groups(*number, size));
        context.insert("list", &views.list(&base, views.troubled_links(), size, *number));
        made(views.theme.render("links.html", &context, &site_toml().file))
    }
}
