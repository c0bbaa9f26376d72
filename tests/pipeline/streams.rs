//! Outputs whose bytes are written as they come: who writes to a disk never holds them, and the preview does.
#![allow(clippy::unwrap_used)]

use std::io::{self, Write};

use reportage::diag::{FieldPath, Place};
use reportage::fingerprint::Ingredients;
use reportage::model::date::PartialDate;
use reportage::pipeline::{self, Job};
use reportage::site::{Make, Site, Stream, Streamed};
use reportage::source::{Files, SitePath, SourceFile};

/// Writes so many lines, or fails after them.
struct Lines {
    count: usize,
    fails: bool,
}

impl Stream for Lines {
    fn made_from(&self, _: &Site) -> Ingredients {
        Ingredients::new()
    }

    fn write(&self, _: &Site, out: &mut dyn Write) -> io::Result<()> {
        (0..self.count).try_for_each(|line| writeln!(out, "{line}"))?;
        if self.fails { Err(io::Error::other("out of memory")) } else { Ok(()) }
    }
}

fn site() -> Site {
    let file = |path, text: &str| SourceFile::held(SitePath::new(path).unwrap(), text.as_bytes());
    let job = Job::new(
        Files::new(vec![file("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n")]),
        PartialDate::day(2026, 11, 23),
    );
    pipeline::prepare(job).value.unwrap()
}

fn streamed(count: usize, fails: bool) -> Streamed<Lines> {
    let origin = Place::value(&SitePath::new("site.toml").unwrap(), FieldPath::key("off"));
    Streamed { stream: Lines { count, fails }, origin }
}

#[test]
fn the_bytes_in_memory_are_those_of_the_file() {
    let (site, folder) = (site(), tempfile::tempdir().unwrap());
    for count in [0, 1, 5000] {
        let make = streamed(count, false);
        let path = folder.path().join(count.to_string());
        make.stream().unwrap().write_file(&site, &path).unwrap();
        let made = make.bytes(&site);
        assert_eq!(made.problems.len(), 0);
        assert_eq!(std::fs::read(&path).unwrap(), made.value, "{count}");
        let again = make.stream().unwrap().write_file(&site, &path).unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
    }
}

#[test]
fn what_cannot_be_made_in_memory_is_told_where_it_is_asked_for() {
    let site = site();
    let make = streamed(3, true);
    let made = make.bytes(&site);
    assert_eq!(made.value, b"");
    let [problem] = &made.problems[..] else { panic!("{:?}", made.problems) };
    assert_eq!(problem.code.name, "unmade-export");
    assert_eq!(problem.message, "this cannot be made in memory: out of memory");
    assert_eq!(problem.help.as_deref(), Some("build the site, which writes it to the disk piece by piece"));
    let field = Place::value(&SitePath::new("site.toml").unwrap(), FieldPath::key("off"));
    assert_eq!(format!("{:?}", problem.place), format!("{field:?}"));
    // A build writes it to the disk, and a check does not make it.
    assert!(make.problems(&site).is_empty());
}
