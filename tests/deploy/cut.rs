//! A store that is gone after so many changes, and is looked at after each.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

/// Looks at what is there, and tells what is wrong with it.
type Look = Box<dyn Fn() -> Option<String> + Send + Sync>;

pub(crate) struct Cut {
    store: Arc<InMemory>,
    left: AtomicUsize,
    look: Look,
    complaint: Mutex<Option<String>>,
}

impl Cut {
    /// `store`, which takes `most` changes; `look` is called after each.
    pub(crate) fn new(
        store: Arc<InMemory>,
        most: usize,
        look: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Cut {
        Cut { store, left: AtomicUsize::new(most), look: Box::new(look), complaint: Mutex::default() }
    }

    /// The first thing that was wrong after a change.
    pub(crate) fn complaint(&self) -> Option<String> {
        self.complaint.lock().unwrap().clone()
    }

    fn take_one(&self) -> Result<()> {
        let taken = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        taken.map(drop).map_err(|_| Error::Generic { store: "cut", source: "the store is gone".into() })
    }

    fn look(&self) {
        // What is wrong is seen by whoever looks first; the store is locked for nobody meanwhile.
        let found = std::thread::scope(|scope| scope.spawn(|| (self.look)()).join().unwrap());
        if let Some(found) = found {
            self.complaint.lock().unwrap().get_or_insert(found);
        }
    }
}

impl fmt::Debug for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cut")
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cut")
    }
}

#[async_trait]
impl ObjectStore for Cut {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.take_one()?;
        let put = self.store.put_opts(location, payload, options).await;
        self.look();
        put
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        unreachable!("no file of these sites is so large")
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.store.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let locations: Vec<Path> = futures_executor(locations);
        let deleted = locations.into_iter().map(|location| {
            self.take_one()?;
            let one = futures_util::stream::iter([Ok(location)]).boxed();
            let deleted: Vec<Path> = futures_executor(self.store.delete_stream(one));
            self.look();
            deleted.into_iter().next().ok_or(Error::Generic { store: "cut", source: "nothing deleted".into() })
        });
        let deleted: Vec<Result<Path>> = deleted.collect();
        futures_util::stream::iter(deleted).boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.store.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.store.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.take_one()?;
        let copied = self.store.copy_opts(from, to, options).await;
        self.look();
        copied
    }
}

/// Whatever of a stream is there at once; those of memory are.
fn futures_executor<T>(stream: BoxStream<'static, Result<T>>) -> Vec<T> {
    use futures_util::FutureExt;
    let all = stream.collect::<Vec<Result<T>>>().now_or_never().unwrap_or_default();
    all.into_iter().filter_map(Result::ok).collect()
}
