//! A server that answers as badly as the web does, and writes down what it is asked.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use reportage::check::Pace;

/// What happened, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// A request: host, and method and path.
    Asked(String, String),
    /// A pause before a host is asked again.
    Paused(String, Duration),
}

/// How a path is answered.
#[derive(Clone, Debug)]
pub(super) enum Reply {
    /// A status and headers, each with a line end.
    Head(u16, String),
    /// The same with a body.
    Text(u16, String, String),
    /// Nothing, until the other side has enough.
    Hang,
    /// The connection is closed before a word.
    Close,
    /// More than anybody wants to read.
    Huge,
    /// Words of no protocol.
    Noise,
}

/// Method, path and how often the path was asked for, from 0.
type Answer = fn(&str, &str, usize) -> Reply;

/// A server on 127.0.0.1.
pub(super) struct Server {
    pub(super) port: u16,
    pub(super) diary: Arc<Diary>,
}

/// What the server and the pace of a test write down.
#[derive(Default)]
pub(super) struct Diary {
    events: Mutex<Vec<Event>>,
    /// How many requests each host has open, and how many it had at most.
    open: Mutex<BTreeMap<String, (usize, usize)>>,
    counts: Mutex<BTreeMap<String, usize>>,
    agents: Mutex<Vec<String>>,
    /// Bytes of huge bodies that could be written.
    pub(super) written: AtomicU64,
    stop_after: Mutex<Option<usize>>,
}

/// A pace that waits for nobody and writes down for how long it would have.
pub(super) struct Recorder(pub(super) Arc<Diary>);

impl Pace for Recorder {
    fn pause(&self, host: &str, length: Duration) {
        self.0.note(Event::Paused(host.to_owned(), length));
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn is_stopped(&self) -> bool {
        let most = *self.0.stop_after.lock().unwrap();
        most.is_some_and(|most| self.0.requests().len() >= most)
    }
}

impl Diary {
    fn note(&self, event: Event) {
        self.events.lock().unwrap().push(event);
    }

    pub(super) fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap().clone()
    }

    /// Methods and paths of all requests, in order.
    pub(super) fn requests(&self) -> Vec<String> {
        let asked = |event| match event {
            Event::Asked(_, what) => Some(what),
            Event::Paused(..) => None,
        };
        self.events().into_iter().filter_map(asked).collect()
    }

    /// The most requests that each host had at the same time.
    pub(super) fn most_open(&self) -> BTreeMap<String, usize> {
        self.open.lock().unwrap().iter().map(|(host, (_, most))| (host.clone(), *most)).collect()
    }

    /// Who asked, each once.
    pub(super) fn agents(&self) -> Vec<String> {
        let mut agents = self.agents.lock().unwrap().clone();
        agents.sort();
        agents.dedup();
        agents
    }

    /// The run is stopped when so many requests have been made.
    pub(super) fn stop_after(&self, requests: usize) {
        *self.stop_after.lock().unwrap() = Some(requests);
    }
}

impl Server {
    /// Begins to answer; the threads end with the test.
    pub(super) fn start(answer: Answer) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let diary = Arc::new(Diary::default());
        let shared = diary.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let diary = shared.clone();
                std::thread::spawn(move || while serve(&stream, answer, port, &diary) {});
            }
        });
        Server { port, diary }
    }

    /// The address of `path`; `//host/path` is one of another name of this machine.
    pub(super) fn url(&self, path: &str) -> String {
        match path.strip_prefix("//").and_then(|rest| rest.split_once('/')) {
            Some((host, path)) => format!("http://{host}:{}/{path}", self.port),
            None => format!("http://127.0.0.1:{}{path}", self.port),
        }
    }
}

/// Answers one request; whether there may be another on the connection.
fn serve(mut stream: &TcpStream, answer: Answer, port: u16, diary: &Diary) -> bool {
    let Some(head) = read_head(stream) else {
        // Who speaks TLS gets an answer that is none.
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        return false;
    };
    let line = head.lines().next().unwrap_or_default();
    let (method, path) = line.trim_end_matches(" HTTP/1.1").split_once(' ').unwrap_or(("", ""));
    let header = |name: &str| {
        let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(name));
        line.and_then(|line| line.split_once(": ")).map(|(_, value)| value.to_owned()).unwrap_or_default()
    };
    let host = header("host:").split(':').next().unwrap_or_default().to_owned();
    diary.note(Event::Asked(host.clone(), format!("{method} {path}")));
    diary.agents.lock().unwrap().push(header("user-agent:"));
    {
        let mut open = diary.open.lock().unwrap();
        let (now, most) = open.entry(host.clone()).or_default();
        *now += 1;
        *most = (*most).max(*now);
    }
    let count = {
        let mut counts = diary.counts.lock().unwrap();
        let count = counts.entry(path.to_owned()).or_default();
        *count += 1;
        *count - 1
    };
    let reply = answer(method, path, count);
    let wanted = header("accept-datetime:");
    // The request is over when the answer begins, so that whoever has it may ask again.
    diary.open.lock().unwrap().entry(host).or_default().0 -= 1;
    let filled = |text: &str| text.replace("{port}", &port.to_string()).replace("{wanted}", &wanted);
    match reply {
        Reply::Head(status, headers) => {
            let length = if method == "HEAD" { "" } else { "Content-Length: 0\r\n" };
            stream.write_all(filled(&format!("HTTP/1.1 {status} X\r\n{headers}{length}\r\n")).as_bytes()).is_ok()
        }
        Reply::Text(status, headers, text) => {
            let text = filled(&text);
            let head = filled(&format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\n\r\n", text.len()));
            stream.write_all(format!("{head}{text}").as_bytes()).is_ok()
        }
        Reply::Hang => stream.read(&mut [0; 16]).is_ok_and(|length| length > 0),
        Reply::Close => false,
        Reply::Noise => stream.write_all(b"no protocol at all\r\n\r\n").is_err(),
        Reply::Huge => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4000000000\r\n\r\n");
            while let Ok(length) = stream.write(&[b'x'; 65_536]) {
                if diary.written.fetch_add(length as u64, Ordering::Relaxed) > 1_000_000_000 {
                    break;
                }
            }
            false
        }
    }
}

/// A request's head; nothing for what is no HTTP.
fn read_head(mut stream: &TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
        if !head[0].is_ascii_alphabetic() {
            return None;
        }
    }
    String::from_utf8(head).ok()
}
