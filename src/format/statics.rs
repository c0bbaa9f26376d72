//! Files that the theme and the site publish under names of their own: as they are, but for pictures.

use super::{Format, pictures};
use crate::diag::codes::front_matter::UNREADABLE_FILE;
use crate::diag::{Checked, Diagnostic, Place};
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::source::SourceFile;
use crate::theme::Asset;
use crate::view::Views;

/// `assets/`: with part of their hash in their names.
pub(super) struct Assets;

/// `static/`: under their own names.
pub(super) struct Statics;

impl Format for Assets {
    fn key(&self) -> &'static str {
        "assets"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        views.theme.assets.iter().map(output).collect()
    }
}

impl Format for Statics {
    fn key(&self) -> &'static str {
        "static"
    }

    fn plan(&self, views: &Views, _: &[Output]) -> Vec<Output> {
        let outputs = |asset: &Asset| match views.gallery.at(&asset.address.path) {
            Some(picture) => pictures::outputs(picture),
            None => vec![output(asset)],
        };
        views.theme.statics.iter().flat_map(outputs).collect()
    }
}

fn output(asset: &Asset) -> Output {
    Output {
        address: asset.address.clone(),
        rank: Rank::Asset,
        origin: Place::file(&asset.file.path),
        listing: Listing::Unlisted,
        make: Box::new(Copied(asset.file.clone())),
    }
}

/// A file as it is.
pub(super) struct Copied(pub(super) SourceFile);

impl Make for Copied {
    fn made_from(&self, _: &Site) -> Ingredients {
        Ingredients::new().with("the file", print(&self.0))
    }

    fn bytes(&self, _: &Site) -> Checked<Vec<u8>> {
        copy(&self.0)
    }
}

fn print(file: &SourceFile) -> Inputs {
    let inputs = Inputs::new("file").text(file.path.as_str());
    match file.stamp {
        Some(stamp) => inputs.print(Fingerprint::of_value(&stamp)),
        // In the program, or changed a moment ago.
        None => inputs.print(Fingerprint::of(&file.read().unwrap_or_default())),
    }
}

fn copy(file: &SourceFile) -> Checked<Vec<u8>> {
    match file.read() {
        Ok(bytes) => Checked::sound(bytes.to_vec()),
        Err(error) => {
            let message = format!("`{}` cannot be read: {error}", file.path);
            let problem = Diagnostic::new(UNREADABLE_FILE, Place::file(&file.path), message)
                .help("correct the file's permissions, or take it away");
            Checked { value: Vec::new(), problems: vec![problem] }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::source::SitePath;

    /// Within a tick of the disk's clock both have one stamp.
    #[test]
    fn a_file_changed_a_moment_ago_is_known_by_its_bytes() -> std::io::Result<()> {
        let root = tempfile::tempdir()?;
        let print_of = |text: &str| {
            fs::write(root.path().join("a.txt"), text)?;
            let mut file = SourceFile::on_disk(SitePath::new("a.txt").expect("sound"), root.path().into());
            file.look_up(0);
            Ok::<Fingerprint, std::io::Error>(print(&file).done())
        };
        let one = print_of("one")?;
        assert_ne!(print_of("two")?, one);
        assert_eq!(print_of("one")?, one);
        Ok(())
    }
}
