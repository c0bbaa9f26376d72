//! Addresses → their visits, hosts side by side and each host by one.

use std::collections::{BTreeMap, VecDeque};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::ask::Asker;
use super::visit::{End, Visit, Visitor};
use super::{Manner, SharedPace};
use crate::names::web_address::WebAddress;

/// Hosts that are asked at the same time.
const MOST_HOSTS: usize = 16;

/// Asks every address once; each visit comes as soon as it has ended, in no set order. The channel closes behind the
/// last one, or, when the pace is stopped, as soon as the requests that are on their way have ended.
///
/// At most sixteen hosts are asked at the same time, and none of them by two: not even where an address of one redirects
/// to another.
pub fn visit_all(addresses: Vec<WebAddress>, manner: &Manner, pace: &SharedPace) -> Receiver<Visit> {
    let mut by_host: BTreeMap<String, Vec<WebAddress>> = BTreeMap::new();
    for address in addresses {
        by_host.entry(address.host()).or_default().push(address);
    }
    let mut hosts: Vec<Vec<WebAddress>> = by_host.into_values().collect();
    // The host with most addresses takes longest, and is begun with.
    hosts.sort_by_key(|addresses| std::cmp::Reverse(addresses.len()));
    let count = hosts.len().min(MOST_HOSTS);
    let hosts = Arc::new(Mutex::new(VecDeque::from(hosts)));
    let visitor =
        Visitor { asker: Asker::new(manner), hosts: Default::default(), manner: manner.clone(), pace: pace.clone() };
    let visitor = Arc::new(visitor);
    let (sender, receiver) = channel();
    for _ in 0..count {
        let (hosts, visitor, sender) = (hosts.clone(), visitor.clone(), sender.clone());
        std::thread::spawn(move || {
            while let Some(addresses) = next(&hosts) {
                for address in addresses {
                    let end = if visitor.pace.is_stopped() { End::PutOff } else { visitor.visit(&address) };
                    if sender.send(Visit { address, end }).is_err() {
                        return;
                    }
                }
            }
        });
    }
    receiver
}

fn next(hosts: &Mutex<VecDeque<Vec<WebAddress>>>) -> Option<Vec<WebAddress>> {
    hosts.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}
