//! `json`: every record as an object, all in one file and each in one of its own, and what files there are.

use std::io::{self, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::record::{RecordObject, absolute, record_file};
use super::{Export, ExportFile, Writer, prints};
use crate::address::Address;
use crate::archive::RecordIx;
use crate::fingerprint::Ingredients;
use crate::view::Views;

/// Where the JSON Schema of `records.json` stands.
pub const SCHEMA: &str = "/data/records.schema.json";

pub(super) struct Json;

impl Export for Json {
    fn key(&self) -> &'static str {
        "json"
    }

    fn title(&self) -> &'static str {
        "Every record as JSON, in one file"
    }

    fn files(&self, _: &Views) -> Vec<ExportFile> {
        let file = |path: &str, what: &str, media_type, writer| ExportFile {
            path: path.to_owned(),
            table: None,
            what: what.to_owned(),
            media_type,
            writer,
        };
        vec![
            file("/data/records.json", "The archive and every record of it.", "application/json", Box::new(AllRecords)),
            file(SCHEMA, "The JSON Schema of records.json.", "application/schema+json", Box::new(RecordsSchema)),
        ]
    }
}

/// The archive itself.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Archive")]
struct ArchiveObject<'a> {
    /// Its name.
    title: &'a str,
    /// What it collects, in a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    /// Its home page, absolute.
    home: String,
    /// BCP 47 tag of its language.
    language: &'a str,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    /// An address to write to.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<&'a str>,
    /// How many records it has.
    count: usize,
}

impl ArchiveObject<'_> {
    fn new(views: &Views) -> ArchiveObject<'_> {
        let settings = &views.settings;
        ArchiveObject {
            title: &settings.title,
            description: settings.description.as_deref(),
            home: absolute(views, "/"),
            language: &settings.language,
            publisher: settings.publisher.as_deref(),
            contact: settings.contact.as_deref(),
            count: views.archive.len(),
        }
    }
}

/// What `records.json` is, for its schema: the file itself is written record by record.
#[derive(JsonSchema)]
#[schemars(rename = "Records")]
#[expect(dead_code, reason = "only its schema is used")]
struct RecordsObject<'a> {
    /// The archive.
    archive: ArchiveObject<'a>,
    /// Its records, newest first.
    records: Vec<RecordObject<'a>>,
}

/// The schema of `records.json`.
pub(super) fn schema() -> schemars::Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<RecordsObject>()
}

struct RecordsSchema;

impl Writer for RecordsSchema {
    fn made_from(&self, views: &Views) -> Ingredients {
        views.plain_base()
    }

    fn write(&self, _: &Views, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &schema())?;
        out.write_all(b"\n")
    }
}

struct AllRecords;

impl Writer for AllRecords {
    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"archive\":")?;
        serde_json::to_writer(&mut *out, &ArchiveObject::new(views))?;
        out.write_all(b",\n\"records\":[")?;
        for (record, _) in views.archive.iter() {
            out.write_all(if record.place() == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &RecordObject::new(views, record))?;
        }
        out.write_all(b"\n]}\n")
    }
}

/// Writes one record as `records.json` has it.
pub struct RecordFile(pub RecordIx);

impl RecordFile {
    /// What the bytes are made from.
    pub fn made_from(&self, views: &Views) -> Ingredients {
        prints::of_record(views, self.0)
    }

    /// Where it stands; nothing where no file can stand there.
    pub fn address(&self, views: &Views) -> Option<Address> {
        record_file(&views.archive[self.0])
    }

    /// The bytes.
    pub fn bytes(&self, views: &Views) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(&RecordObject::new(views, self.0)).expect("its keys are text");
        bytes.push(b'\n');
        bytes
    }
}

/// What there is to be had, so that a program finds it all from one address.
#[derive(Serialize)]
pub struct Contents<'a> {
    archive: ArchiveObject<'a>,
    /// How many terms each index has, by its key, in the menu's order.
    terms: serde_json::Map<String, serde_json::Value>,
    files: Vec<ContentsFile>,
}

#[derive(Serialize)]
struct ContentsFile {
    export: &'static str,
    name: String,
    url: String,
    media_type: &'static str,
    what: String,
}

impl<'a> Contents<'a> {
    /// A table of contents without files.
    pub fn new(views: &'a Views) -> Contents<'a> {
        let terms = views.archive.indexes().iter().map(|index| (index.key.clone(), index.terms.len().into())).collect();
        Contents { archive: ArchiveObject::new(views), terms, files: Vec::new() }
    }

    /// Adds a file of the export `key`.
    pub fn add(&mut self, views: &Views, key: &'static str, file: &ExportFile) {
        self.files.push(ContentsFile {
            export: key,
            name: file.path.rsplit('/').next().unwrap_or_default().to_owned(),
            url: absolute(views, &file.path),
            media_type: file.media_type,
            what: file.what.clone(),
        });
    }

    /// The file.
    pub fn text(&self) -> String {
        format!("{}\n", serde_json::to_string_pretty(self).expect("its keys are text"))
    }
}
