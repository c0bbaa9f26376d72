//! The page of changes: what was added, updated and corrected, day by day. There is none where no record says when.

use tera::Context;

use super::{Format, made, site_toml};
use crate::address::Address;
use crate::diag::Checked;
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{CHANGES, Change, ChangeKind, Views, page_count, page_path};

pub(super) struct Changes;

impl Format for Changes {
    fn key(&self) -> &'static str {
        "changes"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let total = views.changes().len();
        if total == 0 {
            return Vec::new();
        }
        let output = |number: usize| {
            Some(Output {
                address: Address::new(&page_path(CHANGES, number))?,
                rank: Rank::List,
                origin: site_toml(),
                listing: Listing::Listed(None),
                make: Box::new(ChangesPage(number)),
            })
        };
        (1..=page_count(total, views.settings.paginate_by)).filter_map(output).collect()
    }
}

struct ChangesPage(usize);

impl Make for ChangesPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let entries = changes(views, self.0).iter().map(|change| print(views, change));
        views
            .base()
            .with("how many changes there are", Inputs::new("changes").number(views.changes().len()))
            .with("the changes on it", Inputs::new("entries").prints(entries))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let Self(number) = self;
        let views = &site.views;
        let base = Address::new(CHANGES).expect("a plain path");
        let address = Address::new(&page_path(CHANGES, *number)).unwrap_or_else(|| base.clone());
        let title = views.theme.strings.get("changes.title").unwrap_or("Changes");
        let mut context = Context::new();
        let mut page = views.page("changes", &address, Some(title));
        page.feed = views.changes_feed();
        context.insert("page", &page);
        context.insert("days", &views.change_days(changes(views, *number)));
        context.insert("list", &views.list(&base, views.changes().len(), views.settings.paginate_by, *number));
        made(views.theme.render("changes.html", &context, &site_toml().file))
    }
}

/// What a change shows: its record stands for the day too, which is in the front matter.
fn print(views: &Views, change: &Change) -> Fingerprint {
    let at = match change.kind {
        ChangeKind::Added | ChangeKind::Updated => 0,
        ChangeKind::Corrected(at) => at,
    };
    Inputs::new("change")
        .text(change.kind.word())
        .number(at)
        .text(&change.date.iso())
        .print(views.row_print(change.record))
        .done()
}

/// Those on the page `number`.
fn changes(views: &Views, number: usize) -> &[Change] {
    views.changes().chunks(views.settings.paginate_by).nth(number - 1).unwrap_or_default()
}
