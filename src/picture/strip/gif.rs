//! GIF: a list of blocks.
//!
//! Source: GIF89a (CompuServe, 1990), sections 15 to 27.

use super::{Damage, Reader};

/// Applications whose blocks bear on how the picture looks or moves.
const APPLICATIONS: [&[u8; 11]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// The picture alone, moving or not: comments, text and metadata of applications are left out.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Damage> {
    walk(bytes).map(|(out, _)| out)
}

/// How many frames it has.
pub(in crate::picture) fn frames(bytes: &[u8]) -> Result<usize, Damage> {
    walk(bytes).map(|(_, frames)| frames)
}

fn walk(bytes: &[u8]) -> Result<(Vec<u8>, usize), Damage> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut reader = Reader::new(bytes);
    reader.take(6 + 4)?;
    let flags = reader.byte()?;
    reader.take(2)?;
    colours(&mut reader, flags)?;
    out.extend_from_slice(&bytes[..reader.at]);
    let mut frames = 0;
    loop {
        let start = reader.at;
        let is_kept = match reader.byte()? {
            0x21 => extension(&mut reader)?,
            0x2C => {
                frames += 1;
                reader.take(8)?;
                let flags = reader.byte()?;
                colours(&mut reader, flags)?;
                reader.byte()?;
                blocks(&mut reader)?;
                true
            }
            0x3B if frames == 0 => return Err("it has no pixels"),
            0x3B => {
                out.push(0x3B);
                return Ok((out, frames));
            }
            _ => return Err("there is a block that its format does not have"),
        };
        if is_kept {
            out.extend_from_slice(&bytes[start..reader.at]);
        }
    }
}

/// Passes an extension; whether it is to be kept.
fn extension(reader: &mut Reader<'_>) -> Result<bool, Damage> {
    let is_kept = match reader.byte()? {
        0xF9 => true,
        0xFF => {
            let mut behind = *reader;
            let length = behind.byte()?.into();
            let name = behind.take(length)?;
            APPLICATIONS.iter().any(|known| known[..] == *name)
        }
        _ => false,
    };
    blocks(reader)?;
    Ok(is_kept)
}

/// Passes a table of colours, where the flags say that there is one.
fn colours(reader: &mut Reader<'_>, flags: u8) -> Result<(), Damage> {
    if flags & 0x80 != 0 {
        reader.take(3 << ((flags & 7) + 1))?;
    }
    Ok(())
}

/// Passes blocks with their lengths before them, up to an empty one.
fn blocks(reader: &mut Reader<'_>) -> Result<(), Damage> {
    loop {
        match reader.byte()? {
            0 => return Ok(()),
            length => reader.take(length.into())?,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0abcdef";
    const FRAME: &[u8] = b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    const LOOP: &[u8] = b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0";
    const PAUSE: &[u8] = b"\x21\xF9\x04\0\x0A\0\0\0";

    #[test]
    fn movement_stays_and_words_go() {
        let xmp: &[u8] = b"\x21\xFF\x0BXMP DataXMP\x03abc\0";
        let comment: &[u8] = b"\x21\xFE\x05where\0";
        let whole = [HEAD, comment, LOOP, xmp, PAUSE, FRAME, PAUSE, FRAME, comment, b"\x3Bbehind"].concat();
        let bare = [HEAD, LOOP, PAUSE, FRAME, PAUSE, FRAME, b"\x3B"].concat();
        assert_eq!((strip(&whole), frames(&whole)), (Ok(bare), Ok(2)));
        for end in 0..whole.len() - 7 {
            assert!(strip(&whole[..end]).is_err(), "{end}");
        }
        assert_eq!(strip(&[HEAD, b"\x3B"].concat()), Err("it has no pixels"));
        assert!(strip(&[HEAD, b"\x99"].concat()).is_err());
    }
}
