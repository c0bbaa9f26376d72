//! The program is killed at random moments: what is left is a whole site, and the next build equals a clean one.
//!
//! `tests/write/kill.rs` kills the writer before each of its steps; here the real program is killed from outside, at
//! any moment of its run, half of the time while files take their places. The moments are drawn from a fixed seed over
//! the length of a build as it is measured first. `REPORTAGE_KILLS=200 cargo test --test kill` takes longer.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a long run tells what it has met")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[path = "support/page.rs"]
#[allow(dead_code, unreachable_pub, reason = "only its addresses are used")]
mod page;
#[path = "support/program.rs"]
mod program;

/// Builds that are killed.
const KILLS: usize = 12;

/// Records of the site.
const RECORDS: usize = 240;

/// How the paths of records begin.
const RECORD: &str = "articles/";

/// Files by their paths.
type Tree = BTreeMap<String, Vec<u8>>;

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let kills = std::env::var("REPORTAGE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let [old, new] = [State::of(old_sources()), State::of(new_sources())];
    let desk = Desk::new();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut reached = BTreeMap::new();
    let mut lengths = BTreeMap::new();
    let (mut from, mut to) = (&old, &new);
    desk.write(&from.sources);
    desk.finish(&[]);
    for kill in 0..kills {
        let kind = [Kind::Update, Kind::Cold, Kind::Update, Kind::Anew][kill % 4];
        let flags: &[&str] = if kind == Kind::Anew { &["--force"] } else { &[] };
        // How long such a build takes is measured by one that is left alone.
        let length = lengths.entry(kind).or_insert_with(|| {
            desk.prepare(kind, &to.sources);
            let length = desk.measure(flags);
            (from, to) = (to, from);
            length
        });
        desk.prepare(kind, &to.sources);
        let moment = random.moment(*length, kill % 8 < 4);
        let context = format!("kill {kill}, {kind:?}, {moment:?}");
        let was_killed = desk.kill(flags, moment);
        // The machine may have been busy when the length was measured, or be it now.
        *length = length.times(if was_killed { 1.05 } else { 0.8 });
        let left = desk.site();
        let present = match kind {
            Kind::Update => serves(&left, from, to, &context),
            Kind::Anew => is_either(&left, Some(from), to, &context),
            Kind::Cold => is_either(&left, None, to, &context),
        };
        *reached.entry(format!("{kind:?}, {}{present}", if was_killed { "killed, " } else { "" })).or_insert(0) += 1;
        desk.finish(&[]);
        assert!(desk.site() == to.site, "{context}: the next build differs from a clean one");
        assert_eq!(desk.names(), NAMES, "{context}: litter");
        assert_eq!(desk.names_in(".reportage"), desk.remembered, "{context}: litter");
        (from, to) = (to, from);
    }
    eprintln!("{kills} builds killed: {reached:#?}");
}

/// What lies in the site's folder after a build.
const NAMES: [&str; 4] = [".reportage", "content", "public", "site.toml"];

/// How a build goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// No site is there.
    Cold,
    /// File by file.
    Update,
    /// A new folder takes the place of the old.
    Anew,
}

/// When a build is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// So long after it was started.
    AfterStart(Duration),
    /// So long after it began to change the site.
    AfterChange(Duration),
}

/// How long a build takes, and how long from its first change of the site to its end.
#[derive(Clone, Copy, Debug)]
struct Length {
    whole: Duration,
    change: Duration,
}

impl Length {
    fn times(self, factor: f64) -> Length {
        Length { whole: self.whole.mul_f64(factor), change: self.change.mul_f64(factor) }
    }
}

/// Every page is of the old site or the new, and no link that a reader of the old site can come upon leads to nothing.
///
/// A new page may stand there before one that it links to, as long as nothing leads to it: where new pages link to one
/// another in a ring, no order has each before the other. So it is with records that go, and are neighbours in time.
fn serves(left: &Tree, old: &State, new: &State, context: &str) -> &'static str {
    let mut kept = 0;
    for (path, bytes) in left {
        let is_old = old.site.get(path) == Some(bytes);
        kept += usize::from(is_old);
        assert!(is_old || new.site.get(path) == Some(bytes), "{context}: {path} is neither the old nor the new one");
    }
    let known: BTreeSet<String> = left.keys().map(|path| address_of(path)).collect();
    let mut reachable: Vec<&String> = left.keys().filter(|path| old.site.contains_key(*path)).collect();
    let mut seen: BTreeSet<&String> = reachable.iter().copied().collect();
    while let Some(path) = reachable.pop() {
        for address in links(path, &left[path]) {
            let is_ring = !new.site.contains_key(path) && path.starts_with(RECORD) && address[1..].starts_with(RECORD);
            if is_ring && !known.contains(&address) {
                continue;
            }
            assert!(known.contains(&address), "{context}: {path} links to {address}, which is not there");
            let target = left.keys().find(|target| address_of(target) == address).unwrap();
            if seen.insert(target) {
                reachable.push(target);
            }
        }
    }
    match kept {
        _ if *left == new.site => "the new site",
        _ if *left == old.site => "the old site",
        _ => "some of both",
    }
}

/// The site is one of the two, whole.
fn is_either(left: &Tree, old: Option<&State>, new: &State, context: &str) -> &'static str {
    match old.map_or(&Tree::new(), |old| &old.site) {
        _ if *left == new.site => "the new site",
        old if left == old => "the old site",
        _ => panic!("{context}: the site is neither the old nor the new one: {:#?}", left.keys().collect::<Vec<_>>()),
    }
}

/// Where the links of a page lead inside the site; none where it is no page.
fn links(path: &str, bytes: &[u8]) -> Vec<String> {
    if !path.ends_with(".html") {
        return Vec::new();
    }
    let addresses = page::addresses(std::str::from_utf8(bytes).unwrap()).into_iter();
    let own = addresses.filter(|address| address.starts_with('/') && !address.starts_with("//"));
    own.map(|address| address.split(['#', '?']).next().unwrap().to_owned()).collect()
}

fn address_of(path: &str) -> String {
    let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("/{}", reportage::names::url::encode_path(folder.unwrap_or(path)))
}

/// Sources, and the site that a clean build makes of them.
struct State {
    sources: Tree,
    site: Tree,
}

impl State {
    fn of(sources: Tree) -> State {
        let desk = Desk::new();
        desk.write(&sources);
        desk.finish(&[]);
        State { site: desk.site(), sources }
    }
}

/// A site's folder, in which builds are started and killed.
struct Desk {
    folder: tempfile::TempDir,
    /// What lies in `.reportage/` after a build.
    remembered: Vec<String>,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk { folder, remembered: Vec::new() };
        // With content from the beginning, so that there is a cache.
        desk.write(&sources(20..=20, |number| format!("Record {number}")));
        desk.finish(&[]);
        desk.remembered = desk.names_in(".reportage");
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Makes `sources` the site's sources; what is the same already is left alone.
    fn write(&self, sources: &Tree) {
        for path in tree(&self.path("content")).into_keys().map(|path| format!("content/{path}")) {
            if !sources.contains_key(&path) {
                fs::remove_file(self.path(&path)).unwrap();
            }
        }
        for (path, bytes) in sources {
            let location = self.path(path);
            fs::create_dir_all(location.parent().unwrap()).unwrap();
            if fs::read(&location).ok().as_ref() != Some(bytes) {
                fs::write(location, bytes).unwrap();
            }
        }
    }

    /// The new sources, and no site where there shall be none.
    fn prepare(&self, kind: Kind, sources: &Tree) {
        self.write(sources);
        if kind == Kind::Cold {
            fs::remove_dir_all(self.path("public")).unwrap();
        }
    }

    fn start(&self, flags: &[&str]) -> Child {
        let mut command = Command::new(program::program());
        command.args(["build", "--quiet", "--clock", "2026-11-23", "--root"]).arg(self.folder.path()).args(flags);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Builds, and must succeed.
    fn finish(&self, flags: &[&str]) {
        assert!(self.start(flags).wait().unwrap().success());
    }

    fn measure(&self, flags: &[&str]) -> Length {
        let start = Instant::now();
        let mut child = self.start(flags);
        self.wait_for_change(&mut child);
        let change = start.elapsed();
        child.wait().unwrap();
        Length { whole: start.elapsed(), change: start.elapsed() - change }
    }

    /// Starts a build and kills it; says whether it was still at work.
    fn kill(&self, flags: &[&str], moment: Moment) -> bool {
        let mut child = self.start(flags);
        match moment {
            Moment::AfterStart(delay) => std::thread::sleep(delay),
            Moment::AfterChange(delay) => {
                self.wait_for_change(&mut child);
                // A sleep is too coarse for a change that takes a few milliseconds.
                let changed = Instant::now();
                while changed.elapsed() < delay {
                    std::hint::spin_loop();
                }
            }
        }
        let is_at_work = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        is_at_work
    }

    /// Waits until the build has taken the ledger away, which it does before it changes the site, or has ended.
    fn wait_for_change(&self, child: &mut Child) {
        let ledgers = || self.names_in(".reportage").iter().any(|name| name.ends_with(".ledger"));
        while ledgers() && child.try_wait().unwrap().is_none() {}
    }

    /// The site as it lies there; what is being collected in it is not part of it.
    fn site(&self) -> Tree {
        let mut site = tree(&self.path("public"));
        site.retain(|path, _| !path.starts_with(".reportage"));
        site
    }

    fn names(&self) -> Vec<String> {
        self.names_in("")
    }

    fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// Every file below `folder` and its bytes.
fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    entries.map(|entry| (path(&entry), fs::read(entry.path()).unwrap())).collect()
}

/// Without cards: they are files like others, and an unoptimised build would spend most of its time on them.
const SETTINGS: &str = "title = \"Killed\"\nbase_url = \"https://example.org/\"\npaginate_by = 20\noff = [\"cards\"]\n";

fn old_sources() -> Tree {
    sources(1..=RECORDS, |number| format!("Record {number}"))
}

/// Some records gone, some new, with tags of their own, some renamed, and a page that every other names in its menu.
fn new_sources() -> Tree {
    let title = |number| if number % 9 == 0 { format!("Changed {number}") } else { format!("Record {number}") };
    let mut sources = sources(20..=RECORDS + 20, title);
    sources.insert("content/pages/new.md".to_owned(), b"---\ntitle: New\n---\n[One](record:r30).\n".to_vec());
    sources
}

fn sources(numbers: std::ops::RangeInclusive<usize>, title: impl Fn(usize) -> String) -> Tree {
    let mut sources: Tree = numbers.map(|number| record(number, &title(number))).collect();
    sources.insert("site.toml".to_owned(), SETTINGS.into());
    sources
}

/// A record whose links lead to records and terms that are only in the one state or the other.
fn record(number: usize, title: &str) -> (String, Vec<u8>) {
    let (tag, decade) = (number / 7, number / 10);
    let other = if [20, RECORDS, RECORDS + 20].contains(&number) { 20 } else { (number + 1).max(20) };
    let text = format!(
        "---\ntitle: {title}\ndate: 2018-{:02}-{:02}\ntags: [all, tag {tag}]\norganizations: [Works {decade}]\n---\n\
         Words of {number}, [[r{other}]], and [its tag](/tags/tag-{tag}/).\n",
        number % 12 + 1,
        number % 28 + 1
    );
    (format!("content/articles/r{number}.md"), text.into_bytes())
}

/// Moments by chance, the same each time.
struct Random(u64);

impl Random {
    fn moment(&mut self, length: Length, is_late: bool) -> Moment {
        if is_late {
            Moment::AfterChange(length.change.mul_f64(self.share()))
        } else {
            Moment::AfterStart(length.whole.mul_f64(self.share()))
        }
    }

    /// A number from 0 to a little above 1.
    fn share(&mut self) -> f64 {
        // xorshift64*.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let thousandths = (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % 1050;
        f64::from(u32::try_from(thousandths).unwrap()) / 1000.0
    }
}
