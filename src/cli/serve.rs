//! `reportage serve`: the site in the browser, made again whenever a file is saved.

use std::net::{IpAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::screen::Screen;
use super::workplace;
use super::{Common, Outcome, Reading};
use crate::interruption::interrupted;
use crate::preview::{self, Address, Options, PreviewError};

mod engine;
mod lagging;
mod state;

use engine::Engine;

/// The port if none is asked for, and how many after it are tried while they are taken.
const PORTS: std::ops::Range<u16> = 1414..1414 + 64;

/// How often another free port is asked for, should somebody take the one that was free a moment ago.
const TRIES: usize = 8;

/// Show the site in a browser, and make it again whenever a file is saved
#[derive(Args)]
pub(super) struct Serve {
    /// Where the site will stand; else this server's address, with the path of `base_url` in site.toml
    #[arg(short = 'u', long, value_name = "URL")]
    base_url: Option<String>,
    /// Leave drafts out, as a build does
    #[arg(long)]
    no_drafts: bool,
    /// Show records dated after today too
    #[arg(short = 'F', long)]
    future: bool,
    /// The day of the preview, in place of the machine's: 2026-11-23, RFC 3339, or seconds since 1970
    #[arg(long, value_name = "TIME")]
    clock: Option<String>,
    /// Warnings are errors
    #[arg(long)]
    strict: bool,
    /// The port; 0 for any that is free [default: 1414, or the next that is free]
    #[arg(short, long)]
    port: Option<u16>,
    /// The name or address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
}

/// Which page a preview begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// The home page, in a browser if that is asked for.
    Home,
    /// The editor's page, in a browser.
    Desk,
}

impl Serve {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        self.serve_showing(Shows::Home, common)
    }

    pub(super) fn serve_showing(&self, shows: Shows, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        // Wrong flags end the command; what is wrong with the site's files is shown and may be mended.
        let root =
            workplace::root(common, &screen).and_then(|root| workplace::day(&self.reading(), &screen).map(|_| root));
        let root = match root {
            Ok(root) => root,
            Err(outcome) => return outcome,
        };
        match self.serve(&root, shows, &screen) {
            Ok(()) => Outcome::Fine,
            Err(error) => {
                screen.fail(&error.to_string());
                screen.help(error.help());
                Outcome::Problems
            }
        }
    }

    /// Serves until it is told to stop, on the first port that can be had.
    fn serve(&self, root: &Path, shows: Shows, screen: &Screen) -> Result<(), PreviewError> {
        let mut last = PreviewError::PortTaken(PORTS.start);
        for port in ports(self.port, &self.host) {
            // The engine is made for the port, since the site's addresses hold it.
            let start = Instant::now();
            let overrides = self.reading().overrides();
            let engine = Engine::new(root.to_path_buf(), overrides, origin(&self.host, port), screen.clone());
            let engine = Arc::new(engine);
            let options = Options { host: self.host.clone(), port: Some(port) };
            let ready = |address: &Address| self.welcome(&engine, address, shows, start, screen);
            match preview::serve(engine.clone(), &options, ready, interrupted()) {
                Err(error @ PreviewError::PortTaken(_)) => last = error,
                served => return served,
            }
        }
        Err(last)
    }

    fn welcome(&self, engine: &Engine, address: &Address, shows: Shows, start: Instant, screen: &Screen) {
        let state = engine.state();
        let took = start.elapsed().as_secs_f64();
        match &state.sound {
            Some(sound) => {
                let (title, size) = (sound.title(), sound.size());
                screen.announce(&format!("Serving \"{title}\" at {} (Ctrl-C stops): {size}, {took:.2} s", address.url));
            }
            None => screen.announce(&format!("Serving the site's problems at {} (Ctrl-C stops)", address.url)),
        }
        let first = match shows {
            Shows::Home => address.url.clone(),
            Shows::Desk => address.desk(),
        };
        if shows == Shows::Desk {
            screen.announce(&format!("The desk is at {first}"));
        }
        if (self.open || shows == Shows::Desk)
            && let Err(error) = open::that_detached(&first)
        {
            screen.fail(&format!("the browser cannot be opened: {error}"));
        }
    }

    fn reading(&self) -> Reading {
        Reading {
            base_url: self.base_url.clone(),
            drafts: !self.no_drafts,
            future: self.future,
            clock: self.clock.clone(),
            strict: self.strict,
        }
    }
}

/// The ports to try, in their order. Only those that nobody asked for may be taken by others.
fn ports(asked_for: Option<u16>, host: &str) -> Box<dyn Iterator<Item = u16> + '_> {
    match asked_for {
        None => Box::new(PORTS),
        // Where there is none to be had the server says so itself.
        Some(0) => Box::new(std::iter::repeat_with(|| free_port(host).unwrap_or(0)).take(TRIES)),
        Some(port) => Box::new(std::iter::once(port)),
    }
}

fn free_port(host: &str) -> Option<u16> {
    let listener = TcpListener::bind((bare(host), 0)).ok()?;
    Some(listener.local_addr().ok()?.port())
}

/// Scheme, host and port by which a browser on this machine reaches the server.
fn origin(host: &str, port: u16) -> String {
    match bare(host).parse::<IpAddr>() {
        Ok(address) if address.is_unspecified() => format!("http://127.0.0.1:{port}"),
        Ok(IpAddr::V6(address)) => format!("http://[{address}]:{port}"),
        _ => format!("http://{host}:{port}"),
    }
}

/// The host without the brackets around an address of version 6.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_what_a_browser_here_would_write() {
        for (host, expected) in [
            ("127.0.0.1", "http://127.0.0.1:80"),
            ("0.0.0.0", "http://127.0.0.1:80"),
            ("::", "http://127.0.0.1:80"),
            ("::1", "http://[::1]:80"),
            ("[::1]", "http://[::1]:80"),
            ("desk.local", "http://desk.local:80"),
        ] {
            assert_eq!(origin(host, 80), expected, "{host}");
        }
    }

    #[test]
    fn only_a_port_that_nobody_asked_for_has_a_next() {
        assert_eq!(ports(Some(80), "127.0.0.1").collect::<Vec<_>>(), [80]);
        assert_eq!(ports(None, "127.0.0.1").take(2).collect::<Vec<_>>(), [1414, 1415]);
        assert_eq!(ports(Some(0), "192.0.2.1").next(), Some(0));
    }
}
