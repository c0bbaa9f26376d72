//! Archive, attachments and what was hashed before → the size, the format and the SHA-256 of each copy and document, and
//! a problem wherever a record states another SHA-256.
//!
//! Invariant: no file that is stated to be another one is told to be sound, and none is read again whose stamp is known.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::archive::{Archive, Entry};
use crate::attachment::{Attachment, Attachments};
use crate::diag::codes::evidence::SHA256_MISMATCH;
use crate::diag::{Checked, Diagnostic, FieldPath, Place};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::source::SitePath;

mod file_format;
mod memory;

pub use file_format::FileFormat;
pub use memory::{Facts, Memory};

/// What is known of the files that records keep as evidence, by their paths.
#[derive(Debug, Default)]
pub struct Fixity(BTreeMap<SitePath, Facts>);

impl Fixity {
    /// What is known of a published file; nothing where no record keeps it as a copy or document, or it cannot be read.
    pub fn of(&self, attachment: &Attachment) -> Option<&Facts> {
        self.0.get(&attachment.file.path)
    }
}

impl Facts {
    /// Everything that a page can show of a file for which its record states `sha256`.
    pub fn print(&self, sha256: Option<&str>) -> Fingerprint {
        let format = Inputs::new("file").text(&self.format.media_type).text(&self.format.name);
        format.print(Fingerprint(self.size)).number(usize::from(self.is(sha256))).done()
    }

    /// Whether the file is the one with this SHA-256; so is every file where none is stated.
    pub fn is(&self, sha256: Option<&str>) -> bool {
        sha256.is_none_or(|stated| self.sha256.as_deref() == Some(stated))
    }
}

/// A field of a record that names a file as evidence.
struct Statement<'a> {
    entry: &'a Entry,
    /// The list that it stands in, and its place there.
    field: FieldPath,
    file: &'a str,
    sha256: Option<&'a str>,
    attachment: &'a Attachment,
}

/// Looks at every file that a published record keeps as a copy or a document, and hashes those of which it states the
/// SHA-256.
pub fn gather(archive: &Archive, attachments: &Attachments, memory: &Memory) -> Checked<Fixity> {
    let entries: Vec<&Entry> = archive.iter().map(|(_, entry)| entry).collect();
    let statements: Vec<Statement<'_>> =
        entries.into_par_iter().flat_map_iter(|entry| statements(entry, attachments)).collect();
    let mut wanted: BTreeMap<&SitePath, (&Attachment, bool)> = BTreeMap::new();
    for statement in &statements {
        let (_, is_hashed) = wanted.entry(&statement.attachment.file.path).or_insert((statement.attachment, false));
        *is_hashed |= statement.sha256.is_some();
    }
    let look = |(path, (attachment, is_hashed)): (&SitePath, (&Attachment, bool))| {
        // One that cannot be read is told when it is to be copied.
        let facts = memory.look(&attachment.file, is_hashed).ok()?;
        Some((path.clone(), facts))
    };
    let fixity = Fixity(wanted.into_par_iter().filter_map(look).collect());
    let problems = statements.iter().filter_map(|statement| mismatch(statement, &fixity)).collect();
    Checked { value: fixity, problems }
}

fn statements<'a>(entry: &'a Entry, attachments: &'a Attachments) -> Vec<Statement<'a>> {
    let record = &entry.record;
    let copies = record.archived.iter().map(|memento| (&memento.file, &memento.sha256));
    let documents = record.documents.iter().map(|document| (&document.file, &document.sha256));
    let copies = copies.enumerate().map(|(at, named)| (FieldPath::key("archived").item(at), named));
    let documents = documents.enumerate().map(|(at, named)| (FieldPath::key("documents").item(at), named));
    let statement = |(field, (file, sha256)): (FieldPath, (&'a Option<String>, &'a Option<String>))| {
        let file = file.as_ref()?;
        let attachment = attachments.get(&record.file, file)?;
        Some(Statement { entry, field, file, sha256: sha256.as_deref(), attachment })
    };
    copies.chain(documents).filter_map(statement).collect()
}

/// What is wrong where a file is another than its record states.
fn mismatch(statement: &Statement<'_>, fixity: &Fixity) -> Option<Diagnostic> {
    let stated = statement.sha256?;
    let found = fixity.of(statement.attachment)?.sha256.as_deref()?;
    if found == stated {
        return None;
    }
    let file = statement.file;
    let place = Place::value(&statement.entry.record.file, statement.field.then("sha256"));
    let message = format!("`{file}` is not the file with the SHA-256 `{stated}`: its own is `{found}`");
    let help = format!("put the file back as it was; if this one is right, write `sha256: {found}`");
    // No edit: what is stated is the evidence, and a file that has changed must not make itself right.
    Some(Diagnostic::new(SHA256_MISMATCH, place, message).help(help))
}
