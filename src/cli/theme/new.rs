//! `reportage theme new`: a theme that extends the built-in one and changes next to nothing, to be written over.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::new::write_new;
use crate::cli::screen::{Screen, print_data, shown};
use crate::cli::workplace;
use crate::cli::{Common, Outcome};
use crate::names::slug::Slug;

/// Begin a theme of your own in themes/
#[derive(Args)]
pub(super) struct New {
    /// The folder's name: small letters, digits and hyphens
    name: String,
}

impl New {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        match workplace::root(common, &screen).and_then(|root| self.begin(&root, &screen)) {
            Ok(written) => {
                let lines: String = written.iter().map(|location| format!("{}\n", shown(location))).collect();
                print_data(lines.as_bytes());
                screen.say(&format!(
                    "next: write `theme = \"{}\"` into site.toml, then `reportage serve --open`",
                    self.name
                ));
                Outcome::Fine
            }
            Err(outcome) => outcome,
        }
    }

    fn begin(&self, root: &Path, screen: &Screen) -> Result<Vec<PathBuf>, Outcome> {
        let name = &self.name;
        let slug = Slug::from_name(name);
        if slug.as_str() != name || !name.is_ascii() {
            screen.fail(&format!("`{name}` is not a name for a theme's folder"));
            let plain: String = slug.as_str().chars().filter(char::is_ascii).collect();
            screen.help(&format!("write small letters, digits and hyphens: `reportage theme new {plain}`"));
            return Err(Outcome::WrongUse);
        }
        if matches!(&**name, "broadsheet" | "site") {
            screen.fail(&format!("`{name}` is the name of a layer that is there already"));
            screen.help("give the theme a name of its own");
            return Err(Outcome::WrongUse);
        }
        let folder = root.join("themes").join(name);
        if folder.exists() {
            screen.fail(&format!("`themes/{name}` is there already"));
            screen.help("give the new theme another name, or take the old one away");
            return Err(Outcome::Problems);
        }
        let mut written = Vec::new();
        for (path, text) in files(name) {
            let location = folder.join(path);
            write_new(&location, &text).map_err(|error: io::Error| {
                screen.fail(&format!("`{}` cannot be written: {error}", location.display()));
                Outcome::Problems
            })?;
            written.push(location);
        }
        Ok(written)
    }
}

/// The new theme's files: path in the theme → text.
fn files(name: &str) -> [(String, String); 4] {
    [
        (
            "theme.toml".to_owned(),
            format!(
                "# What this theme lacks, `broadsheet` has. `reportage theme eject` copies a file of it for you to change.\n\
                 interface = 1\n\
                 extends = \"broadsheet\"\n\
                 name = \"{}\"\n\
                 description = \"Broadsheet, with headlines of our own\"\n\
                 \n\
                 # What a site can set in [theme_options]; templates see it as site.options.motto.\n\
                 [options.motto]\n\
                 type = \"text\"\n\
                 default = \"\"\n\
                 description = \"A line at the foot of every page\"\n",
                title(name)
            ),
        ),
        (
            "templates/base.html".to_owned(),
            format!(
                "{{% extends \"broadsheet/base.html\" -%}}\n\
                 {{% block head -%}}\n\
                 <link rel=\"stylesheet\" href=\"{{{{ asset(path=\"{name}.css\") }}}}\">\n\
                 {{% endblock -%}}\n"
            ),
        ),
        (
            "templates/parts/footer.html".to_owned(),
            "{% include \"broadsheet/parts/footer.html\" -%}\n\
             {% if site.options.motto -%}\n\
             <p class=\"motto\">{{ site.options.motto }}</p>\n\
             {% endif -%}\n"
                .to_owned(),
        ),
        (
            format!("assets/{name}.css"),
            "/* Read after the style sheet of broadsheet, so that what stands here counts. */\n\
             h1 {\n  font-weight: 400;\n}\n\n\
             .motto {\n  font-style: italic;\n}\n"
                .to_owned(),
        ),
    ]
}

/// The folder's name as people would write it: `court-papers` is "Court papers".
fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
