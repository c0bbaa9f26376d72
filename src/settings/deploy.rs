//! `[deploy.NAME]` → where `reportage deploy` puts the site, and how.

use schemars::JsonSchema;
use toml::Spanned;
use url::Url;

use super::defaults;
use super::reader::{Reader, Section};
use crate::diag::Place;
use crate::diag::codes::deploy as codes;

/// A place that the site is deployed to: `[deploy.production]` in `site.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeployTarget {
    /// What it is called.
    pub name: String,
    /// Where it is: `s3://bucket/prefix`, a folder … Holds neither password nor signature.
    pub to: String,
    /// Where `to` stands in `site.toml`.
    pub place: Place,
    /// The address of a service that speaks as S3, Azure or Google Cloud Storage do, in place of theirs.
    pub endpoint: Option<String>,
    /// The region of the bucket.
    pub region: Option<String>,
    /// A profile of the AWS files of credentials.
    pub profile: Option<String>,
    /// The storage account, for Azure.
    pub account: Option<String>,
    /// The bucket stands in the path of a request and not in the host's name.
    pub path_style: Option<bool>,
    /// Text is stored compressed with gzip, and said to be so.
    pub compress: bool,
    /// What a deploy replaces and deletes is kept at the target, so that it can be taken back.
    pub keep_previous: bool,
    /// The most files that a deploy deletes; nothing for what is the default of a site of its size.
    pub max_deletes: Option<usize>,
    /// Seconds that browsers may keep pages and feeds without asking.
    pub cache_pages: usize,
    /// The same for other files whose name has no hash.
    pub cache_files: usize,
    /// Requests at a time, at least 1.
    pub parallel: usize,
    /// How often a request is made again that failed for a while.
    pub retries: usize,
}

/// A place that the site is deployed to.
#[derive(JsonSchema)]
#[schemars(rename = "Deploy", deny_unknown_fields)]
#[expect(dead_code, reason = "stands for `DeployTarget` in the schema")]
pub(super) struct DeployTable {
    /// Where it is: `s3://bucket/prefix`, `gs://bucket/prefix`, `az://container/prefix`, `git+ssh://host/repository#branch`,
    /// `ssh://user@host/folder`, or a folder.
    #[schemars(length(min = 1), extend("examples" = ["s3://bucket/prefix", "../www"]))]
    to: String,
    /// The address of a service that speaks as S3 does (R2, MinIO), or of an emulator.
    #[schemars(url)]
    endpoint: Option<String>,
    /// The region of the bucket.
    #[schemars(extend("default" = defaults::DEPLOY_REGION))]
    region: Option<String>,
    /// A profile of `~/.aws/credentials` and `~/.aws/config`. Without it, the environment says who deploys.
    profile: Option<String>,
    /// The storage account, for `az://`. Without it, `AZURE_STORAGE_ACCOUNT_NAME` in the environment.
    account: Option<String>,
    /// The bucket stands in the path of a request and not in the host's name. Without it, where there is an `endpoint`.
    path_style: Option<bool>,
    /// Text is stored compressed with gzip.
    #[schemars(extend("default" = false))]
    compress: Option<bool>,
    /// What a deploy replaces and deletes is kept at the target, so that `--rollback` can bring it back.
    #[schemars(extend("default" = true))]
    keep_previous: Option<bool>,
    /// The most files that a deploy deletes. Without it, 256 or a fifth of the site, whichever is more.
    max_deletes: Option<usize>,
    /// Seconds that browsers may keep pages and feeds without asking whether they have changed.
    #[schemars(extend("default" = defaults::DEPLOY_CACHE_PAGES))]
    cache_pages: Option<usize>,
    /// The same for other files. Those whose name has a hash of their bytes are kept for good.
    #[schemars(extend("default" = defaults::DEPLOY_CACHE_FILES))]
    cache_files: Option<usize>,
    /// Requests at a time.
    #[schemars(range(min = 1), extend("default" = defaults::DEPLOY_PARALLEL))]
    parallel: Option<usize>,
    /// How often a request is made again that failed for a while, each time after a longer wait.
    #[schemars(extend("default" = defaults::DEPLOY_RETRIES))]
    retries: Option<usize>,
}

/// Every target of the file, in the order of their names.
pub(super) fn targets<'i>(reader: &mut Reader<'i>, top: &mut Section<'i>) -> Vec<DeployTarget> {
    let sections = reader.named_sections(top, "deploy");
    sections.into_iter().filter_map(|(name, section)| target(reader, name, section)).collect()
}

fn target<'i>(reader: &mut Reader<'i>, name: Spanned<String>, mut section: Section<'i>) -> Option<DeployTarget> {
    let to =
        reader.required_text(&mut section, "to", "\"s3://bucket/prefix\"").and_then(|to| without_secrets(reader, to));
    let mut words = |key| reader.text(&mut section, key).map(Spanned::into_inner).filter(|text| !text.is_empty());
    let [endpoint, region, profile, account] = ["endpoint", "region", "profile", "account"].map(&mut words);
    let target = to.map(|to| DeployTarget {
        name: name.into_inner(),
        place: reader.place(to.span()),
        to: to.into_inner(),
        endpoint,
        region,
        profile,
        account,
        path_style: reader.flag(&mut section, "path_style"),
        compress: reader.flag(&mut section, "compress").unwrap_or(false),
        keep_previous: reader.flag(&mut section, "keep_previous").unwrap_or(true),
        max_deletes: reader.number(&mut section, "max_deletes", 0),
        cache_pages: reader.number(&mut section, "cache_pages", 0).unwrap_or(defaults::DEPLOY_CACHE_PAGES),
        cache_files: reader.number(&mut section, "cache_files", 0).unwrap_or(defaults::DEPLOY_CACHE_FILES),
        parallel: reader.number(&mut section, "parallel", 1).unwrap_or(defaults::DEPLOY_PARALLEL),
        retries: reader.number(&mut section, "retries", 0).unwrap_or(defaults::DEPLOY_RETRIES),
    });
    // Where `to` is missing, its own problem is told, and the rest is not unknown for that.
    if target.is_some() {
        reader.finish(section);
    }
    target
}

/// `to`, unless it has a password or a signature: `site.toml` is published with the archive's sources as often as not.
/// The problem names the file alone, so that no excerpt shows the line.
fn without_secrets(reader: &mut Reader<'_>, to: Spanned<String>) -> Option<Spanned<String>> {
    let is_secret = |url: &Url| url.password().is_some() || url.query().is_some();
    if Url::parse(to.get_ref()).is_ok_and(|url| is_secret(&url)) {
        reader.report_file(
            codes::SECRET_IN_SETTINGS,
            "`to` of a deploy holds a password, a key or a signature",
            "take it out of the address, make it invalid where it was issued, and put a new one into the environment",
        );
        return None;
    }
    Some(to)
}
