//! A store of objects as a place of files below one prefix: list, read, write, copy, delete, many at a time.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::future::Future;
use std::io::Read;
use std::path::Path as FilePath;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, GetOptions, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload,
    UpdateVersion,
};
use tokio::runtime::Runtime;

use super::error::{LIST, of_store};
use super::local::unreadable;
use super::serving::Headers;
use super::{DeployError, Fault};

/// The key under which an object says which bytes it holds: the SHA-256 of the file, before it was compressed.
const MARK: &str = "reportage";

/// Files of more bytes are sent in parts of so many, so that few of them are in memory.
pub(super) const PART: u64 = 8 << 20;

/// A place of files in a store. The same one may be used by many threads.
#[derive(Clone)]
pub struct Shelf {
    store: Arc<dyn ObjectStore>,
    runtime: Arc<Runtime>,
    prefix: Path,
    place: String,
    parallel: usize,
    has_headers: bool,
}

/// What a list says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) size: u64,
    /// What changes whenever the file does; nothing where the store has none.
    pub(super) tag: Option<String>,
}

/// What an object says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) sha256: Option<String>,
    pub(super) headers: Headers,
}

/// A file, read.
pub(super) struct Held {
    pub(super) bytes: Vec<u8>,
    pub(super) mark: Mark,
    /// By which it can be replaced if nobody has replaced it before.
    pub(super) version: UpdateVersion,
    /// When it was written, by the store's clock, in seconds since 1970.
    pub(super) written: i64,
}

impl Mark {
    /// What is said of our own notes.
    pub(super) fn json() -> Mark {
        let (content_type, cache_control) = ("application/json".to_owned(), "no-store".to_owned());
        Mark { sha256: None, headers: Headers { content_type, cache_control, content_encoding: None } }
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("place", &self.place).finish_non_exhaustive()
    }
}

impl Shelf {
    /// The files of `store` below `prefix`; people are told of `place`. A folder `has_headers` of no file.
    ///
    /// # Errors
    /// `bad-target`, `deploy-failed`.
    pub fn new(
        store: Arc<dyn ObjectStore>,
        prefix: &str,
        place: impl Into<String>,
        parallel: usize,
        has_headers: bool,
    ) -> Result<Shelf, DeployError> {
        let prefix = Path::parse(prefix.trim_matches('/')).map_err(|_| {
            DeployError::new(Fault::BadTarget, "the prefix of `to` is no path")
                .help("write plain words with one `/` between them, such as `s3://bucket/site`")
        })?;
        // Its threads keep time for those that wait before they ask again; requests are made by our own.
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build();
        let runtime =
            runtime.map_err(|error| DeployError::new(Fault::Failed, format!("no thread can be had: {error}")))?;
        Ok(Shelf { store, runtime: Arc::new(runtime), prefix, place: place.into(), parallel, has_headers })
    }

    /// What people are told of where it is.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Whether files have headers here.
    pub(super) fn has_headers(&self) -> bool {
        self.has_headers
    }

    /// Every file, by its path.
    pub(super) fn list(&self) -> Result<BTreeMap<String, Listed>, DeployError> {
        let prefix = Some(&self.prefix).filter(|prefix| !prefix.as_ref().is_empty());
        let found: Result<Vec<_>, Error> = self.wait(self.store.list(prefix).try_collect());
        let found = match found {
            // A folder that is not there yet has nothing in it.
            Err(Error::NotFound { .. }) if !self.has_headers => Vec::new(),
            found => found.map_err(|error| of_store(LIST, &error))?,
        };
        let below = |location: Path| {
            let path = location.as_ref().strip_prefix(self.prefix.as_ref())?;
            Some(path.trim_start_matches('/').to_owned()).filter(|path| !path.is_empty())
        };
        let listed = |object: object_store::ObjectMeta| {
            Some((below(object.location)?, Listed { size: object.size, tag: object.e_tag.map(plain) }))
        };
        Ok(found.into_iter().filter_map(listed).collect())
    }

    /// A file with what is said of it; nothing where there is none.
    pub(super) fn read(&self, path: &str) -> Result<Option<Held>, DeployError> {
        let location = self.at(path)?;
        let read = self.wait(async {
            let found = self.store.get_opts(&location, GetOptions::default()).await?;
            let version = UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() };
            let (mark, written) = (mark(&found.attributes), found.meta.last_modified.timestamp());
            Ok(Held { bytes: found.bytes().await?.into(), mark, version, written })
        });
        optional(read).map_err(|error| of_store(&format!("read `{path}`"), &error))
    }

    /// What a file says of itself, without its bytes.
    pub(super) fn look(&self, path: &str) -> Result<Option<Mark>, DeployError> {
        let location = self.at(path)?;
        let options = GetOptions { head: true, ..GetOptions::default() };
        let found =
            self.wait(async { self.store.get_opts(&location, options).await.map(|found| mark(&found.attributes)) });
        optional(found).map_err(|error| of_store(&format!("read `{path}`"), &error))
    }

    /// Writes a file; gives its tag.
    pub(super) fn put(&self, path: &str, bytes: Vec<u8>, mark: &Mark) -> Result<Option<String>, DeployError> {
        let options = PutOptions { attributes: self.attributes(mark), ..PutOptions::default() };
        self.put_with(path, bytes, options).map_err(|error| of_store(&format!("write `{path}`"), &error))
    }

    /// Writes the file at `from` in parts; gives its tag.
    pub(super) fn put_parts(&self, path: &str, from: &FilePath, mark: &Mark) -> Result<Option<String>, DeployError> {
        let location = self.at(path)?;
        let of_target = |error: Error| of_store(&format!("write `{path}`"), &error);
        let mut file = File::open(from).map_err(|error| unreadable(path, &error))?;
        let options = self.attributes(mark).into();
        let mut upload = self.wait(self.store.put_multipart_opts(&location, options)).map_err(of_target)?;
        loop {
            let mut part = Vec::new();
            let read = file.by_ref().take(PART).read_to_end(&mut part).map_err(|error| unreadable(path, &error));
            let sent = read.and_then(|length| match length {
                0 => Ok(0),
                _ => self.wait(upload.put_part(part.into())).map(|()| length).map_err(of_target),
            });
            match sent {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    // Parts that nobody completes cost room; where they cannot be taken away now, a rule of the bucket does.
                    let _ = self.wait(upload.abort());
                    return Err(error);
                }
            }
        }
        self.wait(upload.complete()).map(|put| put.e_tag.map(plain)).map_err(of_target)
    }

    /// Writes a file that nobody may have written before; tells whether it did.
    pub(super) fn put_first(&self, path: &str, bytes: Vec<u8>) -> Result<bool, DeployError> {
        match self.put_with(path, bytes, PutMode::Create.into()) {
            Ok(_) => Ok(true),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(false),
            Err(error) => Err(of_store(&format!("write `{path}`"), &error)),
        }
    }

    /// Replaces the file that was read as `version`; tells whether it was still that one. A store without such a
    /// condition replaces whatever is there.
    pub(super) fn put_over(&self, path: &str, bytes: Vec<u8>, version: UpdateVersion) -> Result<bool, DeployError> {
        let failed = |error: Error| of_store(&format!("write `{path}`"), &error);
        match self.put_with(path, bytes.clone(), PutMode::Update(version).into()) {
            Ok(_) => Ok(true),
            Err(Error::Precondition { .. } | Error::AlreadyExists { .. } | Error::NotFound { .. }) => Ok(false),
            Err(Error::NotImplemented { .. } | Error::NotSupported { .. }) => {
                self.put_with(path, bytes, PutMode::Overwrite.into()).map(|_| true).map_err(failed)
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// Copies a file with all that is said of it.
    pub(super) fn copy(&self, from: &str, to: &str) -> Result<(), DeployError> {
        let (source, location) = (self.at(from)?, self.at(to)?);
        self.wait(self.store.copy(&source, &location)).map_err(|error| of_store(&format!("copy `{from}`"), &error))
    }

    /// Deletes files; those that are gone already are no failure.
    pub(super) fn delete(&self, paths: &[String]) -> Result<(), DeployError> {
        let locations: Result<Vec<Path>, DeployError> = paths.iter().map(|path| self.at(path)).collect();
        let locations = stream::iter(locations?.into_iter().map(Ok)).boxed();
        let deleted: Vec<_> = self.wait(self.store.delete_stream(locations).collect());
        let failed = deleted.into_iter().filter_map(Result::err).find(|error| !matches!(error, Error::NotFound { .. }));
        let what = match paths {
            [only] => format!("delete `{only}`"),
            _ => format!("delete {} files", paths.len()),
        };
        failed.map_or(Ok(()), |error| Err(of_store(&what, &error)))
    }

    /// Does `work` with each of `items`, several at a time. After the first failure nothing more is begun; what is under
    /// way comes to its end.
    pub(super) fn each<T: Sync>(
        &self,
        items: &[T],
        work: impl Fn(&T) -> Result<(), DeployError> + Sync,
    ) -> Result<(), DeployError> {
        let next = AtomicUsize::new(0);
        let failed: Mutex<Option<DeployError>> = Mutex::default();
        let failure = || failed.lock().unwrap_or_else(PoisonError::into_inner);
        let one_by_one = || {
            while failure().is_none()
                && let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed))
            {
                if let Err(error) = work(item) {
                    failure().get_or_insert(error);
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.parallel.min(items.len()) {
                scope.spawn(one_by_one);
            }
            one_by_one();
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    fn put_with(&self, path: &str, bytes: Vec<u8>, options: PutOptions) -> Result<Option<String>, Error> {
        let location = self.location(path)?;
        self.wait(self.store.put_opts(&location, PutPayload::from(bytes), options)).map(|put| put.e_tag.map(plain))
    }

    fn attributes(&self, mark: &Mark) -> Attributes {
        let mut attributes = Attributes::new();
        if self.has_headers {
            let Headers { content_type, cache_control, content_encoding } = mark.headers.clone();
            attributes.insert(Attribute::ContentType, content_type.into());
            attributes.insert(Attribute::CacheControl, cache_control.into());
            content_encoding.map(|encoding| attributes.insert(Attribute::ContentEncoding, encoding.into()));
            mark.sha256.clone().map(|hash| attributes.insert(Attribute::Metadata(MARK.into()), hash.into()));
        }
        attributes
    }

    fn at(&self, path: &str) -> Result<Path, DeployError> {
        self.location(path).map_err(|error| of_store(&format!("name `{path}`"), &error))
    }

    fn location(&self, path: &str) -> Result<Path, Error> {
        let prefix = self.prefix.as_ref();
        let whole = if prefix.is_empty() { path.to_owned() } else { format!("{prefix}/{path}") };
        Ok(Path::parse(whole)?)
    }

    fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }
}

/// What an object says of itself.
fn mark(attributes: &Attributes) -> Mark {
    let get = |attribute: Attribute| attributes.get(&attribute).map(|value| value.as_ref().to_owned());
    let headers = Headers {
        content_type: get(Attribute::ContentType).unwrap_or_default(),
        cache_control: get(Attribute::CacheControl).unwrap_or_default(),
        content_encoding: get(Attribute::ContentEncoding).filter(|encoding| !encoding.is_empty()),
    };
    Mark { sha256: get(Attribute::Metadata(MARK.into())), headers }
}

/// A tag as lists and answers both have it: without quotation marks, which one service writes only in answers.
fn plain(tag: String) -> String {
    tag.trim_start_matches("W/").trim_matches('"').to_owned()
}

fn optional<T>(found: Result<T, Error>) -> Result<Option<T>, Error> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
