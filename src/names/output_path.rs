//! A path of the built site, such that every file system takes it and none leaves the output folder by it.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// The most bytes a whole path may have.
const LONGEST_PATH: usize = 1024;

/// The most bytes one part of a path may have; what ext4, APFS and NTFS take.
const LONGEST_PART: usize = 255;

/// The longest of the names below, and of those with a number (`com1`), in bytes.
const LONGEST_DEVICE: usize = 7;

/// The letters with which those names begin.
const DEVICE_LETTERS: &[u8] = b"ACLNPaclnp";

/// Names that Windows keeps for devices, with any extension. Source: Microsoft, "Naming Files, Paths, and Namespaces".
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The path of a file below the output folder, with `/` between its parts: `articles/a/index.html`.
///
/// Never absolute, never empty, without `.` and `..`, and without what Windows, macOS or Linux refuse in a name.
/// Ordered by its bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Makes a path of `text`, or nothing where some file system would not take it.
    ///
    /// ```
    /// use reportage::names::output_path::OutputPath;
    /// assert!(OutputPath::new("articles/a/index.html").is_some());
    /// assert!(OutputPath::new("../index.html").is_none());
    /// assert!(OutputPath::new("aux.html").is_none());
    /// ```
    pub fn new(text: &str) -> Option<OutputPath> {
        let sound = text.len() <= LONGEST_PATH && (is_plain(text) || text.split('/').all(is_sound_part));
        sound.then(|| OutputPath(text.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file; empty at the top of the site.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }
}

/// Whether a path is sound at a glance, as nearly all are: its parts are ASCII letters, digits, `-` and `.`, and none looks
/// like a device.
fn is_plain(text: &str) -> bool {
    let is_ours = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    text.as_bytes().split(|byte| *byte == b'/').all(|part| {
        let begins_otherwise = |first: &u8| !DEVICE_LETTERS.contains(first);
        // The stem of a longer part may still be short.
        let is_no_device = part.first().is_some_and(begins_otherwise)
            || !part.iter().take(LONGEST_DEVICE + 1).any(|byte| *byte == b'.') && part.len() > LONGEST_DEVICE;
        part.len() <= LONGEST_PART && part.last() != Some(&b'.') && is_no_device && part.iter().all(is_ours)
    })
}

fn is_sound_part(part: &str) -> bool {
    let is_refused =
        |character: char| matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\') || character.is_control();
    !part.is_empty()
        && part.len() <= LONGEST_PART
        && !part.ends_with(['.', ' '])
        && !part.contains(is_refused)
        && !is_device(part)
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    // Whatever is longer need not be written in small letters first.
    if stem.len() > LONGEST_DEVICE {
        return false;
    }
    let stem = stem.to_lowercase();
    let port = || {
        let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"))?;
        let mut characters = number.chars();
        Some(matches!(characters.next()?, '0'..='9' | '¹' | '²' | '³') && characters.next().is_none())
    };
    DEVICES.contains(&&*stem) || port().unwrap_or(false)
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_that_every_file_system_takes() {
        let long_part = "é".repeat(128);
        let long_path = vec!["a".repeat(100); 11].join("/");
        for (text, sound) in [
            ("index.html", true),
            ("a b/ü/報道.html", true),
            (".well-known/security.txt", true),
            ("a..b/...c", true),
            ("console/com/com10/auxiliary.html", true),
            ("a/lettersandmore/an.html", true),
            ("", false),
            ("/a", false),
            ("a/", false),
            ("a//b", false),
            ("a/../b", false),
            ("..", false),
            ("./a", false),
            ("a\\b", false),
            ("C:/a", false),
            ("a?b", false),
            ("a\nb", false),
            ("a\u{7f}b", false),
            ("a\0b", false),
            ("a./b", false),
            ("letters./b", false),
            ("a/NUL.a.html", false),
            ("a/conin$.html", false),
            ("a /b", false),
            ("CON", false),
            ("a/nul.tar.gz", false),
            ("Com1.html", false),
            ("lpt²", false),
            ("aux .html", false),
            (&long_part, false),
            (&long_path, false),
        ] {
            assert_eq!(OutputPath::new(text).is_some(), sound, "{text:?}");
        }
    }

    #[test]
    fn a_path_tells_its_folder_and_name() {
        let path = |text| OutputPath::new(text).expect("sound");
        assert_eq!((path("a/b/c.html").folder(), path("a/b/c.html").file_name()), ("a/b", "c.html"));
        assert_eq!((path("c.html").folder(), path("c.html").file_name()), ("", "c.html"));
    }
}
