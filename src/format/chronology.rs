//! The chronology: every record in the order of events, month by month; undated ones last.

use tera::Context;

use super::{Format, made, site_toml};
use crate::address::Address;
use crate::archive::RecordIx;
use crate::diag::{Checked, Diagnostic};
use crate::fingerprint::{Ingredients, Inputs};
use crate::model::date::PartialDate;
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{Group, Views, group_id, page_count, page_path};

pub(super) struct Chronology;

/// Where it stands.
const PATH: &str = "/chronology/";

impl Format for Chronology {
    fn key(&self) -> &'static str {
        "chronology"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let pages = page_count(views.archive.len(), views.settings.paginate_by);
        let output = |number: usize| {
            Some(Output {
                address: Address::new(&page_path(PATH, number))?,
                rank: Rank::List,
                origin: site_toml(),
                listing: Listing::Listed(None),
                make: Box::new(ChronologyPage(number)),
            })
        };
        (1..=pages).filter_map(output).collect()
    }
}

struct ChronologyPage(usize);

impl Make for ChronologyPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let views = &site.views;
        views
            .base()
            .with("how many records there are", Inputs::new("chronology").number(self.0).number(views.archive.len()))
            .with("the months of all records", views.chronology_years(PATH).1)
            .with("the records on it", Inputs::new("rows").prints(views.row_prints(&records(site, self.0))))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        page(site, self.0)
    }
}

fn records(site: &Site, number: usize) -> Vec<RecordIx> {
    let size = site.views.settings.paginate_by;
    site.views.archive.chronology((number - 1) * size..number * size)
}

fn page(site: &Site, number: usize) -> Checked<Vec<u8>> {
    let views = &site.views;
    let base = Address::new(PATH).expect("a plain path");
    let html = groups(views, &records(site, number)).and_then(|groups| {
        let address = Address::new(&page_path(PATH, number)).unwrap_or_else(|| base.clone());
        let title = views.theme.strings.get("chronology").unwrap_or("Chronology");
        let mut context = Context::new();
        context.insert("page", &views.page("chronology", &address, Some(title)));
        context.insert("groups", &groups);
        context.insert_value("years", views.chronology_years(PATH).0.clone());
        context.insert("list", &views.list(&base, views.archive.len(), views.settings.paginate_by, number));
        views.theme.render("chronology.html", &context, &site_toml().file)
    });
    made(html)
}

fn groups(views: &Views, records: &[RecordIx]) -> Result<Vec<Group>, Box<Diagnostic>> {
    let date = |record: &RecordIx| views.archive[*record].record.date;
    let month = |record: &RecordIx| date(record).map(|date| (date.year, date.month));
    let group = |records: &[RecordIx]| {
        let title = match month(&records[0]) {
            Some((year, month)) => {
                let day = PartialDate::day(year, 1, 1);
                views.theme.strings.date(&PartialDate { month, day: None, ..day })
            }
            None => views.theme.strings.get("undated").unwrap_or("Undated").to_owned(),
        };
        let date = date(&records[0]);
        Ok(Group {
            title,
            id: group_id(date.as_ref()),
            year: date.map(|date| date.year),
            month: date.and_then(|date| date.month),
            rows: views.rows(records)?,
            count: records.len(),
        })
    };
    records.chunk_by(|a, b| month(a) == month(b)).map(group).collect()
}
