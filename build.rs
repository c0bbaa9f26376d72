//! Hashes the program's own sources, its theme among them: what another program made, or parsed, is never taken for current.
//!
//! What draws pictures has a hash of its own: to draw all pictures of an archive anew takes minutes, and most versions
//! of the program draw as the one before did. And it notes what `reportage --version` tells: commit, features, target.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=Cargo.lock");
    let mut files = Vec::new();
    for folder in ["src", THEME] {
        println!("cargo:rerun-if-changed={folder}");
        gather(Path::new(folder), &mut files)?;
    }
    files.sort();
    // A crate taken from a registry may come without its lock file.
    let mut lock = fs::read_to_string("Cargo.lock").unwrap_or_default();
    let is_of_pictures = |file: &PathBuf| file.starts_with("src/picture") || file.ends_with("src/picture.rs");
    let pictures: Vec<PathBuf> = files.iter().filter(|file| is_of_pictures(file)).cloned().collect();
    println!("cargo:rustc-env=REPORTAGE_PICTURES={}", hash(&pictures, &locked(&lock, &DRAWING))?);
    // A program that lacks an output is another one, whose site no other takes for current.
    lock.extend(WRITING.iter().filter(|feature| !features().contains(&(**feature).to_owned())).copied());
    println!("cargo:rustc-env=REPORTAGE_SOURCES={}", hash(&files, &lock)?);
    println!("cargo:rustc-env=REPORTAGE_COMMIT={}", commit().unwrap_or_default());
    println!("cargo:rustc-env=REPORTAGE_FEATURES={}", features().join(", "));
    println!("cargo:rustc-env=REPORTAGE_TARGET={}", env::var("TARGET").unwrap_or_default());
    Ok(())
}

/// The commit that is built: of a package the one that it was made from, else that of the repository. A debug build has
/// none, for it would be made anew after each commit.
fn commit() -> Option<String> {
    if let Ok(noted) = fs::read_to_string(".cargo_vcs_info.json") {
        // The file is written by cargo; to read one word of it needs no JSON.
        let (_, rest) = noted.split_once("\"sha1\"")?;
        return rest.split('"').nth(1).map(str::to_owned);
    }
    if env::var("PROFILE").is_ok_and(|profile| profile == "debug") || !Path::new(".git").exists() {
        return None;
    }
    // Of a branch, HEAD changes when another is checked out, and its file with each commit.
    for name in ["HEAD", &git(&["rev-parse", "--symbolic-full-name", "HEAD"])?, "packed-refs"] {
        let path = git(&["rev-parse", "--git-path", name])?;
        if Path::new(&path).exists() {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    git(&["rev-parse", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

/// The features of this build, in alphabetical order.
fn features() -> Vec<String> {
    let features = env::var("CARGO_CFG_FEATURE").unwrap_or_default();
    let mut features: Vec<String> = features.split(',').map(str::to_owned).collect();
    features.retain(|feature| !feature.is_empty() && feature != "default");
    features.sort();
    features
}

/// The theme that is compiled in: a build that finds nothing changed does not look at it.
const THEME: &str = "themes/broadsheet";

/// The features without which a site has fewer files.
const WRITING: [&str; 1] = ["sqlite"];

/// The libraries whose version may change a drawn pixel, or what is read of a picture.
const DRAWING: [&str; 12] = [
    "fast_image_resize",
    "fdeflate",
    "flate2",
    "gif",
    "image",
    "image-webp",
    "libwebp-sys",
    "png",
    "quick-xml",
    "webp",
    "weezl",
    "zune-jpeg",
];

fn hash(files: &[PathBuf], lock: &str) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    lock.hash(&mut hasher);
    for file in files {
        file.hash(&mut hasher);
        fs::read(file)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// What a lock file says of the packages `names`.
fn locked(lock: &str, names: &[&str]) -> String {
    let is_named = |package: &&str| names.iter().any(|name| package.contains(&format!("\nname = \"{name}\"\n")));
    lock.split("[[package]]").filter(is_named).collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
