//! `precompress`: `true`, `false` or a list → encodings.

use schemars::JsonSchema;

use super::checks;
use super::reader::{Reader, Section};
use crate::compress::{ENCODINGS, Encoding};

/// What the schema says of it.
#[derive(JsonSchema)]
#[schemars(rename = "Precompress", untagged)]
#[expect(dead_code, reason = "stands for a list of encodings in the schema")]
pub(super) enum PrecompressValue {
    /// All, or none.
    All(bool),
    /// Those of these encodings.
    Some(Vec<EncodingName>),
}

/// An encoding.
#[derive(JsonSchema)]
#[schemars(rename = "Encoding", rename_all = "lowercase")]
#[expect(dead_code, reason = "stands for `Encoding` in the schema")]
pub(super) enum EncodingName {
    /// Brotli.
    Br,
    /// gzip.
    Gz,
}

/// The encodings that `section` asks for; nothing where it says nothing of them, or nothing that can be read.
pub(super) fn read<'i>(reader: &mut Reader<'i>, section: &mut Section<'i>) -> Option<Vec<Encoding>> {
    if section.holds_list("precompress") {
        let words = reader.spanned_texts(section, "precompress");
        return Some(checks::encodings(reader, words));
    }
    let all = reader.flag(section, "precompress")?;
    Some(if all { ENCODINGS.to_vec() } else { Vec::new() })
}
