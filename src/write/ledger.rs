//! The ledger: what each file of the output was made from and what it was when we wrote it.
//!
//! It lies in `.reportage/` and is only ever a saving: without it every output is made again, and the bytes are the
//! same. It counts for nothing unless it was written for the marker that stands in the output folder.
//!
//! ```text
//! heading · marker u64 · inputs u64 · length u64, memo · count u64
//! rows    key · fingerprint · hash · length · modified · where the path begins · how long it is, each u64 · traces ·
//!         SHA-256 · encodings of its twins, u64; in the order of writing
//! paths   one behind another
//! hash of all of it u64
//! ```
//!
//! The rows are used as they lie in the file: a site of a hundred thousand files is opened by reading it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::Scope;
use rayon::prelude::*;

use super::entry::{Entry, Sha256Digest, Standing, hash, key};
use crate::fingerprint::Traces;
use crate::source::Folder;

/// The first bytes of a ledger; another version is another heading.
const HEADING: &[u8] = b"reportage-ledger 4\n";

/// Bytes of a number.
const WORD: usize = size_of::<u64>();

/// Words in which the traces of an output's parts are packed.
const TRACES: usize = size_of::<Traces>() / WORD;

/// Words of a SHA-256.
const DIGEST: usize = size_of::<Sha256Digest>() / WORD;

/// How many files are looked up ahead at a time: short enough for whoever waits behind it.
const PIECE: usize = 256;

/// The numbers that a row begins with.
const NUMBERS: usize = 7;

/// Bytes of a row.
const ROW: usize = (NUMBERS + TRACES + DIGEST + 1) * WORD;

/// What the build that wrote the site said of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Note {
    /// The fingerprint of all that went into the build; 0 where that cannot be told.
    pub(super) inputs: u64,
    /// Whatever the build wants to know again while its inputs are the same.
    pub(super) memo: Vec<u8>,
}

/// Every file of one output folder, as the bytes of the ledger's file.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    bytes: Vec<u8>,
    pub(super) note: Note,
    rows: Range<usize>,
    paths: usize,
    /// The key of each row, sorted, and its place among the rows.
    by_key: OnceLock<Vec<(u64, u32)>>,
    /// Whether the file of each row has been seen to be the one we wrote.
    same: Vec<AtomicBool>,
}

impl Ledger {
    /// Where the ledger of `output` lies: by its place in the root, so that both can move together.
    pub(super) fn location(state: &Path, root: &Path, output: &Path) -> PathBuf {
        let place = output.strip_prefix(root).unwrap_or(output);
        state.join(format!("output-{:016x}.ledger", hash(place.as_os_str().as_encoded_bytes())))
    }

    /// Reads the ledger written for the marker with `checksum`; empty where there is none that is sound.
    pub(super) fn read(location: &Path, checksum: u64) -> Ledger {
        fs::read(location).ok().and_then(|bytes| Ledger::parse(bytes, checksum)).unwrap_or_default()
    }

    /// A ledger for the marker with `checksum`, of files in the order of writing, each with the key of its path.
    pub(super) fn new<'p>(
        checksum: u64,
        note: &Note,
        files: impl ExactSizeIterator<Item = (u64, &'p str, Entry)> + Clone,
    ) -> Ledger {
        let of_paths = files.clone().map(|(_, path, _)| path.len()).sum();
        let mut paths = String::with_capacity(of_paths);
        // Large, and not to grow: every growth is a copy.
        let whole = HEADING.len() + note.memo.len() + files.len() * ROW + of_paths + 8 * WORD;
        let mut bytes = Vec::with_capacity(whole);
        bytes.extend(HEADING);
        for number in [checksum, note.inputs, note.memo.len() as u64] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(&note.memo);
        bytes.extend((files.len() as u64).to_le_bytes());
        let from = bytes.len();
        for (key, path, entry) in files {
            bytes.extend_from_slice(&row(key, (paths.len() as u64, path), &entry));
            paths.push_str(path);
        }
        let rows = from..bytes.len();
        bytes.extend_from_slice(paths.as_bytes());
        bytes.extend(hash(&bytes).to_le_bytes());
        Ledger { bytes, note: note.clone(), paths: rows.end, rows, ..Ledger::default() }
    }

    /// The same as `new`. Where this one is of the same files in the same order, as after most changes, what has changed is
    /// written over what it says: the ledger of a large site is tens of megabytes.
    pub(super) fn followed_by<'p>(
        mut self,
        checksum: u64,
        note: &Note,
        files: impl ExactSizeIterator<Item = (u64, &'p str, Entry)> + Clone,
    ) -> Ledger {
        if self.write_over(checksum, note, files.clone()) { self } else { Ledger::new(checksum, note, files) }
    }

    /// Says whether it could; otherwise this ledger is good for nothing any more.
    fn write_over<'p>(
        &mut self,
        checksum: u64,
        note: &Note,
        files: impl ExactSizeIterator<Item = (u64, &'p str, Entry)>,
    ) -> bool {
        if files.len() != self.len() || note.memo.len() != self.note.memo.len() || self.is_empty() {
            return false;
        }
        let (heading, rest) = self.bytes.split_at_mut(self.rows.start);
        let head = heading[HEADING.len()..].iter_mut();
        let known = [checksum, note.inputs, note.memo.len() as u64].map(u64::to_le_bytes);
        head.zip(known.as_flattened().iter().chain(&note.memo)).for_each(|(at, byte)| *at = *byte);
        let rows = rest[..self.rows.len()].as_chunks_mut::<ROW>().0;
        for (old, (key, path, entry)) in rows.iter_mut().zip(files) {
            if word(old, 0) != key || word(old, 6) != path.len() as u64 {
                return false;
            }
            *old = row(key, (word(old, 5), path), &entry);
        }
        let content = self.bytes.len() - WORD;
        let sum = hash(&self.bytes[..content]);
        self.bytes[content..].copy_from_slice(&sum.to_le_bytes());
        self.note = note.clone();
        true
    }

    /// Writes the ledger.
    pub(super) fn write(&self, location: &Path) -> io::Result<()> {
        let temporary = location.with_extension("tmp");
        clear(&temporary)?;
        let written = File::create_new(&temporary)?.write_all(&self.bytes);
        let written = written.and_then(|()| fs::rename(&temporary, location));
        if written.is_err() {
            // A disk that is full is not to stay so for half a file.
            let _ = remove(&temporary);
        }
        written
    }

    fn parse(bytes: Vec<u8>, checksum: u64) -> Option<Ledger> {
        let (content, sum) = bytes.split_last_chunk::<WORD>()?;
        if hash(content) != u64::from_le_bytes(*sum) {
            return None;
        }
        let mut rest = content.strip_prefix(HEADING)?;
        if number(&mut rest)? != checksum {
            return None;
        }
        let inputs = number(&mut rest)?;
        let length = usize::try_from(number(&mut rest)?).ok()?;
        let (memo, mut rest) = rest.split_at_checked(length)?;
        let rows = usize::try_from(number(&mut rest)?).ok()?.checked_mul(ROW)?;
        rest.get(..rows)?;
        let note = Note { inputs, memo: memo.to_vec() };
        let from = content.len() - rest.len();
        let same = (0..rows / ROW).map(|_| AtomicBool::new(false)).collect();
        Some(Ledger { note, rows: from..from + rows, paths: from + rows, bytes, same, ..Ledger::default() })
    }

    /// Whether there is no file in it.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many files there are in it.
    pub(super) fn len(&self) -> usize {
        self.rows.len() / ROW
    }

    /// The hash of all that it says.
    pub(super) fn sum(&self) -> Option<[u8; WORD]> {
        self.bytes.last_chunk().copied()
    }

    /// What is known of the file at `path`.
    pub(super) fn find(&self, path: &str) -> Option<Entry> {
        Some(self.entry(place(self.by_key(), key(path))?))
    }

    /// The files whose keys are not among `keys`, which are sorted: their paths as they were written.
    pub(super) fn without<'l>(
        &'l self,
        keys: impl IntoIterator<Item = u64> + 'l,
    ) -> impl Iterator<Item = (&'l str, Entry)> {
        let mut keys = keys.into_iter().peekable();
        let rows = self.by_key().iter().filter(move |(own, _)| {
            while keys.next_if(|key| key < own).is_some() {}
            keys.peek() != Some(own)
        });
        rows.filter_map(|(_, at)| self.file(*at as usize))
    }

    fn by_key(&self) -> &[(u64, u32)] {
        self.by_key.get_or_init(|| {
            let mut by_key: Vec<(u64, u32)> = self.rows().iter().map(|row| word(row, 0)).zip(0..).collect();
            // By this thread alone: others wait here in the midst of making outputs, which a sort by all of them would begin.
            by_key.sort_unstable();
            by_key
        })
    }

    fn rows(&self) -> &[[u8; ROW]] {
        self.bytes.get(self.rows.clone()).map(|rows| rows.as_chunks::<ROW>().0).unwrap_or_default()
    }

    /// Whether there are `count` files in it and `is_same` holds of each. They are asked for in the order of writing, in
    /// which a disk has mostly laid them side by side.
    pub(super) fn all(&self, count: usize, is_same: impl Fn(&str, &Entry) -> bool + Sync) -> bool {
        let is_same = |at| self.file(at).is_some_and(|(path, entry)| is_same(path, &entry));
        self.rows().len() == count && (0..count).into_par_iter().all(is_same)
    }

    /// Lets whoever has nothing better to do see which files are as we wrote them, so that it is known when it is asked;
    /// until it is `over`.
    pub(super) fn look_ahead<'l>(&'l self, output: &'l Folder, scope: &Scope<'l>, over: &'l AtomicBool) {
        for (piece, same) in self.same.chunks(PIECE).enumerate() {
            scope.spawn(move |_| {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                for (same, at) in same.iter().zip(piece * PIECE..) {
                    let is_same = self.file(at).is_some_and(|(path, entry)| entry.is_at(output, path));
                    same.store(is_same, Ordering::Relaxed);
                }
            });
        }
    }

    /// How the file at `path` of the `output` stands to this entry of it.
    pub(super) fn standing(&self, entry: &Entry, output: &Folder, path: &str) -> Standing {
        let same = usize::try_from(entry.place).ok().and_then(|place| self.same.get(place));
        match same.is_some_and(|same| same.load(Ordering::Relaxed)) {
            true => Standing::Same,
            false => entry.compare(output, path),
        }
    }

    fn file(&self, at: usize) -> Option<(&str, Entry)> {
        let row = self.rows().get(at)?;
        let from = self.paths.checked_add(usize::try_from(word(row, 5)).ok()?)?;
        let end = from.checked_add(usize::try_from(word(row, 6)).ok()?)?;
        Some((str::from_utf8(self.bytes.get(from..end)?).ok()?, self.entry(at)))
    }

    fn entry(&self, at: usize) -> Entry {
        let row = &self.rows()[at];
        let (traces, rest) = row[NUMBERS * WORD..].split_at(TRACES * WORD);
        let (traces, _) = traces.as_chunks::<{ size_of::<u16>() }>();
        Entry {
            fingerprint: word(row, 1),
            traces: std::array::from_fn(|part| traces.get(part).map_or(0, |trace| u16::from_le_bytes(*trace))),
            hash: word(row, 2),
            length: word(row, 3),
            modified: word(row, 4),
            place: at as u64,
            sha256: rest.first_chunk().copied().unwrap_or_default(),
            twins: row[ROW - WORD],
        }
    }
}

/// The place of the row with this key. Keys are hashes and so lie evenly: where one must be is known within a few places.
fn place(by_key: &[(u64, u32)], key: u64) -> Option<usize> {
    let guess = ((u128::from(key) * by_key.len() as u128) >> 64) as usize;
    let (mut from, mut to, mut step) = (guess, guess, 8);
    while from > 0 && by_key[from].0 > key {
        from = from.saturating_sub(step);
        step *= 2;
    }
    step = 8;
    while to < by_key.len() && by_key[to].0 < key {
        to = (to + step).min(by_key.len());
        step *= 2;
    }
    let near = by_key.get(from..by_key.len().min(to + 1))?;
    let at = near.binary_search_by_key(&key, |(key, _)| *key).ok()?;
    Some(near[at].1 as usize)
}

/// The row of the file with this key, whose path begins at this place among all paths.
fn row(key: u64, (place, path): (u64, &str), entry: &Entry) -> [u8; ROW] {
    let Entry { fingerprint, hash, length, modified, .. } = *entry;
    let mut row = [0; ROW];
    let (numbers, rest) = row.split_at_mut(NUMBERS * WORD);
    let (traces, rest) = rest.split_at_mut(TRACES * WORD);
    let (sha256, twins) = rest.split_at_mut(DIGEST * WORD);
    let known = [key, fingerprint, hash, length, modified, place, path.len() as u64];
    numbers.as_chunks_mut().0.iter_mut().zip(known).for_each(|(at, number)| *at = number.to_le_bytes());
    traces.as_chunks_mut().0.iter_mut().zip(entry.traces).for_each(|(at, trace)| *at = trace.to_le_bytes());
    sha256.copy_from_slice(&entry.sha256);
    twins.copy_from_slice(&u64::from(entry.twins).to_le_bytes());
    row
}

fn word(row: &[u8; ROW], place: usize) -> u64 {
    let (words, _) = row.as_chunks::<WORD>();
    words.get(place).map_or(0, |word| u64::from_le_bytes(*word))
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    let (word, after) = rest.split_first_chunk::<WORD>()?;
    *rest = after;
    Some(u64::from_le_bytes(*word))
}

/// Deletes a file that need not be there; says whether it was.
pub(super) fn remove(location: &Path) -> io::Result<bool> {
    match fs::remove_file(location) {
        Ok(()) => Ok(true),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Deletes a ledger, or whatever stands in its place: the folder in which it lies is ours alone.
pub(super) fn clear(location: &Path) -> io::Result<()> {
    match remove(location) {
        Err(_) if location.is_dir() => fs::remove_dir_all(location),
        removed => removed.map(|_| ()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, u64); 3] = [("a/index.html", 1), ("ü.html", 9), ("index.html", 3)];

    fn entry(fingerprint: u64) -> Entry {
        let traces = std::array::from_fn(|part| u16::MAX - part as u16);
        Entry { fingerprint, traces, hash: 2, length: 3, modified: u64::MAX, place: 6, sha256: [8; 32], twins: 3 }
    }

    fn ledger_of(checksum: u64, note: &Note, files: &[(&'static str, u64)]) -> Ledger {
        Ledger::new(checksum, note, files_of(files).into_iter())
    }

    fn files_of(files: &[(&'static str, u64)]) -> Vec<(u64, &'static str, Entry)> {
        files.iter().map(|(path, fingerprint)| (key(path), *path, entry(*fingerprint))).collect()
    }

    fn ledger() -> Ledger {
        ledger_of(7, &Note { inputs: 5, memo: b"memo".to_vec() }, &FILES)
    }

    #[test]
    fn a_ledger_is_read_as_it_was_written() {
        let read = Ledger::parse(ledger().bytes, 7).expect("sound");
        assert_eq!(read.note, Note { inputs: 5, memo: b"memo".to_vec() });
        for (place, (path, fingerprint)) in (0..).zip(FILES) {
            let entry = read.find(path).expect("it was written");
            assert_eq!(
                (entry.fingerprint, entry.traces[11], entry.place),
                (fingerprint, u16::MAX - 11, place),
                "{path}"
            );
            assert_eq!((entry.sha256, entry.twins), ([8; 32], 3), "{path}");
        }
        assert_eq!(read.find("b"), None);
        assert!(read.all(FILES.len(), |path, entry| FILES[entry.place as usize].0 == path));
        let others: Vec<&str> = read.without([key(FILES[1].0)]).map(|(path, _)| path).collect();
        assert!(others.len() == 2 && others.contains(&FILES[0].0) && others.contains(&FILES[2].0));
        assert!(!read.all(FILES.len(), |path, _| path != FILES[0].0) && !read.all(2, |_, _| true));
        let empty = Ledger::new(7, &Note::default(), [].into_iter());
        assert!(Ledger::parse(empty.bytes, 7).is_some_and(|ledger| ledger.is_empty()));
    }

    /// Whether or not it could be written over.
    #[test]
    fn a_ledger_that_follows_another_is_as_one_made_anew() {
        let [a, b, c] = FILES;
        for (checksum, inputs, memo, files) in [
            (7, 5, "memo", vec![a, b, c]),
            (8, 6, "also", vec![a, (b.0, 10), c]),
            (7, 5, "longer", vec![a, b, c]),
            (7, 5, "memo", vec![b, a, c]),
            (7, 5, "memo", vec![a, (b.0, 11), ("other.html", 3)]),
            (7, 5, "memo", vec![a, b]),
            (7, 5, "memo", vec![a, b, c, ("d", 4)]),
            (7, 5, "memo", vec![]),
        ] {
            let note = Note { inputs, memo: memo.as_bytes().to_vec() };
            let anew = ledger_of(checksum, &note, &files);
            let old = Ledger::parse(ledger().bytes, 7).expect("sound");
            let following = old.followed_by(checksum, &note, files_of(&files).into_iter());
            assert_eq!(following.bytes, anew.bytes, "{checksum} {memo} {files:?}");
            assert_eq!((&following.note, following.len()), (&note, files.len()));
            assert_eq!(following.find(b.0), anew.find(b.0));
        }
    }

    #[test]
    fn what_was_seen_ahead_counts_where_it_is_the_same() {
        let place = tempfile::tempdir().expect("a folder");
        let files: Vec<(&str, u64)> = vec![("same", 1), ("longer", 1), ("gone", 1), ("touched", 1)];
        let write = |name: &str, text: &str| fs::write(place.path().join(name), text).expect("written");
        files.iter().for_each(|(name, _)| write(name, "abc"));
        let folder = Folder::new(place.path());
        let as_written = |(key, path, entry): (u64, &'static str, Entry)| {
            let modified = folder.itself(path).map_or(0, |stamp| stamp.modified);
            let modified = if path == "touched" { modified - 1 } else { modified };
            (key, path, Entry { modified, hash: hash(b"abc"), ..entry })
        };
        let entries: Vec<_> = files_of(&files).into_iter().map(as_written).collect();
        let ledger = Ledger::parse(Ledger::new(7, &Note::default(), entries.into_iter()).bytes, 7).expect("sound");
        write("longer", "abcd");
        fs::remove_file(place.path().join("gone")).expect("it was there");
        let standings = || {
            files.iter().map(|(path, _)| ledger.standing(&ledger.find(path).expect("known"), &folder, path)).collect()
        };
        let before: Vec<Standing> = standings();
        let (now, over) = (AtomicBool::new(false), AtomicBool::new(true));
        rayon::scope(|scope| ledger.look_ahead(&folder, scope, &over));
        assert!(ledger.same.iter().all(|same| !same.load(Ordering::Relaxed)), "it was over before it began");
        rayon::scope(|scope| ledger.look_ahead(&folder, scope, &now));
        assert_eq!(
            ledger.same.iter().map(|same| same.load(Ordering::Relaxed)).collect::<Vec<_>>(),
            [true, false, false, false]
        );
        let after: Vec<Standing> = standings();
        assert_eq!(before, after);
        assert!(matches!(after[..], [Standing::Same, Standing::Changed, Standing::Changed, Standing::Touched(_)]));
    }

    #[test]
    fn every_row_is_found_however_its_key_lies() {
        let even: Vec<u64> = (0..1_000).map(|at: u64| key(&at.to_string())).collect();
        let uneven: Vec<u64> = (0..1_000).map(|at: u64| if at < 900 { at } else { u64::MAX - at }).collect();
        for mut keys in [even, uneven, vec![0], vec![u64::MAX], vec![]] {
            keys.sort_unstable();
            let by_key: Vec<(u64, u32)> = keys.iter().copied().zip(0..).collect();
            for (at, key) in keys.iter().enumerate() {
                assert_eq!(place(&by_key, *key), Some(at));
            }
            for absent in [1_u64 << 40, u64::MAX / 2] {
                assert_eq!(place(&by_key, absent), None);
            }
        }
    }

    #[test]
    fn a_ledger_of_another_marker_is_none() {
        assert!(Ledger::parse(ledger().bytes, 8).is_none());
    }

    #[test]
    fn a_damaged_ledger_is_none() {
        let sound = ledger().bytes;
        for at in 0..sound.len() {
            let mut flipped = sound.clone();
            flipped[at] ^= 1;
            assert!(Ledger::parse(flipped, 7).is_none(), "bit flipped at {at}");
            assert!(Ledger::parse(sound[..at].to_vec(), 7).is_none(), "cut at {at}");
        }
    }
}
