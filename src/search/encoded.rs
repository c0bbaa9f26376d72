//! Numbers and texts as the files of a search have them: unsigned LEB128, and UTF-8 behind its length.

/// Reads what was written by `number` and `text`, one behind the other.
#[derive(Clone, Copy, Debug)]
pub struct Encoded<'b>(pub &'b [u8]);

/// Writes a number, seven bits a byte, the lowest first; all bytes but the last have their highest bit set.
pub(super) fn number(bytes: &mut Vec<u8>, number: usize) {
    let mut rest = number;
    while rest >= 0x80 {
        bytes.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// Writes the length in bytes, and the bytes.
pub(super) fn text(bytes: &mut Vec<u8>, text: &str) {
    number(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

impl<'b> Encoded<'b> {
    /// Whether there is nothing more.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next number; nothing where the bytes end before it does.
    pub fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for (place, byte) in self.0.iter().enumerate() {
            number |= usize::from(byte & 0x7f).checked_shl(7 * u32::try_from(place).ok()?)?;
            if byte & 0x80 == 0 {
                self.0 = &self.0[place + 1..];
                return Some(number);
            }
        }
        None
    }

    /// The next bytes, so many.
    pub fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes)
    }

    /// The next text.
    pub fn text(&mut self) -> Option<&'b str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = Vec::new();
        let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, usize::MAX >> 1];
        numbers.into_iter().for_each(|each| number(&mut bytes, each));
        text(&mut bytes, "letter");
        text(&mut bytes, "");
        let mut encoded = Encoded(&bytes);
        assert_eq!(numbers.map(|_| encoded.number().expect("a number")), numbers);
        assert_eq!((encoded.text(), encoded.text(), encoded.is_empty()), (Some("letter"), Some(""), true));
        assert_eq!(Encoded(&[0x80]).number(), None);
        assert_eq!(Encoded(&[2, b'a']).text(), None);
    }
}
