//! Host header → whether the request may be answered.
//!
//! A page anywhere can let its own host name point to 127.0.0.1 and then read this server as if it were its own (DNS
//! rebinding). The browser still sends the foreign name as `Host`, and that is what is looked at.

use std::net::{IpAddr, Ipv6Addr};

/// The names by which the server may be addressed.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    asked_for: String,
    /// Listening everywhere: then every address is ours, and an address cannot be rebound.
    any_address: bool,
}

impl Guard {
    /// Answers to this machine's own names, and to the `host` that was asked for, which is bound to `address`.
    pub(super) fn new(host: &str, address: IpAddr) -> Guard {
        Guard { asked_for: host_name(host).to_ascii_lowercase(), any_address: address.is_unspecified() }
    }

    /// Whether a request with this `Host` may be answered.
    pub(super) fn allows(&self, host: &str) -> bool {
        let name = host_name(host).to_ascii_lowercase();
        ["localhost", "127.0.0.1", "::1", &*self.asked_for].contains(&&*name)
            || (self.any_address && name.parse::<IpAddr>().is_ok())
    }
}

/// The host without port and brackets.
fn host_name(host: &str) -> &str {
    if let Some((address, _)) = host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        return address;
    }
    if host.parse::<Ipv6Addr>().is_ok() {
        return host;
    }
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_our_own_are_answered() {
        let local = Guard::new("127.0.0.1", [127, 0, 0, 1].into());
        let named = Guard::new("Desk.local", [192, 168, 1, 7].into());
        let everywhere = Guard::new("0.0.0.0", [0, 0, 0, 0].into());
        for (host, by_local, by_named, by_everywhere) in [
            ("127.0.0.1:1414", true, true, true),
            ("127.0.0.1", true, true, true),
            ("LOCALHOST:1414", true, true, true),
            ("[::1]:1414", true, true, true),
            ("desk.local:1414", false, true, false),
            ("192.168.1.7:1414", false, false, true),
            ("[fe80::1]:1414", false, false, true),
            ("evil.example", false, false, false),
            ("localhost.evil.example:1414", false, false, false),
            ("127.0.0.1.evil.example", false, false, false),
            ("", false, false, false),
        ] {
            let seen = (local.allows(host), named.allows(host), everywhere.allows(host));
            assert_eq!(seen, (by_local, by_named, by_everywhere), "{host:?}");
        }
    }
}
