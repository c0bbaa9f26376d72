//! A site whose plan was kept after a body changed makes the same bytes, and the same fingerprints, as one planned anew.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use reportage::fingerprint::Fingerprint;
use reportage::model::date::PartialDate;
use reportage::pipeline::{self, Job};
use reportage::site::Site;
use reportage::source::{Files, SitePath, SourceFile};

const FILES: &[(&str, &str)] = &[
    ("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\n"),
    ("content/index.md", "---\ntitle: Home\n---\nWelcome to [a](record:a).\n"),
    ("content/pages/about.md", "---\ntitle: About\n---\nSee [[Headline]] and [there](/articles/a/).\n"),
    ("content/organizations/acme.md", "---\nname: Acme\n---\nMakes [things](record:b#below).\n"),
    (
        "content/articles/a.md",
        "---\ntitle: Headline\ndate: 2018-01-02\norganizations: [Acme]\ntags: [x]\n---\nFirst, by [b](b.md#below) and ![p](p.svg \"P\").\n",
    ),
    ("content/articles/p.svg", "<svg/>"),
    ("content/articles/q.png", "another"),
    (
        "content/articles/b.md",
        "---\ntitle: Second\ndate: 2018-03\ntags: [x]\nsources: [{ref: a, role: confirms}]\n---\nText &amp; [a](record\\:a).\n\n## Below\n\nEnd.\n",
    ),
    ("content/articles/late.md", "---\ntitle: Late\ndate: 2018-05-01\ndraft: true\n---\nLater.\n"),
];

/// Every output's fingerprint and bytes, and what was wrong with it.
type Made = BTreeMap<String, (Fingerprint, Vec<u8>, Vec<String>)>;

fn files(texts: &BTreeMap<&str, String>) -> Files {
    let held =
        |(path, text): (&&str, &String)| SourceFile::held(SitePath::new(path).unwrap(), text.clone().into_bytes());
    Files::new(texts.iter().map(held).collect())
}

fn prepared(files: &Files) -> Site {
    let job = Job::new(files.clone(), PartialDate::day(2026, 11, 23));
    pipeline::prepare(job).value.unwrap()
}

fn made(site: &Site) -> Made {
    let outputs = site.outputs().iter();
    outputs
        .map(|output| {
            let bytes = output.make.bytes(site);
            let problems =
                bytes.problems.iter().map(|problem| format!("{:?} {}", problem.place, problem.message)).collect();
            (output.address.path.to_string(), (output.make.made_from(site).print(), bytes.value, problems))
        })
        .collect()
}

/// After `path` has `from` replaced by `to`: whether the plan could be kept, and then it must be right.
fn check(texts: &mut BTreeMap<&str, String>, site: &mut Site, path: &str, from: &str, to: &str) -> bool {
    let text = texts.get_mut(path).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    *text = text.replace(from, to);
    let files = files(texts);
    let anew = prepared(&files);
    let revised = pipeline::revise(site, &files, &[SitePath::new(path).unwrap()]);
    if let Some(revised) = &revised {
        let (left, right) = (made(revised), made(&anew));
        assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>(), "{path}: {from} → {to}");
        for (output, left) in &left {
            assert_eq!(left, &right[output], "{output} after {path}: {from} → {to}");
        }
    }
    let is_kept = revised.is_some();
    *site = revised.unwrap_or(anew);
    is_kept
}

#[test]
#[rustfmt::skip]
fn a_plan_is_kept_only_where_no_more_than_a_body_changed() {
    let mut texts: BTreeMap<&str, String> = FILES.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
    let mut site = prepared(&files(&texts));
    for (path, from, to, is_kept) in [
        ("content/articles/a.md",         "First,",         "Changed,",          true),
        ("content/articles/a.md",         "Changed,",       "Changed again,",    true),
        ("content/articles/b.md",         "## Below",       "## Beneath",        true),
        ("content/articles/b.md",         "## Beneath",     "## Below\n\n## X",  true),
        ("content/articles/a.md",         "(b.md#below)",   "(record:b)",        true),
        ("content/articles/a.md",         "(record:b)",     "(record:nothing)",  true),
        ("content/articles/a.md",         "record:nothing", "/tags/x/",          true),
        ("content/pages/about.md",        "[[Headline]]",   "[[Second]]",        true),
        ("content/organizations/acme.md", "Makes",          "Sells",             true),
        ("content/index.md",              "Welcome",        "Come in",           true),
        ("content/articles/b.md",         "End.",           "",                  true),
        // A file that is named is published, and one that is not is not.
        ("content/articles/a.md",         "p.svg",          "q.svg",             false),
        ("content/articles/a.md",         "title: Headline", "title: New",       false),
        ("content/articles/b.md",         "tags: [x]",      "tags: [x, y]",      false),
        ("content/articles/late.md",      "Later.",         "Much later.",       false),
        ("content/articles/late.md",      "draft: true",    "draft: false",      false),
        ("content/articles/late.md",      "Much later.",    "Later.",            true),
        ("content/articles/b.md",         "date: 2018-03",  "date: 2018-13",     false),
        ("site.toml",                     "\"T\"",          "\"U\"",             false),
    ] {
        assert_eq!(check(&mut texts, &mut site, path, from, to), is_kept, "{path}: {from} → {to}");
    }
}
