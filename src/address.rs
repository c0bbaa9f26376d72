//! Where a page stands: its path in the site, and the file behind it.

use std::borrow::Cow;
use std::sync::Arc;

use crate::names::output_path::OutputPath;
use crate::names::url::encode_path;

/// The address of one page or file of the site, below its base URL; a clone is three pointers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// The path with its letters as they are: begins with `/`, ends with `/` where the file is an `index.html`.
    pub path: Arc<str>,
    /// The same, percent-encoded: what stands in an `href` behind the base path.
    pub url: Arc<str>,
    /// The file.
    pub output: OutputPath,
}

impl Address {
    /// The address of `path`, which begins with `/`; nothing where no file can stand there.
    ///
    /// ```
    /// use reportage::address::Address;
    /// let page = Address::new("/tags/café/").unwrap();
    /// assert_eq!(&*page.url, "/tags/caf%C3%A9/");
    /// assert_eq!(page.output.as_str(), "tags/café/index.html");
    /// assert_eq!(Address::new("/feed.xml").unwrap().output.as_str(), "feed.xml");
    /// ```
    pub fn new(path: &str) -> Option<Address> {
        let relative = path.strip_prefix('/')?;
        let output = match relative {
            "" => OutputPath::new("index.html"),
            folder if folder.ends_with('/') => OutputPath::new(&format!("{folder}index.html")),
            file => OutputPath::new(file),
        }?;
        let path: Arc<str> = path.into();
        let url = match encode_path(&path) {
            Cow::Borrowed(_) => path.clone(),
            Cow::Owned(url) => url.into(),
        };
        Some(Address { path, url, output })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_never_leaves_the_site() {
        for path in ["x", "/../x", "/a//b", "//host/x", "/a/./b"] {
            assert_eq!(Address::new(path), None, "{path}");
        }
    }
}
