//! `reportage new`: the beginning of a content file, in the right place and with what is known already.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::schema::Subject;
use super::screen::{Screen, print_data, shown};
use super::workplace;
use super::{Common, Outcome, Reading};
use crate::model::date::PartialDate;
use crate::names::slug::Slug;
use crate::parse::{self, Room};
use crate::source::{Files, SitePath, SourceFile};

mod front_matter;
mod yaml;

use front_matter::FrontMatter;

/// Begin a record, an organization, a person or a page
#[derive(Args)]
pub(super) struct New {
    /// The headline of a record or page; the name of an organization or person
    title: String,
    /// What to begin
    #[arg(short, long, value_enum, default_value_t = Kind::Record)]
    kind: Kind,
    /// An organization that the record is about; may be repeated
    #[arg(long = "organization", value_name = "NAME")]
    organizations: Vec<String>,
    /// A person whom the record is about; may be repeated
    #[arg(long = "person", value_name = "NAME")]
    people: Vec<String>,
    /// A tag; may be repeated
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// The original's address
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The publication
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// When the piece ran: YYYY-MM-DD, YYYY-MM or YYYY [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Not to be published yet
    #[arg(long)]
    draft: bool,
    /// The folder below content/articles/ [default: the year of the date]
    #[arg(long, value_name = "FOLDER")]
    dir: Option<String>,
    /// Today, in place of the machine's day: 2026-11-23, RFC 3339, or seconds since 1970
    #[arg(long, value_name = "TIME")]
    clock: Option<String>,
}

/// What a new file is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A record in content/articles/
    Record,
    /// An organization in content/organizations/
    Organization,
    /// A person in content/people/
    Person,
    /// A page in content/pages/
    Page,
}

impl New {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        match self.begin(common, &screen) {
            Ok(location) => {
                print_data(format!("{}\n", shown(&location)).as_bytes());
                Outcome::Fine
            }
            Err(outcome) => outcome,
        }
    }

    fn begin(&self, common: &Common, screen: &Screen) -> Result<PathBuf, Outcome> {
        let root = workplace::root(common, screen)?;
        let today = workplace::day(&Reading { clock: self.clock.clone(), ..Reading::default() }, screen)?;
        self.refuse_flags(screen)?;
        let path = self.path(today).ok_or_else(|| {
            let dir = self.dir.as_deref().unwrap_or_default();
            screen.fail(&format!("`--dir`: `{dir}` is not a folder below content/articles/"));
            screen.help("write a relative path such as `2018` or `letters/2018`");
            Outcome::WrongUse
        })?;
        let text = self.front_matter(today, &path, &root).text();
        // What would be wrong with the file tomorrow is wrong with the flags today.
        let file = SourceFile::held(path.clone(), text.as_bytes());
        let problems = parse::document(&file, &self.kind.room()).problems;
        let outcome = Outcome::of(&problems, false);
        screen.report(problems, &Files::new(vec![file]), false);
        if outcome != Outcome::Fine {
            screen.say(&format!("{path} was not written"));
            return Err(Outcome::WrongUse);
        }
        let location = root.join(path.as_str());
        write_new(&location, &text).map_err(|error| {
            match error.kind() {
                io::ErrorKind::AlreadyExists => {
                    screen.fail(&format!("`{path}` is there already"));
                    screen.help("edit it, or give the new one another title or `--dir`");
                }
                _ => screen.fail(&format!("`{path}` cannot be written: {error}")),
            }
            Outcome::Problems
        })?;
        Ok(location)
    }

    /// Only records have most of the flags.
    fn refuse_flags(&self, screen: &Screen) -> Result<(), Outcome> {
        let is_given = [
            ("--organization", !self.organizations.is_empty()),
            ("--person", !self.people.is_empty()),
            ("--tag", !self.tags.is_empty()),
            ("--url", self.url.is_some()),
            ("--outlet", self.outlet.is_some()),
            ("--date", self.date.is_some()),
            ("--draft", self.draft && self.kind != Kind::Page),
            ("--dir", self.dir.is_some()),
        ];
        match is_given.iter().find(|(_, is_given)| *is_given && self.kind != Kind::Record) {
            None => Ok(()),
            Some((flag, _)) => {
                screen.fail(&format!("`{flag}` is a flag for records"));
                screen.help("leave it out, or leave out `--kind`");
                Err(Outcome::WrongUse)
            }
        }
    }

    /// Where the file will stand; nothing where `--dir` leads elsewhere.
    fn path(&self, today: PartialDate) -> Option<SitePath> {
        let slug = Slug::from_name(&self.title);
        let folder = match self.kind {
            Kind::Record => {
                let date = self.date.clone().unwrap_or_else(|| today.iso());
                let year: String = date.chars().take_while(char::is_ascii_digit).collect();
                let year = Some(year).filter(|year| year.len() == 4).unwrap_or_else(|| format!("{:04}", today.year));
                let dir = self.dir.clone().unwrap_or(year);
                format!("content/articles/{}", dir.trim_end_matches('/'))
            }
            Kind::Organization => "content/organizations".to_owned(),
            Kind::Person => "content/people".to_owned(),
            Kind::Page => "content/pages".to_owned(),
        };
        SitePath::new(&format!("{folder}/{slug}.md"))
    }

    fn front_matter(&self, today: PartialDate, path: &SitePath, root: &Path) -> FrontMatter {
        let mut draft = FrontMatter::default();
        let subject = self.kind.subject();
        if root.join(subject.file()).is_file() {
            draft.comment(&subject.comment(path.folder().split('/').count()));
        }
        match self.kind {
            Kind::Record => {
                draft.text_field("title", &self.title);
                draft.date("date", self.date.as_deref().unwrap_or(&today.iso()));
                draft.text_or_hint("outlet", self.outlet.as_deref(), "Mother Jones");
                draft.text_or_hint("url", self.url.as_deref(), "https://example.org/the-original");
                draft.list_or_hint("tags", &self.tags, "open letters, immigration");
                draft.list_or_hint("organizations", &self.organizations, "Salesforce");
                draft.list_or_hint("people", &self.people, "Marc Benioff");
                draft.hint("dek", "One sentence under the headline.");
                draft.hint("authors", "[Jane Doe]");
                draft.hint("sources", "[{role: first-report, outlet: BuzzFeed News}]");
                draft.hint("archived", "[{url: \"https://web.archive.org/web/…\", date: 2018-06-26}]");
                draft.hint("image", "{file: lead.jpg, alt: \"What it shows.\", credit: \"Whose it is.\"}");
                if self.draft {
                    draft.flag("draft");
                }
                draft.date("added", &today.iso());
            }
            Kind::Organization => {
                draft.text_field("name", &self.title);
                draft.hint("type", "Corporation # GovernmentOrganization NewsMediaOrganization NGO Organization");
                draft.hint("alternate_name", "[Another Name]");
                draft.hint("abbreviation", "[AN]");
                draft.hint("identifiers", "{wikidata: Q…}");
                draft.hint("website", "https://example.org/");
                draft.hint("parent_organization", "the-id-of-another");
            }
            Kind::Person => {
                draft.text_field("name", &self.title);
                draft.hint("alternate_name", "[Another Name]");
                draft.hint("identifiers", "{wikidata: Q…}");
                draft.hint("website", "https://example.org/");
            }
            Kind::Page => {
                draft.text_field("title", &self.title);
                draft.hint("dek", "One sentence under the title.");
                if self.draft {
                    draft.flag("draft");
                }
            }
        }
        draft
    }
}

impl Kind {
    fn room(self) -> Room {
        match self {
            Kind::Record => Room::Record,
            Kind::Organization => Room::Entity("organizations".to_owned()),
            Kind::Person => Room::Entity("people".to_owned()),
            Kind::Page => Room::Page,
        }
    }

    fn subject(self) -> Subject {
        match self {
            Kind::Record => Subject::Record,
            Kind::Organization => Subject::Organization,
            Kind::Person => Subject::Person,
            Kind::Page => Subject::Page,
        }
    }
}

/// Writes a file that must not be there yet, and the folders above it.
pub(super) fn write_new(location: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = location.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::File::create_new(location)?.write_all(text.as_bytes())
}
