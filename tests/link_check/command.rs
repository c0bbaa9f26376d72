//! `reportage check --links`, run on a site whose links lead to a server of the test's own.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

use super::program::program;
use super::server::{Reply, Server};

/// 2026-11-23.
const TODAY: &str = "1795392000";
/// A day later.
const TOMORROW: &str = "1795478400";

fn answer(method: &str, path: &str, _: usize) -> Reply {
    match path {
        "/gone" => Reply::Head(410, String::new()),
        "/missing" => Reply::Head(404, String::new()),
        "/moved" => Reply::Head(301, "Location: /new-place\r\n".to_owned()),
        _ if path.starts_with("/available") => {
            let json = "{\"archived_snapshots\": {\"closest\": {\"available\": true, \"timestamp\": \"20180626100333\", \
                        \"url\": \"https://web.archive.org/web/20180626100333/x\", \"status\": \"200\"}}}";
            Reply::Text(200, String::new(), json.to_owned())
        }
        _ if method == "HEAD" => Reply::Head(200, String::new()),
        _ => Reply::Head(500, String::new()),
    }
}

struct Archive {
    folder: TempDir,
    server: Server,
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Archive {
    /// A record whose original is at `/gone`, and whose text leads to other pages.
    fn new() -> Archive {
        let archive = Archive { folder: tempfile::tempdir().unwrap(), server: Server::start(answer) };
        archive.write("site.toml", "title = \"T\"\nbase_url = \"https://example.org/archive/\"\n");
        let [gone, moved, missing] = ["/gone", "/moved", "/missing"].map(|path| archive.server.url(path));
        let text = format!(
            "---\ntitle: A\ndate: 2018-06-25\nurl: {gone}\n---\n[Moved]({moved}), [missing]({missing}), \
             [our own](https://example.org/x) and <{}>.\n",
            archive.server.url("/fine")
        );
        archive.write("content/articles/a.md", &text);
        archive
    }

    fn write(&self, path: &str, text: &str) {
        let location = self.folder.path().join(path);
        fs::create_dir_all(location.parent().unwrap()).unwrap();
        fs::write(location, text).unwrap();
    }

    fn ledger(&self) -> String {
        fs::read_to_string(self.folder.path().join("links.toml")).unwrap_or_default().replace(&self.origin(), "")
    }

    fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.port)
    }

    fn run(&self, day: &str, flags: &[&str]) -> Ran {
        let mut command = Command::new(program());
        command
            .current_dir(self.folder.path())
            .args(["check", "--links", "--delay", "0", "--timeout", "5"])
            .args(flags);
        // A proxy of the machine has no business with a server of the test's own.
        for proxy in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env_remove(proxy);
        }
        let ran = command.env("SOURCE_DATE_EPOCH", day).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&self.origin(), "");
        Ran { code: ran.status.code().unwrap(), out: text(ran.stdout), err: text(ran.stderr) }
    }

    fn asked(&self) -> usize {
        self.server.diary.requests().len()
    }
}

#[test]
fn the_ledger_is_written_and_what_is_fresh_is_not_asked_again() {
    let archive = Archive::new();
    let first = archive.run(TODAY, &[]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(
        first.out,
        "new  dead    /gone     410\nnew  moved   /moved    → /new-place\nnew  unsure  /missing  404\n"
    );
    assert!(first.err.contains("4 addresses asked, 4 known: 1 live, 1 unsure, 1 moved, 1 dead"), "{}", first.err);
    assert_eq!(
        archive.ledger().split_once("\n\n").unwrap().1,
        "[\"/fine\"]\nstatus = \"live\"\nchecked = 2026-11-23\nanswer = 200\n\n\
         [\"/gone\"]\nstatus = \"dead\"\nchecked = 2026-11-23\nanswer = 410\nsince = 2026-11-23\n\n\
         [\"/missing\"]\nstatus = \"unsure\"\nchecked = 2026-11-23\nanswer = 404\nsince = 2026-11-23\n\n\
         [\"/moved\"]\nstatus = \"moved\"\nchecked = 2026-11-23\nanswer = 200\nmoved_to = \"/new-place\"\n"
    );
    assert_eq!(
        archive.server.diary.agents(),
        [format!("Reportage/{} (link check; +https://example.org/archive/)", env!("CARGO_PKG_VERSION"))]
    );
    let asked = archive.asked();
    let again = archive.run(TODAY, &[]);
    assert_eq!((again.code, &*again.out, archive.asked()), (0, "", asked));
    let tomorrow = archive.run(TOMORROW, &["--strict"]);
    assert_eq!((tomorrow.code, &*tomorrow.out), (1, "unsure  dead  /missing  404\n"), "{}", tomorrow.err);
    assert!(archive.ledger().contains("checked = 2026-11-24\nanswer = 404\nsince = 2026-11-23\n"));
}

#[test]
fn a_dry_run_asks_and_writes_nothing() {
    let archive = Archive::new();
    let ran = archive.run(TODAY, &["--dry-run", "--limit", "3"]);
    assert_eq!((ran.code, &*ran.out), (0, "/fine\n/gone\n/missing\n"), "{}", ran.err);
    assert_eq!((archive.asked(), archive.ledger()), (0, String::new()));
}

#[test]
fn what_a_person_wrote_stays_and_what_nobody_names_goes() {
    let archive = Archive::new();
    let entry = |url: &str, more: &str| format!("[\"{url}\"]\nstatus = \"live\"\nchecked = 2026-01-01\n{more}\n");
    let gone = entry(&archive.server.url("/gone"), "note = \"write to the desk\"\nmood = 1");
    let ledger = format!("{gone}{}{}", entry("https://old.org/", ""), entry("https://noted.org/", "note = \"why\""));
    archive.write("links.toml", &ledger);
    archive.run(TODAY, &[]);
    let ledger = archive.ledger();
    assert!(ledger.contains("since = 2026-11-23\nnote = \"write to the desk\"\nmood = 1\n"), "{ledger}");
    assert!(!ledger.contains("old.org") && ledger.contains("[\"https://noted.org/\"]"), "{ledger}");
}

#[test]
fn copies_are_proposed_and_no_record_is_touched() {
    let archive = Archive::new();
    let record = fs::read_to_string(archive.folder.path().join("content/articles/a.md")).unwrap();
    let service = format!("--memento={}", archive.server.url("/available"));
    let ran = archive.run(TODAY, &[&service]);
    let copy = "https://web.archive.org/web/20180626100333/x";
    let lines = format!("content/articles/a.md\n  archived: [{{url: \"{copy}\", date: 2018-06-26}}]\n");
    assert!(ran.out.ends_with(&lines), "{}", ran.out);
    assert!(archive.ledger().contains(&format!("copies = [\n  {{ url = \"{copy}\", date = 2018-06-26 }},\n]\n")));
    assert_eq!(fs::read_to_string(archive.folder.path().join("content/articles/a.md")).unwrap(), record);
    let asked = archive.asked();
    archive.run(TODAY, &[&service]);
    assert_eq!(archive.asked(), asked, "a copy that is known is not looked for again");
}

#[test]
fn a_ledger_that_cannot_be_read_is_not_written_over() {
    let archive = Archive::new();
    archive.write("links.toml", "[\"https://a.org/\"]\nstatus = \"live\"\n<<<<<<<\n");
    let ran = archive.run(TODAY, &[]);
    assert_eq!((ran.code, archive.asked()), (1, 0));
    assert!(ran.err.contains("error[bad-link-ledger]"), "{}", ran.err);
    assert!(archive.ledger().ends_with("<<<<<<<\n"));
}

#[test]
fn a_machine_without_a_network_writes_nothing() {
    let archive = Archive::new();
    archive.write(
        "content/articles/a.md",
        "---\ntitle: A\ndate: 2018\n---\n<http://a.invalid/> <http://b.invalid/> <http://c.invalid/>\n",
    );
    let ran = archive.run(TODAY, &[]);
    assert_eq!((ran.code, archive.ledger()), (1, String::new()), "{}", ran.err);
    assert!(ran.err.contains("no host answers"), "{}", ran.err);
}

#[test]
fn flags_that_make_no_sense_are_refused() {
    let archive = Archive::new();
    for (flags, expected) in [
        (&["--since", "soon"] as &[&str], "write a number of days or weeks"),
        (&["--retry", "11"], "11 is not in 0..=10"),
        (&["--memento=archive"], "`archive` is not the address of a service"),
    ] {
        let ran = archive.run(TODAY, flags);
        assert_eq!(ran.code, 2, "{flags:?}");
        assert!(ran.err.contains(expected), "{flags:?}: {}", ran.err);
    }
}
