//! A shelf as a target: what differs is sent, in waves; what it replaces is kept; a manifest says what is there.
//!
//! Whenever it is cut, the target is a mixture of two sites in which no way leads astray, and the next deploy finds by list,
//! manifest and marks what is there already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::lock::{Holder, Lock};
use super::manifest::{Entry, LOCK, MANIFEST, Manifest, UNDER_WAY};
use super::serving::Headers;
use super::shelf::{Mark, PART};
use super::standing::Standing;
use super::{
    Change, ChangeKind, DeployError, Fault, LocalSite, Planned, Sample, Shelf, Surroundings, Target, Verified, verify,
};
use crate::compress::{Encoding, compress};
use crate::settings::{BaseUrl, DeployTarget};

mod sequence;

/// How long a deploy goes on before it says that it does.
const RENEWAL: Duration = Duration::from_secs(120);

/// How files are sent.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Text is compressed.
    pub compress: bool,
    /// What is replaced is kept.
    pub keep_previous: bool,
    /// Seconds that pages may be kept by browsers.
    pub cache_pages: usize,
    /// The same for other files without a hash in their names.
    pub cache_files: usize,
    /// Where the site stands on the web.
    pub base_url: BaseUrl,
    /// Who deploys.
    pub who: String,
    /// Now, as people are told of it.
    pub now: String,
    /// A word that no other deploy has.
    pub token: String,
    /// The file in which the token of a deploy from here is kept.
    pub memory: Option<PathBuf>,
}

impl Terms {
    /// Those of a target in `site.toml`.
    pub(super) fn of(settings: &DeployTarget, surroundings: &Surroundings) -> Terms {
        Terms {
            compress: settings.compress,
            keep_previous: settings.keep_previous,
            cache_pages: settings.cache_pages,
            cache_files: settings.cache_files,
            base_url: surroundings.base_url.clone(),
            who: surroundings.who.clone(),
            now: surroundings.now.clone(),
            token: surroundings.token.clone(),
            memory: surroundings.state.as_ref().map(|state| {
                let name: String =
                    settings.name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
                state.join("deploy").join(name)
            }),
        }
    }
}

/// A target that holds file by file.
#[derive(Debug)]
pub struct Shelved {
    shelf: Shelf,
    terms: Terms,
}

/// A file as it shall be, and where its bytes come from.
struct Wanted {
    entry: Entry,
    from: Source,
}

#[derive(Clone, Copy)]
enum Source {
    /// The built site.
    Site,
    /// What is kept at the target.
    Kept,
}

/// What is to be done to a shelf.
struct Changes<'a> {
    target: &'a Shelved,
    site: Option<&'a LocalSite>,
    standing: Standing,
    wanted: BTreeMap<String, Wanted>,
    changes: Vec<Change>,
    /// Places in `changes`, wave by wave.
    waves: Vec<Vec<usize>>,
}

impl Shelved {
    /// The target that `shelf` is.
    pub fn new(shelf: Shelf, terms: Terms) -> Shelved {
        Shelved { shelf, terms }
    }

    fn entry_of(&self, path: &str, size: u64, sha256: &str) -> Entry {
        let mut headers = Headers::of(path, &self.terms);
        // What is sent in parts is sent as it is.
        headers.content_encoding = headers.content_encoding.filter(|_| size <= PART);
        Entry { sha256: sha256.to_owned(), size, tag: None, headers }
    }

    fn changes<'a>(
        &'a self,
        standing: Standing,
        wanted: BTreeMap<String, Wanted>,
        site: Option<&'a LocalSite>,
    ) -> Result<Changes<'a>, DeployError> {
        let differing: Mutex<BTreeSet<&String>> = Mutex::default();
        let all: Vec<(&String, &Wanted)> = wanted.iter().collect();
        self.shelf.each(&all, |(path, wanted)| {
            if !standing.serves(path, &wanted.entry, &self.shelf)? {
                differing.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
            }
            Ok(())
        })?;
        let differing = differing.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut changes: Vec<Change> = differing
            .into_iter()
            .map(|path| Change {
                path: path.clone(),
                kind: if standing.listed.contains_key(path) { ChangeKind::Replace } else { ChangeKind::Add },
                bytes: wanted[path].entry.size,
            })
            .collect();
        let gone = standing.listed.keys().filter(|path| standing.is_ours(path) && !wanted.contains_key(*path));
        changes.extend(gone.map(|path| Change { path: path.clone(), kind: ChangeKind::Delete, bytes: 0 }));
        let mut planned = Changes { target: self, site, standing, wanted, changes, waves: Vec::new() };
        planned.waves = planned.in_waves()?;
        Ok(planned)
    }
}

impl Target for Shelved {
    fn place(&self) -> String {
        self.shelf.place().to_owned()
    }

    fn plan<'a>(&'a self, site: &'a LocalSite) -> Result<Box<dyn Planned + 'a>, DeployError> {
        let standing = Standing::of(&self.shelf)?;
        let wanted = site.files.iter().map(|file| {
            let entry = self.entry_of(&file.path, file.size, &file.sha256);
            (file.path.clone(), Wanted { entry, from: Source::Site })
        });
        Ok(Box::new(self.changes(standing, wanted.collect(), Some(site))?))
    }

    fn plan_back(&self) -> Result<Box<dyn Planned + '_>, DeployError> {
        let standing = Standing::of(&self.shelf)?;
        // A deploy that was cut is taken back first.
        let files = match &standing.under_way {
            Some(_) if standing.version.is_some() => Some(standing.manifest.files.clone()),
            Some(_) => None,
            None => standing.manifest.files_before(),
        };
        let Some(files) = files else {
            return Err(DeployError::new(Fault::NothingBefore, "the target keeps no site from before this one"));
        };
        let wanted = files.into_iter().map(|(path, entry)| (path, Wanted { entry, from: Source::Kept }));
        let planned = self.changes(standing, wanted.collect(), None)?;
        let is_kept = |change: &&Change| {
            planned.wanted.get(&change.path).is_none_or(|wanted| planned.standing.kept.contains(&wanted.entry.kept()))
        };
        match planned.changes.iter().find(|change| !is_kept(change)) {
            Some(change) => {
                let message = format!("the target does not keep `{}` as it was before", change.path);
                Err(DeployError::new(Fault::NothingBefore, message))
            }
            None => Ok(Box::new(planned)),
        }
    }

    fn verify(&self, site: &LocalSite, sample: Sample) -> Result<Verified, DeployError> {
        verify::read_back(&self.shelf, site, sample, |path, size, sha256| self.entry_of(path, size, sha256))
    }

    fn break_lock(&self) -> Result<(), DeployError> {
        self.shelf.delete(&[LOCK.to_owned()])
    }
}

impl Planned for Changes<'_> {
    fn changes(&self) -> &[Change] {
        &self.changes
    }

    fn files(&self) -> usize {
        self.wanted.len()
    }

    fn carry_out(&self, tick: &(dyn Fn() + Sync)) -> Result<(), DeployError> {
        if self.is_done() {
            return Ok(());
        }
        let Terms { who, now, token, memory, .. } = &self.target.terms;
        let holder = Holder { who: who.clone(), since: now.clone(), token: token.clone() };
        let lock = Lock::acquire(&self.target.shelf, holder, memory.clone())?;
        let done = self.check_standing().and_then(|()| self.send_all(&lock, tick));
        match &done {
            // Who does not answer would be asked for long once more; the lock runs out, or is taken over from here.
            Err(error) if error.fault == Fault::Unreachable => done,
            Err(_) => {
                let _ = lock.release();
                done
            }
            Ok(()) => lock.release(),
        }
    }
}

impl Changes<'_> {
    /// Whether the target is as it shall be, our notes there and all.
    fn is_done(&self) -> bool {
        let Standing { under_way, version, is_locked, .. } = &self.standing;
        self.changes.is_empty() && under_way.is_none() && version.is_some() && !is_locked && !self.has_stale_tags()
    }

    /// Whether a file that stays as it is has another tag than the manifest says, so that it would be looked at each time.
    fn has_stale_tags(&self) -> bool {
        self.wanted.keys().any(|path| !self.standing.is_as_deployed(path))
    }

    /// Holds the plan against the target once more, now that nobody else may change it.
    fn check_standing(&self) -> Result<(), DeployError> {
        let now = self.target.shelf.read(MANIFEST)?;
        let tag = |version: &object_store::UpdateVersion| (version.e_tag.clone(), version.version.clone());
        if now.as_ref().map(|held| tag(&held.version)) == self.standing.version.as_ref().map(tag) {
            return Ok(());
        }
        Err(DeployError::new(Fault::Overtaken, "another deploy changed the target since the plan was made"))
    }

    fn send_all(&self, lock: &Lock<'_>, tick: &(dyn Fn() + Sync)) -> Result<(), DeployError> {
        let shelf = &self.target.shelf;
        self.note_under_way()?;
        self.keep()?;
        let tags: Mutex<BTreeMap<String, (u64, Option<String>)>> = Mutex::default();
        let renewed = Mutex::new(Instant::now());
        for wave in &self.waves {
            shelf.each(wave, |place| {
                self.renew(lock, &renewed)?;
                let change = &self.changes[*place];
                let sent = self.send(change)?;
                tags.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .extend(sent.map(|sent| (change.path.clone(), sent)));
                tick();
                Ok(())
            })?;
        }
        for wave in self.deletions()? {
            shelf.delete(&wave)?;
            wave.iter().for_each(|_| tick());
        }
        lock.renew()?;
        self.conclude(tags.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn renew(&self, lock: &Lock<'_>, renewed: &Mutex<Instant>) -> Result<(), DeployError> {
        let mut renewed = renewed.lock().unwrap_or_else(PoisonError::into_inner);
        if renewed.elapsed() < RENEWAL {
            return Ok(());
        }
        *renewed = Instant::now();
        lock.renew()
    }

    /// Notes which files are going to be ours.
    fn note_under_way(&self) -> Result<(), DeployError> {
        let mut under_way = self.standing.under_way.clone().unwrap_or_default();
        let adds = self
            .changes
            .iter()
            .map(|change| &change.path)
            .filter(|path| !self.standing.manifest.files.contains_key(*path));
        under_way.adds.extend(adds.cloned());
        self.target.shelf.put(UNDER_WAY, to_json(&under_way), &Mark::json()).map(drop)
    }

    /// Copies what will be replaced or deleted, as far as it is of the last whole deploy.
    fn keep(&self) -> Result<(), DeployError> {
        if !self.target.terms.keep_previous {
            return Ok(());
        }
        let mut copies: BTreeMap<String, &String> = BTreeMap::new();
        for Change { path, .. } in &self.changes {
            if let Some(entry) = self.standing.manifest.files.get(path)
                && self.standing.is_as_deployed(path)
                && !self.standing.kept.contains(&entry.kept())
            {
                copies.insert(entry.kept(), path);
            }
        }
        let copies: Vec<(String, &String)> = copies.into_iter().collect();
        self.target.shelf.each(&copies, |(kept, path)| self.target.shelf.copy(path, kept))
    }

    /// Sends one file; gives its size and tag there.
    fn send(&self, change: &Change) -> Result<Option<(u64, Option<String>)>, DeployError> {
        let shelf = &self.target.shelf;
        let Some(Wanted { entry, from }) = self.wanted.get(&change.path) else { return Ok(None) };
        let mark = Mark { sha256: Some(entry.sha256.clone()), headers: entry.headers.clone() };
        match (from, self.site.and_then(|site| Some((site, site.get(&change.path)?)))) {
            (Source::Site, Some((site, file))) if file.size > PART => {
                let tag = shelf.put_parts(&change.path, &site.folder.join(&file.path), &mark)?;
                Ok(Some((file.size, tag)))
            }
            (Source::Site, Some((site, file))) => {
                let bytes = site.bytes(file)?;
                let bytes = if entry.headers.content_encoding.is_some() { packed(&change.path, &bytes) } else { bytes };
                let size = bytes.len() as u64;
                Ok(Some((size, shelf.put(&change.path, bytes, &mark)?)))
            }
            _ => {
                shelf.copy(&entry.kept(), &change.path)?;
                Ok(None)
            }
        }
    }

    /// Writes the manifest of what is there now, and takes away what nobody needs any more.
    fn conclude(&self, tags: BTreeMap<String, (u64, Option<String>)>) -> Result<(), DeployError> {
        let shelf = &self.target.shelf;
        // A copy says nothing of its tag.
        let is_copied = self.site.is_none() && !self.changes.is_empty();
        let listed = if is_copied { shelf.list()? } else { BTreeMap::new() };
        let files: BTreeMap<String, Entry> = self
            .wanted
            .iter()
            .map(|(path, wanted)| {
                let listed = listed.get(path).or_else(|| self.standing.listed.get(path));
                let there = tags.get(path).cloned().or_else(|| listed.map(|listed| (listed.size, listed.tag.clone())));
                let (size, tag) = there.unwrap_or((wanted.entry.size, None));
                (path.clone(), Entry { size, tag, ..wanted.entry.clone() })
            })
            .collect();
        let old = &self.standing.manifest;
        let differs = old.against(&files);
        let is_first = self.standing.version.is_none();
        let before = if differs.is_empty() && !is_first {
            old.before.clone()
        } else {
            (self.target.terms.keep_previous && !is_first).then_some(differs)
        };
        let manifest = Manifest { deployed: self.target.terms.now.clone(), files, before };
        let written = match &self.standing.version {
            Some(version) => shelf.put_over(MANIFEST, to_json(&manifest), version.clone())?,
            None => shelf.put_first(MANIFEST, to_json(&manifest))?,
        };
        if !written {
            return Err(DeployError::new(Fault::Overtaken, "another deploy wrote the manifest before this one"));
        }
        shelf.delete(&[UNDER_WAY.to_owned()])?;
        let needed = manifest.kept();
        let kept = shelf.list()?.into_keys().filter(|path| path.starts_with(super::manifest::KEPT));
        let stale: Vec<String> = kept.filter(|path| !needed.contains(path)).collect();
        shelf.delete(&stale)
    }
}

fn to_json(value: &impl serde::Serialize) -> Vec<u8> {
    // Texts, numbers and maps with texts for keys: nothing that JSON has no form for.
    serde_json::to_vec(value).unwrap_or_default()
}

/// The bytes with gzip. Memory takes whatever is written to it, and what came out short would be told when it is read back.
fn packed(path: &str, mut bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() / 3);
    let _ = compress(Encoding::Gzip, path, &mut bytes, &mut packed);
    packed
}
