//! One record of the archive: `content/articles/**/*.md`, every field of the vocabulary typed.

use serde::{Deserialize, Serialize};
use thin_vec::ThinVec;

use super::date::PartialDate;
use super::node::Node;
use super::{Body, Texts, unknown_file};
use crate::source::SitePath;

/// A record: a report by somebody else, or an essay of the archive's own, with all that the editor noted of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// The file it was read from.
    #[serde(skip, default = "unknown_file")]
    pub file: SitePath,
    /// The identifier as the editor wrote it in `id`, if any.
    pub id: Option<String>,
    /// The headline.
    pub title: String,
    /// Who worded the headline.
    pub title_by: By,
    /// When the piece ran; nothing where it is not known.
    pub date: Option<PartialDate>,
    /// One sentence under the headline.
    pub dek: Option<String>,
    /// The type of the piece.
    pub kind: RecordType,
    /// Who wrote it, in the byline's order.
    pub authors: ThinVec<Author>,
    /// The publication.
    pub outlet: Option<String>,
    /// The publication's section.
    pub section: Option<String>,
    /// The original's address: absolute, `http` or `https`.
    pub url: Option<String>,
    /// How the original stands.
    pub url_status: Option<UrlStatus>,
    /// When the original was last looked at.
    pub accessed: Option<PartialDate>,
    /// Copies of the original.
    pub archived: ThinVec<Memento>,
    /// Tags, as written.
    pub tags: Texts,
    /// Organizations, with their role.
    pub organizations: ThinVec<Mention>,
    /// People, with their role.
    pub people: ThinVec<Mention>,
    /// Places.
    pub places: ThinVec<Location>,
    /// Whom the piece relies on.
    pub sources: ThinVec<Source>,
    /// Key figures.
    pub figures: ThinVec<Figure>,
    /// Pull quotes.
    pub quotes: ThinVec<Quote>,
    /// The lead image.
    pub image: Option<Box<Image>>,
    /// Documents kept with the record.
    pub documents: ThinVec<DocumentFile>,
    /// Corrections, as listed.
    pub corrections: ThinVec<Correction>,
    /// Identifiers of related records, as written.
    pub related: ThinVec<String>,
    /// The series it belongs to.
    pub series: Option<String>,
    /// BCP 47 tag of the record's language; nothing where it is the site's.
    pub language: Option<String>,
    /// A statement of rights.
    pub rights: Option<String>,
    /// How much of it may be published.
    pub access: Access,
    /// Not to be published yet.
    pub draft: bool,
    /// Former addresses: site paths that begin with `/`, as written.
    pub aliases: ThinVec<String>,
    /// When the archive took it in.
    pub added: Option<PartialDate>,
    /// When the record was last changed.
    pub updated: Option<PartialDate>,
    /// A template of the theme to use in place of `record.html`.
    pub template: Option<String>,
    /// `extra` and every unknown key, in the file's order.
    pub extra: ThinVec<(String, Node)>,
    /// The Markdown below.
    pub body: Body,
}

impl Record {
    /// Whether the piece is the archive's own, an essay: it ran nowhere else.
    pub fn is_own(&self) -> bool {
        self.url.is_none() && self.outlet.is_none()
    }
}

/// Declares a closed set of words: the enum, its words, and the way between them.
macro_rules! words {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$inner])* $variant),* }

        impl $name {
            /// Every word, in the order of the vocabulary.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The variant that `word` names.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }

            /// The word as written in front matter.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }
    };
}

words! {
    /// The type of a piece, in CSL's words.
    RecordType {
        /// A newspaper's report; the default where there is an outlet.
        Newspaper = "article-newspaper",
        /// A magazine's report.
        Magazine = "article-magazine",
        /// A page of the web.
        Webpage = "webpage",
        /// A weblog's entry.
        WeblogPost = "post-weblog",
        /// A report or study.
        Report = "report",
        /// A letter, open or not.
        Letter = "letter",
        /// A broadcast.
        Broadcast = "broadcast",
        /// An interview.
        Interview = "interview",
    }
}

words! {
    /// How an original stands at its address.
    UrlStatus {
        /// It is there.
        Live = "live",
        /// It is gone.
        Dead = "dead",
        /// It is elsewhere.
        Moved = "moved",
        /// It is there for those who pay.
        Paywalled = "paywalled",
        /// It is there and no longer says the same.
        Changed = "changed",
    }
}

words! {
    /// How much of a record may be published.
    Access {
        /// Nothing at all.
        Dark = "dark",
        /// Front matter, and no body.
        Metadata = "metadata",
        /// The archive's own notes, and a bounded excerpt.
        Excerpt = "excerpt",
        /// All of it; the default.
        Fulltext = "fulltext",
    }
}

words! {
    /// Who did it: the outlet or the archive.
    By {
        /// The outlet; the default.
        Outlet = "outlet",
        /// The archive itself.
        Archive = "archive",
    }
}

words! {
    /// What becomes of what a picture says of itself: where, when and by whom it was made.
    Metadata {
        /// It is left out; the default.
        Remove = "remove",
        /// It is published.
        Keep = "keep",
    }
}

words! {
    /// How a piece relies on another report.
    SourceRole {
        /// The other obtained the document it is about.
        ObtainedDocument = "obtained-document",
        /// The other reported it first.
        FirstReport = "first-report",
        /// The other confirms it.
        Confirms = "confirms",
        /// The other disputes it.
        Disputes = "disputes",
        /// The piece quotes the other.
        Quotes = "quotes",
        /// The other is background; the default.
        Background = "background",
        /// The piece is the other's, syndicated.
        Syndicates = "syndicates",
    }
}

/// An author, and the name as printed where it differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name.
    pub name: Box<str>,
    /// The name as printed in the byline.
    pub printed: Option<Box<str>>,
}

/// A copy of an original, elsewhere or the archive's own; at least one of `url` and `file` is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memento {
    /// The copy's address.
    pub url: Option<String>,
    /// The copy's file: a path as written, relative to the record.
    pub file: Option<String>,
    /// When the copy was taken.
    pub date: Option<PartialDate>,
    /// The file's SHA-256: 64 lower-case hexadecimal digits.
    pub sha256: Option<String>,
}

/// An organization or person named by a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// What it is called: a name or an entity's id, as written.
    pub name: Box<str>,
    /// Whether `name` was written as `id:` and must therefore be an entity's.
    pub by_id: bool,
    /// The name as the record prints it, where it differs.
    pub printed: Option<Box<str>>,
    /// `mentioned`, or the editor's word; nothing for `subject`, the default.
    pub role: Option<Box<str>>,
}

impl Mention {
    /// Whether the record is about it.
    pub fn is_subject(&self) -> bool {
        self.role.is_none()
    }
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// Its name.
    pub name: String,
    /// Degrees north, -90 to 90 (WGS 84).
    pub lat: Option<f64>,
    /// Degrees east, -180 to 180 (WGS 84).
    pub lon: Option<f64>,
}

/// Whom a piece relies on, and how; at least one of `reference`, `url`, `outlet` and `title` is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// How the piece relies on it.
    pub role: SourceRole,
    /// A record of this archive: its id, as written in `ref`.
    pub reference: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// When it ran.
    pub date: Option<PartialDate>,
}

/// A key figure and who says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number as written, `19.4` say.
    pub value: String,
    /// What is counted.
    pub unit: Option<String>,
    /// What it says.
    pub what: Option<String>,
    /// Who says so.
    pub attributed_to: Option<String>,
}

/// Words of somebody in the piece, to be set apart from its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What was said, without quotation marks.
    pub text: String,
    /// Who said it.
    pub by: Option<String>,
    /// What they are: an engineer at the company, say.
    pub role: Option<String>,
}

/// A picture beside the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// A path as written, relative to the record.
    pub file: String,
    /// What it shows, for those who do not see it; empty where the editor gave none.
    pub alt: String,
    /// The caption.
    pub caption: Option<String>,
    /// Whose picture it is.
    pub credit: Option<String>,
    /// An SPDX or Creative Commons identifier, or words.
    pub license: Option<String>,
    /// What becomes of what the file says of itself.
    pub metadata: Metadata,
}

/// A document kept with the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFile {
    /// Its title.
    pub title: String,
    /// A path as written, relative to the record.
    pub file: Option<String>,
    /// Its address, where it is kept elsewhere.
    pub url: Option<String>,
    /// The file's SHA-256: 64 lower-case hexadecimal digits.
    pub sha256: Option<String>,
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When it was made.
    pub date: Option<PartialDate>,
    /// What was corrected.
    pub text: String,
    /// Who corrected.
    pub by: By,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word of a record is nearly a megabyte in an archive of a hundred thousand, filled and read by every build.
    #[test]
    #[cfg(target_pointer_width = "64")]
    fn a_record_is_small() {
        assert!(size_of::<Record>() <= 584 && size_of::<Mention>() <= 56 && size_of::<Author>() <= 32);
    }
}
