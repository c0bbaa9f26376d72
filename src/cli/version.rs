//! What `reportage --version` says: of which commit, with which features and for which machine the program was built.

use std::sync::LazyLock;

/// The commit that was built; empty where nobody knows it, as in a debug build.
const COMMIT: &str = env!("REPORTAGE_COMMIT");

/// The features, with a comma between them.
const FEATURES: &str = env!("REPORTAGE_FEATURES");

/// The target triple.
const TARGET: &str = env!("REPORTAGE_TARGET");

/// One line, `0.1.0 (a6ad606c2f1e)`: what a report of a mistake needs first.
pub(super) fn short() -> &'static str {
    static SHORT: LazyLock<String> = LazyLock::new(|| {
        let version = env!("CARGO_PKG_VERSION");
        // Twelve digits are one commit in any repository, and can be read out.
        COMMIT.get(..12).map_or_else(|| version.to_owned(), |commit| format!("{version} ({commit})"))
    });
    &SHORT
}

/// The version, and a line each for commit, features and target.
pub(super) fn long() -> &'static str {
    static LONG: LazyLock<String> = LazyLock::new(|| {
        let commit = if COMMIT.is_empty() { "not noted" } else { COMMIT };
        let features = if FEATURES.is_empty() { "none" } else { FEATURES };
        format!("{}\ncommit: {commit}\nfeatures: {features}\ntarget: {TARGET}", env!("CARGO_PKG_VERSION"))
    });
    &LONG
}
