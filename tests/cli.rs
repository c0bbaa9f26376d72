//! The binary as people run it: exit codes, what goes to standard output and what to standard error, and what is left
//! on the disk.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/program.rs"]
mod program;

mod cli {
    mod bench;

    mod build;
    mod clean;
    mod damage;
    mod deploy;
    mod diff;
    mod disks;
    mod exit;
    mod explain;
    mod export;
    mod history;
    mod hosts;
    mod init;
    mod init_ci;
    mod list;
    mod man;
    mod new;
    mod pictures;
    mod pipes;
    mod serve;
    mod theme;
    mod timings;
    mod unchanged;
    mod verify;
}
