//! Names of files with the hash of their bytes in them, `style.b62a02641272.css`, and what tells of those bytes in pages.
//!
//! A style sheet with one rule more has another name, which stands in every page. That is no change to a reader.

use std::collections::HashSet;

use memchr::{memchr2, memchr3};

/// A part of a name that is a hash has at least so many hexadecimal digits.
const SHORTEST: usize = 8;

/// The hashes in the names of files.
pub(super) struct Hashes(HashSet<Vec<u8>>);

impl Hashes {
    pub(super) fn of<'a>(paths: impl Iterator<Item = &'a str>) -> Hashes {
        Hashes(paths.filter_map(hash).map(|hash| hash.as_bytes().to_vec()).collect())
    }

    /// Whether the file's name says which bytes it has.
    pub(super) fn is_hashed(path: &str) -> bool {
        hash(path).is_some()
    }

    /// The page without these hashes, and without the digests by which browsers check what they load (`integrity`, and
    /// the hashes of a policy).
    pub(super) fn without(&self, page: &[u8]) -> Vec<u8> {
        let mut kept = Vec::with_capacity(page.len());
        let mut rest = page;
        while let Some(at) = memchr3(b'.', b'"', b'\'', rest) {
            let (before, behind) = rest.split_at(at + 1);
            kept.extend_from_slice(before);
            rest = &behind[self.skipped(before[at], behind)..];
        }
        kept.extend_from_slice(rest);
        kept
    }

    /// How many of the bytes behind a full stop or a quotation mark are left out.
    fn skipped(&self, mark: u8, behind: &[u8]) -> usize {
        if mark == b'.' {
            let end = behind.iter().take_while(|byte| is_digit(byte)).count();
            let is_known = end >= SHORTEST && behind.get(end) == Some(&b'.') && self.0.contains(&behind[..end]);
            return if is_known { end + 1 } else { 0 };
        }
        let is_digest = [&b"sha256-"[..], b"sha384-", b"sha512-"].iter().any(|kind| behind.starts_with(kind));
        if is_digest { memchr2(b'"', b'\'', behind).unwrap_or(0) } else { 0 }
    }
}

/// The hash in a file's name: the part before its extension.
fn hash(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut parts = name.rsplit('.').skip(1);
    let hash = parts.next()?;
    let is_hash = hash.len() >= SHORTEST && hash.bytes().all(|byte| is_digit(&byte)) && parts.next().is_some();
    is_hash.then_some(hash)
}

fn is_digit(byte: &u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}
