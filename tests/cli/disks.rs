//! Disks that are full or read-only: what is said, and that the site that was there stays whole.
//!
//! A disk of a few pages of memory can be mounted by the superuser only; for others these tests say that they are left
//! out. What the writer does where a single folder refuses is in `tests/write/places.rs`.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stderr, reason = "what is left out is told")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::bench::{Bench, Ran};

/// A page of memory, the least that a file takes.
const PAGE: usize = 4096;

#[test]
fn a_full_disk_leaves_the_old_site_whole() {
    for (output, flags) in [("disk", ""), ("disk", "--force"), ("disk/public", ""), ("disk/public", "--force")] {
        let bench = Bench::sound();
        let Some(disk) = Disk::mounted(&bench, "disk", 800 * PAGE) else { return };
        build(&bench, output, "").fine();
        let (old, names) = (tree(&bench.path(output)), disk.names());
        grow(&bench);
        disk.fill(8 * PAGE);
        let context = format!("{output} {flags}");
        let ran = build(&bench, output, flags).ended(1).says(&[
            "error[write-failed]: `",
            "` cannot be written: the disk is full",
            "help: make room; the site that was there is unchanged",
        ]);
        assert_eq!(ran.out, "", "{context}");
        assert_eq!(tree(&bench.path(output)), old, "{context}");
        assert_eq!(disk.names(), names, "{context}: something was left behind");
        disk.fill(500 * PAGE);
        build(&bench, output, flags).fine();
        assert!(tree(&bench.path(output)) == clean(&bench), "{context}: the next build differs from a clean one");
    }
}

#[test]
fn a_disk_too_small_for_a_first_site_stays_empty() {
    for (output, flags) in [("disk", ""), ("disk/public", ""), ("disk/deep/public", "--force")] {
        let bench = Bench::sound();
        let Some(disk) = Disk::mounted(&bench, "disk", 8 * PAGE) else { return };
        build(&bench, output, flags).ended(1).says(&["cannot be written: the disk is full", "help: make room"]);
        assert!(tree(&disk.place).is_empty(), "{output}: {:?}", tree(&disk.place).keys());
    }
}

/// Whatever page is the one too many: a page of the site, a folder, the list of what is ours.
#[test]
fn wherever_the_disk_ends_the_next_build_mends_the_site() {
    let bench = Bench::sound();
    let Some(disk) = Disk::mounted(&bench, "disk", 800 * PAGE) else { return };
    build(&bench, "disk", "").fine();
    let old = tree(&disk.place);
    grow(&bench);
    let new = clean(&bench);
    let (mut refused, mut is_built) = (0, false);
    for room in (0..500).step_by(6) {
        disk.fill(room * PAGE);
        let ran = build(&bench, "disk", "");
        let site = tree(&disk.place);
        if ran.code == 0 {
            assert!(site == new, "{room} pages of room: the site differs from a clean one");
            is_built = true;
            break;
        }
        refused += 1;
        let ran = ran.ended(1).says(&["the disk is full"]);
        // Where the disk ends after the change began, some of both is there, and the message says so.
        let is_old = site == old;
        assert!(is_old || ran.err.contains("the next build mends the site"), "{room} pages of room: {}", ran.err);
        let is_known = |(path, bytes): (&String, &Vec<u8>)| {
            path == ".reportage-site" || old.get(path) == Some(bytes) || new.get(path) == Some(bytes)
        };
        assert!(site.iter().all(is_known), "{room} pages of room: a file is neither the old nor the new one");
    }
    assert!(refused > 3 && is_built, "refused {refused} times, then built: {is_built}");
}

#[test]
fn a_full_disk_for_what_is_remembered_costs_time_alone() {
    let bench = Bench::sound();
    let Some(disk) = Disk::mounted(&bench, ".reportage", 8 * PAGE) else { return };
    for (round, room) in [8, 1, 0, 2, 0].into_iter().enumerate() {
        disk.fill(room * PAGE);
        // Enough for a list of outputs, and for documents, of several pages more; another index parses all anew.
        for number in 0..20 {
            let text = format!("---\ntitle: Room {round}, {number}\ndate: 2018\ntags: [tag {round} {number}]\n---\n");
            bench.write(&format!("content/articles/{round}/{number}.md"), &text);
        }
        let index = format!("[[index]]\nkey = \"index-{round}\"\n");
        bench.write("site.toml", &format!("title = \"Test\"\nbase_url = \"https://example.org/\"\n{index}"));
        let context = format!("round {round}, {room} pages of room");
        let ran = build(&bench, "public", "");
        assert_eq!(ran.code, 0, "{context}: {}", ran.err);
        assert!(tree(&bench.path("public")) == clean(&bench), "{context}: the site differs");
        let left = disk.names().into_iter().filter(|name| name.ends_with("tmp") || name.ends_with("new"));
        assert_eq!(left.collect::<Vec<_>>(), Vec::<String>::new(), "{context}: something was left behind");
    }
}

#[test]
fn a_read_only_disk_is_named_and_its_site_stays_whole() {
    for (output, flags) in [("disk", ""), ("disk", "--force"), ("disk/public", ""), ("disk/public", "--force")] {
        let bench = Bench::sound();
        let Some(disk) = Disk::mounted(&bench, "disk", 800 * PAGE) else { return };
        build(&bench, output, "").fine();
        let old = tree(&bench.path(output));
        grow(&bench);
        disk.remount("ro");
        build(&bench, output, flags).ended(1).says(&[
            &format!("error[write-failed]: `{}/", disk.place.display()),
            ": the disk is read-only",
            "help: name another folder with `--output DIR`; the site that was there is unchanged",
        ]);
        assert_eq!(tree(&bench.path(output)), old, "{output} {flags}");
        disk.remount("rw");
        build(&bench, output, flags).fine();
        assert!(tree(&bench.path(output)) == clean(&bench), "{output} {flags}");
    }
}

/// A site on a read-only disk can be built to elsewhere, each time in full, and cannot be built where it lies.
#[test]
fn a_site_on_a_read_only_disk_is_built_to_elsewhere() {
    let bench = Bench::empty();
    let Some(disk) = Disk::mounted(&bench, "disk", 200 * PAGE) else { return };
    bench.write("disk/site.toml", "title = \"Read\"\nbase_url = \"https://example.org/\"\n");
    bench.write("disk/content/articles/a.md", "---\ntitle: A\ndate: 2018\n---\n");
    disk.remount("ro");
    let before = disk.names();
    let ran = bench.run_in("disk", &["build"]).ended(1);
    ran.says(&["error[write-failed]: `", "the disk is read-only", "help: name another folder with `--output DIR`"]);
    for _ in 0..2 {
        bench.run_in("disk", &["build", "--output", "../elsewhere"]).fine().says(&["1 record"]);
    }
    assert!(bench.has("elsewhere/articles/a/index.html"));
    assert_eq!(disk.names(), before);
}

/// Several new pages of a few memory pages each, and a file of twelve.
fn grow(bench: &Bench) {
    for number in 0..6 {
        let text = format!(
            "---\ntitle: New {number}\ndate: 2020-01-0{}\ntags: [new]\n---\n{}\n",
            number + 1,
            "More. ".repeat(700)
        );
        bench.write(&format!("content/articles/new-{number}.md"), &text);
    }
    bench.write("static/large.txt", &"x".repeat(12 * PAGE));
}

fn build(bench: &Bench, output: &str, flags: &str) -> Ran {
    let arguments = ["build", "--output", output, flags];
    bench.run(&arguments[..if flags.is_empty() { 3 } else { 4 }])
}

/// What a build of the same sources makes where there is room and nothing is remembered.
fn clean(bench: &Bench) -> BTreeMap<String, Vec<u8>> {
    let elsewhere = Bench::empty();
    for (path, bytes) in tree(bench.root()) {
        if ["content/", "static/", "site.toml"].iter().any(|start| path.starts_with(start)) {
            elsewhere.write(&path, std::str::from_utf8(&bytes).unwrap());
        }
    }
    build(&elsewhere, "public", "").fine();
    tree(&elsewhere.path("public"))
}

/// Every file below `folder` and its bytes, less what a disk is filled with.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    let files = entries.map(|entry| (path(&entry), fs::read(entry.path()).unwrap()));
    files.filter(|(path, _)| path != FILLER).collect()
}

/// What a disk is filled with; a name that no build looks at.
const FILLER: &str = ".DS_Store";

/// A small disk in memory, gone with the value.
struct Disk {
    place: PathBuf,
    pages: usize,
}

impl Disk {
    /// A disk of `size` bytes at a folder of the site's; nothing where this user may not mount one.
    fn mounted(bench: &Bench, folder: &str, size: usize) -> Option<Disk> {
        let place = bench.root().canonicalize().unwrap().join(folder);
        fs::create_dir_all(&place).unwrap();
        let options = format!("size={size},mode=755");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(&place).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return Some(Disk { place, pages: size / PAGE });
        }
        eprintln!("left out: only the superuser can mount a small disk");
        None
    }

    /// Fills the disk so that `room` bytes are left of those that it has now.
    fn fill(&self, room: usize) {
        let _ = fs::remove_file(self.place.join(FILLER));
        let free = self.pages.saturating_sub(self.used());
        let file = fs::File::create(self.place.join(FILLER)).unwrap();
        let filler = vec![0; free.saturating_sub(room / PAGE) * PAGE];
        std::io::Write::write_all(&mut &file, &filler).unwrap();
    }

    fn used(&self) -> usize {
        let told = Command::new("stat").args(["-f", "-c", "%b %f"]).arg(&self.place).output().unwrap();
        let told = String::from_utf8(told.stdout).unwrap();
        let [all, free] = told.trim().split(' ').map(|word| word.parse().unwrap()).collect::<Vec<usize>>()[..] else {
            panic!("{told}")
        };
        all - free
    }

    fn remount(&self, way: &str) {
        let options = format!("remount,{way}");
        assert!(Command::new("mount").args(["-o", &options]).arg(&self.place).status().unwrap().success());
    }

    /// What lies at its top, sorted.
    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.place).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name != FILLER).collect();
        names.sort();
        names
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.place).status();
    }
}
