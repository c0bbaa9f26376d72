//! One request → the head of the answer, or why there is none.
//!
//! Invariant: the body of an answer is not read, however long it is; `text` reads a bounded one where the words count.

use std::io::{self, Read};

use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body, Error};

use super::Manner;
use crate::link_ledger::Fault;

/// Bytes that a connection may hold of an answer before anybody reads it.
const BUFFER: usize = 16 * 1024;

/// The longest body that is read for its words.
const LONGEST_TEXT: u64 = 64 * 1024;

/// Makes requests, one at a time for each who uses it.
pub struct Asker {
    agent: Agent,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Head,
    Get,
}

/// The head of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) location: Option<String>,
    pub(super) retry_after: Option<String>,
    pub(super) date: Option<String>,
    pub(super) memento_datetime: Option<String>,
}

impl Asker {
    /// One that asks in this manner.
    pub fn new(manner: &Manner) -> Asker {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Redirects are followed by hand: each is a request to some host, which has its turn.
            .max_redirects(0)
            .timeout_global(Some(manner.timeout))
            .user_agent(manner.agent.as_str())
            .accept("text/html, */*;q=0.8")
            .input_buffer_size(BUFFER)
            .output_buffer_size(BUFFER);
        let config = if manner.uses_proxy { config } else { config.proxy(None) };
        Asker { agent: config.build().new_agent() }
    }

    pub(super) fn ask(&self, method: Method, url: &str) -> Result<Head, Fault> {
        let answer = match method {
            Method::Head => self.agent.head(url).call(),
            Method::Get => self.agent.get(url).call(),
        };
        answer.map(|answer| head(&answer)).map_err(|error| fault(&error))
    }

    /// Asks for a short text, with further headers.
    pub(super) fn text(&self, url: &str, headers: &[(&str, &str)]) -> Result<(Head, String), Fault> {
        let request = self.agent.get(url);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let mut answer = request.call().map_err(|error| fault(&error))?;
        let mut bytes = Vec::new();
        let read = answer.body_mut().as_reader().take(LONGEST_TEXT).read_to_end(&mut bytes);
        read.map_err(|error| fault(&Error::from(error)))?;
        Ok((head(&answer), String::from_utf8_lossy(&bytes).into_owned()))
    }
}

fn head(answer: &Response<Body>) -> Head {
    let headers = answer.headers();
    Head {
        status: answer.status().as_u16(),
        location: header(headers, "location"),
        retry_after: header(headers, "retry-after"),
        date: header(headers, "date"),
        memento_datetime: header(headers, "memento-datetime"),
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned())
}

fn fault(error: &Error) -> Fault {
    match error {
        Error::HostNotFound => Fault::Dns,
        Error::Timeout(_) => Fault::Timeout,
        Error::ConnectionFailed => Fault::Refused,
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) => Fault::Tls,
        Error::Io(error) => fault_of_io(error),
        _ => Fault::BadAnswer,
    }
}

fn fault_of_io(error: &io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::ConnectionRefused
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::AddrNotAvailable => Fault::Refused,
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Fault::Timeout,
        // rustls says so of what is no TLS.
        io::ErrorKind::InvalidData => Fault::Tls,
        _ if is_of_names(error) => Fault::Dns,
        _ => Fault::Reset,
    }
}

/// Whether the host's name could not be looked up. The standard library has no kind for it: on Unix it has words of its
/// own before those of the system, on Windows the numbers of Winsock.
fn is_of_names(error: &io::Error) -> bool {
    match error.raw_os_error() {
        Some(code) => cfg!(windows) && (11_001..=11_004).contains(&code),
        None => error.to_string().starts_with("failed to lookup address"),
    }
}
