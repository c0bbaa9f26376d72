//! Google Cloud Storage.

use std::sync::Arc;

use object_store::gcp::{GoogleCloudStorageBuilder, GoogleConfigKey};

use super::error::of_store;
use super::http::{Connector, patience};
use super::s3::bucket_and_prefix;
use super::shelved::{Shelved, Terms};
use super::{DeployError, Shelf, Surroundings, Target, TargetKind};
use crate::settings::DeployTarget;

/// `gs://bucket/prefix`.
pub(super) struct GoogleCloudStorage;

const SCHEME: &str = "gs://";

/// The variables that say who deploys.
const KEYS: [&str; 3] = ["GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_KEY"];

impl TargetKind for GoogleCloudStorage {
    fn example(&self) -> &'static str {
        "gs://bucket/prefix"
    }

    fn claims(&self, to: &str) -> bool {
        to.starts_with(SCHEME)
    }

    fn open(&self, settings: &DeployTarget, surroundings: &Surroundings) -> Result<Box<dyn Target>, DeployError> {
        let (bucket, prefix) = bucket_and_prefix(settings, SCHEME)?;
        let mut builder = GoogleCloudStorageBuilder::new()
            .with_bucket_name(bucket)
            .with_http_connector(Connector { parallel: settings.parallel })
            .with_retry(patience(settings.retries));
        let variables = surroundings.environment.iter().filter(|(name, _)| name.starts_with("GOOGLE_"));
        for (name, value) in variables {
            if let Ok(key) = name.to_ascii_lowercase().parse::<GoogleConfigKey>() {
                builder = builder.with_config(key, value);
            }
        }
        if let Some(path) = surroundings.variable("GOOGLE_APPLICATION_CREDENTIALS") {
            builder = builder.with_application_credentials(path);
        }
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.with_base_url(endpoint);
            let has_key = KEYS.iter().any(|name| surroundings.variable(name).is_some());
            if !has_key {
                // An emulator asks for nobody's name, and has no machine's account that could be asked for one.
                builder = builder.with_bearer_token("nobody");
            }
        }
        let store = builder.build().map_err(|error| of_store("be opened", &error))?;
        let shelf = Shelf::new(Arc::new(store), prefix, &settings.to, settings.parallel, true)?;
        Ok(Box::new(Shelved::new(shelf, Terms::of(settings, surroundings))))
    }
}
