//! An address → how it ended: redirects followed, unclear answers asked for again.

use std::sync::PoisonError;
use std::time::Duration;

use super::ask::{Asker, Head, Method};
use super::hosts::{Hosts, Turn};
use super::{Manner, SharedPace, retry_after};
use crate::link_ledger::Fault;
use crate::names::web_address::WebAddress;

/// Redirects that are followed, as many as browsers do at least (Fetch follows 20; nobody means more than ten).
const MOST_HOPS: usize = 10;

/// Nobody waits longer than this for one answer: the address is left for the next time.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// The first wait before an address is asked again; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// An address that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Which.
    pub address: WebAddress,
    /// How it ended.
    pub end: End,
}

/// How a visit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// There was an answer that leads no further.
    Answer {
        /// The status code.
        status: u16,
        /// The address that gave it.
        landed: WebAddress,
        /// Whether all redirects on the way, if there were any, are for good (301, 308).
        for_good: bool,
    },
    /// Nobody answered, or not so that it makes sense.
    Fault(Fault),
    /// It was not asked: its host wants to be left alone, or the run was stopped.
    PutOff,
}

/// Asks addresses, and shares what is known of hosts with all who do.
pub(super) struct Visitor {
    pub(super) asker: Asker,
    pub(super) hosts: Hosts,
    pub(super) manner: Manner,
    pub(super) pace: SharedPace,
}

impl Visitor {
    pub(super) fn visit(&self, address: &WebAddress) -> End {
        let mut seen = vec![address.clone()];
        let mut for_good = true;
        loop {
            let here = seen.last().unwrap_or(address).clone();
            let head = match self.settle(&here) {
                Ok(Some(head)) => head,
                Ok(None) => return End::PutOff,
                Err(fault) => return End::Fault(fault),
            };
            let is_redirect = matches!(head.status, 301 | 302 | 303 | 307 | 308);
            let Some(location) = head.location.as_ref().filter(|_| is_redirect) else {
                return End::Answer { status: head.status, landed: here, for_good };
            };
            let Some(next) = here.join(location) else { return End::Fault(Fault::BadAnswer) };
            if seen.contains(&next) {
                return End::Fault(Fault::Loop);
            }
            if seen.len() > MOST_HOPS {
                return End::Fault(Fault::TooManyRedirects);
            }
            for_good &= matches!(head.status, 301 | 308);
            seen.push(next);
        }
    }

    /// Asks one address until it answers clearly, or often enough. The host is nobody else's meanwhile, waits included:
    /// a server that asks to be spared is spared by all.
    fn settle(&self, address: &WebAddress) -> Result<Option<Head>, Fault> {
        let name = address.host();
        let host = self.hosts.get(&name);
        let host = host.lock().unwrap_or_else(PoisonError::into_inner);
        let mut turn = Turn { host, name: &name, asker: &self.asker, manner: &self.manner, pace: &self.pace };
        if let Some(fault) = turn.host.fault {
            return Err(fault);
        }
        let mut attempt = 0;
        loop {
            if turn.host.is_put_off {
                return Ok(None);
            }
            let Some(answer) = ask_both_ways(&mut turn, address.as_str()) else { return Ok(None) };
            let Some(wait) = self.wait_after(&mut turn, &answer, attempt) else {
                turn.note(answer.as_ref().err().copied());
                return answer.map(Some);
            };
            if wait > LONGEST_WAIT {
                turn.host.is_put_off = true;
                return answer.map(Some);
            }
            turn.wait(wait);
            attempt += 1;
        }
    }

    /// How long to wait before the same is asked again; nothing where the answer is clear, or was asked for often enough.
    fn wait_after(&self, turn: &mut Turn<'_>, answer: &Result<Head, Fault>, attempt: u32) -> Option<Duration> {
        let backoff = self.manner.delay.max(FIRST_WAIT) * 2u32.saturating_pow(attempt);
        let asked = |head: &Head| retry_after::wait(head.retry_after.as_deref(), head.date.as_deref(), self.pace.now());
        let wait = match answer {
            Ok(head) if matches!(head.status, 429 | 503) => {
                turn.slow_down();
                asked(head).map_or(backoff, |asked| asked.max(self.manner.delay))
            }
            Ok(head) if matches!(head.status, 500 | 502 | 504) => backoff,
            Err(Fault::Timeout | Fault::Reset) => backoff,
            _ => return None,
        };
        // Whoever names a longer time than anybody will wait says so for the whole host, however often it was asked.
        (attempt < self.manner.retries || wait > LONGEST_WAIT).then_some(wait)
    }
}

/// Asks for the head alone, and for the page where that is not answered as the page would be: many servers have never
/// been asked so. 429 and 503 are meant for both. Nothing where the run was stopped before all was asked.
fn ask_both_ways(turn: &mut Turn<'_>, url: &str) -> Option<Result<Head, Fault>> {
    if turn.host.refuses_head {
        return turn.ask(Method::Get, url);
    }
    let head = turn.ask(Method::Head, url)?;
    let is_doubtful = match &head {
        Ok(head) => head.status >= 400 && !matches!(head.status, 429 | 503),
        Err(fault) => matches!(fault, Fault::Reset | Fault::BadAnswer),
    };
    if !is_doubtful {
        return Some(head);
    }
    let page = turn.ask(Method::Get, url)?;
    let refuses = matches!(&head, Ok(head) if matches!(head.status, 405 | 501));
    turn.host.refuses_head |= refuses;
    Some(page)
}
