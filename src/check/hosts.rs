//! Turns: whoever asks a host has it alone, and leaves it in peace before asking again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::ask::{Asker, Head, Method};
use super::{Manner, SharedPace};
use crate::link_ledger::Fault;

/// The longest pause between two requests to a host that asks to be spared.
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// After so many addresses in a row that nobody answered at, a host is left alone for this run.
const MOST_FAULTS: u32 = 3;

/// Every host that was asked.
#[derive(Default)]
pub(super) struct Hosts(Mutex<HashMap<String, Arc<Mutex<Host>>>>);

/// What is known of a host in this run.
#[derive(Debug, Default)]
pub(super) struct Host {
    was_asked: bool,
    delay: Duration,
    /// `HEAD` is not answered here.
    pub(super) refuses_head: bool,
    /// Its name does not resolve: that holds for every address.
    pub(super) fault: Option<Fault>,
    faults: u32,
    /// It asked to be left alone for longer than this run will wait.
    pub(super) is_put_off: bool,
}

impl Hosts {
    /// The host called `name`.
    pub(super) fn get(&self, name: &str) -> Arc<Mutex<Host>> {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hosts.entry(name.to_owned()).or_default().clone()
    }
}

/// A host, for as long as nobody else may ask it.
pub(super) struct Turn<'a> {
    pub(super) host: MutexGuard<'a, Host>,
    pub(super) name: &'a str,
    pub(super) asker: &'a Asker,
    pub(super) manner: &'a Manner,
    pub(super) pace: &'a SharedPace,
}

impl Turn<'_> {
    /// Asks, after the pause that is due; nothing where the run was stopped meanwhile.
    pub(super) fn ask(&mut self, method: Method, url: &str) -> Option<Result<Head, Fault>> {
        if self.host.was_asked {
            self.pace.pause(self.name, self.manner.delay.max(self.host.delay));
        }
        if self.pace.is_stopped() {
            return None;
        }
        self.host.was_asked = true;
        Some(self.asker.ask(method, url))
    }

    /// Waits beyond the usual pause.
    pub(super) fn wait(&self, length: Duration) {
        self.pace.pause(self.name, length);
    }

    /// Asks this host more seldom from now on.
    pub(super) fn slow_down(&mut self) {
        let delay = self.host.delay.max(self.manner.delay).max(Duration::from_millis(500));
        self.host.delay = (delay * 2).min(LONGEST_DELAY);
    }

    /// Notes how an address ended, so that a host which is away is not asked for each of its addresses.
    pub(super) fn note(&mut self, fault: Option<Fault>) {
        match fault {
            None => self.host.faults = 0,
            Some(Fault::Dns) => self.host.fault = Some(Fault::Dns),
            Some(Fault::Refused | Fault::Timeout | Fault::Reset | Fault::Tls) => {
                self.host.faults += 1;
                self.host.is_put_off |= self.host.faults >= MOST_FAULTS;
            }
            Some(Fault::Loop | Fault::TooManyRedirects | Fault::BadAnswer) => {}
        }
    }
}
