//! S3, and what speaks as it does.

use std::sync::Arc;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey, S3ConditionalPut};

use super::aws_profile::{self, Profile};
use super::error::of_store;
use super::http::{Connector, patience};
use super::shelved::{Shelved, Terms};
use super::{DeployError, Fault, Shelf, Surroundings, Target, TargetKind};
use crate::settings::DeployTarget;

/// `s3://bucket/prefix`.
pub(super) struct S3;

const SCHEME: &str = "s3://";

impl TargetKind for S3 {
    fn example(&self) -> &'static str {
        "s3://bucket/prefix"
    }

    fn claims(&self, to: &str) -> bool {
        to.starts_with(SCHEME)
    }

    fn open(&self, settings: &DeployTarget, surroundings: &Surroundings) -> Result<Box<dyn Target>, DeployError> {
        let (bucket, prefix) = bucket_and_prefix(settings, SCHEME)?;
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_http_connector(Connector { parallel: settings.parallel })
            .with_retry(patience(settings.retries))
            .with_conditional_put(S3ConditionalPut::ETagMatch);
        let variables = surroundings.environment.iter().filter(|(name, _)| name.starts_with("AWS_"));
        for (name, value) in variables {
            if let Ok(key) = name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() {
                builder = builder.with_config(key, value);
            }
        }
        let profile = profile(settings, surroundings)?;
        if let Some(Profile { access_key_id, secret_access_key, session_token, .. }) = &profile {
            builder = builder.with_access_key_id(access_key_id).with_secret_access_key(secret_access_key);
            builder = session_token.iter().fold(builder, AmazonS3Builder::with_token);
        }
        let of_environment =
            surroundings.variable("AWS_REGION").or_else(|| surroundings.variable("AWS_DEFAULT_REGION"));
        let region = settings
            .region
            .clone()
            .or(profile.and_then(|profile| profile.region))
            .or(of_environment.map(str::to_owned));
        builder = region.into_iter().fold(builder, AmazonS3Builder::with_region);
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        // The bucket in the host's name is what Amazon wants, and what a service at an address of its own has seldom.
        let path_style = settings.path_style.unwrap_or(settings.endpoint.is_some());
        let store = builder.with_virtual_hosted_style_request(!path_style).build();
        let store = store.map_err(|error| of_store("be opened", &error))?;
        let shelf = Shelf::new(Arc::new(store), prefix, &settings.to, settings.parallel, true)?;
        Ok(Box::new(Shelved::new(shelf, Terms::of(settings, surroundings))))
    }
}

/// The profile that is named, or else, where the environment has no key, the one that is called `default`.
fn profile(settings: &DeployTarget, surroundings: &Surroundings) -> Result<Option<Profile>, DeployError> {
    let named = settings.profile.as_deref().or_else(|| surroundings.variable("AWS_PROFILE"));
    if named.is_none() && surroundings.variable("AWS_ACCESS_KEY_ID").is_some() {
        return Ok(None);
    }
    let found = aws_profile::find(named.unwrap_or("default"), surroundings);
    match (named, found) {
        (Some(name), None) => {
            let message = format!("there is no profile `{name}` with a key in the files of AWS");
            Err(DeployError::new(Fault::Refused, message)
                .help("write it into `~/.aws/credentials`, or name another with `profile`"))
        }
        (_, found) => Ok(found),
    }
}

/// `bucket` and `a/b` of `s3://bucket/a/b`.
pub(super) fn bucket_and_prefix<'s>(
    settings: &'s DeployTarget,
    scheme: &str,
) -> Result<(&'s str, &'s str), DeployError> {
    let rest = settings.to.strip_prefix(scheme).unwrap_or(&settings.to);
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if bucket.is_empty() {
        let message = format!("`{}` names no bucket", settings.to);
        return Err(DeployError::bad_target(
            settings,
            message,
            format!("write `{scheme}` and the bucket's name, such as `{scheme}bucket/prefix`"),
        ));
    }
    Ok((bucket, prefix))
}
