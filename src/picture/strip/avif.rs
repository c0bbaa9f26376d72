//! AVIF: boxes in boxes, which name places of the file by their distance from its start.
//!
//! So nothing is taken out, which would move what stands behind it: metadata is written over where it lies.
//!
//! Source: ISO/IEC 14496-12 (boxes, items), ISO/IEC 23008-12 (properties, Exif), AV1 Image File Format 1.1.

use std::ops::Range;

use super::{Damage, ENDS_EARLY, Reader};
use crate::picture::Size;

const NO_META: Damage = "it does not say what is in it";
const NO_SIZE: Damage = "it does not say its size";

/// More boxes, items or places are there to keep readers busy.
const MOST: usize = 100_000;

/// Exif that says nothing: the distance to its head, the head, no entry, no more.
const NOTHING: &[u8] = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0";

/// The size of the picture as readers see it.
pub(in crate::picture) fn size(bytes: &[u8]) -> Result<Size, Damage> {
    let meta = meta(bytes)?;
    let primary = find(bytes, &meta, b"pitm")?.ok_or(NO_META)?;
    let mut reader = Reader::new(&bytes[primary]);
    let primary = {
        let [version, ..] = reader.array::<4>()?;
        number(&mut reader, if version == 0 { 2 } else { 4 })?
    };
    let properties = find(bytes, &meta, b"iprp")?.ok_or(NO_SIZE)?;
    let all = find(bytes, &properties, b"ipco")?.ok_or(NO_SIZE)?;
    let all: Vec<(Name, Range<usize>)> = boxes(bytes, all).collect::<Result<_, _>>()?;
    let own = find(bytes, &properties, b"ipma")?.ok_or(NO_SIZE)?;
    let (mut size, mut is_turned) = (None, false);
    for index in properties_of(&bytes[own], primary)? {
        let property = index.checked_sub(1).and_then(|index| all.get(index));
        match property.map(|(name, content)| (name, content)) {
            Some((b"ispe", content)) => {
                let mut reader = Reader::new(&bytes[content.clone()]);
                reader.take(4)?;
                let [width, height] = [reader.array()?, reader.array()?].map(u32::from_be_bytes);
                size = Size::new(width, height);
            }
            Some((b"irot", content)) => {
                is_turned = bytes[content.clone()].first().is_some_and(|angle| angle % 2 == 1);
            }
            _ => {}
        }
    }
    let size = size.ok_or(NO_SIZE)?;
    Ok(if is_turned { size.turned() } else { size })
}

/// The file with its metadata written over.
pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Damage> {
    let mut out = bytes.to_vec();
    let meta = meta(bytes)?;
    for (place, is_exif) in metadata(bytes, &meta)? {
        let place = out.get_mut(place).ok_or(ENDS_EARLY)?;
        // Some readers refuse Exif that is none.
        match place.split_at_mut_checked(NOTHING.len()).filter(|_| is_exif) {
            Some((start, rest)) => {
                start.copy_from_slice(NOTHING);
                rest.fill(0);
            }
            None => place.fill(b' '),
        }
    }
    let mut folders: Vec<Range<usize>> = std::iter::once(0..bytes.len()).collect();
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for found in boxes(bytes, folder) {
            let (name, content) = found?;
            seen += 1;
            match &name {
                b"moov" | b"trak" => folders.push(content),
                // What programs add for themselves, XMP among it.
                b"uuid" | b"udta" => out[content].fill(0),
                _ => {}
            }
        }
        if seen > MOST {
            return Err("it has more parts than a picture needs");
        }
    }
    Ok(out)
}

type Name = [u8; 4];

/// The boxes in this part of the file, each with the place of its content.
fn boxes(bytes: &[u8], within: Range<usize>) -> impl Iterator<Item = Result<(Name, Range<usize>), Damage>> {
    let mut at = within.start;
    std::iter::from_fn(move || {
        if at >= within.end {
            return None;
        }
        let found = (|| {
            let mut reader = Reader { bytes: &bytes[..within.end], at };
            let length = u32::from_be_bytes(reader.array()?);
            let name: Name = reader.array()?;
            let end = match length {
                0 => within.end,
                1 => {
                    let length = usize::try_from(u64::from_be_bytes(reader.array()?)).map_err(|_| ENDS_EARLY)?;
                    at.checked_add(length).ok_or(ENDS_EARLY)?
                }
                length => at.checked_add(length as usize).ok_or(ENDS_EARLY)?,
            };
            if end < reader.at || end > within.end {
                return Err(ENDS_EARLY);
            }
            Ok((name, reader.at..end))
        })();
        at = found.as_ref().map_or(within.end, |(_, content): &(Name, Range<usize>)| content.end);
        Some(found)
    })
}

fn find(bytes: &[u8], within: &Range<usize>, wanted: &Name) -> Result<Option<Range<usize>>, Damage> {
    for found in boxes(bytes, within.clone()) {
        let (name, content) = found?;
        if name == *wanted {
            return Ok(Some(content));
        }
    }
    Ok(None)
}

/// What the box says that tells what is in the file, behind its version.
fn meta(bytes: &[u8]) -> Result<Range<usize>, Damage> {
    let meta = find(bytes, &(0..bytes.len()), b"meta")?.ok_or(NO_META)?;
    if meta.len() < 4 { Err(ENDS_EARLY) } else { Ok(meta.start + 4..meta.end) }
}

fn number(reader: &mut Reader<'_>, length: usize) -> Result<u64, Damage> {
    if length > 8 {
        return Err("a number in it is too long");
    }
    Ok(reader.take(length)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The numbers of the properties that an item has, from 1.
fn properties_of(ipma: &[u8], item: u64) -> Result<Vec<usize>, Damage> {
    let mut reader = Reader::new(ipma);
    let [version, _, _, flags] = reader.array::<4>()?;
    let mut found = Vec::new();
    for _ in 0..number(&mut reader, 4)? {
        let id = number(&mut reader, if version == 0 { 2 } else { 4 })?;
        for _ in 0..reader.byte()? {
            let is_long = flags & 1 == 1;
            let index = number(&mut reader, if is_long { 2 } else { 1 })? & if is_long { 0x7FFF } else { 0x7F };
            if id == item {
                found.push(usize::try_from(index).unwrap_or(0));
            }
        }
    }
    Ok(found)
}

/// Where metadata lies, and whether it is Exif.
fn metadata(bytes: &[u8], meta: &Range<usize>) -> Result<Vec<(Range<usize>, bool)>, Damage> {
    let Some(items) = find(bytes, meta, b"iinf")? else { return Ok(Vec::new()) };
    let mut reader = Reader { bytes: &bytes[..items.end], at: items.start };
    let [version, ..] = reader.array::<4>()?;
    number(&mut reader, if version == 0 { 2 } else { 4 })?;
    let mut ids: Vec<(u64, bool)> = Vec::new();
    for found in boxes(bytes, reader.at..items.end) {
        let (_, content) = found?;
        let mut reader = Reader::new(&bytes[content]);
        let [version, ..] = reader.array::<4>()?;
        let id = number(&mut reader, if version < 3 { 2 } else { 4 })?;
        reader.take(2)?;
        // Before version 2 there are no kinds: such a file has no Exif.
        match reader.array::<4>().ok().filter(|_| version >= 2).as_ref() {
            Some(b"Exif") => ids.push((id, true)),
            Some(b"mime" | b"uri ") => ids.push((id, false)),
            _ => {}
        }
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = find(bytes, meta, b"iloc")?.ok_or(NO_META)?;
    let inner = find(bytes, meta, b"idat")?;
    locate(&bytes[places], inner, &ids)
}

/// The places of the items `ids`; `inner` is where items lie that are kept inside the box.
fn locate(iloc: &[u8], inner: Option<Range<usize>>, ids: &[(u64, bool)]) -> Result<Vec<(Range<usize>, bool)>, Damage> {
    let mut reader = Reader::new(iloc);
    let [version, ..] = reader.array::<4>()?;
    let [first, second] = reader.array()?;
    let [offset, length, base, index] = [first >> 4, first & 15, second >> 4, second & 15].map(usize::from);
    let id_length = if version < 2 { 2 } else { 4 };
    let mut places = Vec::new();
    for _ in 0..number(&mut reader, id_length)? {
        let id = number(&mut reader, id_length)?;
        let method = if version == 0 { 0 } else { number(&mut reader, 2)? & 15 };
        reader.take(2)?;
        let base = number(&mut reader, base)?;
        let wanted = ids.iter().find(|(known, _)| *known == id);
        for _ in 0..number(&mut reader, 2)? {
            if version > 0 {
                number(&mut reader, index)?;
            }
            let start = base.saturating_add(number(&mut reader, offset)?);
            let length = number(&mut reader, length)?;
            let Some((_, is_exif)) = wanted else { continue };
            let (start, length) = (usize::try_from(start).ok(), usize::try_from(length).ok());
            let (start, length) = start.zip(length).ok_or(ENDS_EARLY)?;
            let from = match (method, &inner) {
                (0, _) => 0,
                (1, Some(inner)) => inner.start,
                _ => return Err("its metadata lies where nothing can lie"),
            };
            let start = from.checked_add(start).ok_or(ENDS_EARLY)?;
            places.push((start..start.checked_add(length).ok_or(ENDS_EARLY)?, *is_exif));
            if places.len() > MOST {
                return Err("it has more parts than a picture needs");
            }
        }
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len() + 8).expect("short").to_be_bytes();
        [&length[..], name.as_bytes(), content].concat()
    }

    /// A picture of 300 × 200, turned, whose Exif lies behind the boxes and whose XMP inside.
    fn file() -> Vec<u8> {
        let item = |id: u8, kind: &str| part("infe", &[&[2, 0, 0, 0, 0, id, 0, 0][..], kind.as_bytes()].concat());
        let ispe = part("ispe", b"\0\0\0\0\0\0\x01\x2C\0\0\0\xC8");
        let ipco = part("ipco", &[part("pixi", b"x"), ispe, part("irot", &[1])].concat());
        let ipma = part("ipma", &[0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 2, 0x82, 3]);
        let build = |at: u32| {
            let mut iloc = vec![1, 0, 0, 0, 0x44, 0, 0, 2];
            iloc.extend_from_slice(&[0, 2, 0, 0, 0, 0, 0, 1]);
            iloc.extend_from_slice(&[at.to_be_bytes(), 24_u32.to_be_bytes()].concat());
            iloc.extend_from_slice(&[0, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3]);
            let meta = [
                vec![0; 4],
                part("pitm", &[0, 0, 0, 0, 0, 1]),
                part("iinf", &[vec![0, 0, 0, 0, 0, 3], item(1, "av01"), item(2, "Exif"), item(3, "mime")].concat()),
                part("iloc", &iloc),
                part("idat", b".xmp."),
                part("iprp", &[ipco.clone(), ipma.clone()].concat()),
            ];
            [part("ftyp", b"avif\0\0\0\0"), part("meta", &meta.concat())].concat()
        };
        let start = u32::try_from(build(0).len() + 8).expect("short");
        [build(start), part("mdat", b"0123456789 where it was.pixels"), part("uuid", b"who")].concat()
    }

    #[test]
    fn metadata_is_written_over_and_nothing_moves() {
        let whole = file();
        let stripped = strip(&whole).expect("sound");
        assert_eq!((stripped.len(), size(&stripped)), (whole.len(), size(&whole)));
        assert_eq!(size(&whole), Ok(Size { width: 200, height: 300 }));
        let has = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        for (text, stays) in
            [(&b"where it was"[..], false), (b"xmp", false), (b"who", false), (b".pixels", false), (b"pixels", true)]
        {
            assert_eq!((has(&whole, text), has(&stripped, text)), (true, stays), "{text:?}");
        }
        assert!(has(&stripped, b".   ."));
        assert!(has(&stripped, NOTHING));
    }

    #[test]
    fn a_file_that_is_cut_off_is_damaged() {
        let whole = file();
        for end in 0..whole.len() - 11 {
            assert!(strip(&whole[..end]).is_err(), "{end}");
        }
        assert_eq!(size(&part("ftyp", b"avif\0\0\0\0")), Err(NO_META));
    }
}
