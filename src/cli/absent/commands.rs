//! Commands without the feature that they need: each takes any flags, and says what is lacking.

use std::ffi::OsString;

use clap::Args;

use super::refuse;
use crate::cli::screen::Screen;
use crate::cli::{Common, Outcome};

/// Declares such a command by the name that its type has where it is built in.
macro_rules! absent {
    ($command:ident, $feature:literal) => {
        /// Not built in
        #[derive(Args)]
        pub(in crate::cli) struct $command {
            #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
            flags: Vec<OsString>,
        }

        impl $command {
            pub(in crate::cli) fn run(&self, common: &Common) -> Outcome {
                refuse($feature, &Screen::new(common))
            }
        }
    };
}

#[cfg(not(feature = "deploy"))]
absent!(Deploy, "deploy");
#[cfg(not(feature = "serve"))]
absent!(Desk, "serve");
#[cfg(not(feature = "serve"))]
absent!(Serve, "serve");
#[cfg(not(feature = "verify"))]
absent!(Verify, "verify");
