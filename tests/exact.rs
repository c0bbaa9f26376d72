//! An incremental build and a clean build of the same tree are the same bytes, whatever was edited in between.
//!
//! Each step edits a small site at random, builds it over what is there, builds it anew beside, and compares. Mostly the
//! clean build comes first, so that the edits have lain a while: a file changed a moment ago is not trusted by its stamp,
//! and the site as a whole is then never told to be unchanged. The seeds are fixed;
//! `REPORTAGE_STEPS=2000 cargo test --test exact` takes a longer walk, `REPORTAGE_SEED=7` another one.
//! `REPORTAGE_BINARY=PATH` walks with another program than the one just built: `exact/omissions` does.
#![allow(clippy::unwrap_used)]

use std::fs;

#[path = "exact/around.rs"]
mod around;
#[path = "exact/edits.rs"]
mod edits;
#[path = "support/program.rs"]
mod program;
#[path = "exact/site.rs"]
mod site;
#[path = "exact/values.rs"]
mod values;

use edits::Deck;
use site::{Site, tree};

/// Steps of each walk: enough for every kind of edit to come up in one of the two.
const STEPS: usize = 40;

/// A record with an error is left out, and of those that are left out nothing can be wrong: a site that is mostly
/// broken is mended before the walk goes on. So is one of which nothing is written, since its settings are wrong.
const MOST_ERRORS: usize = 8;

/// The exit code of a build that writes nothing, since the settings are wrong.
const REFUSED: i32 = 2;

#[test]
fn walk_one() {
    walk(0);
}

#[test]
fn walk_two() {
    walk(1);
}

/// The comparison sees what it is there to see: a page that an incremental build left as it was by mistake.
#[test]
fn a_stale_page_is_found() {
    let site = Site::new(3);
    site.build("public", &[]);
    let page = site.path("public/articles/2018/r1/index.html");
    let stale = fs::read_to_string(&page).unwrap().replace("First words", "Stale words");
    site.build("clean", &["--force"]);
    assert_eq!(tree(&site.path("public")), tree(&site.path("clean")));
    fs::write(&page, stale).unwrap();
    assert_ne!(tree(&site.path("public")), tree(&site.path("clean")));
}

/// Two walks share one deck: what is not in the first hand of `half` 0 is in that of `half` 1.
fn walk(half: usize) {
    let seed = number("REPORTAGE_SEED").unwrap_or(1);
    let mut site = Site::new(seed + half as u64);
    let mut deck = Deck::new(seed, half);
    let mut errors = site.build("public", &[]).errors();
    let mut told = Vec::new();
    let mut is_refused = false;
    for step in 0..number("REPORTAGE_STEPS").map_or(STEPS, |steps| usize::try_from(steps).unwrap()) {
        let before = site.files();
        let count = if site.pick(4) == 0 { 2 + site.pick(3) } else { 1 };
        let mut edits: Vec<String> = (0..count).map(|_| deck.edit(&mut site)).collect();
        if errors > MOST_ERRORS || is_refused {
            site.begin_again();
            edits = vec!["all as it was at first".to_owned()];
        }
        told.push(edits.join(" + "));
        site.before = before;
        let (incremental, clean) = if step % 4 == 0 {
            let incremental = site.build("public", &[]);
            (incremental, site.build("clean", &["--force"]))
        } else {
            let clean = site.build("clean", &["--force"]);
            (site.build("public", &[]), clean)
        };
        errors = clean.errors();
        let last = told.iter().rev().take(5).rev().collect::<Vec<_>>();
        let context = || format!("seed {seed}, walk {half}, step {step}, the last edits: {last:#?}");
        // Settings that name what is gone keep a site from being built at all; both have to say so.
        assert!(matches!(clean.code, Some(0..=2)), "{}: {clean:?}", context());
        assert_eq!(incremental, clean, "what is told differs; {}", context());
        is_refused = clean.code == Some(REFUSED);
        let (left, right) = (tree(&site.path("public")), tree(&site.path("clean")));
        // Where nothing is written, a page that was changed by hand stays so until there is.
        if left == right || is_refused {
            continue;
        }
        let paths = left.keys().chain(right.keys());
        let differing: Vec<_> = paths.filter(|path| left.get(*path) != right.get(*path)).collect();
        panic!("{differing:#?} differ; {}", context());
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
