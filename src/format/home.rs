//! The home page: the newest records, page by page, below the text of `content/index.md`.

use tera::{Context, Value};

use super::{Format, body, made, site_toml};
use crate::address::Address;
use crate::archive::{PageEntry, RecordIx};
use crate::diag::Checked;
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{Costly, Views, YearsView, page_count, page_path};

pub(super) struct Home;

impl Format for Home {
    fn key(&self) -> &'static str {
        "home"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let pages = page_count(views.archive.len(), views.settings.paginate_by);
        let output = |number: usize| {
            Some(Output {
                address: Address::new(&page_path("/", number))?,
                rank: Rank::List,
                origin: site_toml(),
                listing: Listing::Listed(None),
                make: Box::new(HomePage(number)),
            })
        };
        (1..=pages).filter_map(output).collect()
    }
}

struct HomePage(usize);

impl Make for HomePage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        let intro = intro(site, self.0).map(|intro| body::print(site, &intro.page.body));
        views
            .base()
            .with("how many records there are", Inputs::new("home").number(self.0).number(views.archive.len()))
            .with("content/index.md", Inputs::new("intro").prints(intro))
            .with("the records on it", Inputs::new("rows").prints(views.row_prints(&records(site, self.0))))
            .with("the most named terms", views.index_briefs().1)
            .with("the record it leads with", lead(views, self.0))
            .with("what was taken in last", additions(views, self.0))
            .with("the years of all records", years(views, self.0))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        page(site, self.0)
    }
}

/// The records of the list on the page `number`: on the first all but the one that leads.
fn records(site: &Site, number: usize) -> Vec<RecordIx> {
    let size = site.views.settings.paginate_by;
    let mut records = site.views.archive.range((number - 1) * size..number * size);
    if let Some((lead, _)) = leading(&site.views, number) {
        records.retain(|record| *record != lead);
    }
    records
}

/// The record that leads the page `number`: only the first has one, and only for it is any looked for.
fn leading(views: &Views, number: usize) -> Option<(RecordIx, &'static str)> {
    if number == 1 { views.lead() } else { None }
}

fn lead(views: &Views, number: usize) -> Inputs {
    // Why it leads follows from the settings and from its image.
    let prints = leading(views, number)
        .map(|(record, _)| Inputs::new("lead").print(views.row_print(record)).print(views.image_print(record)).done());
    Inputs::new("lead").prints(prints)
}

fn additions(views: &Views, number: usize) -> Inputs {
    let records = if number == 1 { views.latest_additions() } else { Vec::new() };
    Inputs::new("additions").prints(views.row_prints(&records))
}

fn years(views: &Views, number: usize) -> Inputs {
    let inputs = Inputs::new("years");
    if number == 1 {
        inputs.print(Fingerprint::of_value(&activity(views))).print(Fingerprint::of_value(&views.span()))
    } else {
        inputs
    }
}

fn activity(views: &Views) -> Option<YearsView> {
    views.years(views.archive.iter().map(|(record, _)| record))
}

/// The text of `content/index.md`, which the first page shows.
fn intro(site: &Site, number: usize) -> Option<&PageEntry> {
    site.views.archive.pages().iter().find(|page| &*page.address.path == "/" && number == 1)
}

fn page(site: &Site, number: usize) -> Checked<Vec<u8>> {
    let views = &site.views;
    let home = Address::new("/").expect("the home page's path is sound");
    let records = records(site, number);
    let mut problems = Vec::new();
    let content = intro(site, number).map(|intro| body::render(site, &intro.page.body, None).gather(&mut problems));
    let html = views.rows(&records).and_then(|rows| {
        let address = Address::new(&page_path("/", number)).unwrap_or_else(|| home.clone());
        let mut page = views.page("home", &address, None);
        page.description.clone_from(&views.settings.description);
        page.has_code = content.as_ref().is_some_and(|content| content.has_code);
        let mut context = Context::new();
        let is_first = number == 1;
        views.tell(is_first.then(|| views.home_linked()).as_ref(), &mut page, &mut context);
        context.insert("page", &page);
        context.insert_value("indexes", views.index_briefs().0.clone());
        context.insert("list", &views.list(&home, views.archive.len(), views.settings.paginate_by, number));
        context.insert_value("rows", rows);
        context.insert("lead", &is_first.then(|| views.lead_view()).flatten());
        context.insert("activity", &is_first.then(|| activity(views)).flatten());
        context.insert("added", &if is_first { views.addition_views() } else { Vec::new() });
        context.insert("span", &is_first.then(|| views.span()));
        context.insert_value("records", views.row_values(Costly::HomeRecords, &records));
        context.insert_value("content", content.as_ref().map_or_else(|| Value::safe_string(""), body::content));
        views.theme.render("home.html", &context, &site_toml().file)
    });
    let bytes = made(html).gather(&mut problems);
    Checked { value: bytes, problems }
}
