//! A built site → the same at a target: what would change there, the changes in an order that never breaks a link, what
//! is there now, and the way back.
//!
//! A kind of target is one file and one line in `registry`. `Target` takes the site whole, so that a branch or another
//! program can be one; those that hold file by file are a `Shelf`, and share `shelved`.
//!
//! Invariant: an error says what came of a request in words of ours and by its code. It never repeats an answer or an
//! address, in which there may be a key.

use std::path::PathBuf;

use crate::diag::Place;
use crate::settings::DeployTarget;

mod aws_profile;
mod azure;
mod error;
mod folder;
mod gcs;
mod git;
mod http;
mod links;
mod local;
mod lock;
mod manifest;
mod order;
mod rsync;
mod s3;
mod serving;
mod shelf;
mod shelved;
mod standing;
mod verify;

pub use error::{DeployError, Fault};
pub use local::{LocalFile, LocalSite};
pub use shelf::Shelf;
pub use shelved::{Shelved, Terms};
pub use verify::Sample;

/// Deletions that need no permission, whatever the size of the site.
const FREE_DELETES: usize = 256;

/// A place that holds the site, or will.
pub trait Target {
    /// What people are told of where it is; holds nothing secret.
    fn place(&self) -> String;

    /// Compares `site` with what is there, and says what would change. Changes nothing.
    ///
    /// # Errors
    /// Those of the family `deploy`.
    fn plan<'a>(&'a self, site: &'a LocalSite) -> Result<Box<dyn Planned + 'a>, DeployError>;

    /// What would bring back the site that was there before.
    ///
    /// # Errors
    /// `nothing-before`, `target-cannot`, and those of `plan`.
    fn plan_back(&self) -> Result<Box<dyn Planned + '_>, DeployError> {
        Err(DeployError::cannot("go back to the site before"))
    }

    /// Reads back what is there, and gives the paths at which it is not as `site` has it, each with what differs.
    ///
    /// # Errors
    /// `target-cannot`, and those of `plan`.
    fn verify(&self, _site: &LocalSite, _sample: Sample) -> Result<Verified, DeployError> {
        Err(DeployError::cannot("be read back"))
    }

    /// Takes away the lock that a deploy left which is no more.
    ///
    /// # Errors
    /// `target-cannot`, and those of `plan`.
    fn break_lock(&self) -> Result<(), DeployError> {
        Err(DeployError::cannot("be unlocked, for it has no lock"))
    }
}

/// What is to be done to a target.
pub trait Planned {
    /// Every change, in the order in which they are made as far as there is one.
    fn changes(&self) -> &[Change];

    /// How many files the target has when all is done.
    fn files(&self) -> usize;

    /// Does it; `tick` is called after each change. Where it fails, what was done stays done, and the next plan goes on
    /// from there.
    ///
    /// # Errors
    /// `deploy-locked`, `deploy-overtaken`, and those of `Target::plan`.
    fn carry_out(&self, tick: &(dyn Fn() + Sync)) -> Result<(), DeployError>;
}

/// One file at the target that will be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path below the site: `articles/a/index.html`.
    pub path: String,
    /// What happens to it.
    pub kind: ChangeKind,
    /// Bytes that are sent for it.
    pub bytes: u64,
}

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It was not there.
    Add,
    /// It was another, or had other headers.
    Replace,
    /// It is not part of the site any more.
    Delete,
}

impl ChangeKind {
    /// The sign that a plan is printed with.
    pub fn sign(self) -> char {
        match self {
            ChangeKind::Add => '+',
            ChangeKind::Replace => '~',
            ChangeKind::Delete => '-',
        }
    }
}

/// What came of reading back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Files that were read.
    pub read: usize,
    /// The paths that are not as they should be, each with what is wrong.
    pub differing: Vec<(String, String)>,
}

impl Verified {
    /// Of a target whose plan compares the bytes of all files: `read` of them, and the `changes` that are left to make.
    fn by_plan(read: usize, changes: &[Change]) -> Verified {
        let what = |kind| match kind {
            ChangeKind::Add => "is not there",
            ChangeKind::Replace => "has other bytes",
            ChangeKind::Delete => "is no part of the site",
        };
        let differing = changes.iter().map(|change| (change.path.clone(), what(change.kind).to_owned()));
        Verified { read, differing: differing.collect() }
    }
}

/// Whatever a kind of target may ask of the machine.
pub struct Surroundings {
    /// The site's root, which folders are relative to.
    pub root: PathBuf,
    /// The folder that the site is built in, absolute.
    pub output: PathBuf,
    /// Where a target may remember something between runs; nothing where that cannot be written.
    pub state: Option<PathBuf>,
    /// The user's home folder.
    pub home: Option<PathBuf>,
    /// Every variable of the environment that is text.
    pub environment: Vec<(String, String)>,
    /// Where the site stands on the web.
    pub base_url: crate::settings::BaseUrl,
    /// Who deploys, for whoever else wants to.
    pub who: String,
    /// Now, as people are told of it.
    pub now: String,
    /// A word that no other run has.
    pub token: String,
    /// Nothing is to be changed: what is not there is not made, but taken for empty.
    pub only_looks: bool,
}

impl Surroundings {
    /// A variable of the environment that is not empty.
    pub fn variable(&self, name: &str) -> Option<&str> {
        let found = self.environment.iter().find(|(known, value)| known == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }
}

/// A kind of target.
pub trait TargetKind {
    /// How its addresses begin or look, for people who wrote another: `s3://bucket/prefix`.
    fn example(&self) -> &'static str;

    /// Whether it takes this address.
    fn claims(&self, to: &str) -> bool;

    /// A target at the address of `settings`, which is one that the kind claims.
    ///
    /// # Errors
    /// `bad-target`, and what keeps it from being used at all.
    fn open(&self, settings: &DeployTarget, surroundings: &Surroundings) -> Result<Box<dyn Target>, DeployError>;
}

/// Every kind of target, in the order in which they are asked; a folder is whatever nobody else wants.
fn registry() -> Vec<Box<dyn TargetKind>> {
    vec![
        Box::new(s3::S3),
        Box::new(gcs::GoogleCloudStorage),
        Box::new(azure::Azure),
        Box::new(git::Git),
        Box::new(rsync::Rsync),
        Box::new(folder::Folder),
    ]
}

/// The target that `settings` tell.
///
/// # Errors
/// `bad-target`, and what keeps it from being used at all.
pub fn open(settings: &DeployTarget, surroundings: &Surroundings) -> Result<Box<dyn Target>, DeployError> {
    let kinds = registry();
    match kinds.iter().find(|kind| kind.claims(&settings.to)) {
        Some(kind) => kind.open(settings, surroundings),
        None => {
            let examples: Vec<&str> = kinds.iter().map(|kind| kind.example()).collect();
            let scheme = settings.to.split("://").next().unwrap_or_default();
            let message = format!("`{scheme}://` is no kind of target");
            Err(DeployError::bad_target(settings, message, format!("write one of `{}`", examples.join("`, `"))))
        }
    }
}

/// Refuses `changes` that delete more than they may: of a site of so many files.
///
/// # Errors
/// `too-many-deletes`.
pub fn check_deletes(changes: &[Change], files: usize, most: Option<usize>, place: &Place) -> Result<(), DeployError> {
    let deletes = changes.iter().filter(|change| change.kind == ChangeKind::Delete).count();
    let before = files + deletes;
    let most = most.unwrap_or_else(|| FREE_DELETES.max(before / 5));
    if deletes <= most {
        return Ok(());
    }
    let message = format!("the deploy would delete {deletes} of {before} files, and may delete {most}");
    Err(DeployError::new(Fault::TooManyDeletes, message)
        .help(format!("look at them with `--dry-run`; to delete them, pass `--max-deletes {deletes}`"))
        .at(place.clone()))
}

#[cfg(test)]
mod test_bench;
