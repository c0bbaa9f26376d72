//! The serialisable views: the only things a template can see.
//!
//! Each view is made once, when it is first asked for, and shared: a clone of a `tera::Value` is a pointer.

use std::sync::{Arc, OnceLock};

use schemars::JsonSchema;
use serde::Serialize;
use tera::{Context, Value};

use crate::archive::{Archive, Entry, RecordIx, Term, TermIx};
use crate::attachment::Attachments;
use crate::card::Faces;
use crate::citation::{Styles, coins};
use crate::diag::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::fixity::{Facts, Fixity};
use crate::gallery::{Gallery, Picture};
use crate::model::date::PartialDate;
use crate::outbound::Outbound;
use crate::related::Related;
use crate::settings::Settings;
use crate::source::SitePath;
use crate::theme::Theme;

mod alternates;
mod card;
mod chain;
mod changes;
mod chronology;
mod citation;
mod contexts;
mod corrections;
mod costly;
mod fields;
mod file;
mod graph;
mod home;
mod image;
mod letters;
mod link_health;
mod link_status;
mod linked;
mod list;
mod metadata;
mod page;
mod policy;
mod prints;
mod record;
pub mod reference;
mod related;
mod robust;
mod search;
mod series;
mod site;
mod sources;
mod term;
mod together;
mod words;
mod years;

pub use alternates::{AlternateView, OPENSEARCH, RECORD_JSON, SEARCH_PAGE, TWIN, is_searchable};
pub use card::CardView;
pub use chain::{ChainView, OriginalView};
pub use changes::{CHANGES, CHANGES_FEED, Change, ChangeKind, ChangeView, ChangesDay, has_changes};
pub use chronology::{ChronologyMonth, ChronologyYear, group_id};
pub use citation::{CitationFilesView, CitationView};
pub use corrections::{CORRECTIONS, CORRECTIONS_FEED, CorrectionEntry, has_corrections};
pub use costly::Costly;
pub use fields::{Fields, Seen};
pub use file::FileView;
pub use graph::{EdgeView, GraphView, LineView, NodeView};
pub use home::{AdditionView, LeadView, SpanView};
pub use image::ImageView;
pub use letters::LetterView;
pub use link_health::{LINK_HEALTH, LinkGroup, NamedLink, VerdictCount, has_link_health};
pub use link_status::{LinkCopyView, LinkStatusView};
pub use list::{Group, ListView, Pager, page_count, page_path};
pub use metadata::Metadata;
pub use page::PageView;
pub use policy::Policy;
pub use record::{CorrectionView, MentionView, RecordView};
pub use related::RelatedView;
pub use robust::RobustLinkView;
pub use series::{SeriesPlace, SeriesView};
pub use site::{IndexBrief, IndexLink, ReplayView, SiteView, TermCount};
pub use sources::{OriginView, RoleCount, SourceView};
pub use term::{IndexView, RelationView, TermView};
pub use together::{IndexCounts, Together};
pub use years::{YearView, YearsView};

/// The name of a thing and where its page stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LinkView {
    /// Its name.
    pub name: String,
    /// The address on the site's host.
    pub url: String,
}

/// A date as machines and as people read it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DateView {
    /// `2018-06-25`, `2018-06` or `2018`: what `<time datetime>` takes.
    pub iso: String,
    /// In words, in the site's language, at its precision.
    pub text: String,
    /// The year.
    pub year: i16,
    /// The month, 1 to 12; nothing where it is not known.
    pub month: Option<u8>,
    /// EDTF `~`.
    pub approximate: bool,
    /// EDTF `?`.
    pub uncertain: bool,
}

/// A record as a list shows it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RowView {
    /// The record's identifier.
    pub id: String,
    /// The headline.
    pub title: String,
    /// The address on the site's host.
    pub url: String,
    /// When it ran.
    pub date: Option<DateView>,
    /// The outlet, as printed, and its page; the address is empty where the site has no index of outlets.
    pub outlet: Option<LinkView>,
    /// One sentence under the headline.
    pub dek: Option<String>,
    /// The record's language, where it is not the site's.
    pub language: Option<String>,
    /// The type of the piece, in CSL's words.
    pub kind: &'static str,
}

/// The files that a site publishes beside its pages, and what is known of them.
pub struct Published {
    /// Those that content names.
    pub attachments: Attachments,
    /// What is known of those that are evidence.
    pub fixity: Fixity,
    /// Those that are pictures.
    pub gallery: Gallery,
}

/// Makes the views of one site.
pub struct Views {
    /// The archive they show.
    pub archive: Arc<Archive>,
    /// The settings.
    pub settings: Arc<Settings>,
    /// The theme, whose words they use.
    pub theme: Arc<Theme>,
    /// Files beside records.
    pub attachments: Arc<Attachments>,
    /// What is known of copies and documents.
    pub fixity: Arc<Fixity>,
    /// Pictures.
    pub gallery: Arc<Gallery>,
    /// Styles of citations.
    pub styles: Arc<Styles>,
    /// Addresses outside the site, and how they stand.
    pub outbound: Arc<Outbound>,
    made: Arc<Made>,
    /// All names that a link may use, as a fingerprint; only bodies whose links cannot be seen at a glance hang on it.
    names: OnceLock<Fingerprint>,
}

/// What hangs on front matter alone, and stays while no more than bodies change.
struct Made {
    prints: prints::Prints,
    /// What has most in common with each record.
    related: Related,
    faces: Faces,
    briefs: OnceLock<(Value, Fingerprint)>,
    /// For each record, its row as the theme renders it.
    fragments: Vec<OnceLock<Box<str>>>,
    /// For each record, the fingerprint of it as bibliographies know it.
    items: Vec<OnceLock<Fingerprint>>,
    /// For each index and term, the term as records name it.
    mentions: Vec<Vec<OnceLock<Value>>>,
    /// The years of the chronology, with the place of each.
    chronology_years: OnceLock<(Value, Fingerprint)>,
    /// Every correction, in the order of their log.
    corrections: OnceLock<Vec<(RecordIx, usize)>>,
    /// All that the front matter of all files says.
    archive_print: OnceLock<Fingerprint>,
    /// Every change, in the order of their page.
    changes: OnceLock<Vec<Change>>,
    /// How the addresses stand that the archive names.
    health: OnceLock<link_health::Health>,
    /// Which of the values that cost much the theme shows.
    shown: costly::Shown,
    /// Which fields of views the theme shows.
    fields: fields::SeenFields,
    policy: OnceLock<Policy>,
}

impl Views {
    /// Makes nothing yet.
    pub fn new(
        archive: Arc<Archive>,
        settings: Arc<Settings>,
        theme: Arc<Theme>,
        files: Published,
        styles: Arc<Styles>,
        outbound: Arc<Outbound>,
        related: Related,
    ) -> Views {
        let Published { attachments, fixity, gallery } = files;
        let (attachments, fixity, gallery) = (Arc::new(attachments), Arc::new(fixity), Arc::new(gallery));
        let mentions = archive.indexes().iter();
        let mentions = mentions.map(|index| index.terms.iter().map(|_| OnceLock::new()).collect()).collect();
        let fragments = archive.iter().map(|_| OnceLock::new()).collect();
        let items = archive.iter().map(|_| OnceLock::new()).collect();
        let site = SiteView::new(&archive, &settings, &theme, &outbound);
        let names_authors = Costly::RowCoins.is_shown(&theme);
        let prints = prints::Prints::new(&archive, &settings, theme.print, &site, names_authors);
        let faces = Faces::new(theme.card_face.clone());
        let made = Arc::new(Made {
            prints,
            related,
            faces,
            briefs: OnceLock::new(),
            fragments,
            items,
            mentions,
            chronology_years: OnceLock::new(),
            corrections: OnceLock::new(),
            archive_print: OnceLock::new(),
            changes: OnceLock::new(),
            health: OnceLock::new(),
            shown: Default::default(),
            fields: Default::default(),
            policy: OnceLock::new(),
        });
        Views { archive, settings, theme, attachments, fixity, gallery, styles, outbound, made, names: OnceLock::new() }
    }

    /// The views of `archive`, which differs from the one shown in bodies alone.
    #[must_use]
    pub fn of_revised(&self, archive: Archive) -> Views {
        Views {
            archive: Arc::new(archive),
            settings: self.settings.clone(),
            theme: self.theme.clone(),
            attachments: self.attachments.clone(),
            fixity: self.fixity.clone(),
            gallery: self.gallery.clone(),
            styles: self.styles.clone(),
            outbound: self.outbound.clone(),
            made: self.made.clone(),
            names: OnceLock::new(),
        }
    }

    /// What the pages may load, and from where.
    pub fn policy(&self) -> &Policy {
        self.made.policy.get_or_init(|| {
            let scripts = self.theme.assets.iter().filter(|asset| asset.is_script());
            let hashes = scripts.filter_map(|asset| Some((&*asset.name, asset.integrity.as_deref()?)));
            Policy::of(&self.theme.options, hashes, self.settings.replay.is_some())
        })
    }

    /// The address of `path` on the site's host.
    pub fn local(&self, path: &str) -> String {
        self.settings.base_url.local(path)
    }

    /// A date in words and for machines.
    pub fn date(&self, date: &PartialDate) -> DateView {
        DateView {
            iso: date.iso(),
            text: self.theme.strings.date(date),
            year: date.year,
            month: date.month,
            approximate: date.approximate,
            uncertain: date.uncertain,
        }
    }

    /// A record as a list shows it.
    pub fn row(&self, record: RecordIx) -> RowView {
        let entry = &self.archive[record];
        let outlet = entry.record.outlet.as_ref().map(|name| match self.terms_of(entry, "outlets").next() {
            Some((mention, term)) => LinkView {
                name: mention.printed().unwrap_or(&term.name).to_owned(),
                url: self.local(&term.address.url),
            },
            None => LinkView { name: name.clone(), url: String::new() },
        });
        RowView {
            id: entry.id.to_string(),
            title: entry.record.title.clone(),
            url: self.local(&entry.address.url),
            date: entry.record.date.as_ref().map(|date| self.date(date)),
            outlet,
            dek: entry.record.dek.clone(),
            language: entry.record.language.clone().filter(|language| *language != self.settings.language),
            kind: entry.record.kind.word(),
        }
    }

    /// The same as a value.
    pub fn row_value(&self, record: RecordIx) -> Value {
        Value::from_serializable(&self.row(record))
    }

    /// A record's row as the theme's `row.html` renders it: once, for all lists.
    ///
    /// # Errors
    /// `template-failed`.
    pub fn row_html(&self, record: RecordIx) -> Result<&str, Box<Diagnostic>> {
        let slot = &self.made.fragments[record.place()];
        if let Some(html) = slot.get() {
            return Ok(html);
        }
        let mut context = Context::new();
        context.insert("coins", &self.shows(Costly::RowCoins).then(|| coins(&self.item(record))));
        let row = self.row(record);
        let mut render = |fields: &Fields| {
            context.insert_value("row", fields.value(&row));
            self.theme.render("row.html", &context, &self.archive[record].record.file)
        };
        // A template that asks for what is not there is told what is.
        let html = render(self.fields(Seen::Row)).or_else(|_| render(&Fields::ALL))?;
        let html =
            String::from_utf8(html).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(slot.get_or_init(|| html.into()))
    }

    /// A term as a record names it, where it does so by its own name and is about it: one value for all records.
    pub(self) fn plain_mention(&self, term: TermIx) -> Value {
        let slot = &self.made.mentions[term.index()][term.place()];
        slot.get_or_init(|| Value::from_serializable(&self.mention(term, None, None))).clone()
    }

    /// The terms of `entry` in the index `key`, in the record's order.
    pub fn terms_of<'e>(
        &'e self,
        entry: &'e Entry,
        key: &'e str,
    ) -> impl Iterator<Item = (&'e crate::archive::TermMention, &'e Term)> {
        entry
            .terms
            .iter()
            .filter(move |mention| self.archive.index_of(mention.term).key == key)
            .map(|mention| (mention, &self.archive[mention.term]))
    }

    /// The page of a term.
    pub fn term_link(&self, term: TermIx) -> LinkView {
        let term = &self.archive[term];
        LinkView { name: term.name.clone(), url: self.local(&term.address.url) }
    }

    /// Where a file that `from` names is published; nothing where it is not.
    pub fn file_url(&self, from: &SitePath, file: &str) -> Option<String> {
        self.attachments.find(from, file).map(|address| self.local(&address.url))
    }

    /// What is known of the copy or document that `from` calls `file`.
    pub fn file_facts(&self, from: &SitePath, file: &str) -> Option<&Facts> {
        self.fixity.of(self.attachments.get(from, file)?)
    }

    /// The published picture that `from` calls `file`; nothing where it is none.
    pub fn picture(&self, from: &SitePath, file: &str) -> Option<&Picture> {
        self.gallery.at(&self.attachments.find(from, file)?.path)
    }
}
