//! Documents → Archive: records in order, entities, the terms of each index, and the links between them.
//!
//! Invariant: an archive is immutable once assembled, and never touches the disk.

use std::ops::{Index as At, Range};
use std::sync::{Arc, OnceLock};

use rapidhash::RapidHashMap;

use crate::address::Address;
use crate::diag::{Checked, Diagnostic};
use crate::index::IndexKind;
use crate::model::page::Page;
use crate::model::record::{Access, Record};
use crate::model::{Body, Document};
use crate::names::collation::Collation;
use crate::names::fold::{Fold, fold};
use crate::settings::Settings;
use crate::source::SitePath;

pub mod chain;
mod identify;
mod index;
mod links;
mod near;
mod permalink;
mod publish;
mod redirects;
mod terms;

pub use index::{Index, Term};
pub use near::near_duplicates;
pub use redirects::Redirect;

use chain::Chain;
use publish::Hidden;

/// A record's place in the archive's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordIx(u32);

/// A term: which index, and which of its terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermIx {
    index: u16,
    term: u32,
}

/// Everything that one build publishes, and how it hangs together; a clone is some pointers.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    entries: Arc<Vec<Entry>>,
    /// How many of them have a date.
    dated: usize,
    indexes: Arc<Vec<Index>>,
    pages: Arc<Vec<PageEntry>>,
    redirects: Arc<Vec<Redirect>>,
    chain: Arc<Chain>,
    lead: Option<RecordIx>,
    hidden: Arc<Vec<Hidden>>,
    by_id: Arc<RapidHashMap<Arc<str>, Found>>,
    /// Made when a link asks for it.
    by_title: Arc<OnceLock<RapidHashMap<String, Found>>>,
    /// Made when a link asks for it.
    by_file: Arc<OnceLock<RapidHashMap<SitePath, Subject>>>,
    /// Bodies that have changed since, and nothing else of their files.
    revised: RapidHashMap<SitePath, Body>,
}

/// What a content file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A record.
    Record(RecordIx),
    /// An entity: a term with a file.
    Term(TermIx),
    /// A page, by its place in `pages`.
    Page(usize),
}

/// What a reference to a record leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The record.
    Record(RecordIx),
    /// Several records.
    Several,
    /// A record that this build does not publish, and why.
    Hidden(&'static str),
}

/// A record in its archive.
#[derive(Debug)]
pub struct Entry {
    /// The record.
    pub record: Arc<Record>,
    /// Its identifier: unique in the archive.
    pub id: Arc<str>,
    /// Where its page stands.
    pub address: Address,
    /// Its terms, index by index in the registry's order, in each as the record names them and each once.
    pub terms: Vec<TermMention>,
    /// The records that the editor calls related; each once, never itself.
    pub related: Vec<RecordIx>,
    /// For each of the record's `sources`, in their order, the archive's own record that it names.
    pub sources: Vec<Option<RecordIx>>,
    /// The records that name this one as a source, in the archive's order.
    pub picked_up_by: Vec<RecordIx>,
}

/// A term of a record.
#[derive(Debug)]
pub struct TermMention {
    /// The term.
    pub term: TermIx,
    /// What most records do not say of it, so that the many which do not are small.
    said: Option<Box<Said>>,
}

/// What a record says of its term beside that it is one.
#[derive(Debug, Default)]
struct Said {
    printed: Option<Box<str>>,
    role: Option<Box<str>>,
}

impl TermMention {
    /// The name as the record has it, where the term's is another.
    pub fn printed(&self) -> Option<&str> {
        self.said.as_ref()?.printed.as_deref()
    }

    /// The role, where it is not `subject`.
    pub fn role(&self) -> Option<&str> {
        self.said.as_ref()?.role.as_deref()
    }
}

/// A page in its archive.
#[derive(Debug)]
pub struct PageEntry {
    /// The page.
    pub page: Arc<Page>,
    /// Where it stands.
    pub address: Address,
}

/// A content file that could not be read as what it is.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The file.
    pub file: SitePath,
    /// Its `id`, as far as it could be made out.
    pub id: Option<String>,
}

/// Puts the archive together. Every problem between files is reported; what is broken is left out.
///
/// The documents come in the order of their files. A reference to one of the files in `broken` is no second error.
pub fn assemble(
    documents: Vec<Document>,
    broken: &[Broken],
    settings: &Settings,
    registry: &[Box<dyn IndexKind>],
) -> Checked<Archive> {
    let mut problems = Vec::new();
    let mut records = Vec::new();
    let mut entities = Vec::new();
    let mut pages = Vec::new();
    for document in documents {
        match document {
            Document::Record(record) => records.push(record),
            Document::Entity(entity) => entities.push(entity),
            Document::Page(page) => pages.push(page),
        }
    }
    let (records, hidden) = publish::select(records, settings);
    let (records, mut others) = identify::identify(records, &hidden, &mut problems);
    let mut entries = permalink::place(records, settings, &mut others, &mut problems);
    let collation = Collation::of(&settings.language);
    let (by_id, (indexes, mentions)) = rayon::join(
        || identify::by_id(&entries, broken, others),
        || terms::gather(&entries, entities, broken, registry, &collation, &mut problems),
    );
    terms::note(&mut entries, mentions);
    let mut archive = Archive {
        dated: entries.partition_point(|entry| entry.record.date.is_some()),
        entries: Arc::new(entries),
        indexes: Arc::new(indexes),
        pages: Arc::new(permalink::place_pages(pages, settings, &mut problems)),
        hidden: Arc::new(hidden),
        by_id: Arc::new(by_id),
        ..Archive::default()
    };
    links::resolve(&mut archive, &mut problems);
    let mut of_redirects = Vec::new();
    let (chain, redirects) =
        rayon::join(|| chain::derive(&archive, &mut problems), || redirects::gather(&archive, &mut of_redirects));
    (archive.chain, archive.redirects) = (Arc::new(chain), Arc::new(redirects));
    archive.lead = settings.lead.as_ref().and_then(|id| links::lead(&archive, id, &mut problems));
    problems.extend(of_redirects);
    Checked { value: archive, problems }
}

fn subjects(archive: &Archive) -> RapidHashMap<SitePath, Subject> {
    let records = archive.iter().map(|(record, entry)| (entry.record.file.clone(), Subject::Record(record)));
    let pages = archive.pages.iter().enumerate().map(|(place, page)| (page.page.file.clone(), Subject::Page(place)));
    let terms = archive.indexes.iter().enumerate().flat_map(|(index, of)| {
        let terms = of.terms.iter().enumerate();
        terms.filter_map(move |(place, term)| {
            Some((term.entity.as_ref()?.file.clone(), Subject::Term(TermIx::new(index, place))))
        })
    });
    records.chain(pages).chain(terms).collect()
}

impl Archive {
    /// Every record with its place, in the archive's order: newest first, undated last.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (RecordIx, &Entry)> + ExactSizeIterator {
        self.entries.iter().enumerate().map(|(place, entry)| (RecordIx::new(place), entry))
    }

    /// The record at a place of the archive's order, counted from 0.
    pub fn at(&self, place: usize) -> Option<&Entry> {
        self.entries.get(place)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The records at these places of the archive's order: a page of a list, say.
    pub fn range(&self, places: Range<usize>) -> Vec<RecordIx> {
        (places.start..places.end.min(self.len())).map(RecordIx::new).collect()
    }

    /// The records at these places in the order of events: oldest first, undated last.
    pub fn chronology(&self, places: Range<usize>) -> Vec<RecordIx> {
        let dated = self.dated();
        let turned = |place: usize| if place < dated { dated - 1 - place } else { place };
        (places.start..places.end.min(self.len())).map(|place| RecordIx::new(turned(place))).collect()
    }

    /// Those of `records`, which are in the archive's order, at these places of the order of events: oldest first,
    /// undated last.
    pub fn in_order_of_events(&self, records: &[RecordIx], places: Range<usize>) -> Vec<RecordIx> {
        let dated = self.dated_of(records);
        let turned = |place: usize| if place < dated { dated - 1 - place } else { place };
        (places.start..places.end.min(records.len())).map(|place| records[turned(place)]).collect()
    }

    /// How many of `records`, which are in the archive's order, have a date.
    pub fn dated_of(&self, records: &[RecordIx]) -> usize {
        records.partition_point(|record| self[*record].record.date.is_some())
    }

    /// How many records have a date: they come before those that have none.
    pub fn dated(&self) -> usize {
        self.dated
    }

    /// The record that the settings want the home page to lead with.
    pub fn lead(&self) -> Option<RecordIx> {
        self.lead
    }

    /// How its records hang together as reports.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Former addresses: of records, of pages, of terms.
    pub fn redirects(&self) -> &[Redirect] {
        &self.redirects
    }

    /// The records that this build does not publish, each with the reason why.
    pub fn hidden(&self) -> impl Iterator<Item = (&Record, &'static str)> {
        self.hidden.iter().map(|(record, why)| (&**record, *why))
    }

    /// The indexes, in the registry's order.
    pub fn indexes(&self) -> &[Index] {
        &self.indexes
    }

    /// The pages, sorted by file.
    pub fn pages(&self) -> &[PageEntry] {
        &self.pages
    }

    /// The index whose key is `key`.
    pub fn index(&self, key: &str) -> Option<&Index> {
        self.indexes.iter().find(|index| index.key == key)
    }

    /// The index that a term belongs to.
    pub fn index_of(&self, term: TermIx) -> &Index {
        &self.indexes[usize::from(term.index)]
    }

    /// The record that an identifier means.
    pub fn by_id(&self, id: &str) -> Option<Found> {
        self.by_id.get(id).copied()
    }

    /// The record that a title means, however it is spelt.
    pub fn by_title(&self, title: &str) -> Option<Found> {
        let by_title = self.by_title.get_or_init(|| identify::by_title(&self.entries, &self.hidden));
        by_title.get(&fold(title, Fold::Name)).copied()
    }

    /// What `file` is about; nothing where it is not published.
    pub fn by_file(&self, file: &str) -> Option<Subject> {
        self.by_file.get_or_init(|| subjects(self)).get(file).copied()
    }

    /// A body as it is now: the one that has taken the place of `body`, if one has.
    pub fn current<'b>(&'b self, body: &'b Body) -> &'b Body {
        if self.revised.is_empty() { body } else { self.revised.get(&body.file).unwrap_or(body) }
    }

    /// The same archive with `body` in the place of that of its file, which differs in its text alone; nothing where it
    /// differs in more than that, or the archive has no such file.
    ///
    /// All but the text of a page hangs on the front matter, on which files a body names, and on which addresses of other
    /// hosts.
    pub fn with_body(mut self, body: &Body) -> Option<Archive> {
        let known = match self.by_file(body.file.as_str())? {
            // Which files it names hangs on where its excerpt ends.
            Subject::Record(record)
                if self[record].record.access == Access::Excerpt && !body.mentions.files.is_empty() =>
            {
                return None;
            }
            Subject::Record(record) => &self[record].record.body,
            Subject::Page(place) => &self.pages[place].page.body,
            Subject::Term(term) => &self[term].entity.as_ref()?.body,
        };
        let known = self.current(known);
        let is_alike = known.header == body.header
            && known.mentions.files == body.mentions.files
            && known.mentions.outside == body.mentions.outside
            && known.mentions.site_files().eq(body.mentions.site_files());
        is_alike.then(|| {
            self.revised.insert(body.file.clone(), body.clone());
            self
        })
    }

    /// Every identifier that a reference may name, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let mut ids: Vec<&str> = self.by_id.keys().map(|id| &**id).collect();
        ids.sort_unstable();
        ids.into_iter()
    }

    /// The index that a link's scheme means: its key, or one of its short words.
    pub fn index_by_scheme(&self, scheme: &str) -> Option<(usize, &Index)> {
        let scheme = scheme.to_ascii_lowercase();
        self.indexes.iter().enumerate().find(|(_, index)| index.has_scheme(&scheme))
    }
}

impl RecordIx {
    /// The record at `place` of the archive's order, counted from 0.
    pub fn new(place: usize) -> RecordIx {
        RecordIx(u32::try_from(place).expect("an archive has fewer than four thousand million records"))
    }

    /// The place as a number, for tables that run beside the archive's.
    pub fn place(self) -> usize {
        self.0 as usize
    }
}

impl TermIx {
    /// The term at `term` of the index at `index`, both by place.
    pub fn new(index: usize, term: usize) -> TermIx {
        TermIx {
            index: u16::try_from(index).expect("a site has fewer than 65,536 indexes"),
            term: u32::try_from(term).expect("an index has fewer than four thousand million terms"),
        }
    }

    /// The place of its index in the registry's order.
    pub fn index(self) -> usize {
        usize::from(self.index)
    }

    /// Its place among the terms of its index.
    pub fn place(self) -> usize {
        self.term as usize
    }
}

impl At<RecordIx> for Archive {
    type Output = Entry;

    fn index(&self, record: RecordIx) -> &Entry {
        &self.entries[record.place()]
    }
}

impl At<TermIx> for Archive {
    type Output = Term;

    fn index(&self, term: TermIx) -> &Term {
        &self.indexes[term.index()].terms[term.place()]
    }
}

/// What a step of the assembly may still change.
fn unshared<T>(part: &mut Arc<T>) -> &mut T {
    Arc::get_mut(part).expect("no part is shared before the archive is whole")
}

/// The problems that a step of the assembly adds to.
type Problems = Vec<Diagnostic>;
