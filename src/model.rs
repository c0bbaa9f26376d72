//! What an editor writes, typed: records, entities and pages as the later stages see them.
//!
//! Invariant: nothing here knows YAML, the disk or the look of a page. Places are not kept: a problem with a field
//! names the field (`diag::FieldPath`), and its bytes are found when it is shown.

pub mod date;
pub mod entity;
pub mod node;
pub mod page;
pub mod record;
mod texts;

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::source::{SitePath, Span};

pub use texts::Texts;

/// The Markdown below the front matter: which bytes of which file.
///
/// The text itself is read again when the page is rendered, so that a large archive need not be held in memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The file.
    #[serde(skip, default = "unknown_file")]
    pub file: SitePath,
    /// The bytes after the closing fence, to the end of the file.
    pub span: Span,
    /// Whether there is anything but white space.
    pub is_empty: bool,
    /// Destinations in the text that may lie in this site. Some may be none.
    pub mentions: Mentions,
    /// The bytes of the whole file.
    pub content: Fingerprint,
    /// The bytes of the front matter: what lists can show of the file.
    pub header: Fingerprint,
}

/// What a quick look finds in a body that may lead to other parts of the site; nothing that does is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentions {
    /// Files beside this one, as written, percent-decoded: relative, and not Markdown.
    pub files: Texts,
    /// Destinations of links and images that are not plainly of another host, as written.
    pub links: Texts,
    /// Wiki links: what stands between `[[` and `]]`, or before a `|`.
    pub wiki: Texts,
    /// Destinations of other hosts, as written but for escapes: `https://…`. Some may stand in code and be no links.
    pub outside: Texts,
    /// Whether some destination is written so that its meaning cannot be seen at a glance: with `\\`, `&` or a line end.
    pub is_obscure: bool,
}

impl Mentions {
    /// Those of the links that are paths of files of the site, as written: `/logo.png`.
    pub fn site_files(&self) -> impl Iterator<Item = &str> {
        let is_file =
            |link: &&str| link.starts_with('/') && link.rsplit('/').next().is_some_and(|name| name.contains('.'));
        self.links.iter().filter(is_file)
    }
}

/// One content file, read and typed; a clone is a pointer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Document {
    /// A record of `content/articles/`.
    Record(Arc<record::Record>),
    /// A file of an entity folder: `content/organizations/`, `content/people/`, `content/tags/` …
    Entity(Arc<entity::Entity>),
    /// A page of `content/pages/`.
    Page(Arc<page::Page>),
}

impl Document {
    /// The Markdown below its front matter.
    pub fn body(&self) -> &Body {
        match self {
            Document::Record(record) => &record.body,
            Document::Entity(entity) => &entity.body,
            Document::Page(page) => &page.body,
        }
    }

    /// The same document, said to be of `file`: what is kept of a document does not name its file, since whoever keeps
    /// it knows.
    #[must_use]
    pub fn of_file(mut self, file: &SitePath) -> Document {
        let (own, body) = match &mut self {
            Document::Record(record) => {
                let record = Arc::make_mut(record);
                (&mut record.file, &mut record.body)
            }
            Document::Entity(entity) => {
                let entity = Arc::make_mut(entity);
                (&mut entity.file, &mut entity.body)
            }
            Document::Page(page) => {
                let page = Arc::make_mut(page);
                (&mut page.file, &mut page.body)
            }
        };
        own.clone_from(file);
        body.file.clone_from(file);
        self
    }
}

/// What stands in until `of_file` says which file it is.
fn unknown_file() -> SitePath {
    static UNKNOWN: LazyLock<SitePath> = LazyLock::new(|| SitePath::new("-").expect("a plain name"));
    UNKNOWN.clone()
}
