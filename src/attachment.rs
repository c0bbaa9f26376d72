//! Archive and the list of files → the files beside records that are published, and where.
//!
//! Only what a published record, entity or page names is published, and only what lies in `content/` and is no content
//! file itself: a file that nobody names stays at home, and so does a draft, a template or a setting that somebody names.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::address::Address;
use crate::archive::{Archive, Entry};
use crate::diag::codes::archive::{BAD_ADDRESS, MISSING_FILE};
use crate::diag::{Checked, Diagnostic, FieldPath, Place};
use crate::fingerprint::Fingerprint;
use crate::markdown::excerpt;
use crate::model::record::{Access, Metadata, Record};
use crate::model::{Body, Texts};
use crate::names::nfc::nfc;
use crate::names::suggest::nearest;
use crate::parse::mentions;
use crate::source::{Files, SitePath, SourceFile};

/// Where the files named in content stand: content file → address.
#[derive(Debug, Default)]
pub struct Attachments(BTreeMap<String, Attachment>);

/// A published file.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The file.
    pub file: SourceFile,
    /// Where it stands.
    pub address: Address,
    /// What names it; of several the first.
    pub named_by: NamedBy,
    /// Whether every byte of it is to be published as it is: a record asks for that, or states its SHA-256.
    pub is_exact: bool,
    /// Whether it may stand as a picture on a page; otherwise pages only link to it.
    pub is_shown: bool,
}

/// What names a file.
#[derive(Clone, Debug)]
pub enum NamedBy {
    /// A field of front matter.
    Field(Place),
    /// The text of a body, in this file and from this byte on, as this.
    Body(SitePath, usize, String),
}

/// How a field names a file.
#[derive(Clone, Copy, Debug)]
struct Naming {
    is_exact: bool,
    is_shown: bool,
}

impl Attachments {
    /// Where `file`, a path as written in `from`, is published.
    pub fn find(&self, from: &SitePath, file: &str) -> Option<&Address> {
        self.get(from, file).map(|attachment| &attachment.address)
    }

    /// The published file that `from` calls `file`.
    pub fn get(&self, from: &SitePath, file: &str) -> Option<&Attachment> {
        self.0.get(&*nfc(from.join(file)?.as_str()))
    }

    /// Every published file, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = &Attachment> {
        self.0.values()
    }
}

/// Finds every file that published content names. One that a field names and that is not there is an error; one that
/// a body names is reported when the body is rendered. Of a record with `access: excerpt` no more than `excerpt_words`
/// words of the text count.
pub fn gather(archive: &Archive, files: &Files, excerpt_words: usize) -> Checked<Attachments> {
    let mut gathering = Gathering { files, excerpt_words, found: BTreeMap::new(), problems: Vec::new() };
    // Most records name none: those that may are found by all threads.
    let entries: Vec<&Entry> = archive.iter().map(|(_, entry)| entry).collect();
    let naming: Vec<&Entry> = entries.into_par_iter().filter(|entry| may_name_files(&entry.record)).collect();
    naming.into_iter().for_each(|entry| gathering.of_record(entry));
    for entity in archive.indexes().iter().flat_map(|index| &index.terms).filter_map(|term| term.entity.as_ref()) {
        gathering.of_body(&entity.body);
    }
    for page in archive.pages() {
        gathering.of_body(&page.page.body);
    }
    Checked { value: Attachments(gathering.found), problems: gathering.problems }
}

/// Whether the file is a record, an entity or a page, published or not.
pub fn is_content(path: &SitePath) -> bool {
    path.below("content").is_some() && matches!(path.extension(), "md" | "markdown")
}

/// What to write where there is no `file`, as seen from `folder`.
pub fn help_for_missing(file: &str, folder: &str, files: &Files) -> String {
    let beside = files.below(folder).filter(|file| !is_content(&file.path)).filter_map(|file| file.path.below(folder));
    match nearest(file, beside) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("put it into {folder}/, or write its path from there"),
    }
}

/// The problem of a file that can have no address: message and help.
pub fn unfit(file: &str) -> (String, &'static str) {
    let help = "rename the file: shorter, and without characters that file systems refuse";
    (format!("`{file}` cannot be an address of the site"), help)
}

fn may_name_files(record: &Record) -> bool {
    let has_fields = record.image.is_some() || !record.documents.is_empty() || !record.archived.is_empty();
    has_fields || !record.body.mentions.files.is_empty()
}

struct Gathering<'a> {
    files: &'a Files,
    excerpt_words: usize,
    found: BTreeMap<String, Attachment>,
    problems: Vec<Diagnostic>,
}

impl Gathering<'_> {
    fn of_record(&mut self, entry: &Entry) {
        let record = &entry.record;
        if let Some(image) = &record.image {
            let naming = Naming { is_exact: image.metadata == Metadata::Keep, is_shown: true };
            // `image: lead.jpg` is short for `image: {file: lead.jpg}`: the field's own place serves for both.
            self.of_field(&record.file, &image.file, FieldPath::key("image").then("file"), naming);
        }
        for (place, document) in record.documents.iter().enumerate() {
            if let Some(file) = &document.file {
                let field = FieldPath::key("documents").item(place).then("file");
                let naming = Naming { is_exact: document.sha256.is_some(), is_shown: false };
                self.of_field(&record.file, file, field, naming);
            }
        }
        for (place, memento) in record.archived.iter().enumerate() {
            if let Some(file) = &memento.file {
                let field = FieldPath::key("archived").item(place).then("file");
                let naming = Naming { is_exact: memento.sha256.is_some(), is_shown: false };
                self.of_field(&record.file, file, field, naming);
            }
        }
        match record.access {
            Access::Dark | Access::Metadata => {}
            Access::Excerpt => self.of_excerpt(&record.body),
            Access::Fulltext => self.of_body(&record.body),
        }
    }

    fn of_field(&mut self, from: &SitePath, file: &str, field: FieldPath, naming: Naming) {
        let place = Place::text(from, field, file);
        if let Some(found) = self.find(from, file) {
            if !self.publish(found, NamedBy::Field(place.clone()), naming) {
                let (message, help) = unfit(file);
                self.problems.push(Diagnostic::new(BAD_ADDRESS, place, message).help(help));
            }
            return;
        }
        let folder = from.folder();
        let is_there = from.join(file).is_some_and(|path| self.files.get(path.as_str()).is_some());
        let (message, help) = if is_there {
            (
                format!("`{file}` is a content file, which is not published as it is"),
                "name another kind of file, or link to the record in the text".to_owned(),
            )
        } else {
            let message = format!("there is no file `{file}` beside {}", from.file_name());
            (message, help_for_missing(file, folder, self.files))
        };
        self.problems.push(Diagnostic::new(MISSING_FILE, place, message).help(help));
    }

    /// The files that the excerpt names; those that only the rest names stay at home with it.
    fn of_excerpt(&mut self, body: &Body) {
        if body.mentions.files.is_empty() {
            return;
        }
        // A file that was changed meanwhile is told when its page is made.
        let bytes = self.files.get(body.file.as_str()).and_then(|file| file.read().ok());
        let bytes = bytes.filter(|bytes| Fingerprint::of(bytes) == body.content).unwrap_or_default();
        let Some(text) = bytes.get(body.span.clone()).and_then(|text| std::str::from_utf8(text).ok()) else { return };
        match excerpt(text, self.excerpt_words) {
            Some(excerpt) => self.of_files(body, &mentions(&excerpt).files),
            None => self.of_body(body),
        }
    }

    fn of_body(&mut self, body: &Body) {
        self.of_files(body, &body.mentions.files);
    }

    fn of_files(&mut self, body: &Body, files: &Texts) {
        for file in files {
            if let Some(found) = self.find(&body.file, file) {
                let named_by = NamedBy::Body(body.file.clone(), body.span.start, file.to_owned());
                self.publish(found, named_by, Naming { is_exact: false, is_shown: true });
            }
        }
    }

    /// The file that `from` calls `file`, if it may be published.
    fn find(&self, from: &SitePath, file: &str) -> Option<SourceFile> {
        let path = from.join(file).filter(|path| path.below("content").is_some() && !is_content(path))?;
        if let Some(found) = self.files.get(path.as_str()) {
            return Some(found.clone());
        }
        // Some disks take names apart (é as e and an accent) that editors write in one.
        let is_same = |file: &&SourceFile| nfc(file.path.as_str()) == nfc(path.as_str());
        if path.as_str().is_ascii() { None } else { self.files.below("content").find(is_same).cloned() }
    }

    /// Gives the file an address; false where it can have none.
    fn publish(&mut self, file: SourceFile, named_by: NamedBy, naming: Naming) -> bool {
        let below = file.path.below("content").unwrap_or(file.path.as_str());
        let Some(address) = Address::new(&format!("/files/{below}")) else { return false };
        let key = nfc(file.path.as_str()).into_owned();
        let attachment = Attachment { file, address, named_by, is_exact: false, is_shown: false };
        let attachment = self.found.entry(key).or_insert(attachment);
        attachment.is_exact |= naming.is_exact;
        attachment.is_shown |= naming.is_shown;
        true
    }
}
