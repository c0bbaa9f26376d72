//! What is left in the tables of `site.toml` → problems that name the setting that was probably meant.

use std::collections::BTreeSet;

use super::reader::Section;
use crate::diag::codes::settings as codes;
use crate::diag::{Diagnostic, Place};
use crate::names::suggest;
use crate::source::SitePath;

/// One problem for each key that no setting took.
pub(super) fn problems(file: &SitePath, sections: &[Section<'_>]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for section in sections {
        for key in section.rest.keys() {
            let name = key.get_ref();
            let place = Place::bytes(file, key.span());
            let message = match section.name {
                "" => format!("`{name}` is not a setting"),
                table => format!("`{name}` is not a setting of `{table}`"),
            };
            let problem = Diagnostic::new(codes::UNKNOWN_SETTING, place, message);
            problems.push(advise(problem, name, section, sections));
        }
    }
    problems
}

/// Adds the help line, and the mend where it is certain.
fn advise(problem: Diagnostic, name: &str, section: &Section<'_>, sections: &[Section<'_>]) -> Diagnostic {
    let known = || section.asked.iter().map(|(key, _)| *key);
    if let Some(other) = sections.iter().find(|other| other.asked.iter().any(|(key, _)| *key == name)) {
        return problem.help(match other.name {
            "" => format!("`{name}` belongs to the top of the file, before the first `[table]`"),
            table => format!("`{name}` belongs below `[{table}]`"),
        });
    }
    match foreign(section.name, name).or_else(|| suggest::nearest(name, known())) {
        Some(meant) => {
            let is_free = section.asked.contains(&(meant, false));
            let problem = problem.help(format!("did you mean `{meant}`?"));
            if is_free && suggest::same_but_for_spelling(name, meant) { problem.edit(meant) } else { problem }
        }
        None => {
            let all: BTreeSet<&str> = known().collect();
            let all = format!("`{}`", Vec::from_iter(all).join("`, `"));
            problem.help(match section.name {
                "" => format!("the settings are {all}; values of your own go below `[extra]`"),
                table => format!("the settings of `{table}` are {all}"),
            })
        }
    }
}

/// What other generators call a setting.
fn foreign(section: &str, name: &str) -> Option<&'static str> {
    match (section, name) {
        ("", "url" | "site_url" | "baseurl") => Some("base_url"),
        ("", "languageCode" | "default_language" | "defaultContentLanguage" | "lang" | "locale") => Some("language"),
        ("", "name" | "site_name") => Some("title"),
        ("", "author" | "owner" | "organization") => Some("publisher"),
        ("", "email") => Some("contact"),
        ("", "featured" | "hero" | "cover_story") => Some("lead"),
        ("", "paginate" | "pagination" | "per_page" | "page_size") => Some("paginate_by"),
        ("", "permalinks") => Some("permalink"),
        ("", "publishDir" | "output_dir" | "destination") => Some("output"),
        ("", "taxonomies" | "taxonomy" | "indexes" | "collections") => Some("index"),
        ("", "params" | "data") => Some("extra"),
        ("", "rss_limit" | "rssLimit") => Some("feed_limit"),
        ("menu", "name" | "label" | "text") => Some("title"),
        ("menu", "href" | "link" | "path" | "pageRef") => Some("url"),
        ("index", "name" | "label") => Some("title"),
        ("index", "field" | "taxonomy") => Some("key"),
        ("markdown", "smartypants" | "typographer" | "smart") => Some("smart_punctuation"),
        ("markdown", "highlight_code" | "syntax_highlighting") => Some("highlight"),
        ("markdown", "unsafe" | "raw_html" | "allow_html") => Some("trusted_html"),
        _ => None,
    }
}
