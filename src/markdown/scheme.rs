//! Address → whether it may stand in a page.

/// The schemes an address may have; one without a scheme is relative and may stand.
///
/// A list of what is allowed, not of what is dangerous: browsers and extensions keep adding schemes that run code.
pub(super) const ALLOWED: &[&str] = &[
    "http", "https", "mailto", "tel", "sms", "geo", "xmpp", "sip", "sips", "matrix", "irc", "ircs", "ftp", "sftp",
    "gemini", "magnet", "news", "doi", "urn", "ipfs", "webcal",
];

/// Schemes that can run or carry code, whatever the caller makes of them.
const DANGEROUS: &[&str] = &[
    "javascript",
    "data",
    "vbscript",
    "livescript",
    "mocha",
    "blob",
    "filesystem",
    "file",
    "jar",
    "view-source",
    "about",
];

/// Whether the address has a scheme that runs or carries code.
pub(super) fn is_dangerous(url: &str) -> bool {
    !is_web(url) && scheme(url).is_some_and(|scheme| DANGEROUS.contains(&scheme.as_str()))
}

/// Whether the address is relative or has a scheme that is known to be harmless.
pub(super) fn is_allowed(url: &str) -> bool {
    is_web(url) || scheme(url).is_none_or(|scheme| ALLOWED.contains(&scheme.as_str()))
}

/// Whether it is an ordinary address, which most are: the rest need a closer look.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The scheme as a browser would see it: in lower case, and without the white space, control and invisible characters
/// that browsers drop, and some more that they do not.
fn scheme(url: &str) -> Option<String> {
    let end = url.find(['/', '?', '#', ':'])?;
    if !url[end..].starts_with(':') {
        return None;
    }
    let is_ignored = |character: char| {
        character.is_control()
            || character.is_whitespace()
            || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    Some(url[..end].chars().filter(|&character| !is_ignored(character)).collect::<String>().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_seen_through_its_disguise() {
        for (url, dangerous, allowed) in [
            ("https://example.org/a:b", false, true),
            ("a/b:c", false, true),
            ("../x.md#a:b", false, true),
            ("?q=a:b", false, true),
            ("", false, true),
            ("mailto:a@example.org", false, true),
            ("record:acme", false, false),
            ("javascript:x()", true, false),
            ("JaVaScRiPt:x()", true, false),
            (" \tjava\nscript:x()", true, false),
            ("\u{1}javascript:x()", true, false),
            ("java\u{200b}script\u{feff}:x()", true, false),
            ("vbscript:x", true, false),
            ("data:text/html,x", true, false),
            ("blob:https://example.org/x", true, false),
            ("unheard-of:x", false, false),
        ] {
            assert_eq!((is_dangerous(url), is_allowed(url)), (dangerous, allowed), "{url:?}");
        }
    }
}
