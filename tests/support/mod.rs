//! A whole site as one string, and what is made of it: the only code of the tests that touches the pipeline.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test file uses its own part")]

use std::collections::BTreeMap;
use std::sync::Mutex;

use reportage::diag::Severity;
use reportage::diag::report::{Problem, Report};
use reportage::fingerprint::Ingredients;
use reportage::locate;
use reportage::model::date::PartialDate;
use reportage::pipeline::{self, Job};
use reportage::settings::Overrides;
use reportage::site::{self, Content, Output};
use reportage::source::{Files, SitePath, SourceFile};
use reportage::stopwatch::Stopwatch;

pub mod faults;
pub mod page;
pub mod picture;
pub mod probe;
pub mod reader;

/// The day on which every test builds.
pub const TODAY: (i16, u8, u8) = (2026, 11, 23);

/// A site in memory: files under `-- path --` headers.
#[derive(Clone, Debug, Default)]
pub struct Site {
    files: Vec<(String, Vec<u8>)>,
    overrides: Overrides,
    keep_going: bool,
}

/// What a build made.
#[derive(Debug, Default)]
pub struct Built {
    /// Every output by its path; none where an error stops the build.
    pub outputs: BTreeMap<String, Vec<u8>>,
    /// Every problem, as people are told of it.
    pub report: Report,
}

/// A record at `path` below `content/articles/`, with its path as title and these lines of front matter.
pub fn record(path: &str, lines: &str) -> String {
    format!("-- content/articles/{path} --\n---\ntitle: {path}\n{lines}\n---\n")
}

impl Site {
    /// A site of the files in `text`; a `site.toml` with a title and a base URL is there where `text` has none.
    pub fn new(text: &str) -> Site {
        let mut site = Site::default();
        let mut path = None;
        for line in text.split_inclusive('\n') {
            let header = line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --"));
            match header {
                Some(header) => {
                    path = Some(header.to_owned());
                    site.files.push((header.to_owned(), Vec::new()));
                }
                None => {
                    assert!(path.is_some() || line.trim().is_empty(), "text before the first header: {line:?}");
                    if let Some((_, bytes)) = site.files.last_mut() {
                        bytes.extend_from_slice(line.as_bytes());
                    }
                }
            }
        }
        if !site.files.iter().any(|(path, _)| path == "site.toml") {
            site = site.file("site.toml", b"title = \"Test\"\nbase_url = \"https://example.org/\"\n");
        }
        site
    }

    /// The site of this repository.
    pub fn of_this_repository() -> Site {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = reportage::discover::discover(root, &root.join("public"), 0);
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        let read = |file: &SourceFile| (file.path.as_str().to_owned(), file.read().unwrap().to_vec());
        Site { files: found.value.iter().map(read).collect(), ..Site::default() }
    }

    /// One file more, or in place of the one that is there.
    #[must_use]
    pub fn file(mut self, path: &str, bytes: &[u8]) -> Site {
        self.files.retain(|(known, _)| known != path);
        self.files.push((path.to_owned(), bytes.to_vec()));
        self
    }

    /// The same with `new` in the place of `old` in the file at `path`, where it must stand.
    #[must_use]
    pub fn changed(self, path: &str, old: &str, new: &str) -> Site {
        let bytes = &self.files.iter().find(|(known, _)| known == path).unwrap().1;
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(old), "{old} in {path}");
        self.file(path, text.replacen(old, new, 1).as_bytes())
    }

    /// The same files in an order that `seed` decides.
    #[must_use]
    pub fn shuffled(mut self, seed: u64) -> Site {
        self.files
            .sort_by_cached_key(|(path, _)| blake3::hash(format!("{seed} {path}").as_bytes()).to_hex().to_string());
        self
    }

    /// `--base-url`.
    #[must_use]
    pub fn base_url(mut self, url: &str) -> Site {
        self.overrides.base_url = Some(url.to_owned());
        self
    }

    /// `--drafts`.
    #[must_use]
    pub fn drafts(mut self) -> Site {
        self.overrides.drafts = true;
        self
    }

    /// `--future`.
    #[must_use]
    pub fn future(mut self) -> Site {
        self.overrides.future = true;
        self
    }

    /// `--strict`.
    #[must_use]
    pub fn strict(mut self) -> Site {
        self.overrides.strict = true;
        self
    }

    /// `--keep-going`.
    #[must_use]
    pub fn keep_going(mut self) -> Site {
        self.keep_going = true;
        self
    }

    /// Builds on all threads of the current pool.
    pub fn build(&self) -> Built {
        self.build_only(&|_| true)
    }

    /// The same, of the outputs whose path `is_wanted`; what would be wrong with the others is not told.
    pub fn build_only(&self, is_wanted: &(dyn Fn(&str) -> bool + Sync)) -> Built {
        let job = self.job();
        let files = job.files.clone();
        let prepared = pipeline::prepare(job);
        let mut problems = prepared.problems;
        let outputs = Mutex::new(BTreeMap::new());
        if let Some(site) = prepared.value {
            let planned = site.in_order_of_writing();
            let is_wanted = |_, output: &Output, _: &Ingredients| is_wanted(output.address.output.as_str());
            problems.extend(pipeline::render(&site, &planned, &Stopwatch::default(), &is_wanted, &|made| {
                let path = made.output.address.output.as_str().to_owned();
                outputs.lock().unwrap().insert(path, bytes_of(&site, &made.content));
            }));
        }
        let report = locate::report(problems, &files, self.overrides.strict);
        let is_stopped = report.errors() > 0 && !self.keep_going;
        let outputs = if is_stopped { BTreeMap::new() } else { outputs.into_inner().unwrap() };
        Built { outputs, report }
    }

    /// The site, planned and not made.
    pub fn plan(&self) -> site::Site {
        pipeline::prepare(self.job()).value.expect("the settings are sound")
    }

    fn job(&self) -> Job {
        let held = |(path, bytes): &(String, Vec<u8>)| {
            SourceFile::held(SitePath::new(path).expect("a sound path"), bytes.as_slice())
        };
        let files = Files::new(self.files.iter().map(held).collect());
        let (year, month, day) = TODAY;
        Job {
            overrides: self.overrides.clone(),
            keep_going: self.keep_going,
            ..Job::new(files, PartialDate::day(year, month, day))
        }
    }

    /// Builds a site that must have no problems.
    pub fn build_clean(&self) -> Built {
        let built = self.build();
        assert_eq!(built.problems(), Vec::<String>::new());
        built
    }
}

/// The bytes of an output, as a build writes them.
fn bytes_of(site: &site::Site, content: &Content<'_>) -> Vec<u8> {
    match content {
        Content::Whole(bytes) => bytes.to_vec(),
        Content::Streamed(stream) => {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("streamed");
            stream.write_file(site, &file).unwrap();
            std::fs::read(file).unwrap()
        }
    }
}

impl Built {
    /// The text of the output at `path`.
    pub fn text(&self, path: &str) -> &str {
        let Some(bytes) = self.outputs.get(path) else {
            panic!(
                "there is no {path}; there are: {:#?} {:#?}",
                self.outputs.keys().collect::<Vec<_>>(),
                self.problems()
            )
        };
        std::str::from_utf8(bytes).expect("the output is text")
    }

    /// Whether there is an output at `path`.
    pub fn has(&self, path: &str) -> bool {
        self.outputs.contains_key(path)
    }

    /// The paths that begin with `prefix`, sorted, without it.
    pub fn below(&self, prefix: &str) -> Vec<&str> {
        self.outputs.keys().filter_map(|path| path.strip_prefix(prefix)).collect()
    }

    /// Every problem as `path:line:column: severity[code]: message`, sorted.
    pub fn problems(&self) -> Vec<String> {
        self.report.problems.iter().map(line).collect()
    }
}

fn line(problem: &Problem) -> String {
    let at = &problem.at;
    format!("{}:{}:{}: {}", at.file, at.line, at.column, words(problem))
}

/// `severity[code]: message`.
fn words(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{severity}[{}]: {}", problem.code.name, problem.message)
}
