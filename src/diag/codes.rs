//! The registry of problem codes: one file a family, one constant a code.
//!
//! `docs/diagnostics.md` is made from it, and a test holds that every code has a test of its own.

use super::Code;

pub mod archive;
pub mod deploy;
pub mod evidence;
pub mod front_matter;
pub mod links;
pub mod markdown;
pub mod picture;
pub mod settings;
pub mod site;
pub mod theme;

/// Every code of every family, family by family.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [
        front_matter::ALL,
        archive::ALL,
        evidence::ALL,
        markdown::ALL,
        picture::ALL,
        links::ALL,
        theme::ALL,
        settings::ALL,
        site::ALL,
        deploy::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Declares a family: each code as a constant and the list `ALL`.
macro_rules! codes {
    ($($constant:ident = $severity:ident $name:literal, cause: $cause:literal, mend: $mend:literal;)*) => {
        use crate::diag::{Code, Severity};
        $(
            #[doc = $cause]
            pub const $constant: &Code =
                &Code { name: $name, severity: Severity::$severity, cause: $cause, mend: $mend };
        )*
        /// Every code of this family.
        pub const ALL: &[&Code] = &[$($constant),*];
    };
}
pub(crate) use codes;
