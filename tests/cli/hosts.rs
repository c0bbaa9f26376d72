//! `build --host`, `--precompress`, and the list of all files.

use std::collections::BTreeMap;
use std::fs::{self, File};

use reportage::compress::{Encoding, expand};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::bench::Bench;

/// A record long enough for a twin of its Markdown.
fn long(words: &str) -> String {
    format!("---\ntitle: Long\ndate: 2018\naliases: [/old/]\n---\n{}", words.repeat(300))
}

fn bench() -> Bench {
    let bench = Bench::sound();
    bench.write("content/articles/long.md", &long("The contract stays. "));
    bench.write(
        "site.toml",
        "title = \"T\"\nbase_url = \"https://example.org/\"\noff = [\"search\", \"cards\", \"exports\"]\n",
    );
    bench
}

fn bytes(bench: &Bench, path: &str) -> Vec<u8> {
    fs::read(bench.path(path)).unwrap()
}

/// Every file of a folder, but for what says that it is ours.
fn tree(bench: &Bench, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let root = bench.path(folder);
    let files = WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap())
    });
    named.filter(|(path, _)| path != ".reportage-site").collect()
}

#[test]
fn twins_hold_what_their_file_holds() {
    let bench = bench();
    bench.write("static/short.css", "a{}");
    bench.write("static/own.css", &"a { color: black }\n".repeat(100));
    bench.write("static/own.css.gz", "of another hand");
    bench.run(&["build", "--precompress"]).fine();
    let site = tree(&bench, "public");
    for (path, has_brotli, has_gzip) in [
        ("index.html", true, true),
        ("articles/long/index.md", true, true),
        ("short.css", false, false),
        ("own.css", true, true),
        ("build.json", false, false),
        ("_headers", false, false),
    ] {
        let (brotli, gzip) = (site.get(&format!("{path}.br")), site.get(&format!("{path}.gz")));
        assert_eq!((brotli.is_some(), gzip.is_some()), (has_brotli, has_gzip), "{path}");
    }
    assert_eq!(site["own.css.gz"], b"of another hand");
    for (path, twin) in site.iter().filter(|(path, _)| *path != "own.css.gz") {
        for (ending, encoding) in [(".br", Encoding::Brotli), (".gz", Encoding::Gzip)] {
            if let Some(of) = path.strip_suffix(ending) {
                assert!(twin.len() < site[of].len(), "{path}");
                assert_eq!(expand(encoding, twin, u64::MAX).unwrap(), site[of], "{path}");
            }
        }
    }
}

#[test]
fn twins_are_made_when_their_file_is_and_go_with_it() {
    let bench = bench();
    bench.run(&["build", "--precompress"]).fine();
    bench.run(&["build", "--precompress", "-D"]).fine().says(&[": 0 written"]);
    let twin = "public/articles/long/index.md.br";
    let first = bytes(&bench, twin);
    bench.write("content/articles/long.md", &long("The contract goes. "));
    bench.run(&["build", "--precompress"]).fine();
    assert_ne!(bytes(&bench, twin), first);
    bench.run(&["build", "--precompress", "--force", "-o", "clean"]).fine();
    assert_eq!(tree(&bench, "public"), tree(&bench, "clean"));
    // Changed by hand, deleted by hand: both are found, as for every file.
    bench.write(twin, "x");
    fs::remove_file(bench.path("public/index.html.gz")).unwrap();
    bench.run(&["build", "--precompress"]).fine();
    assert_eq!(tree(&bench, "public"), tree(&bench, "clean"));
    bench.run(&["build"]).fine();
    assert!(!tree(&bench, "public").keys().any(|path| path.ends_with(".br") || path.ends_with(".gz")));
    bench.run(&["build", "--precompress"]).fine();
    assert_eq!(tree(&bench, "public"), tree(&bench, "clean"));
    bench.run(&["clean"]).fine();
    assert!(!bench.has("public"));
}

#[test]
fn the_list_has_every_file_but_itself() {
    let bench = bench();
    for flags in [&["build"][..], &["build", "--precompress"], &["build", "--host", "nginx"]] {
        bench.run(flags).fine();
        let list: serde_json::Value = serde_json::from_str(&bench.read("public/build.json")).unwrap();
        let site = tree(&bench, "public");
        let expected: Vec<&String> = site.keys().filter(|path| *path != "build.json").collect();
        assert_eq!(list["files"].as_object().unwrap().keys().collect::<Vec<_>>(), expected);
        for path in expected {
            let digits: String = Sha256::digest(&site[path]).iter().map(|byte| format!("{byte:02x}")).collect();
            let listed = &list["files"][path];
            assert_eq!((&listed["bytes"], &listed["sha256"]), (&site[path].len().into(), &digits.into()), "{path}");
            let leads_to = if path == "old/index.html" { "/articles/long/".into() } else { serde_json::Value::Null };
            assert_eq!(listed["leads_to"], leads_to, "{path}");
        }
        assert_eq!(list["base_url"], "https://example.org/");
    }
    let with = bench.read("public/build.json");
    bench.write("site.toml", "title = \"T\"\nbase_url = \"https://example.org/\"\noff = [\"search\", \"cards\", \"exports\", \"build_json\"]\n");
    bench.run(&["build", "--host", "nginx"]).fine();
    assert!(!bench.has("public/build.json"));
    // What stands there now was written by a build that took no hashes.
    bench.write(
        "site.toml",
        "title = \"T\"\nbase_url = \"https://example.org/\"\noff = [\"search\", \"cards\", \"exports\"]\n",
    );
    bench.run(&["build", "--host", "nginx"]).fine();
    assert_eq!(bench.read("public/build.json"), with);
}

#[test]
fn a_list_of_the_sites_own_stays() {
    let bench = bench();
    bench.write("static/build.json", "{}");
    bench.run(&["build"]).fine();
    assert_eq!(bench.read("public/build.json"), "{}");
}

#[test]
fn what_the_host_does_not_take_is_not_written() {
    let bench = bench();
    fs::create_dir_all(bench.path("static")).unwrap();
    File::create(bench.path("static/crawl.bin")).unwrap().set_len(26 * 1024 * 1024).unwrap();
    bench.run(&["build", "--host", "cloudflare"]).ended(1).says(&[
        "error[over-host-limit]: the site has a file of 27,262,976 bytes (`crawl.bin`); 26,214,400 is the most that Cloudflare Pages takes",
        "put the file elsewhere and link to it there",
        "nothing was written",
    ]);
    assert!(!bench.has("public"));
    bench.run(&["build", "--host", "netlify"]).fine();
    bench.run(&["build", "--host", "geocities"]).ended(2).says(&["[possible values: github-pages, cloudflare,"]);
}
