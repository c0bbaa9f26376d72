//! Hashes the program's own sources: what another program made, or parsed, is never taken for current.
//!
//! What draws pictures has a hash of its own: to draw all pictures of an archive anew takes minutes, and most versions
//! of the program draw as the one before did.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.lock");
    let mut files = Vec::new();
    gather(Path::new("src"), &mut files)?;
    files.sort();
    // A crate taken from a registry may come without its lock file.
    let lock = fs::read_to_string("Cargo.lock").unwrap_or_default();
    let is_of_pictures = |file: &PathBuf| file.starts_with("src/picture") || file.ends_with("src/picture.rs");
    let pictures: Vec<PathBuf> = files.iter().filter(|file| is_of_pictures(file)).cloned().collect();
    println!("cargo:rustc-env=REPORTAGE_SOURCES={}", hash(&files, &lock)?);
    println!("cargo:rustc-env=REPORTAGE_PICTURES={}", hash(&pictures, &locked(&lock, &DRAWING))?);
    Ok(())
}

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
