//! What features were left out of this program → why a command does nothing.

use super::Outcome;
use super::screen::Screen;

#[cfg(not(all(feature = "deploy", feature = "serve", feature = "verify")))]
pub(super) mod commands;

/// Says which feature is lacking, and how to have it.
pub(super) fn refuse(feature: &str, screen: &Screen) -> Outcome {
    screen.fail(&format!("this reportage was built without `{feature}`"));
    screen.help(&format!("install one with it: `cargo install --locked reportage --features {feature}`"));
    Outcome::WrongUse
}
