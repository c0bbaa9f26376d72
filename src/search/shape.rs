//! How a search's files are laid out: known before a text is read, so that they can be planned.

use crate::archive::Archive;
use crate::model::Body;
use crate::model::record::Access;
use crate::settings::Settings;

/// What is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All that pages say.
    Text,
    /// Headlines, deks, names and tags alone: bodies of so many records make an index that is slow to make.
    Names,
}

/// How many files there are of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What is searched.
    pub scope: Scope,
    /// Files of postings, and as many of positions.
    pub postings: usize,
    /// Files of words.
    pub words: usize,
}

/// Bytes of text that fill a file of postings: it then has some 20 KB, and the positions twice that.
const SHARD: usize = 128 << 10;

/// The most files of postings, and of positions.
const MOST_POSTINGS: usize = 4096;

/// The most files of words: a language has no more beginnings of words that are worth a file.
const MOST_WORDS: usize = 256;

/// What the fields of a record, and of a term, come to without the text.
const RECORD: usize = 256;
const TERM: usize = 64;

impl Scope {
    /// What is searched of an archive of so many records.
    pub fn of(records: usize, settings: &Settings) -> Scope {
        if records > settings.full_text_up_to { Scope::Names } else { Scope::Text }
    }

    /// The word that the browser is told.
    pub fn word(self) -> &'static str {
        match self {
            Scope::Text => "text",
            Scope::Names => "names",
        }
    }
}

impl Shape {
    /// The layout for an archive. The numbers are powers of two, so that few edits change them.
    pub fn of(archive: &Archive, settings: &Settings) -> Shape {
        let scope = Scope::of(archive.len(), settings);
        let length = |body: &Body| archive.current(body).span.len();
        let terms = archive.indexes().iter().flat_map(|index| &index.terms);
        let records = archive.iter().map(|(_, entry)| match (scope, entry.record.access) {
            (Scope::Text, Access::Fulltext) => RECORD + length(&entry.record.body),
            _ => RECORD,
        });
        let terms = terms.map(|term| TERM + term.entity.as_ref().map_or(0, |entity| length(&entity.body)));
        let pages = archive.pages().iter().map(|page| TERM + length(&page.page.body));
        let bytes: usize = records.chain(terms).chain(pages).sum();
        let postings = (bytes / SHARD).next_power_of_two().min(MOST_POSTINGS);
        Shape { scope, postings, words: (postings / 4).clamp(1, MOST_WORDS) }
    }

    /// The file of words that holds `form`: forms that begin alike are in one, so that a beginning finds them all.
    pub fn words_of(&self, form: &str) -> usize {
        let end = form.char_indices().nth(2).map_or(form.len(), |(end, _)| end);
        shard(&form[..end], self.words)
    }

    /// The file of postings that holds `stem`.
    pub fn postings_of(&self, stem: &str) -> usize {
        shard(stem, self.postings)
    }
}

/// Which of `count` files holds what is known by `key`: FNV-1a, 32 bits, over its UTF-8, which a browser works out in a
/// line.
///
/// ```
/// assert_eq!(reportage::search::shard("a", 1 << 16), 0xe40c292c % (1 << 16));
/// ```
pub fn shard(key: &str, count: usize) -> usize {
    let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize % count.max(1)
}
