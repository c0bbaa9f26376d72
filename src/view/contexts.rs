//! What each template is given besides `site`, for the reference. A test holds that it is given just that.

#![expect(dead_code, reason = "what is looked at are the fields' types and comments")]

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::together::IndexCounts;
use super::years::YearsView;
use super::{
    AdditionView, ChangesDay, ChronologyYear, CitationView, CorrectionEntry, GraphView, Group, IndexBrief, IndexView,
    LeadView, LinkGroup, ListView, PageView, RecordView, RowView, SpanView, TermView, VerdictCount,
};
use crate::markdown::Heading;

/// HTML that the program has made, and that templates print as it is.
pub(super) struct Markup;

impl JsonSchema for Markup {
    fn schema_name() -> Cow<'static, str> {
        "Markup".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

/// A mapping whose keys the site or the theme names.
type Mapping = serde_json::Map<String, serde_json::Value>;

/// The home page, and the further pages of its list.
#[derive(JsonSchema)]
pub(super) struct Home {
    /// The page.
    page: PageView,
    /// Every index, with the terms that most records name.
    indexes: Vec<IndexBrief>,
    /// How long the list is, and where this page of it stands.
    list: ListView,
    /// The records of this page of the list, as `row.html` rendered them.
    rows: Markup,
    /// The record at the head of the first page; nothing where there is none. It is not among `rows`.
    lead: Option<LeadView>,
    /// How many records there are of each year, on the first page; nothing where none has a date.
    activity: Option<YearsView>,
    /// The records last taken in, at most six, on the first page; empty where no record says when.
    added: Vec<AdditionView>,
    /// How many records there are, and from when to when, on the first page.
    span: Option<SpanView>,
    /// The same as `rows`, as values; nothing where no template shows them.
    records: Option<Vec<RowView>>,
    /// The text of `content/index.md`, rendered, on the first page; empty where there is none.
    content: Markup,
    /// Elements of the head for search engines, as JSON-LD; empty but on the first page.
    metadata: Markup,
}

/// The page of a record.
#[derive(JsonSchema)]
pub(super) struct Record {
    /// The page.
    page: PageView,
    /// The record.
    record: RecordView,
    /// The record in each style of `citation_styles`, in that order; empty where no template shows them.
    citations: Vec<CitationView>,
    /// Its text, rendered, as far as `access` lets it be published; empty where there is none.
    content: Markup,
    /// The headings of `content`.
    headings: Vec<Heading>,
    /// Elements of the head for reference managers and search engines: Zotero's, Dublin Core's and Open Graph's names, and
    /// JSON-LD. Made where the template shows it.
    metadata: Markup,
}

/// A page of `content/pages/`.
#[derive(JsonSchema)]
pub(super) struct OwnPage {
    /// The page.
    page: PageView,
    /// Its title.
    title: String,
    /// One sentence under the title.
    dek: Option<String>,
    /// `extra` and unknown keys.
    extra: Mapping,
    /// Its text, rendered; empty where there is none.
    content: Markup,
    /// The headings of `content`.
    headings: Vec<Heading>,
    /// Elements of the head for search engines, as JSON-LD.
    metadata: Markup,
}

/// The page of an index: all its terms.
#[derive(JsonSchema)]
pub(super) struct Index {
    /// The page.
    page: PageView,
    /// The index.
    index: IndexView,
}

/// The page of a term, and the further pages of its list.
#[derive(JsonSchema)]
pub(super) struct Term {
    /// The page.
    page: PageView,
    /// The term.
    term: TermView,
    /// How long the list is, and where this page of it stands.
    list: ListView,
    /// The records of this page of the list, as `row.html` rendered them.
    rows: Markup,
    /// The same as values; nothing where no template shows them.
    records: Option<Vec<RowView>>,
    /// How many of its records there are of each year, on the first page; nothing where none has a date or no template
    /// shows it.
    activity: Option<YearsView>,
    /// The term and those that its records also name, as a drawing, on the first page; nothing where there are fewer
    /// than three, or no template shows it.
    graph: Option<GraphView>,
    /// The terms of other indexes that its records name, on the first page; empty where no template shows them.
    others: Vec<IndexCounts>,
    /// The text of its own file, rendered, on the first page; empty where there is none.
    content: Markup,
    /// Elements of the head for search engines, as JSON-LD; empty but on the first page.
    metadata: Markup,
}

/// The chronology.
#[derive(JsonSchema)]
pub(super) struct Chronology {
    /// The page.
    page: PageView,
    /// The records of this page of the list, month by month.
    groups: Vec<Group>,
    /// The whole list, year by year and month by month, for links into it.
    years: Vec<ChronologyYear>,
    /// How long the list is, and where this page of it stands.
    list: ListView,
}

/// The log of corrections.
#[derive(JsonSchema)]
pub(super) struct Corrections {
    /// The page.
    page: PageView,
    /// The corrections of this page of the log, newest first.
    entries: Vec<CorrectionEntry>,
    /// How long the log is, and where this page of it stands.
    list: ListView,
}

/// The page of changes.
#[derive(JsonSchema)]
pub(super) struct Changes {
    /// The page.
    page: PageView,
    /// The changes of this page of the list, day by day, the latest first.
    days: Vec<ChangesDay>,
    /// How many changes there are, and where this page of the list stands.
    list: ListView,
}

/// The page on links to other sites.
#[derive(JsonSchema)]
pub(super) struct LinkHealth {
    /// The page.
    page: PageView,
    /// How many addresses stand how, the best first.
    counts: Vec<VerdictCount>,
    /// Those on this page of the list that do not stand as they should, the worst first, by how they stand.
    groups: Vec<LinkGroup>,
    /// How long that list is, and where this page of it stands.
    list: ListView,
}

/// The search page.
#[derive(JsonSchema)]
pub(super) struct Search {
    /// The page.
    page: PageView,
    /// Every index, with the terms that most records name.
    indexes: Vec<IndexBrief>,
    /// The words that the page's script speaks, by key: a JSON object, as text.
    words: String,
}

/// What a host shows where there is nothing.
#[derive(JsonSchema)]
pub(super) struct NotFound {
    /// The page.
    page: PageView,
    /// Every index, with the terms that most records name.
    indexes: Vec<IndexBrief>,
    /// The latest records, as `row.html` rendered them.
    rows: Markup,
}

/// The page at a former address.
#[derive(JsonSchema)]
pub(super) struct Redirect {
    /// The page.
    page: PageView,
    /// Where it leads, on the site's host.
    target: String,
    /// The same with scheme and host.
    target_absolute: String,
}

/// One record in a list: made once and used in every list, so that it can depend on nothing else.
#[derive(JsonSchema)]
pub(super) struct Row {
    /// The record.
    row: RowView,
    /// The same for reference managers, as COinS: the `title` of an element of class `Z3988`. Made where the template
    /// shows it; nothing where a record's page includes the row.
    coins: Option<String>,
}
