//! The archive's own pages: `content/pages/`.

use tera::Context;

use super::records::template_or;
use super::{Format, body, made};
use crate::diag::{Checked, Place};
use crate::fingerprint::{Ingredients, Inputs};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::Views;

pub(super) struct Pages;

impl Format for Pages {
    fn key(&self) -> &'static str {
        "pages"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        // `content/index.md` has the home page's address and is shown there.
        let pages = views.archive.pages().iter().enumerate().filter(|(_, page)| &*page.address.path != "/");
        let output = |(place, page): (usize, &crate::archive::PageEntry)| Output {
            address: page.address.clone(),
            rank: Rank::Content,
            origin: Place::file(&page.page.file),
            listing: Listing::Listed(page.page.updated),
            make: Box::new(OwnPage(place)),
        };
        pages.map(output).collect()
    }
}

struct OwnPage(usize);

impl Make for OwnPage {
    fn made_from(&self, site: &Site) -> Ingredients {
        let page = &site.views.archive.pages()[self.0].page;
        let name = Inputs::new("page").text(page.file.as_str());
        site.views.base().with("its name", name).with("its text and what it links to", body::print(site, &page.body))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        render(site, self.0)
    }
}

fn render(site: &Site, place: usize) -> Checked<Vec<u8>> {
    let views = &site.views;
    let entry = &views.archive.pages()[place];
    let page = &entry.page;
    let mut problems = Vec::new();
    let rendered = body::render(site, &page.body, page.language.as_deref()).gather(&mut problems);
    let mut view = views.page("page", &entry.address, Some(&page.title));
    view.description.clone_from(&page.dek);
    if let Some(language) = &page.language {
        view.in_language(language);
    }
    view.has_code = rendered.has_code;
    let mut context = Context::new();
    let (dek, language) = (page.dek.as_deref(), page.language.as_deref());
    let metadata = views.page_linked(&entry.address, &page.title, dek, language);
    views.tell(Some(&metadata), &mut view, &mut context);
    context.insert("page", &view);
    context.insert("title", &page.title);
    context.insert("dek", &page.dek);
    context.insert("extra", &page.extra.iter().cloned().collect::<std::collections::BTreeMap<_, _>>());
    context.insert_value("content", body::content(&rendered));
    context.insert_value("headings", body::headings(&rendered));
    let template = template_or(&views.theme, page.template.as_deref(), "page.html", &page.file, &mut problems);
    let bytes = made(views.theme.render(&template, &context, &page.file)).gather(&mut problems);
    Checked { value: bytes, problems }
}
