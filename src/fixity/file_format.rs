//! The first bytes of a file, and its name → what kind of file it is.
//!
//! What a file begins with comes first: a page that says "not found" and was saved as `report.pdf` is told to be HTML.
//! The name decides only where bytes cannot: among kinds of text, and of what is packed in a ZIP or gzip.

use serde::{Deserialize, Serialize};

/// What kind of file it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFormat {
    /// Its media type, as the IANA registry or else its specification has it.
    pub media_type: String,
    /// What people call it: `PDF`, `WACZ`; empty where it is not known.
    pub name: String,
}

/// How many bytes of a file are looked at: Office documents are told by their third part.
pub(super) const HEAD: usize = 8192;

/// Kinds of which the bytes say no more than that they are text, or packed: extension, media type, name.
const BY_NAME: &[(&str, &str, &str)] = &[
    ("csv", "text/csv", "CSV"),
    ("tsv", "text/tab-separated-values", "TSV"),
    ("md", "text/markdown", "Markdown"),
    ("vtt", "text/vtt", "WebVTT"),
    ("json", "application/json", "JSON"),
    ("jsonl", "application/jsonl", "JSON Lines"),
    ("svg", "image/svg+xml", "SVG"),
    ("xml", "application/xml", "XML"),
    ("eml", "message/rfc822", "EML"),
    ("rtf", "application/rtf", "RTF"),
    ("html", "text/html", "HTML"),
    ("htm", "text/html", "HTML"),
];

/// The kind of the file that begins with `head` and is called `name`.
pub(super) fn format(head: &[u8], name: &str) -> FileFormat {
    let name = name.to_ascii_lowercase();
    let known = |media_type: &str, name: &str| FileFormat { media_type: media_type.into(), name: name.into() };
    if head.starts_with(b"WARC/") {
        return known("application/warc", "WARC");
    }
    let text = || match BY_NAME.iter().find(|(extension, ..)| name.ends_with(&format!(".{extension}"))) {
        Some((_, media_type, name)) => known(media_type, name),
        None => known("text/plain", "TXT"),
    };
    match infer::get(head).map(|kind| (kind.mime_type(), kind.extension())) {
        // WACZ 1.1.1, section 4: a ZIP file by another ending.
        Some(("application/zip", _)) if name.ends_with(".wacz") => known("application/wacz", "WACZ"),
        Some(("application/gzip", _)) if name.ends_with(".warc.gz") => known("application/warc", "WARC"),
        Some(("text/html", _)) => known("text/html", "HTML"),
        Some(("text/xml", _)) => match text() {
            FileFormat { media_type, .. } if media_type == "text/plain" => known("application/xml", "XML"),
            format => format,
        },
        Some((media_type, extension)) => known(media_type, &extension.to_ascii_uppercase()),
        None if is_text(head) => text(),
        None => known("application/octet-stream", ""),
    }
}

/// Whether the bytes are text in UTF-8, perhaps cut within a letter.
fn is_text(head: &[u8]) -> bool {
    let is_utf8 = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && head.len() == HEAD,
    };
    is_utf8 && !head.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn a_file_is_what_it_begins_with() {
        for (head, name, expected) in [
            (&b"%PDF-1.7\n"[..],               "letter.pdf",    "application/pdf PDF"),
            (b"%PDF-1.7\n",                    "letter",        "application/pdf PDF"),
            (b"<!doctype html><p>Not found",   "letter.pdf",    "text/html HTML"),
            (b"PK\x03\x04archive/data.warc.gz", "copy.wacz",    "application/wacz WACZ"),
            (b"PK\x03\x04archive/data.warc.gz", "copy.zip",     "application/zip ZIP"),
            (b"WARC/1.1\r\n",                  "copy.warc",     "application/warc WARC"),
            (b"\x1f\x8b\x08\0",                "copy.WARC.gz",  "application/warc WARC"),
            (b"\x1f\x8b\x08\0",                "copy.gz",       "application/gzip GZ"),
            (b"a,b\n1,2\n",                    "table.csv",     "text/csv CSV"),
            (b"a,b\n1,2\n",                    "table.xls",     "text/plain TXT"),
            (b"<?xml version=\"1.0\"?><svg/>", "a.svg",         "image/svg+xml SVG"),
            (b"<?xml version=\"1.0\"?><rss/>", "feed",          "application/xml XML"),
            (b"\xff\xd8\xff\xe0",              "scan.png",      "image/jpeg JPG"),
            (b"\x00\x01\x02",                  "letter.pdf",    "application/octet-stream "),
            (b"",                              "empty.txt",     "text/plain TXT"),
        ] {
            let FileFormat { media_type, name: told } = format(head, name);
            assert_eq!(format!("{media_type} {told}"), expected, "{name}");
        }
    }
}
