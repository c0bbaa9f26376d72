//! `reportage schema`: the JSON Schemas of the site's files, made from the types that they are read into.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::screen::print_data;
use crate::parse::schema::{self, Kind};
use crate::settings;

/// Print the JSON Schema of a kind of file, for editors
#[derive(Args)]
pub(super) struct Schema {
    /// The kind of file
    #[arg(value_enum)]
    of: Subject,
}

/// A kind of file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Subject {
    /// site.toml
    Site,
    /// The front matter of content/articles/
    Record,
    /// The front matter of content/organizations/
    Organization,
    /// The front matter of content/people/
    Person,
    /// The front matter of content/pages/
    Page,
}

impl Schema {
    pub(super) fn run(&self) -> Outcome {
        print_data(self.of.text().as_bytes());
        Outcome::Fine
    }
}

impl Subject {
    /// The schema as a file: two spaces a level, and a line end.
    pub(super) fn text(self) -> String {
        let schema = match self {
            Subject::Site => settings::schema(),
            Subject::Record => schema::schema(Kind::Record),
            Subject::Organization | Subject::Person => schema::schema(Kind::Entity),
            Subject::Page => schema::schema(Kind::Page),
        };
        format!("{schema:#}\n")
    }

    /// The schema's file below the site's root: `schema/record.json`.
    pub(super) fn file(self) -> &'static str {
        match self {
            Subject::Site => "schema/site.json",
            Subject::Record => "schema/record.json",
            Subject::Organization => "schema/organization.json",
            Subject::Person => "schema/person.json",
            Subject::Page => "schema/page.json",
        }
    }

    /// The comment in a content file at `depth` folders below the root by which editors find the schema.
    pub(super) fn comment(self, depth: usize) -> String {
        format!("# yaml-language-server: $schema={}{}\n", "../".repeat(depth), self.file())
    }
}
