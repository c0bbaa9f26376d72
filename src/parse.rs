//! SourceFile → Document: front matter and body, one file at a time; pure.
//!
//! Invariant: what a file says depends on its bytes, its path and the site's own keys alone, never on another file.

use std::sync::Arc;

use crate::diag::codes::front_matter as codes;
use crate::diag::{Checked, Diagnostic, FieldPath, Place, Spot};
use crate::fingerprint::Fingerprint;
use crate::model::{Body, Document};
use crate::source::{SourceFile, Span};

mod date;
mod entity;
mod extra;
mod fence;
mod fields;
mod keys;
mod mentions;
mod page;
mod parts;
mod place;
mod record;
pub mod schema;
mod shown;
mod values;
mod yaml;

#[cfg(test)]
mod tests;

pub use mentions::mentions;
pub use place::Places;

use fence::Split;
use fields::Reader;

/// What a content file is, by the folder it lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Room {
    /// `content/articles/`.
    Record,
    /// `content/pages/`, and `content/index.md`.
    Page,
    /// The folder of this index: `organizations`, `people`, `tags` …
    Entity(String),
}

/// Reads and types one content file; nothing where it is too broken to be one.
///
/// A file with errors in its fields is a document all the same, so that what refers to it still finds it.
///
/// ```
/// use reportage::parse::{Room, document};
/// use reportage::source::{SitePath, SourceFile};
/// let path = SitePath::new("content/articles/2018-06-25-letter.md").unwrap();
/// let read = document(&SourceFile::held(path, *b"---\ntitle: A letter\n---\n"), &Room::Record);
/// assert!(read.value.is_some() && read.problems.is_empty());
/// ```
pub fn document(file: &SourceFile, room: &Room) -> Checked<Option<Document>> {
    document_with_keys(file, room, &[])
}

/// The same, where the site has front-matter keys of its own (`[[index]]` in `site.toml`): they are kept under
/// `extra` as other unknown keys are, but without a warning.
pub fn document_with_keys(file: &SourceFile, room: &Room, site_keys: &[String]) -> Checked<Option<Document>> {
    let failed = |problem| Checked { value: None, problems: vec![problem] };
    let path = &file.path;
    let bytes = match file.read() {
        Ok(bytes) => bytes,
        Err(error) => {
            let problem =
                Diagnostic::new(codes::UNREADABLE_FILE, Place::file(path), format!("cannot read it: {error}"))
                    .help("look at the file's permissions, and whether it is still there");
            return failed(problem);
        }
    };
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text,
        Err(error) => return failed(not_utf_8(file, &bytes, error)),
    };
    let (yaml, body) = match fence::split(text) {
        Split::Fenced { yaml, body, .. } => (yaml, body),
        Split::Bare { body } => (body.start..body.start, body),
        Split::Unclosed { fence } => {
            let place = Place::bytes(path, fence);
            let problem =
                Diagnostic::new(codes::UNCLOSED_FRONT_MATTER, place, "the front matter that opens here is not closed")
                    .help("put a line `---` between the front matter and the text");
            return failed(problem);
        }
        Split::Toml { fence } => {
            let place = Place::bytes(path, fence);
            let problem = Diagnostic::new(codes::TOML_FRONT_MATTER, place, "this front matter is TOML, not YAML")
                .label("`+++` opens TOML")
                .help("put it between `---` lines, and write `title: …` where it has `title = \"…\"`");
            return failed(problem);
        }
    };

    let mut reader = Reader::new(path, text, yaml.clone());
    let Some(entries) = yaml::read(path, text, &yaml, &mut reader.problems) else {
        return Checked { value: None, problems: reader.problems };
    };
    let markdown = &text[body.clone()];
    let is_empty = markdown.trim().is_empty();
    let body = Body {
        file: path.clone(),
        mentions: mentions::mentions(markdown),
        is_empty,
        content: Fingerprint::of(&bytes),
        header: Fingerprint::of(&bytes[..body.start]),
        span: body,
    };
    let document = match room {
        Room::Record => Document::Record(Arc::new(record::record(&mut reader, entries, body, site_keys))),
        Room::Page => Document::Page(Arc::new(page::page(&mut reader, entries, body, site_keys))),
        Room::Entity(index) => Document::Entity(Arc::new(entity::entity(&mut reader, entries, body, index, site_keys))),
    };
    Checked { value: Some(document), problems: reader.problems }
}

/// The bytes that `spot` means in `text`, a content file; nothing where it cannot be found (it then means the file).
///
/// For several spots of one file, ask one `Places`.
pub fn find(text: &str, spot: &Spot) -> Option<Span> {
    Places::of(text).find(spot)
}

fn not_utf_8(file: &SourceFile, bytes: &[u8], error: std::str::Utf8Error) -> Diagnostic {
    let at = error.valid_up_to();
    let end = error.error_len().map_or(bytes.len(), |length| at + length);
    let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
    let place = Place::bytes(&file.path, at..end);
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let encoding = if wide { "UTF-16" } else { "another encoding" };
    Diagnostic::new(
        codes::NOT_UTF_8,
        place,
        format!("byte `0x{:02X}` at offset {at}, line {line}, is not UTF-8", bytes[at]),
    )
    .help(format!("the file is saved in {encoding}: save it as UTF-8"))
}

/// Reports a missing or empty title, written under `key` if at all, and puts the file's name in its place.
fn title(reader: &mut Reader<'_>, title: &mut String, key: Option<&str>) {
    if !title.is_empty() {
        return;
    }
    *title = reader.file.stem().to_owned();
    let (place, help) = match key {
        Some(key) => (
            Place::value(reader.file, FieldPath::key(key)),
            "write the headline as printed, or the archive's own wording".to_owned(),
        ),
        None if reader.has_front_matter() => (
            Place::field_key(reader.file, FieldPath::key("title")),
            "add a line `title: …`: the headline as printed, or the archive's own wording".to_owned(),
        ),
        None => (
            reader.first_line(),
            "begin the file with three lines:\n---\ntitle: The headline as printed\n---".to_owned(),
        ),
    };
    let message = if key.is_some() { "`title` has no text" } else { "the file has no `title`" };
    reader.problems.push(Diagnostic::new(codes::MISSING_TITLE, place, message).help(help));
}
