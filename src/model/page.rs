//! A page of the archive's own that is no record: `content/pages/**/*.md`.

use serde::{Deserialize, Serialize};

use super::date::PartialDate;
use super::node::Node;
use super::{Body, unknown_file};
use crate::source::SitePath;

/// A page such as "About this archive".
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page {
    /// The file it was read from.
    #[serde(skip, default = "unknown_file")]
    pub file: SitePath,
    /// Its title.
    pub title: String,
    /// One sentence under the title.
    pub dek: Option<String>,
    /// BCP 47 tag of its language; nothing where it is the site's.
    pub language: Option<String>,
    /// Not to be published yet.
    pub draft: bool,
    /// Former addresses: site paths that begin with `/`, as written.
    pub aliases: Vec<String>,
    /// When it was last changed.
    pub updated: Option<PartialDate>,
    /// A template of the theme to use in place of `page.html`.
    pub template: Option<String>,
    /// `extra` and every unknown key, in the file's order.
    pub extra: Vec<(String, Node)>,
    /// The Markdown below.
    pub body: Body,
}
