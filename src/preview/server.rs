//! The server: listens, answers, builds again when files change, and stops when told to.

use std::future::{Future, IntoFuture};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use tokio::sync::watch;

use super::guard::Guard;
use super::respond::{OWN, notice, own_file, respond};
use super::watch::Watch;
use super::{Address, Engine, Options, PreviewError, Site, address, events, route};

/// How long requests under way may take once the server is to stop.
const GRACE: Duration = Duration::from_secs(2);

/// Builds the site, calls `ready`, and serves until `stop` is done.
///
/// Blocks; the site is built on threads of its own, and the last state stays on show until the next is ready.
///
/// # Errors
/// Where the server cannot listen or watch; never once it runs.
pub fn serve(
    engine: Arc<dyn Engine>,
    options: &Options,
    ready: impl FnOnce(&Address),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), PreviewError> {
    let listener = address::listen(options)?;
    let socket = listener.local_addr().map_err(PreviewError::Start)?;
    // Before the first build, so that nothing is missed while it runs.
    let watch = Watch::start(&*engine)?;
    let (publish, site) = watch::channel(engine.build(&[]));
    let guard = Guard::new(&options.host, socket.ip());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(PreviewError::Start)?;

    let url = url(&options.host, socket, site.borrow().base_path());
    engine.on_show();
    let stop_watching = rebuild(engine, watch, publish);
    ready(&Address { url, socket });
    let served = runtime.block_on(run(listener, guard, site, stop));
    // The thread ends by itself when it hears of it, or when its reader is gone.
    let _ = stop_watching.send(super::watch::Message::Stop);
    runtime.shutdown_background();
    served.map_err(PreviewError::Start)
}

/// Builds on a thread of its own whenever files have changed.
fn rebuild(
    engine: Arc<dyn Engine>,
    mut watch: Watch,
    publish: watch::Sender<Arc<dyn Site>>,
) -> mpsc::Sender<super::watch::Message> {
    let stop = watch.sender();
    std::thread::spawn(move || {
        while let Some(changed) = watch.next(&*engine) {
            // A fault in the engine is told by its panic message, and must not end the preview.
            let build = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| engine.build(&changed)));
            if let Ok(site) = build {
                publish.send_replace(site);
                engine.on_show();
            }
        }
    });
    stop
}

async fn run(
    listener: TcpListener,
    guard: Guard,
    site: watch::Receiver<Arc<dyn Site>>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let (tell_stop, stopped) = watch::channel(false);
    let mut stops = stopped.clone();
    let server = Router::new().fallback(answer).with_state(Arc::new(Server { guard, site, stopped }));
    let serving = axum::serve(listener, server).with_graceful_shutdown(async move {
        stop.await;
        // Event streams end by this; without it they would keep their connections open.
        tell_stop.send_replace(true);
    });
    let give_up = async {
        let _ = stops.wait_for(|stops| *stops).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = serving.into_future() => served,
        () = give_up => Ok(()),
    }
}

/// What every request sees.
struct Server {
    guard: Guard,
    site: watch::Receiver<Arc<dyn Site>>,
    stopped: watch::Receiver<bool>,
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    if !is_ours(&server.guard, &request) {
        let text = "The preview answers only to names of this machine; say `--host NAME` to add one.\n";
        return notice(StatusCode::FORBIDDEN, text);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = notice(StatusCode::METHOD_NOT_ALLOWED, "The preview can only be read.\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let uri = request.uri().clone();
    let is_events = uri.path().strip_prefix(OWN) == Some("events") && request.method() == Method::GET;
    if is_events {
        return events::respond(uri.query().unwrap_or_default(), server.site.clone(), server.stopped.clone());
    }
    let site = server.site.borrow().clone();
    let response = tokio::task::spawn_blocking(move || match uri.path().strip_prefix(OWN) {
        Some(name) => own_file(name, &*site),
        None => respond(route::show(&*site, uri.path(), uri.query()), &*site),
    });
    let fault = "The page could not be rendered: see the terminal.\n";
    response.await.unwrap_or_else(|_| notice(StatusCode::INTERNAL_SERVER_ERROR, fault))
}

/// Whether every host that the request names is one of ours, and there is one.
fn is_ours(guard: &Guard, request: &Request) -> bool {
    let in_header = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    let in_target = request.uri().authority().map(Authority::as_str);
    in_header.is_some() && [in_header, in_target].into_iter().flatten().all(|host| guard.allows(host))
}

fn url(host: &str, socket: SocketAddr, base_path: &str) -> String {
    let port = socket.port();
    let host = match socket.ip() {
        ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
        ip if ip.is_ipv6() && host.contains(':') => format!("[{ip}]"),
        _ => host.to_owned(),
    };
    format!("http://{host}:{port}{base_path}/")
}
