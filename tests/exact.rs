//! An incremental build and a clean build of the same tree are the same bytes, whatever was edited in between.
//!
//! Each step edits a small site at random, builds it over what is there, builds it anew beside, and compares. The
//! seeds are fixed; `REPORTAGE_STEPS=5000 cargo test --test exact` takes a longer walk.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Steps of each walk.
const STEPS: usize = 25;

#[test]
fn walk_one() {
    walk(1);
}

#[test]
fn walk_two() {
    walk(2);
}

/// The comparison sees what it is there to see: a page that an incremental build left as it was by mistake.
#[test]
fn a_stale_page_is_found() {
    let site = Site::new(3);
    site.build("public", &[]);
    let page = site.root.join("public/articles/r1/index.html");
    let stale = fs::read_to_string(&page).unwrap().replace("First words", "Stale words");
    site.build("clean", &["--force"]);
    assert_eq!(tree(&site.root.join("public")), tree(&site.root.join("clean")));
    fs::write(&page, stale).unwrap();
    assert_ne!(tree(&site.root.join("public")), tree(&site.root.join("clean")));
}

fn walk(seed: u64) {
    let mut site = Site::new(seed);
    site.build("public", &[]);
    let steps = std::env::var("REPORTAGE_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(STEPS);
    let mut told = Vec::new();
    for step in 0..steps {
        told.push(site.edit());
        let incremental = site.build("public", &[]);
        let clean = site.build("clean", &["--force"]);
        assert_eq!(incremental, clean, "codes and problems after {told:#?}");
        let (left, right) = (tree(&site.root.join("public")), tree(&site.root.join("clean")));
        if left == right {
            continue;
        }
        let paths = left.keys().chain(right.keys());
        let differing: Vec<_> = paths.filter(|path| left.get(*path) != right.get(*path)).collect();
        panic!("seed {seed}, step {step}: {differing:#?} differ after {:?}", told.last());
    }
}

/// A small site in a folder of its own.
struct Site {
    folder: tempfile::TempDir,
    root: PathBuf,
    random: u64,
    clock: &'static str,
}

impl Site {
    fn new(seed: u64) -> Site {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_path_buf();
        let site = Site { folder, root, random: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15), clock: "2026-11-23" };
        site.write("site.toml", SETTINGS);
        for number in 1..=6 {
            site.write(&format!("content/articles/r{number}.md"), &record(number, "First words"));
        }
        site.write("content/articles/late.md", "---\ntitle: Late\ndate: 2026-12-24\ntags: [coal]\n---\nLater.\n");
        site.write(
            "content/organizations/acme.md",
            "---\nname: Acme\nalternate_name: [Acme Works]\n---\nMakes [things](record:r1).\n",
        );
        site.write(
            "content/pages/about.md",
            "---\ntitle: About\n---\n[First](record:r1) and [[Second headline|that]].\n",
        );
        site.write("content/index.md", "---\ntitle: Home\n---\nWelcome to [r2](articles/r2.md).\n");
        site.write("content/articles/a.txt", "attached");
        site.write("static/plain.txt", "plain");
        site
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn remove(&self, path: &str) {
        let _ = fs::remove_file(self.root.join(path));
    }

    /// Replaces `from` by `to` in a file, if both are there.
    fn change(&self, path: &str, from: &str, to: &str) {
        if let Ok(text) = fs::read_to_string(self.root.join(path)) {
            self.write(path, &text.replacen(from, to, 1));
        }
    }

    /// Builds into `output` whatever is whole; gives the exit code and what was told.
    fn build(&self, output: &str, flags: &[&str]) -> (Option<i32>, String) {
        let built = Command::new(env!("CARGO_BIN_EXE_reportage"))
            .args(["build", "--keep-going", "--quiet", "--format", "short", "--clock", self.clock, "--output"])
            .arg(self.root.join(output))
            .arg("--root")
            .arg(self.folder.path())
            .args(flags)
            .output()
            .unwrap();
        (built.status.code(), String::from_utf8(built.stderr).unwrap())
    }

    fn pick(&mut self, below: usize) -> usize {
        // xorshift64*: small, and the same everywhere.
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        let mixed = self.random.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(mixed).unwrap() % below
    }

    /// Makes one edit, and tells which.
    fn edit(&mut self) -> String {
        let number = self.pick(6) + 1;
        let file = format!("content/articles/r{number}.md");
        let word = ["alpha", "beta", "gamma", "delta"][self.pick(4)];
        let kind = self.pick(27);
        match kind {
            0 => self.write(&file, &record(number, word)),
            1 => self.change(&file, "title: ", &format!("title: {word} ")),
            2 => self.change(&file, "date: 2018", "date: 2017"),
            3 => self.change(&file, "date: 2017", "date: 2018"),
            4 => self.change(&file, "tags: [", &format!("tags: [{word}, ")),
            5 => self.change(&file, "tags: [coal", "tags: [iron"),
            6 => self.change(&file, "draft: false", "draft: true"),
            7 => self.change(&file, "draft: true", "draft: false"),
            8 => self.remove(&file),
            9 => self.write(&file, &record(number, "First words")),
            10 => self.change("content/organizations/acme.md", "Acme Works", &format!("Acme {word}")),
            11 => self.change("content/organizations/acme.md", "name: Acme\n", "name: Acme Company\n"),
            12 => {
                self.write("content/organizations/beta.md", "---\nname: Beta\nparent_organization: acme\n---\nBody.\n");
            }
            13 => self.remove("content/organizations/beta.md"),
            14 => self.write("templates/row.html", &format!("<li>{word} {{{{ row.title }}}}</li>")),
            15 => self.remove("templates/row.html"),
            16 => self.write("templates/parts/footer.html", &format!("<p>{word}</p>")),
            17 => self.remove("templates/parts/footer.html"),
            18 => self.write("static/plain.txt", word),
            19 => self.write("content/articles/a.txt", word),
            20 => {
                self.write("site.toml", &SETTINGS.replace("paginate_by = 3", &format!("paginate_by = {}", number + 1)));
            }
            21 => self.write("site.toml", &format!("{SETTINGS}off = [\"people\", \"chronology\"]\n")),
            22 => self.write("site.toml", SETTINGS),
            23 => self.write("i18n/en.toml", &format!("undated = \"{word}\"\n")),
            24 => self.clock = if self.clock == "2026-11-23" { "2027-01-01" } else { "2026-11-23" },
            25 => self.change(&file, "## A heading", &format!("## A {word} heading")),
            _ => self.change("content/pages/about.md", "title: About", &format!("title: About {word}")),
        }
        format!("{kind} on {file} with {word}")
    }
}

const SETTINGS: &str = "title = \"Exact\"\nbase_url = \"https://example.org/\"\npaginate_by = 3\n";

fn record(number: usize, words: &str) -> String {
    let other = number % 6 + 1;
    let title = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"][number - 1];
    let month = number + 2;
    format!(
        "---\ntitle: {title} headline\ndate: 2018-{month:02}-11\ntags: [coal, rail]\norganizations: [Acme Works, Beta]\n\
         people: [Jane Doe]\noutlet: The Desk\nsources: [{{ref: r{other}, role: confirms}}]\ndraft: false\n\
         aliases: [/old/{number}/]\n---\n{words}, by [another](record:r{other}), [its file](r{other}.md), \
         [Acme](org:acme), [text](a.txt), [[r{other}]] and [below](#a-heading).\n\n## A heading\n\nEnd.\n"
    )
}

/// Every file below `folder` and its bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_path_buf(), fs::read(&path).unwrap());
            }
        }
    }
    files
}
