//! The log of corrections: each with its record, the latest first. There is none where nothing was corrected.

use tera::Context;

use super::{Format, made, site_toml};
use crate::address::Address;
use crate::archive::RecordIx;
use crate::diag::Checked;
use crate::fingerprint::{Ingredients, Inputs};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{CORRECTIONS, Views, page_count, page_path};

pub(super) struct Corrections;

impl Format for Corrections {
    fn key(&self) -> &'static str {
        "corrections"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let total = views.corrections().len();
        if total == 0 {
            return Vec::new();
        }
        let output = |number: usize| {
            Some(Output {
                address: Address::new(&page_path(CORRECTIONS, number))?,
                rank: Rank::List,
                origin: site_toml(),
                listing: Listing::Listed(None),
                make: Box::new(CorrectionsPage(number)),
            })
        };
        (1..=page_count(total, views.settings.paginate_by)).filter_map(output).collect()
    }
}

struct CorrectionsPage(usize);

impl Make for CorrectionsPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let entries = corrections(views, self.0)
            .iter()
            .map(|(record, at)| Inputs::new("correction").print(views.row_print(*record)).number(*at).done());
        views
            .base()
            .with("how many corrections there are", Inputs::new("corrections").number(views.corrections().len()))
            .with("the corrections on it", Inputs::new("entries").prints(entries))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let Self(number) = self;
        let views = &site.views;
        let base = Address::new(CORRECTIONS).expect("a plain path");
        let address = Address::new(&page_path(CORRECTIONS, *number)).unwrap_or_else(|| base.clone());
        let title = views.theme.strings.get("corrections").unwrap_or("Corrections");
        let total = views.corrections().len();
        let mut context = Context::new();
        let mut page = views.page("corrections", &address, Some(title));
        page.feed = views.corrections_feed();
        context.insert("page", &page);
        context.insert("entries", &views.correction_entries(corrections(views, *number)));
        context.insert("list", &views.list(&base, total, views.settings.paginate_by, *number));
        made(views.theme.render("corrections.html", &context, &site_toml().file))
    }
}

/// Those on the page `number`.
fn corrections(views: &Views, number: usize) -> &[(RecordIx, usize)] {
    views.corrections().chunks(views.settings.paginate_by).nth(number - 1).unwrap_or_default()
}
