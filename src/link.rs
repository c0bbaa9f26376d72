//! What the links of a body lead to: records, entities, pages, files, headings, or nowhere.

use percent_encoding::percent_decode_str;

use crate::archive::{Archive, Found, Index, RecordIx, Subject, Term};
use crate::attachment::{Attachments, help_for_missing, is_content, unfit};
use crate::diag::Code;
use crate::diag::codes::archive::{
    AMBIGUOUS_RECORD, BAD_ADDRESS, BROKEN_LINK, FOREIGN_IMAGE, MISSING_FILE, UNKNOWN_ENTITY, UNKNOWN_FRAGMENT,
    UNKNOWN_RECORD, UNPUBLISHED_RECORD,
};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::gallery::{Gallery, Picture};
use crate::index::{self, IndexKind};
use crate::markdown::{self, Reference, ReferenceKind, Resolution, Resolver};
use crate::model::record::Access;
use crate::model::{Body, Mentions};
use crate::names::suggest::nearest;
use crate::names::url::encode_path;
use crate::settings::BaseUrl;
use crate::source::{Files, SitePath};

mod paths;

pub use paths::Paths;

/// Resolves the links of one content file.
pub struct Links<'a> {
    /// The file whose links they are.
    pub file: &'a SitePath,
    /// The archive.
    pub archive: &'a Archive,
    /// Files beside records.
    pub attachments: &'a Attachments,
    /// Pictures.
    pub gallery: &'a Gallery,
    /// The site's source files, for the headings of other bodies.
    pub files: &'a Files,
    /// Everything that the site has.
    pub paths: &'a Paths,
    /// Where the site stands.
    pub base_url: &'a BaseUrl,
    /// Words of a body that are published under `access: excerpt`.
    pub excerpt_words: usize,
    /// Whether what is wrong is told: a suggestion costs a look at every name of the site.
    pub suggests: bool,
}

/// Where a link leads, and the name of what is there.
struct Target<'a> {
    url: &'a str,
    title: Option<&'a str>,
    /// The body whose headings a fragment may name; nothing where there is none to look into.
    body: Option<&'a Body>,
    picture: Option<&'a Picture>,
}

impl Resolver for Links<'_> {
    fn resolve(&self, reference: &Reference<'_>) -> Resolution {
        let found = self.lead(reference);
        let is_page = matches!(&found, Resolution::To { title: Some(_), .. });
        if reference.kind == ReferenceKind::Image && is_page {
            let message = format!("`{}` is a page, not a picture", reference.target);
            return broken(BROKEN_LINK, message, "take the `!` away to link to it, or write the path of a picture");
        }
        found
    }
}

type Looked<'a> = Result<Target<'a>, Resolution>;

impl Links<'_> {
    fn lead(&self, reference: &Reference<'_>) -> Resolution {
        let target = reference.target;
        if reference.kind == ReferenceKind::Wiki {
            let (name, fragment) = split_fragment(target);
            return self.finish(self.wiki(name.trim()), fragment);
        }
        if target.is_empty() {
            return broken(BROKEN_LINK, "the link has no destination", "write a destination between the parentheses");
        }
        let (path, fragment) = split_fragment(target);
        if path.is_empty() {
            return self.own_heading(fragment.unwrap_or_default());
        }
        if reference.kind == ReferenceKind::Image && is_elsewhere(path) {
            return broken(
                FOREIGN_IMAGE,
                format!("the picture `{target}` lies on another host"),
                "save it beside the record, where the rights allow, and write the file's name; or link to it",
            );
        }
        if let Some((scheme, name)) = path.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
            let name = decode(name);
            if scheme.eq_ignore_ascii_case("record") {
                return self.finish(self.record(&name), fragment);
            }
            return match self.archive.index_by_scheme(scheme) {
                Some((_, index)) => self.finish(self.entity(index, &name), fragment),
                None if is_index_turned_off(scheme) => broken(
                    UNKNOWN_ENTITY,
                    format!("`{target}` leads into an index that this site turns off"),
                    "take the link out, or the index out of `off` in site.toml; its text stands without a link",
                ),
                None => as_is(target),
            };
        }
        if path.starts_with("//") {
            return as_is(target);
        }
        if path.starts_with('/') {
            return self.site_path(path, fragment);
        }
        self.finish(self.file(path), fragment)
    }

    /// What the links that `mentions` may hold lead to, and the names of what is there: while it is the same, so is
    /// every link of the body.
    pub fn print(&self, mentions: &Mentions) -> Fingerprint {
        // Much that looks like a link, in code say, is none and leads nowhere.
        let silent = Links { suggests: false, ..*self };
        let link = |target: &str| silent.print_of(&Reference { target, kind: ReferenceKind::Link });
        let wiki = |target: &str| silent.print_of(&Reference { target, kind: ReferenceKind::Wiki });
        // `![[gate.jpg]]`
        let is_file = |target: &&str| target.contains('.');
        let image = |target: &str| silent.print_of(&Reference { target, kind: ReferenceKind::Image });
        Inputs::new("links")
            .prints(mentions.links.iter().map(link))
            .prints(mentions.wiki.iter().map(wiki))
            .prints(mentions.wiki.iter().filter(is_file).map(image))
            .done()
    }

    fn print_of(&self, reference: &Reference<'_>) -> Fingerprint {
        let target = reference.target;
        // Most links of most archives: a plain path of the site. Where it stands is all there is to know.
        let is_plain_path = target.starts_with('/') && !target.starts_with("//") && !target.contains(['?', '#', '%']);
        if reference.kind == ReferenceKind::Link && is_plain_path {
            let known = self.paths.find(target).unwrap_or_default();
            let picture = self.gallery.at(&known).map_or(Fingerprint::default(), Picture::print);
            return Inputs::new("path").text(&known).print(picture).done();
        }
        match self.resolve(reference) {
            Resolution::To { url, title, picture } => {
                let markdown::Picture { size, srcset } = picture.unwrap_or_default();
                let (width, height) = size.unwrap_or_default();
                Inputs::new("to")
                    .text(&url)
                    .text(title.as_deref().unwrap_or_default())
                    .text(srcset.as_deref().unwrap_or_default())
                    .number(width as usize)
                    .number(height as usize)
                    .done()
            }
            Resolution::Broken { code, .. } => Inputs::new("broken").text(code.name).done(),
        }
    }
}

impl<'a> Links<'a> {
    fn nearest<'k>(&self, word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
        if self.suggests { nearest(word, known) } else { None }
    }

    fn record(&self, id: &str) -> Looked<'a> {
        match self.archive.by_id(id) {
            Some(found) => self.found(id, found),
            None => Err(unknown_record(id, self.nearest(id, self.archive.ids()))),
        }
    }

    fn wiki(&self, name: &str) -> Looked<'a> {
        match self.archive.by_id(name).or_else(|| self.archive.by_title(name)) {
            Some(found) => self.found(name, found),
            None => {
                let titles = self.archive.iter().map(|(_, entry)| entry.record.title.as_str());
                Err(unknown_record(name, self.nearest(name, self.archive.ids().chain(titles))))
            }
        }
    }

    fn found(&self, name: &str, found: Found) -> Looked<'a> {
        match found {
            Found::Record(record) => Ok(self.to_record(record)),
            Found::Several => Err(broken(
                AMBIGUOUS_RECORD,
                format!("`{name}` means several records"),
                "write the folder too, as in `2018/name`, or give the record that is meant an `id`",
            )),
            Found::Hidden(why) => Err(unpublished(format!("`{name}` is not published: {why}"))),
        }
    }

    fn to_record(&self, record: RecordIx) -> Target<'a> {
        let entry = &self.archive[record];
        Target {
            url: &entry.address.url,
            title: Some(&entry.record.title),
            body: Some(&entry.record.body),
            picture: None,
        }
    }

    fn to_subject(&self, subject: Subject) -> Target<'a> {
        match subject {
            Subject::Record(record) => self.to_record(record),
            Subject::Page(place) => {
                let page = &self.archive.pages()[place];
                Target {
                    url: &page.address.url,
                    title: Some(&page.page.title),
                    body: Some(&page.page.body),
                    picture: None,
                }
            }
            Subject::Term(term) => to_term(&self.archive[term]),
        }
    }

    fn entity(&self, index: &'a Index, name: &str) -> Looked<'a> {
        match index.find(name) {
            Some(term) => Ok(to_term(term)),
            None if index.is_broken(name) => {
                Err(unpublished(format!("`{name}` is not published: its file has errors")))
            }
            None => {
                let ids = index.terms.iter().map(|term| term.id.as_str());
                let help = match self.nearest(name, ids) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("write an id or a name that `reportage list {}` shows", index.key),
                };
                Err(broken(UNKNOWN_ENTITY, format!("`{name}` is none of the {}", index.key), help))
            }
        }
    }

    fn file(&self, path: &str) -> Looked<'a> {
        let path = decode(path.split_once('?').map_or(path, |(path, _)| path));
        let missing = || {
            let folder = self.file.folder();
            let message = format!("there is no file `{path}` as seen from {folder}");
            let help = if self.suggests { help_for_missing(&path, folder, self.files) } else { String::new() };
            broken(MISSING_FILE, message, help)
        };
        let joined = self.file.join(&path).ok_or_else(missing)?;
        if let Some(subject) = self.archive.by_file(joined.as_str()) {
            return Ok(self.to_subject(subject));
        }
        match self.attachments.find(self.file, &path) {
            Some(address) => {
                let picture = self.gallery.at(&address.path);
                Ok(Target { url: &address.url, title: None, body: None, picture })
            }
            None if self.files.get(joined.as_str()).is_some() && is_content(&joined) => {
                Err(unpublished(format!("`{path}` is not published")))
            }
            None if self.files.get(joined.as_str()).is_some() && joined.below("content").is_some() => {
                let (message, help) = unfit(&path);
                Err(broken(BAD_ADDRESS, message, help))
            }
            None => Err(missing()),
        }
    }

    fn site_path(&self, path: &str, fragment: Option<&str>) -> Resolution {
        let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        let decoded = decode(path);
        let Some(known) = self.paths.find(&decoded) else {
            let (message, help) = if self.suggests { self.paths.missing(&decoded) } else { Default::default() };
            return broken(BROKEN_LINK, message, help);
        };
        let mut url = self.base_url.local(&encode_path(&known));
        if let Some(query) = query {
            url = format!("{url}?{query}");
        }
        self.shown(to(with_fragment(url, fragment), None), self.gallery.at(&known))
    }

    fn own_heading(&self, fragment: &str) -> Resolution {
        let own = self.archive.by_file(self.file.as_str()).and_then(|subject| self.to_subject(subject).body);
        match own.and_then(|body| self.check_fragment(body, fragment)) {
            Some(problem) => problem,
            None => to(format!("#{fragment}"), None),
        }
    }

    fn finish(&self, looked: Looked<'_>, fragment: Option<&str>) -> Resolution {
        let target = match looked {
            Ok(target) => target,
            Err(problem) => return problem,
        };
        let problem = fragment.zip(target.body).and_then(|(fragment, body)| self.check_fragment(body, fragment));
        problem.unwrap_or_else(|| {
            let found = to(with_fragment(self.base_url.local(target.url), fragment), target.title.map(str::to_owned));
            self.shown(found, target.picture)
        })
    }

    /// The same with what pages say of `picture`, if that is what is there.
    fn shown(&self, found: Resolution, picture: Option<&Picture>) -> Resolution {
        let shown = |picture: &Picture| markdown::Picture {
            size: picture.size().map(|size| (size.width, size.height)),
            srcset: picture.srcset(self.base_url),
        };
        match found {
            Resolution::To { url, title, .. } => Resolution::To { url, title, picture: picture.map(shown) },
            broken @ Resolution::Broken { .. } => broken,
        }
    }

    /// The problem, if what is published of `body` has no heading `fragment`.
    fn check_fragment(&self, body: &Body, fragment: &str) -> Option<Resolution> {
        let body = self.archive.current(body);
        let bytes = self.files.get(body.file.as_str())?.read().ok()?;
        let text = std::str::from_utf8(bytes.get(body.span.clone())?).ok()?;
        let access = match self.archive.by_file(body.file.as_str()) {
            Some(Subject::Record(record)) => self.archive[record].record.access,
            _ => Access::Fulltext,
        };
        let shown = match access {
            Access::Dark | Access::Metadata => Some(String::new()),
            Access::Excerpt => markdown::excerpt(text, self.excerpt_words),
            Access::Fulltext => None,
        };
        let headings = markdown::headings(shown.as_deref().unwrap_or(text));
        let fragment = decode(fragment);
        if fragment.is_empty() || headings.iter().any(|heading| heading.id == fragment) {
            return None;
        }
        let help = match nearest(&fragment, headings.iter().map(|heading| heading.id.as_str())) {
            Some(near) => format!("did you mean `#{near}`?"),
            None if headings.is_empty() => "the page has no headings: link to the page itself".to_owned(),
            None => {
                let known: Vec<String> = headings.iter().take(8).map(|heading| format!("`#{}`", heading.id)).collect();
                format!("its headings are {}", known.join(", "))
            }
        };
        Some(broken(UNKNOWN_FRAGMENT, format!("{} has no heading `#{fragment}`", body.file.file_name()), help))
    }
}

fn to_term(term: &Term) -> Target<'_> {
    let body = term.entity.as_ref().map(|entity| &entity.body);
    Target { url: &term.address.url, title: Some(&term.name), body, picture: None }
}

fn unpublished(message: String) -> Resolution {
    let help = "publish the record or take the link out; its text stands without a link for now";
    broken(UNPUBLISHED_RECORD, message, help)
}

fn unknown_record(name: &str, near: Option<&str>) -> Resolution {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the `id` of a record; `reportage list records` shows them all".to_owned(),
    };
    broken(UNKNOWN_RECORD, format!("no record has the id `{name}`"), help)
}

/// RFC 3986, section 3.1: so that a colon later in a file's name does not make one.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Whether an address leads to another host.
fn is_elsewhere(path: &str) -> bool {
    let start = path.get(..8).unwrap_or(path).to_ascii_lowercase();
    path.starts_with("//") || start.starts_with("http://") || start.starts_with("https://")
}

/// Whether links of this scheme lead into an index that every site has, unless it turns it off.
fn is_index_turned_off(scheme: &str) -> bool {
    let means = |kind: &dyn IndexKind| kind.key() == scheme || kind.schemes().contains(&scheme);
    index::built_in().iter().any(|kind| means(kind.as_ref()))
}

fn split_fragment(target: &str) -> (&str, Option<&str>) {
    target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)))
}

fn with_fragment(mut url: String, fragment: Option<&str>) -> String {
    if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
        url.push('#');
        url.push_str(fragment);
    }
    url
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn as_is(target: &str) -> Resolution {
    to(target.to_owned(), None)
}

fn to(url: String, title: Option<String>) -> Resolution {
    Resolution::To { url, title, picture: None }
}

fn broken(code: &'static Code, message: impl Into<String>, help: impl Into<String>) -> Resolution {
    Resolution::Broken { code, message: message.into(), help: Some(help.into()) }
}
