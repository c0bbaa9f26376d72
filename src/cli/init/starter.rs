//! A title, an address and a language → the files of a site to begin with.

use clap::ValueEnum;
use serde_json::json;

use crate::cli::schema::Subject;
use crate::model::date::PartialDate;

/// What a new site is made of.
pub(super) struct Starter {
    /// The archive's name.
    pub(super) title: String,
    /// Where it will stand.
    pub(super) base_url: String,
    /// Its language.
    pub(super) language: String,
    /// The day on which it is made.
    pub(super) today: PartialDate,
}

impl Starter {
    /// Every file: its path below the site's root, and its text.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![
            ("site.toml".to_owned(), self.site_toml()),
            (format!("content/articles/{:04}/a-first-record.md", self.today.year), self.record()),
            ("content/organizations/example-works.md".to_owned(), organization()),
            ("content/pages/about.md".to_owned(), self.about()),
            (".gitignore".to_owned(), "/public/\n/.reportage/\n".to_owned()),
            (".vscode/settings.json".to_owned(), editor_settings()),
        ];
        let schemas = Subject::value_variants().iter();
        files.extend(schemas.map(|subject| (subject.file().to_owned(), subject.text())));
        files
    }

    fn site_toml(&self) -> String {
        let text = |text: &str| toml::Value::from(text).to_string();
        let (title, base_url, language) = (text(&self.title), text(&self.base_url), text(&self.language));
        let schema = Subject::Site.file();
        format!(
            "#:schema ./{schema}\n\
             \n\
             title = {title}\n\
             # The address at which the home page will stand.\n\
             base_url = {base_url}\n\
             language = {language}\n\
             # What the archive collects, in a line.\n\
             description = \"Reporting worth keeping, and where to find it\"\n"
        )
    }

    fn record(&self) -> String {
        let schema = Subject::Record.comment(3);
        let (today, language) = (self.today.iso(), self.english());
        format!(
            "---\n\
             {schema}title: A first record\n\
             dek: What a record is, told by one that you will want to replace.\n\
             date: {today}\n\
             outlet: The Example Post\n\
             url: https://example.org/the-original\n\
             tags: [getting started]\n\
             organizations: [Example Works]\n\
             {language}added: {today}\n\
             ---\n\
             \n\
             A record stands for one published piece. It says who published it, when and where, links to the\n\
             original, and tells in the archive's own words what the piece reports. This one is made up, and so\n\
             is [Example Works](org:example-works), the company that it is about.\n\
             \n\
             Only the title is required. The [about page](../../pages/about.md) is a good place to say what is\n\
             collected, and by which rules.\n"
        )
    }

    fn about(&self) -> String {
        let schema = Subject::Page.comment(2);
        let language = self.english();
        format!(
            "---\n\
             {schema}title: About this archive\n\
             {language}---\n\
             \n\
             Say here what the archive collects and what it leaves out, who keeps it, and how a mistake is\n\
             reported to you.\n\
             \n\
             ## How records are made\n\
             \n\
             Each record names the outlet and the date of one piece, links to the original, and gives a summary in\n\
             the archive's own words. Begin one with `reportage new \"The headline\"`, and look at it with\n\
             `reportage serve`.\n"
        )
    }

    /// The texts are English, whatever the archive is to be.
    fn english(&self) -> &'static str {
        let is_english = self.language.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("en"));
        if is_english { "" } else { "language: en\n" }
    }
}

fn organization() -> String {
    let schema = Subject::Organization.comment(2);
    format!(
        "---\n\
         {schema}name: Example Works\n\
         type: Corporation\n\
         website: https://example.org/\n\
         ---\n\
         \n\
         A company that does not exist. A name used in a record is enough to get a page; a file like this one adds\n\
         what the archive knows: other names, identifiers, a parent, relations to others.\n"
    )
}

/// For Visual Studio Code with its YAML and TOML extensions; other editors read the comments in the files.
fn editor_settings() -> String {
    let settings = json!({
        "yaml.schemas": {
            format!("./{}", Subject::Record.file()): "content/articles/**/*.md",
            format!("./{}", Subject::Organization.file()): "content/organizations/*.md",
            format!("./{}", Subject::Person.file()): "content/people/*.md",
            format!("./{}", Subject::Page.file()): "content/pages/**/*.md",
        },
        "evenBetterToml.schema.associations": {
            "site\\.toml$": format!("./{}", Subject::Site.file()),
        },
    });
    format!("{settings:#}\n")
}
