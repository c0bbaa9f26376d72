//! Netlify.

use super::limit::LOOKED_UP;
use super::{Host, Limit, Measure, rules};

pub(super) static NETLIFY: Host = Host {
    key: "netlify",
    name: "Netlify",
    files: rules::files,
    limits: &[Limit {
        of: Measure::FilesOfFolder,
        most: 54_000,
        plan: None,
        source: "https://docs.netlify.com/site-deploys/overview/",
        looked_up: LOOKED_UP,
    }],
    sends_twins: false,
    reads_at_top: true,
};
