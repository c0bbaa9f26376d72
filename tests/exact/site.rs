//! The site that is walked: its files, how they are edited, and how they are built.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use super::program::program;

/// What every walk begins with.
const FILES: &str = include_str!("site.txt");

/// Files by their paths below some folder.
pub(super) type Tree = BTreeMap<String, Vec<u8>>;

/// A small site in a folder of its own, gone with the value.
pub(super) struct Site {
    folder: tempfile::TempDir,
    random: Random,
    /// The day of the builds.
    pub(super) clock: &'static str,
    /// Flags of the builds besides.
    pub(super) flags: &'static [&'static str],
    /// The sources before the last step.
    pub(super) before: Tree,
}

/// Numbers by chance, the same everywhere for the same seed.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        Random(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `below`.
    pub(super) fn pick(&mut self, below: usize) -> usize {
        // xorshift64*: small, and good enough.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let mixed = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(mixed).unwrap() % below
    }
}

/// What a build told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) code: Option<i32>,
    pub(super) problems: String,
}

impl Told {
    pub(super) fn errors(&self) -> usize {
        self.problems.matches(" error[").count()
    }
}

impl Site {
    pub(super) fn new(seed: u64) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let site = Site { folder, random: Random::new(seed), clock: "2026-11-23", flags: &[], before: Tree::new() };
        site.begin_again();
        site
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Builds into `output` whatever is whole.
    pub(super) fn build(&self, output: &str, flags: &[&str]) -> Told {
        // A clean build does without pictures that another has drawn.
        let (store, aside) = (self.path(".reportage/store"), self.path(".reportage/aside"));
        let is_clean = flags.contains(&"--force") && fs::rename(&store, &aside).is_ok();
        let told = self.run(output, flags);
        if is_clean {
            let _ = fs::remove_dir_all(&store);
            fs::rename(aside, store).unwrap();
        }
        told
    }

    fn run(&self, output: &str, flags: &[&str]) -> Told {
        let built = Command::new(program())
            .args(["build", "--keep-going", "--quiet", "--format", "short", "--clock", self.clock, "--output"])
            .arg(self.path(output))
            .arg("--root")
            .arg(self.folder.path())
            .args(self.flags)
            .args(flags)
            .output()
            .unwrap();
        Told { code: built.status.code(), problems: String::from_utf8(built.stderr).unwrap() }
    }

    /// A number below `below`.
    pub(super) fn pick(&mut self, below: usize) -> usize {
        self.random.pick(below)
    }

    pub(super) fn one_of<T: Copy>(&mut self, things: &[T]) -> T {
        things[self.pick(things.len())]
    }

    /// The source files whose paths begin and end so, sorted.
    pub(super) fn sources(&self, folder: &str, ending: &str) -> Vec<String> {
        let files = tree(&self.path(folder)).into_keys().map(|path| format!("{folder}/{path}"));
        files.filter(|path| path.ends_with(ending)).collect()
    }

    /// Some record's file; that of the first record where none is left.
    pub(super) fn record(&mut self) -> String {
        let records = self.sources("content/articles", ".md");
        if records.is_empty() { FIRST.to_owned() } else { records[self.pick(records.len())].clone() }
    }

    /// Some page of the site as it was built; where an error has left it without any, the home page's place.
    pub(super) fn page(&mut self) -> String {
        let pages = self.sources("public", ".html");
        if pages.is_empty() { "public/index.html".to_owned() } else { pages[self.pick(pages.len())].clone() }
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    pub(super) fn write(&self, path: &str, text: &(impl AsRef<[u8]> + ?Sized)) {
        let location = self.path(path);
        fs::create_dir_all(location.parent().unwrap()).unwrap();
        fs::write(location, text).unwrap();
    }

    pub(super) fn remove(&self, path: &str) {
        let _ = fs::remove_file(self.path(path));
    }

    /// Moves a file or a folder, unless something stands there.
    pub(super) fn rename(&self, from: &str, to: &str) {
        if self.path(from).exists() && !self.path(to).exists() {
            fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
            fs::rename(self.path(from), self.path(to)).unwrap();
        }
    }

    /// Replaces `from` by `to` in a file, if both are there.
    pub(super) fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        if text.contains(from) {
            self.write(path, &text.replacen(from, to, 1));
        }
    }

    /// Makes `line` the line of `path` that begins with `start`; an empty one takes it out. A line that was not there
    /// is put below the first.
    pub(super) fn set_line(&self, path: &str, start: &str, line: &str) {
        let text = self.read(path);
        let new = if line.is_empty() { String::new() } else { format!("{line}\n") };
        let old = text.lines().find(|line| line.starts_with(start)).map(|line| format!("{line}\n"));
        match old {
            Some(old) => self.write(path, &text.replacen(&old, &new, 1)),
            None => {
                let Some((first, rest)) = text.split_once('\n') else { return };
                self.write(path, &format!("{first}\n{new}{rest}"));
            }
        }
    }

    /// Gives a file the time of now, and the bytes it has.
    pub(super) fn touch(&self, path: &str) {
        let file = fs::File::options().append(true).open(self.path(path)).unwrap();
        file.set_modified(SystemTime::now()).unwrap();
    }

    /// Runs git on the sources, as somebody and on `day`. It may refuse: there is nothing to commit, or no commit to take back.
    pub(super) fn git(&self, day: &str, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.current_dir(self.folder.path()).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
        git.args(["-c", "commit.gpgsign=false", "-c", "gc.auto=0"]).args(arguments);
        git.env("GIT_AUTHOR_DATE", day).env("GIT_COMMITTER_DATE", day).output().unwrap();
    }

    /// The sources as they are.
    pub(super) fn files(&self) -> Tree {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap());
        let sources = entries.filter(|entry| !NO_SOURCES.contains(&entry.file_name().to_str().unwrap()));
        let below = |name: String| match self.path(&name) {
            folder if folder.is_dir() => {
                tree(&folder).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)).collect::<Tree>()
            }
            file => Tree::from([(name, fs::read(file).unwrap())]),
        };
        sources.flat_map(|entry| below(entry.file_name().into_string().unwrap())).collect()
    }

    /// The sources as they were before the last step, or at the beginning.
    pub(super) fn undo(&self) {
        if !self.before.is_empty() {
            self.put_back(&self.before);
        }
    }

    /// The sources as every walk begins with them.
    pub(super) fn begin_again(&self) {
        let texts = files_of(FILES).into_iter().map(|(path, text)| (path, text.into_bytes()));
        let pictures = PICTURES.iter().map(|(path, width, shade)| ((*path).to_owned(), picture(*width, *shade)));
        let crawl = [(CRAWL.to_owned(), CRAWLED.to_vec())];
        self.put_back(&texts.chain(pictures).chain(crawl).collect());
    }

    fn put_back(&self, files: &Tree) {
        let now = self.files();
        for path in now.keys().filter(|path| !files.contains_key(*path)) {
            self.remove(path);
        }
        for (path, bytes) in files.iter().filter(|(path, bytes)| now.get(*path) != Some(*bytes)) {
            self.write(path, bytes);
        }
    }
}

/// The pictures that every walk begins with: path, width and shade.
pub(super) const PICTURES: &[(&str, u32, u8)] =
    &[("content/articles/2018/photo.jpg", 600, 10), ("static/logo.jpg", 700, 90)];

/// A crawl that can be played.
pub(super) const CRAWL: &str = "content/articles/2018/crawl.wacz";

/// What such a file begins with.
pub(super) const CRAWLED: &[u8] = b"PK\x03\x04archive/data.warc.gz";

/// A picture wide enough for renditions, and with a comment that says where it was made.
pub(super) fn picture(width: u32, shade: u8) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let pixels = image::RgbImage::from_pixel(width, 8, image::Rgb([shade, 90, 200]));
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg).encode_image(&pixels).unwrap();
    [&jpeg[..2], b"\xFF\xFE\0\x09Here:", &[b'0' + shade % 10], b".", &jpeg[2..]].concat()
}

/// What builds make in the site's folder, and what git keeps of it.
const NO_SOURCES: &[&str] = &["public", "clean", ".reportage", ".git"];

const FIRST: &str = "content/articles/2018/r1.md";

/// What `path` had at the beginning.
pub(super) fn at_first(path: &str) -> Option<String> {
    files_of(FILES).into_iter().find_map(|(known, text)| (known == path).then_some(text))
}

/// The files of a text, each below its `-- path --`.
fn files_of(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            Some(path) => files.push((path.to_owned(), String::new())),
            None => files.last_mut().unwrap().1.push_str(line),
        }
    }
    files
}

/// Every file below `folder`.
pub(super) fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    entries.map(|entry| (path(&entry), fs::read(entry.path()).unwrap())).collect()
}
