//! The program that tests start.

use std::path::{PathBuf, absolute};

/// The one that cargo has built for them, without optimisation; or that of `REPORTAGE_BINARY`: a release takes less than a
/// third of the time.
pub(crate) fn program() -> PathBuf {
    match std::env::var_os("REPORTAGE_BINARY") {
        Some(program) => absolute(program).expect("a path"),
        None => env!("CARGO_BIN_EXE_reportage").into(),
    }
}
