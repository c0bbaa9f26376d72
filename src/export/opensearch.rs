//! `opensearch`: how a browser asks the archive's search page (OpenSearch 1.1 description).

use std::io::{self, Write};

use quick_xml::escape::escape;

use super::record::absolute;
use super::{Export, ExportFile, Writer};
use crate::fingerprint::Ingredients;
use crate::names::xml::allowed;
use crate::view::{OPENSEARCH, SEARCH_PAGE, Views, is_searchable};

/// The most letters of a short name, by the specification.
const MOST_LETTERS: usize = 16;

/// The most letters of a description.
const MOST_LETTERS_OF_DESCRIPTION: usize = 1024;

pub(super) struct OpenSearch;

impl Export for OpenSearch {
    fn key(&self) -> &'static str {
        "opensearch"
    }

    fn title(&self) -> &'static str {
        "How a browser searches the archive"
    }

    fn files(&self, views: &Views) -> Vec<ExportFile> {
        let file = ExportFile {
            path: OPENSEARCH.to_owned(),
            table: None,
            what: "How a browser searches the archive.".to_owned(),
            media_type: "application/opensearchdescription+xml",
            writer: Box::new(Description),
        };
        is_searchable(&views.archive, &views.settings).then_some(file).into_iter().collect()
    }
}

struct Description;

impl Writer for Description {
    fn made_from(&self, views: &Views) -> Ingredients {
        views.plain_base()
    }

    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        let settings = &views.settings;
        let description = settings.description.as_ref().unwrap_or(&settings.title);
        let page = absolute(views, SEARCH_PAGE);
        write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
             <ShortName>{}</ShortName>\n\
             <Description>{}</Description>\n\
             <Language>{}</Language>\n\
             <InputEncoding>UTF-8</InputEncoding>\n\
             <OutputEncoding>UTF-8</OutputEncoding>\n\
             <Url type=\"text/html\" template=\"{}?q={{searchTerms}}\"/>\n\
             </OpenSearchDescription>\n",
            escape(&*allowed(&short_name(&settings.title))),
            escape(&*allowed(&bounded(description, MOST_LETTERS_OF_DESCRIPTION))),
            escape(&*settings.language),
            escape(&*page),
        )
    }
}

/// As many words of the title as fit; its first letters, where not even the first word does.
fn short_name(title: &str) -> String {
    let mut name = String::new();
    for word in title.split_whitespace() {
        let longer = if name.is_empty() { word.to_owned() } else { format!("{name} {word}") };
        if longer.chars().count() > MOST_LETTERS {
            break;
        }
        name = longer;
    }
    if name.is_empty() { bounded(title.trim(), MOST_LETTERS) } else { name }
}

fn bounded(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_has_sixteen_letters_at_most() {
        for (title, expected) in [
            ("Tech Papers", "Tech Papers"),
            ("Tech Workers and the Press", "Tech Workers and"),
            ("Tech Workers versus Press", "Tech Workers"),
            ("Bundesverfassungsgericht", "Bundesverfassung"),
            ("  Röntgen  ", "Röntgen"),
        ] {
            assert_eq!(short_name(title), expected);
        }
    }
}
