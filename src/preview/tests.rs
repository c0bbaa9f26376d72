#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use rapidhash::v3::rapidhash_v3;
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::*;

/// No test waits so long unless it fails.
const BOUND: Duration = Duration::from_secs(20);

/// A site of which each file `content/x/y.html` is the page `/x/y/`, and the file `content/problems.txt` its problems.
struct Folder {
    root: PathBuf,
    base_path: &'static str,
    last_good: Mutex<BTreeMap<String, String>>,
}

struct State {
    base_path: &'static str,
    pages: BTreeMap<String, String>,
    problems: Option<String>,
}

impl Engine for Folder {
    fn build(&self, changed: &[PathBuf]) -> Arc<dyn Site> {
        assert!(changed.iter().all(|path| path.starts_with(&self.root)), "{changed:?}");
        let content = self.root.join("content");
        let problems = fs::read_to_string(content.join("problems.txt")).ok();
        let mut last_good = self.last_good.lock().unwrap();
        if problems.is_none() {
            last_good.clear();
            for entry in
                walkdir::WalkDir::new(&content).into_iter().flatten().filter(|entry| entry.file_type().is_file())
            {
                let path = entry.path().strip_prefix(&content).unwrap().to_str().unwrap();
                let path = match path.strip_suffix(".html") {
                    Some("404") | None => format!("/{path}"),
                    Some("home") => "/".to_owned(),
                    Some(page) => format!("/{page}/"),
                };
                last_good.insert(path, fs::read_to_string(entry.path()).unwrap());
            }
        }
        Arc::new(State { base_path: self.base_path, pages: last_good.clone(), problems })
    }

    fn watched(&self) -> Vec<PathBuf> {
        ["content", "themes", "site.toml"].map(|name| self.root.join(name)).to_vec()
    }
}

impl Site for State {
    fn base_path(&self) -> &str {
        self.base_path
    }

    fn page(&self, path: &str) -> Option<Page> {
        let text = self.pages.get(path)?;
        assert_ne!(text, "panic");
        let name = if path.ends_with('/') { "index.html" } else { path };
        let fingerprint = rapidhash_v3(text.as_bytes());
        Some(Page { bytes: Bytes::from(text.clone()), media_type: media_type(name), fingerprint })
    }

    fn problems(&self) -> Option<String> {
        self.problems.clone()
    }
}

/// A preview of a folder of its own.
struct Preview {
    root: TempDir,
    address: Address,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Preview {
    fn of(base_path: &'static str, pages: &[(&str, &str)]) -> Preview {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "site.toml", "");
        for (path, text) in pages {
            write(root.path(), path, text);
        }
        let engine = Folder { root: root.path().to_path_buf(), base_path, last_good: Mutex::default() };
        let (ready, address) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = std::thread::spawn(move || {
            let options = Options { port: Some(0), ..Options::default() };
            let stop = async {
                stopped.await.unwrap();
            };
            serve(Arc::new(engine), &options, |address| ready.send(address.clone()).unwrap(), stop).unwrap();
        });
        let address = address.recv_timeout(BOUND).unwrap();
        Preview { root, address, stop, server }
    }

    fn write(&self, path: &str, text: &str) {
        write(self.root.path(), path, text);
    }

    /// Status, headers and body of the answer to `request`, lines separated by `\n`, to which an end is added.
    fn send(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        let request = format!("{}\r\nConnection: close\r\n\r\n", request.replace('\n', "\r\n"));
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\nHost: localhost"))
    }

    /// The events of the page at `path` as it is now shown; past the first, which tells the state of the site.
    fn open(&self, path: &str) -> Events {
        let body = self.get(path).body;
        let fingerprint = body.split("data-fingerprint=\"").nth(1).map_or("", |rest| &rest[..16]);
        let mut events = self.events(path, fingerprint);
        assert_eq!(events.next(), ("sound".to_owned(), "-".to_owned()));
        events
    }

    fn events(&self, path: &str, fingerprint: &str) -> Events {
        let mut stream = self.connect();
        let query: String = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("path", path)
            .append_pair("fingerprint", fingerprint)
            .finish();
        write!(stream, "GET /_reportage/events?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        Events(BufReader::new(stream))
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address.socket).unwrap();
        stream.set_read_timeout(Some(BOUND)).unwrap();
        stream
    }

    fn stop(self) {
        self.stop.send(()).unwrap();
        self.server.join().unwrap();
    }
}

/// Writes in one step, so that a slow machine has no half of it to build.
fn write(root: &Path, path: &str, text: &str) {
    let location = root.join(path);
    fs::create_dir_all(location.parent().unwrap()).unwrap();
    let temporary = location.with_extension("tmp");
    fs::write(&temporary, text).unwrap();
    fs::rename(temporary, location).unwrap();
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.into_iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The name and the text of the next event.
    fn next(&mut self) -> (String, String) {
        let (mut name, mut text) = (String::new(), Vec::new());
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream has ended");
            let line = line.trim_end();
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                text.push(data.to_owned());
            } else if line.is_empty() && !name.is_empty() {
                return (name, text.join("\n"));
            }
        }
    }
}

const SITE: &[(&str, &str)] = &[
    ("content/home.html", "<p>home</body>"),
    ("content/a.html", "<p>a</body>"),
    ("content/b.html", "<p>b</body>"),
    ("content/x/café.html", "<p>café</body>"),
    ("content/404.html", "<p>missing</body>"),
    ("content/style.css", "p {}"),
];

#[test]
fn pages_and_files_are_served_each_as_what_it_is() {
    let preview = Preview::of("", SITE);
    for (path, status, media_type, text) in [
        ("/", 200, "text/html; charset=utf-8", "<p>home"),
        ("/index.html", 200, "text/html; charset=utf-8", "<p>home"),
        ("/a/", 200, "text/html; charset=utf-8", "<p>a"),
        ("/a/index.html", 200, "text/html; charset=utf-8", "<p>a"),
        ("/x/caf%C3%A9/", 200, "text/html; charset=utf-8", "<p>café"),
        ("/style.css", 200, "text/css; charset=utf-8", "p {}"),
        ("/nowhere/", 404, "text/html; charset=utf-8", "<p>missing"),
        ("/style.css/", 404, "text/html; charset=utf-8", "<p>missing"),
        ("/../../etc/passwd", 404, "text/html; charset=utf-8", "<p>missing"),
        ("/%2e%2e/site.toml", 404, "text/html; charset=utf-8", "<p>missing"),
        ("/_reportage/reload.js", 200, "text/javascript; charset=utf-8", "// Reloads"),
        ("/_reportage/reload.css", 200, "text/css; charset=utf-8", "/* What"),
        ("/_reportage/desk.css", 200, "text/css; charset=utf-8", "/* The editor's"),
        ("/_reportage/desk", 404, "text/plain; charset=utf-8", "There is no desk here."),
        ("/_reportage/other", 404, "text/plain; charset=utf-8", "There is no such file."),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (status, Some(media_type)), "{path}");
        assert!(answer.body.starts_with(text), "{path}: {}", answer.body);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        let has_script = answer.body.contains("<script src=\"/_reportage/reload.js\"");
        assert_eq!(has_script, media_type.starts_with("text/html"), "{path}");
    }
    preview.stop();
}

#[test]
fn a_folder_without_its_slash_leads_to_it() {
    let preview = Preview::of("/archive", SITE);
    assert_eq!(preview.address.url, format!("http://127.0.0.1:{}/archive/", preview.address.socket.port()));
    for (path, status, location) in [
        ("/", 307, Some("/archive/")),
        ("/archive", 307, Some("/archive/")),
        ("/archive/a", 307, Some("/archive/a/")),
        ("/archive/x/caf%C3%A9?q=1&r", 307, Some("/archive/x/caf%C3%A9/?q=1&r")),
        ("/archive/", 200, None),
        ("/archive/a/", 200, None),
        ("/archive/style.css", 200, None),
        ("/archive/nowhere", 404, None),
        ("/a/", 404, None),
        ("//archive/a", 404, None),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("location")), (status, location), "{path}");
    }
    preview.stop();
}

#[test]
fn a_site_without_a_page_for_what_is_missing_says_so() {
    let preview = Preview::of("", &[("content/a.html", "a")]);
    let answer = preview.get("/nowhere");
    assert_eq!((answer.status, &*answer.body), (404, "There is no such page, and the site has no `404.html`.\n"));
    preview.stop();
}

#[test]
fn the_head_of_a_page_comes_without_its_body() {
    let preview = Preview::of("", SITE);
    let get = preview.get("/a/");
    let head = preview.send("HEAD /a/ HTTP/1.1\nHost: localhost");
    assert_eq!((head.status, &*head.body), (200, ""));
    assert_eq!(head.header("content-length"), Some(&*get.body.len().to_string()));
    assert_eq!(head.header("content-length"), get.header("content-length"));

    let post = preview.send("POST /a/ HTTP/1.1\nHost: localhost\nContent-Length: 0");
    assert_eq!((post.status, post.header("allow")), (405, Some("GET, HEAD")));
    preview.stop();
}

#[test]
fn a_foreign_host_is_not_answered() {
    let preview = Preview::of("", SITE);
    let port = preview.address.socket.port();
    for (request, status) in [
        (format!("GET /a/ HTTP/1.1\nHost: 127.0.0.1:{port}"), 200),
        (format!("GET /a/ HTTP/1.1\nHost: [::1]:{port}"), 200),
        ("GET /a/ HTTP/1.1\nHost: evil.example".to_owned(), 403),
        ("GET /_reportage/events HTTP/1.1\nHost: evil.example".to_owned(), 403),
        ("GET http://evil.example/a/ HTTP/1.1\nHost: localhost".to_owned(), 403),
        ("GET /a/ HTTP/1.0".to_owned(), 403),
    ] {
        let answer = preview.send(&request);
        assert_eq!(answer.status, status, "{request}");
        assert_eq!(answer.body.contains("<p>a"), status == 200, "{request}");
    }
    preview.stop();
}

#[test]
fn a_page_is_told_of_its_own_changes_only() {
    let preview = Preview::of("", SITE);
    let (mut a, mut b, mut missing) = (preview.open("/a/"), preview.open("/b/"), preview.open("/new/"));
    preview.write("content/a.html", "<p>changed</body>");
    assert_eq!(a.next().0, "reload");
    assert!(preview.get("/a/").body.starts_with("<p>changed"));
    // What comes next for the others is of a later change: none of them was told of the first.
    preview.write("content/new.html", "<p>new</body>");
    assert_eq!(missing.next().0, "reload");
    preview.write("content/problems.txt", "stop");
    assert_eq!(b.next(), ("problems".to_owned(), "stop".to_owned()));
    assert_eq!(a.next(), ("problems".to_owned(), "stop".to_owned()));
    preview.stop();
}

#[test]
fn a_page_that_is_no_longer_shown_is_told_at_once() {
    let preview = Preview::of("", SITE);
    let mut events = preview.events("/a/index.html", "0000000000000001");
    assert_eq!(events.next().0, "sound");
    assert_eq!(events.next().0, "reload");
    preview.stop();
}

#[test]
fn problems_are_told_while_the_last_good_pages_stay() {
    let preview = Preview::of("", SITE);
    let (mut a, mut problems) = (preview.open("/a/"), preview.open("/_reportage/problems"));
    preview.write("content/a.html", "<p>broken</body>");
    assert_eq!(a.next().0, "reload");
    preview.write("content/problems.txt", "error[bad-date]: <script>\n  --> a.md:1:1");
    let text = "error[bad-date]: <script>\n  --> a.md:1:1".to_owned();
    assert_eq!(a.next(), ("problems".to_owned(), text));
    assert_eq!(problems.next().0, "problems");
    assert_eq!(problems.next().0, "reload");
    assert!(preview.get("/a/").body.starts_with("<p>broken"));
    let page = preview.get("/_reportage/problems");
    assert!(page.body.contains("<pre>error[bad-date]: &lt;script&gt;\n"), "{}", page.body);
    fs::remove_file(preview.root.path().join("content/problems.txt")).unwrap();
    assert_eq!(a.next(), ("sound".to_owned(), "-".to_owned()));
    assert!(preview.get("/_reportage/problems").body.contains("The site has no problems"));
    preview.stop();
}

#[test]
fn a_site_that_never_built_shows_its_problems() {
    let preview = Preview::of("", &[("content/problems.txt", "error[no-site]: no"), ("content/a.html", "<p>a</body>")]);
    let answer = preview.get("/a/");
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("error[no-site]: no"));
    let fingerprint = answer.body.split("data-fingerprint=\"").nth(1).unwrap()[..16].to_owned();
    let mut events = preview.events("/a/", &fingerprint);
    assert_eq!(events.next().0, "problems");
    fs::remove_file(preview.root.path().join("content/problems.txt")).unwrap();
    assert_eq!((events.next().0, events.next().0), ("sound".to_owned(), "reload".to_owned()));
    assert!(preview.get("/a/").body.starts_with("<p>a"));
    preview.stop();
}

#[test]
fn every_way_of_saving_is_seen() {
    let preview = Preview::of("", SITE);
    let root = preview.root.path();
    let mut a = preview.open("/a/");
    let shows = |a: &mut Events, text: &str, context: &str| {
        assert_eq!(a.next().0, "reload", "{context}");
        assert!(preview.get("/a/").body.starts_with(text), "{context}");
    };
    write(root, "content/.a.html.swp", "not a source");
    write(root, "content/a.html~", "not a source");
    write(root, "content/a.tmp", "<p>renamed over");
    fs::rename(root.join("content/a.tmp"), root.join("content/a.html")).unwrap();
    shows(&mut a, "<p>renamed over", "a rename over the file");
    fs::remove_file(root.join("content/a.html")).unwrap();
    shows(&mut a, "<p>missing", "a deletion");
    fs::rename(root.join("content/b.html"), root.join("content/a.html")).unwrap();
    shows(&mut a, "<p>b", "a rename");
    fs::write(root.join("content/a.html"), "<p>written in place").unwrap();
    // Between the emptying of the file and its filling there may be a build.
    while !preview.get("/a/").body.starts_with("<p>written in place") {
        assert_eq!(a.next().0, "reload", "a file written in place");
    }
    let mut a = preview.open("/a/");
    fs::rename(root.join("content"), root.join("away")).unwrap();
    assert_eq!(a.next().0, "reload", "the folder is gone");
    fs::rename(root.join("away"), root.join("content")).unwrap();
    assert_eq!(a.next().0, "reload", "the folder is back");
    write(root, "content/a.html", "<p>in the folder that came back");
    assert_eq!(a.next().0, "reload", "a change in the folder that came back");

    let mut deep = preview.open("/new/folder/page/");
    write(root, "content/new/folder/page.html", "<p>deep");
    assert_eq!(deep.next().0, "reload", "a new folder");
    write(root, "content/new/folder/page.html", "<p>deeper");
    assert_eq!(deep.next().0, "reload", "a change in the new folder");
    preview.stop();
}

#[test]
fn open_pages_do_not_keep_the_server_from_stopping() {
    let preview = Preview::of("", SITE);
    let Events(mut stream) = preview.open("/a/");
    preview.stop();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    // The end of a chunked body: the stream was ended, not cut off.
    assert!(rest.ends_with("0\r\n\r\n"), "{rest:?}");
}

#[test]
fn a_page_that_cannot_be_rendered_harms_no_other() {
    let preview = Preview::of("", &[("content/a.html", "panic"), ("content/b.html", "<p>b")]);
    assert_eq!(preview.get("/a/").status, 500);
    assert_eq!(preview.get("/b/").status, 200);
    preview.stop();
}

#[test]
fn a_taken_port_is_an_error_if_it_was_asked_for() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = address::listen(&Options { port: Some(port), ..Options::default() }).unwrap_err();
    assert_eq!(error.to_string(), format!("port `{port}` is taken"));
    assert_eq!(error.help(), "name another with `--port`, or none for the next that is free");

    let first = address::listen(&Options::default()).unwrap().local_addr().unwrap().port();
    let _held = TcpListener::bind(("127.0.0.1", first));
    let next = address::listen(&Options::default()).unwrap().local_addr().unwrap().port();
    assert!((1414..1414 + 64).contains(&first) && next > first, "{first}, then {next}");

    let elsewhere = Options { host: "192.0.2.1".to_owned(), port: Some(0) };
    let error = address::listen(&elsewhere).unwrap_err();
    assert!(error.to_string().starts_with("`192.0.2.1` cannot be listened on: "), "{error}");
}
