//! `verify`.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use reportage::compress::{Encoding, compress};

use super::bench::Bench;

fn bench() -> Bench {
    let bench = Bench::sound();
    bench.write("content/articles/moved.md", "---\ntitle: Moved\ndate: 2018\naliases: [/old/, /older/]\n---\nText.\n");
    bench.write(
        "site.toml",
        "title = \"T\"\nbase_url = \"https://example.org/archive/\"\noff = [\"search\", \"cards\"]\n",
    );
    bench.run(&["build"]).fine();
    bench
}

#[test]
fn a_folder_as_it_was_built_is_fine() {
    let bench = bench();
    bench.run(&["verify", "public"]).fine().says(&[" files compared: all as they were built"]);
    bench.run(&["verify", "public", "--sample", "5"]).fine().says(&["5 files compared"]);
    bench.run(&["verify", "content"]).ended(1).says(&["`content/build.json` cannot be read", "help: "]);
}

#[test]
fn each_file_that_is_not_is_named() {
    let bench = bench();
    fs::remove_file(bench.path("public/404.html")).unwrap();
    let home = bench.read("public/index.html");
    bench.write("public/index.html", &home.replacen('h', "H", 1));
    bench.write("public/robots.txt", "User-agent: *\n");
    bench.write("public/articles/added.html", "x");
    bench.write("public/.reportage-deploy/site.json", "what a deploy keeps beside the site");
    let expected = [
        "missing: 404.html\n",
        "changed: index.html: other bytes, and as many\n",
        "changed: robots.txt: 14 bytes in place of ",
        "unexpected: articles/added.html\n",
        "4 not as they were built",
    ];
    bench.run(&["verify", "public"]).ended(1).says(&expected);
    let found = bench.run(&["verify", "public", "--json"]).ended(1).json();
    let faults: Vec<&str> =
        found["findings"].as_array().unwrap().iter().map(|finding| finding["fault"].as_str().unwrap()).collect();
    assert_eq!(faults, ["missing", "unexpected", "changed", "changed"]);
}

/// How the server of a test answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Manner {
    /// Each file, and the page of a folder at the folder.
    Plain,
    /// `/x.html` leads to `/x`, former addresses lead on, and what is for the host is kept back.
    Pages,
    /// Everything is sent compressed, whatever was asked for.
    Gzip,
    /// A line is added to each page.
    Meddling,
    /// It closes the connection when it is asked for something the first time.
    Moody,
}

/// A server of `folder` below `/archive/`, until the test's process ends.
fn serve(folder: PathBuf, manner: Manner) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/archive/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let asked: Arc<Mutex<HashSet<String>>> = Arc::default();
        for stream in listener.incoming().flatten() {
            let (folder, asked) = (folder.clone(), asked.clone());
            std::thread::spawn(move || answer(stream, &folder, manner, &asked));
        }
    });
    address
}

fn answer(mut stream: TcpStream, folder: &Path, manner: Manner, asked: &Mutex<HashSet<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let Some(Ok(request)) = lines.next() else { return };
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = request.split(' ').nth(1).unwrap();
    let path = percent_encoding::percent_decode_str(path).decode_utf8().unwrap().into_owned();
    if manner == Manner::Moody && asked.lock().unwrap().insert(path.clone()) {
        return;
    }
    let mut send = |status: &str, headers: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
    };
    let inside = path.strip_prefix("/archive/").unwrap_or("nothing").to_owned();
    if manner == Manner::Pages {
        if inside == "old/" || inside == "older/" {
            return send("301 Moved", "Location: /archive/articles/moved/\r\n", b"");
        }
        if let Some(short) = path.strip_suffix(".html") {
            return send("308 Moved", &format!("Location: {short}\r\n"), b"");
        }
        if inside.starts_with('_') {
            return send("404 Not Found", "", b"");
        }
    }
    let candidates = [inside.clone(), format!("{inside}index.html"), format!("{inside}.html")];
    let Some(body) = candidates.iter().find_map(|path| fs::read(folder.join(path)).ok()) else {
        return send("404 Not Found", "", b"nothing");
    };
    match manner {
        Manner::Gzip => {
            let mut sent = Vec::new();
            compress(Encoding::Gzip, "", &mut &*body, &mut sent).unwrap();
            send("200 OK", "Content-Encoding: gzip\r\n", &sent);
        }
        Manner::Meddling if !inside.contains('.') => {
            let meddled = [&*body, b"<script src=\"//tracker\"></script>"].concat();
            send("200 OK", "", &meddled);
        }
        _ => send("200 OK", "", &body),
    }
}

#[test]
fn a_host_may_send_the_bytes_as_it_likes() {
    let bench = bench();
    for (manner, led_on) in
        [(Manner::Plain, false), (Manner::Pages, true), (Manner::Gzip, false), (Manner::Moody, false)]
    {
        let address = serve(bench.path("public"), manner);
        let ran = bench
            .run(&["verify", &address])
            .fine()
            .says(&["all as they were built", "2 left out, since the host keeps"]);
        assert_eq!(ran.err.contains("2 of them led on by the host"), led_on, "{manner:?}: {}", ran.err);
    }
}

#[test]
fn what_a_host_has_changed_is_named() {
    let bench = bench();
    let address = serve(bench.path("public"), Manner::Meddling);
    bench.run(&["verify", &address]).ended(1).says(&["changed: index.html: ", "changed: articles/moved/index.html: "]);
    let address = serve(bench.path("public"), Manner::Plain);
    fs::remove_file(bench.path("public/feed.xml")).unwrap();
    let found = bench.run(&["verify", &address, "--json"]).ended(1).json();
    assert_eq!(
        found["findings"],
        serde_json::json!([{"path": "feed.xml", "fault": "missing", "detail": "the host answers 404"}])
    );
    fs::remove_file(bench.path("public/build.json")).unwrap();
    bench.run(&["verify", &address]).ended(1).says(&["build.json` cannot be read: the host answers 404", "help: "]);
    bench.run(&["verify", "ftp://example.org/"]).ended(1).says(&["it is not an address of the web"]);
}

/// A page that leads on may do so to its own target alone.
#[test]
fn a_former_address_that_leads_elsewhere_is_found() {
    let bench = bench();
    let list = bench
        .read("public/build.json")
        .replace("\"leads_to\": \"/archive/articles/moved/\"", "\"leads_to\": \"/archive/elsewhere/\"");
    bench.write("public/build.json", &list);
    let address = serve(bench.path("public"), Manner::Pages);
    bench.run(&["verify", &address]).ended(1).says(&["changed: old/index.html: ", "changed: older/index.html: "]);
}
