//! The states of the site → what one open page is told of them (server-sent events).
//!
//! A page tells its path and the fingerprint that it was made with, so that nothing is missed between its loading and
//! its asking, nor while the server was away. It is told:
//!
//! - `reload`: what is shown at its path has changed;
//! - `problems`: the last build had errors, and what they are;
//! - `sound`: it had none. One of the last two always comes first.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::watch;
use url::form_urlencoded;

use super::Site;
use super::respond::{DESK, OWN};
use super::route::{fingerprint, problems_fingerprint};

/// How soon a page asks again after the server went away.
const RETRY: Duration = Duration::from_millis(500);

/// The events for the page that `query` names, until the server stops.
pub(super) fn respond(query: &str, site: watch::Receiver<Arc<dyn Site>>, stop: watch::Receiver<bool>) -> Response {
    let value = |wanted: &str| {
        form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == wanted).map(|(_, value)| value.into_owned())
    };
    let listener = Listener {
        path: value("path").unwrap_or_default(),
        fingerprint: value("fingerprint").and_then(|hex| u64::from_str_radix(&hex, 16).ok()),
        told: None,
        site,
        stop,
    };
    let events = stream::unfold(listener, |mut listener| async {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

/// One open page.
struct Listener {
    path: String,
    /// What the page was made with; nothing if it did not say, and then it is what is shown now.
    fingerprint: Option<u64>,
    /// The problems it was last told, if it was told of any state yet.
    told: Option<Option<String>>,
    site: watch::Receiver<Arc<dyn Site>>,
    stop: watch::Receiver<bool>,
}

impl Listener {
    /// Waits for something that the page must be told; nothing when the server stops.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let site = self.site.borrow_and_update().clone();
            if let Some(event) = self.news(site).await {
                return Some(event);
            }
            tokio::select! {
                changed = self.site.changed() => changed.ok()?,
                _ = self.stop.wait_for(|stops| *stops) => return None,
            }
        }
    }

    async fn news(&mut self, site: Arc<dyn Site>) -> Option<Event> {
        if *self.stop.borrow() {
            return None;
        }
        let problems = site.problems();
        if self.told.as_ref() != Some(&problems) {
            let is_first = self.told.is_none();
            let event = match &problems {
                Some(problems) => Event::default().event("problems").data(problems.replace('\r', "")),
                None => Event::default().event("sound").data("-"),
            };
            self.told = Some(problems);
            return Some(if is_first { event.retry(RETRY) } else { event });
        }
        let path = self.path.clone();
        // A site may have to render the page in order to know; that is no work for the thread that serves others.
        let shown = tokio::task::spawn_blocking(move || match path.strip_prefix(OWN) {
            Some(DESK) => site.desk().map_or(0, |page| page.fingerprint),
            Some(_) => problems_fingerprint(&*site),
            None => fingerprint(&*site, &path),
        });
        let shown = shown.await.ok()?;
        let is_changed = self.fingerprint.is_some_and(|fingerprint| fingerprint != shown);
        self.fingerprint = Some(shown);
        is_changed.then(|| Event::default().event("reload").data("-"))
    }
}
