//! The files that a search reads, below `/search/`.
//!
//! `index.json` and the files of facets and documents hang on front matter alone; those of words, postings and positions
//! on the text of every body. These are all made of one index, which is made once, when the first of them is asked for.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::{Format, SEARCH, body, search_page, site_toml};
use crate::address::Address;
use crate::diag::codes::site::UNMADE_INDEX;
use crate::diag::{Checked, Diagnostic};
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::search::{BLOCK, DocumentView, Documents, Facet, Facets, Index, Shape};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::{SEARCH_PAGE, Views};

pub(super) struct Search;

/// The form of the files: another number is another form.
const VERSION: u32 = 1;

impl Format for Search {
    fn key(&self) -> &'static str {
        SEARCH
    }

    fn plan(&self, views: &Views, planned: &[Output]) -> Vec<Output> {
        let layout = Arc::new(Layout {
            shape: Shape::of(&views.archive, &views.settings),
            documents: Documents::of(&views.archive, &views.settings),
            facets: Facets::of(views),
            shelf: Mutex::default(),
        });
        let Shape { postings, words, .. } = layout.shape;
        let blocks = layout.documents.len().div_ceil(BLOCK);
        let files = (0..words).map(|shard| (format!("words/{shard}.bin"), Part::Words(shard)));
        let files = files.chain((0..postings).map(|shard| (format!("postings/{shard}.bin"), Part::Postings(shard))));
        let files = files.chain((0..postings).map(|shard| (format!("positions/{shard}.bin"), Part::Positions(shard))));
        let facets = layout.facets.keys().enumerate();
        let files = files.chain(facets.map(|(place, key)| (format!("facets/{key}.bin"), Part::Facet(place))));
        let files = files.chain((0..blocks).map(|block| (format!("documents/{block}.json"), Part::Documents(block))));
        let files = files.chain([("index.json".to_owned(), Part::Contents)]);
        let output = |(name, part): (String, Part)| {
            Some(Output {
                address: Address::new(&format!("{SEARCH_PAGE}{name}"))?,
                // It leads to all others.
                rank: if matches!(part, Part::Contents) { Rank::Content } else { Rank::Asset },
                origin: site_toml(),
                listing: Listing::Unlisted,
                make: Box::new(Piece { layout: layout.clone(), part }),
            })
        };
        search_page::output(planned).into_iter().chain(files.filter_map(output)).collect()
    }
}

/// How the files are laid out, and what they are made of.
struct Layout {
    shape: Shape,
    documents: Documents,
    facets: Facets,
    /// The index of the state that was asked for last, and of the one before, which the preview may still show.
    shelf: Mutex<Vec<(Fingerprint, Arc<Index>)>>,
}

/// How many indexes are kept.
const KEPT: usize = 2;

/// One file.
struct Piece {
    layout: Arc<Layout>,
    part: Part,
}

/// Which file, by its number or the place of its facet.
#[derive(Clone, Copy)]
enum Part {
    Contents,
    Words(usize),
    Postings(usize),
    Positions(usize),
    Facet(usize),
    Documents(usize),
}

/// What `index.json` says.
#[derive(Serialize)]
struct Contents {
    version: u32,
    /// Changes whenever a file may.
    print: String,
    scope: &'static str,
    /// Whether the preview shows an older state of it.
    behind: bool,
    records: usize,
    documents: usize,
    block: usize,
    words: usize,
    postings: usize,
    facets: Vec<FacetFile>,
}

#[derive(Serialize)]
struct FacetFile {
    key: String,
    label: String,
    values: usize,
    bytes: usize,
}

impl Make for Piece {
    fn made_from(&self, site: &Site) -> Ingredients {
        let (views, layout) = (&site.views, &self.layout);
        let Shape { postings, words, scope } = layout.shape;
        let layout_print =
            Inputs::new("search").text(scope.word()).number(postings).number(words).number(layout.documents.len());
        let front_matter = |views: &Views| views.base().with("the front matter of all files", views.archive_print());
        match self.part {
            Part::Words(shard) | Part::Postings(shard) | Part::Positions(shard) => views
                .plain_base()
                .with("the texts that are searched", texts_print(site))
                .with("how the index is laid out", layout_print.number(shard)),
            Part::Contents => front_matter(views)
                .with("the texts that are searched", texts_print(site))
                .with("how the index is laid out", layout_print),
            Part::Facet(place) => front_matter(views).with("its place", Inputs::new("facet").number(place)),
            Part::Documents(block) => {
                let documents = numbers(block, &layout.documents).map(|number| layout.documents.print(number, views));
                views.base().with("what is in it", Inputs::new("documents").prints(documents))
            }
        }
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let (views, layout) = (&site.views, &self.layout);
        let made = match self.part {
            Part::Contents => Ok(json(&self.contents(site))),
            Part::Words(shard) => layout.index(site).words(shard),
            Part::Postings(shard) => layout.index(site).postings(shard),
            Part::Positions(shard) => layout.index(site).positions(shard),
            Part::Facet(place) => Ok(layout.facets.at(place, views).bytes()),
            Part::Documents(block) => {
                let views: Vec<DocumentView<'_>> = numbers(block, &layout.documents)
                    .filter_map(|number| layout.documents.view(number, views))
                    .collect();
                Ok(json(&views))
            }
        };
        made.map_or_else(unmade, Checked::sound)
    }

    fn problems(&self, _: &Site) -> Vec<Diagnostic> {
        Vec::new()
    }

    fn may_lag(&self) -> bool {
        true
    }

    fn prepare(&self, site: &Site) {
        if matches!(self.part, Part::Words(0)) {
            self.layout.index(site);
        }
    }
}

impl Piece {
    fn contents(&self, site: &Site) -> Contents {
        let layout = &self.layout;
        let facet = |place| {
            let facet: Facet = layout.facets.at(place, &site.views);
            FacetFile { bytes: facet.bytes().len(), values: facet.values.len(), key: facet.key, label: facet.label }
        };
        Contents {
            version: VERSION,
            print: format!("{:016x}", self.made_from(site).print().0),
            scope: layout.shape.scope.word(),
            behind: false,
            records: layout.documents.records(),
            documents: layout.documents.len(),
            block: BLOCK,
            words: layout.shape.words,
            postings: layout.shape.postings,
            facets: (0..layout.facets.len()).map(facet).collect(),
        }
    }
}

impl Layout {
    /// The index of `site`; who comes while it is made waits.
    fn index(&self, site: &Site) -> Arc<Index> {
        let print = texts_print(site);
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, index)) = shelf.iter().find(|(known, _)| *known == print) {
            return index.clone();
        }
        let views = &site.views;
        let texts = |text: &crate::model::Body, words| body::plain(site, text, words);
        let (archive, settings, store) = (&*views.archive, &*views.settings, &*views.gallery.store);
        let index = Arc::new(Index::new(archive, settings, &self.documents, self.shape, store, &texts));
        shelf.truncate(KEPT - 1);
        shelf.insert(0, (print, index.clone()));
        index
    }
}

/// All that is searched: front matter and texts of all files.
fn texts_print(site: &Site) -> Fingerprint {
    site.texts_print(|site| {
        let archive = &site.views.archive;
        let mut bodies: Vec<_> = archive.iter().map(|(_, entry)| &entry.record.body).collect();
        let terms = archive.indexes().iter().flat_map(|index| &index.terms);
        bodies.extend(terms.filter_map(|term| Some(&term.entity.as_ref()?.body)));
        // By one thread alone, since others wait in the midst of outputs, which work that is shared would begin.
        let texts = bodies.into_iter().map(|text| body::plain_print(site, text));
        let pages = archive.pages().iter().map(|entry| {
            let file = entry.page.file.as_str();
            Inputs::new("page")
                .text(file)
                .text(&entry.address.url)
                .print(body::plain_print(site, &entry.page.body))
                .done()
        });
        Inputs::new("texts").print(site.views.archive_print()).prints(texts).prints(pages).done()
    })
}

/// The numbers of the documents of a block.
fn numbers(block: usize, documents: &Documents) -> std::ops::Range<usize> {
    block * BLOCK..documents.len().min((block + 1) * BLOCK)
}

fn json(value: &impl Serialize) -> Vec<u8> {
    // Text and numbers can always be written.
    serde_json::to_vec(value).unwrap_or_default()
}

fn unmade(error: io::Error) -> Checked<Vec<u8>> {
    let message = format!("the search index cannot be read back from the disk: {error}");
    let problem = Diagnostic::new(UNMADE_INDEX, site_toml(), message).help("make room on the disk, and build again");
    Checked { value: Vec::new(), problems: vec![problem] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_forgets_is_told_of() {
        let problems = unmade(io::Error::other("it is gone")).problems;
        let [problem] = &problems[..] else { panic!("{problems:?}") };
        assert_eq!((problem.code.name, problem.place.file.as_str()), ("unmade-index", "site.toml"));
        assert_eq!(problem.message, "the search index cannot be read back from the disk: it is gone");
        assert_eq!(problem.help.as_deref(), Some("make room on the disk, and build again"));
    }
}
