//! PNG: a list of chunks.
//!
//! Source: PNG, third edition (W3C), sections 5 and 11.

use super::{Damage, Reader};

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n'];

/// The picture alone, moving or not.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Damage> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut reader = Reader::new(bytes);
    if reader.array()? != SIGNATURE {
        return Err("it does not begin like one");
    }
    out.extend_from_slice(&SIGNATURE);
    loop {
        let start = reader.at;
        let (name, _) = chunk(&mut reader)?;
        if is_kept(&name) {
            out.extend_from_slice(&bytes[start..reader.at]);
        }
        if name == *b"IEND" {
            return Ok(out);
        }
    }
}

/// Whether it moves: `acTL` stands before the pixels.
pub(in crate::picture) fn is_animated(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes);
    let _ = reader.take(SIGNATURE.len());
    let names = std::iter::from_fn(|| chunk(&mut reader).ok()).map(|(name, _)| name);
    names.take_while(|name| name != b"IDAT").any(|name| name == *b"acTL")
}

/// A chunk's name and content.
fn chunk<'b>(reader: &mut Reader<'b>) -> Result<([u8; 4], &'b [u8]), Damage> {
    let length = u32::from_be_bytes(reader.array()?) as usize;
    let name = reader.array()?;
    let content = reader.take(length)?;
    // The sum that follows is checked by the decoder.
    reader.take(4)?;
    Ok((name, content))
}

/// Pixels, colours, transparency, the shape of pixels, movement.
fn is_kept(name: &[u8; 4]) -> bool {
    matches!(
        name,
        b"IHDR"
            | b"PLTE"
            | b"IDAT"
            | b"IEND"
            | b"tRNS"
            | b"bKGD"
            | b"cHRM"
            | b"cICP"
            | b"cLLI"
            | b"gAMA"
            | b"iCCP"
            | b"mDCV"
            | b"pHYs"
            | b"sBIT"
            | b"sRGB"
            | b"acTL"
            | b"fcTL"
            | b"fdAT"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut file = SIGNATURE.to_vec();
        for (name, content) in chunks {
            file.extend_from_slice(&u32::try_from(content.len()).expect("short").to_be_bytes());
            file.extend_from_slice(&[*name, *content, &b"sum!"[..]].concat());
        }
        file
    }

    #[test]
    fn texts_times_and_what_nobody_knows_go() {
        let kept: [(&[u8; 4], &[u8]); 4] = [(b"IHDR", b"head"), (b"iCCP", b"profile"), (b"IDAT", b"x"), (b"IEND", b"")];
        let lost: [(&[u8; 4], &[u8]); 5] =
            [(b"tEXt", b"Author"), (b"iTXt", b"XML:com.adobe.xmp"), (b"eXIf", b"MM"), (b"tIME", b"1"), (b"zzZz", b"2")];
        let whole = file(&[&kept[..2], &lost[..], &kept[2..], &lost[..1]].concat());
        assert_eq!(strip(&whole), Ok(file(&kept)));
        for end in 0..whole.len() - 18 {
            assert!(strip(&whole[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn it_moves_where_it_says_so_before_its_pixels() {
        for (chunks, expected) in [
            (&[(b"IHDR", &b""[..]), (b"acTL", b""), (b"IDAT", b"")][..], true),
            (&[(b"IHDR", b""), (b"IDAT", b""), (b"acTL", b"")], false),
            (&[], false),
        ] {
            assert_eq!(is_animated(&file(chunks)), expected);
        }
    }
}
