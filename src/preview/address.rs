//! Host and port as asked for → a socket that listens there.

use std::io;
use std::net::{TcpListener, ToSocketAddrs};

use super::{Options, PreviewError};

/// The port if none is asked for.
const DEFAULT_PORT: u16 = 1414;

/// How many ports are tried if none is asked for.
const TRIES: u16 = 64;

/// Listens where `options` say.
///
/// Errors: the port is taken, if it was asked for or none of those tried is free; the host is none of this machine.
pub(super) fn listen(options: &Options) -> Result<TcpListener, PreviewError> {
    if let Some(port) = options.port {
        return bind(&options.host, port);
    }
    let mut last = PreviewError::PortTaken(DEFAULT_PORT);
    for port in DEFAULT_PORT..DEFAULT_PORT + TRIES {
        match bind(&options.host, port) {
            Err(error @ PreviewError::PortTaken(_)) => last = error,
            other => return other,
        }
    }
    Err(last)
}

fn bind(host: &str, port: u16) -> Result<TcpListener, PreviewError> {
    let name = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let listener =
        (name, port).to_socket_addrs().and_then(|addresses| TcpListener::bind(&*addresses.collect::<Vec<_>>()));
    listener.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => PreviewError::PortTaken(port),
        _ => PreviewError::Listen { host: host.to_owned(), error },
    })
}
