//! The commit of a whole new site: one folder takes the place of the other.

use std::fs;

use super::build::{Build, Step};
use super::ledger::Ledger;
use super::leftovers::{retire, swap};
use super::marker::MARKER;
use super::outputs::Outputs;
use super::{Report, WriteError};

/// Swaps the staging in and removes the old site last.
pub(super) fn commit(build: Build<'_>, made: &Outputs, before: &mut dyn FnMut(Step)) -> Result<Report, WriteError> {
    let Build { target, staging, note, .. } = build;
    let folder = staging.folder().to_path_buf();
    let owned = made.owned();
    let ledger = Ledger::new(owned.checksum(), &note, made.files());
    before(Step::Mark);
    let marked = staging.make().and_then(|()| owned.write(&folder, &folder.join(MARKER).with_extension("tmp")));
    marked.map_err(WriteError::failed("written", &folder))?;
    if let Ok(metadata) = fs::metadata(&target.output) {
        // The folder that goes had these rights for a reason; not having them is none to fail.
        let _ = fs::set_permissions(&folder, metadata.permissions());
    }
    let vanished = target.vanished(made)?;
    before(Step::Forget);
    target.forget()?;
    before(Step::Swap);
    let old = swap(&folder, &target.output)?;
    staging.release();
    let mut report = made.report();
    if let Some(old) = old {
        report.deleted = vanished.len();
        retire(&old, &target.output, &mut || before(Step::Delete)).map_err(WriteError::midway)?;
    }
    before(Step::Remember);
    target.remember(&ledger);
    Ok(report)
}
