//! The bytes of a file → the same compressed, as a browser takes them: `Content-Encoding` by RFC 9110, section 8.4.1.

use std::io::{self, Read, Write};

use brotli::enc::BrotliEncoderParams;
use crc32fast::Hasher;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress_to_output, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;

/// A way to compress that browsers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// RFC 7932, the smaller of the two.
    Brotli,
    /// RFC 1952, which everything can read.
    Gzip,
}

/// Every encoding, the one to be preferred first.
pub const ENCODINGS: [Encoding; 2] = [Encoding::Brotli, Encoding::Gzip];

/// What is shorter than this goes into one packet in any case.
const SHORTEST: u64 = 1024;

/// Quality of Brotli for what is loaded again and again and made rarely.
const BEST: i32 = 11;

/// Quality of Brotli for pages: the best one takes eleven times as long, and makes 600 pages of an archive 8 % smaller.
const QUICK: i32 = 9;

/// The endings of what is text, and so gets smaller. Pictures, fonts of the web and archives are compressed already.
const TEXTS: [&str; 22] = [
    "atom",
    "bib",
    "cff",
    "css",
    "csv",
    "gexf",
    "html",
    "js",
    "json",
    "jsonl",
    "map",
    "md",
    "mjs",
    "ndjson",
    "ris",
    "rss",
    "svg",
    "txt",
    "vtt",
    "webmanifest",
    "xml",
    "xsl",
];

impl Encoding {
    /// The ending by which servers find a twin: `style.css.br` beside `style.css`.
    pub fn extension(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gz",
        }
    }

    /// The encoding of this extension.
    pub fn of_extension(extension: &str) -> Option<Encoding> {
        ENCODINGS.into_iter().find(|encoding| encoding.extension() == extension)
    }

    /// Its bit in a set of encodings.
    pub fn bit(self) -> u8 {
        match self {
            Encoding::Brotli => 1,
            Encoding::Gzip => 2,
        }
    }
}

/// Whether a file of this path and length may be worth a twin.
///
/// ```
/// use reportage::compress::is_worth_it;
/// assert!(is_worth_it("a/index.html", 5_000));
/// assert!(!is_worth_it("a/index.html", 500) && !is_worth_it("photo.jpg", 500_000));
/// ```
pub fn is_worth_it(path: &str, length: u64) -> bool {
    let extension = path.rsplit('/').next().and_then(|name| Some(name.rsplit_once('.')?.1)).unwrap_or_default();
    length >= SHORTEST && is_text(extension)
}

/// Whether files with this ending hold text.
pub fn is_text(extension: &str) -> bool {
    TEXTS.contains(&extension)
}

/// Writes what `from` holds to `to`, compressed: the same bytes for the same bytes, on every machine and in every year.
/// `path` says how much effort it is worth.
///
/// # Errors
/// Those of `from` and `to`.
pub fn compress(encoding: Encoding, path: &str, from: &mut dyn Read, to: &mut dyn Write) -> io::Result<()> {
    match encoding {
        Encoding::Brotli => {
            let quality = if path.starts_with("assets/") { BEST } else { QUICK };
            let parameters = BrotliEncoderParams { quality, ..BrotliEncoderParams::default() };
            let (mut from, mut to) = (from, to);
            brotli::BrotliCompress(&mut from, &mut to, &parameters)?;
        }
        Encoding::Gzip => {
            gzip(from, to)?;
        }
    }
    Ok(())
}

/// A member of RFC 1952, section 2.3, with neither a name nor a time, which would be other ones tomorrow: magic, method,
/// no flags, no time, the best compression, no system.
const GZIP_HEAD: [u8; 10] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255];

/// Bytes that are compressed at a time.
const PIECE: usize = 64 * 1024;

/// Writes gzip. The compressor is named here, and not the one that other libraries happen to choose: its bytes
/// are part of the site.
fn gzip(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(&GZIP_HEAD)?;
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(9, 0, 0));
    let (mut hasher, mut length) = (Hasher::new(), 0_u32);
    let mut piece = vec![0; PIECE];
    loop {
        let count = from.read(&mut piece)?;
        hasher.update(&piece[..count]);
        // Modulo 2³², as the format has it.
        length = length.wrapping_add(count as u32);
        let flush = if count == 0 { TDEFLFlush::Finish } else { TDEFLFlush::None };
        let mut written = Ok(());
        let (status, _) = compress_to_output(&mut compressor, &piece[..count], flush, |bytes| {
            written = to.write_all(bytes);
            written.is_ok()
        });
        written?;
        match status {
            TDEFLStatus::Done => break,
            TDEFLStatus::Okay => {}
            _ => return Err(io::Error::other("the compressor failed")),
        }
    }
    to.write_all(&hasher.finalize().to_le_bytes())?;
    to.write_all(&length.to_le_bytes())
}

/// What `bytes` are when they are no longer compressed, and no more than `most` of them.
///
/// # Errors
/// Where they are not of this encoding, or were cut off.
pub fn expand(encoding: Encoding, bytes: &[u8], most: u64) -> io::Result<Vec<u8>> {
    let mut expanded = Vec::new();
    match encoding {
        Encoding::Brotli => {
            brotli::Decompressor::new(bytes, PIECE).take(most).read_to_end(&mut expanded)?;
        }
        Encoding::Gzip => {
            let body = gzip_body(bytes).ok_or_else(|| io::Error::other("this is not gzip"))?;
            let limit = usize::try_from(most).unwrap_or(usize::MAX);
            expanded = match miniz_oxide::inflate::decompress_to_vec_with_limit(body, limit) {
                Ok(expanded) => expanded,
                Err(error) if error.status == TINFLStatus::HasMoreOutput => error.output,
                Err(_) => return Err(io::Error::other("this is not gzip")),
            };
        }
    }
    Ok(expanded)
}

/// What follows the head of a member: its optional parts are left out as RFC 1952, section 2.3.1, has them.
fn gzip_body(bytes: &[u8]) -> Option<&[u8]> {
    let (head, mut rest) = bytes.split_first_chunk::<10>()?;
    if head[..3] != GZIP_HEAD[..3] {
        return None;
    }
    let flags = head[3];
    if flags & 4 != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = &rest[end + 1..];
        }
    }
    if flags & 2 != 0 { rest.get(2..) } else { Some(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compressed(encoding: Encoding, path: &str, text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        compress(encoding, path, &mut text.as_bytes(), &mut bytes).expect("memory takes all");
        bytes
    }

    #[test]
    fn what_was_compressed_is_read_as_it_was() {
        let text = "The letter says that the contract stays. ".repeat(200);
        for path in ["a/index.html", "assets/style.css"] {
            let [brotli, gzip] = ENCODINGS.map(|encoding| compressed(encoding, path, &text));
            for (encoding, bytes) in [(Encoding::Brotli, &brotli), (Encoding::Gzip, &gzip)] {
                let expanded = expand(encoding, bytes, u64::MAX).expect("it was compressed");
                assert_eq!(String::from_utf8_lossy(&expanded), text, "{path}");
                assert_eq!(expand(encoding, bytes, 100).expect("it was compressed").len(), 100, "{path}");
                assert!(expand(encoding, &bytes[..bytes.len() / 2], u64::MAX).is_err(), "{path}");
            }
            let tail = [crc32fast::hash(text.as_bytes()), text.len() as u32].map(u32::to_le_bytes).concat();
            assert_eq!(gzip[gzip.len() - 8..], tail);
            assert!(brotli.len() < gzip.len() && gzip.len() < text.len() / 10, "{path}");
        }
    }

    #[test]
    fn a_twin_has_neither_name_nor_time() {
        let gzip = compressed(Encoding::Gzip, "a/index.html", "x");
        assert_eq!(gzip[..8], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "flags and time are naught (RFC 1952, section 2.3)");
        assert_eq!(gzip, compressed(Encoding::Gzip, "a/index.html", "x"));
    }

    #[test]
    fn only_text_of_some_length_is_compressed() {
        for (path, length, expected) in [
            ("index.html", 1024, true),
            ("index.html", 1023, false),
            ("assets/style.1f2e3d4c5b6a.css", 9_000, true),
            ("data/archive.sqlite", 90_000, false),
            ("a.b/README", 9_000, false),
            ("photo.jpg", 90_000, false),
            ("notes.tar.gz", 90_000, false),
        ] {
            assert_eq!(is_worth_it(path, length), expected, "{path} {length}");
        }
    }
}
