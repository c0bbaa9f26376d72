//! A site on the disk and the binary run in it: the only code of these tests that starts a process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::program::program;

/// 2026-11-23, the day of every test.
const TODAY: &str = "1795392000";

/// A site in a folder of its own, gone with the value.
pub(super) struct Bench {
    folder: TempDir,
}

/// What a command left.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Bench {
    /// An empty folder.
    pub(super) fn empty() -> Bench {
        Bench { folder: tempfile::tempdir().unwrap() }
    }

    /// The files of `text`, each below its `-- path --`; a `site.toml` is there where `text` has none.
    pub(super) fn new(text: &str) -> Bench {
        let bench = Bench::empty();
        bench.write("site.toml", "title = \"Test\"\nbase_url = \"https://example.org/\"\n");
        for part in text.split("-- ").filter(|part| part.contains(" --\n")) {
            let (path, text) = part.split_once(" --\n").unwrap();
            bench.write(path, text);
        }
        bench
    }

    /// A site of one record, its organization and a page, with nothing wrong.
    pub(super) fn sound() -> Bench {
        Bench::new(
            "-- content/articles/2018/letter.md --\n---\ntitle: A letter\ndate: 2018-06-25\noutlet: The Post\ntags: [letters]\n\
             organizations: [Acme]\n---\nText.\n-- content/articles/2019/answer.md --\n---\ntitle: 答え\ndate: 2019-03\n\
             organizations: [Acme]\n---\n-- content/organizations/acme.md --\n---\nname: Acme\n---\n",
        )
    }

    pub(super) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let location = self.path(path);
        fs::create_dir_all(location.parent().unwrap()).unwrap();
        fs::write(location, text).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// The binary, to be run in the site's folder.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        command_in(self.root(), arguments)
    }

    /// Runs the binary in the site's folder.
    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }

    /// Builds until the next build need look at nothing but the stamps of files: a file that was written a moment ago is
    /// read once more.
    #[track_caller]
    pub(super) fn settle(&self, flags: &[&str]) {
        let is_settled = |_| !self.stages(flags).contains(&"theme".to_owned());
        assert!((0..100).any(is_settled), "no build of a hundred is told to be unchanged");
    }

    /// The stages that a build takes, in order.
    #[track_caller]
    pub(super) fn stages(&self, flags: &[&str]) -> Vec<String> {
        let ran = self.run(&[&["build", "--timings=json"], flags].concat());
        ran.json()["stages"].as_object().unwrap().keys().cloned().collect()
    }

    /// Runs the binary in another folder of the site's.
    pub(super) fn run_in(&self, folder: &str, arguments: &[&str]) -> Ran {
        ran(&mut command_in(&self.path(folder), arguments))
    }
}

impl Ran {
    /// The command ended well.
    #[track_caller]
    pub(super) fn fine(self) -> Ran {
        self.ended(0)
    }

    /// The command ended with `code`.
    #[track_caller]
    pub(super) fn ended(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "\n{}\n{}", self.out, self.err);
        self
    }

    /// Standard error holds every one of `texts`.
    #[track_caller]
    pub(super) fn says(self, texts: &[&str]) -> Ran {
        for text in texts {
            assert!(self.err.contains(text), "{text:?} is not in:\n{}", self.err);
        }
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}:\n{}", self.out))
    }
}

fn command_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command.env("SOURCE_DATE_EPOCH", TODAY).env_remove("CLICOLOR_FORCE");
    command
}

/// Runs `command` to its end.
pub(super) fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}
