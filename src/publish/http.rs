//! Requests of `object_store` → the same by ureq, whose ciphers the program has already.
//!
//! A request blocks the thread that makes it. That is what these threads are there for: each does one request after the
//! other, and none of the runtime's own ever makes one.

use std::io;
use std::time::Duration;

use async_trait::async_trait;
use axum::body::Bytes;
use http_body_util::{BodyExt, Full};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService,
};
use object_store::{ClientOptions, RetryConfig};
use ureq::Agent;

/// How long a server may take to be reached.
const CONNECT: Duration = Duration::from_secs(15);

/// How long it may take to begin its answer.
const ANSWER: Duration = Duration::from_secs(120);

/// The longest answer that is read; a list of a thousand objects has some hundred kilobytes, a file of the site may be large.
const LONGEST: u64 = 8 << 30;

/// Makes connections for as many requests at a time.
#[derive(Debug)]
pub(super) struct Connector {
    pub(super) parallel: usize,
}

#[derive(Debug)]
struct Service(Agent);

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A redirect means that the region is wrong, and the request is signed for another address.
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(ANSWER))
            .max_idle_connections(self.parallel)
            .max_idle_connections_per_host(self.parallel)
            .user_agent(concat!("Reportage/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(HttpClient::new(Service(config.new_agent())))
    }
}

#[async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (mut head, body) = request.into_parts();
        let bytes = body.collect().await?.to_bytes();
        // The length is known, and said by ureq itself.
        head.headers.remove("content-length");
        let request = ureq::http::Request::from_parts(head, &*bytes);
        let answer = self.0.run(request).map_err(fault)?;
        let (head, mut body) = answer.into_parts();
        let bytes = body.with_config().limit(LONGEST).read_to_vec().map_err(fault)?;
        let body = Full::new(Bytes::from(bytes)).map_err(|never| match never {});
        Ok(HttpResponse::from_parts(head, HttpResponseBody::new(body)))
    }
}

/// Which of the kinds it is, by which it is told whether to ask again.
fn fault(error: ureq::Error) -> HttpError {
    let kind = match &error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => HttpErrorKind::Connect,
        ureq::Error::Io(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}

/// How often a request is made again that failed for a while, each time after a longer wait, and for how long.
pub(super) fn patience(retries: usize) -> RetryConfig {
    RetryConfig { max_retries: retries, retry_timeout: Duration::from_secs(180), ..RetryConfig::default() }
}
