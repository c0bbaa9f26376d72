//! Bytes → the same with gzip (RFC 1952), always the same for the same bytes.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// The bytes, compressed. The head names neither file nor time.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::best());
    // Memory takes whatever is written to it; what is not compressed would be told when it is read back.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// The bytes that were compressed, `most` at most; nothing where they are not gzip's.
pub(super) fn gunzip(bytes: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    GzDecoder::new(bytes).take(most).read_to_end(&mut whole).ok()?;
    Some(whole)
}
