//! A site on the web and its list: every file is asked for once.
//!
//! A host may lead from `/a.html` to `/a`, send bytes compressed, and answer 404 with the page for it: what counts is that
//! the bytes are those that were built. Of a page that only leads on it may lead on itself.

use std::io::Read;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};
use ureq::Agent;
use ureq::http::header::{CONTENT_ENCODING, LOCATION};
use url::{Host, Url};

use super::{Fault, Finding, Listed, Listing, Verdict, digits, is_served};
use crate::compress::{Encoding, expand};
use crate::names::output_path::OutputPath;
use crate::names::url::encode_path;
use crate::write::LISTING;

/// How long one answer may take, body and all.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Requests that are made at the same time: a host is to be asked, not to be tested.
const CREW: usize = 4;

/// The longest list that is read: some millions of files.
const LONGEST_LISTING: u64 = 1 << 30;

/// Steps that a request may be led on.
const MOST_HOPS: usize = 5;

/// What headers and blocks of a compressed answer may add to what does not get smaller.
const SLACK: u64 = 64 * 1024;

/// A site on the web.
#[derive(Debug)]
pub struct Site {
    base: Url,
    agent: Agent,
}

/// Why there is no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// The address that was asked.
    pub address: String,
    /// What is wrong, in words.
    pub reason: String,
}

/// An answer that leads no further.
struct Answer {
    status: u16,
    bytes: u64,
    sha256: String,
}

/// How a request ended.
enum End {
    Answer(Answer),
    /// It came to this path of the host, which was what was looked for.
    LedOn,
}

impl Site {
    /// The site at `address`, which is that of its home page; nothing where it is not an address of the web.
    pub fn at(address: &str) -> Option<Site> {
        let mut base = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        base.set_query(None);
        base.set_fragment(None);
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Followed by hand: where one leads may be all that there is to know.
            .max_redirects(0)
            .timeout_global(Some(TIMEOUT))
            .user_agent(concat!("reportage/", env!("CARGO_PKG_VERSION"), " (verify)"));
        // No proxy knows this machine by that name.
        let is_here = match base.host()? {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
        };
        let config = if is_here { config.proxy(None) } else { config };
        Some(Site { base, agent: config.build().new_agent() })
    }

    /// The list of its files.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub fn listing(&self) -> Result<Listing, Unlisted> {
        let address = self.base.join(LISTING).unwrap_or_else(|_| self.base.clone());
        let unlisted = |reason: String| Unlisted { address: address.to_string(), reason };
        let followed = self.follow(&address, None).or_else(|_| self.follow(&address, None));
        let (_, mut response) = followed.map_err(unlisted)?;
        if response.status() != 200 {
            return Err(unlisted(format!("the host answers {}", response.status().as_u16())));
        }
        let encoding = encoding_of(&response);
        let mut bytes = Vec::new();
        let read = response.body_mut().as_reader().take(LONGEST_LISTING).read_to_end(&mut bytes);
        read.map_err(|error| unlisted(error.to_string()))?;
        let bytes = match encoding {
            Some(encoding) => expand(encoding, &bytes, LONGEST_LISTING).map_err(|error| unlisted(error.to_string()))?,
            None => bytes,
        };
        Listing::parse(&bytes).map_err(unlisted)
    }

    /// Compares its files with the list; `tick` is called after each.
    pub fn verify(&self, listing: &Listing, tick: &(dyn Fn() + Sync)) -> Verdict {
        let files: Vec<&(OutputPath, Listed)> = listing.files.iter().filter(|(path, _)| is_served(path)).collect();
        let (next, led_on) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let findings: Mutex<Vec<Finding>> = Mutex::default();
        let work = || {
            while let Some((path, listed)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                match self.compare(path, listed) {
                    Ok(has_led_on) => {
                        led_on.fetch_add(usize::from(has_led_on), Ordering::Relaxed);
                    }
                    Err(finding) => {
                        findings.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(finding);
                    }
                }
                tick();
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..CREW {
                scope.spawn(work);
            }
        });
        let mut findings = findings.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        findings.sort();
        let kept_back = listing.files.len() - files.len();
        Verdict { compared: files.len(), led_on: led_on.into_inner(), kept_back, findings }
    }

    /// Whether the host has led on in the place of the page, if the file is as it was built.
    fn compare(&self, path: &OutputPath, listed: &Listed) -> Result<bool, Finding> {
        // A connection that breaks off says nothing of the file: once more.
        let answer = self.get(path, listed).or_else(|_| self.get(path, listed));
        let unreadable = |reason: String| Finding::new(path.as_str(), Fault::Unreadable, reason);
        let answer = match answer.map_err(unreadable)? {
            End::LedOn => return Ok(true),
            End::Answer(answer) => answer,
        };
        // It is what is sent where there is nothing, and some hosts say so of the page itself.
        let is_page_of_404 = path.as_str() == "404.html" && answer.status == 404;
        match answer.status {
            _ if is_page_of_404 => {}
            200 => {}
            404 | 410 => {
                return Err(Finding::new(path.as_str(), Fault::Missing, format!("the host answers {}", answer.status)));
            }
            status => return Err(unreadable(format!("the host answers {status}"))),
        }
        match Finding::compare(path, listed, answer.bytes, &answer.sha256) {
            Some(finding) => Err(finding),
            None => Ok(false),
        }
    }

    fn get(&self, path: &OutputPath, listed: &Listed) -> Result<End, String> {
        // The page of a folder stands at the folder: asked for by its name, it is led there by most hosts.
        let name = match path.as_str().strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path.as_str(),
        };
        let mut address = self.base.clone();
        address.set_path(&format!("{}{}", self.base.path(), encode_path(name)));
        let (led_on, mut response) = self.follow(&address, listed.leads_to.as_deref())?;
        if led_on {
            return Ok(End::LedOn);
        }
        let status = response.status().as_u16();
        // Of a twin that is asked for by its own name some hosts say how it is compressed: it is meant to be.
        let is_twin = |encoding: &Encoding| path.as_str().ends_with(&format!(".{}", encoding.extension()));
        let encoding = encoding_of(&response).filter(|encoding| !is_twin(encoding));
        let (bytes, sha256) = match encoding {
            Some(encoding) => {
                let mut sent = Vec::new();
                let reader = response.body_mut().as_reader();
                reader.take(listed.bytes + SLACK).read_to_end(&mut sent).map_err(|error| error.to_string())?;
                let bytes = expand(encoding, &sent, listed.bytes + 1).map_err(|error| error.to_string())?;
                (bytes.len() as u64, digits(&Sha256::digest(&bytes)))
            }
            None => {
                let mut hasher = Sha256::new();
                // One byte more than there may be, which tells that there are more.
                let mut reader = response.body_mut().as_reader().take(listed.bytes + 1);
                let bytes = std::io::copy(&mut reader, &mut hasher).map_err(|error| error.to_string())?;
                (bytes, digits(&hasher.finalize()))
            }
        };
        Ok(End::Answer(Answer { status, bytes, sha256 }))
    }

    /// The answer at the end of all redirects; whether one of them led to the path `to`.
    fn follow(&self, address: &Url, to: Option<&str>) -> Result<(bool, ureq::http::Response<ureq::Body>), String> {
        let mut here = address.clone();
        for _ in 0..=MOST_HOPS {
            // Hosts that compress what they send do not where it is not wanted.
            let request = self.agent.get(here.as_str()).header("Accept-Encoding", "identity");
            let response = request.call().map_err(|error| error.to_string())?;
            let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
            let location = response.headers().get(LOCATION).and_then(|location| location.to_str().ok());
            let Some(location) = location.filter(|_| is_redirect) else { return Ok((false, response)) };
            let next = here.join(location).map_err(|error| error.to_string())?;
            if !matches!(next.scheme(), "http" | "https") {
                return Err(format!("the host leads to `{next}`"));
            }
            if to.is_some_and(|to| is_same_path(next.path(), to)) {
                return Ok((true, response));
            }
            here = next;
        }
        Err("the host leads from address to address".to_owned())
    }
}

fn is_same_path(one: &str, other: &str) -> bool {
    percent_decode_str(one).eq(percent_decode_str(other))
}

/// How an answer is compressed that was to be as it is: the file may lie on the host like that.
fn encoding_of(response: &ureq::http::Response<ureq::Body>) -> Option<Encoding> {
    match response.headers().get(CONTENT_ENCODING)?.to_str().ok()? {
        "br" => Some(Encoding::Brotli),
        "gzip" | "x-gzip" => Some(Encoding::Gzip),
        _ => None,
    }
}
