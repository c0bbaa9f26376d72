//! `man` and `--version`.

use std::fs;

use super::bench::Bench;

#[test]
fn every_command_has_its_page() {
    let bench = Bench::empty();
    bench.run(&["man", "share/man1"]).fine().says(&[" pages in share/man1/"]);
    let mut names: Vec<String> = fs::read_dir(bench.path("share/man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in ["reportage.1", "reportage-build.1", "reportage-check.1", "reportage-theme-new.1"] {
        assert!(names.iter().any(|known| known == name), "{name} is not among {names:?}");
    }
    for name in &names {
        let page = bench.read(&format!("share/man1/{name}"));
        assert!(page.contains(".SH NAME") && page.contains(".SH SYNOPSIS"), "{name}:\n{page}");
    }
    assert!(bench.read("share/man1/reportage-build.1").contains("keep\\-going"));
    bench.write("file", "");
    bench.run(&["man", "file"]).ended(1).says(&["`file` cannot be written: "]);
}

#[test]
fn the_version_is_told_in_short_and_at_length() {
    let bench = Bench::empty();
    let (short, long) = (bench.run(&["-V"]).fine().out, bench.run(&["--version"]).fine().out);
    let version = concat!("reportage ", env!("CARGO_PKG_VERSION"));
    assert!(short.starts_with(version) && short.lines().count() == 1, "{short}");
    let keys: Vec<&str> = long.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(keys, [version, "commit", "features", "target"]);
    let target = long.lines().last().unwrap();
    assert!(target.contains(std::env::consts::ARCH), "{target}");
}
