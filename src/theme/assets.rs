//! Files that a theme or the site publishes as they are.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

use super::address_of;
use super::layers::Layer;
use crate::address::Address;
use crate::diag::codes::archive::BAD_ADDRESS;
use crate::diag::codes::front_matter::UNREADABLE_FILE;
use crate::diag::{Diagnostic, Place};
use crate::source::{SitePath, SourceFile};

/// A file published as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its path below `assets/` or `static/`: what a template asks for.
    pub name: String,
    /// Where it is published; with part of its hash in the name where it comes from `assets/`.
    pub address: Address,
    /// The file.
    pub file: SourceFile,
    /// What a browser may check a script or style sheet of `assets/` against (Subresource Integrity): `sha256-…`.
    pub integrity: Option<String>,
}

impl Asset {
    /// Whether it is a script.
    pub fn is_script(&self) -> bool {
        self.name.ends_with(".js")
    }
}

/// The files below `folder` of every layer; of those with one path only the nearest. Sorted by path.
pub(super) fn gather(layers: &[Layer], folder: &str, hashed: bool, problems: &mut Vec<Diagnostic>) -> Vec<Asset> {
    let mut nearest: BTreeMap<&str, &SourceFile> = BTreeMap::new();
    for layer in layers {
        for (path, file) in layer.below(folder) {
            nearest.entry(path).or_insert(file);
        }
    }
    nearest.into_iter().filter_map(|(path, file)| asset(path, file, hashed, problems)).collect()
}

/// The style sheet for highlighted code, which no layer need have: its classes are the engine's own.
pub(super) fn highlight() -> Option<Asset> {
    made("highlight.css", crate::markdown::highlight_css())
}

/// A file of `assets/` that no layer has, and that is made.
pub(super) fn made(name: &str, css: String) -> Option<Asset> {
    let address = address_of(&hashed_path(name, css.as_bytes()))?;
    let integrity = Some(integrity_of(css.as_bytes()));
    let file = SourceFile::held(SitePath::new(&format!("assets/{name}"))?, css.into_bytes());
    Some(Asset { name: name.to_owned(), address, file, integrity })
}

fn asset(path: &str, file: &SourceFile, hashed: bool, problems: &mut Vec<Diagnostic>) -> Option<Asset> {
    let mut integrity = None;
    let address = if hashed {
        match file.read() {
            Ok(bytes) => {
                integrity = matches!(file.path.extension(), "js" | "css").then(|| integrity_of(&bytes));
                address_of(&hashed_path(path, &bytes))
            }
            Err(error) => {
                let message = format!("`{}` cannot be read: {error}", file.path);
                let problem = Diagnostic::new(UNREADABLE_FILE, Place::file(&file.path), message);
                problems.push(problem.help("correct the file's permissions, or take it away"));
                return None;
            }
        }
    } else {
        address_of(path)
    };
    if address.is_none() {
        let message = format!("`{path}` cannot be an address of the site");
        let help = "rename the file: shorter, and without characters that file systems refuse";
        problems.push(Diagnostic::new(BAD_ADDRESS, Place::file(&file.path), message).help(help));
    }
    Some(Asset { name: path.to_owned(), address: address?, file: file.clone(), integrity })
}

/// What a browser may check `bytes` against (Subresource Integrity), and how a policy names them: `sha256-…`.
pub fn integrity_of(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// `style.css` → `assets/style.1f2e3d4c5b6a.css`.
fn hashed_path(path: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let hash = &hash[..12];
    match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => format!("assets/{stem}.{hash}.{extension}"),
        _ => format!("assets/{path}.{hash}"),
    }
}
