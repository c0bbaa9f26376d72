//! `ndjson`: every record as JSON, an object a line, for programs that read as they go.

use std::io::{self, Write};

use super::record::RecordObject;
use super::{Export, ExportFile, Writer};
use crate::view::Views;

pub(super) struct Ndjson;

impl Export for Ndjson {
    fn key(&self) -> &'static str {
        "ndjson"
    }

    fn title(&self) -> &'static str {
        "Every record as JSON, one a line"
    }

    fn files(&self, _: &Views) -> Vec<ExportFile> {
        vec![ExportFile {
            path: "/data/records.ndjson".to_owned(),
            table: None,
            what: "Every record, an object a line, as in records.json.".to_owned(),
            media_type: "application/x-ndjson",
            writer: Box::new(Lines),
        }]
    }
}

struct Lines;

impl Writer for Lines {
    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        for (record, _) in views.archive.iter() {
            serde_json::to_writer(&mut *out, &RecordObject::new(views, record))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
