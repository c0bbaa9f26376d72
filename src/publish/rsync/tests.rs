use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;

use super::*;
use crate::publish::test_bench::{settings, site, surroundings};

/// Two folders: the one that is built, and one on "another machine", reached by a shell that goes no further than this.
struct Bench {
    folder: TempDir,
}

impl Bench {
    /// Nothing where there is no rsync: `tests/run` installs it.
    fn new() -> Option<Bench> {
        let is_there = Command::new("rsync").arg("--version").output().is_ok();
        assert!(is_there || std::env::var_os("CI").is_none(), "there is no rsync");
        let folder = TempDir::new().expect("a folder");
        let shell = folder.path().join("shell");
        fs::write(&shell, "#!/bin/sh\n[ \"$1\" = -l ] && shift 2\nshift\nexec sh -c \"$*\"\n").expect("written");
        fs::set_permissions(&shell, fs::Permissions::from_mode(0o755)).expect("set");
        is_there.then_some(Bench { folder })
    }

    fn there(&self) -> PathBuf {
        self.folder.path().join("there")
    }

    fn target(&self) -> Box<dyn Target> {
        let mut surroundings = surroundings(&self.folder.path().join("state"), "https://example.org/");
        let shell = self.folder.path().join("shell");
        surroundings.environment.push(("RSYNC_RSH".to_owned(), shell.display().to_string()));
        let to = format!("ssh://somebody@elsewhere.example{}", self.there().display());
        Rsync.open(&settings(&to), &surroundings).map_err(|error| error.to_string()).expect("a target")
    }

    fn site(&self, files: &[(&str, &str)]) -> LocalSite {
        site(&self.folder.path().join("public"), files)
    }

    fn deploy(&self, site: &LocalSite) -> Vec<String> {
        let target = self.target();
        let planned = target.plan(site).map_err(|error| error.to_string()).expect("a plan");
        let ticks = AtomicUsize::new(0);
        let tick = || {
            ticks.fetch_add(1, Ordering::Relaxed);
        };
        planned.carry_out(&tick).map_err(|error| error.to_string()).expect("carried out");
        assert_eq!(ticks.into_inner(), planned.changes().len(), "each change is told once");
        planned
            .changes()
            .iter()
            .map(|change| format!("{} {} {}", change.kind.sign(), change.path, change.bytes))
            .collect()
    }
}

#[test]
fn only_what_differs_is_sent_and_what_is_gone_is_deleted() {
    let Some(bench) = Bench::new() else { return };
    let first = bench.site(&[("index.html", "home"), ("a b/ü.html", "1"), ("old/index.html", "1")]);
    assert_eq!(bench.deploy(&first), ["+ a b/ü.html 1", "+ index.html 4", "+ old/index.html 1"]);
    assert_eq!(bench.deploy(&first), [""; 0]);
    // Of the same length, and as old: only its bytes are others.
    let second = bench.site(&[("index.html", "HOME"), ("a b/ü.html", "1"), ("new/index.html", "1")]);
    assert_eq!(bench.deploy(&second), ["+ new/index.html 1", "~ index.html 4", "- old/index.html 0"]);
    assert_eq!(fs::read_to_string(bench.there().join("index.html")).expect("there"), "HOME");
    assert!(!bench.there().join("old").exists());
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&bench.there().join("new")), mode(&bench.there().join("index.html"))), (0o755, 0o644));
}

#[test]
fn what_another_hand_changed_there_is_found_and_put_right() {
    let Some(bench) = Bench::new() else { return };
    let site = bench.site(&[("index.html", "home"), ("a.html", "1")]);
    bench.deploy(&site);
    fs::write(bench.there().join("a.html"), "2").expect("written");
    fs::write(bench.there().join("b.html"), "2").expect("written");
    let verified = bench.target().verify(&site, Sample::All).expect("read");
    let differing = [("a.html", "has other bytes"), ("b.html", "is no part of the site")];
    assert_eq!(verified.differing, differing.map(|(path, what)| (path.to_owned(), what.to_owned())));
    assert_eq!(bench.deploy(&site), ["~ a.html 1", "- b.html 0"]);
    assert_eq!(bench.target().verify(&site, Sample::All).expect("read").differing, []);
}

#[test]
fn a_folder_that_is_not_there_is_named_and_nothing_is_made() {
    let Some(bench) = Bench::new() else { return };
    let site = bench.site(&[("index.html", "home")]);
    let mut surroundings = surroundings(&bench.folder.path().join("state"), "https://example.org/");
    let shell = bench.folder.path().join("shell");
    surroundings.environment.push(("RSYNC_RSH".to_owned(), shell.display().to_string()));
    let to = format!("ssh://elsewhere.example{}/no/such/folder", bench.folder.path().display());
    let target = Rsync.open(&settings(&to), &surroundings).map_err(|error| error.to_string()).expect("a target");
    let error = target.plan(&site).and_then(|planned| planned.carry_out(&|| ())).expect_err("it is not there");
    assert_eq!(error.fault, Fault::MissingBucket, "{error}");
    assert!(!bench.folder.path().join("no").exists());
}

#[test]
fn addresses_that_are_none_are_refused() {
    let folder = TempDir::new().expect("a folder");
    for (to, expected) in [
        ("ssh://deploy@example.org:2222/srv/www/", None),
        ("ssh://example.org/", Some("the address names no folder: the whole machine would be the site")),
        ("ssh:///srv/www", Some("the address names no host")),
        ("ssh://-oProxyCommand=x/srv", Some("the address names no host")),
        ("ssh://-x@example.org/srv", Some("no user has such a name")),
    ] {
        let error = Rsync.open(&settings(to), &surroundings(folder.path(), "https://example.org/")).err();
        assert_eq!(error.as_ref().map(ToString::to_string).as_deref(), expected, "{to}");
    }
}

#[test]
fn what_rsync_complains_of_is_told_in_our_words() {
    let remote = Remote { place: "/srv on host".to_owned(), destination: String::new(), shell: String::new() };
    for (code, stderr, expected) in [
        (255, "user@s3cr3t: Permission denied (publickey,password).", Fault::Refused),
        (255, "Host key verification failed.", Fault::Refused),
        (255, "ssh: connect to host s3cr3t port 22: Connection refused", Fault::Unreachable),
        (127, "bash: rsync: command not found", Fault::Failed),
        (23, "rsync: [receiver] mkstemp \"/srv/.a\" failed: Permission denied (13)", Fault::Refused),
        (11, "rsync: mkdir \"/srv/a\" failed: No such file or directory (2)", Fault::MissingBucket),
        (12, "s3cr3t", Fault::Failed),
    ] {
        let error = remote.refusal(Some(code), stderr);
        assert_eq!(error.fault, expected, "{stderr}");
        assert!(!format!("{error:?}").contains("s3cr3t"), "{error:?}");
    }
}
