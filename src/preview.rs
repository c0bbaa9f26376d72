//! A site in memory → a local server that shows it, and tells each open page when it has changed.
//!
//! ```text
//! files ─ watch ─→ Engine::build ─→ Site ─┬─ asked for a page ─→ Site::page, with the reload script
//!                                         └─ each open page ─→ an event, if its own fingerprint changed
//! ```
//!
//! Invariants: a request never reaches the disk, only `Site::page`. The server answers only to names of its own
//! (`guard`), so that a foreign page in the same browser cannot read an unpublished archive. Pages need no inline script
//! or style: whatever policy they carry must allow `script-src`, `style-src` and `connect-src` `'self'`.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Bytes;
use url::Url;

mod address;
mod events;
mod guard;
mod respond;
mod route;
mod server;
mod watch;

pub use crate::names::media_type::media_type;
use respond::DESK;
pub use respond::OWN;
pub use server::serve;

/// One built state of a site, in memory.
///
/// Paths are decoded, begin with `/`, and have the base path taken off. `/x/` means `/x/index.html`, and is the only
/// form in which that page is asked for.
pub trait Site: Send + Sync {
    /// The path below which the site stands, encoded, without a slash at the end; empty at the root of its host.
    fn base_path(&self) -> &str;

    /// The page or file at `path`, rendered now; `/404.html` is shown where there is none.
    fn page(&self, path: &str) -> Option<Page>;

    /// The fingerprint of the page at `path`; worth a method of its own where it can be had without rendering.
    fn fingerprint(&self, path: &str) -> Option<u64> {
        self.page(path).map(|page| page.fingerprint)
    }

    /// What the last build found wrong, as plain text; nothing where nothing is. The pages are then those of the last
    /// build that had no errors, if there was one.
    fn problems(&self) -> Option<String>;

    /// The editor's page, which no site has: it stands with the server's own files.
    fn desk(&self) -> Option<Page> {
        None
    }
}

/// A page or file as a browser gets it.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its bytes.
    pub bytes: Bytes,
    /// Its media type, with the character set where it is text; see `media_type`.
    pub media_type: &'static str,
    /// Changes if, and only if, what the page is made from does.
    pub fingerprint: u64,
}

/// What builds the site again and again.
pub trait Engine: Send + Sync {
    /// Builds the site as its files now are; `changed` are those that changed since the last build, gone ones included,
    /// in the words of `watched`. A folder stands for everything in it. Empty for the first build.
    fn build(&self, changed: &[PathBuf]) -> Arc<dyn Site>;

    /// The site that was built last is on show now: whoever is told of it may ask for it at once.
    fn on_show(&self) {}

    /// The files and folders whose changes matter, absolute; those that are not there yet as well.
    fn watched(&self) -> Vec<PathBuf>;
}

/// Where to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name or address to listen on: `127.0.0.1` if nothing else is wished.
    pub host: String,
    /// The port that was asked for, 0 for any; nothing for 1414 or the next that is free.
    pub port: Option<u16>,
}

impl Default for Options {
    fn default() -> Options {
        Options { host: "127.0.0.1".to_owned(), port: None }
    }
}

/// Where the site is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address of the home page.
    pub url: String,
    /// What the server listens on.
    pub socket: SocketAddr,
}

impl Address {
    /// The address of the editor's page.
    pub fn desk(&self) -> String {
        let root = Url::parse(&self.url).and_then(|home| home.join(&format!("{OWN}{DESK}")));
        root.map_or_else(|_| self.url.clone(), String::from)
    }
}

/// Why there is no preview.
#[derive(Debug)]
pub enum PreviewError {
    /// The port is taken: the one that was asked for, or the last that was tried.
    PortTaken(u16),
    /// The host cannot be listened on.
    Listen {
        /// The host as asked for.
        host: String,
        /// The operating system's reason.
        error: io::Error,
    },
    /// The site's folders cannot be watched.
    Watch(notify::Error),
    /// The server could not be started.
    Start(io::Error),
}

impl PreviewError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            PreviewError::PortTaken(_) => "name another with `--port`, or none for the next that is free",
            PreviewError::Listen { .. } => "leave `--host` out to serve this machine alone",
            PreviewError::Watch(error) if matches!(error.kind, notify::ErrorKind::MaxFilesWatch) => {
                "raise the limit: `sysctl fs.inotify.max_user_watches=524288`"
            }
            PreviewError::Watch(_) | PreviewError::Start(_) => "try again; if it persists, report it",
        }
    }
}

impl fmt::Display for PreviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PreviewError::PortTaken(port) => write!(f, "port `{port}` is taken"),
            PreviewError::Listen { host, error } => write!(f, "`{host}` cannot be listened on: {error}"),
            PreviewError::Watch(error) => write!(f, "the site's folders cannot be watched: {error}"),
            PreviewError::Start(error) => write!(f, "the server cannot be started: {error}"),
        }
    }
}

impl std::error::Error for PreviewError {}

#[cfg(test)]
mod tests;
