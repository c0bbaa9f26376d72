//! A list of short texts in one block of memory: an archive has some hundred thousand of such lists.

use std::fmt;
use std::str::SplitTerminator;

use serde::{Deserialize, Serialize};

/// What stands behind each text. In none it may stand: HTML has no place for it.
const END: char = '\0';

/// Texts in their order; U+0000 in one becomes U+FFFD, as in Markdown.
///
/// ```
/// use reportage::model::Texts;
/// let texts: Texts = ["open letters", "", "a\0b"].into_iter().collect();
/// assert_eq!(texts.iter().collect::<Vec<_>>(), ["open letters", "", "a\u{fffd}b"]);
/// assert!(Texts::default().is_empty());
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts(Box<str>);

impl Texts {
    /// Each text.
    pub fn iter(&self) -> SplitTerminator<'_, char> {
        self.0.split_terminator(END)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each text for itself.
    pub fn to_strings(&self) -> Vec<String> {
        self.iter().map(str::to_owned).collect()
    }
}

impl<T: AsRef<str>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Texts {
        let mut joined = String::new();
        for text in texts {
            let text = text.as_ref();
            match text.contains(END) {
                true => joined.push_str(&text.replace(END, "\u{fffd}")),
                false => joined.push_str(text),
            }
            joined.push(END);
        }
        Texts(joined.into())
    }
}

impl<'t> IntoIterator for &'t Texts {
    type Item = &'t str;
    type IntoIter = SplitTerminator<'t, char>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}
