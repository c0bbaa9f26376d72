//! Text → an address of the web as it is asked for, so that two spellings of one address meet.

use std::fmt;
use std::sync::Arc;

use url::Url;

/// An absolute `http` or `https` address in the form of the URL standard, without a fragment: what a server is asked.
///
/// Ordered by its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress(Arc<str>);

impl WebAddress {
    /// Reads an address; nothing for whatever is not one of the web, or has a password in it.
    ///
    /// ```
    /// use reportage::names::web_address::WebAddress;
    /// let address = WebAddress::parse("HTTPS://Example.org#part").unwrap();
    /// assert_eq!(address.as_str(), "https://example.org/");
    /// assert!(WebAddress::parse("mailto:desk@example.org").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<WebAddress> {
        WebAddress::of(Url::parse(text.trim()).ok()?)
    }

    /// The address that `reference` means on the page at this one (RFC 3986, section 5).
    pub fn join(&self, reference: &str) -> Option<WebAddress> {
        WebAddress::of(self.url()?.join(reference).ok()?)
    }

    fn of(mut url: Url) -> Option<WebAddress> {
        let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
        if !is_web || !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        url.set_fragment(None);
        Some(WebAddress(String::from(url).into()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of its host, in lower case, without the port.
    pub fn host(&self) -> String {
        self.url().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Whether it is the first page of its host.
    pub fn is_home(&self) -> bool {
        self.url().is_some_and(|url| url.path() == "/" && url.query().is_none())
    }

    /// Whether `other` is the same page but for the scheme, a `www.` and a slash at the end: what servers redirect
    /// without the page's having gone anywhere.
    pub fn is_nearly(&self, other: &WebAddress) -> bool {
        self.bare() == other.bare()
    }

    fn bare(&self) -> &str {
        let bare = self.0.split_once("://").map_or(&*self.0, |(_, rest)| rest);
        bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/')
    }

    fn url(&self) -> Option<Url> {
        Url::parse(&self.0).ok()
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn spellings_of_one_address_meet() {
        for (text, expected) in [
            ("https://example.org",              Some("https://example.org/")),
            ("HTTP://EXAMPLE.org:80/A?b#c",      Some("http://example.org/A?b")),
            ("https://straße.example/ü",         Some("https://xn--strae-oqa.example/%C3%BC")),
            (" https://example.org/a ",          Some("https://example.org/a")),
            ("https://me:secret@example.org/",   None),
            ("ftp://example.org/",               None),
            ("/path/",                           None),
            ("https://",                         None),
        ] {
            assert_eq!(WebAddress::parse(text).as_ref().map(WebAddress::as_str), expected, "{text}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn what_servers_redirect_without_a_move_is_nearly_the_same() {
        for (one, other, expected) in [
            ("http://a.org/x",     "https://www.a.org/x/", true),
            ("http://a.org/",      "https://a.org/",       true),
            ("http://a.org/x",     "http://a.org/y",       false),
            ("http://a.org/x",     "http://b.org/x",       false),
            ("http://a.org/x?y=1", "http://a.org/x",       false),
        ] {
            let [one, other] = [one, other].map(|text| WebAddress::parse(text).unwrap());
            assert_eq!(one.is_nearly(&other), expected, "{one} {other}");
        }
    }
}
