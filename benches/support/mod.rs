//! What the benches measure, and on what: shared by `stages.rs`, which takes the time, and `instructions.rs`.
#![allow(dead_code, unreachable_pub, reason = "each bench uses its own part")]

mod corpus;
pub mod stages;
