//! The writer of the site, on a real disk: whose files it touches, and what is there when it is killed.

#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use reportage::diag::Diagnostic;
use reportage::fingerprint::{Fingerprint, Ingredients};
use reportage::names::output_path::OutputPath;
use reportage::write::{Lock, MARKER, Report, STATE_FOLDER, Step, Target, Way, WriteError};
use tempfile::TempDir;

#[path = "write/damage.rs"]
mod damage;
#[path = "write/kill.rs"]
mod kill;
#[path = "write/ownership.rs"]
mod ownership;
#[path = "write/places.rs"]
mod places;
#[path = "write/random.rs"]
mod random;

/// Path and text of each output of a site, in the order in which it is committed.
type Tree = [(&'static str, &'static str)];

/// A project folder on the disk.
struct Project {
    folder: TempDir,
    force: bool,
}

impl Project {
    fn new() -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap(), force: false };
        for folder in ["content/articles", "static"] {
            fs::create_dir_all(project.path(folder)).unwrap();
        }
        fs::write(project.path("site.toml"), "").unwrap();
        project
    }

    /// The only code that touches the writer's interface.
    fn build(&self, tree: &Tree, way: Way) -> Result<Report, WriteError> {
        build(self.folder.path(), tree, way, self.force, &mut |_| ())
    }

    fn update(&self, tree: &Tree) -> Report {
        self.build(tree, Way::Incremental).unwrap()
    }

    /// A build that must fail, as `code: message / help`, the project's folder as `ROOT`.
    fn refusal(&self, tree: &Tree) -> String {
        self.shown(&self.build(tree, Way::Incremental).unwrap_err().into())
    }

    fn shown(&self, problem: &Diagnostic) -> String {
        let help = problem.help.as_deref().unwrap_or("");
        let root = self.folder.path().canonicalize().unwrap().display().to_string();
        format!("{}: {} / {help}", problem.code.name, problem.message).replace(&root, "ROOT")
    }

    fn clean(&self) -> Result<Report, WriteError> {
        let lock = Lock::acquire(self.folder.path())?;
        Target::open(&lock, Path::new("public"), self.force)?.clean()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn output(&self, path: &str) -> PathBuf {
        self.path("public").join(path)
    }

    fn write_output(&self, path: &str, text: &str) {
        fs::create_dir_all(self.output(path).parent().unwrap()).unwrap();
        fs::write(self.output(path), text).unwrap();
    }

    /// The output folder without the marker.
    fn site(&self) -> BTreeMap<String, String> {
        let mut site = files(&self.path("public"));
        site.remove(MARKER);
        site
    }

    /// What lies in the project's folder.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn ledger(&self) -> Option<PathBuf> {
        let entries = fs::read_dir(self.path(STATE_FOLDER)).unwrap().map(|entry| entry.unwrap().path());
        entries.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "ledger"))
    }
}

fn build(root: &Path, tree: &Tree, way: Way, force: bool, before: &mut dyn FnMut(Step)) -> Result<Report, WriteError> {
    let lock = Lock::acquire(root)?;
    let build = Target::open(&lock, Path::new("public"), force)?.build(way)?;
    let outputs: Vec<_> = tree.iter().map(|(path, text)| (OutputPath::new(path).unwrap(), text)).collect();
    for (path, text) in &outputs {
        if !build.is_current(path, &made_from(text), &[]) {
            // What stands last, a list mostly, is written as large outputs are.
            match Some(path) == outputs.last().map(|(path, _)| path) {
                true => build.put_file(path, Some(&made_from(text)), &[], |file| fs::write(file, text))?,
                false => build.put(path, Some(&made_from(text)), &[], text.as_bytes())?,
            }
        }
    }
    build.commit_watched(outputs.iter().map(|(path, _)| path), before)
}

fn made_from(text: &str) -> Ingredients {
    Ingredients::new().with("its text", Fingerprint::of(text.as_bytes()))
}

/// Every file below `folder` as text; links as `-> target`.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap) {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if entry.path_is_symlink() {
            files.insert(path, format!("-> {}", fs::read_link(entry.path()).unwrap().display()));
        } else if entry.file_type().is_file() {
            files.insert(path, String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned());
        }
    }
    files
}

fn tree(tree: &Tree) -> BTreeMap<String, String> {
    tree.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

const OLD: &Tree = &[("a/index.html", "old a"), ("b/index.html", "old b"), ("index.html", "a, b")];
const NEW: &Tree = &[("a/index.html", "new a"), ("c/d/index.html", "new d"), ("index.html", "a, d")];

#[test]
fn a_first_build_writes_the_site_and_nothing_else() {
    let project = Project::new();
    let report = project.update(OLD);
    assert_eq!(report, Report { written: 3, unchanged: 0, deleted: 0, bytes: 14 });
    assert_eq!(project.site(), tree(OLD));
    assert_eq!(project.names(), [STATE_FOLDER, "content", "public", "site.toml", "static"]);
    assert_eq!(fs::read_to_string(project.path(".reportage/.gitignore")).unwrap(), "*\n");
}

#[test]
fn a_second_build_leaves_no_stale_page() {
    for way in [Way::Incremental, Way::Anew] {
        let project = Project::new();
        project.update(OLD);
        let report = project.build(NEW, way).unwrap();
        assert_eq!(report, Report { written: 3, unchanged: 0, deleted: 1, bytes: 14 }, "{way:?}");
        assert_eq!(project.site(), tree(NEW), "{way:?}");
        assert!(!project.output("b").exists(), "{way:?}");
        assert_eq!(project.names(), [STATE_FOLDER, "content", "public", "site.toml", "static"], "{way:?}");
    }
}

#[test]
fn two_ways_to_one_tree_give_the_same_bytes() {
    let by_update = Project::new();
    by_update.update(OLD);
    by_update.update(NEW);
    let fresh = Project::new();
    fresh.update(NEW);
    assert_eq!(files(&by_update.path("public")), files(&fresh.path("public")));
}

#[test]
fn an_unchanged_file_keeps_its_time() {
    let project = Project::new();
    project.update(OLD);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let touch = |path: &str| {
        let file = fs::File::options().write(true).open(project.output(path)).unwrap();
        file.set_modified(long_ago).unwrap();
    };
    let time = |path: &str| fs::metadata(project.output(path)).unwrap().modified().unwrap();
    for lost in [false, true] {
        touch("a/index.html");
        if lost {
            fs::remove_file(project.ledger().unwrap()).unwrap();
        }
        let report = project.update(OLD);
        assert_eq!(report, Report { written: 0, unchanged: 3, deleted: 0, bytes: 0 }, "ledger lost: {lost}");
        assert_eq!(time("a/index.html"), long_ago, "ledger lost: {lost}");
        assert!(project.ledger().is_some());
    }
    assert_eq!(project.update(&[("a/index.html", "old a"), ("index.html", "a")]).written, 1);
    assert_eq!(time("a/index.html"), long_ago);
}

#[test]
fn an_output_is_current_while_its_file_is_the_one_we_wrote() {
    let project = Project::new();
    let is_current = |path: &str, text: &str| {
        let lock = Lock::acquire(project.folder.path()).unwrap();
        let build = Target::open(&lock, Path::new("public"), false).unwrap().build(Way::Incremental).unwrap();
        build.is_current(&OutputPath::new(path).unwrap(), &made_from(text), &[])
    };
    assert!(!is_current("a/index.html", "old a"), "there is no site");
    project.update(OLD);
    assert!(is_current("a/index.html", "old a"));
    assert!(!is_current("a/index.html", "new a"), "made from something else");
    assert!(!is_current("c/index.html", "old a"), "never made");
    project.write_output("a/index.html", "0ld a");
    assert!(!is_current("a/index.html", "old a"), "changed by hand");
    project.write_output("a/index.html", "old a");
    assert!(is_current("a/index.html", "old a"), "changed back by hand");
    fs::remove_file(project.output("a/index.html")).unwrap();
    assert!(!is_current("a/index.html", "old a"), "deleted by hand");
    assert!(is_current("b/index.html", "old b"));
    let lock = Lock::acquire(project.folder.path()).unwrap();
    let build = Target::open(&lock, Path::new("public"), false).unwrap().build(Way::Anew).unwrap();
    assert!(!build.is_current(&OutputPath::new("b/index.html").unwrap(), &made_from("old b"), &[]), "built anew");
}

#[test]
fn what_was_changed_by_hand_is_made_again() {
    let project = Project::new();
    project.update(OLD);
    project.write_output("a/index.html", "by hand");
    fs::remove_file(project.output("index.html")).unwrap();
    let report = project.update(OLD);
    assert_eq!(report, Report { written: 2, unchanged: 1, deleted: 0, bytes: 9 });
    assert_eq!(project.site(), tree(OLD));
}

#[test]
fn a_moved_project_is_still_current() {
    let project = Project::new();
    project.update(OLD);
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = elsewhere.path().join("moved");
    fs::rename(project.folder.path(), &moved).unwrap();
    let report = build(&moved, OLD, Way::Incremental, false, &mut |_| ()).unwrap();
    assert_eq!(report, Report { written: 0, unchanged: 3, deleted: 0, bytes: 0 });
    fs::create_dir_all(project.folder.path()).unwrap();
}

#[test]
fn a_damaged_ledger_means_a_full_build_and_the_same_bytes() {
    let project = Project::new();
    project.update(OLD);
    let ledger = project.ledger().unwrap();
    let sound = fs::read(&ledger).unwrap();
    let mut flipped = sound.clone();
    flipped[40] ^= 4;
    for damaged in [&sound[..30], &flipped, b"", b"reportage-ledger 99\n"] {
        fs::write(&ledger, damaged).unwrap();
        assert_eq!(project.update(OLD).unchanged, 3);
        fs::write(&ledger, damaged).unwrap();
        assert_eq!(project.update(NEW), Report { written: 3, unchanged: 0, deleted: 1, bytes: 14 });
        assert_eq!(project.site(), tree(NEW));
        assert_eq!(project.update(OLD).deleted, 1);
        assert_eq!(fs::read(&ledger).unwrap().len(), sound.len());
    }
}

#[test]
fn a_file_takes_the_place_of_a_folder_and_the_other_way() {
    const FOLDER: &Tree = &[("x/y/index.html", "deep"), ("x/z.html", "z"), ("index.html", "home")];
    const FILE: &Tree = &[("x", "a file now"), ("index.html", "home")];
    let project = Project::new();
    for (tree_now, deleted) in [(FOLDER, 0), (FILE, 2), (FOLDER, 1)] {
        assert_eq!(project.update(tree_now).deleted, deleted);
        assert_eq!(project.site(), tree(tree_now));
    }
}

#[test]
fn one_and_eight_threads_write_the_same_tree() {
    let paths: Vec<OutputPath> =
        (0..500).map(|n| OutputPath::new(&format!("{}/{}/{n}/index.html", n % 3, n % 7)).unwrap()).collect();
    let build = |threads: usize, way| {
        let project = Project::new();
        let lock = Lock::acquire(project.folder.path()).unwrap();
        for round in ["first", "second"] {
            let build = Target::open(&lock, Path::new("public"), false).unwrap().build(way).unwrap();
            std::thread::scope(|scope| {
                for chunk in paths.chunks(paths.len().div_ceil(threads)) {
                    let build = &build;
                    scope.spawn(move || {
                        for path in chunk {
                            build.put(path, None, &[], format!("{round} {path}").as_bytes()).unwrap();
                        }
                    });
                }
            });
            assert_eq!(build.commit(&paths).unwrap().written, 500);
        }
        drop(lock);
        files(&project.path("public"))
    };
    let expected = build(1, Way::Incremental);
    assert_eq!(expected.len(), 501);
    assert_eq!(build(8, Way::Incremental), expected);
    assert_eq!(build(8, Way::Anew), expected);
}

#[test]
fn a_build_that_is_dropped_leaves_no_trace() {
    for (way, first) in [(Way::Incremental, true), (Way::Anew, true), (Way::Incremental, false)] {
        let project = Project::new();
        if first {
            project.update(OLD);
        }
        let before = files(project.folder.path());
        let lock = Lock::acquire(project.folder.path()).unwrap();
        let build = Target::open(&lock, Path::new("public"), false).unwrap().build(way).unwrap();
        build.put(&OutputPath::new("a/index.html").unwrap(), None, &[], b"new").unwrap();
        drop(build);
        drop(lock);
        let mut after = files(project.folder.path());
        if !first {
            after.retain(|path, _| !path.starts_with(STATE_FOLDER));
        }
        assert_eq!(after, before, "{way:?}, site there: {first}");
    }
}

#[test]
fn a_commit_names_each_output_once() {
    let project = Project::new();
    project.update(OLD);
    let path = |text| OutputPath::new(text).unwrap();
    let (a, b) = (path("a"), path("b"));
    let attempt = |put: &[&OutputPath], order: &[&OutputPath]| {
        let lock = Lock::acquire(project.folder.path()).unwrap();
        let build = Target::open(&lock, Path::new("public"), false).unwrap().build(Way::Incremental).unwrap();
        let put = put.iter().try_for_each(|path| build.put(path, None, &[], b"x"));
        let report = put.and_then(|()| build.commit(order.iter().copied()));
        project.shown(&Diagnostic::from(report.unwrap_err()))
    };
    let help = "name another folder with `--output DIR`; the site that was there is unchanged";
    assert_eq!(
        attempt(&[&a, &a], &[&a]),
        format!("write-failed: `ROOT/public/a` cannot be written: two outputs have this path / {help}")
    );
    assert_eq!(
        attempt(&[&a], &[&a, &b]),
        format!("write-failed: `ROOT/public` cannot be written: `b` is part of the site and was not made / {help}")
    );
    assert_eq!(
        attempt(&[&a, &b], &[&a]),
        format!("write-failed: `ROOT/public` cannot be written: `b` was made and is not part of the site / {help}")
    );
    let marker = path(MARKER);
    assert_eq!(
        attempt(&[&marker], &[&marker]),
        format!(
            "write-failed: `ROOT/public/.reportage-site` cannot be written: the name is kept for reportage itself / {help}"
        )
    );
    assert_eq!(project.site(), tree(OLD));
}
