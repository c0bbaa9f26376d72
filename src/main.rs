//! The `reportage` command: a thin binary over the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    reportage::cli::run(std::env::args_os())
}
