//! What holds where `site.toml` says nothing.

use super::MarkdownSettings;

pub(super) const LANGUAGE: &str = "en";
pub(super) const THEME: &str = "broadsheet";
pub(super) const PERMALINK: &str = "/{path}/";
pub(super) const OUTPUT: &str = "public";
pub(super) const PAGINATE_BY: usize = 50;
pub(super) const FEED_LIMIT: usize = 50;
pub(super) const RELATED: usize = 5;
pub(super) const EXCERPT_WORDS: usize = 75;
pub(super) const FULL_TEXT_UP_TO: usize = 20_000;
pub(super) const CITATION_STYLES: [&str; 3] = ["chicago", "apa", "mla"];
pub(super) const MEMENTO: &str = "https://archive.org/wayback/available";
pub(super) const KEEP_PICTURE_METADATA: bool = false;
pub(super) const MARKDOWN: MarkdownSettings =
    MarkdownSettings { smart_punctuation: false, trusted_html: false, highlight: true };
pub(super) const DEPLOY_REGION: &str = "us-east-1";
pub(super) const DEPLOY_CACHE_PAGES: usize = 60;
pub(super) const DEPLOY_CACHE_FILES: usize = 3600;
pub(super) const DEPLOY_PARALLEL: usize = 16;
pub(super) const DEPLOY_RETRIES: usize = 8;
