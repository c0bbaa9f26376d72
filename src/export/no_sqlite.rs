//! The place of the database where the feature `sqlite` was left out: its key is known to `off`, and it has no file.

use super::{Export, ExportFile};
use crate::view::Views;

pub(super) struct Sqlite;

impl Export for Sqlite {
    fn key(&self) -> &'static str {
        "sqlite"
    }

    fn title(&self) -> &'static str {
        "a SQLite database (not built in)"
    }

    fn files(&self, _: &Views) -> Vec<ExportFile> {
        Vec::new()
    }
}
