//! Attachments and the site's own files → every picture that the site publishes: what is known of it, and the files
//! that are made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use percent_encoding::percent_decode_str;
use rayon::prelude::*;

use crate::address::Address;
use crate::archive::Archive;
use crate::attachment::{Attachment, Attachments, NamedBy};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::model::Body;
use crate::model::record::Access;
use crate::picture::{Facts, Fault, Kind, Memory, Plan, Use, is_raw};
use crate::settings::Settings;
use crate::source::SourceFile;
use crate::store::Store;
use crate::theme::Theme;

mod picture;

pub use picture::{Part, Picture};

/// The pictures of a site, by the paths at which they stand.
#[derive(Debug, Default)]
pub struct Gallery {
    pictures: BTreeMap<Arc<str>, Picture>,
    print: OnceLock<Fingerprint>,
    /// Where lies what was drawn before, for all that draw.
    pub store: Arc<Store>,
}

/// What was done for the pictures of a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pictures that were decoded.
    pub decoded: usize,
    /// Pictures of which files were made, and none of which had to be decoded.
    pub recalled: usize,
}

impl Gallery {
    /// The picture at `path`, letters as they are: `/files/2018/lead.jpg`.
    pub fn at(&self, path: &str) -> Option<&Picture> {
        self.pictures.get(path)
    }

    /// What pages show of all pictures.
    pub fn print(&self) -> Fingerprint {
        let prints = || self.pictures.values().map(Picture::print);
        *self.print.get_or_init(|| Inputs::new("pictures").prints(prints()).done())
    }

    /// What has been done so far.
    pub fn tally(&self) -> Tally {
        let count = |work| self.pictures.values().filter(|picture| picture.work() == work).count();
        Tally { decoded: count(picture::Work::Decoded), recalled: count(picture::Work::Recalled) }
    }
}

/// Looks at every picture that is published. What is wrong with one is told when its file is made.
pub fn gather(
    archive: &Archive,
    attachments: &Attachments,
    theme: &Theme,
    settings: &Settings,
    memory: &Arc<Memory>,
) -> Gallery {
    let is_picture =
        |file: &SourceFile| Kind::of_name(file.path.file_name()).is_some() || is_raw(file.path.file_name());
    let keeps_metadata = settings.keep_picture_metadata;
    // Evidence that nothing shows is a file like any other, broken or not; a drawing could run when it is opened.
    let is_evidence = |attachment: &Attachment| {
        attachment.is_exact
            && !attachment.is_shown
            && Kind::of_name(attachment.file.path.file_name()) != Some(Kind::Svg)
    };
    let beside = attachments.iter().filter(|attachment| is_picture(&attachment.file) && !is_evidence(attachment));
    let beside = beside.map(|attachment: &Attachment| {
        let purpose = Use {
            is_beside: true,
            is_shown: attachment.is_shown,
            keeps_metadata: keeps_metadata || attachment.is_exact,
        };
        Candidate {
            file: &attachment.file,
            address: &attachment.address,
            named_by: Some(&attachment.named_by),
            purpose,
        }
    });
    let own = theme.statics.iter().filter(|asset| is_picture(&asset.file));
    let mut own = own.peekable();
    let named = if own.peek().is_some() { named_in_bodies(archive) } else { BTreeSet::new() };
    let own = own.map(|asset| {
        let purpose = Use { is_beside: false, is_shown: named.contains(&*asset.address.path), keeps_metadata };
        Candidate { file: &asset.file, address: &asset.address, named_by: None, purpose }
    });
    let candidates: Vec<Candidate<'_>> = beside.chain(own).collect();
    let looks: Vec<Result<Option<Facts>, Fault>> =
        candidates.par_iter().map(|candidate| memory.look(candidate.file)).collect();
    let stems = repeated_stems(&candidates);
    let pictures = candidates.into_iter().zip(looks).map(|(candidate, look)| {
        let plan = match &look {
            Ok(Some(facts)) => Plan::of(facts, candidate.purpose),
            Ok(None) | Err(_) => Plan::none(),
        };
        let Candidate { file, address, named_by, purpose } = candidate;
        let base = rendition_base(&address.path, &stems);
        let picture = Picture::new(file.clone(), address.clone(), look, plan, base, memory.clone());
        (address.path.clone(), picture.named_by(named_by.cloned(), purpose.keeps_metadata))
    });
    Gallery { pictures: pictures.collect(), print: OnceLock::new(), store: memory.store.clone() }
}

struct Candidate<'a> {
    file: &'a SourceFile,
    address: &'a Address,
    named_by: Option<&'a NamedBy>,
    purpose: Use,
}

/// The site's own paths that bodies name, one of which may be a picture.
fn named_in_bodies(archive: &Archive) -> BTreeSet<String> {
    let records = archive.iter().map(|(_, entry)| &entry.record);
    let records = records.filter(|record| record.access != Access::Metadata).map(|record| &record.body);
    let terms = archive.indexes().iter().flat_map(|index| &index.terms);
    let entities = terms.filter_map(|term| term.entity.as_ref()).map(|entity| &entity.body);
    let pages = archive.pages().iter().map(|page| &page.page.body);
    let paths = |body: &Body| -> Vec<String> {
        let paths = archive.current(body).mentions.site_files();
        let decoded = |path: &str| {
            let path = path.split(['?', '#']).next().unwrap_or(path);
            percent_decode_str(path).decode_utf8_lossy().into_owned()
        };
        paths.map(decoded).collect()
    };
    records.chain(entities).chain(pages).flat_map(paths).collect()
}

/// What several pictures are called but for their extension: `lead.jpg` and `lead.png` cannot both have renditions of
/// the name `lead.w800.webp`.
fn repeated_stems(candidates: &[Candidate<'_>]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let stems = candidates.iter().map(|candidate| stem(&candidate.address.path).to_lowercase());
    stems.filter(|stem| !seen.insert(stem.clone())).collect()
}

/// What the names of a picture's renditions begin with.
fn rendition_base<'p>(path: &'p str, repeated: &BTreeSet<String>) -> &'p str {
    let stem = stem(path);
    if repeated.contains(&stem.to_lowercase()) { path } else { stem }
}

fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}
