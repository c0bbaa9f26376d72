//! A record as one line of plain text that can be pasted into a note or a list of sources.

use super::{LinkView, Views};
use crate::archive::RecordIx;
use crate::model::record::{By, Memento, Record};
use crate::theme::filled;

impl Views {
    /// Authors, headline, outlet, date, address and copy of the piece, then the archive and the record's own address.
    ///
    /// A headline that the archive has worded stands in brackets, as cataloguers have it, and in no quotation marks.
    pub fn citation(&self, this: RecordIx, outlet: Option<&LinkView>) -> String {
        let entry = &self.archive[this];
        let record = &*entry.record;
        let words = |key: &str, default: &'static str| self.theme.strings.get(key).unwrap_or(default).to_owned();
        let authors = record.authors.iter().map(|author| author.printed.as_deref().unwrap_or(&author.name));
        let headline = match record.title_by {
            By::Outlet => format!("{}{}{}", words("citation.open", "“"), record.title, words("citation.close", "”")),
            By::Archive => format!("[{}]", record.title),
        };
        let date = record.date.as_ref().map(|date| self.theme.strings.date(date));
        let copy = record.archived.first().and_then(|memento| self.copy_url(record, memento));
        let parts = [
            Some(self.listed(authors)).filter(|authors| !authors.is_empty()),
            Some(headline),
            outlet.map(|outlet| outlet.name.clone()),
            Some(date.unwrap_or_else(|| words("citation.undated", "undated"))),
            record.url.clone(),
            copy.map(|url| filled(&words("citation.copy", "archived copy: {url}"), &[("url", &*url)])),
        ];
        let piece = parts.into_iter().flatten().collect::<Vec<_>>().join(&words("comma", ", "));
        let url = self.settings.base_url.absolute(&entry.address.url);
        let values = [("piece", &*piece), ("archive", &*self.settings.title), ("url", &*url)];
        filled(&words("citation.line", "{piece}. {archive}, {url}"), &values)
    }

    /// The absolute address of a copy.
    pub fn copy_url(&self, record: &Record, memento: &Memento) -> Option<String> {
        let own = memento.file.as_ref().and_then(|file| self.attachments.find(&record.file, file));
        own.map(|address| self.settings.base_url.absolute(&address.url)).or_else(|| memento.url.clone())
    }
}
