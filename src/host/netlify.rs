//! Netlify.
//!
//! `301!` leads on though there is a file at the address: the page that would do so by itself.

use super::limit::LOOKED_UP;
use super::{Host, HostFile, Limit, Measure, Served, rules};

pub(super) static NETLIFY: Host = Host {
    key: "netlify",
    name: "Netlify",
    files,
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

fn files(served: &Served) -> Vec<HostFile> {
    rules::files_with(served, "301!")
}
