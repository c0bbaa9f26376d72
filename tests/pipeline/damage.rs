//! The cache of documents, damaged in hundreds of places: the same archive, and a cache that is whole again.
//!
//! In this process, where a build takes milliseconds; `tests/cli/damage.rs` does some of it to the real program.
//! `REPORTAGE_DAMAGES=5000 cargo test --test pipeline damage` takes longer.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use reportage::cache::Cache;
use reportage::discover::discover;
use reportage::model::date::PartialDate;
use reportage::pipeline::{self, Job};
use tempfile::TempDir;

/// Places that are damaged.
const DAMAGES: usize = 120;

#[test]
fn a_damaged_cache_changes_nothing() {
    let damages = std::env::var("REPORTAGE_DAMAGES").ok().and_then(|count| count.parse().ok()).unwrap_or(DAMAGES);
    let site = site("Other");
    let plain = archive(site.path(), Cache::none());
    let (cache, sound) = cached(site.path());
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for damage in 0..damages {
        let mut bytes = sound.clone();
        let at = random.below(bytes.len());
        let context = match damage % 4 {
            0 => {
                bytes.truncate(at);
                format!("cut at {at}")
            }
            1 => {
                let bit = random.below(8);
                bytes[at] ^= 1 << bit;
                format!("bit {bit} of byte {at} flipped")
            }
            2 => {
                // The head alone: another version, another context.
                let at = at % 26;
                bytes[at] = bytes[at].wrapping_add(1);
                format!("byte {at} of the head changed")
            }
            _ => {
                let length = random.below(200).min(bytes.len() - at);
                bytes.splice(at..at + length, vec![0xFF; random.below(300)]);
                format!("{length} bytes at {at} replaced")
            }
        };
        fs::write(&cache, bytes).unwrap();
        assert_eq!(archive(site.path(), Cache::open(&site.path().join(".reportage"))), plain, "{context}");
        assert!(fs::read(&cache).unwrap().len() >= sound.len(), "{context}: the cache is not whole again");
        assert_eq!(
            archive(site.path(), Cache::open(&site.path().join(".reportage"))),
            plain,
            "{context}, the build after"
        );
    }
}

/// Its entries are whole, for files of the same paths and lengths, and say something else.
#[test]
fn the_cache_of_another_site_is_not_believed() {
    let (one, other) = (site("Other"), site("0ther"));
    let plain = archive(one.path(), Cache::none());
    let (cache, _) = cached(one.path());
    let (_, foreign) = cached(other.path());
    fs::write(cache, foreign).unwrap();
    assert_eq!(archive(one.path(), Cache::open(&one.path().join(".reportage"))), plain);
}

/// Every document that a build takes in by way of `cache`, which it then writes.
fn archive(root: &Path, cache: Cache) -> String {
    let cache = Arc::new(cache);
    let job = Job {
        cache: cache.clone(),
        ..Job::new(discover(root, &root.join("public"), u64::MAX).value, PartialDate::day(2026, 11, 23))
    };
    let prepared = pipeline::prepare(job);
    assert!(!prepared.problems.iter().any(pipeline::is_error), "{:#?}", prepared.problems);
    let archive = &prepared.value.unwrap().views.archive;
    cache.save(archive.len()).unwrap();
    let records = archive.iter().map(|(_, entry)| format!("{:#?}", entry.record));
    let pages = archive.pages().iter().map(|entry| format!("{:#?}", entry.page));
    let terms = archive.indexes().iter().flat_map(|index| &index.terms);
    records.chain(pages).chain(terms.map(|term| format!("{} {:#?}", term.name, term.entity))).collect()
}

/// Builds until the cache has every document; gives its place and its bytes.
fn cached(root: &Path) -> (PathBuf, Vec<u8>) {
    let place = root.join(".reportage/records.cache");
    for _ in 0..100_000 {
        archive(root, Cache::open(&root.join(".reportage")));
        let bytes = fs::read(&place).unwrap_or_default();
        let has = |path: &&str| bytes.windows(path.len()).any(|window| window == path.as_bytes());
        if FILES.iter().map(|(path, _)| path).filter(|path| path.ends_with(".md")).all(has) {
            return (place, bytes);
        }
    }
    panic!("the cache never took every document");
}

/// A small site on the disk; `word` stands in its documents.
fn site(word: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".reportage")).unwrap();
    for (path, text) in FILES {
        let location = folder.path().join(path);
        fs::create_dir_all(location.parent().unwrap()).unwrap();
        fs::write(location, text.replace("WORD", word)).unwrap();
    }
    folder
}

const FILES: &[(&str, &str)] = &[
    ("site.toml", "title = \"Damage\"\nbase_url = \"https://example.org/\"\n"),
    (
        "content/articles/a.md",
        "---\ntitle: WORD headline\ndate: 2018-06-25\ntags: [WORD, coal]\nauthors: [Jane Doe]\nsources: [b]\n---\nWORD, [b](record:b).\n",
    ),
    ("content/articles/b.md", "---\ntitle: Second\ndate: 2019\norganizations: [Acme]\nrelated: [a]\n---\n## WORD\n"),
    ("content/articles/c.md", "---\ntitle: Third\ndate: 2020-02\nextra: {deep: [1, {er: WORD}]}\n---\n"),
    ("content/organizations/acme.md", "---\nname: Acme\nalternate_name: [WORD Works]\n---\nWORD.\n"),
    ("content/pages/about.md", "---\ntitle: About WORD\n---\nOf [a](record:a).\n"),
];

/// Numbers by chance, the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }
}
