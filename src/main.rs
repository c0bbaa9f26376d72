//! The `reportage` command: a thin binary over the library.

use std::process::ExitCode;

/// Records and pages are thousands of small values, made and dropped on all threads: 7 to 15 % less time than with the
/// system's allocator. Version 3 of it takes a quarter more memory than version 2, which is the one in use.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    reportage::cli::run(std::env::args_os())
}
