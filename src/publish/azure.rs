//! Azure Blob Storage.

use std::sync::Arc;

use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};

use super::error::of_store;
use super::http::{Connector, patience};
use super::s3::bucket_and_prefix;
use super::shelved::{Shelved, Terms};
use super::{DeployError, Shelf, Surroundings, Target, TargetKind};
use crate::settings::DeployTarget;

/// `az://container/prefix`.
pub(super) struct Azure;

const SCHEME: &str = "az://";

impl TargetKind for Azure {
    fn example(&self) -> &'static str {
        "az://container/prefix"
    }

    fn claims(&self, to: &str) -> bool {
        to.starts_with(SCHEME)
    }

    fn open(&self, settings: &DeployTarget, surroundings: &Surroundings) -> Result<Box<dyn Target>, DeployError> {
        let (container, prefix) = bucket_and_prefix(settings, SCHEME)?;
        let mut builder = MicrosoftAzureBuilder::new()
            .with_container_name(container)
            .with_http_connector(Connector { parallel: settings.parallel })
            .with_retry(patience(settings.retries));
        let variables = surroundings.environment.iter().filter(|(name, _)| name.starts_with("AZURE_"));
        for (name, value) in variables {
            if let Ok(key) = name.to_ascii_lowercase().parse::<AzureConfigKey>() {
                builder = builder.with_config(key, value);
            }
        }
        builder = settings.account.iter().fold(builder, MicrosoftAzureBuilder::with_account);
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.with_endpoint(endpoint.clone()).with_allow_http(endpoint.starts_with("http://"));
        }
        let store = builder.build().map_err(|error| of_store("be opened", &error))?;
        let shelf = Shelf::new(Arc::new(store), prefix, &settings.to, settings.parallel, true)?;
        Ok(Box::new(Shelved::new(shelf, Terms::of(settings, surroundings))))
    }
}
