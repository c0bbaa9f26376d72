//! Markdown body → HTML, headings and problems, in one pass; links are resolved by the caller.
//!
//! What an author can write is CommonMark 0.31.2 and, beyond it: tables, footnotes, strikethrough, task lists,
//! definition lists, `{#id}` behind a heading, alerts (`> [!NOTE]`), links as `[[id or title|text]]`, and figures: an
//! image alone in its paragraph, whose title is the caption and, behind the last ` | `, the credit:
//! `![What it shows](gate.jpg "The gate at noon | Photo: Jane Doe")`.
//!
//! Invariant: HTML that does not come from this module's own writer never reaches the page unread. What an author
//! writes as raw HTML is taken apart, filtered and written anew, and the whole is then parsed and serialised once more.

use std::borrow::Cow;

use crate::diag::{Code, Diagnostic};
use crate::names::nfc::nfc;
use crate::source::{SitePath, Span};

mod anchor;
mod blocks;
mod content_model;
mod controls;
mod excerpt;
mod footnotes;
mod highlight;
mod labels;
mod outline;
mod picture;
mod plain;
mod policy;
mod quotes;
mod raw;
mod reference;
mod resolved;
mod sanitize;
mod scheme;
mod tags;
mod writer;

pub use anchor::RESERVED_IDS;
pub use excerpt::excerpt;
pub use highlight::palette::highlight_css;
pub use outline::headings;
pub use plain::plain;
pub use resolved::{escaped, resolved};

/// What the site says of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Quotation marks and dashes as printers set them, by the record's language.
    pub smart_punctuation: bool,
    /// Raw HTML goes through as it is.
    pub trusted_html: bool,
    /// Fenced code of a known language is highlighted with CSS classes.
    pub highlight: bool,
    /// BCP 47 tag of the text's language.
    pub language: String,
}

/// A link or an image as the body has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The destination as written, entities and escapes undone.
    pub target: &'a str,
    /// What kind of reference it is.
    pub kind: ReferenceKind,
}

/// The kinds of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `[text](target)`, `<target>`; an e-mail address has `mailto:` before it.
    Link,
    /// `![alt](target)`, `![[target]]`.
    Image,
    /// `[[target]]` or `[[target|text]]`: a record's id or title.
    Wiki,
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// This address, unescaped as it stands in an `href`; `title` is the text for a wiki link without one.
    To {
        /// The address.
        url: String,
        /// The name of what it leads to.
        title: Option<String>,
        /// What is known of the picture there, where it is one.
        picture: Option<Picture>,
    },
    /// Nowhere: the problem is reported at the reference, and its text stays without a link.
    Broken {
        /// What kind of problem.
        code: &'static Code,
        /// What is wrong, the target in backticks.
        message: String,
        /// What to write instead.
        help: Option<String>,
    },
}

/// What a page says of a picture beside its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in pixels, where they are known.
    pub size: Option<(u32, u32)>,
    /// Its renditions in WebP, as `srcset` has them; nothing where there are none.
    pub srcset: Option<String>,
}

/// Resolves the references of a body.
pub trait Resolver {
    /// Where `reference` leads. Called once for each, in the order of the text, absolute addresses included; not for
    /// one whose scheme runs or carries code (`javascript:`, `data:` and their like), which never becomes a link.
    fn resolve(&self, reference: &Reference<'_>) -> Resolution;
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Heading {
    /// 2 to 6: the page's title is the only heading of level 1, the body's outermost ones have level 2, and none is
    /// more than one level below the one before it.
    pub level: u8,
    /// Its id: unique in the page.
    pub id: String,
    /// Its text, without markup, unescaped.
    pub text: String,
}

/// A body as HTML.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// HTML: well-formed, and safe unless the site trusts its authors.
    pub html: String,
    /// The headings, in the order of the text.
    pub headings: Vec<Heading>,
    /// Whether there is highlighted code in it, which needs a style sheet of its own.
    pub has_code: bool,
    /// What is wrong, each place as bytes of the file, in the order of the text but for footnotes.
    pub problems: Vec<Diagnostic>,
}

/// Renders `text`, which stands at `span` of `file`.
pub fn render(text: &str, file: &SitePath, span: &Span, options: &Options, resolver: &dyn Resolver) -> Rendered {
    let mut rendered = writer::Writer::new(text, Some((file, span.start)), options, resolver).run();
    if let Cow::Owned(html) = nfc(&rendered.html) {
        rendered.html = html;
    }
    rendered
}

/// Renders `text` as CommonMark says and no more: no extension, no filter, raw HTML as it is.
///
/// Source: CommonMark 0.31.2; all examples of the specification come out byte for byte. Not for publishing.
pub fn commonmark(text: &str) -> String {
    let options = Options { smart_punctuation: false, trusted_html: true, highlight: false, language: String::new() };
    writer::Writer::new(text, None, &options, &AsWritten).run().html
}

/// Leaves every address as it is.
struct AsWritten;

impl Resolver for AsWritten {
    fn resolve(&self, reference: &Reference<'_>) -> Resolution {
        Resolution::To { url: reference.target.to_owned(), title: None, picture: None }
    }
}

#[cfg(test)]
mod tests;
