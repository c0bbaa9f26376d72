//! Cloudflare Pages.

use super::limit::{KIB, LOOKED_UP};
use super::{Host, Limit, Measure, rules};

pub(super) static CLOUDFLARE: Host = Host {
    key: "cloudflare",
    name: "Cloudflare Pages",
    files: rules::files,
    limits: &[
        Limit { plan: Some("on the free plan"), ..limit(Measure::Files, 20_000, LIMITS) },
        limit(Measure::Files, 100_000, LIMITS),
        limit(Measure::BytesOfFile, 25 * KIB * KIB, LIMITS),
        limit(Measure::Redirects, 2_000, "https://developers.cloudflare.com/pages/configuration/redirects/"),
        limit(Measure::HeaderRules, 100, "https://developers.cloudflare.com/pages/configuration/headers/"),
    ],
    sends_twins: false,
    reads_at_top: true,
};

const LIMITS: &str = "https://developers.cloudflare.com/pages/platform/limits/";

const fn limit(of: Measure, most: u64, source: &'static str) -> Limit {
    Limit { of, most, plan: None, source, looked_up: LOOKED_UP }
}
