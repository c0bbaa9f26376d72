//! Outputs that grow with the whole archive: their bytes are written as they come, and are never in memory as a whole.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::{Make, Site};
use crate::diag::codes::site::UNMADE_EXPORT;
use crate::diag::{Checked, Diagnostic, Place};
use crate::fingerprint::Ingredients;

/// Writes an output of any size: a pure function of the site, which has no problems but those of the disk.
pub trait Stream: Send + Sync {
    /// What the bytes are made from: while all of it is the same, so are they.
    fn made_from(&self, site: &Site) -> Ingredients;

    /// Writes the bytes.
    ///
    /// # Errors
    /// Those of `out`, and where there is no memory for what must be in it.
    fn write(&self, site: &Site, out: &mut dyn Write) -> io::Result<()>;

    /// Writes the same bytes to a new file at `path`.
    ///
    /// # Errors
    /// What the operating system says: `AlreadyExists` where there is one.
    fn write_file(&self, site: &Site, path: &Path) -> io::Result<()> {
        let mut out = BufWriter::new(File::create_new(path)?);
        self.write(site, &mut out)?;
        out.flush()
    }
}

/// A stream as an output like any other; `origin` is where it is reported that there was no memory for it.
pub struct Streamed<S> {
    /// What writes it.
    pub stream: S,
    /// The content file or setting that asks for it.
    pub origin: Place,
}

impl<S: Stream> Make for Streamed<S> {
    fn made_from(&self, site: &Site) -> Ingredients {
        self.stream.made_from(site)
    }

    /// All of them in memory: for the preview, which has no file to write.
    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        let mut bytes = Vec::new();
        match self.stream.write(site, &mut bytes) {
            Ok(()) => Checked::sound(bytes),
            Err(error) => {
                let message = format!("this cannot be made in memory: {error}");
                let problem = Diagnostic::new(UNMADE_EXPORT, self.origin.clone(), message)
                    .help("build the site, which writes it to the disk piece by piece");
                Checked { value: Vec::new(), problems: vec![problem] }
            }
        }
    }

    fn problems(&self, _: &Site) -> Vec<Diagnostic> {
        Vec::new()
    }

    fn stream(&self) -> Option<&dyn Stream> {
        Some(&self.stream)
    }
}
