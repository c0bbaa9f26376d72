//! Changes on the disk → the sources that changed, gathered until the disk is quiet.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Engine, PreviewError};
use crate::discover::is_litter;

/// How long the disk must be quiet before a build: an editor writes, renames and deletes within a few milliseconds.
const QUIET: Duration = Duration::from_millis(30);

/// After this a build begins though the disk is never quiet.
const LONGEST: Duration = Duration::from_millis(500);

/// What the watching thread hears.
pub(super) enum Message {
    /// Something happened on the disk.
    Event(notify::Result<Event>),
    /// The preview ends.
    Stop,
}

/// The watch over the sources of one site.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    sender: Sender<Message>,
    messages: Receiver<Message>,
    sources: Vec<Source>,
    /// Folders that hold sources: in them it is seen that a source comes, goes, or is saved by a rename over it.
    parents: Vec<PathBuf>,
}

/// One file or folder that matters.
struct Source {
    /// As the engine names it.
    path: PathBuf,
    /// The same without links, which is how some operating systems report it.
    resolved: PathBuf,
    /// Whether its inside is watched; never for a file.
    is_covered: bool,
}

impl Watch {
    /// Watches what `engine` names.
    pub(super) fn start(engine: &dyn Engine) -> Result<Watch, PreviewError> {
        let (sender, messages) = mpsc::channel();
        let tell = sender.clone();
        let watcher = notify::recommended_watcher(move |event| {
            // The preview may have ended.
            let _ = tell.send(Message::Event(event));
        });
        let watcher = watcher.map_err(PreviewError::Watch)?;
        let mut watch = Watch { watcher, sender, messages, sources: Vec::new(), parents: Vec::new() };
        watch.cover(engine).map_err(PreviewError::Watch)?;
        Ok(watch)
    }

    /// By this the watch is told to stop.
    pub(super) fn sender(&self) -> Sender<Message> {
        self.sender.clone()
    }

    /// Waits until sources have changed and the disk is quiet again; nothing when the preview ends.
    ///
    /// Sorted, each once. What the engine names anew is watched from before the answer.
    pub(super) fn next(&mut self, engine: &dyn Engine) -> Option<Vec<PathBuf>> {
        let mut changed = Vec::new();
        while changed.is_empty() {
            let message = self.messages.recv().ok()?;
            self.take(message, &mut changed)?;
        }
        let begin = Instant::now();
        while begin.elapsed() < LONGEST {
            match self.messages.recv_timeout(QUIET) {
                Ok(message) => self.take(message, &mut changed)?,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        changed.sort();
        changed.dedup();
        for source in &mut self.sources {
            // A folder that went and came again is another one.
            source.is_covered &= changed.binary_search(&source.path).is_err();
        }
        // What cannot be watched now is tried again after the next change.
        let _ = self.cover(engine);
        Some(changed)
    }

    /// Adds the sources of a message; nothing when it is the last.
    fn take(&self, message: Message, changed: &mut Vec<PathBuf>) -> Option<()> {
        match message {
            Message::Stop => return None,
            Message::Event(Ok(event)) if event.need_rescan() => changed.extend(self.all()),
            Message::Event(Ok(event)) if is_change(event.kind) => {
                changed.extend(event.paths.iter().filter_map(|path| self.source_at(path)));
            }
            Message::Event(Ok(_)) => {}
            // Something was lost, nobody knows what.
            Message::Event(Err(_)) => changed.extend(self.all()),
        }
        Some(())
    }

    fn all(&self) -> impl Iterator<Item = PathBuf> {
        self.sources.iter().map(|source| source.path.clone())
    }

    /// The path in the engine's words, if it is a source and no litter.
    fn source_at(&self, path: &Path) -> Option<PathBuf> {
        self.sources.iter().find_map(|source| {
            let inside = path.strip_prefix(&source.path).or_else(|_| path.strip_prefix(&source.resolved)).ok()?;
            let is_source = !inside.components().any(|part| is_litter(part.as_os_str()));
            // Joining nothing would add a slash to a file's name.
            let named = || if inside == Path::new("") { source.path.clone() } else { source.path.join(inside) };
            is_source.then(named)
        })
    }

    fn cover(&mut self, engine: &dyn Engine) -> notify::Result<()> {
        for path in engine.watched() {
            let resolved = resolve(&path);
            match self.sources.iter_mut().find(|source| source.path == path) {
                Some(source) => source.resolved = resolved,
                None => self.sources.push(Source { path, resolved, is_covered: false }),
            }
        }
        for source in &mut self.sources {
            if !source.is_covered && source.path.is_dir() {
                // The old watch may be that of a folder that is gone.
                let _ = self.watcher.unwatch(&source.path);
                self.watcher.watch(&source.path, RecursiveMode::Recursive)?;
                source.is_covered = true;
            }
        }
        let parents: Vec<PathBuf> =
            self.sources.iter().filter_map(|source| Some(source.path.parent()?.into())).collect();
        for parent in parents {
            let is_inside = self.sources.iter().any(|source| source.is_covered && parent.starts_with(&source.path));
            if !is_inside && !self.parents.contains(&parent) && parent.is_dir() {
                self.watcher.watch(&parent, RecursiveMode::NonRecursive)?;
                self.parents.push(parent);
            }
        }
        Ok(())
    }
}

/// The path without links, also where its end is not there.
fn resolve(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match (path.parent().map(Path::canonicalize), path.file_name()) {
        (Some(Ok(parent)), Some(name)) => parent.join(name),
        _ => path.to_path_buf(),
    })
}

/// Whether a source may be different after it; a build's own reading is not.
fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)))
}
