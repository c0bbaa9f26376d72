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

    /// The address of a file that belongs to the page here: in the page's folder, or beside the page's file under the
    /// page's name and its own. Nothing where no file can stand there.
    ///
    /// ```
    /// use reportage::address::Address;
    /// let beside = |page, name| Address::new(page).and_then(|page| page.beside(name)).map(|file| file.path.to_string());
    /// assert_eq!(beside("/tags/café/", "feed.xml").as_deref(), Some("/tags/café/feed.xml"));
    /// assert_eq!(beside("/letter.html", "record.json").as_deref(), Some("/letter.record.json"));
    /// ```
    pub fn beside(&self, name: &str) -> Option<Address> {
        let separator = if self.path.ends_with('/') { "" } else { "." };
        let page = self.path.strip_suffix(".html").unwrap_or(&self.path);
        Address::new(&[page, separator, name].concat())
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
