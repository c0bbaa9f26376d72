//! Addresses asked over the network: a server of the test's own answers as the web does.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::date;
use reportage::check::{Asker, End, Manner, Memento, SharedPace, Visit, find, visit_all};
use reportage::link_ledger::Fault;
use reportage::names::web_address::WebAddress;

#[path = "link_check/command.rs"]
mod command;
#[path = "support/program.rs"]
mod program;
#[path = "link_check/server.rs"]
mod server;

use server::{Event, Recorder, Reply, Server};

const DELAY: Duration = Duration::from_secs(5);

fn manner() -> Manner {
    Manner {
        agent: "Reportage/test (+https://example.org/)".to_owned(),
        timeout: Duration::from_millis(500),
        delay: DELAY,
        retries: 2,
        uses_proxy: false,
    }
}

fn head(status: u16, headers: &str) -> Reply {
    Reply::Head(status, headers.to_owned())
}

fn to(status: u16, location: &str) -> Reply {
    head(status, &format!("Location: {location}\r\n"))
}

/// How the server of these tests answers.
fn answer(method: &str, path: &str, count: usize) -> Reply {
    let is_head = method == "HEAD";
    match path {
        "/fine" | "/" | "/end" | "/new/" => head(200, ""),
        "/gone" => head(410, ""),
        "/missing" => head(404, ""),
        "/closed" => head(403, ""),
        "/for-good" => to(301, "/hop"),
        "/hop" => to(308, "http://localhost:{port}/end"),
        "/for-now" => to(302, "/end"),
        "/mixed" => to(301, "/for-now"),
        "/round" => to(302, "/and-round"),
        "/and-round" => to(302, "/round"),
        "/itself" => to(301, "/itself"),
        "/nowhere" => to(301, "mailto:desk@example.org"),
        "/home" => to(302, "/"),
        "/new" => to(301, "/new/"),
        "/no-head" if is_head => head(405, ""),
        "/no-head" => head(200, ""),
        "/false-head" if is_head => head(404, ""),
        "/false-head" => head(200, ""),
        "/no-head-at-all" if is_head => Reply::Close,
        "/no-head-at-all" => head(200, ""),
        "/stumbles" if count < 2 => head(500, ""),
        "/stumbles" => head(200, ""),
        "/broken" => head(500, ""),
        "/busy" if count == 0 => head(429, "Retry-After: 7\r\n"),
        "/busy" => head(200, ""),
        "/busy-until" if count == 0 => {
            head(503, "Date: Sun, 06 Nov 1994 12:00:00 GMT\r\nRetry-After: Sun, 06 Nov 1994 12:00:30 GMT\r\n")
        }
        "/busy-until" => head(200, ""),
        "/always-busy" => head(429, ""),
        "/leave-me" => head(429, "Retry-After: 3600\r\n"),
        "/huge" if is_head => head(405, ""),
        "/huge" => Reply::Huge,
        "/noise" => Reply::Noise,
        "/closes" => Reply::Close,
        _ if path.starts_with("/hang") => Reply::Hang,
        _ => match path.strip_prefix("/chain/").and_then(|left| left.parse::<usize>().ok()) {
            Some(0) => head(200, ""),
            Some(left) => to(302, &format!("/chain/{}", left - 1)),
            None => head(200, ""),
        },
    }
}

/// Asks `paths` of a new server, and gives how each ended.
fn ask(server: &Server, paths: &[&str]) -> BTreeMap<String, End> {
    let address = |path: &&str| WebAddress::parse(&server.url(path)).unwrap();
    ask_addresses(server, paths.iter().map(address).collect())
}

fn ask_addresses(server: &Server, addresses: Vec<WebAddress>) -> BTreeMap<String, End> {
    let pace: SharedPace = Arc::new(Recorder(server.diary.clone()));
    let origin = format!("http://127.0.0.1:{}", server.port);
    let named = |Visit { address, end }: Visit| (address.as_str().replace(&origin, ""), end);
    visit_all(addresses, &manner(), &pace).into_iter().map(named).collect()
}

/// One address by itself.
fn ask_one(path: &str) -> (End, Server) {
    let server = Server::start(answer);
    let end = ask(&server, &[path]).remove(path).unwrap();
    (end, server)
}

#[test]
#[rustfmt::skip]
fn what_the_server_does_is_what_is_told() {
    for (path, expected) in [
        ("/fine",           "200 /fine"),
        ("/gone",           "410 /gone"),
        ("/missing",        "404 /missing"),
        ("/closed",         "403 /closed"),
        ("/for-good",       "200 //localhost/end for good"),
        ("/for-now",        "200 /end"),
        ("/mixed",          "200 /end"),
        ("/new",            "200 /new/ for good"),
        ("/home",           "200 /"),
        ("/chain/10",       "200 /chain/0"),
        ("/chain/11",       "too-many-redirects"),
        ("/round",          "redirect-loop"),
        ("/itself",         "redirect-loop"),
        ("/nowhere",        "bad-answer"),
        ("/no-head",        "200 /no-head"),
        ("/false-head",     "200 /false-head"),
        ("/no-head-at-all", "200 /no-head-at-all"),
        ("/stumbles",       "200 /stumbles"),
        ("/broken",         "500 /broken"),
        ("/busy",           "200 /busy"),
        ("/busy-until",     "200 /busy-until"),
        ("/always-busy",    "429 /always-busy"),
        ("/leave-me",       "429 /leave-me"),
        ("/huge",           "200 /huge"),
        ("/noise",          "bad-answer"),
        ("/closes",         "reset"),
        ("/hang",           "timeout"),
    ] {
        let start = Instant::now();
        let (end, server) = ask_one(path);
        let local = |url: &WebAddress| {
            let port = format!(":{}", server.port);
            url.as_str().replace(&format!("http://127.0.0.1{port}"), "").replace(&port, "").replace("http:", "")
        };
        let told = match &end {
            End::Answer { status, landed, for_good } => {
                let is_redirected = local(landed) != path;
                format!("{status} {}{}", local(landed), if *for_good && is_redirected { " for good" } else { "" })
            }
            End::Fault(fault) => fault.word().to_owned(),
            End::PutOff => "put off".to_owned(),
        };
        assert_eq!(told, expected, "{path}: {:#?}", server.diary.events());
        assert!(start.elapsed() < Duration::from_secs(10), "{path} took {:?}", start.elapsed());
        assert_eq!(server.diary.agents(), [manner().agent], "{path}");
    }
}

#[test]
fn a_server_that_speaks_no_tls_is_out_of_reach() {
    let server = Server::start(answer);
    let address = WebAddress::parse(&format!("https://127.0.0.1:{}/", server.port)).unwrap();
    let ends = ask_addresses(&server, vec![address]);
    assert_eq!(ends.into_values().collect::<Vec<_>>(), [End::Fault(Fault::Tls)]);
}

#[test]
fn a_name_that_does_not_resolve_is_asked_for_once() {
    let server = Server::start(answer);
    let addresses = (0..50).map(|page| WebAddress::parse(&format!("http://nowhere.invalid/{page}")).unwrap());
    let ends = ask_addresses(&server, addresses.collect());
    assert!(ends.values().all(|end| *end == End::Fault(Fault::Dns)), "{ends:?}");
    assert_eq!(server.diary.events(), [], "nobody waits between questions that are not asked");
}

#[test]
fn a_port_that_nobody_listens_at_refuses() {
    let server = Server::start(answer);
    // A port that was free a moment ago, and that nobody has taken since.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let ends = ask_addresses(&server, vec![WebAddress::parse(&format!("http://127.0.0.1:{port}/")).unwrap()]);
    assert_eq!(ends.into_values().collect::<Vec<_>>(), [End::Fault(Fault::Refused)]);
}

#[test]
#[rustfmt::skip]
fn no_more_is_asked_than_must_be() {
    for (path, expected) in [
        ("/fine",        "HEAD"),
        ("/gone",        "HEAD GET"),
        ("/no-head",     "HEAD GET"),
        ("/stumbles",    "HEAD GET 5 HEAD"),
        ("/broken",      "HEAD GET 5 HEAD GET 10 HEAD GET"),
        ("/busy",        "HEAD 7 HEAD"),
        ("/busy-until",  "HEAD 30 HEAD"),
        ("/always-busy", "HEAD 5 HEAD 10 HEAD"),
        ("/leave-me",    "HEAD"),
        ("/hang",        "HEAD 5 HEAD 10 HEAD"),
    ] {
        let (_, server) = ask_one(path);
        let mut told = Vec::new();
        let mut is_first = true;
        for event in server.diary.events() {
            match event {
                Event::Asked(_, what) => told.push(what.split(' ').next().unwrap().to_owned()),
                Event::Paused(_, length) => told.push(length.as_secs().to_string()),
            }
        }
        // Before each request but the first stands the usual pause, or a longer one where the host was too busy.
        let requests = told.iter().filter(|word| word.parse::<u64>().is_err()).count();
        let mut shown = Vec::new();
        for (place, word) in told.iter().enumerate() {
            let is_usual = told.get(place + 1).is_some_and(|next| next.parse::<u64>().is_err());
            if word.parse::<u64>().is_ok() && is_usual && !is_first {
                assert!(word.parse::<u64>().unwrap() >= DELAY.as_secs(), "{path}: {told:?}");
                continue;
            }
            is_first = false;
            shown.push(word.as_str());
        }
        assert_eq!(shown.join(" "), expected, "{path}: {told:?}");
        assert!(requests <= 6, "{path}");
    }
}

/// Two hosts are asked side by side, each by one; also where the addresses of both redirect to one of them.
#[test]
fn a_host_has_one_request_at_a_time_and_is_left_alone_in_between() {
    let server = Server::start(answer);
    let mut paths: Vec<String> = (0..20).map(|number| format!("/page/{number}")).collect();
    paths.extend((0..20).map(|number| format!("//localhost/page/{number}")));
    paths.extend(["/for-good".to_owned(), "//localhost/for-good".to_owned()]);
    let ends = ask(&server, &paths.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(ends.len(), paths.len());
    let most: Vec<(String, usize)> = server.diary.most_open().into_iter().collect();
    assert_eq!(most, [("127.0.0.1".to_owned(), 1), ("localhost".to_owned(), 1)]);
    for host in ["127.0.0.1", "localhost"] {
        let of_host = |event: &Event| matches!(event, Event::Asked(name, _) | Event::Paused(name, _) if name == host);
        let events: Vec<Event> = server.diary.events().into_iter().filter(of_host).collect();
        assert!(matches!(events[0], Event::Asked(..)), "nobody waits before the first");
        for pair in events.chunks(2).collect::<Vec<_>>().windows(2) {
            let [[Event::Asked(..), Event::Paused(_, length)], [Event::Asked(..), ..]] = pair else {
                panic!("{host}: {events:#?}")
            };
            assert_eq!(*length, DELAY);
        }
    }
}

#[test]
fn a_huge_body_is_not_read() {
    let (_, server) = ask_one("/huge");
    let written = server.diary.written.load(std::sync::atomic::Ordering::Relaxed);
    assert!(written < 16 * 1024 * 1024, "{written} bytes of the body were taken");
}

#[test]
fn a_host_that_wants_to_be_left_alone_is() {
    let server = Server::start(answer);
    let ends = ask(&server, &["/leave-me", "/fine", "/gone"]);
    assert_eq!((&ends["/fine"], &ends["/gone"]), (&End::PutOff, &End::PutOff));
    assert_eq!(server.diary.requests(), ["HEAD /leave-me"]);
}

#[test]
fn a_host_that_is_away_is_not_asked_for_every_address() {
    let server = Server::start(answer);
    let ends = ask(&server, &["/hang/1", "/hang/2", "/hang/3", "/hang/4", "/hang/5"]);
    let faults = ends.values().filter(|end| matches!(end, End::Fault(Fault::Timeout))).count();
    let put_off = ends.values().filter(|end| **end == End::PutOff).count();
    assert_eq!((faults, put_off), (3, 2), "{ends:?}");
}

#[test]
fn a_host_that_does_not_know_head_is_not_asked_so_again() {
    let server = Server::start(answer);
    ask(&server, &["/no-head", "/fine"]);
    assert_eq!(server.diary.requests(), ["HEAD /no-head", "GET /no-head", "GET /fine"]);
}

#[test]
fn a_busy_host_is_asked_more_seldom() {
    let server = Server::start(answer);
    ask(&server, &["/busy", "/fine"]);
    let last = server.diary.events().into_iter().rev().find(|event| matches!(event, Event::Paused(..)));
    assert_eq!(last, Some(Event::Paused("127.0.0.1".to_owned(), 2 * DELAY)));
}

#[test]
fn a_run_that_is_stopped_asks_nothing_more() {
    let server = Server::start(answer);
    server.diary.stop_after(2);
    let ends = ask(&server, &["/page/1", "/page/2", "/page/3", "/page/4"]);
    let put_off: Vec<&String> = ends.iter().filter(|(_, end)| **end == End::PutOff).map(|(path, _)| path).collect();
    assert_eq!(put_off, ["/page/3", "/page/4"]);
    assert_eq!(server.diary.requests().len(), 2);
}

/// Whoever is stopped while it waits does not ask at once what it was to ask later.
#[test]
fn a_run_that_is_stopped_in_a_pause_asks_nothing_more() {
    for path in ["/gone", "/broken", "/busy", "/for-now"] {
        let server = Server::start(answer);
        server.diary.stop_after(1);
        let end = ask(&server, &[path]).remove(path).unwrap();
        assert_eq!((end, server.diary.requests().len()), (End::PutOff, 1), "{path}");
    }
}

/// How services for copies answer.
fn copies(_: &str, path: &str, _: usize) -> Reply {
    let json = |text: &str| Reply::Text(200, String::new(), text.to_owned());
    let closest = |available: bool, status: &str| {
        format!(
            "{{\"archived_snapshots\": {{\"closest\": {{\"available\": {available}, \"status\": \"{status}\", \"timestamp\": \
             \"20180626100333\", \"url\": \"http://web.archive.org/web/20180626100333/https://a.org/\"}}}}}}"
        )
    };
    match path {
        "/available?url=https%3A%2F%2Fa.org%2F&timestamp=20180625" => json(&closest(true, "200")),
        "/available?url=https%3A%2F%2Ferror.org%2F&timestamp=20180625" => json(&closest(true, "404")),
        "/available?url=https%3A%2F%2Fno.org%2F&timestamp=20180625" => json("{\"archived_snapshots\": {}}"),
        "/available?url=https%3A%2F%2Fodd.org%2F&timestamp=20180625" => json("<html>"),
        "/gate/https://a.org/" => Reply::Head(
            302,
            "Location: https://archive.example/20180626100333/https://a.org/\r\nX-Wanted: {wanted}\r\n".to_owned(),
        ),
        "/gate/https://stays.org/" => Reply::Text(200, "Memento-Datetime: {wanted}\r\n".to_owned(), "x".to_owned()),
        "/gate/https://no.org/" => Reply::Head(404, String::new()),
        _ => Reply::Head(500, String::new()),
    }
}

#[test]
#[rustfmt::skip]
fn services_for_copies_are_understood() {
    let server = Server::start(copies);
    let stays = format!("http://127.0.0.1:{}/gate/https://stays.org/ 2018-06-25", server.port);
    for (endpoint, address, expected) in [
        ("/available", "https://a.org/",     Ok("https://web.archive.org/web/20180626100333/https://a.org/ 2018-06-26")),
        ("/available", "https://error.org/", Ok("")),
        ("/available", "https://no.org/",    Ok("")),
        ("/available", "https://odd.org/",   Err(Fault::BadAnswer)),
        ("/available", "https://down.org/",  Err(Fault::BadAnswer)),
        ("/gate/",     "https://a.org/",     Ok("https://archive.example/20180626100333/https://a.org/ 2018-06-26")),
        ("/gate/",     "https://stays.org/", Ok(&*stays)),
        ("/gate/",     "https://no.org/",    Ok("")),
        ("/gate/",     "https://down.org/",  Err(Fault::BadAnswer)),
    ] {
        let memento = Memento::at(&server.url(endpoint)).unwrap();
        let address = WebAddress::parse(address).unwrap();
        let copy = find(&Asker::new(&manner()), &memento, &address, Some(date(2018, 6, 25)));
        let copy = copy.map(|copy| copy.map_or(String::new(), |copy| format!("{} {}", copy.url, copy.date.unwrap())));
        assert_eq!(copy, expected.map(str::to_owned), "{endpoint} {address}");
    }
    assert_eq!(Memento::at("archive.org"), None);
}
