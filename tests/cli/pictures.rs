//! What builds remember of pictures: one that was drawn is not decoded again, whatever becomes of the output.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::time::SystemTime;

use image::{ImageFormat, Rgb, RgbImage};

use super::bench::{Bench, Ran};

/// Two photographs, one of which two records show, and a drawing.
fn site() -> Bench {
    let bench = Bench::new(
        "-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\nimage: {file: one.jpg, alt: One}\n---\n![Two](two.jpg)\n\
         -- content/articles/b.md --\n---\ntitle: B\ndate: 2018\nimage: {file: one.jpg, alt: One}\n---\n![D](d.svg)\n\
         -- content/articles/d.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>\n",
    );
    for (name, shade) in [("one", 10), ("two", 200)] {
        fs::write(bench.path(&format!("content/articles/{name}.jpg")), jpeg(shade)).unwrap();
    }
    bench
}

fn jpeg(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(600, 40, Rgb([shade, 90, 90])).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[track_caller]
fn check(ran: Ran, expected: Option<&str>) {
    let ran = ran.fine();
    assert_eq!(ran.err.lines().find_map(|line| line.strip_prefix("pictures: ")), expected, "{}", ran.err);
}

#[test]
fn a_picture_is_decoded_once() {
    let bench = site();
    check(bench.run(&["build"]), Some("2 decoded, 0 from the cache"));
    let first = tree(&bench.path("public"));
    check(bench.run(&["build", "--force"]), Some("0 decoded, 2 from the cache"));
    fs::remove_dir_all(bench.path("public")).unwrap();
    check(bench.run(&["build"]), Some("0 decoded, 2 from the cache"));
    check(bench.run(&["build", "--output", "fresh"]), Some("0 decoded, 2 from the cache"));
    for name in ["one", "two"] {
        let file = fs::File::options().append(true).open(bench.path(&format!("content/articles/{name}.jpg"))).unwrap();
        file.set_modified(SystemTime::now()).unwrap();
    }
    check(bench.run(&["build"]), None);
    fs::remove_file(bench.path("public/files/articles/one.w480.webp")).unwrap();
    check(bench.run(&["build"]), Some("0 decoded, 1 from the cache"));
    fs::write(bench.path("content/articles/two.jpg"), jpeg(120)).unwrap();
    check(bench.run(&["build"]), Some("1 decoded, 0 from the cache"));
    fs::write(bench.path("content/articles/two.jpg"), jpeg(200)).unwrap();
    check(bench.run(&["build"]), Some("0 decoded, 1 from the cache"));
    fs::remove_dir_all(bench.path(".reportage")).unwrap();
    check(bench.run(&["build"]), Some("2 decoded, 0 from the cache"));
    assert!(tree(&bench.path("public")) == first && tree(&bench.path("fresh")) == first);
}

/// Each entry cut, or with a bit of another: it is drawn again, and not a word is said.
#[test]
fn damaged_entries_are_drawn_again() {
    let bench = site();
    bench.run(&["build"]).fine();
    let first = tree(&bench.path("public"));
    for damage in [
        |bytes: &mut Vec<u8>| bytes.truncate(40),
        |bytes: &mut Vec<u8>| bytes[33] ^= 1,
        |bytes: &mut Vec<u8>| bytes.clear(),
    ] {
        for path in tree(&bench.path(".reportage/store")).into_keys().filter(|path| !path.starts_with('.')) {
            let location = bench.path(".reportage/store").join(path);
            let mut bytes = fs::read(&location).unwrap();
            bytes.resize(bytes.len().max(34), 0);
            damage(&mut bytes);
            fs::write(location, bytes).unwrap();
        }
        check(bench.run(&["build", "--output", "fresh", "--force"]), Some("2 decoded, 0 from the cache"));
        assert!(tree(&bench.path("fresh")) == first);
    }
}

#[test]
fn a_check_looks_at_pictures_and_keeps_nothing() {
    let bench = site();
    bench.run(&["check"]).fine();
    assert!(!bench.has(".reportage"));
    let whole = jpeg(10);
    fs::write(bench.path("content/articles/one.jpg"), &whole[..whole.len() - 20]).unwrap();
    for command in ["check", "build"] {
        bench.run(&[command]).ended(1).says(&["error[broken-picture]", "content/articles/a.md:4:15"]);
    }
    fs::write(bench.path("content/articles/one.jpg"), whole).unwrap();
    bench.run(&["build"]).fine();
    bench.run(&["check"]).fine();
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    entries.map(|entry| (path(&entry), fs::read(entry.path()).unwrap())).collect()
}
