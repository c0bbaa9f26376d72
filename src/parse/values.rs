//! Nodes → values that must be shaped in some way: dates, addresses, paths, languages, digests, degrees.

use percent_encoding::percent_decode_str;
use url::Url;

use super::date;
use super::fields::{Reader, Way};
use super::keys::CSL_DATE;
use super::shown::shown;
use crate::diag::codes::front_matter as codes;
use crate::model::date::PartialDate;
use crate::model::node::Node;
use crate::source::SitePath;

const DATE_HELP: &str = "write the day as YYYY-MM-DD, or YYYY-MM or YYYY where the day is not known";
const RAN_HELP: &str = "write the day the piece ran as YYYY-MM-DD, or YYYY-MM or YYYY where the day is not known";
const URL_HELP: &str = "write the whole address, beginning with `https://` or `http://`";

impl Reader<'_> {
    /// A date. `bad-date` where it is none.
    pub(super) fn date(&mut self, way: &Way<'_>, node: Node) -> Option<PartialDate> {
        self.date_with_help(way, node, DATE_HELP)
    }

    /// The day a piece ran. `bad-date` where it is no date.
    pub(super) fn date_of_piece(&mut self, way: &Way<'_>, node: Node) -> Option<PartialDate> {
        self.date_with_help(way, node, RAN_HELP)
    }

    fn date_with_help(&mut self, way: &Way<'_>, node: Node, help: &str) -> Option<PartialDate> {
        if let Node::Map(entries) = node {
            return self.csl_date(way, entries, help);
        }
        let text = self.text(way, node, "a date")?;
        self.checked_date(way, &text, date::parse(&text), help)
    }

    /// CSL's `{date-parts: [[2018, 6, 25]], circa: true}`; of a range, the first day.
    fn csl_date(&mut self, way: &Way<'_>, entries: Vec<(String, Node)>, help: &str) -> Option<PartialDate> {
        let mut read = None;
        let mut circa = false;
        for entry in self.keyed(Some(way), entries, &CSL_DATE) {
            let way = way.then(&entry.written);
            match entry.key {
                "date-parts" => {
                    let parts = match entry.node {
                        Node::List(mut ranges) if matches!(ranges.first(), Some(Node::List(_))) => ranges.remove(0),
                        parts => parts,
                    };
                    let parts = self.lines(&way, parts);
                    read = self.checked_date(&way, &parts.join("-"), date::from_parts(&parts), help);
                }
                "circa" => circa = self.flag(&way, entry.node).unwrap_or(true),
                "literal" | "raw" => read = self.date_with_help(&way, entry.node, help),
                _ => {}
            }
        }
        read.map(|date| PartialDate { approximate: date.approximate || circa, ..date })
    }

    fn checked_date(
        &mut self,
        way: &Way<'_>,
        text: &str,
        read: Result<PartialDate, String>,
        help: &str,
    ) -> Option<PartialDate> {
        match read {
            Ok(date) => Some(date),
            Err(wrong) => {
                let message = format!("`{}` is not a calendar date", shown(text));
                self.report(codes::BAD_DATE, way, message, |problem| problem.label(wrong).help(help));
                None
            }
        }
    }

    /// An absolute `http` or `https` address, as written where that is well formed. `bad-url` where it is none.
    pub(super) fn url(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        let text = self.text(way, node, "an address")?;
        let wrong = match web_address(&text) {
            Ok(address) => return Some(address),
            Err(wrong) => wrong,
        };
        let bare_host = !text.contains([':', ' ']) && text.split('/').next().is_some_and(|host| host.contains('.'));
        let help = if bare_host && !text.starts_with(['/', '.']) {
            format!("write the whole address: https://{}", shown(&text))
        } else {
            URL_HELP.to_owned()
        };
        let message = format!("`{}` is not an address of the web", shown(&text));
        self.report(codes::BAD_URL, way, message, |problem| problem.label(wrong).help(help));
        None
    }

    /// A file beside the record: relative, with `/` between its parts, inside `content/`. `bad-path` where it is not.
    pub(super) fn file_path(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        let text = self.line(way, node)?;
        let inside = |path: &SitePath| path.below("content").is_some() || self.file.below("content").is_none();
        let wrong = if text.contains("://") || text.starts_with("//") || text.starts_with("data:") {
            "this is an address, not a file"
        } else if text.contains('\\') {
            "`\\` does not part folders here"
        } else if text.starts_with('/') || starts_with_drive(&text) {
            "this path is absolute"
        } else if text.ends_with('/') {
            "this is a folder"
        } else {
            match self.file.join(&text) {
                Some(path) if inside(&path) && path != *self.file => return Some(text),
                Some(path) if path == *self.file => "this is the record itself",
                _ => "this path leaves `content/`",
            }
        };
        let message = format!("`{}` is no file beside this one", shown(&text));
        self.report(codes::BAD_PATH, way, message, |problem| {
            problem.label(wrong).help("write the path from this file's folder, with `/` between its parts: `lead.jpg`")
        });
        None
    }

    /// A site path that begins with `/`; one that lacks it is read as meant, with a warning and an edit.
    pub(super) fn site_path(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        let text = self.line(way, node)?;
        if let Err(wrong) = former_path(text.trim_start_matches('/')) {
            return self.bad_alias(way, &text, wrong);
        }
        if text.starts_with("//") {
            return self.bad_alias(way, &text, "this leads to another host");
        }
        if text.starts_with('/') {
            return Some(text);
        }
        let mended = format!("/{text}");
        let message = format!("`{}` is read as `{}`", shown(&text), shown(&mended));
        self.report(codes::FOREIGN_KEY, way, message, |problem| {
            problem.help(format!("write {}", shown(&mended))).edit(mended.clone())
        });
        Some(mended)
    }

    /// A site path, or a former slug. `bad-path` where it is neither.
    pub(super) fn path_or_slug(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        let text = self.line(way, node)?;
        if text.starts_with('/') {
            return self.site_path(way, Node::Text(text));
        }
        match former_path(&text) {
            Ok(()) if !text.contains('/') => Some(text),
            Ok(()) => self.bad_alias(way, &text, "a path begins with `/`"),
            Err(wrong) => self.bad_alias(way, &text, wrong),
        }
    }

    fn bad_alias(&mut self, way: &Way<'_>, text: &str, wrong: &str) -> Option<String> {
        let message = format!("`{}` cannot be a former address of this page", shown(text));
        self.report(codes::BAD_PATH, way, message, |problem| {
            problem.label(wrong).help("write the path from the site's root, beginning with `/`: `/old/path/`")
        });
        None
    }

    /// A theme's template: a plain relative name. `bad-path` where it is not.
    pub(super) fn template(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        let text = self.line(way, node)?;
        if SitePath::new(&text).is_some() && !starts_with_drive(&text) {
            return Some(text);
        }
        let message = format!("`{}` is no template's name", shown(&text));
        self.report(codes::BAD_PATH, way, message, |problem| {
            problem.help("write the name below the theme's `templates/` folder: `article.html`")
        });
        None
    }

    /// A language tag shaped as BCP 47 has it. `bad-language` where it is not.
    pub(super) fn language(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        let text = self.line(way, node)?;
        if is_language(&text) {
            return Some(text);
        }
        let message = format!("`{}` is not a language tag", shown(&text));
        let dashed = text.replace('_', "-");
        if is_language(&dashed) {
            self.report(codes::BAD_LANGUAGE, way, format!("{message}; it is read as `{dashed}`"), |problem| {
                problem.help(format!("write {dashed}")).edit(dashed.clone())
            });
            return Some(dashed);
        }
        self.report(codes::BAD_LANGUAGE, way, message, |problem| {
            problem.help("write a tag of BCP 47: `en`, `es`, `pt-BR`")
        });
        None
    }

    /// A SHA-256 in lower case. `bad-sha256` where it is none.
    pub(super) fn sha256(&mut self, way: &Way<'_>, node: Node) -> Option<String> {
        let text = self.line(way, node)?;
        let digits = text.strip_prefix("sha256:").or(text.strip_prefix("sha256-")).unwrap_or(&text);
        if digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(digits.to_ascii_lowercase());
        }
        let wrong = match digits.chars().find(|char| !char.is_ascii_hexdigit()) {
            Some(char) => format!("`{char}` is no hexadecimal digit"),
            None => format!("{} digits", digits.len()),
        };
        let message = format!("`{}` is not a SHA-256", shown(&text));
        self.report(codes::BAD_SHA256, way, message, |problem| {
            problem.label(wrong).help("write the 64 hexadecimal digits that `sha256sum FILE` prints")
        });
        None
    }

    /// Degrees from `-limit` to `limit`. `bad-coordinate` where it is no such number.
    pub(super) fn degrees(&mut self, way: &Way<'_>, node: Node, limit: f64) -> Option<f64> {
        let number = match &node {
            Node::Integer(number) => Some(*number as f64),
            Node::Float(number) => Some(*number),
            Node::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        if let Some(number) = number.filter(|number| (-limit..=limit).contains(number)) {
            return Some(number);
        }
        let text = self.text(way, node, "degrees")?;
        let message = format!("`{}` is not within -{limit} and {limit} degrees", shown(&text));
        self.report(codes::BAD_COORDINATE, way, message, |problem| {
            problem.help("write decimal degrees: `lat: 37.77, lon: -122.42`")
        });
        None
    }
}

/// Whether `text` is meant as an address rather than a name.
pub(super) fn looks_like_address(text: &str) -> bool {
    let head = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    head.starts_with("https://") || head.starts_with("http://") || head.starts_with("www.")
}

/// The address, percent-encoded only where it holds what no address may; or what is wrong with it.
fn web_address(text: &str) -> Result<String, String> {
    let Some((scheme, rest)) = text.split_once(':') else { return Err("it does not begin with `https://`".to_owned()) };
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        let named = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
        return Err(if named { format!("`{scheme}:` is never linked") } else { "it has no `https://`".to_owned() });
    }
    if !rest.starts_with("//") {
        return Err("`//` is missing after the scheme".to_owned());
    }
    if rest.starts_with("///") {
        return Err("it names no host".to_owned());
    }
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let encode = |char: char| char.is_whitespace() || char.is_control() || "\"<>\\^`{|}".contains(char);
    // All that nearly all addresses are made of, and nothing that `strict` would change.
    let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?&=+,;@!$'()*".contains(&byte));
    if is_plain {
        return Ok(text.to_owned());
    }
    Ok(strict(if text.contains(encode) { url.as_str() } else { text }))
}

/// The address with what RFC 3986 forbids behind the host encoded, which browsers let pass and validators do not: a
/// second `#`, a `%` that begins no escape, brackets and their kin.
fn strict(address: &str) -> String {
    let host_end = address.find("://").and_then(|at| address[at + 3..].find(['/', '?', '#']).map(|end| at + 3 + end));
    let (head, tail) = address.split_at(host_end.unwrap_or(address.len()));
    let mut strict = head.to_owned();
    let mut in_fragment = false;
    for (at, char) in tail.char_indices() {
        let is_escape = || tail.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let is_forbidden = match char {
            '#' => std::mem::replace(&mut in_fragment, true),
            '%' => !is_escape(),
            '[' | ']' | '\\' | '^' | '`' | '{' | '|' | '}' => true,
            _ => false,
        };
        if is_forbidden {
            strict.push_str(&format!("%{:02X}", u32::from(char)));
        } else {
            strict.push(char);
        }
    }
    strict
}

/// Checks a path of the site that a redirect shall stand at, without its first `/`.
fn former_path(path: &str) -> Result<(), &'static str> {
    if path.contains("://") {
        return Err("this is an address, not a path of this site");
    }
    if path.contains(['?', '#']) {
        return Err("a static site cannot redirect a query or a fragment");
    }
    for part in path.trim_end_matches('/').split('/') {
        let decoded = percent_decode_str(part).decode_utf8().map_err(|_| "its percent-encoding is not UTF-8")?;
        if part.is_empty() && !path.is_empty() {
            return Err("it has an empty part");
        }
        if matches!(&*decoded, "." | "..") || decoded.contains(['/', '\\']) {
            return Err("it would leave its place");
        }
        if decoded.contains(char::is_control) {
            return Err("it holds a control character");
        }
    }
    Ok(())
}

/// `C:`, as Windows begins an absolute path.
fn starts_with_drive(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// RFC 5646, section 2.1, by shape: a language of two or three letters and subtags of one to eight.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A wiki link's target and text: `[[Jane Doe|Jane]]`; any other text is its own target.
pub(super) fn unlinked(text: &str) -> (String, Option<String>) {
    let Some(inner) = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) else {
        return (text.to_owned(), None);
    };
    match inner.split_once('|') {
        Some((target, printed)) => (target.trim().to_owned(), Some(printed.trim().to_owned())),
        None => (inner.trim().to_owned(), None),
    }
}
