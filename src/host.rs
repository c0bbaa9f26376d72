//! How a site is to be served → the files by which a host of web sites is told so, and what it does not take: one file a
//! host, one line in `HOSTS`.
//!
//! Invariant: a host knows the site by `Served` alone. What it writes says of every file and former address the same as
//! every other host's, in its own words.

use std::fmt;

use crate::compress::Encoding;
use crate::names::suggest::nearest;

mod apache;
mod caddy;
mod cloudflare;
mod github_pages;
mod limit;
mod netlify;
mod nginx;
mod rules;
mod s3;
mod vercel;
mod verdict;

pub use limit::{Limit, Measure, Weight};
pub use verdict::{Count, host_setting};

/// Every host there is a word for.
static HOSTS: [&Host; 8] = [
    &github_pages::GITHUB_PAGES,
    &cloudflare::CLOUDFLARE,
    &netlify::NETLIFY,
    &vercel::VERCEL,
    &s3::S3,
    &nginx::NGINX,
    &apache::APACHE,
    &caddy::CADDY,
];

/// The folder of what is for the one who runs the server, who reads it where it lies or copies it; no host serves it.
///
/// It is part of the site, so that it comes along whichever way the site is published, and goes when it is no longer
/// made. There is nothing in it that the site does not show: its own addresses, and what the answers' heads say.
pub const FOLDER: &str = ".host";

/// A kind of host.
pub struct Host {
    /// The word for it in `host` and `--host`.
    pub key: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The files that it reads.
    files: fn(&Served) -> Vec<HostFile>,
    /// What it does not take.
    pub limits: &'static [Limit],
    /// Whether it sends the twins that are compressed beforehand.
    pub sends_twins: bool,
    /// Whether what it reads must lie at the top of all that it serves, wherever the site stands.
    pub reads_at_top: bool,
}

/// A file that a host reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFile {
    /// Its path: begins with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// How a site is to be served.
#[derive(Clone, Debug, Default)]
pub struct Served {
    /// Scheme, host and port: `https://example.org`.
    pub origin: String,
    /// The path below which it stands, percent-encoded, without a slash at the end: `/archive`.
    pub base: String,
    /// Former addresses, in the archive's order.
    pub redirects: Vec<Lead>,
    /// What each answer says, in order.
    pub headers: Vec<(&'static str, String)>,
    /// What may be kept for good, since other bytes have another name.
    pub lasting: Vec<Lasting>,
    /// The media types of the site's files by the endings of their names, in lower case; sorted.
    pub types: Vec<(String, &'static str)>,
    /// Whether there is a page for what is not there.
    pub has_not_found: bool,
    /// The encodings in which files have a twin.
    pub twins: Vec<Encoding>,
}

/// A former address; both are paths of the host, percent-encoded: `/archive/old/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Where something stood.
    pub from: String,
    /// Where it stands.
    pub to: String,
    /// Whether a page stands there that leads on by itself, where the host has too many rules.
    pub has_page: bool,
}

/// What may be kept for good: a path of the host, percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// A folder, with a slash at the end, and all in it.
    Folder(String),
    /// A file.
    File(String),
}

/// How long a browser may keep what lasts: a year, and it need not ask.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// What a browser does with the rest: keep it, and ask each time whether it is still right.
const ASK: &str = "no-cache";

/// The host of this key.
pub fn find(key: &str) -> Option<&'static Host> {
    HOSTS.iter().copied().find(|host| host.key == key)
}

/// The keys of all hosts.
pub fn keys() -> [&'static str; 8] {
    HOSTS.map(|host| host.key)
}

/// The key that is most like `word`.
pub fn nearest_key(word: &str) -> Option<&'static str> {
    nearest(word, keys())
}

/// What a site is given where no host is named: what several of them read, and no other minds.
pub fn files_for_any(served: &Served) -> Vec<HostFile> {
    rules::files(served)
}

/// Whether a file is for the host alone, which answers that there is none if it is asked for it.
///
/// ```
/// use reportage::host::is_kept_back;
/// assert!(is_kept_back("_headers") && is_kept_back(".host/nginx.conf"));
/// assert!(!is_kept_back("index.html") && !is_kept_back(".well-known/security.txt"));
/// ```
pub fn is_kept_back(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or_default();
    matches!(path, "_headers" | "_redirects" | "vercel.json" | "CNAME")
        || (top.starts_with('.') && top != ".well-known")
}

impl Host {
    /// The files that it reads. Of more redirects than it takes, those stay out that a page makes.
    pub fn files(&self, served: &Served) -> Vec<HostFile> {
        let most = self.most_redirects(served);
        if served.redirects.len() <= most {
            return (self.files)(served);
        }
        let (pages, mut redirects): (Vec<Lead>, Vec<Lead>) =
            served.redirects.iter().cloned().partition(|lead| lead.has_page);
        redirects.extend(pages);
        redirects.truncate(most);
        (self.files)(&Served { redirects, ..served.clone() })
    }

    /// How many former addresses it can be told.
    fn most_redirects(&self, served: &Served) -> usize {
        let most = |limit: &Limit| match limit.of {
            Measure::Redirects => Some(limit.most),
            Measure::Routes => Some(limit.most.saturating_sub(served.header_rules())),
            _ => None,
        };
        let least = self.limits.iter().filter_map(most).min();
        least.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
    }
}

/// By its key: its files are a function, of which there is nothing to say.
impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

impl HostFile {
    fn new(path: impl Into<String>, text: impl Into<String>) -> HostFile {
        HostFile { path: path.into(), text: text.into() }
    }
}

impl Served {
    /// The path of the host for a path of the site: `/archive/404.html`.
    fn local(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// How many rules the headers are.
    pub fn header_rules(&self) -> u64 {
        rules::header_rules(self)
    }

    /// The address of the site: `https://example.org/archive/`.
    fn home(&self) -> String {
        format!("{}{}/", self.origin, self.base)
    }
}

impl Lasting {
    /// The path.
    fn path(&self) -> &str {
        match self {
            Lasting::Folder(path) | Lasting::File(path) => path,
        }
    }
}

/// A percent-encoded path with its letters as they are, for servers that compare what they have decoded.
fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// A path as an expression that nothing else fits.
fn regex(path: &str) -> String {
    let mut regex = String::with_capacity(path.len());
    for letter in path.chars() {
        if letter.is_ascii() && !letter.is_ascii_alphanumeric() && !matches!(letter, '/' | '-' | '_' | ' ') {
            regex.push('\\');
        }
        regex.push(letter);
    }
    regex
}
