//! The text of `site.toml` → what it says, each value checked on its own; nothing is filled in yet.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use toml::Spanned;
use toml::de::DeTable;

use super::precompress::{self, PrecompressValue};
use super::reader::{Reader, Section};
use super::{
    BaseUrl, CustomIndex, DeployTarget, MarkdownSettings, MenuItem, Pattern, Replay, Settings, UpdatedFrom, checks,
    defaults, deploy,
};
use crate::compress::Encoding;
use crate::diag::codes::settings as codes;
use crate::diag::{Checked, Diagnostic, Place, Spot};
use crate::host::{self, Host};
use crate::model::node::Node;
use crate::names::language;
use crate::source::{SitePath, Span};

/// The settings of a Reportage site.
#[derive(Debug, Default, JsonSchema)]
#[schemars(title = "site.toml", deny_unknown_fields)]
pub(super) struct SiteFile {
    /// The archive's name.
    #[schemars(required, length(min = 1))]
    pub(super) title: Option<String>,
    /// The address at which the home page will stand: absolute, with `http` or `https`. Without it, feeds, sitemap and
    /// citations lead to `http://localhost/`.
    #[schemars(with = "Option<String>", url, extend("examples" = ["https://example.org/archive/"]))]
    pub(super) base_url: Option<BaseUrl>,
    /// Whether there is a `base_url`, right or wrong.
    #[schemars(skip)]
    pub(super) has_base_url: bool,
    /// The archive's language: a BCP 47 tag such as `en` or `pt-BR`.
    #[schemars(extend("default" = defaults::LANGUAGE))]
    pub(super) language: Option<String>,
    /// What the archive collects, in a line.
    pub(super) description: Option<String>,
    /// Who publishes the archive.
    pub(super) publisher: Option<String>,
    /// An address to write to.
    pub(super) contact: Option<String>,
    /// The id of the record that the home page leads with. Without it, the newest record that has an image leads.
    pub(super) lead: Option<String>,
    /// The theme: a folder below `themes/`, or `broadsheet`, which is built in.
    #[schemars(extend("default" = defaults::THEME))]
    pub(super) theme: Option<String>,
    /// The pattern of a record's address. Placeholders: `{path}`, `{slug}`, `{id}`, `{year}`, `{month}`, `{day}`,
    /// `{outlet}`.
    #[schemars(with = "Option<String>", extend("default" = defaults::PERMALINK), regex(pattern = r"^/.*(/|\.html)$"))]
    pub(super) permalink: Option<Pattern>,
    /// Rows on a page of a list.
    #[schemars(range(min = 1), extend("default" = defaults::PAGINATE_BY))]
    pub(super) paginate_by: Option<usize>,

    /// Rows on a page of a term's list, in place of `paginate_by`; 0 for all of them on one page.
    pub(super) paginate_terms: Option<usize>,
    /// Entries in a feed.
    #[schemars(range(min = 1), extend("default" = defaults::FEED_LIMIT))]
    pub(super) feed_limit: Option<usize>,
    /// Related records on a record's page: the editor's, and up to so many in all those with most in common; 0 for the
    /// editor's alone.
    #[schemars(extend("default" = defaults::RELATED))]
    pub(super) related: Option<usize>,
    /// Words of a body that are published where a record says `access: excerpt`.
    #[schemars(extend("default" = defaults::EXCERPT_WORDS))]
    pub(super) excerpt_words: Option<usize>,
    /// Who says when a record was last changed: `record`, or `git` for those that do not say so themselves.
    #[schemars(extend("default" = "record"))]
    pub(super) updated_from: Option<UpdatedFrom>,
    /// Styles in which pages cite records, in their order: names of bundled ones, and paths of CSL files in `styles/`.
    /// An empty list for none.
    #[schemars(extend("default" = defaults::CITATION_STYLES))]
    pub(super) citation_styles: Option<Vec<String>>,
    /// The licence of the archive itself, for who cites it: an SPDX identifier such as `CC-BY-4.0`, or an address.
    pub(super) license: Option<String>,
    /// Pictures are published with what they say of where, when and by whom they were made.
    #[schemars(extend("default" = defaults::KEEP_PICTURE_METADATA))]
    pub(super) keep_picture_metadata: Option<bool>,
    /// The kind of host that is to serve the site: what it reads is made, and its limits are kept.
    #[schemars(with = "Option<String>", extend("enum" = host::keys()))]
    pub(super) host: Option<&'static Host>,
    /// Texts get a compressed twin for servers that send it as it is: `true` for both encodings, or a list of them.
    #[schemars(with = "Option<PrecompressValue>", extend("default" = false))]
    pub(super) precompress: Option<Vec<Encoding>>,
    /// The folder into which the site is written, relative to the root.
    #[schemars(extend("default" = defaults::OUTPUT))]
    pub(super) output: Option<String>,
    /// Indexes and outputs that the site does without: `people`, `chronology`, `term_feeds`, `json_feed` …
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) off: Vec<String>,
    /// How Markdown is read.
    #[schemars(with = "Option<MarkdownTable>")]
    pub(super) markdown: MarkdownTable,
    /// Links to other sites.
    #[schemars(with = "Option<LinksTable>")]
    pub(super) links: LinksTable,
    /// The search.
    #[schemars(with = "Option<SearchTable>")]
    pub(super) search: SearchTable,
    /// What plays archived pages in the page of their record.
    #[schemars(with = "Option<ReplayTable>")]
    pub(super) replay: Option<Replay>,
    /// Indexes of the archive's own, beside those of tags, organizations, people, outlets, authors, years and series.
    #[schemars(with = "Option<Vec<IndexTable>>")]
    pub(super) index: Vec<CustomIndex>,
    /// The menu, in its order. Without it the theme makes one of the indexes.
    #[schemars(with = "Option<Vec<MenuTable>>")]
    pub(super) menu: Vec<MenuItem>,
    /// What the theme is told; it says itself which options it has.
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    pub(super) theme_options: BTreeMap<String, Node>,
    /// Where `reportage deploy` puts the site, each place below a name of its own.
    #[schemars(with = "Option<BTreeMap<String, deploy::DeployTable>>")]
    pub(super) deploy: Vec<DeployTarget>,
    /// Values of your own, for templates.
    #[schemars(with = "Option<serde_json::Map<String, serde_json::Value>>")]
    pub(super) extra: BTreeMap<String, Node>,
}

impl SiteFile {
    /// Fills in what the file leaves to its defaults.
    pub(super) fn complete(self) -> Settings {
        let base_url = self.base_url.unwrap_or_else(BaseUrl::localhost);
        let defaults = Settings::new(self.title.unwrap_or_else(|| "Untitled".to_owned()), base_url);
        Settings {
            description: self.description,
            language: self.language.unwrap_or(defaults.language),
            publisher: self.publisher,
            contact: self.contact,
            lead: self.lead,
            theme: self.theme.unwrap_or(defaults.theme),
            theme_options: self.theme_options,
            permalink: self.permalink.unwrap_or(defaults.permalink),
            paginate_by: self.paginate_by.unwrap_or(defaults.paginate_by),
            paginate_terms: self.paginate_terms.or(self.paginate_by).unwrap_or(defaults.paginate_terms),
            feed_limit: self.feed_limit.unwrap_or(defaults.feed_limit),
            off: self.off,
            indexes: self.index,
            menu: self.menu,
            markdown: MarkdownSettings {
                smart_punctuation: self.markdown.smart_punctuation.unwrap_or(defaults.markdown.smart_punctuation),
                trusted_html: self.markdown.trusted_html.unwrap_or(defaults.markdown.trusted_html),
                highlight: self.markdown.highlight.unwrap_or(defaults.markdown.highlight),
            },
            related: self.related.unwrap_or(defaults.related),
            excerpt_words: self.excerpt_words.unwrap_or(defaults.excerpt_words),
            updated_from: self.updated_from.unwrap_or(defaults.updated_from),
            citation_styles: self.citation_styles.unwrap_or(defaults.citation_styles),
            license: self.license,
            memento: self.links.memento.unwrap_or(defaults.memento),
            full_text_up_to: self.search.full_text_up_to.unwrap_or(defaults.full_text_up_to),
            replay: self.replay,
            deploy: self.deploy,
            keep_picture_metadata: self.keep_picture_metadata.unwrap_or(defaults.keep_picture_metadata),
            extra: self.extra,
            host: self.host,
            precompress: self.precompress.unwrap_or(defaults.precompress),
            output: self.output.unwrap_or(defaults.output),
            ..defaults
        }
    }
}

/// How Markdown is read.
#[derive(Debug, Default, JsonSchema)]
#[schemars(rename = "Markdown", deny_unknown_fields)]
pub(super) struct MarkdownTable {
    /// Quotation marks and dashes as printers set them, by the record's language.
    #[schemars(extend("default" = defaults::MARKDOWN.smart_punctuation))]
    pub(super) smart_punctuation: Option<bool>,
    /// Raw HTML goes through as it is; say so only where every author is trusted.
    #[schemars(extend("default" = defaults::MARKDOWN.trusted_html))]
    pub(super) trusted_html: Option<bool>,
    /// Fenced code of a known language is highlighted.
    #[schemars(extend("default" = defaults::MARKDOWN.highlight))]
    pub(super) highlight: Option<bool>,
}

/// Links to other sites.
#[derive(Debug, Default, JsonSchema)]
#[schemars(rename = "Links", deny_unknown_fields)]
pub(super) struct LinksTable {
    /// Where `reportage check --links --memento` looks for copies: a Memento TimeGate, whose address ends with `/`, or a
    /// service that answers as the Wayback Machine's `available` does.
    #[schemars(url, extend("default" = defaults::MEMENTO))]
    pub(super) memento: Option<String>,
}

/// The search.
#[derive(Debug, Default, JsonSchema)]
#[schemars(rename = "Search", deny_unknown_fields)]
pub(super) struct SearchTable {
    /// The most records of an archive whose texts are searched; of more, headlines, deks, names and tags are.
    #[schemars(extend("default" = defaults::FULL_TEXT_UP_TO))]
    pub(super) full_text_up_to: Option<usize>,
}

/// What plays archived pages: replayweb.page, whose files the site brings in `static/`.
#[derive(JsonSchema)]
#[schemars(rename = "Replay", deny_unknown_fields)]
#[expect(dead_code, reason = "stands for `Replay` in the schema")]
struct ReplayTable {
    /// The player's `ui.js`: a path of the site.
    #[schemars(regex(pattern = r"^/.+\.js$"), extend("examples" = ["/replay/ui.js"]))]
    script: String,
    /// Its service worker: a path of the site, in a folder of its own. Without it, `sw.js` beside the script.
    #[schemars(regex(pattern = r"^/.+/.+\.js$"))]
    worker: Option<String>,
}

/// An index of the archive's own.
#[derive(JsonSchema)]
#[schemars(rename = "Index", deny_unknown_fields)]
#[expect(dead_code, reason = "stands for `CustomIndex` in the schema")]
struct IndexTable {
    /// The front-matter key whose values the index collects; also the folder's name in the site.
    key: String,
    /// The title of the index page; the key without it.
    title: Option<String>,
}

/// An entry of the menu.
#[derive(JsonSchema)]
#[schemars(rename = "MenuEntry", deny_unknown_fields)]
#[expect(dead_code, reason = "stands for `MenuItem` in the schema")]
struct MenuTable {
    /// What it says.
    title: String,
    /// Where it leads: a path of the site that begins with `/`, or an absolute address.
    url: String,
}

/// Reads `text`, the whole of `file`. Where it is not TOML, nothing is made of it, and what can be read of it is
/// checked all the same.
pub(super) fn read(file: &SitePath, text: &str) -> Checked<Option<SiteFile>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let problems = syntax_problems(file, text, &errors);
    let broken: Vec<Span> = errors.iter().filter_map(toml::de::Error::span).map(|span| lines(text, &span)).collect();
    let mut reader = Reader::new(file, text, problems);
    let top = reader.top(table.into_inner());
    let site_file = settings(&mut reader, top);
    let mut problems = reader.into_problems();
    if errors.is_empty() {
        return Checked { value: Some(site_file), problems };
    }
    // A value on a line that is not TOML is a guess of the parser, and the line may hold what seems to be missing.
    problems.retain(|problem| match &problem.place.spot {
        _ if problem.code == codes::BAD_TOML => true,
        Spot::Bytes(span) => {
            problem.code != codes::MISSING_SETTING
                && !broken.iter().any(|line| line.start < span.end.max(span.start + 1) && span.start < line.end)
        }
        _ => false,
    });
    Checked { value: None, problems }
}

/// One problem for each line that the parser could not read, the first on it.
fn syntax_problems(file: &SitePath, text: &str, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut last_line = None;
    let end = text.len();
    let mut errors: Vec<(Span, &str)> =
        errors.iter().map(|error| (error.span().unwrap_or(end..end), error.message())).collect();
    errors.sort_by_key(|(span, _)| span.start);
    for (span, words) in errors {
        let line = lines(text, &span).start;
        if last_line.replace(line) == Some(line) {
            continue;
        }
        problems.push(syntax_problem(file, text, span, words));
    }
    problems
}

/// A problem in the parser's words, with help in ours where they are for programmers.
fn syntax_problem(file: &SitePath, text: &str, span: Span, words: &str) -> Diagnostic {
    let (what, expected) = words.split_once(", expected ").unwrap_or((words, ""));
    let written = text.get(span.clone()).unwrap_or_default();
    // The parser takes nothing for text without quotation marks.
    let what = if what == "string values must be quoted" && written.is_empty() { "missing value" } else { what };
    let help = match what {
        "missing value" => "write a value after the `=`".to_owned(),
        "string values must be quoted" => "put the text into double quotation marks".to_owned(),
        "duplicate key" => "keep one of the two and delete the other".to_owned(),
        _ if written.contains(char::is_control) => "leave out the control character".to_owned(),
        "invalid basic string" | "invalid literal string" if matches!(expected, "`\"`" | "`'`") => {
            format!("close the text with {expected}")
        }
        _ if expected.is_empty() => "write each setting on a line of its own, as `title = \"The Archive\"`".to_owned(),
        _ => format!("expected here: {expected}"),
    };
    let message = match what {
        "duplicate key" => format!("`{written}` stands twice"),
        _ if written.trim().is_empty() || written.contains('\n') => format!("this is not TOML: {what}"),
        _ => format!("`{written}` is not TOML: {what}"),
    };
    let stands_alone =
        text.get(span.end..).and_then(|rest| rest.lines().next()).is_none_or(|rest| rest.trim().is_empty());
    let is_plain = !written.contains(|letter: char| letter.is_control() || matches!(letter, '"' | '\'' | '\\'));
    let problem = Diagnostic::new(codes::BAD_TOML, Place::bytes(file, span), message).help(help);
    if what == "string values must be quoted" && stands_alone && is_plain {
        problem.edit(format!("\"{written}\""))
    } else {
        problem
    }
}

/// The bytes of the lines that `span` touches.
fn lines(text: &str, span: &Span) -> Span {
    let bytes = text.as_bytes();
    let (from, to) = (span.start.min(bytes.len()), span.end.min(bytes.len()));
    let start = bytes[..from].iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let end = bytes[to..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |newline| to + newline);
    start..end.max(start + 1)
}

/// Takes every setting there is, in the order in which the file's keys are documented.
fn settings<'i>(reader: &mut Reader<'i>, mut top: Section<'i>) -> SiteFile {
    let section = &mut top;
    let title = reader.required_text(section, "title", "\"The Archive\"").map(Spanned::into_inner);
    let has_base_url = section.has("base_url");
    let has_citation_styles = section.has("citation_styles");
    let base_url = reader.text(section, "base_url").and_then(|text| checks::base_url(reader, &text));
    let language = reader.text(section, "language").and_then(|text| language_tag(reader, &text));
    let site_file = SiteFile {
        title,
        base_url,
        has_base_url,
        language,
        description: words(reader.text(section, "description")),
        publisher: words(reader.text(section, "publisher")),
        contact: words(reader.text(section, "contact")),
        lead: words(reader.text(section, "lead")),
        theme: reader.text(section, "theme").and_then(|text| checks::theme(reader, text)),
        permalink: reader.text(section, "permalink").and_then(|text| checks::permalink(reader, &text)),
        paginate_by: reader.number(section, "paginate_by", 1),
        paginate_terms: reader.number(section, "paginate_terms", 0),
        feed_limit: reader.number(section, "feed_limit", 1),
        related: reader.number(section, "related", 0),
        excerpt_words: reader.number(section, "excerpt_words", 0),
        updated_from: reader.text(section, "updated_from").and_then(|text| checks::updated_from(reader, &text)),
        citation_styles: Some(reader.texts(section, "citation_styles")).filter(|_| has_citation_styles),
        license: words(reader.text(section, "license")),
        keep_picture_metadata: reader.flag(section, "keep_picture_metadata"),
        host: reader.text(section, "host").and_then(|text| checks::host(reader, &text)),
        precompress: precompress::read(reader, section),
        output: reader.text(section, "output").and_then(|text| checks::output(reader, text)),
        off: reader.texts(section, "off"),
        markdown: markdown(reader, section),
        links: links(reader, section),
        search: search(reader, section),
        replay: replay(reader, section),
        index: indexes(reader, section),
        menu: menu(reader, section),
        theme_options: reader.free(section, "theme_options"),
        deploy: deploy::targets(reader, section),
        extra: reader.free(section, "extra"),
    };
    reader.finish(top);
    site_file
}

fn words(text: Option<Spanned<String>>) -> Option<String> {
    text.map(Spanned::into_inner).filter(|text| !text.is_empty())
}

fn language_tag(reader: &mut Reader<'_>, text: &Spanned<String>) -> Option<String> {
    let tag = language::canonical(text.get_ref());
    if tag.is_none() {
        let message = format!("`{}` is not a language tag", text.get_ref());
        match language::canonical(&text.get_ref().replace('_', "-")) {
            Some(meant) => {
                let (help, edit) = (format!("write `{meant}`"), format!("\"{meant}\""));
                reader.report_with_edit(codes::BAD_LANGUAGE_SETTING, text.span(), message, help, edit);
            }
            None => {
                let help = "write a BCP 47 tag such as `en`, `es` or `pt-BR`";
                reader.report(codes::BAD_LANGUAGE_SETTING, text.span(), message, help);
            }
        }
    }
    tag
}

fn markdown<'i>(reader: &mut Reader<'i>, top: &mut Section<'i>) -> MarkdownTable {
    let mut section = reader.section(top, "markdown");
    let markdown = MarkdownTable {
        smart_punctuation: reader.flag(&mut section, "smart_punctuation"),
        trusted_html: reader.flag(&mut section, "trusted_html"),
        highlight: reader.flag(&mut section, "highlight"),
    };
    reader.finish(section);
    markdown
}

fn links<'i>(reader: &mut Reader<'i>, top: &mut Section<'i>) -> LinksTable {
    let mut section = reader.section(top, "links");
    let memento = reader.text(&mut section, "memento").and_then(|text| checks::web_address(reader, text));
    reader.finish(section);
    LinksTable { memento }
}

fn search<'i>(reader: &mut Reader<'i>, top: &mut Section<'i>) -> SearchTable {
    let mut section = reader.section(top, "search");
    let full_text_up_to = reader.number(&mut section, "full_text_up_to", 0);
    reader.finish(section);
    SearchTable { full_text_up_to }
}

fn replay<'i>(reader: &mut Reader<'i>, top: &mut Section<'i>) -> Option<Replay> {
    let mut section = reader.section(top, "replay");
    let script = match section.is_there() {
        true => reader.required_text(&mut section, "script", "\"/replay/ui.js\""),
        false => reader.text(&mut section, "script"),
    };
    let worker = reader.text(&mut section, "worker");
    reader.finish(section);
    checks::replay(reader, script?, worker)
}

fn indexes<'i>(reader: &mut Reader<'i>, top: &mut Section<'i>) -> Vec<CustomIndex> {
    let mut indexes: Vec<CustomIndex> = Vec::new();
    for mut section in reader.sections(top, "index") {
        let key = reader.required_text(&mut section, "key", "\"beat\"");
        let key = key.and_then(|key| checks::index_key(reader, key, &indexes));
        let title = words(reader.text(&mut section, "title"));
        indexes.extend(key.map(|key| CustomIndex { title: title.unwrap_or_else(|| checks::title_of(&key)), key }));
        reader.finish(section);
    }
    indexes
}

fn menu<'i>(reader: &mut Reader<'i>, top: &mut Section<'i>) -> Vec<MenuItem> {
    let mut menu = Vec::new();
    for mut section in reader.sections(top, "menu") {
        let title = reader.required_text(&mut section, "title", "\"About\"").map(Spanned::into_inner);
        let url = reader.required_text(&mut section, "url", "\"/about/\"");
        let url = url.and_then(|url| checks::menu_url(reader, url));
        menu.extend(title.zip(url).map(|(title, url)| MenuItem { title, url }));
        reader.finish(section);
    }
    menu
}
