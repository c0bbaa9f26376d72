//! The theme compiled into the binary: a folder of Markdown and a three-line `site.toml` is a site.

use include_dir::{Dir, include_dir};

use crate::source::{SitePath, SourceFile};

/// The built-in theme's name.
pub(super) const NAME: &str = "broadsheet";

static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/broadsheet");

/// Its files, as if they lay in the site's `themes/broadsheet/`.
pub(super) fn files() -> Vec<SourceFile> {
    let mut files = Vec::new();
    gather(&THEME, &mut files);
    files
}

fn gather(folder: &Dir<'static>, files: &mut Vec<SourceFile>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let path = SitePath::new(&format!("themes/{NAME}/{path}")).expect("the names are our own");
        files.push(SourceFile::held(path, file.contents()));
    }
    for folder in folder.dirs() {
        gather(folder, files);
    }
}
