//! The `reportage` command: a thin binary over the library.

use std::process::ExitCode;

/// Records and pages are thousands of small values, made and dropped on all threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    reportage::cli::run(std::env::args_os())
}
