//! Path → the form in which it stands in an address.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All ASCII but what RFC 3986, section 3.3, lets stand in a path. `:` and `'` may stand there too, and are encoded all
/// the same: the first could make a scheme of a relative path, the second end an attribute.
const UNSAFE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'@');

/// Percent-encodes a raw path for an `href`: letters outside ASCII as UTF-8, `%` itself too; `/` stays.
///
/// This is the step from an IRI to a URI (RFC 3987, section 3.1) for a path. The result still has to be escaped where
/// it is printed into HTML, for `&` stays as it is. Borrowed where there is nothing to encode.
///
/// ```
/// use reportage::names::url::encode_path;
/// assert_eq!(encode_path("/tags/straßen & wege/"), "/tags/stra%C3%9Fen%20&%20wege/");
/// ```
pub fn encode_path(path: &str) -> Cow<'_, str> {
    // Nearly all paths are of letters that stand for themselves, which is soon seen.
    if path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.')) {
        return Cow::Borrowed(path);
    }
    utf8_percent_encode(path, UNSAFE).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn paths_are_encoded_once_and_slashes_stay() {
        for (path, expected) in [
            ("/articles/a-b_c.d~/",  "/articles/a-b_c.d~/"),
            ("/a b/",                "/a%20b/"),
            ("/100%/",               "/100%25/"),
            ("/%41/",                "/%2541/"),
            ("/a?b#c/",              "/a%3Fb%23c/"),
            ("/привет/",             "/%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82/"),
            ("/日本/",               "/%E6%97%A5%E6%9C%AC/"),
            ("/a\"<>'`{}|\\^[]/",    "/a%22%3C%3E%27%60%7B%7D%7C%5C%5E%5B%5D/"),
            ("javascript:x",         "javascript%3Ax"),
            ("/a&b=c;d,e@f!g$h*(i)", "/a&b=c;d,e@f!g$h*(i)"),
            ("/a\n\0/",              "/a%0A%00/"),
            ("",                     ""),
        ] {
            assert_eq!(encode_path(path), expected, "{path:?}");
        }
    }
}
