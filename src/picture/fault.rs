//! What is wrong with a picture, in words for those who chose it.

use super::{Kind, MOST_BYTES, decode};
use crate::diag::codes::picture as codes;
use crate::diag::{Diagnostic, Place};

/// What is wrong with a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The operating system would not let it be read.
    Unreadable(String),
    /// It was changed while the site was built.
    Changed,
    /// Its name claims a format, and its bytes are none that browsers show.
    None(Kind),
    /// Its name claims one format, and its bytes are another.
    Mislabelled {
        /// What the name claims.
        claimed: Kind,
        /// What the bytes are.
        found: Kind,
    },
    /// It ends too early, or holds what its format does not allow.
    Broken(Kind, String),
    /// It is larger than pictures may be: width, height.
    Huge(u32, u32),
    /// Its file is larger than files of pictures may be.
    Heavy,
}

impl Fault {
    pub(super) fn broken(kind: Kind, why: impl Into<String>) -> Fault {
        Fault::Broken(kind, why.into())
    }

    /// The problem at `place`, where the picture is called `name`.
    pub fn diagnostic(&self, name: &str, place: Place) -> Diagnostic {
        match self {
            Fault::Unreadable(why) => {
                Diagnostic::new(codes::BROKEN_PICTURE, place, format!("`{name}` cannot be read: {why}"))
                    .help("correct the file's permissions, or take it away")
            }
            Fault::Changed => {
                let message = format!("`{name}` was changed while the site was built");
                Diagnostic::new(codes::BROKEN_PICTURE, place, message).help("build again")
            }
            Fault::None(claimed) => {
                let message = format!("`{name}` is no {} picture: it does not begin like one", claimed.name());
                Diagnostic::new(codes::BROKEN_PICTURE, place, message)
                    .help("export it again as JPEG, PNG, GIF, WebP, AVIF or SVG, or give the file its own extension")
            }
            Fault::Mislabelled { claimed, found } => {
                let message =
                    format!("`{name}` is a {} picture by its bytes, and {} by its name", found.name(), claimed.name());
                let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                let help = format!("rename the file to `{stem}.{}`, here too", found.extension());
                Diagnostic::new(codes::MISLABELLED_PICTURE, place, message).help(help)
            }
            Fault::Broken(kind, why) => {
                let message = format!("`{name}` is a broken {} picture: {why}", kind.name());
                Diagnostic::new(codes::BROKEN_PICTURE, place, message)
                    .help("export the picture again, or copy the file again from where it came")
            }
            Fault::Huge(width, height) => {
                let message = format!("`{name}` has {width} × {height} pixels, more than a picture may have");
                let help = format!(
                    "scale it down to at most {} megapixels and {} pixels a side; 2,000 pixels across are plenty",
                    decode::MOST_PIXELS / 1_000_000,
                    decode::LONGEST_SIDE
                );
                Diagnostic::new(codes::HUGE_PICTURE, place, message).help(help)
            }
            Fault::Heavy => {
                let message = format!("`{name}` has more than {} megabytes", MOST_BYTES >> 20);
                Diagnostic::new(codes::HUGE_PICTURE, place, message)
                    .help("save it smaller: 2,000 pixels across are plenty")
            }
        }
    }
}
