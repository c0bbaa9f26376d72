//! `serve`: the running server, spoken to over its socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use super::bench::Bench;

/// How long an answer may take before the test has failed; none waits for it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server under way, ended with the value.
struct Server {
    child: Child,
    lines: Receiver<String>,
    authority: String,
    home: String,
}

/// What the server answered.
struct Answer {
    status: u16,
    body: String,
}

impl Server {
    /// Starts `serve` on a free port and waits until it says where.
    fn start(bench: &Bench, flags: &[&str]) -> Server {
        Server::of(bench.command(&[&["serve", "--port", "0"], flags].concat()))
    }

    /// Starts `command`, a preview, and waits until it says where.
    fn of(mut command: Command) -> Server {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut server = Server { child, lines, authority: String::new(), home: String::new() };
        let line = server.line_with("http://");
        let url = line.split_once("http://").unwrap().1.split_whitespace().next().unwrap();
        let (authority, path) = url.split_once('/').unwrap();
        (server.authority, server.home) = (authority.to_owned(), format!("/{path}"));
        server
    }

    /// The next line of standard error that holds `text`.
    fn line_with(&self, text: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no line with {text:?}"));
            if line.contains(text) {
                return line;
            }
        }
    }

    fn ask(&self, path: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(&self.authority).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.authority).unwrap();
        BufReader::new(stream)
    }

    fn get(&self, path: &str) -> Answer {
        let mut bytes = Vec::new();
        self.ask(path).read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), body: body.to_owned() }
    }

    /// The events of the page at `path` as it now is.
    fn events(&self, path: &str) -> Events {
        let page = self.get(path).body;
        let fingerprint = page.split_once("data-fingerprint=\"").unwrap().1.split('"').next().unwrap().to_owned();
        Events(self.ask(&format!("/_reportage/events?path={path}&fingerprint={fingerprint}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What one open page is told.
struct Events(BufReader<TcpStream>);

impl Events {
    /// Reads to the next event of this name, and gives its first line of data.
    fn wait_for(&mut self, name: &str) -> String {
        let (mut line, wanted) = (String::new(), format!("event: {name}"));
        while line.trim_end() != wanted {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "no event {name}");
        }
        line.clear();
        self.0.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

#[test]
fn a_saved_file_is_seen_at_once() {
    let bench = Bench::sound();
    let server = Server::start(&bench, &[]);
    let page = "/articles/2018/letter/";
    let canonical = format!("<link rel=\"canonical\" href=\"http://{}{page}\">", server.authority);
    assert!(server.get(page).body.contains(&canonical));
    assert!(server.get("/").body.contains("A letter"));
    assert_eq!(server.get("/nowhere/").status, 404);

    let mut events = server.events(page);
    events.wait_for("sound");
    let text = bench.read("content/articles/2018/letter.md");
    bench.write("content/articles/2018/letter.md", &text.replace("A letter", "A longer letter"));
    events.wait_for("reload");
    assert!(server.get(page).body.contains("A longer letter"));
    assert!(server.get("/").body.contains("A longer letter"));
    server.line_with("content/articles/2018/letter.md: made again in ");

    bench.write("content/articles/2018/letter.md", &text.replace("2018-06-25", "2018-06-31"));
    let problem = events.wait_for("problems");
    assert!(problem.contains("content/articles/2018/letter.md:3:7: error[bad-date]"), "{problem}");
    assert!(server.get(page).body.contains("A longer letter"), "the last good page stays");
    server.line_with("error[bad-date]");
    server.line_with("1 error in ");

    bench.write("content/articles/2018/letter.md", &text);
    events.wait_for("reload");
    assert!(!server.get(page).body.contains("A longer letter"));
}

#[test]
fn a_site_with_errors_is_served_until_it_is_sound() {
    let bench = Bench::new("-- content/articles/a.md --\n---\ntitle: A\ndate: 2018-13\n---\n");
    let server = Server::start(&bench, &[]);
    let answer = server.get("/");
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("content/articles/a.md:3:7: error[bad-date]"), "{}", answer.body);
    let mut events = server.events("/");
    events.wait_for("problems");
    bench.write("content/articles/a.md", "---\ntitle: A\ndate: 2018-12\n---\n");
    events.wait_for("sound");
    assert!(server.get("/").body.contains("articles/a/"));
}

#[test]
fn what_only_rendering_finds_is_found() {
    let bench = Bench::new(
        "-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\ntemplate: own.html\n---\n\
         -- templates/own.html --\n<body>{{ nothing.at.all }}</body>\n",
    );
    let server = Server::start(&bench, &[]);
    assert!(server.get("/articles/a/").body.contains("error[template-failed]"));
}

/// Two-letter words: many, and no two of them near enough to each other to be reported.
fn words() -> String {
    let letters = || 'a'..='z';
    let words: Vec<String> = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))).collect();
    words.join(", ")
}

#[test]
fn pages_of_a_large_site_are_rendered_when_asked_for() {
    let bench = Bench::sound();
    let words = words();
    let record = format!("---\ntitle: Many\ndate: 2018\ntags: [{words}]\npeople: [{words}]\ntemplate: own.html\n---\n");
    bench.write("content/articles/many.md", &record);
    bench.write("templates/own.html", "<body>{{ nothing.at.all }}</body>\n");
    let server = Server::start(&bench, &[]);
    assert_eq!(server.get("/").status, 200);
    server.events("/").wait_for("sound");
    assert!(server.get("/articles/many/").body.contains("error[template-failed]"));
    server.line_with("error[template-failed]");
    assert!(server.events("/").wait_for("problems").contains("error[template-failed]"));
    let mut events = server.events("/articles/many/");
    bench.write("templates/own.html", "<body>{{ record.title }}</body>\n");
    events.wait_for("reload");
    assert!(server.get("/articles/many/").body.contains("<body>Many"));
}

#[test]
fn what_was_wrong_before_is_not_told_again() {
    let bench = Bench::sound();
    bench.write("content/articles/undated.md", "---\ntitle: Undated\n---\n");
    let server = Server::start(&bench, &[]);
    let mut events = server.events("/articles/2018/letter/");
    events.wait_for("sound");
    let text = bench.read("content/articles/2018/letter.md");
    bench.write("content/articles/2018/letter.md", &text.replace("A letter", "B"));
    events.wait_for("reload");
    let next = server.lines.recv_timeout(PATIENCE).unwrap();
    assert!(next.contains("letter.md: made again in ") && next.ends_with("; 1 warning, as before"), "{next}");
}

/// A saved text waits for no index: the last one is shown, and says so, until the next is there.
#[test]
fn the_search_says_that_it_is_behind_and_catches_up() {
    let bench = Bench::sound();
    let server = Server::start(&bench, &[]);
    let contents = || server.get("/search/index.json").body;
    let before = contents();
    assert!(before.contains("\"behind\":false"), "{before}");
    let words = server.get("/search/words/0.bin").body;
    let mut events = server.events("/articles/2018/letter/");
    events.wait_for("sound");
    let text = bench.read("content/articles/2018/letter.md");
    bench.write("content/articles/2018/letter.md", &format!("{text}\nUnheardof.\n"));
    events.wait_for("reload");
    assert!(server.get("/articles/2018/letter/").body.contains("Unheardof"));
    assert_eq!(contents(), before.replace("\"behind\":false", "\"behind\":true"), "it is the last index");
    assert_eq!(server.get("/search/words/0.bin").body, words);
    let start = Instant::now();
    let after = loop {
        let contents = contents();
        if contents.contains("\"behind\":false") {
            break contents;
        }
        assert!(start.elapsed() < PATIENCE, "{contents}");
    };
    assert_ne!(after, before);
    assert!(server.get("/search/words/0.bin").body.contains("nheardof"), "{after}");
}

#[test]
fn drafts_are_shown_unless_refused() {
    let bench = Bench::sound();
    bench.write("content/articles/draft.md", "---\ntitle: Draft\ndate: 2018\ndraft: true\n---\n");
    for (flags, status) in [(&[][..], 200), (&["--no-drafts"], 404)] {
        assert_eq!(Server::start(&bench, flags).get("/articles/draft/").status, status, "{flags:?}");
    }
}

#[test]
fn the_site_stands_where_it_will_stand() {
    let bench = Bench::sound();
    bench.write("site.toml", "title = \"T\"\nbase_url = \"https://example.org/archive/\"\n");
    let server = Server::start(&bench, &[]);
    assert_eq!(server.home, "/archive/");
    let home = server.get("/archive/");
    assert!(home.body.contains(&format!("href=\"http://{}/archive/\"", server.authority)), "{}", home.body);
    assert_eq!(server.get("/tags/").status, 404);
    let overridden = Server::start(&bench, &["--base-url", "https://other.example/"]);
    assert_eq!(overridden.home, "/");
    assert!(overridden.get("/").body.contains("href=\"https://other.example/\""));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let bench = Bench::sound();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let says = format!("error: port `{port}` is taken");
    bench.run(&["serve", "--port", &port]).ended(1).says(&[&says, "help: name another with `--port`"]);
    bench.run(&["serve", "--host", "192.0.2.1", "--port", "0"]).ended(1).says(&["`192.0.2.1` cannot be listened on"]);
}

#[test]
fn the_desk_answers_what_an_editor_asks_and_follows_each_save() {
    let bench = Bench::sound();
    bench.write("site.toml", "title = \"A & B\"\nbase_url = \"https://example.org/archive/\"\n");
    bench.write("content/articles/draft.md", "---\ntitle: <Draft>\ndate: 2018\ndraft: true\ntags: [letters]\n---\n");
    bench.write("content/articles/later.md", "---\ntitle: Later\ndate: 2027\ntags: [letters]\n---\n");
    bench.write(
        "content/articles/lost.md",
        "---\ntitle: Lost\ndate: 2018\nurl: https://a.example/\ntags: [letters]\n---\n",
    );
    bench.write("content/organizations/alone.md", "---\nname: Alone\n---\n");
    let server = Server::start(&bench, &[]);
    let desk = server.get("/_reportage/desk");
    assert_eq!(desk.status, 200);
    for expected in [
        "<title>Desk: A &amp; B</title>",
        "<a href=\"/archive/articles/draft/\">&lt;Draft&gt;</a>",
        "<p dir=\"auto\">2018 · it is a draft</p>",
        "<p dir=\"auto\">2027 · its date has not come yet</p>",
        "<a href=\"#missing-copies\">Originals without a copy</a> <b>1</b>",
        "<code dir=\"ltr\">content/articles/lost.md</code>",
        "<code dir=\"ltr\">content/organizations/alone.md</code>",
        "<a href=\"#problems\">Problems</a> <b>0</b>",
    ] {
        assert!(desk.body.contains(expected), "{expected}\n{}", desk.body);
    }
    let mut events = server.events("/_reportage/desk");
    events.wait_for("sound");
    bench.write(
        "content/articles/lost.md",
        "---\ntitle: Lost\ndate: 2018\nurl: https://a.example/\narchived: https://copies.example/\ntags: [letters]\n---\n",
    );
    events.wait_for("reload");
    let desk = server.get("/_reportage/desk").body;
    assert!(desk.contains("<a href=\"#missing-copies\">Originals without a copy</a> <b>0</b>"), "{desk}");
    // What is wrong with the files stands above the answers of the last good site.
    bench.write("content/articles/broken.md", "---\ntitle: Broken\ndate: 2018-13\n---\n");
    server.line_with("1 error in ");
    let desk = server.get("/_reportage/desk").body;
    assert!(desk.contains("error[bad-date]") && desk.contains("content/articles/broken.md:3:7"), "{desk}");
    assert!(desk.contains("&lt;Draft&gt;"), "{desk}");
}

#[test]
fn a_site_without_a_page_has_a_desk() {
    let bench = Bench::new("-- content/articles/a.md --\n---\ntitle: A\ndate: 2018-13\n---\n");
    let server = Server::start(&bench, &[]);
    let desk = server.get("/_reportage/desk");
    assert!(desk.status == 200 && desk.body.contains("error[bad-date]"), "{}", desk.body);
}

#[test]
fn no_build_writes_the_desk() {
    let bench = Bench::sound();
    bench.run(&["build"]).fine();
    let mut folders = vec![bench.path("public")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            assert!(!name.contains("desk") && !name.contains("_reportage"), "{:?}", entry.path());
            match entry.file_type().unwrap().is_dir() {
                true => folders.push(entry.path()),
                false => {
                    let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap()).into_owned();
                    assert!(!text.contains("_reportage"), "{:?}", entry.path());
                }
            }
        }
    }
}

/// The browser is a script that notes what it is to open.
#[cfg(target_os = "linux")]
#[test]
fn desk_opens_the_desk() {
    use std::os::unix::fs::PermissionsExt;

    let bench = Bench::sound();
    bench.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" > opened\n");
    assert!(Command::new("mkfifo").arg(bench.path("opened")).status().unwrap().success());
    let (sender, opened) = mpsc::channel();
    let pipe = bench.path("opened");
    std::thread::spawn(move || sender.send(std::fs::read_to_string(pipe)));
    std::fs::set_permissions(bench.path("bin/xdg-open"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = bench.command(&["desk", "--port", "0"]);
    let path = format!("{}:{}", bench.path("bin").display(), std::env::var("PATH").unwrap_or_default());
    command.env("PATH", path).env_remove("BROWSER");
    let server = Server::of(command);
    let address = format!("http://{}/_reportage/desk", server.authority);
    server.line_with(&format!("The desk is at {address}"));
    assert_eq!(server.get("/_reportage/desk").status, 200);
    assert_eq!(opened.recv_timeout(PATIENCE).unwrap().unwrap().trim(), address);
}
