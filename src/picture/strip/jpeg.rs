//! JPEG: a list of segments, each behind a marker.
//!
//! Source: ITU-T T.81, annex B; JFIF 1.02; ICC.1:2022, annex B.4.

use super::{Damage, ENDS_EARLY, Reader};

/// A file of more scans is made to keep decoders busy: a progressive one has about ten.
const MOST_SCANS: usize = 200;

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

/// The picture alone. What lies behind its end is left out: a second picture, say, with metadata of its own.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Damage> {
    let mut reader = Reader::new(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    if reader.array()? != [0xFF, START] {
        return Err("it does not begin like one");
    }
    out.extend_from_slice(&[0xFF, START]);
    let mut scans = 0;
    loop {
        match marker(&mut reader)? {
            END if scans == 0 => return Err("it has no pixels"),
            END => {
                out.extend_from_slice(&[0xFF, END]);
                return Ok(out);
            }
            // They stand alone; between segments they say nothing.
            START | 0x01 | 0xD0..=0xD7 => {}
            marker => {
                let length = usize::from(u16::from_be_bytes(reader.array()?));
                let content = reader.take(length.checked_sub(2).ok_or("a segment is shorter than its head")?)?;
                push(&mut out, marker, content);
                if marker == SCAN {
                    scans += 1;
                    if scans > MOST_SCANS {
                        return Err("it has more scans than a picture needs");
                    }
                    out.extend_from_slice(scan(&mut reader)?);
                }
            }
        }
    }
}

/// The next marker, behind any number of bytes that fill up.
fn marker(reader: &mut Reader<'_>) -> Result<u8, Damage> {
    // Some writers leave a few bytes too many behind a segment; decoders pass over them, and so do we.
    while reader.byte()? != 0xFF {}
    loop {
        match reader.byte()? {
            0xFF => {}
            // No marker, but a byte of a scan that lies where none is.
            0 => return marker_behind_zero(reader),
            marker => return Ok(marker),
        }
    }
}

fn marker_behind_zero(reader: &mut Reader<'_>) -> Result<u8, Damage> {
    loop {
        while reader.byte()? != 0xFF {}
        match reader.byte()? {
            0 => {}
            0xFF => reader.at -= 1,
            marker => return Ok(marker),
        }
    }
}

/// Writes a segment, if the picture looks otherwise without it.
fn push(out: &mut Vec<u8>, marker: u8, content: &[u8]) {
    const PLAIN: usize = 12;
    let head: [u8; PLAIN];
    let kept: &[u8] = match marker {
        // The head of a file holds a small picture, which may show what was cut off the large one.
        0xE0 => match content.first_chunk::<PLAIN>() {
            Some(known) if content.starts_with(b"JFIF\0") => {
                head = *known;
                out.extend_from_slice(&[0xFF, marker, 0, 16]);
                out.extend_from_slice(&head);
                return out.extend_from_slice(&[0, 0]);
            }
            _ => return,
        },
        // Colours: the profile, and what the channels of a file by Adobe's programs are.
        0xE2 if content.starts_with(b"ICC_PROFILE\0") => content,
        0xEE if content.starts_with(b"Adobe") => &content[..content.len().min(PLAIN)],
        // Metadata of every kind, and comments.
        0xE1..=0xEF | 0xFE => return,
        _ => content,
    };
    out.extend_from_slice(&[0xFF, marker]);
    // It is no longer than what was read.
    out.extend_from_slice(&u16::try_from(kept.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
    out.extend_from_slice(kept);
}

/// The coded bytes of a scan, up to the marker that ends it.
fn scan<'b>(reader: &mut Reader<'b>) -> Result<&'b [u8], Damage> {
    let rest = &reader.bytes[reader.at..];
    let ends = |at: &usize| !matches!(rest.get(at + 1), None | Some(0 | 0xD0..=0xD7 | 0xFF));
    let end = memchr::memchr_iter(0xFF, rest).find(ends).ok_or(ENDS_EARLY)?;
    reader.take(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"\xFF\xDA\0\x02abc\xFF\0d\xFF\xD0e\xFF\xD9";

    fn stripped(head: &[u8]) -> Result<Vec<u8>, Damage> {
        strip(&[b"\xFF\xD8", head, BODY].concat())
    }

    #[test]
    fn only_what_bears_on_the_look_is_kept() {
        let icc = b"\xFF\xE2\0\x10ICC_PROFILE\0\x01\x01";
        for (head, kept) in [
            (&b""[..], &b""[..]),
            (b"\xFF\xE1\0\x08Exif\0\0", b""),
            (b"\xFF\xFE\0\x07where", b""),
            (b"\xFF\xED\0\x06Phot", b""),
            (b"\xFF\xE2\0\x06MPF\0", b""),
            (icc, icc),
            (b"\xFF\xEE\0\x0EAdobe\0\x64\0\0\0\0\x01", b"\xFF\xEE\0\x0EAdobe\0\x64\0\0\0\0\x01"),
            (b"\xFF\xDB\0\x04\0\x01", b"\xFF\xDB\0\x04\0\x01"),
            (
                b"\xFF\xE0\0\x13JFIF\0\x01\x02\0\0\x48\0\x48\x01\x01rgb",
                b"\xFF\xE0\0\x10JFIF\0\x01\x02\0\0\x48\0\x48\0\0",
            ),
            (b"\xFF\xFF\xFF\xFE\0\x03xyz", b""),
        ] {
            assert_eq!(stripped(head), Ok([b"\xFF\xD8", kept, BODY].concat()), "{head:?}");
        }
        let with_second = [b"\xFF\xD8", BODY, b"\xFF\xD8\xFF\xE1\0\x04hi\xFF\xD9"].concat();
        assert_eq!(strip(&with_second), stripped(b""));
    }

    #[test]
    fn a_file_that_is_cut_off_is_damaged() {
        let whole = [b"\xFF\xD8\xFF\xE1\0\x08Exif\0\0", BODY].concat();
        for end in 0..whole.len() {
            assert!(strip(&whole[..end]).is_err(), "{end}");
        }
        assert_eq!(strip(b"\xFF\xD8\xFF\xD9"), Err("it has no pixels"));
        assert_eq!(stripped(b"\xFF\xDB\0\x01"), Err("a segment is shorter than its head"));
        assert!(stripped(&b"\xFF\xDA\0\x02x".repeat(300)).is_err());
    }
}
