//! A document → the words of it that can be searched, field by field.

use super::Texts;
use super::shape::Scope;
use crate::archive::{Archive, RecordIx, Subject, Term};
use crate::model::record::Access;
use crate::settings::Settings;

/// The fields of a document, each some pieces of text that a phrase does not cross.
pub(super) struct Fields<'a> {
    /// BCP 47 tag of its language.
    pub(super) language: &'a str,
    /// The headline or the name.
    pub(super) title: &'a str,
    /// Whether it is the page of what bears a name: of a term.
    pub(super) is_term: bool,
    /// Names, tags, and what else they are called.
    pub(super) names: Vec<&'a str>,
    /// One sentence.
    pub(super) dek: Option<&'a str>,
    /// What a page says beside its text: quotations, captions, titles of documents.
    pub(super) particulars: Vec<&'a str>,
    /// The text.
    pub(super) text: String,
}

impl<'a> Fields<'a> {
    /// The fields of what a document is about.
    pub(super) fn of(
        subject: Subject,
        archive: &'a Archive,
        settings: &'a Settings,
        scope: Scope,
        texts: Texts<'_>,
    ) -> Fields<'a> {
        match subject {
            Subject::Record(record) => of_record(record, archive, settings, scope, texts),
            Subject::Term(term) => {
                let term = &archive[term];
                let entity = term.entity.as_deref();
                Fields {
                    language: &settings.language,
                    title: &term.name,
                    is_term: true,
                    names: other_names(term).collect(),
                    dek: entity.and_then(|entity| entity.dek.as_deref()),
                    particulars: Vec::new(),
                    text: entity.map(|entity| texts(&entity.body, None)).unwrap_or_default(),
                }
            }
            Subject::Page(place) => {
                let page = &archive.pages()[place].page;
                Fields {
                    language: page.language.as_deref().unwrap_or(&settings.language),
                    title: &page.title,
                    is_term: false,
                    names: Vec::new(),
                    dek: page.dek.as_deref(),
                    particulars: Vec::new(),
                    text: texts(&page.body, None),
                }
            }
        }
    }

    /// The fields in the order of their positions.
    pub(super) fn pieces(&self) -> [Vec<&str>; super::weight::FIELDS] {
        let text = std::iter::once(&*self.text).chain(self.particulars.iter().copied()).collect();
        [vec![self.title], self.names.clone(), self.dek.into_iter().collect(), text]
    }
}

fn of_record<'a>(
    this: RecordIx,
    archive: &'a Archive,
    settings: &'a Settings,
    scope: Scope,
    texts: Texts<'_>,
) -> Fields<'a> {
    let entry = &archive[this];
    let record = &*entry.record;
    let mut names: Vec<&str> = Vec::new();
    for mention in &entry.terms {
        let term = &archive[mention.term];
        names.push(&term.name);
        names.extend(mention.printed());
        // Who looks for `CBP` wants the records as well as the page; the people of a year have no such names.
        names.extend(term.entity.iter().flat_map(|entity| &entity.abbreviation).map(String::as_str));
    }
    // What the site has no index of is searched all the same.
    let mentions = record.organizations.iter().chain(&record.people).filter(|mention| !mention.by_id);
    names.extend(mentions.map(|mention| mention.printed.as_deref().unwrap_or(&mention.name)));
    names.extend(record.authors.iter().map(|author| author.printed.as_deref().unwrap_or(&author.name)));
    names.extend(
        record
            .tags
            .iter()
            .chain([&record.outlet, &record.series, &record.section].into_iter().filter_map(Option::as_deref)),
    );
    names.extend(record.places.iter().map(|place| place.name.as_str()));
    // A name that the record has in several ways counts once.
    let mut seen = rapidhash::RapidHashSet::default();
    names.retain(|name| seen.insert(*name));
    let mut particulars: Vec<&str> = Vec::new();
    if scope == Scope::Text {
        particulars.extend(record.quotes.iter().map(|quote| quote.text.as_str()));
        particulars.extend(
            record.image.iter().flat_map(|image| std::iter::once(&image.alt).chain(&image.caption)).map(String::as_str),
        );
        particulars.extend(record.documents.iter().map(|document| document.title.as_str()));
        particulars.extend(record.corrections.iter().map(|correction| correction.text.as_str()));
    }
    let text = match (scope, record.access) {
        (Scope::Names, _) | (_, Access::Metadata | Access::Dark) => String::new(),
        (Scope::Text, Access::Excerpt) => texts(&record.body, Some(settings.excerpt_words)),
        (Scope::Text, Access::Fulltext) => texts(&record.body, None),
    };
    Fields {
        language: record.language.as_deref().unwrap_or(&settings.language),
        title: &record.title,
        is_term: false,
        names,
        dek: record.dek.as_deref(),
        particulars,
        text,
    }
}

/// What a term is called beside its name.
fn other_names(term: &Term) -> impl Iterator<Item = &str> {
    let entity = term.entity.iter();
    let names =
        entity.flat_map(|entity| entity.alternate_name.iter().chain(&entity.abbreviation).chain(&entity.former_name));
    names.map(String::as_str)
}
