//! WebP: a list of RIFF chunks.
//!
//! Source: RFC 9649, section 2.

use super::{Damage, ENDS_EARLY, Reader};

/// What `VP8X` says that there is.
const PROFILE: u8 = 0x20;
const TRANSPARENCY: u8 = 0x10;
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
const MOVEMENT: u8 = 0x02;

/// Bytes of a frame's head, before its chunks.
const FRAME_HEAD: usize = 16;

/// The picture alone, moving or not.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Damage> {
    let mut file = File::new();
    let mut has_pixels = false;
    for chunk in chunks(bytes)? {
        let (name, content) = chunk?;
        match &name {
            b"VP8X" => {
                let mut content = content.to_vec();
                *content.first_mut().ok_or(ENDS_EARLY)? &= !(EXIF | XMP);
                file.push(name, &content);
            }
            b"ANMF" => {
                let (head, frame) = content.split_at_checked(FRAME_HEAD).ok_or(ENDS_EARLY)?;
                let mut inside = head.to_vec();
                for chunk in chunks_of(frame) {
                    let (name, content) = chunk?;
                    if matches!(&name, b"ALPH" | b"VP8 " | b"VP8L") {
                        push(&mut inside, name, content);
                    }
                }
                has_pixels = true;
                file.push(name, &inside);
            }
            b"VP8 " | b"VP8L" => {
                has_pixels = true;
                file.push(name, content);
            }
            b"ALPH" | b"ANIM" | b"ICCP" => file.push(name, content),
            _ => {}
        }
    }
    if has_pixels { Ok(file.done()) } else { Err("it has no pixels") }
}

/// Whether it moves.
pub(in crate::picture) fn is_animated(bytes: &[u8]) -> bool {
    let first = chunks(bytes).ok().and_then(|mut chunks| chunks.next()?.ok());
    first.is_some_and(|(name, content)| name == *b"VP8X" && content.first().is_some_and(|flags| flags & MOVEMENT != 0))
}

/// A picture of this size as the encoder writes it, with a colour profile; nothing where it is none.
pub(in crate::picture) fn with_profile(
    bytes: &[u8],
    profile: &[u8],
    (width, height): (u32, u32),
    may_be_transparent: bool,
) -> Option<Vec<u8>> {
    let mut file = File::new();
    let flags = PROFILE | if may_be_transparent { TRANSPARENCY } else { 0 };
    // Three bytes each, and one less than there are.
    let [w, h] = [width, height].map(|side| side.saturating_sub(1).to_le_bytes());
    file.push(*b"VP8X", &[flags, 0, 0, 0, w[0], w[1], w[2], h[0], h[1], h[2]]);
    file.push(*b"ICCP", profile);
    for chunk in chunks(bytes).ok()? {
        let (name, content) = chunk.ok()?;
        if name != *b"VP8X" {
            file.push(name, content);
        }
    }
    Some(file.done())
}

/// A file that is being written.
struct File(Vec<u8>);

impl File {
    fn new() -> File {
        File(b"RIFF\0\0\0\0WEBP".to_vec())
    }

    fn push(&mut self, name: [u8; 4], content: &[u8]) {
        push(&mut self.0, name, content);
    }

    fn done(mut self) -> Vec<u8> {
        let length = u32::try_from(self.0.len() - 8).unwrap_or(u32::MAX);
        self.0[4..8].copy_from_slice(&length.to_le_bytes());
        self.0
    }
}

fn push(out: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    out.extend_from_slice(&name);
    out.extend_from_slice(&u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend_from_slice(content);
    if content.len() % 2 == 1 {
        out.push(0);
    }
}

type Chunk<'b> = Result<([u8; 4], &'b [u8]), Damage>;

/// The chunks of a file, as far as the file says that it goes.
fn chunks(bytes: &[u8]) -> Result<impl Iterator<Item = Chunk<'_>>, Damage> {
    let mut reader = Reader::new(bytes);
    reader.take(4)?;
    let length = u32::from_le_bytes(reader.array()?) as usize;
    let mut inside = Reader::new(reader.take(length)?);
    inside.take(4)?;
    Ok(chunks_of(&inside.bytes[inside.at..]))
}

fn chunks_of(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut reader = Reader::new(bytes);
    std::iter::from_fn(move || {
        if reader.is_done() {
            return None;
        }
        let chunk = (|| {
            let name = reader.array()?;
            let length = u32::from_le_bytes(reader.array()?) as usize;
            let content = reader.take(length)?;
            // The byte that makes lengths even may be missing at the end.
            let _ = reader.take(length % 2);
            Ok((name, content))
        })();
        if chunk.is_err() {
            reader.at = reader.bytes.len();
        }
        Some(chunk)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut file = File::new();
        chunks.iter().for_each(|(name, content)| file.push(**name, content));
        file.done()
    }

    #[test]
    fn metadata_goes_and_so_does_its_flag() {
        let whole = file(&[
            (b"VP8X", b"\x2C\0\0\0\0\0\0\0\0\0"),
            (b"ICCP", b"odd"),
            (b"VP8 ", b"pixels"),
            (b"EXIF", b"where"),
            (b"XMP ", b"who"),
            (b"QQQQ", b"?"),
        ]);
        let bare = file(&[(b"VP8X", b"\x20\0\0\0\0\0\0\0\0\0"), (b"ICCP", b"odd"), (b"VP8 ", b"pixels")]);
        assert_eq!(strip(&whole), Ok(bare));
        for end in 0..whole.len() {
            assert!(strip(&whole[..end]).is_err(), "{end}");
        }
        let frame = |inside: &[u8]| [&[0; FRAME_HEAD][..], inside].concat();
        let moving = |inside: &[u8]| file(&[(b"VP8X", b"\x02\0\0\0\0\0\0\0\0\0"), (b"ANMF", &frame(inside))]);
        assert_eq!(strip(&moving(b"VP8 \x02\0\0\0abEXIF\x02\0\0\0cd")), Ok(moving(b"VP8 \x02\0\0\0ab")));
        assert!(is_animated(&moving(b"")) && !is_animated(&whole));
    }
}
