//! Values that cost as much as the page they stand on: each is made only where a template shows it.

use std::sync::OnceLock;

use super::Views;
use crate::theme::Theme;

/// A variable of a template that is made only where the theme's template shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Costly {
    /// `records` of the home page.
    HomeRecords,
    /// `lead` of the home page. It is missing from the list where it leads, and may be so nowhere else.
    HomeLead,
    /// `citations` of a record's page.
    RecordCitations,
    /// `records` of a term's page.
    TermRecords,
    /// `activity` of a term's page.
    TermActivity,
    /// `graph` of a term's page.
    TermGraph,
    /// `others` of a term's page.
    TermOthers,
    /// `metadata` of a record's page.
    RecordMetadata,
    /// `metadata` of a term's page.
    TermMetadata,
    /// `coins` of a row.
    RowCoins,
}

/// For each of them, by its place, whether it is shown; found out when it is first asked for.
pub(super) type Shown = [OnceLock<bool>; 10];

impl Costly {
    /// The template, and the variable in it.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Costly::HomeRecords => ("home.html", "records"),
            Costly::HomeLead => ("home.html", "lead"),
            Costly::RecordCitations => ("record.html", "citations"),
            Costly::TermRecords => ("term.html", "records"),
            Costly::TermActivity => ("term.html", "activity"),
            Costly::TermGraph => ("term.html", "graph"),
            Costly::TermOthers => ("term.html", "others"),
            Costly::RecordMetadata => ("record.html", "metadata"),
            Costly::TermMetadata => ("term.html", "metadata"),
            Costly::RowCoins => ("row.html", "coins"),
        }
    }
}

impl Costly {
    /// Whether the template of `theme` may show it.
    pub(super) fn is_shown(self, theme: &Theme) -> bool {
        let (template, variable) = self.names();
        theme.may_show(template, variable)
    }
}

impl Views {
    /// Whether the theme's template may show it.
    pub fn shows(&self, costly: Costly) -> bool {
        *self.made.shown[costly as usize].get_or_init(|| costly.is_shown(&self.theme))
    }
}
