//! `reportage theme list`: the themes there are and their options, as a table or as JSON.

use clap::Args;
use serde::Serialize;

use crate::cli::screen::{Screen, print_data};
use crate::cli::table::{self, Row};
use crate::cli::workplace;
use crate::cli::{Common, Outcome, Reading};
use crate::theme::{self, Description, OptionDescription};

/// List the themes there are, with their options
///
/// With --json, one array on standard output: objects with `theme`, `in_use`, `built_in`, `extends`, `name`,
/// `description`, and `options`, each with `name`, `type`, `default`, `choices`, `description`. What is not there is null.
#[derive(Args)]
pub(super) struct List {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(&self, common: &Common) -> Outcome {
        let screen = Screen::new(common);
        let found = workplace::find(common, &Reading::default(), None, &screen)
            .and_then(|workplace| Ok((workplace::settings(&workplace, &screen)?, workplace.job.files)));
        let (settings, files) = match found {
            Ok(found) => found,
            Err(outcome) => return outcome,
        };
        let catalogue = theme::catalogue(&files);
        let themes: Vec<Listed> = (catalogue.value.into_iter())
            .map(|description| Listed { in_use: description.theme == settings.theme, description })
            .collect();
        let text = if self.json {
            table::json(&themes)
        } else {
            table::text(&themes.iter().flat_map(Listed::lines).collect::<Vec<_>>(), table::is_terminal())
        };
        print_data(text.as_bytes());
        let outcome = Outcome::of(&catalogue.problems, false);
        if outcome != Outcome::Fine {
            screen.report(catalogue.problems, &files, false);
        }
        outcome
    }
}

/// A theme, and whether it is the site's.
#[derive(Serialize)]
struct Listed {
    in_use: bool,
    #[serde(flatten)]
    description: Description,
}

/// A line of the table: a theme, or one of its options below it.
#[derive(Serialize)]
struct Line([String; 5]);

impl Listed {
    fn lines(&self) -> Vec<Line> {
        let Description { theme, extends, description, options, built_in, .. } = &self.description;
        let place = match (built_in, extends) {
            (true, _) => "built in".to_owned(),
            (false, Some(parent)) => format!("extends {parent}"),
            (false, None) => String::new(),
        };
        let in_use = if self.in_use { "in use" } else { "" };
        let words = description.clone().unwrap_or_default();
        let theme_line = Line([theme.clone(), String::new(), place, in_use.to_owned(), words]);
        let option_line = |option: &OptionDescription| {
            let OptionDescription { name, kind, default, choices, description } = option;
            let choices = if choices.is_empty() { String::new() } else { format!("one of {}", choices.join(", ")) };
            let words = [description.as_deref().unwrap_or_default(), &choices];
            let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
            Line([theme.clone(), name.clone(), (*kind).to_owned(), default.to_string(), words.join("; ")])
        };
        std::iter::once(theme_line).chain(options.iter().map(option_line)).collect()
    }
}

impl Row for Line {
    const HEADINGS: &'static [&'static str] = &["THEME", "OPTION", "TYPE", "DEFAULT", "WHAT IT IS"];

    fn cells(&self) -> Vec<String> {
        self.0.to_vec()
    }
}
