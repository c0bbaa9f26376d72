//! The command line: raw arguments → one command → exit code.
//!
//! People's text goes to standard error, data to standard output. Exit codes: 0 fine; 1 problems in the content, or a
//! failed build; 2 wrong use or configuration. A reader that goes away early is no error.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::settings::Overrides;

#[cfg(not(all(feature = "deploy", feature = "link-check", feature = "serve", feature = "verify")))]
mod absent;
mod build;
mod check;
mod clean;
mod completions;
#[cfg(feature = "deploy")]
mod deploy;
#[cfg(feature = "serve")]
mod desk;
mod diff;
mod export;
mod history;
mod init;
mod list;
mod man;
mod new;
mod outcome;
mod progress;
mod schema;
mod screen;
#[cfg(feature = "serve")]
mod serve;
mod table;
mod theme;
#[cfg(feature = "verify")]
mod verify;
mod version;
mod workplace;

#[cfg(not(feature = "deploy"))]
use absent::commands as deploy;
#[cfg(not(feature = "verify"))]
use absent::commands as verify;
#[cfg(not(feature = "serve"))]
use absent::commands::{self as desk, self as serve};
pub(crate) use outcome::Outcome;

/// A static site generator for curated archives of reporting
#[derive(Parser)]
#[command(name = "reportage", bin_name = "reportage", version = version::short(), long_version = version::long(), about, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// Flags of every command.
#[derive(Args, Clone, Debug)]
pub(crate) struct Common {
    /// The site's folder [default: the nearest parent with a site.toml]
    #[arg(short, long, global = true, help_heading = "Everywhere", value_name = "DIR")]
    root: Option<PathBuf>,
    /// Say nothing but problems
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    quiet: bool,
    /// Say more, and show every problem
    #[arg(short, long, global = true, help_heading = "Everywhere", conflicts_with = "quiet")]
    verbose: bool,
    /// How problems are printed
    #[arg(long, global = true, help_heading = "Everywhere", value_name = "FORMAT", default_value = "human", value_parser = screen::formats())]
    format: String,
}

/// Flags of the commands that read the site as a build does.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Reading {
    /// Where the site will stand, in place of `base_url` in site.toml
    #[arg(short = 'u', long, value_name = "URL")]
    base_url: Option<String>,
    /// Publish drafts too
    #[arg(short = 'D', long)]
    drafts: bool,
    /// Publish records dated after today too
    #[arg(short = 'F', long)]
    future: bool,
    /// The day of the build, in place of the machine's: 2026-11-23, RFC 3339, or seconds since 1970
    #[arg(long, value_name = "TIME")]
    clock: Option<String>,
    /// Warnings are errors
    #[arg(long)]
    strict: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site
    Build(build::Build),
    /// Put the site where readers have it
    Deploy(deploy::Deploy),
    /// Show the site in a browser, and make it again whenever a file is saved
    Serve(serve::Serve),
    /// Show what there is to do: the preview, opened at the editor's page
    Desk(desk::Desk),
    /// Report every problem, and write nothing
    Check(check::Check),
    /// Tell whether a published site is the one that was built
    Verify(verify::Verify),
    /// Begin a record, an organization, a person or a page
    New(new::New),
    /// Tell what is different between two built sites
    Diff(diff::Diff),
    /// List what the archive holds
    List(list::List),
    /// Print the archive in a form that other programs read
    Export(export::Export),
    /// Make, change and list themes
    Theme(theme::Theme),
    /// Make a new site that builds at once
    Init(init::Init),
    /// Delete what builds have made
    Clean(clean::Clean),
    /// Print the script by which a shell completes these commands
    Completions(completions::Completions),
    /// Write the manual pages of these commands
    Man(man::Man),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(schema::Schema),
}

/// Runs the command that `arguments` ask for, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // Nothing can be said where the output is closed.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let common = &arguments.common;
    let outcome = match &arguments.command {
        Command::Build(command) => command.run(common),
        Command::Deploy(command) => command.run(common),
        Command::Serve(command) => command.run(common),
        Command::Desk(command) => command.run(common),
        Command::Check(command) => command.run(common),
        Command::Verify(command) => command.run(common),
        Command::New(command) => command.run(common),
        Command::Diff(command) => command.run(common),
        Command::List(command) => command.run(common),
        Command::Export(command) => command.run(common),
        Command::Theme(command) => command.run(common),
        Command::Init(command) => command.run(common),
        Command::Clean(command) => command.run(common),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(common),
        Command::Schema(command) => command.run(),
    };
    outcome.into()
}

impl Reading {
    /// What these flags and the environment say over site.toml.
    fn overrides(&self) -> Overrides {
        Overrides {
            base_url: self.base_url.clone(),
            output: None,
            host: None,
            precompress: false,
            drafts: self.drafts,
            future: self.future,
            strict: self.strict,
            clock: self.clock.clone(),
            source_date_epoch: std::env::var("SOURCE_DATE_EPOCH").ok(),
        }
    }
}
