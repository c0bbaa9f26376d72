//! What builds remember, damaged in every way: a full build, the same bytes, and not a word about it.
//!
//! `tests/pipeline/damage.rs` does the same to hundreds of places of the cache, and `tests/write/damage.rs` of the ledger.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::bench::Bench;

/// What happens to a file.
type Damage = (&'static str, fn(&Path));

const DAMAGES: &[Damage] = &[
    ("gone", |file| fs::remove_file(file).unwrap()),
    ("empty", |file| fs::write(file, b"").unwrap()),
    ("one byte", |file| fs::write(file, b"r").unwrap()),
    ("cut in its head", |file| cut(file, |length| length.min(20))),
    ("cut in half", |file| cut(file, |length| length / 2)),
    ("cut by one byte", |file| cut(file, |length| length - 1)),
    ("one bit of its head", |file| flip(file, |_| 3)),
    ("one bit in the middle", |file| flip(file, |length| length / 2)),
    ("its last bit", |file| flip(file, |length| length - 1)),
    ("another version", |file| {
        let mut bytes = fs::read(file).unwrap();
        bytes.splice(..10, *b"reportage ");
        bytes[10] ^= 1;
        fs::write(file, bytes).unwrap();
    }),
    ("another program's", |file| fs::write(file, "SQLite format 3\0".repeat(500)).unwrap()),
    ("twice itself", |file| {
        let bytes = fs::read(file).unwrap();
        fs::write(file, bytes.repeat(2)).unwrap();
    }),
    ("a folder", |file| {
        fs::remove_file(file).unwrap();
        fs::create_dir(file).unwrap();
    }),
    ("a folder with a file", |file| {
        fs::remove_file(file).unwrap();
        fs::create_dir(file).unwrap();
        fs::write(file.join("notes"), "mine").unwrap();
    }),
    #[cfg(unix)]
    ("unreadable", |file| {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(file, fs::Permissions::from_mode(0o000)).unwrap();
    }),
    #[cfg(unix)]
    ("a link to nowhere", |file| {
        fs::remove_file(file).unwrap();
        std::os::unix::fs::symlink("/nowhere/at/all", file).unwrap();
    }),
];

#[test]
fn a_damaged_memory_costs_time_alone() {
    let clean = edited();
    clean.run(&["build"]).fine();
    let clean = tree(&clean.path("public"));
    for (damage, harm) in DAMAGES {
        for kinds in [&["cache"] as &[_], &["ledger"], &["cache", "ledger"]] {
            let bench = Bench::sound();
            bench.run(&["build"]).fine();
            // The second build remembers what was too new for the first.
            bench.run(&["build"]).fine();
            kinds.iter().for_each(|kind| harm(&remembered(&bench, kind)));
            edit(&bench);
            let context = format!("{kinds:?}: {damage}");
            for _ in 0..2 {
                let ran = bench.run(&["build", "-v"]);
                assert_eq!(ran.code, 0, "{context}: {}", ran.err);
                assert_eq!(told(&ran.err), Vec::<&str>::new(), "{context}");
                assert!(tree(&bench.path("public")) == clean, "{context}: the site differs from a clean one");
            }
        }
    }
}

/// All of it is sound, and about other files.
#[test]
fn the_memory_of_another_site_costs_time_alone() {
    let clean = edited();
    clean.run(&["build"]).fine();
    let (bench, other) = (Bench::sound(), Bench::sound());
    edit(&other);
    other.write(
        "content/articles/2018/letter.md",
        "---\ntitle: B letter\ndate: 2018-06-26\ntags: [lettuce]\n---\nTaxt.\n",
    );
    for site in [&bench, &other] {
        site.run(&["build"]).fine();
        site.run(&["build"]).fine();
    }
    edit(&bench);
    for kind in ["cache", "ledger"] {
        fs::copy(remembered(&other, kind), remembered(&bench, kind)).unwrap();
    }
    assert_eq!(told(&bench.run(&["build", "-v"]).fine().err), Vec::<&str>::new());
    assert!(tree(&bench.path("public")) == tree(&clean.path("public")));
}

/// A site that comes from elsewhere could bring links by which a build would write over the files of others.
#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let bench = Bench::sound();
    bench.write("precious", "ten years of work");
    bench.run(&["build"]).fine();
    let ledger = remembered(&bench, "ledger");
    let temporary = ledger.with_extension("tmp").file_name().unwrap().to_str().unwrap().to_owned();
    for name in
        ["records.now", "records.new", "records.cache", &temporary, ledger.file_name().unwrap().to_str().unwrap()]
    {
        let link = bench.path(".reportage").join(name);
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(bench.path("precious"), &link).unwrap();
        bench.write("content/articles/new.md", &format!("---\ntitle: {name}\ndate: 2018\n---\n"));
        bench.run(&["build"]).fine();
        assert_eq!(bench.read("precious"), "ten years of work", "{name}");
    }
}

/// What is edited after the damage, so that some of the memory would be of use.
fn edit(bench: &Bench) {
    bench
        .write("content/articles/2019/more.md", "---\ntitle: More\ndate: 2019-04\norganizations: [Acme]\n---\nMore.\n");
}

fn edited() -> Bench {
    let bench = Bench::sound();
    edit(&bench);
    bench
}

/// The file of what builds remember that ends so.
fn remembered(bench: &Bench, ending: &str) -> PathBuf {
    let files = fs::read_dir(bench.path(".reportage")).unwrap().map(|entry| entry.unwrap().path());
    files.into_iter().find(|path| path.extension().is_some_and(|extension| extension == ending)).unwrap()
}

/// The lines on standard error that a build of a sound site does not write anyway.
fn told(err: &str) -> Vec<&str> {
    let usual = |line: &&str| line.is_empty() || line.contains(" files in ") || line.starts_with("site ");
    err.lines().filter(|line| !usual(line)).collect()
}

fn cut(file: &Path, length: fn(usize) -> usize) {
    let bytes = fs::read(file).unwrap();
    fs::write(file, &bytes[..length(bytes.len())]).unwrap();
}

fn flip(file: &Path, place: fn(usize) -> usize) {
    let mut bytes = fs::read(file).unwrap();
    let place = place(bytes.len());
    bytes[place] ^= 4;
    fs::write(file, bytes).unwrap();
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    entries.map(|entry| (path(&entry), fs::read(entry.path()).unwrap())).collect()
}
