//! The archive itself → `CITATION.cff`, by which hosts of code and reference managers cite the whole of it.
//!
//! Source: Citation File Format 1.2.0, <https://citation-file-format.github.io/>.
//!
//! Invariant: it holds no time of the build. The archive is as new as what was last taken in or changed.

use crate::archive::Archive;
use crate::model::date::PartialDate;
use crate::settings::Settings;

/// The text of the file.
pub fn write(archive: &Archive, settings: &Settings) -> String {
    let url = settings.base_url.absolute("/");
    let mut lines = vec![
        "cff-version: 1.2.0".to_owned(),
        format!("message: {}", quoted("If you use this archive, please cite it as below.")),
        "type: dataset".to_owned(),
        format!("title: {}", quoted(&settings.title)),
        "authors:".to_owned(),
        format!("  - name: {}", quoted(settings.publisher.as_ref().unwrap_or(&settings.title))),
        format!("url: {}", quoted(&url)),
    ];
    lines.extend(settings.description.as_ref().map(|text| format!("abstract: {}", quoted(text))));
    lines.extend(released(archive).map(|date| format!("date-released: {}", quoted(&date))));
    // The format knows licences by their SPDX identifiers, and others by their address.
    lines.extend(settings.license.as_ref().map(|license| match license.contains("://") {
        true => format!("license-url: {}", quoted(license)),
        false => format!("license: {}", quoted(license)),
    }));
    lines.join("\n") + "\n"
}

/// The newest day on which a record was taken in or changed; the format takes whole days alone.
fn released(archive: &Archive) -> Option<String> {
    let dates = archive.iter().flat_map(|(_, entry)| [entry.record.added, entry.record.updated]).flatten();
    let days = dates.filter(|date| date.day.is_some());
    days.max_by_key(PartialDate::sort_key).map(|date| date.iso())
}

/// A YAML scalar in double quotation marks: JSON's strings are such.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
