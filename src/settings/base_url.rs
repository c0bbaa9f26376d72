//! Text → the address of the site's home, split.

use url::{Host, Url};

/// The address of the site's home, split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme, host and port, without a slash at the end: `https://example.org`.
    pub origin: String,
    /// The path, without a slash at the end; empty at the root of the host: `/archive`. Percent-encoded.
    pub path: String,
}

impl BaseUrl {
    /// Reads an absolute `http` or `https` address; a slash at its end does not matter.
    ///
    /// ```
    /// use reportage::settings::BaseUrl;
    /// let base_url = BaseUrl::parse("https://example.org/archive/").unwrap();
    /// assert_eq!((&*base_url.origin, &*base_url.path), ("https://example.org", "/archive"));
    /// assert_eq!(BaseUrl::parse("example.org"), Err("it does not begin with `https://`"));
    /// ```
    ///
    /// # Errors
    /// What is wrong with it, in a few words for the place beside the caret.
    pub fn parse(text: &str) -> Result<BaseUrl, &'static str> {
        let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
        if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
            return Err("it does not begin with `https://`");
        }
        if text.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
            return Err("it has a space in it");
        }
        // The URL standard lets "https:///archive/" pass, with "archive" as its host.
        if text[scheme.len() + "://".len()..].starts_with(['/', '\\', '?', '#']) {
            return Err("it names no host");
        }
        let url = Url::parse(text).map_err(|problem| match problem {
            url::ParseError::EmptyHost => "it names no host",
            url::ParseError::InvalidPort => "its port is no number from 0 to 65535",
            _ => "its host is not the name of a machine",
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it has a user name or password in it");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("it has a query or fragment, which a folder cannot have");
        }
        if matches!(url.host(), None | Some(Host::Domain(""))) {
            return Err("it names no host");
        }
        let origin = url.origin().ascii_serialization();
        Ok(BaseUrl { origin, path: url.path().trim_end_matches('/').to_owned() })
    }

    /// `http://localhost/`: what stands in for an address that is not given, since it deceives nobody.
    pub(super) fn localhost() -> BaseUrl {
        BaseUrl { origin: "http://localhost".to_owned(), path: String::new() }
    }

    /// The absolute address of `path`, which begins with `/` and is encoded: `https://example.org/archive/x/`.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.path)
    }

    /// The address of `path` on its host: `/archive/x/`.
    pub fn local(&self, path: &str) -> String {
        [&*self.path, path].concat()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    #[rustfmt::skip]
    fn an_address_is_split_into_origin_and_path() {
        for (text, origin, path) in [
            ("https://example.org",           "https://example.org",      ""),
            ("https://example.org/",          "https://example.org",      ""),
            ("HTTPS://Example.ORG/Archive",   "https://example.org",      "/Archive"),
            ("https://example.org/a/b//",     "https://example.org",      "/a/b"),
            ("http://localhost:1414/",        "http://localhost:1414",    ""),
            ("https://example.org:443/",      "https://example.org",      ""),
            ("https://example.org/a/../b/",   "https://example.org",      "/b"),
            ("https://bücher.example/köln/",  "https://xn--bcher-kva.example", "/k%C3%B6ln"),
            ("http://[::1]:80/",              "http://[::1]",             ""),
        ] {
            let base_url = BaseUrl::parse(text).unwrap();
            assert_eq!((&*base_url.origin, &*base_url.path), (origin, path), "{text}");
            assert_eq!(base_url.absolute("/x/"), format!("{origin}{path}/x/"));
            assert_eq!(base_url.local("/x/"), format!("{path}/x/"));
        }
    }

    #[test]
    #[rustfmt::skip]
    fn what_is_no_web_folder_is_refused() {
        for (text, problem) in [
            ("",                               "it does not begin with `https://`"),
            ("example.org",                    "it does not begin with `https://`"),
            ("/archive/",                      "it does not begin with `https://`"),
            ("ftp://example.org/",             "it does not begin with `https://`"),
            ("javascript:alert(1)//://",       "it does not begin with `https://`"),
            ("https://",                       "it names no host"),
            ("https:///archive/",              "it names no host"),
            ("https://exa mple.org/",          "it has a space in it"),
            ("https://example.org:port/",      "its port is no number from 0 to 65535"),
            ("https://exa<mple/",              "its host is not the name of a machine"),
            ("https://a:b@example.org/",       "it has a user name or password in it"),
            ("https://example.org/?a",         "it has a query or fragment, which a folder cannot have"),
            ("https://example.org/#a",         "it has a query or fragment, which a folder cannot have"),
        ] {
            assert_eq!(BaseUrl::parse(text), Err(problem), "{text}");
        }
    }
}
