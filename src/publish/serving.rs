//! A path → what a target says with the file: its type, how long it may be kept, how it is encoded.

use serde::{Deserialize, Serialize};

use super::shelved::Terms;
use crate::names::media_type::media_type;

/// Hexadecimal digits of the hash that a build puts into the name of an asset.
const HASH: usize = 12;

/// What is said with a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Headers {
    /// `Content-Type`.
    pub content_type: String,
    /// `Cache-Control`.
    pub cache_control: String,
    /// `Content-Encoding`; nothing where the bytes are the file's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_encoding: Option<String>,
}

impl Headers {
    /// What is said with the file at `path`.
    pub(super) fn of(path: &str, terms: &Terms) -> Headers {
        let content_type = media_type(path);
        let cache_control = if is_hashed(path) {
            "public, max-age=31536000, immutable".to_owned()
        } else {
            let seconds = if is_page(path) { terms.cache_pages } else { terms.cache_files };
            format!("public, max-age={seconds}")
        };
        let encoding = (terms.compress && is_text(content_type)).then(|| "gzip".to_owned());
        Headers { content_type: content_type.to_owned(), cache_control, content_encoding: encoding }
    }
}

/// Whether a file's name has a hash of its bytes, so that it never changes: `assets/style.1f2e3d4c5b6a.css`. A build
/// names what it takes from `assets/` so.
fn is_hashed(path: &str) -> bool {
    let Some(name) = path.strip_prefix("assets/") else { return false };
    let name = name.rsplit('/').next().unwrap_or(name);
    let mut parts = name.rsplit('.').take(2);
    parts.any(|part| part.len() == HASH && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}

/// Whether a file is what readers and their programs ask for again to see what is new.
fn is_page(path: &str) -> bool {
    is_document(path) || is_signpost(path)
}

/// Whether a file is a page, with links to others.
pub(super) fn is_document(path: &str) -> bool {
    matches!(extension(path), "html" | "htm")
}

/// Whether a file leads to pages from outside: feeds, sitemaps, lists for programs.
pub(super) fn is_signpost(path: &str) -> bool {
    matches!(extension(path), "xml" | "atom" | "rss" | "json" | "ndjson" | "txt") || path.starts_with('_')
}

fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Whether a type is text, which gzip makes smaller.
fn is_text(content_type: &str) -> bool {
    content_type.contains("charset=")
        || [
            "application/json",
            "application/x-ndjson",
            "application/yaml",
            "application/gexf+xml",
            "application/manifest+json",
        ]
        .contains(&content_type)
}
