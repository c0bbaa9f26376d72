//! Address of a copy → the name of the web archive that keeps it.

use url::Url;

/// Web archives by their hosts; the host itself stands for all others.
const HOLDERS: &[(&str, &str)] = &[
    ("archive.org", "Internet Archive"),
    ("archive.today", "archive.today"),
    ("archive.is", "archive.today"),
    ("archive.ph", "archive.today"),
    ("archive.li", "archive.today"),
    ("archive.vn", "archive.today"),
    ("archive.fo", "archive.today"),
    ("archive.md", "archive.today"),
    ("perma.cc", "Perma.cc"),
    ("ghostarchive.org", "Ghost Archive"),
    ("webcitation.org", "WebCite"),
    ("conifer.rhizome.org", "Conifer"),
    ("arquivo.pt", "Arquivo.pt"),
    ("webarchive.org.uk", "UK Web Archive"),
    ("webarchive.nationalarchives.gov.uk", "UK Government Web Archive"),
    ("webarchive.loc.gov", "Library of Congress Web Archives"),
    ("documentcloud.org", "DocumentCloud"),
];

/// Who keeps what is at `url`.
pub(super) fn of(url: &str) -> String {
    let parsed = Url::parse(url).ok();
    let host = parsed.as_ref().and_then(Url::host_str).unwrap_or(url);
    let is_below = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let known = HOLDERS.iter().find(|(domain, _)| is_below(domain));
    known.map_or_else(|| host.trim_start_matches("www.").to_owned(), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_kept_by_whom_its_host_belongs_to() {
        for (url, expected) in [
            ("https://web.archive.org/web/2018/https://example.org/", "Internet Archive"),
            ("https://archive.ph/AbC", "archive.today"),
            ("https://notarchive.org/x", "notarchive.org"),
            ("https://www.example.org/x", "example.org"),
        ] {
            assert_eq!(of(url), expected, "{url}");
        }
    }
}
